"""What reading takes and gives.

Every claim is a `Span`: the guest's own words, with `start` and `end` (exclusive) as offsets into the text that was
read, so that `text[span.start:span.end] == span.text`. Moments are aware `datetime`; where a moment cannot be known it
is None.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

KINDS = ("wish", "complaint", "praise", "question", "thanks", "change", "cancel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Some of the guest's own words."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Span):
    """A time. `kind` is "point", "window", "deadline", "duration" or "event".

    An event ("when I land") is named in `event` – "landing", "arrival", "departure", "afterwards" – and has moments
    only once something else fixes them, such as "in two hours" beside it. A deadline may hang on one ("before my flight
    leaves at nine"), or be that of an "answer" ("let me know by four").
    """

    kind: str
    earliest: datetime | None = None
    latest: datetime | None = None
    event: str | None = None
    lasts_min: float | None = None  # how long, where the words say a length


@dataclass(frozen=True, slots=True, kw_only=True)
class Where(Span):
    """A place: an airport (`iata`), a place of the house's own (`place`), or a name nobody knows yet (neither)."""

    iata: str | None = None
    place: str | None = None
    lat: float | None = None
    lon: float | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flight(Span):
    code: str  # "AA1234": carrier and number, no space


@dataclass(frozen=True, slots=True, kw_only=True)
class What(Span):
    """Something wished for. `item` is the house's key, None where the house does not know it."""

    item: str | None = None
    qty: int = 1
    size: str | None = None
    wishes: tuple[str, ...] = ()
    allergies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Urgency(Span):
    """How urgent it is: `how` is "now", "today", "later" or "no hurry"; `until` the moment by which, if one is said."""

    how: str
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect(Span):
    """Something the guest judges. `polarity` is "positive", "negative", "neutral" or "conflict"."""

    polarity: str
    category: str | None = None  # general scheme, "FOOD#QUALITY"
    detail: str | None = None  # the house's own key


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One entry of the house's dictionary: its key and what it may be called, in any language."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace(Name):
    lat: float
    lon: float
    zone: str | None = None
    iata: str | None = None  # where the place is an airport


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the house calls things. Empty: the reader knows airports and general words only."""

    items: tuple[Name, ...] = ()
    places: tuple[NamedPlace, ...] = ()
    details: tuple[Name, ...] = ()
    people: tuple[Name, ...] = ()
    near: tuple[float, float] | None = (
        None  # lat, lon of the house: of two airports with one name, the nearer
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one message means. `kinds` and `joke` are probabilities in [0, 1]; `evidence` says which words say so."""

    text: str
    language: str  # ISO 639-1; "nb" for Norwegian bokmål, "und" where nothing can be said
    kinds: Mapping[str, float]
    joke: float
    evidence: Mapping[str, Span] = field(default_factory=dict)  # kind -> the words that say so
    aspects: tuple[Aspect, ...] = ()
    when: tuple[When, ...] = ()
    where: tuple[Where, ...] = ()
    flight: tuple[Flight, ...] = ()
    what: tuple[What, ...] = ()
    people: int | None = None
    people_span: Span | None = None
    urgency: Urgency | None = None  # None: nothing says how urgent it is
    missing: tuple[str, ...] = ()  # of "what", "when", "where": what a wish still lacks, or says twice
    ask_back: str | None = None  # the one question to ask, in the guest's language
