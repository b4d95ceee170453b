"""The guest's own words with proofreader's marks: what was understood, and which words say so."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

SURE = 0.5  # from this probability on, a message reads as a joke, a complaint or praise
Reading = Mapping[str, Any]  # Any: `Reading.as_json()` as it was stored


class Mark(NamedTuple):
    start: int
    end: int
    label: str
    kind: str  # "", "complaint" or "praise": a class of the stylesheet


def marked(text: str, reading: Reading | None) -> SafeString:
    """`text` as HTML, each understood span underlined and labelled; of two that overlap, the first is shown."""
    parts, at = [], 0
    for mark in _apart(sorted(_marks(reading or {})), len(text)):
        parts.append(escape(text[at : mark.start]))
        parts.append(
            format_html(
                '<mark class="evidence{}">{}<small>{}</small></mark>',
                f" {mark.kind}" if mark.kind else "",
                text[mark.start : mark.end],
                mark.label,
            )
        )
        at = mark.end
    parts.append(escape(text[at:]))
    return mark_safe("".join(parts))  # noqa: S308  every part was escaped above


def remarks(reading: Reading | None) -> list[str]:
    """What to bear in mind when reading the words: their tone, and how well we know their language."""
    from hovmester.engines.reading.language import UNKNOWN, hardly_known  # with it come all its words

    reading = reading or {}
    said = [_("said as a joke")] if float(reading.get("joke", 0)) >= SURE else []
    return [
        *said,
        *([_("in a language we hardly know")] if hardly_known(reading.get("language", UNKNOWN)) else []),
    ]


def _marks(reading: Reading) -> Iterator[Mark]:
    labels = {"what": _("WHAT"), "where": _("WHERE"), "when": _("WHEN"), "flight": _("FLIGHT")}
    for role, label in labels.items():
        for span in reading.get(role) or ():
            asked = span.get("event") == "answer"  # "let me know by four" is not when the wish is for
            yield Mark(span["start"], span["end"], _("ANSWER BY") if asked else label, "")
    if people := reading.get("people_span"):
        yield Mark(people["start"], people["end"], _("PEOPLE"), "")
    yield from _judgements(reading)


def _judgements(reading: Reading) -> Iterator[Mark]:
    """Praise and complaint, where the message as a whole reads as one: "please" in a wish is only polite."""
    kinds, aspects = reading.get("kinds", {}), reading.get("aspects") or ()
    for kind, polarity, label in (
        ("complaint", "negative", _("COMPLAINT")),
        ("praise", "positive", _("PRAISE")),
    ):
        if kinds.get(kind, 1) < SURE:
            continue
        spans = [aspect for aspect in aspects if aspect["polarity"] == polarity]
        if not aspects and (evidence := (reading.get("evidence") or {}).get(kind)):
            spans = [evidence]
        for span in spans:
            yield Mark(span["start"], span["end"], label, kind)


def _apart(marks: list[Mark], length: int) -> Iterator[Mark]:
    at = 0
    for mark in marks:
        if at <= mark.start < mark.end <= length:
            yield mark
            at = mark.end
