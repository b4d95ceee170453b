"""Somebody of the house says what a message really means. The reader learns from it in the night (`learning`)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from hovmester.house.hearing.errors import NotAccepted
from hovmester.house.hearing.item import one_line
from hovmester.house.hearing.learning import judged, learn_tonight
from hovmester.house.hearing.models import READS_AS, Correction, Message
from hovmester.house.hearing.reading import read_as_said
from hovmester.house.hearing.unread import read_now
from hovmester.house.ledger.record import record
from hovmester.house.people.models import Person
from hovmester.house.premises.models import Dish, Place

ROLES: Final = ("what", "where", "when", "flight")
KINDS: Final = ("wish", "complaint", "praise", "question", "thanks", "change", "cancel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """Words of the message that were read as nothing, and the item or place of the house they mean."""

    words: str
    role: str
    key: str


def correct(
    *,
    message: Message,
    kinds: Collection[str],
    struck: Collection[str] = (),
    means: Mapping[str, str] | None = None,
    missed: Sequence[Missed] = (),
    by: Person,
    now: datetime,
) -> Correction:
    """`struck` are the names of spans (`span_name`) that are not what they were read as; `means` gives others the key
    of an item or a place of the house. All other spans stand.

    Raises NotAccepted for a kind, a span, a key or words that are not there, and where nothing would change.
    """
    read_now(message, now=now)
    if odd := set(kinds) - set(KINDS):
        raise NotAccepted(_("There is no kind “%(kind)s”.") % {"kind": sorted(odd)[0][:40]}, field="kinds")
    said = [kind for kind in KINDS if kind in set(kinds)]
    spans = _judged(message, set(struck), dict(means or {}))
    spans += [_missed(message, one) for one in missed]
    reads = [kind for kind in KINDS if (message.reading or {}).get("kinds", {}).get(kind, 0) >= READS_AS]
    if said == reads and all(span["holds"] and not span["is_new"] for span in spans):
        raise NotAccepted(_("Nothing is different from how it was read."))
    spans = [{name: span[name] for name in ("role", "words", "holds", "key")} for span in spans]
    with transaction.atomic():
        message = Message.objects.select_for_update().select_related("channel").get(pk=message.pk)
        correction = Correction.objects.create(message=message, kinds=said, spans=spans, by=by, at=now)
        message.read_anew(read_as_said(message, kinds=said, spans=judged(correction)).columns)
        record(
            verb="corrected",
            subject=message,
            at=now,
            by=by,
            correction=correction.pk,
            kinds=said,
            struck=sum(not span["holds"] for span in spans),
        )
        learn_tonight(now)
    return correction


def span_name(role: str, span: Mapping[str, Any]) -> str:  # Any: JSON
    return f"{role}-{span['start']}-{span['end']}"


def _judged(message: Message, struck: set[str], means: dict[str, str]) -> list[dict[str, Any]]:  # Any: JSON
    """Every span of the reading, with what was said of it."""
    found = []
    for role in ROLES:
        for span in (message.reading or {}).get(role) or ():
            name = span_name(role, span)
            key = means.pop(name, "")
            if key:
                _require_key(role, key)
            key_before = span.get("item") or span.get("place") or ""
            found.append(
                {
                    "role": role,
                    "words": span["text"],
                    "holds": name not in struck,
                    "key": key,
                    "is_new": bool(key) and key != key_before,
                }
            )
            struck.discard(name)
    if unknown := struck | set(means):
        raise NotAccepted(
            _("The message was read anew meanwhile: look at it again."), field=sorted(unknown)[0][:60]
        )
    return found


def _missed(message: Message, missed: Missed) -> dict[str, Any]:  # Any: JSON
    words = one_line(missed.words)[:80]
    if not words or words.lower() not in " ".join(message.text.lower().split()):
        raise NotAccepted(_("These words are not in the message. Copy them from it."), field="words")
    _require_key(missed.role, missed.key)
    return {"role": missed.role, "words": words, "holds": True, "key": missed.key, "is_new": True}


def _require_key(role: str, key: str) -> None:
    things = {"what": Dish.objects.all(), "where": Place.objects.all()}
    if role not in things or not things[role].filter(key=key, is_active=True).exists():
        raise NotAccepted(_("The house has no “%(key)s”.") % {"key": key[:60]}, field="means")
