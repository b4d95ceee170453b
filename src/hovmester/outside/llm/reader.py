"""The built-in reading, made better by what a model claims – as far as its words stand in the text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hovmester.engines.reading import read
from hovmester.engines.reading.model import KINDS, Aspect, Reading, Span, Vocabulary, What, When, Where
from hovmester.outside.llm.endpoint import Endpoint
from hovmester.outside.llm.errors import EndpointError
from hovmester.outside.llm.words import SCHEMA, instructions

MOST_CHARACTERS = 8000
POLARITIES = ("positive", "negative", "neutral", "conflict")
WHEN_KINDS = ("point", "window", "deadline", "duration", "event")
S = TypeVar("S", bound=Span)
Claim = Mapping[str, Any]  # one object of the model's JSON, not yet believed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingByModel:
    """`dropped`: claims of the model whose words are not in the text. `failure`: why the model was not heard."""

    reading: Reading
    dropped: int = 0
    failure: str | None = None


class ReaderWithModel:
    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint

    def read(
        self, text: str, *, vocabulary: Vocabulary, now: datetime, zone: str, language: str | None = None
    ) -> ReadingByModel:
        """Always a reading; the model's where it can be believed."""
        built_in = read(text, vocabulary=vocabulary, now=now, zone=zone, language=language)
        if not text.strip() or len(text) > MOST_CHARACTERS:
            return ReadingByModel(reading=built_in)
        try:
            said = self._endpoint.ask(instructions(text, vocabulary, now, zone), SCHEMA)
        except EndpointError as error:
            return ReadingByModel(reading=built_in, failure=error.code)
        return _believed(built_in, said, _Checker(text, vocabulary, ZoneInfo(zone)))


def _believed(built_in: Reading, said: Claim, checker: "_Checker") -> ReadingByModel:
    """Kinds are the mean of both readers; spans of the model replace ours where it gave any that hold."""
    claimed = said.get("kinds") if isinstance(said.get("kinds"), dict) else {}
    kinds = {kind: _mean(built_in.kinds[kind], (claimed or {}).get(kind)) for kind in KINDS}
    reading = replace(
        built_in,
        kinds=kinds,
        what=checker.all(said.get("what"), checker.what) or built_in.what,
        where=checker.all(said.get("where"), checker.where) or built_in.where,
        when=checker.all(said.get("when"), checker.when) or built_in.when,
        aspects=checker.all(said.get("aspects"), checker.aspect) or built_in.aspects,
    )
    return ReadingByModel(reading=reading, dropped=checker.dropped)


def _mean(ours: float, claimed: object) -> float:
    if isinstance(claimed, bool) or not isinstance(claimed, int | float) or not 0 <= claimed <= 1:
        return ours
    return (ours + float(claimed)) / 2


class _Checker:
    """Turns claims into spans of this text, and counts those that are not in it."""

    def __init__(self, text: str, vocabulary: Vocabulary, zone: ZoneInfo) -> None:
        self._text, self._zone = text, zone
        self._items = {name.key for name in vocabulary.items}
        self._places = {place.key: place for place in vocabulary.places}
        self._details = {name.key for name in vocabulary.details}
        self.dropped = 0

    def all(self, claims: object, make: Callable[[Claim, Span], S | None]) -> tuple[S, ...]:
        found: list[S] = []
        for claim in claims if isinstance(claims, list) else ():
            span = self._span(claim)
            made = make(claim, span) if span else None
            if made is None or any(made.start < other.end and other.start < made.end for other in found):
                self.dropped += 1
            else:
                found.append(made)
        return tuple(sorted(found, key=lambda one: one.start))

    def _span(self, claim: object) -> Span | None:
        words = claim.get("text") if isinstance(claim, dict) else None
        start = self._text.find(words) if isinstance(words, str) and words.strip() else -1
        return (
            Span(text=words, start=start, end=start + len(words))
            if start >= 0 and isinstance(words, str)
            else None
        )

    def what(self, claim: Claim, span: Span) -> What | None:
        item, qty = claim.get("item"), claim.get("qty")
        return What(
            text=span.text,
            start=span.start,
            end=span.end,
            item=item if item in self._items else None,
            qty=qty if isinstance(qty, int) and not isinstance(qty, bool) and 1 <= qty <= 500 else 1,
        )

    def where(self, claim: Claim, span: Span) -> Where | None:
        place = self._places.get(str(claim.get("place")))
        if place is None:
            return Where(text=span.text, start=span.start, end=span.end)
        return Where(
            text=span.text,
            start=span.start,
            end=span.end,
            place=place.key,
            iata=place.iata,
            lat=place.lat,
            lon=place.lon,
            zone=place.zone,
        )

    def when(self, claim: Claim, span: Span) -> When | None:
        earliest, latest = self._moment(claim.get("earliest")), self._moment(claim.get("latest"))
        kind = claim.get("kind")
        if kind not in WHEN_KINDS or (earliest and latest and earliest > latest):
            return None
        return When(
            text=span.text, start=span.start, end=span.end, kind=str(kind), earliest=earliest, latest=latest
        )

    def aspect(self, claim: Claim, span: Span) -> Aspect | None:
        polarity, detail = claim.get("polarity"), claim.get("detail")
        if polarity not in POLARITIES:
            return None
        return Aspect(
            text=span.text,
            start=span.start,
            end=span.end,
            polarity=str(polarity),
            detail=str(detail) if detail in self._details else None,
        )

    def _moment(self, said: object) -> datetime | None:
        try:
            moment = datetime.fromisoformat(said) if isinstance(said, str) else None
        except ValueError:
            return None
        return moment.replace(tzinfo=self._zone) if moment and moment.tzinfo is None else moment
