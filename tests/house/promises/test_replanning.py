"""Another plan for a promise that stands under its floor: found, shown, said yes to, overtaken, no longer needed."""

from datetime import timedelta

import pytest

from hovmester.house.ledger.models import Entry, OutboxItem
from hovmester.house.ledger.record import entries_of
from hovmester.house.people.models import Person
from hovmester.house.promises import actions
from hovmester.house.promises.errors import NotYoursToMove, PlanOvertaken
from hovmester.house.promises.models import Promise, Step, Suggestion
from hovmester.house.promises.queries import my_next_steps, standing_of
from hovmester.house.promises.standings import floor_of, work_out
from hovmester.house.promises.suggesting import keep_up
from hovmester.house.promises.suggesting import work_out as look_for_a_plan
from hovmester.housefile.model import StepKind
from tests import cast

ROAD = [StepKind.DRIVE, StepKind.FIND, StepKind.HANDOVER]


@pytest.fixture
def held_up(house):
    """(the promise, what o'clock it is), with what the worker would have found by then."""
    promise, now = cast.held_up_promise()
    suggested(promise, now)
    promise.refresh_from_db()
    return promise, now


def suggested(promise, now):
    keep_up(work_out(now), now)
    row = Suggestion.objects.select_related("promise").get(pk=promise.pk)
    look_for_a_plan(row, now)
    return Suggestion.objects.get(pk=promise.pk)


def rows():
    return list(Step.objects.order_by("pk").values()), Entry.objects.count(), OutboxItem.objects.count()


def yes(promise, now, *, by=None, version=None):
    version = Suggestion.objects.get(pk=promise.pk).version if version is None else version
    actions.move_steps(
        promise=Promise.objects.get(pk=promise.pk), version=version, by=by or cast.head_waiter(), now=now
    )


def test_another_courier_is_suggested_and_nothing_moves_by_itself(held_up):
    promise, _now = held_up
    found = promise.suggestion
    assert promise.p_now < floor_of(promise)
    assert found.p_before == pytest.approx(promise.p_now, abs=0.002)
    assert found.p_after > 0.97
    assert [move["who"] for move in found.moves] == ["alex"] * 3
    assert found.others == []
    assert {step.who.key for step in promise.steps.filter(kind__in=ROAD)} == {"ben"}
    entry = entries_of(promise).get(verb="suggested")
    assert (entry.rule, entry.facts["p"]) == ("another-plan", round(found.p_after, 3))


def test_a_yes_moves_the_steps_and_the_promise_stands_as_was_said(held_up):
    promise, now = held_up
    said = promise.suggestion.p_after
    yes(promise, now)
    promise.refresh_from_db()
    assert [step.who.key for step in promise.steps.filter(kind__in=ROAD)] == ["alex"] * 3
    assert {step.vehicle for step in promise.steps.filter(kind__in=ROAD)} == {"house-car"}
    assert promise.p_now == pytest.approx(said, abs=0.002)
    stands = standing_of(promise, now)
    assert stands.lands_p50 < promise.deadline
    assert not any(timed.is_late for timed in stands.steps if timed.step.kind in ROAD)
    work_out(now)  # the worker, later, finds the same
    promise.refresh_from_db()
    assert promise.p_now == pytest.approx(said, abs=0.002)
    assert not Suggestion.objects.filter(pk=promise.pk).exists()
    assert [step.kind for step in my_next_steps(cast.courier(), now)] == ROAD
    assert {step.promise_id for step in my_next_steps(cast.person("ben"), now)} != {promise.pk}


def test_a_yes_is_in_the_ledger_step_by_step(held_up):
    promise, now = held_up
    yes(promise, now)
    entry = entries_of(promise).get(verb="replanned")
    assert entry.actor == cast.head_waiter()
    assert entry.facts["p_now"] < 0.9 < entry.facts["p"]
    moved = entries_of(*promise.steps.all()).filter(verb="moved")
    assert [entry.facts for entry in moved] == [{"to": "alex", "from": "ben"}] * 3


