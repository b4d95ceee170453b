"""`read`: the layers put together. Each layer is a module; here is only their order and who may use which words."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache, partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hovmester.engines.reading.aspects import find_aspects
from hovmester.engines.reading.dictionary import CompiledVocabulary, compiled
from hovmester.engines.reading.encoder import Encoder
from hovmester.engines.reading.flights import find_flights
from hovmester.engines.reading.hanging import answers, hanging
from hovmester.engines.reading.items import as_items
from hovmester.engines.reading.kinds import LIKELY, Kinds, kinds_of
from hovmester.engines.reading.language import hardly_known, language_of, small_words
from hovmester.engines.reading.layer import UNTAUGHT, HouseLayer
from hovmester.engines.reading.missing import ask_back, missing_in
from hovmester.engines.reading.model import Flight, Reading, Span, Vocabulary, What, When, Where
from hovmester.engines.reading.moved import moved, shifted, without_now
from hovmester.engines.reading.negated import unwanted
from hovmester.engines.reading.people import PEOPLE, counting, people_in
from hovmester.engines.reading.places import find_places
from hovmester.engines.reading.rivals import meant_places, rival_places, rival_times, settled
from hovmester.engines.reading.sentiment import Judgement, judgements
from hovmester.engines.reading.thread import new_words
from hovmester.engines.reading.times import corrected, find_times, joined, referred_in, same_day, time_words
from hovmester.engines.reading.times.prices import price_tokens
from hovmester.engines.reading.times.together import Find
from hovmester.engines.reading.tokens import Token, tokenise, word_set
from hovmester.engines.reading.unnamed import (
    HOUSE_WORDS,
    addressed,
    find_another_house,
    find_bare_room,
    find_in_the_house,
    find_terminal,
    find_the_airport,
    find_unnamed_places,
)
from hovmester.engines.reading.urgency import urgency_of
from hovmester.engines.reading.wished import find_wished

MOST_CHARACTERS = 40_000  # of new words; a book is not read to its end
MOST_TIMES = 24  # that are looked at together: a message that names more has no one hour
_FLYING = word_set(
    "boarding gate terminal "
    "land lands landing landed flight plane fly flying airport landen landt vlucht vliegtuig vlieg vliegen vliegveld "
    "lander landar landing fly flyet flyr flight flyplass"
)


def read(
    text: str,
    *,
    vocabulary: Vocabulary,
    now: datetime,
    zone: str,
    language: str | None = None,
    encoder: Encoder | None = None,
    careful: bool = True,
    layer: HouseLayer | None = None,
) -> Reading:
    """What the message means, each claim with the words that say so.

    `now` is an aware moment; `zone` is the IANA zone of the house, taken where the message names no place of its own.
    `language` is what is known beforehand (of the channel); it is believed where the words do not speak against it.
    `encoder` replaces the built-in one; `careful=False` asks it only where a wish may be hidden, for long streams.
    `layer` is what the house has taught (`layer.teach`).
    Any text gets an answer; raises ValueError only for a naive `now` or an unknown zone.
    """
    if now.tzinfo is None:
        raise ValueError(f"now must be an aware datetime, got {now.isoformat()}")
    stretches = _clipped(new_words(text))
    tokens = [token for start, end in stretches for token in tokenise(text, start, end)]
    spoken, _ = language_of(tokens, prior=language)
    fresh = _blanked(text, stretches)
    judged = judgements(tokens, spoken)
    found = kinds_of(fresh, tokens, spoken, judged, encoder=encoder, careful=careful)
    if layer is not None:
        found = _taught(found, layer, fresh)
        vocabulary = layer.extended(vocabulary)
    shown = {
        kind: Span(text=text[s.start : s.end], start=s.start, end=s.end) for kind, s in found.evidence.items()
    }
    found = found._replace(evidence=shown)  # what was blanked between the words is there in the text
    words, skip = compiled(vocabulary), _no_names(spoken)
    message = _Message(
        text, fresh, tokens, spoken, vocabulary, words, skip, now, ZoneInfo(zone), layer or UNTAUGHT
    )
    return _read(message, judged, found)


class _Message(NamedTuple):
    """A message on its way to being read."""

    text: str
    fresh: str  # with what is not new blanked out
    tokens: list[Token]
    language: str
    vocabulary: Vocabulary
    words: CompiledVocabulary  # the vocabulary's
    skip: frozenset[str]  # words of the language that are no mistyped name
    now: datetime
    zone: ZoneInfo  # of the house
    layer: HouseLayer

    def covered(self, spans: Sequence[Span]) -> frozenset[int]:
        """The tokens that share a character with one of the spans."""
        return frozenset(
            index
            for span in spans
            for index in range(
                bisect_right(self.tokens, span.start, key=lambda token: token.end),
                bisect_left(self.tokens, span.end, key=lambda token: token.start),
            )
        )


def _taught(found: Kinds, layer: HouseLayer, text: str) -> Kinds:
    """The kinds as the house has taught them, each that now holds with the word that says so."""
    kinds = layer.adjusted(found.kinds, text)
    shown = {kind: span for kind, span in found.evidence.items() if kinds.get(kind, LIKELY) >= LIKELY}
    for kind, p in kinds.items():
        if p >= LIKELY and kind not in shown and (span := layer.evidence(kind, text)):
            shown[kind] = span
    return found._replace(kinds=kinds, evidence=shown)


def _read(message: _Message, judged: Sequence[Judgement], found: Kinds) -> Reading:
    text, fresh, tokens, layer = message.text, message.fresh, message.tokens, message.layer
    said = frozenset(token.low for token in tokens)
    wishing = found.kinds["wish"] >= LIKELY
    flights = layer.kept("flight", tuple(find_flights(fresh)))
    people, people_span = people_in(fresh, said)
    counted = counting(tokens, people_span)
    where, taken = _known_places(message, said, message.covered(flights))
    when, told, where = _times(message, where, flights, counted)
    if not where and not HOUSE_WORDS.isdisjoint(said):
        where = _in_the_house(message, taken)
        taken |= message.covered(where)
    addresses = addressed(text, tokens) if wishing else frozenset()
    what, used = _things(message, taken, told, counted | addresses, wishing=wishing)
    if wishing and not where:
        where = _still_unknown(message, said, used, addresses, with_things=bool(what))
    lacks = (
        missing_in(
            fresh,
            what=what,
            when=when,
            where=where,
            has_flight=bool(flights),
            rivals=_rivals(tokens, when, where, message.language),
            changes=max(found.kinds["change"], found.kinds["cancel"]) >= LIKELY,
            people=people,
            asks=found.kinds["question"] > found.kinds["wish"],
            hardly_known=hardly_known(message.language),
        )
        if wishing
        else ()
    )
    return Reading(
        text=text,
        language=message.language,
        kinds=found.kinds,
        joke=found.joke,
        evidence=found.evidence,
        aspects=find_aspects(
            text,
            tokens,
            judged,
            message.language,
            message.words,
            message.skip,
            _leaning(found),
        ),
        when=when,
        where=where,
        flight=flights,
        what=what,
        people=people,
        people_span=people_span,
        urgency=urgency_of(fresh, said, when, found.kinds, now=message.now),
        missing=lacks,
        ask_back=ask_back(lacks, message.language, where),
    )


def _known_places(
    message: _Message, said: frozenset[str], taken: frozenset[int]
) -> tuple[tuple[Where, ...], frozenset[int]]:
    """Places somebody knows, and `taken` with the tokens that name them."""
    where, named = find_places(
        message.text,
        message.tokens,
        message.vocabulary,
        message.words.places,
        message.skip,
        taken,
        flying=not _FLYING.isdisjoint(said),
    )
    where, _ = settled(message.tokens, message.layer.kept("where", where))
    return where, taken | named


def _times(
    message: _Message, where: tuple[Where, ...], flights: tuple[Flight, ...], counted: frozenset[int]
) -> tuple[tuple[When, ...], frozenset[int], tuple[Where, ...]]:
    """The times, in the zone of the place; all tokens of times, taken back or not; the places still meant."""
    tokens, layer = message.tokens, message.layer
    zone = next((ZoneInfo(place.zone) for place in where if place.zone), message.zone)
    people = frozenset(tokens[index] for index in counted)  # "een tafel voor zes"
    find = partial(
        find_times,
        message.text,
        language=message.language,
        now=message.now,
        zone=zone,
        around=tokens,
        counting=people,
    )
    when = _outside(find(tokens), where, flights)
    if meant := referred_in(tokens, when, language=message.language, now=message.now, zone=zone):
        find = partial(find, meant=meant)  # "the day before"
        when = _outside(find(tokens), where, flights)
    when = layer.kept("when", answers(message.text, tokens, when) if len(when) <= MOST_TIMES else when)
    told = message.covered(when)
    where, _ = settled(tokens, where, when)
    where = meant_places(tokens, where)
    when = _one_time(tokens, when, where, find, message.now)
    if 0 < len(when) <= MOST_TIMES:
        when = hanging(tokens, when, (*where, *flights))
    return layer.kept("when", when), told, where


def _in_the_house(message: _Message, taken: frozenset[int]) -> tuple[Where, ...]:
    """Rooms and tables, unless they are those of another house."""
    away = find_another_house(message.text, message.tokens, taken)
    rooms = away or find_in_the_house(message.text, message.tokens, taken, message.vocabulary.near)
    return message.layer.kept("where", rooms)


def _things(
    message: _Message, taken: frozenset[int], told: frozenset[int], numbered: frozenset[int], *, wishing: bool
) -> tuple[tuple[What, ...], frozenset[int]]:
    """What is named of what the house makes and what is wished for besides, and all tokens used until here.

    `taken`: tokens of places and flights; `told`: of times; `numbered`: of people and
    addresses, whose numbers count no things.
    """
    text, tokens = message.text, message.tokens
    every = message.words.items.find(tokens, message.skip)
    hits = [hit for hit in every if taken.isdisjoint(range(hit.start, hit.end))]
    items = frozenset(index for hit in hits for index in range(hit.start, hit.end))
    hits = [hit for hit in hits if not told.issuperset(range(hit.start, hit.end))]  # "half past", no pasta
    if not wishing and not hits:
        return (), taken
    taken |= told | price_tokens(text, tokens) | numbered
    unknown = find_wished(tokens, message.language, taken, items, told) if wishing else []
    refused = unwanted(tokens, hits)
    wanted = [hit for hit in hits if all(hit != no.hit for no in refused)]
    what = as_items(text, tokens, wanted, unknown, taken, refused, message.language)
    used = taken | items | {index for start, end in unknown for index in range(start, end)}
    return message.layer.kept("what", what), used


def _still_unknown(
    message: _Message,
    said: frozenset[str],
    used: frozenset[int],
    addresses: frozenset[int],
    *,
    with_things: bool,
) -> tuple[Where, ...]:
    """Where a wish is for, by a place that nobody here knows: "to 402", an address, a name, the airport."""
    text, tokens, vocabulary = message.text, message.tokens, message.vocabulary
    if with_things and any(len(low) in (3, 4) and low.isdecimal() for low in said):
        room = message.layer.kept("where", find_bare_room(text, tokens, used, vocabulary.near))
        if room:
            return room
    airports = tuple({place.key: place for place in vocabulary.places if place.iata}.values())
    named = (
        find_unnamed_places(text, tokens, used - addresses)
        or find_the_airport(text, tokens, used, airports)
        or find_terminal(text, tokens, used)
    )
    return message.layer.kept("where", named)


def _leaning(found: Kinds) -> str | None:
    """How the message judges as a whole, where it does so one way only."""
    praises, blames = (found.kinds[kind] >= LIKELY for kind in ("praise", "complaint"))
    return None if praises == blames else "positive" if praises else "negative"


@lru_cache(maxsize=16)
def _no_names(language: str) -> frozenset[str]:
    """Words of the language that are never a mistyped name."""
    return small_words(language) | time_words(language) | PEOPLE


def _one_time(
    tokens: Sequence[Token], said: tuple[When, ...], where: tuple[Where, ...], find: Find, now: datetime
) -> tuple[When, ...]:
    """Times taken back are gone, and a day and a clock that stand apart are one moment."""
    if not 0 < len(said) <= MOST_TIMES:
        return said
    kept, corrections = settled(tokens, said, where)
    for taken_back, instead in corrections:
        better = corrected(tokens, taken_back, instead, find=find)
        kept = tuple(better if when is instead else when for when in kept)
    kept = moved(tokens, without_now(kept, now), find=find)
    kept = same_day(tokens, joined(tokens, kept, find=find, now=now), find=find, now=now)
    return shifted(tokens, kept, now)


def _rivals(
    tokens: Sequence[Token], when: tuple[When, ...], where: tuple[Where, ...], language: str
) -> frozenset[str]:
    two = {
        "when": rival_times(tokens, when, language, where),
        "where": rival_places(tokens, where),
    }
    return frozenset(name for name, are_two in two.items() if are_two)


def _outside(times: tuple[When, ...], *others: tuple[Span, ...]) -> tuple[When, ...]:
    """Times whose words are not part of a place or flight."""
    spans = [span for group in others for span in group]
    return tuple(t for t in times if all(t.end <= span.start or t.start >= span.end for span in spans))


def _clipped(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    left, kept = MOST_CHARACTERS, []
    for start, end in stretches:
        if left <= 0:
            break
        kept.append((start, min(end, start + left)))
        left -= end - start
    return kept


def _blanked(text: str, stretches: Sequence[tuple[int, int]]) -> str:
    """The text with everything that is not new blanked out, so that offsets stay."""
    if len(stretches) == 1 and stretches[0] == (0, len(text)):
        return text
    parts, at = [], 0
    for start, end in stretches:
        parts += [" " * (start - at), text[start:end]]
        at = end
    return "".join(parts)
