"""Which messages somebody wants to see, newest first."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final, Self
from urllib.parse import urlencode

from django.db.models import QuerySet

from hovmester.house.hearing.item import one_line
from hovmester.house.hearing.models import Message
from hovmester.house.hearing.search import matching

KINDS: Final = ("wish", "complaint", "praise", "pressing", "other")
PRESSING: Final = ("now", "today")  # how urgent what cannot wait is
STATES: Final = (*Message.State.values, "all")
LANGUAGES_MOST: Final = 30
QUERY_MOST: Final = 200
STILL_READING: Final = timedelta(seconds=30)
COUNTED_MOST: Final = 100  # who has more to do than this has too much to do


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters of Heard; an empty one lets everything through. What is not known counts as not asked for."""

    kind: str = ""
    state: str = Message.State.NEW.value
    channel: str = ""
    language: str = ""
    q: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Self:
        kind, state = query.get("kind", ""), query.get("state", "")
        return cls(
            kind=kind if kind in KINDS else "",
            state=state if state in STATES else Message.State.NEW.value,
            channel=one_line(query.get("channel", ""))[:64],
            language=one_line(query.get("language", ""))[:10],
            q=one_line(query.get("q", ""))[:QUERY_MOST],
        )

    def as_query(self, **changes: str) -> str:
        """The same filters as the end of an address, some of them changed."""
        wanted = replace(self, **changes)
        named = {name: getattr(wanted, name) for name in ("kind", "state", "channel", "language", "q")}
        if named["state"] == Message.State.NEW:
            del named["state"]
        return urlencode({name: value for name, value in named.items() if value})


def heard(wanted: Wanted, *, before: int | None = None) -> QuerySet[Message]:
    """All that is wanted, the latest first; `before`: only messages with a smaller id."""
    messages = Message.objects.order_by("-id")
    if wanted.state != "all":
        messages = messages.filter(state=wanted.state)
    if wanted.kind == "other":
        messages = messages.filter(read_at__isnull=False, is_wish=False, is_complaint=False, is_praise=False)
    elif wanted.kind == "pressing":
        messages = messages.filter(reading__urgency__how__in=PRESSING)
    elif wanted.kind:
        messages = messages.filter(**{f"is_{wanted.kind}": True})
    if wanted.channel:
        messages = messages.filter(channel__key=wanted.channel)
    if wanted.language:
        messages = messages.filter(language=wanted.language)
    if wanted.q:
        return matching(messages, wanted.q, before=before)
    return messages if before is None else messages.filter(pk__lt=before)


def page(wanted: Wanted, *, before: int | None, size: int) -> list[int]:
    """The ids of one page, and of one message more where there is another page."""
    return list(heard(wanted, before=before).values_list("pk", flat=True)[: size + 1])


def arrived(wanted: Wanted, *, after: int, now: datetime, most: int) -> list[int]:
    """The ids of what came since message `after`.

    Where a kind is wanted, nothing later than a message that is just being read: it may be of that kind, and has its
    place before.
    """
    messages = heard(wanted).filter(pk__gt=after)
    if wanted.kind:
        reading = Message.objects.filter(pk__gt=after, read_at=None, received_at__gt=now - STILL_READING)
        if (first := reading.order_by("pk").values_list("pk", flat=True).first()) is not None:
            messages = messages.filter(pk__lt=first)
    return list(messages.values_list("pk", flat=True)[:most])


def to_do() -> int:
    """How many messages nobody has dealt with; counted up to `COUNTED_MOST`."""
    return Message.objects.filter(state=Message.State.NEW).order_by()[:COUNTED_MOST].count()


def languages() -> list[str]:
    """The languages messages came in, each found by one step in the index."""
    found: list[str] = [""]
    while len(found) <= LANGUAGES_MOST:
        later = Message.objects.filter(language__gt=found[-1]).order_by("language")
        if (language := later.values_list("language", flat=True).first()) is None:
            break
        found.append(language)
    return found[1:]