def test_all_whose_steps_changed_are_told_and_nobody_twice(held_up):
    promise, now = held_up
    yes(promise, now, by=cast.owner())
    told = {
        item.payload["person"]: item.payload
        for item in OutboxItem.objects.filter(key__startswith="replanned:")
    }
    assert set(told) == {"alex", "ben", "nora"}
    assert "You bring it now" in told["alex"]["text"]
    assert told["alex"]["href"] == "/steps/"
    assert "Alex" in told["ben"]["text"]
    assert "Walter" in told["nora"]["text"]


def test_who_moves_it_to_themselves_is_not_told(held_up):
    promise, now = held_up
    yes(promise, now, by=cast.courier())  # may say yes to as much, and takes it
    assert not OutboxItem.objects.filter(key__startswith="replanned:", payload__person="alex").exists()


def test_who_may_not_say_yes_to_so_much_may_not_move_it(held_up):
    promise, now = held_up
    Promise.objects.filter(pk=promise.pk).update(amount=100)
    before = rows()
    with pytest.raises(NotYoursToMove):
        yes(promise, now, by=cast.courier())
    assert rows() == before
    yes(promise, now, by=cast.head_waiter())


def test_what_it_costs_more_is_added_and_must_be_within_the_limit(held_up):
    promise, now = held_up
    Person.objects.filter(key="alex").update(hourly=200)
    found = suggested(promise, now)
    assert found.costs_more > 10
    Promise.objects.filter(pk=promise.pk).update(amount=55)  # Alex may say yes to 60
    with pytest.raises(NotYoursToMove):
        yes(promise, now, by=cast.courier())
    yes(promise, now)
    promise.refresh_from_db()
    assert float(promise.amount) == pytest.approx(55 + float(found.costs_more), abs=0.5)
    assert entries_of(promise).get(verb="replanned").facts["amount"] == str(promise.amount)


def _ben_is_back(promise, now):
    for kind in ("drive", "find"):
        step = cast.step_of(Promise.objects.exclude(pk=promise.pk).get(), kind)
        actions.finish_step(step=step, by=cast.person("ben"), now=now)


def _ben_began(promise, now):
    actions.start_step(step=cast.step_of(promise, "drive"), by=cast.person("ben"), now=now)


def _alex_went_home(promise, now):
    Person.objects.filter(key="alex").update(is_active=False)


def _alex_was_promised_to_another(promise, now):
    """He drives off to the airport with everything on wheels."""
    other = cast.porterhouse_promise(now=now, text="A porterhouse to Newark airport at 20:30 please")
    for step in other.steps.filter(kind__in=["make", "pack"]).select_related("promise", "who"):
        actions.finish_step(step=step, by=step.who or cast.cook(), now=now)
    drive = cast.step_of(other, "drive")
    actions.start_step(step=drive, by=cast.courier(), now=now)


def _it_was_called_off(promise, now):
    actions.cancel(promise=Promise.objects.get(pk=promise.pk), reason="Ill", by=cast.owner(), now=now)


@pytest.mark.parametrize(
    "meanwhile",
    [_ben_is_back, _ben_began, _alex_went_home, _alex_was_promised_to_another, _it_was_called_off],
)
def test_what_something_has_overtaken_is_refused_and_nothing_is_changed(held_up, meanwhile):
    promise, now = held_up
    meanwhile(promise, now)
    before = rows()
    with pytest.raises(PlanOvertaken, match="Nothing was moved"):
        yes(promise, now)
    assert rows() == before


def test_only_what_was_shown_is_said_yes_to(held_up):
    promise, now = held_up
    before = rows()
    for version in ("", "another"):
        with pytest.raises(PlanOvertaken):
            yes(promise, now, version=version)
    assert rows() == before


def test_a_button_tapped_twice_moves_once(held_up):
    promise, now = held_up
    version = promise.suggestion.version
    yes(promise, now)
    before = rows()
    yes(promise, now, version=version)
    with pytest.raises(PlanOvertaken):  # somebody else was first
        yes(promise, now, version=version, by=cast.owner())
    assert rows() == before
    assert entries_of(promise).filter(verb="replanned").count() == 1


