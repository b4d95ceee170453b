"""`read`: the layers put together. Each layer is a module; here is only their order and who may use which words."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

from hovmester.engines.reading.aspects import find_aspects
from hovmester.engines.reading.dictionary import compiled
from hovmester.engines.reading.encoder import Encoder
from hovmester.engines.reading.flights import find_flights
from hovmester.engines.reading.hanging import answers, hanging
from hovmester.engines.reading.items import as_items
from hovmester.engines.reading.kinds import LIKELY, Kinds, kinds_of
from hovmester.engines.reading.language import language_of, small_words
from hovmester.engines.reading.layer import UNTAUGHT, HouseLayer
from hovmester.engines.reading.missing import ask_back, missing_in
from hovmester.engines.reading.model import Reading, Span, Vocabulary, When, Where
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
    return _read(
        text, fresh, tokens, vocabulary, now, ZoneInfo(zone), spoken, judged, found, layer or UNTAUGHT
    )


def _taught(found: Kinds, layer: HouseLayer, text: str) -> Kinds:
    """The kinds as the house has taught them, each that now holds with the word that says so."""
    kinds = layer.adjusted(found.kinds, text)
    shown = {kind: span for kind, span in found.evidence.items() if kinds.get(kind, LIKELY) >= LIKELY}
    for kind, p in kinds.items():
        if p >= LIKELY and kind not in shown and (span := layer.evidence(kind, text)):
            shown[kind] = span
    return found._replace(kinds=kinds, evidence=shown)


def _read(
    text: str,
    fresh: str,
    tokens: list[Token],
    vocabulary: Vocabulary,
    now: datetime,
    zone: ZoneInfo,
    language: str,
    judged: Sequence[Judgement],
    found: Kinds,
    layer: HouseLayer,
) -> Reading:
    words = compiled(vocabulary)
    said = frozenset(token.low for token in tokens)
    skip = _no_names(language)
    flights = layer.kept("flight", tuple(find_flights(fresh)))
    taken = _covering(tokens, flights)
    flying = not _FLYING.isdisjoint(said)
    where, place_tokens = find_places(text, tokens, vocabulary, words.places, skip, taken, flying=flying)
    where = layer.kept("where", where)
    taken |= place_tokens
    where, _ = settled(tokens, where)
    at = next((ZoneInfo(place.zone) for place in where if place.zone), zone)
    wishing = found.kinds["wish"] >= LIKELY
    item_hits = [hit for hit in words.items.find(tokens, skip) if taken.isdisjoint(range(hit.start, hit.end))]
    items = frozenset(index for hit in item_hits for index in range(hit.start, hit.end))
    people, people_span = people_in(fresh, said)
    counted = frozenset(tokens[index] for index in counting(tokens, people_span))  # "een tafel voor zes"
    find = partial(find_times, text, language=language, now=now, zone=at, around=tokens, counting=counted)
    when = _outside(find(tokens), where, flights)
    if meant := referred_in(tokens, when, language=language, now=now, zone=at):  # "the day before"
        find = partial(find, meant=meant)
        when = _outside(find(tokens), where, flights)
    when = layer.kept("when", answers(text, tokens, when) if len(when) <= MOST_TIMES else when)
    told = _covering(tokens, when)
    where, _ = settled(tokens, where, when)
    where = meant_places(tokens, where)
    when = _one_time(tokens, when, where, find, now)
    if 0 < len(when) <= MOST_TIMES:
        when = hanging(tokens, when, (*where, *flights))
    when = layer.kept("when", when)
    if not where and not HOUSE_WORDS.isdisjoint(said):
        away = find_another_house(text, tokens, taken)
        where = layer.kept("where", away or find_in_the_house(text, tokens, taken, vocabulary.near))
        taken |= _covering(tokens, where)
    addresses = addressed(text, tokens) if wishing else frozenset()
    item_hits = [
        hit for hit in item_hits if not told.issuperset(range(hit.start, hit.end))
    ]  # "half past", no pasta
    if wishing or item_hits:
        taken |= told | price_tokens(text, tokens) | counting(tokens, people_span) | addresses
    unknown = find_wished(tokens, language, taken, items, told) if wishing else []
    refused = unwanted(tokens, item_hits)
    item_hits = [hit for hit in item_hits if all(hit != no.hit for no in refused)]
    what = layer.kept("what", as_items(text, tokens, item_hits, unknown, taken, refused, language))
    if wishing and not where and what and any(len(low) in (3, 4) and low.isdecimal() for low in said):
        where = layer.kept("where", find_bare_room(text, tokens, taken, vocabulary.near))
    if wishing and not where:
        used = taken | items | {i for a, b in unknown for i in range(a, b)}
        airports = tuple({place.key: place for place in vocabulary.places if place.iata}.values())
        named = (
            find_unnamed_places(text, tokens, used - addresses)
            or find_the_airport(text, tokens, used, airports)
            or find_terminal(text, tokens, used)
        )
        where = layer.kept("where", named)
    lacks = (
        missing_in(
            fresh,
            what=what,
            when=when,
            where=where,
            has_flight=bool(flights),
            rivals=_rivals(tokens, when, where, language),
            changes=max(found.kinds["change"], found.kinds["cancel"]) >= LIKELY,
            people=people,
            asks=found.kinds["question"] > found.kinds["wish"],
        )
        if wishing
        else ()
    )
    return Reading(
        text=text,
        language=language,
        kinds=found.kinds,
        joke=found.joke,
        evidence=found.evidence,
        aspects=find_aspects(text, tokens, judged, language, words, skip, _leaning(found)),
        when=when,
        where=where,
        flight=flights,
        what=what,
        people=people,
        people_span=people_span,
        urgency=urgency_of(fresh, said, when, found.kinds, now=now),
        missing=lacks,
        ask_back=ask_back(lacks, language, where),
    )


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


def _covering(tokens: Sequence[Token], spans: Sequence[Span]) -> frozenset[int]:
    """The tokens that share a character with one of the spans."""
    return frozenset(
        index
        for span in spans
        for index in range(
            bisect_right(tokens, span.start, key=lambda token: token.end),
            bisect_left(tokens, span.end, key=lambda token: token.start),
        )
    )


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
