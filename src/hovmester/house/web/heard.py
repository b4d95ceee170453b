"""A message as Heard shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy

from hovmester.house.hearing.models import READS_AS, Message, Reply
from hovmester.house.promises.models import Wish
from hovmester.house.web.marks import is_joke

SHOWN: Final = 600  # characters of a message in the list; the rest is on its own page
WORDS: Final = {
    "wish": gettext_lazy("wish"),
    "complaint": gettext_lazy("complaint"),
    "praise": gettext_lazy("praise"),
    "question": gettext_lazy("question"),
    "thanks": gettext_lazy("thanks"),
    "change": gettext_lazy("change"),
    "cancel": gettext_lazy("cancellation"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    key: str
    word: str
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    message: Message
    text: str
    is_cut: bool
    kinds: list[Kind]
    is_joke: bool
    ask_back: str  # the question the reader would ask, where a wish lacks something
    wish: Wish | None
    replies: list[Reply]

    @property
    def is_open(self) -> bool:
        return self.message.state == Message.State.NEW


def lines(pks: Iterable[int]) -> list[Line]:
    """In the order of `pks`."""
    messages = Message.objects.select_related("channel", "wish").prefetch_related("replies__by")
    found = messages.in_bulk(list(pks))
    return [line(found[pk]) for pk in pks if pk in found]


def line(message: Message, *, shown: int = SHOWN) -> Line:
    return Line(
        message=message,
        text=message.text[:shown],
        is_cut=len(message.text) > shown,
        kinds=_kinds(message.reading or {}),
        is_joke=is_joke(message.reading),
        ask_back=(message.reading or {}).get("ask_back") or "" if message.is_wish else "",
        wish=getattr(message, "wish", None),
        replies=list(message.replies.all()),
    )


def _kinds(reading: dict[str, Any]) -> list[Kind]:  # Any: JSON
    """What it reads as, the surest first; wish, complaint and praise before anything else."""
    kinds = [
        Kind(key=key, word=str(WORDS[key]), p=p)
        for key, p in reading.get("kinds", {}).items()
        if key in WORDS
    ]
    sure = [kind for kind in kinds if kind.p >= READS_AS]
    first = [kind for kind in sure if kind.key in {"wish", "complaint", "praise"}]
    return sorted(first or sure[:1], key=lambda kind: -kind.p)
