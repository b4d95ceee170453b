"""How a promise ends: kept or missed by its handover, cancelled by the guest, or given up by name."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hovmester.house.hearing.item import TEXT_MOST, clean_text, one_line
from hovmester.house.hearing.models import Message
from hovmester.house.ledger.record import record
from hovmester.house.people import notices
from hovmester.house.people.models import Person
from hovmester.house.promises import book
from hovmester.house.promises.errors import NotNow, WordsMissing
from hovmester.house.promises.models import Outcome, Promise, Step, Wish
from hovmester.house.promises.window import outside_min

FOLLOW_UP_AT_MOST: Final = timedelta(hours=12)  # what is left to do afterwards is waited for so long
LATE_AT_MOST: Final = timedelta(hours=12)  # not reported so long after the deadline, it did not happen


def handed_over(promise: Promise, *, by: Person, now: datetime) -> None:
    """It reached the guest, in the transaction of the step that says so."""
    change_promise(
        promise,
        Promise.State.RUNNING,
        state=Promise.State.HANDED_OVER,
        handed_over_at=now,
        look_at=now + FOLLOW_UP_AT_MOST,
    )
    record(verb="handed-over", subject=promise, at=now, by=by)


def settle(*, promise: Promise, now: datetime, waited_long_enough: bool = False) -> None:
    """Kept or missed, decided by the time of the handover alone, as soon as nothing is left to do."""
    if promise.state != Promise.State.HANDED_OVER or promise.handed_over_at is None:
        return
    if not waited_long_enough and promise.steps.exclude(state=Step.State.DONE).exists():
        return
    state, rule, facts = how_it_ended(outside_min(promise, promise.handed_over_at))
    with transaction.atomic():
        change_promise(promise, Promise.State.HANDED_OVER, state=state, look_at=None)
        record(
            verb=state.value,
            subject=promise,
            at=now,
            rule=rule,
            p_when_given=promise.p_when_given,
            p_raw=promise.p_raw,
            **facts,
        )
        promise.steps.update(look_at=None)


def how_it_ended(outside_min: float) -> tuple[Promise.State, str, dict[str, Any]]:  # Any: whatever JSON holds
    """Kept or missed, the rule that tells it, and by how much it was missed."""
    if outside_min > 0:
        return Promise.State.MISSED, "handed-over-late", {"late_min": round(outside_min, 1)}
    if outside_min < 0:
        return Promise.State.MISSED, "handed-over-early", {"early_min": round(-outside_min, 1)}
    return Promise.State.KEPT, "handed-over-in-time", {}


def miss(*, promise: Promise, reason: str, now: datetime, by: Person | None = None, rule: str = "") -> None:
    """It will not reach the guest any more: said by a person, or by name of a rule long after the deadline."""
    reason = _reason(reason)
    with transaction.atomic():
        change_promise(
            promise, Promise.State.RUNNING, state=Promise.State.MISSED, reason=reason, look_at=None
        )
        back = _give_back(promise)
        record(verb="missed", subject=promise, at=now, by=by, rule=rule, portions=back)


def cancel(*, promise: Promise, reason: str, by: Person, now: datetime) -> None:
    """The guest no longer wants it. What was not begun is given back, and those who carried it are told."""
    reason = _reason(reason)
    p_now = 0.0 if now > promise.deadline else promise.p_now
    with transaction.atomic():
        change_promise(
            promise,
            Promise.State.RUNNING,
            state=Promise.State.CANCELLED,
            reason=reason,
            p_now=p_now,
            look_at=None,
        )
        back = _give_back(promise)
        wish = Wish.objects.filter(pk=promise.wish_id, state=Wish.State.PROMISED)
        wish.update(state=Wish.State.LET_GO, reason=reason)
        record(verb="cancelled", subject=promise, at=now, by=by, portions=back, p_now=p_now)
        record(verb="let-go", subject=promise.wish, at=now, by=by)
        _tell_it_is_off(promise, by, now)


def link_outcome(
    *,
    promise: Promise,
    by: Person,
    now: datetime,
    mood: str,
    message: Message | None = None,
    text: str = "",
) -> Outcome:
    """What the guest said or did afterwards: told to a person, or a message of theirs that a person points at."""
    text = clean_text(text)[:TEXT_MOST]
    if message is None and not text:
        raise WordsMissing(_("Write what the guest said or did."), field="text")
    if mood not in Outcome.Mood.values:
        raise WordsMissing(_("Say how the guest felt about it."), field="mood")
    with transaction.atomic():
        if message is not None:
            _not_linked_yet(message)
        outcome = Outcome.objects.create(
            promise=promise, message=message, text=text, mood=mood, by=by, at=now
        )
        record(verb="outcome", subject=promise, at=now, by=by, mood=mood, outcome=outcome.pk)
    return outcome


def _not_linked_yet(message: Message) -> None:
    """Holds the message, so that of two who link it at once the second is told."""
    Message.objects.select_for_update().get(pk=message.pk)
    if Outcome.objects.filter(message=message).exists():
        raise NotNow(what=message.author_name or message.author, state=_("linked to a promise"))


def change_promise(promise: Promise, *states: str, **changes: object) -> None:
    """Compare and set. Raises NotNow with the state it is in."""
    if not Promise.objects.filter(pk=promise.pk, state__in=states).update(**changes):
        state = Promise.objects.get(pk=promise.pk).get_state_display()
        raise NotNow(what=promise.title, state=state)
    for name, value in changes.items():
        setattr(promise, name, value)


def _reason(reason: str) -> str:
    reason = one_line(reason)[:500]
    if not reason:
        raise WordsMissing(_("Say why; the reason stays with the promise."), field="reason")
    return reason


def _give_back(promise: Promise) -> dict[str, int]:
    """The portions that nobody has begun to make; nothing of it is due any more."""
    unbegun = book.portions(promise.steps.filter(started_at=None))
    book.give_back(unbegun)
    promise.steps.update(look_at=None)
    return dict(unbegun)


def _tell_it_is_off(promise: Promise, by: Person, now: datetime) -> None:
    carriers = Person.objects.filter(steps__in=promise.steps.exclude(state=Step.State.DONE)).exclude(pk=by.pk)
    for person in carriers.distinct():
        notices.tell(
            person,
            gettext_lazy("Called off: %(title)s"),
            key=f"cancelled:{promise.pk}",
            href=f"/promises/{promise.pk}/",
            now=now,
            title=promise.title,
        )
