"""A reading as plain types: the shape of one line of `hovmester read --json`, and back again."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from hovmester.engines.reading.language import hardly_known
from hovmester.engines.reading.model import Aspect, Flight, Reading, Span, Urgency, What, When, Where

ROLES = ("aspects", "when", "where", "flight", "what")
_MOMENTS = ("earliest", "latest", "until")
S = TypeVar("S", bound=Span)


def as_json(reading: Reading) -> dict[str, Any]:  # Any: JSON has no narrower type
    """Moments as ISO text with their offset, spans as {text, start, end, …}, `end` exclusive; unknown is None."""
    return {
        "language": reading.language,
        "hardly_known": hardly_known(reading.language),
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


def from_json(text: str, shape: Mapping[str, Any]) -> Reading:
    """The reading of `text` that was written down as `shape`; what it does not say is unknown."""
    people, urgency = shape.get("people_span"), shape.get("urgency")
    return Reading(
        text=text,
        language=shape["language"],
        kinds=dict(shape["kinds"]),
        joke=shape["joke"],
        evidence={kind: _made(Span, span) for kind, span in (shape.get("evidence") or {}).items()},
        aspects=_all(Aspect, shape.get("aspects")),
        when=_all(When, shape.get("when")),
        where=_all(Where, shape.get("where")),
        flight=_all(Flight, shape.get("flight")),
        what=_all(What, shape.get("what")),
        people=shape.get("people"),
        people_span=_made(Span, people) if people else None,
        urgency=_made(Urgency, urgency) if urgency else None,
        missing=tuple(shape.get("missing") or ()),
        ask_back=shape.get("ask_back"),
    )


def _all(of: type[S], spans: Sequence[Mapping[str, Any]] | None) -> tuple[S, ...]:
    return tuple(_made(of, span) for span in spans or ())


def _made(of: type[S], span: Mapping[str, Any]) -> S:
    names = {field.name for field in fields(of)}
    return of(**{name: _typed(name, value) for name, value in span.items() if name in names})


def _typed(name: str, value: Any) -> Any:  # Any: JSON
    if name in _MOMENTS and value is not None:
        return datetime.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
