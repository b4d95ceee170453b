"""The house's own layer: taught in the night after a correction, kept in the database, used by every later reading.

Nothing of it leaves the house. Its effect begins with the next reading; a message that was corrected reads as its
correction says at once, and so does the wish made of it.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from django.db import transaction

from hovmester.house.hearing.models import READS_AS, Correction, Learnt, Message
from hovmester.house.ledger.record import record
from hovmester.house.premises.models import Site

if TYPE_CHECKING:
    from hovmester.engines.reading.layer import Correction as Lesson
    from hovmester.engines.reading.layer import HouseLayer, Judged

AT_NIGHT: Final = time(4)  # by the clock of the house
LESSONS_MOST: Final = 300  # of each sort, the latest; each is read again, some 25 ms


def layer_in_force() -> "HouseLayer | None":
    """What every message is read with; None while nothing was taught."""
    kept = Learnt.objects.filter(layer__isnull=False).values_list("layer", flat=True).first()
    return None if kept is None else _loaded(bytes(kept))


def layer_for(message: Message | None) -> "HouseLayer | None":
    """The same, and what was said of the words of this message."""
    layer = layer_in_force()
    last = message.corrections.last() if message is not None else None
    if last is None:
        return layer
    from hovmester.engines.reading.layer import UNTAUGHT

    return (layer or UNTAUGHT).with_words(judged(last))


@lru_cache(maxsize=2)
def _loaded(kept: bytes) -> "HouseLayer":
    from hovmester.engines.reading.layer import HouseLayer

    return HouseLayer.load(BytesIO(kept))


def learn_tonight(now: datetime) -> None:
    """Something new is to be learnt: look at it in the coming night."""
    Learnt.objects.get_or_create(pk=1)
    Learnt.objects.filter(look_at=None).update(look_at=_next_night(now))


def _next_night(now: datetime) -> datetime:
    zone = ZoneInfo(Site.objects.values_list("zone", flat=True).first() or "UTC")
    here = now.astimezone(zone)
    night = datetime.combine(here.date(), AT_NIGHT, zone)
    return night if night > here else datetime.combine(here.date() + timedelta(days=1), AT_NIGHT, zone)


def learn(learnt: Learnt, now: datetime) -> None:
    """Teach the layer anew; what would read held-out corrections worse is not taken."""
    from hovmester.engines.reading.layer import UNTAUGHT
    from hovmester.engines.reading.refit import refitted

    last = Correction.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    refit = refitted(list(_lessons()), layer_in_force() or UNTAUGHT)
    changes: dict[str, object] = {
        "n": refit.n,
        "is_taken": refit.is_taken,
        "right_before": refit.right_before,
        "right_after": refit.right_after,
        "tried_at": now,
    }
    if refit.is_taken:
        file = BytesIO()
        refit.layer.save(file)
        changes |= {"layer": file.getvalue(), "taught_at": now}
    with transaction.atomic():
        is_behind = Correction.objects.filter(pk__gt=last).exists()  # somebody corrected meanwhile
        changes["look_at"] = _next_night(now) if is_behind else None
        Learnt.objects.filter(pk=learnt.pk).update(**changes)
        record(
            verb="learnt" if refit.is_taken else "not-learnt",
            subject=learnt,
            at=now,
            rule="nightly",
            corrections=refit.n,
            right_before=refit.right_before,
            right_after=refit.right_after,
        )


def _lessons() -> "Iterator[Lesson]":
    """The latest correction of each message – and as many messages that staff dealt with as they were read.

    Corrections alone are all mistakes: a layer taught by them would doubt what is read right.
    """
    from hovmester.house.hearing.reading import read_as_shipped

    latest: dict[int, Correction] = {}
    for correction in Correction.objects.select_related("message__channel").order_by("-pk")[:LESSONS_MOST]:
        latest.setdefault(correction.message_id, correction)
    right = Message.objects.filter(corrections=None, read_at__isnull=False).exclude(state=Message.State.NEW)
    right = right.exclude(state=Message.State.SET_ASIDE, is_wish=True).select_related("channel")
    shipped = read_as_shipped()
    for correction in sorted(latest.values(), key=lambda one: one.pk):
        message = correction.message
        yield _lesson(message, shipped(message), correction.kinds, judged(correction), correction.at)
    for message in right.order_by("-pk")[:LESSONS_MOST]:
        yield _lesson(message, shipped(message), _kinds_dealt_with(message), (), message.read_at)


def _lesson(
    message: Message,
    shipped: dict[str, float],
    kinds: list[str],
    spans: "tuple[Judged, ...]",
    at: datetime | None,
) -> "Lesson":
    from hovmester.engines.reading.layer import Correction as Lesson

    return Lesson(text=message.text, kinds=frozenset(kinds), shipped=shipped, at=at, spans=spans)


def _kinds_dealt_with(message: Message) -> list[str]:
    """As it was read; a wish where somebody made one of it."""
    kinds = [kind for kind, p in (message.reading or {}).get("kinds", {}).items() if p >= READS_AS]
    return [*kinds, "wish"] if message.state == Message.State.WISH and "wish" not in kinds else kinds


def judged(correction: Correction) -> "tuple[Judged, ...]":
    from hovmester.engines.reading.layer import Judged

    return tuple(
        Judged(role=span["role"], words=span["words"], holds=span["holds"], key=span["key"] or None)
        for span in correction.spans
    )
