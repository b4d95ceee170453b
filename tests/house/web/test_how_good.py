"""How good are our promises: the page, and the way from each figure down to what happened."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from hovmester.house.promises.models import Promise, Wish
from hovmester.house.web.diagram import Point, reliability_diagram
from tests import cast

NOW = cast.EVENING


@pytest.fixture
def nora(as_person, house):
    return as_person(cast.head_waiter())


def past(n, *, told=0.95, kept=None, hangs_on="deadline", ahead_min=90, **fields):
    """`n` promises of other days, the first `kept` of them kept, the others an hour late."""
    by = cast.head_waiter()
    wishes = Wish.objects.bulk_create(
        Wish(text="Bread", said_at=NOW, made_at=NOW, state=Wish.State.PROMISED) for _ in range(n)
    )
    promises = []
    for number, wish in enumerate(wishes):
        deadline = NOW - timedelta(days=number + 1)
        is_kept = kept is None or number < kept
        promises.append(
            Promise(
                **{
                    "wish": wish,
                    "title": "Bread",
                    "given_by": by,
                    "given_at": deadline - timedelta(minutes=ahead_min),
                    "amount": 4,
                    "deadline": deadline,
                    "p_when_given": told,
                    "p_raw": told,
                    "p_now": told,
                    "hangs_on": hangs_on,
                    "state": Promise.State.KEPT if is_kept else Promise.State.MISSED,
                    "handed_over_at": deadline if is_kept else deadline + timedelta(hours=1),
                }
                | fields
            )
        )
    return Promise.objects.bulk_create(promises)


def page(client, path="/promises/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def figures(text):
    """The rows of the tables: what, told, kept, of how many."""
    rows = re.findall(r"<tr>\s*<th scope=\"row\">(.*?)</tr>", text, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows]


def test_before_anything_has_ended_it_says_what_will_appear(nora):
    text = page(nora)
    assert "No promise has ended yet" in text
    assert "See what is promised now" in text
    assert "<table" not in text


def test_it_holds_what_was_told_against_what_was_kept(nora):
    past(40, told=0.95, kept=38, hangs_on="deadline", ahead_min=90)
    past(40, told=0.91, kept=30, hangs_on="landing", ahead_min=150)
    text = page(nora)
    assert "68 of 80 kept" in text
    rows = figures(text)
    assert "93 to 96 % as told 95 % 95 % 38 of 40 83–99" in rows
    assert "90 to 93 % less often than told 91 % 75 % 30 of 40 60–86" in rows
    assert "When the guest lands less often than told 91 % 75 % 30 of 40 60–86" in rows
    assert "1 hour to 2 hours as told 95 % 95 % 38 of 40 83–99" in rows
    assert "Odds are corrected by how the newest 80 promises ended." in text


def test_kinds_and_horizons_with_enough_promises_show_their_own_correction(nora):
    past(120, told=0.95, kept=118, hangs_on="moment", ahead_min=90)
    past(60, told=0.95, kept=42, hangs_on="landing", ahead_min=150)
    past(10, told=0.95, kept=10, hangs_on="window", ahead_min=150)
    text = " ".join(re.sub(r"<[^>]+>", " ", page(nora)).split())
    _before, own = text.split("Where thirty promises or more were alike")
    own = own.split("Only what was promised can be kept")[0]
    landing = int(re.search(r"When the guest lands 60 promises 95 % told as (\d+) %", own)[1])
    moment = int(re.search(r"At a time 120 promises 95 % told as (\d+) %", own)[1])
    assert landing < 90 < moment
    assert "1 hour to 2 hours 120 promises" in own
    assert "Between two times" not in own


def test_of_few_nothing_is_claimed(nora):
    past(12, kept=10)
    text = page(nora)
    assert "12 promises have ended: too few to correct odds by." in text
    assert "too few to say" in text
    assert "as told" not in figures(text)[0]


def test_each_figure_leads_to_its_promises_and_to_the_ledger(nora):
    past(3, told=0.95, kept=3)
    promise = cast.porterhouse_promise()
    Promise.objects.filter(pk=promise.pk).update(
        state=Promise.State.KEPT, handed_over_at=promise.deadline, p_when_given=0.985
    )
    links = re.findall(r'href="(/promises/ended/\?[^"]+)"', page(nora))
    assert len(links) >= 6
    for link in links:
        assert "There are none." not in page(nora, link.replace("&amp;", "&"))
    text = page(nora, "/promises/ended/?told=98-100")
    assert f'href="/promises/{promise.pk}/"' in text
    assert text.count('class="good-what"') == 1
    assert "gave the promise" in page(nora, f"/promises/{promise.pk}/entries/?about=p")


def test_what_was_called_off_is_counted_and_left_out(nora):
    past(25, kept=25)
    off = {"state": Promise.State.CANCELLED, "handed_over_at": None, "reason": "Plans changed"}
    past(2, **off)
    (late,) = past(1, p_now=0.2, **off)
    text = page(nora)
    assert "25 of 26 kept" in text
    assert "called off while it stood well" in text
    assert page(nora, "/promises/ended/?how=called-off").count('class="good-what"') == 2
    assert f"/promises/{late.pk}/" in page(nora, "/promises/ended/?how=called-off-late")


@pytest.mark.parametrize("asked", ["", "?told=1-2", "?kind=x", "?how=", "?other=1"])
def test_a_figure_that_is_none_is_not_found(nora, asked):
    assert nora.get(f"/promises/ended/{asked}").status_code == 404


def test_the_way_to_it_is_on_the_board_and_the_wish(nora):
    assert 'href="/promises/"' in page(nora, "/")
    promise = cast.porterhouse_promise()
    assert 'href="/promises/"' in page(nora, f"/wishes/{promise.wish_id}/")
    assert "told as worked out: no promise has ended yet" in page(
        nora, f"/wishes/{promise.wish_id}/"
    ).replace("Told as", "told as")


def test_a_promise_of_another_day_names_its_day_once(nora):
    promise = cast.porterhouse_promise(now=NOW - timedelta(days=7))
    text = page(nora, f"/promises/{promise.pk}/")
    assert "Wed 10 Aug" in text.split("<h2>")[0]
    assert "Wed 10 Aug" not in text.split("<h2>", 1)[1]


def test_a_thousand_promises_cost_no_more_questions(nora, django_assert_max_num_queries):
    past(600, kept=570)
    with django_assert_max_num_queries(16):
        page(nora)
    with django_assert_max_num_queries(12):
        page(nora, "/promises/ended/?told=93-96")


def drawn(*points, floor=0.9):
    return ElementTree.fromstring(
        reliability_diagram(points, floor=floor, floor_label="our <floor>", described="d")
    )


def point(told, share, n=40):
    return Point(
        told=told, share=share, low=share - 0.1, high=1.0, n=n, href="/x/?a=1&b=2", described="so & so"
    )


def test_the_diagram_is_true_to_its_figures():
    svg = drawn(point(0.95, 0.9), point(0.9, 0.8, n=10))
    dots = [dot for dot in svg.iter("circle") if dot.get("class") == "ours"]
    # from .75 to 1 along both sides
    assert [dot.get("cx") for dot in dots] == ["80.0%", "60.0%"]
    assert [dot.get("cy") for dot in dots] == ["40.0%", "80.0%"]
    assert float(dots[0].get("r")) > float(dots[1].get("r"))
    assert svg.find("a").get("href") == "/x/?a=1&b=2"
    assert any(text.text == "our <floor>" for text in svg.iter("text"))


def test_nothing_is_drawn_outside_however_odd_the_figures():
    for svg in (drawn(), drawn(point(0.0, 0.0)), drawn(point(1.0, 1.0), floor=1.0)):
        for node in svg.iter():
            for name in ("x", "x1", "x2", "cx", "y1", "y2", "cy"):
                value = node.get(name, "0")
                assert 0 <= float(value.rstrip("%")) <= 100
