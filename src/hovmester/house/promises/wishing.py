"""A wish from the moment it is heard until somebody decides: its answer, a question back, a no, or letting it go."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hovmester.answering import CanWe
from hovmester.house.guests.models import Guest
from hovmester.house.hearing.actions import reply
from hovmester.house.hearing.item import TEXT_MOST, clean_text, one_line
from hovmester.house.hearing.models import Message
from hovmester.house.hearing.unread import read_now
from hovmester.house.ledger.record import entries_of, record
from hovmester.house.people import authority, notices
from hovmester.house.people.models import Person, Role
from hovmester.house.promises import answering
from hovmester.house.promises.errors import AlreadyDecided, NotAnswered, NotYours, TooLong, WordsMissing
from hovmester.house.promises.models import Wish

NEARS: Final = timedelta(minutes=10)  # so long before the last moment the next one up is asked
OPEN_AT_MOST: Final = timedelta(hours=48)  # a wish without a last moment is let go after this


def hear_wish(
    *,
    text: str,
    by: Person,
    now: datetime,
    message: Message | None = None,
    guest: Guest | None = None,
    language: str = "",
) -> Wish:
    """Write a wish down, from a message or as told to `by`. It counts its "in two hours" from when it was said."""
    text = clean_text(text)
    if not text:
        raise WordsMissing(_("A wish needs words: what, where and by when."), field="text")
    if len(text) > TEXT_MOST:
        raise TooLong(got=len(text), most=TEXT_MOST)
    if message is not None:
        read_now(message, now=now)  # whose it is and in which language
    with transaction.atomic():
        if message is not None:
            message.become_wish(by=by, now=now)
        wish = Wish.objects.create(
            message=message,
            guest=guest or (message.guest if message else None),
            text=text,
            said_at=(message.sent_at or message.received_at) if message else now,
            language=language or (message.language if message else ""),
            made_at=now,
            look_at=now,
        )
        record(verb="heard", subject=wish, at=now, by=by)
    return wish


def answer_wish(*, wish: Wish, now: datetime, by: Person | None = None, rule: str = "") -> CanWe:
    """Can we? Kept on the wish, with its odds and its last moment; the one who may say yes is asked.

    Raises AlreadyDecided where it is no longer open.
    """
    can_we = answering.answer(wish, now=now)
    with transaction.atomic():
        change_open(wish, **as_answered(can_we, wish, now))
        record(
            verb="answered",
            subject=wish,
            at=now,
            by=by,
            rule="" if by else rule or "answer",
            verdict=can_we.verdict.value,
            p=can_we.p_on_time,
            p_raw=can_we.p_raw,
            amount=str(can_we.cost.amount),
            seed=can_we.seed,
        )
        if wish.message is not None:
            wish.message.see_odds(now=now, by=by, rule="" if by else rule or "answer")
        if can_we.steps and not _may_decide(wish.asked_of, can_we.cost.amount):
            _ask(
                wish,
                authority.next_up(amount=can_we.cost.amount, now=now),
                now=now,
                by=by,
                rule=rule or "answer",
            )
    return can_we


def as_answered(can_we: CanWe, wish: Wish, now: datetime) -> dict[str, object]:
    """What a wish keeps of its answer."""
    last, _rule = last_moment(can_we.decide_by, can_we.deadline, wish)
    return {
        "answer": can_we.as_json(),
        "answered_at": now,
        "title": can_we.title[:200],
        "language": wish.language or can_we.reading.language,
        "p_on_time": can_we.p_on_time,
        "decide_by": can_we.decide_by,
        "deadline": can_we.deadline,
        "amount": can_we.cost.amount,
        "site": can_we.site,
        "look_at": last - NEARS if last - NEARS > now else last,
    }


def last_moment(decide_by: datetime | None, deadline: datetime | None, wish: Wish) -> tuple[datetime, str]:
    """When the wish is let go if nobody decides, and the rule that does so."""
    if decide_by is not None:
        return decide_by, "decide-by"
    if deadline is not None:
        return deadline, "deadline"
    return wish.made_at + OPEN_AT_MOST, "left-open"


def ask_up(*, wish: Wish, now: datetime, by: Person | None = None, rule: str = "") -> Person | None:
    """Ask the next one up who may say yes to so much; None where there is nobody above.

    Where somebody above `by` was asked already, it stays with them.
    """
    amount = wish.amount or Decimal(0)
    if by and wish.asked_of and authority.is_above(wish.asked_of, by) and _may_decide(wish.asked_of, amount):
        return wish.asked_of
    # What cannot be done as it stands is no yes within a limit: it takes somebody who answers the guest.
    least = Role.STAFF if wish.p_on_time is not None else Role.HEAD_WAITER
    person = authority.next_up(amount=amount, now=now, beyond=by or wish.asked_of, at_least=least)
    with transaction.atomic():
        return _ask(wish, person, now=now, by=by, rule=rule)


def _may_decide(person: Person | None, amount: Decimal) -> bool:
    return person is not None and authority.may_say_yes(person, amount)


def _ask(wish: Wish, person: Person | None, *, now: datetime, by: Person | None, rule: str) -> Person | None:
    """Compare and set: of two who ask at once, one asks."""
    if person is None or person.pk == wish.asked_of_id:
        return person
    change_open(wish, asked_of=person, asked_at=now)
    entry = record(verb="asked", subject=wish, at=now, by=by, rule="" if by else rule, person=person.key)
    notices.tell(
        person,
        gettext_lazy("Say yes or no: %(title)s"),
        key=f"asked:{entry.pk}",
        href=page_of(wish),
        now=now,
        title=wish.title or wish.text[:60],
    )
    return person


def ask_guest(*, wish: Wish, text: str, by: Person, now: datetime) -> None:
    """Answer the guest with a question; the wish stays open. Raises WordsMissing where the words cannot reach them."""
    if not text.strip():
        raise WordsMissing(_("A question needs words."), field="text")
    if wish.message is None:
        raise WordsMissing(_("This wish was told to you, not written: ask the guest yourself."), field="text")
    with transaction.atomic():
        answer = reply(message=wish.message, text=text, by=by, now=now)
        record(verb="asked-guest", subject=wish, at=now, by=by, reply=answer.pk)


def decline(*, wish: Wish, reason: str, by: Person, now: datetime) -> None:
    """Say no, with a reason, once the odds were looked at."""
    require_voice(by)
    if wish.answered_at is None:
        raise NotAnswered
    _end(wish, Wish.State.DECLINED, "declined", reason, by=by, rule="", now=now)


def let_go(*, wish: Wish, reason: str, now: datetime, by: Person | None = None, rule: str = "") -> None:
    """Nobody will decide any more: by a named person, or by name of a rule."""
    if by is not None:
        require_voice(by)
    _end(wish, Wish.State.LET_GO, "let-go", reason, by=by, rule=rule, now=now)


def _end(
    wish: Wish, state: Wish.State, verb: str, reason: str, *, by: Person | None, rule: str, now: datetime
) -> None:
    reason = one_line(reason)[:500]
    if not reason:
        raise WordsMissing(_("Say why; the reason stays with the wish."), field="reason")
    with transaction.atomic():
        close(wish, state, now=now, reason=reason)
        record(verb=verb, subject=wish, at=now, by=by, rule=rule)


def require_voice(by: Person) -> None:
    """Deciding is for whoever may say yes to something, and for every head waiter and owner."""
    limit = authority.limit_of(by)
    if not by.is_active or not (limit is None or limit > 0 or by.is_at_least(Role.HEAD_WAITER)):
        raise NotYours


def close(wish: Wish, state: Wish.State, *, now: datetime, reason: str = "") -> None:
    """Decided: nobody who was asked has to say anything any more. Raises AlreadyDecided."""
    change_open(wish, state=state, reason=reason, look_at=None)
    notices.take_back(href=page_of(wish), now=now)


def page_of(wish: Wish) -> str:
    return f"/wishes/{wish.pk}/"


def change_open(wish: Wish, **changes: object) -> None:
    """Compare and set, while it is open. Raises AlreadyDecided, naming who was first."""
    if not Wish.objects.filter(pk=wish.pk, state=Wish.State.OPEN).update(**changes):
        raise _already_decided(wish)
    for name, value in changes.items():
        setattr(wish, name, value)


def _already_decided(wish: Wish) -> AlreadyDecided:
    wish = Wish.objects.get(pk=wish.pk)
    last = entries_of(wish).filter(verb__in=["permitted", "declined", "let-go"]).last()
    who = last.actor.name if last and last.actor else ""
    return AlreadyDecided(state=wish.get_state_display(), who=who)
