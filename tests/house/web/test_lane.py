"""Time laid out from left to right, and the bars on it."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.house.web.axis import MOST_TICKS, Axis, spanning
from hovmester.house.web.lane import Bar, Goal, grid, lane, odds_bar, plan_lane, scale

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2011, 8, 17, 17, 0, tzinfo=NEW_YORK)


def at(minutes):
    return START + timedelta(minutes=minutes)


def axis(until=120):
    return Axis(start=START, end=at(until), zone=NEW_YORK)


def bar(start, p50, p90, **changes):
    return Bar(
        **(
            {"start": at(start), "end_p50": at(p50), "end_p90": at(p90), "label": "drive", "state": "waiting"}
            | changes
        )
    )


def drawn(svg):
    return ElementTree.fromstring(svg)


def named(svg, name):
    return [one for one in drawn(svg).iter() if name in one.get("class", "").split()]


def test_the_middle_of_the_time_is_the_middle_of_the_width():
    assert axis().at(at(60)) == 50


@given(st.floats(-500, 500), st.floats(-500, 500))
def test_later_is_never_further_left(one, other):
    first, second = sorted((one, other))
    assert axis().at(at(first)) <= axis().at(at(second))


@pytest.mark.parametrize("until", [7, 20, 45, 90, 240, 600, 3000])
def test_ticks_are_round_clock_times_and_few_enough_to_read(until):
    ticks = axis(until).ticks()
    assert len(ticks) <= MOST_TICKS + 1
    assert all(int(label[-2:]) % 5 == 0 for _, label in ticks)
    assert [x for x, _ in ticks] == sorted(x for x, _ in ticks)


def test_ticks_are_told_in_the_clock_of_the_place():
    utc = Axis(start=START.astimezone(UTC), end=at(120).astimezone(UTC), zone=NEW_YORK)
    assert utc.ticks()[0][1] == "17:00"


def test_the_ticks_keep_to_the_clock_when_summer_time_ends():
    start = datetime(2011, 11, 6, 4, 0, tzinfo=UTC)  # midnight in New York; the clock goes back at two
    ticks = Axis(start=start, end=start + timedelta(hours=8), zone=NEW_YORK).ticks()
    assert all(label.endswith(":00") for _, label in ticks)
    assert [x for x, _ in ticks] == sorted(x for x, _ in ticks)


def test_an_axis_holds_now_and_what_is_near_it():
    found = spanning(
        [at(-600), at(200)], now=START, zone=NEW_YORK, back=timedelta(hours=1), ahead=timedelta(hours=6)
    )
    assert 0 < found.at(START) < 100
    assert found.at(at(200)) < 100
    assert found.at(at(-600)) < 0


def test_solid_until_p50_and_faint_until_p90():
    svg = lane(axis(), [bar(12, 60, 84)], None, described="")
    (solid,), (faint,) = named(svg, "bar"), named(svg, "tail")
    assert faint.get("x") == "50.0%"
    assert faint.get("width") == "20.0%"
    assert solid.get("class") == "bar waiting"


def test_what_binds_is_drawn_heavier():
    svg = lane(axis(), [bar(0, 30, 30), bar(30, 60, 60, binds=True)], None, described="")
    light, heavy = (float(one.get("height")) for one in named(svg, "bar"))
    assert heavy > light


def test_a_step_that_moved_shows_where_it_was_planned():
    moved = bar(30, 60, 60, state="late", planned=(at(12), at(42)))
    (ghost,) = named(lane(axis(), [moved], None, described=""), "planned")
    assert (ghost.get("x"), ghost.get("width")) == ("10.0%", "25.0%")


def test_the_goal_shows_when_it_lands_and_when_it_must():
    goal = Goal(
        lands=at(60),
        lands_label="18:00",
        deadline=at(90),
        deadline_label="by 18:30",
        state="kept",
    )
    svg = lane(axis(), [], goal, described="")
    assert [one.text for one in named(svg, "lands-label")] == ["18:00"]
    assert [one.text for one in named(svg, "deadline-label")] == ["by 18:30"]
    assert named(svg, "deadline")[0].get("x1") == "75.0%"


def test_the_now_line_runs_through_the_whole_height():
    (now,) = named(grid(axis(), now=at(30)), "now")
    assert (now.get("x1"), now.get("y1"), now.get("y2")) == ("25.0%", "0", "100%")


def test_words_are_escaped_and_the_drawing_is_described():
    svg = lane(axis(), [bar(0, 110, 110, label="<b>")], None, described='"drive" & <walk>')
    assert drawn(svg).get("aria-label") == '"drive" & <walk>'
    assert "<b>" not in svg


@pytest.mark.parametrize(
    "svg",
    [
        lane(axis(), [bar(0, 30, 60)], None, described="x"),
        grid(axis(), now=START),
        scale(axis(), now=START, now_label="now 17:00"),
        plan_lane(axis(), bar(0, 30, 60), deadline=at(90), now=START),
        odds_bar(0.8, 0.9, 0.95, 0.85),
    ],
)
def test_a_drawing_wears_nothing_inline(svg):
    assert all("style" not in one.attrib for one in drawn(svg).iter())


def test_the_odds_bar_shows_odds_interval_and_floor():
    svg = odds_bar(0.87, 0.91, 0.94, 0.85)
    assert named(svg, "said")[0].get("cx") == "91.0%"
    assert (named(svg, "interval")[0].get("x"), named(svg, "interval")[0].get("width")) == ("87.0%", "7.0%")
    assert named(svg, "floor")[0].get("x1") == "85.0%"


def test_no_clock_time_is_written_over_the_head_of_the_now_line():
    texts = [one.text for one in drawn(scale(axis(), now=at(61), now_label="now 18:01")).iter() if one.text]
    assert "now 18:01" in texts
    assert "18:00" not in texts
    assert "17:30" in texts
