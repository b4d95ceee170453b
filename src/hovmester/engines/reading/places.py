"""Places a message names that somebody knows: the house's own, and airports.

Not here: rooms, addresses and names nobody knows yet (`unnamed`).
"""

from collections.abc import Sequence, Set
from dataclasses import replace

from hovmester.engines.reading.airports import as_where, find_airports
from hovmester.engines.reading.dictionary import Dictionary, Hit
from hovmester.engines.reading.model import NamedPlace, Vocabulary, Where
from hovmester.engines.reading.tokens import Token


def find_places(
    text: str,
    tokens: Sequence[Token],
    vocabulary: Vocabulary,
    names: Dictionary,
    skip: frozenset[str],
    taken: Set[int],
    *,
    flying: bool,
) -> tuple[tuple[Where, ...], frozenset[int]]:
    """The places in order, and the tokens that name them. Of an airport the house has a place for, it is that place.

    `names`: those of the vocabulary's places; `skip`: words that are no mistyped name; `taken`: tokens that are
    something else, and so no airport. `flying`: the message speaks of landing, so a city may mean its airport.
    """
    own = {place.key: place for place in vocabulary.places}
    found = [
        (hit.start, hit.end, _own_place(text, tokens, hit, own[hit.key])) for hit in names.find(tokens, skip)
    ]
    for airport in find_airports(tokens, near=vocabulary.near, flying=flying):
        first, end, _ = airport
        inside = [place for place in found if place[0] < end and first < place[1]]
        if all(end - first > stop - start for start, stop, _ in inside) and taken.isdisjoint(
            range(first, end)
        ):
            where = as_where(text, tokens, airport)
            if inside and inside[0][2].place is not None:
                where = _with_place(where, inside[0][2])
            found = [place for place in found if place not in inside]
            found.append((first, end, where))
    found.sort(key=lambda place: place[0])
    covered = frozenset(index for start, end, _ in found for index in range(start, end))
    return tuple(where for _, _, where in found), covered


def _own_place(text: str, tokens: Sequence[Token], hit: Hit, place: NamedPlace) -> Where:
    start, end = tokens[hit.start].start, tokens[hit.end - 1].end
    return Where(
        text=text[start:end],
        start=start,
        end=end,
        place=place.key,
        iata=place.iata or None,
        lat=place.lat,
        lon=place.lon,
        zone=place.zone,
    )


def _with_place(airport: Where, own: Where) -> Where:
    """An airport the house has a place for: its words, the house's key and position."""
    return replace(
        own,
        text=airport.text,
        start=airport.start,
        end=airport.end,
        iata=own.iata or airport.iata,
        zone=own.zone or airport.zone,
    )