def test_minutes_that_pass_make_no_other_plan_of_it(held_up):
    promise, now = held_up
    version = promise.suggestion.version
    again = suggested(promise, now + timedelta(minutes=1))
    assert again.version == version
    assert again.at == now + timedelta(minutes=1)
    assert entries_of(promise).filter(verb="suggested").count() == 1
    yes(promise, now + timedelta(minutes=2), version=version)


def test_it_is_gone_when_nobody_needs_it_any_more(held_up):
    promise, now = held_up
    _ben_is_back(promise, now)
    keep_up(work_out(now), now)
    assert not Suggestion.objects.filter(pk=promise.pk).exists()


def test_a_look_that_comes_too_late_writes_nothing(held_up):
    promise, now = held_up
    row = Suggestion.objects.select_related("promise").get(pk=promise.pk)
    entries = Entry.objects.count()
    Suggestion.objects.filter(pk=promise.pk).delete()  # somebody said yes meanwhile
    look_for_a_plan(row, now)
    assert not Suggestion.objects.filter(pk=promise.pk).exists()
    assert Entry.objects.count() == entries


def test_what_ended_is_let_go(held_up):
    promise, now = held_up
    _it_was_called_off(promise, now)
    look_for_a_plan(Suggestion.objects.select_related("promise").get(pk=promise.pk), now)
    assert not Suggestion.objects.filter(pk=promise.pk).exists()


def test_trouble_before_anybody_drives_off_is_somebody_elses_to_mend(house):
    promise = cast.porterhouse_promise()
    drive = cast.step_of(promise, "drive")
    actions.report_trouble(step=drive, reason="A flat tyre", by=drive.who, now=cast.EVENING)
    found = suggested(promise, cast.EVENING)
    assert (found.p_before, found.p_after > 0.9) == (None, True)
    assert all(move["who"] != drive.who.key and move["vehicle"] != drive.vehicle for move in found.moves)
    yes(promise, cast.EVENING, by=cast.owner())
    drive.refresh_from_db()
    assert (drive.state, drive.trouble) == ("waiting", "")
    assert drive.who.key == found.moves[0]["who"]
    assert "p_now" not in entries_of(promise).get(verb="replanned").facts
    actions.start_step(step=drive, by=drive.who, now=drive.planned_start)


def test_a_plan_found_before_the_trouble_is_overtaken_by_it(held_up):
    promise, now = held_up
    actions.report_trouble(step=cast.step_of(promise, "drive"), reason="No bike", by=cast.owner(), now=now)
    before = rows()
    with pytest.raises(PlanOvertaken):
        yes(promise, now)
    assert rows() == before


@pytest.mark.parametrize("kind", ["make", "drive"])
def test_nothing_is_suggested_while_trouble_has_begun_or_is_the_kitchens(house, kind):
    promise = cast.porterhouse_promise()
    step = cast.step_of(promise, kind)
    if kind == "drive":
        actions.start_step(step=step, by=step.who, now=cast.EVENING)
    actions.report_trouble(step=step, reason="No gas", by=cast.cook(), now=cast.EVENING)
    keep_up(work_out(cast.EVENING), cast.EVENING)
    assert not Suggestion.objects.exists()


def test_of_many_the_most_urgent_is_looked_at_first_and_one_a_second(house):
    promises = [
        cast.porterhouse_promise(text=f"A cheesecake at the courthouse by {clock} please")
        for clock in ("19:40", "18:40", "20:40")
    ]
    Promise.objects.update(p_now=0.2)
    now = cast.EVENING
    keep_up(Promise.objects.prefetch_related("steps"), now)
    due = dict(Suggestion.objects.values_list("promise_id", "look_at"))
    seconds = [(due[promise.pk] - now).total_seconds() for promise in promises]
    assert seconds == [1, 0, 2]
    later = now + timedelta(seconds=1)
    keep_up(Promise.objects.prefetch_related("steps"), later)  # who waits already does not wait longer for it
    assert dict(Suggestion.objects.values_list("promise_id", "look_at")) == due
