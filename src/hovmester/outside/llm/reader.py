"""The built-in reading, made better by what a model claims – as far as its words stand in the text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from time import monotonic
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from hovmester.engines.reading import read
from hovmester.engines.reading.kinds import LIKELY
from hovmester.engines.reading.layer import HouseLayer
from hovmester.engines.reading.missing import ask_back, missing_in
from hovmester.engines.reading.model import Aspect, Reading, Span, Vocabulary, What, When, Where
from hovmester.engines.reading.tokens import words_said
from hovmester.engines.reading.urgency import urgency_of
from hovmester.outside.llm.endpoint import Endpoint
from hovmester.outside.llm.errors import EndpointError
from hovmester.outside.llm.words import POLARITIES, SCHEMA, WHEN_KINDS, instructions

MOST_CHARACTERS = 8000
REST_S = 60.0  # after a failure
S = TypeVar("S", bound=Span)
Claim = Mapping[str, Any]  # one object of the model's JSON, not yet believed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingByModel:
    """`dropped`: claims of the model whose words are not in the text. `failure`: why the model was not heard:
    "unreachable", "unusable", or "resting" after one of these."""

    reading: Reading
    dropped: int = 0
    failure: str | None = None


class ReaderWithModel:
    """Remembers that the endpoint failed: while it rests, messages do not wait for it one after the other."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._rests_until = 0.0

    def read(
        self,
        text: str,
        *,
        vocabulary: Vocabulary,
        now: datetime,
        zone: str,
        language: str | None = None,
        layer: HouseLayer | None = None,
    ) -> ReadingByModel:
        """Always a reading; the model's where it can be believed."""
        built_in = read(text, vocabulary=vocabulary, now=now, zone=zone, language=language, layer=layer)
        if not text.strip() or len(text) > MOST_CHARACTERS:
            return ReadingByModel(reading=built_in)
        if monotonic() < self._rests_until:
            return ReadingByModel(reading=built_in, failure="resting")
        try:
            said = self._endpoint.ask(instructions(text, vocabulary, now, zone), SCHEMA)
        except EndpointError as error:
            self._rests_until = monotonic() + REST_S
            return ReadingByModel(reading=built_in, failure=error.code)
        return _believed(built_in, said, _Checker(built_in, vocabulary, now.astimezone(ZoneInfo(zone))))


def _believed(built_in: Reading, said: Claim, checker: "_Checker") -> ReadingByModel:
    """Kinds are the mean of both readers; spans of the model replace ours where it gave any that hold."""
    kinds, evidence = checker.kinds(said.get("kinds"))
    what = checker.all(said.get("what"), checker.what) or built_in.what
    where = checker.all(said.get("where"), checker.where) or built_in.where
    when = checker.all(said.get("when"), checker.when) or built_in.when
    missing = (
        missing_in(built_in.text, what=what, when=when, where=where, has_flight=bool(built_in.flight))
        if kinds["wish"] >= LIKELY
        else ()
    )
    reading = replace(
        built_in,
        kinds=kinds,
        evidence=evidence,
        what=what,
        where=where,
        when=when,
        aspects=checker.all(said.get("aspects"), checker.aspect) or built_in.aspects,
        missing=missing,
        ask_back=ask_back(missing, built_in.language, where),
        urgency=urgency_of(built_in.text, words_said(built_in.text), when, kinds, now=checker.now),
    )
    return ReadingByModel(reading=reading, dropped=checker.dropped)


class _Checker:
    """Turns claims into spans of this text, and counts those that are not in it."""

    def __init__(self, built_in: Reading, vocabulary: Vocabulary, now: datetime) -> None:
        self._built_in, self._text, self.now = built_in, built_in.text, now
        self._items = {name.key for name in vocabulary.items}
        self._places = {place.key: place for place in vocabulary.places}
        self._details = {name.key for name in vocabulary.details}
        self.dropped = 0

    def kinds(self, claims: object) -> tuple[dict[str, float], dict[str, Span]]:
        """The mean with ours. Who says that it is of a kind shows the words; else it says nothing."""
        kinds, evidence = dict(self._built_in.kinds), dict(self._built_in.evidence)
        for kind, claim in (claims if isinstance(claims, dict) else {}).items():
            p = claim.get("p") if isinstance(claim, dict) else None
            if kind not in kinds or isinstance(p, bool) or not isinstance(p, int | float) or not 0 <= p <= 1:
                self.dropped += 1
                continue
            span = self._span(claim, ())
            if p >= LIKELY and span is None:
                self.dropped += 1
                continue
            kinds[kind] = (kinds[kind] + float(p)) / 2
            if kinds[kind] < LIKELY:
                evidence.pop(kind, None)
            elif span is not None:
                evidence.setdefault(kind, span)
        return kinds, evidence

    def all(self, claims: object, make: Callable[[Claim, Span], S | None]) -> tuple[S, ...]:
        found: list[S] = []
        for claim in claims if isinstance(claims, list) else ():
            span = self._span(claim, found)
            made = make(claim, span) if span else None
            if made is None:
                self.dropped += 1
            else:
                found.append(made)
        return tuple(sorted(found, key=lambda one: one.start))

    def _span(self, claim: object, before: Sequence[Span]) -> Span | None:
        """Where its words stand first, outside those claimed before."""
        words = claim.get("text") if isinstance(claim, dict) else None
        if not isinstance(words, str) or not words.strip():
            return None
        start = self._text.find(words)
        while start >= 0:
            end = start + len(words)
            if all(end <= other.start or start >= other.end for other in before):
                return Span(text=words, start=start, end=end)
            start = self._text.find(words, start + 1)
        return None

    def what(self, claim: Claim, span: Span) -> What | None:
        """How big, how made and what must not be in it is what we read, where it is the same thing."""
        item, qty = claim.get("item"), claim.get("qty")
        ours = _same(span, self._built_in.what)
        return What(
            text=span.text,
            start=span.start,
            end=span.end,
            item=item if item in self._items else None,
            qty=qty if isinstance(qty, int) and not isinstance(qty, bool) and 1 <= qty <= 500 else 1,
            size=ours.size if ours else None,
            wishes=ours.wishes if ours else (),
            allergies=ours.allergies if ours else (),
        )

    def where(self, claim: Claim, span: Span) -> Where | None:
        """A place of the house, or the one we know by these words; else a name."""
        place = self._places.get(str(claim.get("place")))
        if place is None:
            ours = _same(span, self._built_in.where)
            return replace(
                ours or Where(text="", start=0, end=0), text=span.text, start=span.start, end=span.end
            )
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
        """Where it knows no moment, ours of the same words."""
        earliest, latest = self._moment(claim.get("earliest")), self._moment(claim.get("latest"))
        kind = claim.get("kind")
        if kind not in WHEN_KINDS or (earliest and latest and earliest > latest):
            return None
        ours = _same(span, self._built_in.when)
        if ours and not earliest and not latest:
            return replace(ours, text=span.text, start=span.start, end=span.end)
        return When(
            text=span.text,
            start=span.start,
            end=span.end,
            kind=str(kind),
            earliest=earliest,
            latest=latest,
            event=ours.event if ours else None,
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
        return moment.replace(tzinfo=self.now.tzinfo) if moment and moment.tzinfo is None else moment


def _same(span: Span, ours: Sequence[S]) -> S | None:
    return next((one for one in ours if one.start < span.end and span.start < one.end), None)
