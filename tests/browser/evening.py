"""A busy evening at the sample house, lived through the same actions the pages call: for pictures and for looking.

It is Wednesday. The porterhouse waits for its yes; a cake is packed, burgers are late, one promise was kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hovmester.house.hearing.actions import take_in
from hovmester.house.hearing.item import Item
from hovmester.house.hearing.models import Channel, Message
from hovmester.house.hearing.unread import read_now
from hovmester.house.promises import actions
from hovmester.house.promises.models import Promise, Step, Wish
from tests import cast
from tests.cast import EVENING, PORTERHOUSE, courier, head_waiter, owner

NOW = EVENING + timedelta(minutes=8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """What one can look at."""

    porterhouse: Wish  # open, answered
    too_late: Wish  # open, cannot be done
    unclear: Wish  # open, something is missing
    cake: Promise  # running
    burgers: Promise  # running late
    ribeye: Promise  # running, nothing begun yet
    kept: Promise
    complaint: Message


def live(*, now: datetime = NOW) -> Evening:
    """Everything up to `now`, in the order in which it happened."""
    channel, _ = Channel.objects.get_or_create(
        key="social", defaults={"kind": Channel.Kind.FILE, "name": "Social", "language": "en"}
    )
    evening = Evening(
        kept=_kept(channel, now - timedelta(minutes=95)),
        cake=_cake(channel, now - timedelta(minutes=70)),
        burgers=_burgers(channel, now - timedelta(minutes=52)),
        ribeye=_ribeye(channel, now - timedelta(minutes=30)),
        porterhouse=_heard(channel, "@petershankman", "Peter", PORTERHOUSE, now - timedelta(minutes=6)),
        too_late=_heard(
            channel,
            "@maya",
            "Maya",
            "Could you bring a birthday cake to the hospital in half an hour? It is for my mum",
            now - timedelta(minutes=11),
        ),
        unclear=_heard(
            channel,
            "jonas@example.org",
            "Jonas",
            "Can you bring oysters to the courthouse?",
            now - timedelta(minutes=20),
        ),
        complaint=_said(
            channel,
            "@iris",
            "Iris",
            "Lovely waiter, but the knife was so blunt that I tore the steak.",
            now - timedelta(minutes=17),
        ),
    )
    for wish in (evening.porterhouse, evening.too_late, evening.unclear):
        actions.answer_wish(wish=wish, now=now, rule="answer")
    return evening


def _kept(channel: Channel, at: datetime) -> Promise:
    text = "Can I have a cheesecake at the courthouse by 16:50 please?"
    wish = _heard(channel, "@rosa", "Rosa", text, at)
    promise = actions.give_permission(wish=wish, by=head_waiter(), now=at + timedelta(minutes=2))
    _do(promise, ("make", "pack", "drive", "find"))
    step = _step(promise, "handover")
    actions.hand_over(step=step, by=step.who or courier(), now=step.end_p50, note="On the steps.")
    return promise


def _cake(channel: Channel, at: datetime) -> Promise:
    text = "A birthday cake for the hospital at 18:15, main lobby? It is for Sam."
    wish = _heard(channel, "@okafor", "Ms Okafor", text, at)
    promise = actions.give_permission(wish=wish, by=head_waiter(), now=at + timedelta(minutes=3))
    step = _step(promise, "make")
    actions.start_step(step=step, by=step.who or head_waiter(), now=step.planned_start)
    return promise


def _burgers(channel: Channel, at: datetime) -> Promise:
    text = "Hamburger and potatoes to the train station by 17:25 please, we are in a hurry"
    wish = _heard(channel, "@brandt", "J. Brandt", text, at)
    promise = actions.give_permission(wish=wish, by=owner(), now=at + timedelta(minutes=2))
    for step in promise.steps.filter(kind="make"):
        actions.start_step(step=step, by=step.who or head_waiter(), now=at + timedelta(minutes=44))
    return promise


def _ribeye(channel: Channel, at: datetime) -> Promise:
    text = "A ribeye and a salad at the courthouse, at 17:50?"
    wish = _heard(channel, "dana@example.org", "Dana", text, at)
    return actions.give_permission(wish=wish, by=head_waiter(), now=at + timedelta(minutes=4))


def _heard(channel: Channel, handle: str, name: str, text: str, at: datetime) -> Wish:
    message = _said(channel, handle, name, text, at)
    return actions.hear_wish(text=text, by=head_waiter(), now=at + timedelta(minutes=1), message=message)


def _said(channel: Channel, handle: str, name: str, text: str, at: datetime) -> Message:
    item = Item(external_id=f"{handle}-{at:%H%M}", text=text, author=handle, author_name=name, sent_at=at)
    (heard,) = take_in(channel=channel, items=[item], now=at).heard
    message = Message.objects.get(pk=heard.id)
    read_now(message, now=at)
    return message


def _do(promise: Promise, kinds: Iterable[str]) -> None:
    """As planned: begun when it was to begin, done when it was to be done."""
    for kind in kinds:
        for step in promise.steps.filter(kind=kind):
            by = step.who or head_waiter()
            actions.start_step(step=step, by=by, now=step.planned_start)
            actions.finish_step(step=step, by=by, now=step.end_p50)


def _step(promise: Promise, kind: str) -> Step:
    step = cast.step_of(promise, kind)
    assert step is not None, f"{promise} has no step {kind}"
    return step
