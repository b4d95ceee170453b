"""A reading as plain types: the shape of one line of `hovmester read --json`."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from hovmester.engines.reading.model import Reading, Span

ROLES = ("aspects", "when", "where", "flight", "what")


def as_json(reading: Reading) -> dict[str, Any]:  # Any: JSON has no narrower type
    """Moments as ISO text with their offset, spans as {text, start, end, …}, `end` exclusive; unknown is None."""
    return {
        "language": reading.language,
        "kinds": {kind: round(p, 4) for kind, p in reading.kinds.items()},
        "joke": round(reading.joke, 4),
        "evidence": {kind: _span(span) for kind, span in reading.evidence.items()},
        **{role: [_span(span) for span in getattr(reading, role)] for role in ROLES},
        "people": reading.people,
        "people_span": _span(reading.people_span) if reading.people_span else None,
        "urgency": _span(reading.urgency) if reading.urgency else None,
        "missing": list(reading.missing),
        "ask_back": reading.ask_back,
    }


def _span(span: Span) -> dict[str, Any]:
    return {field.name: _plain(getattr(span, field.name)) for field in fields(span)}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
