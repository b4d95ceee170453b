"""Saying yes to another plan: its steps move, all or none, and those whose steps they are are told.

As with a permission, what is said yes to is worked out anew first and the page of the book is turned in writing
(`book`), so that no plan is made with a courier whom another yes has just taken. A plan that something has overtaken is
refused, and nothing has changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.db import transaction
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy

from hovmester.answering.saying import clock
from hovmester.answering.standings import Foreseen, ForeseenStep
from hovmester.answering.suggesting import Moved, Suggested, weigh
from hovmester.house.ledger.models import Entry
from hovmester.house.ledger.record import entries_of, record
from hovmester.house.people import authority, notices
from hovmester.house.people.models import Person
from hovmester.house.promises import book
from hovmester.house.promises.answering import key_of, standing_house
from hovmester.house.promises.errors import NotYoursToMove, PlanOvertaken
from hovmester.house.promises.laws import laws
from hovmester.house.promises.models import Promise, Step, Suggestion
from hovmester.house.promises.queries import zone_of
from hovmester.house.promises.running import REMIND_BEFORE
from hovmester.house.promises.standings import as_told, write_down
from hovmester.house.promises.suggesting import from_json, key_of_pk
from hovmester.housefile.model import StepKind

NOTHING: Final = Decimal(0)
DONE: Final = "replanned"
Move = Mapping[str, Any]  # Any: JSON, as `suggesting.as_json` writes it


def may_move(by: Person, promise: Promise, costs_more: Decimal = NOTHING) -> bool:
    """Whoever may say yes to as much as it costs then may change its plan."""
    return authority.may_say_yes(by, promise.amount + max(NOTHING, costs_more))


def move_steps(*, promise: Promise, version: str, by: Person, now: datetime) -> None:
    """Do what is suggested for a promise, in the `version` that `by` was shown.

    The same person's yes a second time (two taps on one button) does nothing more. Raises NotYoursToMove, and
    PlanOvertaken where that is not suggested any more, does not help any more, or somebody was first: with a step of
    it, or with another yes.
    """
    page = book.page()
    suggestion = Suggestion.objects.filter(pk=promise.pk, version=version).exclude(version="").first()
    if not may_move(by, promise, suggestion.costs_more if suggestion else NOTHING):
        raise NotYoursToMove
    if suggestion is None and _has_done(promise, version, by):
        return
    if suggestion is None:
        raise PlanOvertaken
    moves = tuple(from_json(move) for move in suggestion.moves)
    house = standing_house(now)
    found = weigh(
        house, key_of(promise), moves, now=now, laws=laws(house, now), stuck=suggestion.p_before is None
    )
    if found is None:
        raise PlanOvertaken
    with transaction.atomic():
        if not book.turn(page):
            raise PlanOvertaken
        _write(promise, suggestion, found, by, now)


def _has_done(promise: Promise, version: str, by: Person) -> bool:
    return bool(version) and entries_of(promise).filter(verb=DONE, actor=by, facts__version=version).exists()


def _write(promise: Promise, suggestion: Suggestion, found: Suggested, by: Person, now: datetime) -> None:
    """The book's page is turned and held; what follows is one transaction with it."""
    keys = {key_of_pk(move["promise"]) for move in suggestion.moves} | {promise.pk}
    running = Promise.objects.filter(pk__in=keys, state=Promise.State.RUNNING).order_by("pk")
    promises = {key_of(one): one for one in running.select_related("given_by").prefetch_related("steps")}
    if len(promises) < len(keys):
        raise PlanOvertaken
    write_down(found.stands, promises, now)
    if len(running.select_for_update()) < len(keys):  # held: whoever begins a step waits, or was first
        raise PlanOvertaken
    amount = promise.amount + found.costs_more
    Promise.objects.filter(pk=promise.pk).update(amount=amount)
    taken = Suggestion.objects.filter(pk=promise.pk, version=suggestion.version)
    stands = {one.promise: one for one in found.stands}
    moves = sorted(suggestion.moves, key=lambda move: int(move["step"]))
    changed = [_move(move, stands[move["promise"]], by, now) for move in moves]
    if not taken.delete()[0]:
        raise PlanOvertaken
    odds = {"p": found.own.p_after} | ({"p_now": found.own.p_before} if found.own.p_before else {})
    told: dict[str, Any] = {name: round(as_told(p, promise), 3) for name, p in odds.items()}  # Any: JSON
    entry = record(
        verb=DONE, subject=promise, at=now, by=by, version=suggestion.version, amount=str(amount), **told
    )
    _tell(changed, promises, entry, by, now)


