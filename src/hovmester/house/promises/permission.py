"""The yes that makes a wish a promise. `book` says how two who say yes at once do not promise the same portion."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy

from hovmester.answering import CanWe
from hovmester.answering.model import PlannedStep
from hovmester.house.ledger.record import record
from hovmester.house.people import authority, notices
from hovmester.house.people.models import Person
from hovmester.house.premises.models import House
from hovmester.house.promises import book
from hovmester.house.promises.errors import AlreadyDecided, BelowFloor, NoPlan, OverLimit, Refused, TooLate
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.house.promises.running import REMIND_BEFORE
from hovmester.house.promises.wishing import answer_wish, ask_up, close, require_voice
from hovmester.housefile.model import StepKind

TRIES: Final = 3  # reckoned again after being overtaken; then reckoned while holding the book


def give_permission(*, wish: Wish, by: Person, now: datetime) -> Promise:
    """Say yes. The odds are worked out anew, and the promise is made only if they still stand when it is written.

    The same person's yes a second time (two taps on one button) gives the promise of the first. Raises NotYours,
    AlreadyDecided, and Refused in its kinds; over the limit the next one up has then been asked.
    """
    require_voice(by)
    try:
        return _give(wish, by, now)
    except AlreadyDecided:
        given = Promise.objects.filter(wish=wish, given_by=by, wish__state=Wish.State.PROMISED).first()
        if given is None:
            raise
        return given


def _give(wish: Wish, by: Person, now: datetime) -> Promise:
    for _ in range(TRIES):
        page = book.page()
        can_we = answer_wish(wish=wish, now=now, by=by)
        if refusal := _refusal(can_we, by, now):
            raise _passed_up(refusal, wish, by, now)
        with transaction.atomic():
            if book.turn(page):
                return _promise(wish, can_we, by, now)
    return _give_holding_the_book(wish, by, now)


def _give_holding_the_book(wish: Wish, by: Person, now: datetime) -> Promise:
    with transaction.atomic():
        book.hold()
        can_we = answer_wish(wish=wish, now=now, by=by)
        refusal = _refusal(can_we, by, now)
        if refusal is None:
            return _promise(wish, can_we, by, now)
    raise _passed_up(refusal, wish, by, now)


def _refusal(can_we: CanWe, by: Person, now: datetime) -> Refused | None:
    house = House.get()
    if can_we.p_on_time is None or can_we.deadline is None or not can_we.steps:
        return NoPlan(can_we.because[0].text if can_we.because else "")
    if can_we.decide_by is not None and can_we.decide_by < now:
        return TooLate(decide_by=can_we.decide_by, zone=_zone(can_we), now=now)
    if can_we.p_on_time < house.floor:
        return BelowFloor(p=can_we.p_on_time, floor=house.floor)
    if not authority.may_say_yes(by, can_we.cost.amount):
        return OverLimit(amount=can_we.cost.amount, currency=house.currency, asked=None)
    return None


def _passed_up(refusal: Refused, wish: Wish, by: Person, now: datetime) -> Refused:
    """Over the limit, the wish goes to the next one up before the refusal is told."""
    if isinstance(refusal, OverLimit):
        asked = ask_up(wish=wish, by=by, now=now)
        return OverLimit(amount=refusal.amount, currency=House.get().currency, asked=asked)
    return refusal


def _zone(can_we: CanWe) -> str:
    return can_we.now.tzinfo.key if isinstance(can_we.now.tzinfo, ZoneInfo) else "UTC"


def _promise(wish: Wish, can_we: CanWe, by: Person, now: datetime) -> Promise:
    """The book's page is turned and held; what follows is one transaction with it."""
    close(wish, Wish.State.PROMISED, now=now)
    promise = promised(wish, can_we, by, now)
    promise.save()
    steps = planned_steps(promise, can_we, by, now)
    taken = book.portions(steps)
    book.take(taken)
    Step.objects.bulk_create(steps)
    record(verb="permitted", subject=wish, at=now, by=by, promise=promise.pk)
    record(verb="given", subject=promise, at=now, by=by, **given_with(promise), portions=dict(taken))
    _tell_those_who_carry_it(promise, steps, by, now)
    return promise


def promised(wish: Wish, can_we: CanWe, by: Person, now: datetime) -> Promise:
    """The promise that a yes to this answer is; not yet saved. The answer has odds and a plan."""
    assert can_we.deadline is not None
    assert can_we.p_on_time is not None
    assert can_we.p_raw is not None
    return Promise(
        wish=wish,
        title=wish.title or wish.text[:200],
        given_by=by,
        given_at=now,
        amount=can_we.cost.amount,
        earliest=can_we.earliest,
        deadline=can_we.deadline,
        p_when_given=can_we.p_on_time,
        p_now=can_we.p_on_time,
        p_raw=can_we.p_raw,
        floor=can_we.floor,
        hangs_on=can_we.hangs_on or "",
        look_at=now,
    )


def given_with(promise: Promise) -> dict[str, Any]:  # Any: JSON
    """The figures with which it was given, as the ledger keeps them."""
    return {
        "p": promise.p_when_given,
        "p_raw": promise.p_raw,
        "floor": promise.floor,
        "hangs_on": promise.hangs_on,
        "horizon_min": round(promise.horizon.total_seconds() / 60),
        "amount": str(promise.amount),
    }


def planned_steps(promise: Promise, can_we: CanWe, by: Person, now: datetime) -> list[Step]:
    """The steps of its plan, not yet saved; the permission is done."""
    people = {person.key: person for person in Person.objects.all()}
    steps = []
    for position, planned in enumerate(can_we.steps):
        step = _step(promise, position, planned, people.get(planned.who))
        if step.kind == StepKind.PERMISSION:
            step.who, step.state = by, Step.State.DONE
            step.started_at = step.done_at = now
            step.look_at = None
        steps.append(step)
    return steps


def _step(promise: Promise, position: int, planned: PlannedStep, who: Person | None) -> Step:
    return Step(
        promise=promise,
        position=position,
        kind=planned.kind,
        who=who,
        station=planned.station,
        vehicle=planned.vehicle,
        dish=planned.dish,
        qty=planned.qty,
        what=planned.what[:200],
        where=planned.where[:200],
        planned_start=planned.start,
        end_p50=planned.end_p50,
        end_p90=planned.end_p90,
        lasts_p50=planned.lasts_p50,
        lasts_p90=planned.lasts_p90,
        stated_p50=planned.stated_p50,
        to_lat=planned.to_lat,
        to_lon=planned.to_lon,
        look_at=planned.start - REMIND_BEFORE,
    )


def _tell_those_who_carry_it(promise: Promise, steps: list[Step], by: Person, now: datetime) -> None:
    carriers = {step.who.pk: step.who for step in steps if step.who and step.state == Step.State.WAITING}
    for person in carriers.values():
        if person.pk != by.pk:
            notices.tell(
                person,
                gettext_lazy("A promise was given, and you carry part of it: %(title)s"),
                key=f"given:{promise.pk}",
                href="/steps/",
                now=now,
                title=promise.title,
            )
