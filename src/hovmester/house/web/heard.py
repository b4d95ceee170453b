"""A message as Heard shows it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext

from hovmester.answering.kinds import KINDS
from hovmester.house.hearing.models import READS_AS, Message, Reply
from hovmester.house.hearing.queries import PRESSING
from hovmester.house.ledger.models import OutboxItem
from hovmester.house.promises.models import Wish
from hovmester.house.web.marks import remarks

SHOWN: Final = 600  # characters of a message in the list; the rest is on its own page


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    key: str
    word: str
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A reply, and whether it has left the house."""

    reply: Reply
    is_sent: bool
    is_stuck: bool  # it will not leave by itself: somebody has to answer by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressing:
    """What cannot wait: somebody waits now, or there is a moment by which it must be seen to."""

    words: str  # the guest's own that say so
    until: datetime | None  # None: now


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    message: Message
    text: str
    is_cut: bool
    kinds: list[Kind]
    remarks: list[str]
    ask_back: str  # the question the reader would ask, where a wish lacks something
    wish: Wish | None
    answers: list[Answered]
    corrected_by: str  # who said last what it means
    pressing: Pressing | None  # of what is not dealt with yet

    @property
    def is_open(self) -> bool:
        return self.message.state == Message.State.NEW


def lines(pks: Iterable[int]) -> list[Line]:
    """In the order of `pks`."""
    messages = Message.objects.select_related("channel", "wish").prefetch_related(
        "replies__by", "corrections__by"
    )
    found = messages.in_bulk(list(pks))
    sending = _sending(found.values())
    return [line(found[pk], sending=sending) for pk in pks if pk in found]


def line(message: Message, *, shown: int = SHOWN, sending: Mapping[str, OutboxItem] | None = None) -> Line:
    sending = _sending([message]) if sending is None else sending
    return Line(
        message=message,
        text=message.text[:shown],
        is_cut=len(message.text) > shown,
        kinds=_kinds(message.reading or {}),
        remarks=remarks(message.reading),
        ask_back=(message.reading or {}).get("ask_back") or "" if message.is_wish else "",
        wish=getattr(message, "wish", None),
        answers=[_answered(reply, sending.get(reply.key)) for reply in message.replies.all()],
        corrected_by=next((c.by.name for c in reversed(message.corrections.all())), ""),
        pressing=_pressing(message) if message.state == Message.State.NEW else None,
    )


def _pressing(message: Message) -> Pressing | None:
    said = (message.reading or {}).get("urgency")
    if not said or said["how"] not in PRESSING:
        return None
    until = datetime.fromisoformat(said["until"]) if said["until"] else None
    return Pressing(words=said["text"], until=until)


def _sending(messages: Iterable[Message]) -> dict[str, OutboxItem]:
    keys = [reply.key for message in messages for reply in message.replies.all()]
    return {item.key: item for item in OutboxItem.objects.filter(key__in=keys)} if keys else {}


def _answered(reply: Reply, item: OutboxItem | None) -> Answered:
    is_sent = item is not None and item.sent_at is not None
    return Answered(
        reply=reply, is_sent=is_sent, is_stuck=not is_sent and (item is None or item.look_at is None)
    )


def _kinds(reading: dict[str, Any]) -> list[Kind]:  # Any: JSON
    """What it reads as, the surest first; wish, complaint and praise before anything else."""
    kinds = [
        Kind(key=key, word=gettext(KINDS[key]), p=p)
        for key, p in reading.get("kinds", {}).items()
        if key in KINDS
    ]
    sure = [kind for kind in kinds if kind.p >= READS_AS]
    first = [kind for kind in sure if kind.key in {"wish", "complaint", "praise"}]
    return sorted(first or sure[:1], key=lambda kind: -kind.p)