@dataclass(frozen=True, slots=True)
class Changed:
    """A step as it is now, whose it was, and when it was to begin."""

    step: Step
    before: Person | None
    planned: datetime


def _move(move: Move, stands: Foreseen, by: Person, now: datetime) -> Changed:
    """Compare and set, by all that was seen of the step."""
    one, was = from_json(move), move["was"]
    who, before = (Person.objects.filter(key=key).first() if key else None for key in (one.who, was["who"]))
    planned = datetime.fromisoformat(was["start"])
    mine = Step.objects.filter(
        pk=move["step"],
        state=was["state"],
        started_at=None,
        who=before,
        vehicle=was["vehicle"],
        planned_start=planned,
    )
    step = mine.first()
    timed = next((timed for timed in stands.steps if timed.number == one.number), None)
    if step is None or timed is None or (one.who and (who is None or not who.is_active)):
        raise PlanOvertaken
    if not mine.update(who=who, **_fields(step, one, timed)):
        raise PlanOvertaken
    step = Step.objects.select_related("who", "promise__wish").get(pk=step.pk)
    hands = {"to": one.who, "from": was["who"]} if who != before else {}
    record(verb="moved", subject=step, at=now, by=by, **hands)
    return Changed(step, before, planned)


def _fields(step: Step, one: Moved, timed: ForeseenStep) -> dict[str, object]:
    """When it is planned now. Its start says whose turn it is; who is on the way already has no other turn to take."""
    goes_on = step.kind in (StepKind.FIND, StepKind.HANDOVER)
    stated = step.stated_p50 * one.lasts.p50 / step.lasts_p50 if step.lasts_p50 else step.stated_p50
    fields: dict[str, object] = {
        "state": Step.State.WAITING,
        "trouble": "",
        "vehicle": one.vehicle,
        "planned_start": timed.start if goes_on else one.start,
        "end_p50": timed.end_p50,
        "end_p90": timed.end_p90,
        "lasts_p50": one.lasts.p50,
        "lasts_p90": one.lasts.p90,
        "stated_p50": stated if one.stated_p50 is None else one.stated_p50,
        "look_at": timed.start - REMIND_BEFORE,
    }
    if one.where:
        fields["where"] = one.where[:200]
    if one.to_lat is not None:
        fields |= {"to_lat": one.to_lat, "to_lon": one.to_lon}
    return fields


def _tell(
    changed: list[Changed], promises: Mapping[str, Promise], entry: Entry, by: Person, now: datetime
) -> None:
    """Each person once of each promise: who carries it now, who no longer does, whose time is another, who gave it."""
    told: set[tuple[int, int]] = {(by.pk, promise.pk) for promise in promises.values()}

    def tell(person: Person | None, step: Step, text: LazyText, **values: object) -> None:
        if person is None or (person.pk, step.promise_id) in told:
            return
        told.add((person.pk, step.promise_id))
        promise = step.promise
        href = "/steps/" if person == step.who else f"/promises/{promise.pk}/"
        key = f"replanned:{entry.pk}:{promise.pk}"
        notices.tell(person, text, key=key, href=href, now=now, title=promise.title, **values)

    for one in changed:
        step, at = one.step, clock(one.step.planned_start, zone_of(one.step.promise.wish.site), now=now)
        if step.who != one.before:
            tell(step.who, step, TAKES, what=step.what or step.kind, at=at)
            tell(one.before, step, GIVES, who=step.who.name if step.who else "–")
        elif step.planned_start != one.planned:
            text = SOONER if step.planned_start < one.planned else LATER
            tell(step.who, step, text, what=step.what or step.kind, at=at)
    for one in changed:
        tell(promises[key_of(one.step.promise)].given_by, one.step, CHANGED, by=by.name)


TAKES: Final = gettext_lazy("You bring it now: %(what)s, about %(at)s – %(title)s")
GIVES: Final = gettext_lazy("%(who)s brings it instead of you: %(title)s")
SOONER: Final = gettext_lazy("Sooner than planned: %(what)s, about %(at)s – %(title)s")
LATER: Final = gettext_lazy("Later than planned: %(what)s, about %(at)s – %(title)s")
CHANGED: Final = gettext_lazy("%(by)s changed the plan: %(title)s")
