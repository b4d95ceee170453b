"""The Board: what needs a yes on top, what is late where it cannot be overlooked."""

from datetime import timedelta

import pytest

from hovmester.house.ledger import clock
from hovmester.house.premises.models import House
from hovmester.house.promises import actions
from hovmester.house.promises.timing import standing
from hovmester.house.web import board
from hovmester.house.web.standing import binding
from hovmester.house.worker import loop
from tests import cast

NOW = cast.EVENING


@pytest.fixture
def nora(as_person, house):
    return as_person(cast.head_waiter())


def later(minutes):
    clock.simulate(start=NOW + timedelta(minutes=minutes), speed=0)


def page(client, path="/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_evening_says_what_will_appear_and_offers_the_first_step(nora):
    text = page(nora)
    assert "No promises tonight" in text
    assert 'href="/heard/"' in text


def test_a_wish_waits_on_top_with_its_odds_and_its_last_moment(nora):
    wish = cast.porterhouse_wish()
    actions.answer_wish(wish=wish, now=NOW, by=cast.head_waiter())
    text = page(nora)
    assert "say yes by" in text
    assert "left" in text
    assert f'href="/wishes/{wish.pk}/"' in text
    assert "1 needs a yes" in text


def test_a_promise_is_one_row_with_its_lane_and_what_comes_next(nora):
    promise = cast.porterhouse_promise()
    text = page(nora)
    assert promise.title.split(" · ")[0] in text
    assert text.count('class="lane"') == 1
    assert "to spare" in text
    assert "now 17:00" in text


def test_a_late_promise_stands_first_and_is_counted_in_the_title(nora):
    cast.porterhouse_promise()
    later(140)
    text = page(nora)
    assert "<title>(1 late) Board" in text
    assert '<li class="promise late">' in text
    assert "late by" in text


def test_trouble_is_as_visible_as_being_late(nora):
    promise = cast.porterhouse_promise()
    step = cast.step_of(promise, "make")
    actions.report_trouble(step=step, reason="the grill is cold", by=cast.cook(), now=NOW)
    text = page(nora)
    assert '<li class="promise late">' in text
    assert ">trouble<" in text


def test_the_step_that_binds_is_the_one_the_answer_named(house):
    promise = cast.porterhouse_promise()
    promise.wish.answer = {"because": [{"constraint": "drive", "share": 0.6}]}
    assert binding(board_standing(promise)).step.kind == "drive"


def test_without_a_reason_the_most_uncertain_step_binds(house):
    promise = cast.porterhouse_promise()
    promise.wish.answer = None
    widest = max(promise.steps.all(), key=lambda step: step.lasts_p90 - step.lasts_p50)
    assert binding(board_standing(promise)).step == widest


def board_standing(promise):
    return standing(promise, promise.steps.select_related("who"), NOW)


def test_what_asks_by_itself_is_sent_only_when_something_changed(nora):
    cast.porterhouse_promise()
    first = nora.get("/board/")
    assert first.status_code == 200
    assert "<html" not in first.content.decode()
    again = nora.get("/board/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    later(5)
    changed = nora.get("/board/", headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200


def test_a_board_left_open_after_signing_out_leads_to_the_door(client, house):
    response = client.get("/board/", headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response.headers["HX-Redirect"].startswith("/sign-in/")


def test_a_guest_without_a_name_is_still_somebody(house):
    wish = actions.hear_wish(text="a steak at the station at eight", by=cast.head_waiter(), now=NOW)
    assert board.guest_name(wish) == "a guest"


def test_it_asks_the_database_no_more_for_four_promises_than_for_one(nora, django_assert_max_num_queries):
    House.objects.update(floor=0.01)
    cast.porterhouse_promise()
    page(nora)
    with django_assert_max_num_queries(20):
        page(nora)
    for minutes in range(3):
        wish = actions.hear_wish(
            text=f"a cheesecake at the courthouse at 2{minutes}:00", by=cast.head_waiter(), now=NOW
        )
        actions.give_permission(wish=wish, by=cast.head_waiter(), now=NOW)
    with django_assert_max_num_queries(20):
        page(nora)


def test_it_is_drawn_once_a_minute_for_all_and_at_once_when_something_happens(
    nora, django_assert_max_num_queries
):
    promise = cast.porterhouse_promise()
    first = nora.get("/board/").content
    with django_assert_max_num_queries(10):
        assert nora.get("/board/").content == first
    actions.start_step(step=cast.step_of(promise, "make"), by=cast.cook(), now=cast.EVENING)
    assert "Anna" in nora.get("/board/").content.decode()
    assert nora.get("/board/").content != first
    drawn = nora.get("/board/").content
    loop.step(cast.EVENING)  # the worker has looked
    assert nora.get("/board/").content != drawn
