"""How promises of a house file stand: as they were answered, until something happens."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hovmester.answering import CanWe, can_we
from hovmester.answering.standings import corrected, standings
from hovmester.housefile import load
from hovmester.housefile.model import GivenPromise, GivenStep, HouseFile, Spread, StepKind

NOW = datetime(2011, 8, 17, 17, 3, tzinfo=ZoneInfo("America/New_York"))
HOUSE = load((Path(__file__).parents[2] / "examples" / "porterhouse.toml").read_text(encoding="utf-8"))
LANDS = "Can you meet me at Newark airport with a porterhouse when I land in two hours?"
AT_SEVEN = "Could you bring a salmon to the stadium at 7:10 pm? Meet us at lot G."


def given(answer: CanWe, *, lands: bool) -> HouseFile:
    """The house with a promise of just that answer."""
    steps = tuple(
        GivenStep(
            kind=StepKind(step.kind),
            who=step.who,
            station=step.station,
            vehicle=step.vehicle,
            dish=step.dish,
            qty=step.qty,
            lasts=Spread(p50=step.lasts_p50, p90=step.lasts_p90),
            planned_start=step.start,
            started_at=NOW if step.kind == "permission" else None,
            done_at=NOW if step.kind == "permission" else None,
            to_lat=step.to_lat,
            to_lon=step.to_lon,
        )
        for step in answer.steps
    )
    promise = GivenPromise(
        key="p", title="", guest="", site=answer.site, earliest=answer.earliest, deadline=answer.deadline,
        lands=lands, odds_when_given=answer.p_on_time, steps=steps,
    )  # fmt: skip
    return replace(HOUSE, promises=(*HOUSE.promises, promise))


@pytest.mark.parametrize(("text", "lands"), [(LANDS, True), (AT_SEVEN, False)])
def test_until_something_happens_a_promise_stands_as_it_was_given(text, lands):
    answer = can_we(text, house=HOUSE, now=NOW)
    house = given(answer, lands=lands)
    first = min(step.planned_start for step in house.promises[-1].steps if step.kind is StepKind.MAKE)
    for now in (NOW, NOW + timedelta(minutes=10), first):
        (stands,) = standings(house, now=now, of={"p"})
        assert stands.p_raw == pytest.approx(answer.p_on_time, abs=0.015)
        planned = answer.steps[-1].end_p50
        assert abs(stands.lands_p50 - planned) < timedelta(minutes=2)
        assert stands.lands_p50 <= stands.lands_p90
    assert [step.number for step in stands.steps] == list(range(1, len(answer.steps)))


def test_what_nobody_begins_takes_from_the_odds_and_moves_all_that_follows():
    house = given(can_we(AT_SEVEN, house=HOUSE, now=NOW), lands=False)
    first = min(step.planned_start for step in house.promises[-1].steps if step.kind is StepKind.MAKE)
    on_time, late, lost = (
        standings(house, now=first + timedelta(minutes=minutes), of={"p"})[0] for minutes in (0, 15, 60)
    )
    assert on_time.p_raw > late.p_raw > lost.p_raw == 0
    assert all(b.start > a.start for a, b in zip(on_time.steps, late.steps, strict=True))


def test_a_correction_is_there_while_the_end_is_open_and_gone_when_it_is_known():
    told, worked_out = 0.9, 0.96
    assert corrected(worked_out, told=told, worked_out=worked_out) == pytest.approx(told)
    assert corrected(0.5, told=told, worked_out=worked_out) < 0.5
    assert [corrected(p, told=told, worked_out=worked_out) for p in (0.0, 1.0)] == [0.0, 1.0]
    assert corrected(0.7, told=0.9, worked_out=0.9) == pytest.approx(0.7)
