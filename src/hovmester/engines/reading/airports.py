"""Airports in a guest's words: "EWR", "Newark airport", "Schiphol", "flyplassen på Gardermoen".

Positions and zones come from airportsdata, loaded when the first word looks like an airport.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hovmester.engines.reading.model import Where
from hovmester.engines.reading.tokens import Token, bare, word_set

AIRPORT_WORDS = word_set(
    "airport airports luchthaven vliegveld flyplass flyplassen lufthavn lufthavnen lufthamn flygplats flygplatsen "
    "flughafen aeroport aéroport aeropuerto arpt airfield vliegvelden flyplassar"
)
_LITTLE = word_set("the of on at de het van op in på ved i den la le el du di am auf der intl international")
# Spoken names that airportsdata does not have, or has for a field nobody means.
_SPOKEN = {
    "schiphol": "AMS", "gardermoen": "OSL", "heathrow": "LHR", "gatwick": "LGW", "stansted": "STN", "luton": "LTN",
    "kastrup": "CPH", "arlanda": "ARN", "landvetter": "GOT", "flesland": "BGO", "vaernes": "TRD", "torp": "TRF",
    "zaventem": "BRU", "laguardia": "LGA", "la guardia": "LGA", "kennedy airport": "JFK", "o hare": "ORD",
    "o'hare": "ORD", "orly": "ORY", "charles de gaulle": "CDG", "roissy": "CDG", "barajas": "MAD", "el prat": "BCN",
    "tegel": "TXL", "fiumicino": "FCO", "malpensa": "MXP", "linate": "LIN", "newark liberty": "EWR",
    "zestienhoven": "RTM",
    "logan airport": "BOS", "dulles": "IAD", "vantaa": "HEL", "billund": "BLL", "bromma": "BMA", "skavsta": "NYO",
    "charleroi": "CRL", "changi": "SIN", "narita": "NRT", "haneda": "HND", "keflavik": "KEF", "ben gurion": "TLV",
    "midway airport": "MDW", "sea tac": "SEA", "sky harbor": "PHX", "sola flyplass": "SVG", "rygge": "RYG",
}  # fmt: skip
_SPOKEN_FIRST = frozenset(name.split()[0] for name in _SPOKEN)
_SIGNS = AIRPORT_WORDS | _SPOKEN_FIRST
# Codes that mean the airport even without the word; any other code needs a word beside it.
KNOWN_CODES = word_set(
    "AMS OSL EWR JFK LGA LHR LGW STN LTN LCY CPH ARN GOT BGO TRD SVG TRF BOO TOS BRU CRL RTM EIN GRQ MST CDG ORY NCE "
    "LYS MAD BCN AGP PMI LIS OPO FRA MUC BER TXL HAM DUS CGN STR VIE ZRH GVA FCO MXP LIN VCE NAP ATH IST DUB EDI GLA "
    "MAN BHX HEL TLL RIX VNO WAW KRK PRG BUD OTP SOF KEF ATL BOS ORD MDW DFW IAH DEN LAX SFO SJC OAK SAN SEA PDX PHX "
    "LAS MSP DTW PHL BWI DCA IAD MIA FLL MCO TPA CLT RDU BNA STL MCI SLC YYZ YUL YVR MEX GRU EZE SIN HKG NRT HND ICN "
    "PEK PVG BKK KUL DXB AUH DOH DEL BOM SYD MEL AKL JNB CPT CAI TLV BLL AAL NYO BMA"
)
NEAR_KM = 250.0


class Airport(NamedTuple):
    iata: str
    name: str
    lat: float
    lon: float
    zone: str


def find_airports(
    tokens: Sequence[Token], *, near: tuple[float, float] | None, flying: bool
) -> Iterator[tuple[int, int, Airport]]:
    """(first token, end, airport). `flying`: the message speaks of landing, so a city's name may mean its airport."""
    if not flying and not any(_is_sign(token.low) or _like_code(token.text) for token in tokens):
        return
    lows = [bare(token.low) for token in tokens]
    shouting = sum(t.text.isupper() and len(t.text) > 2 for t in tokens) > 0.6 * max(1, len(tokens))
    has_word = not AIRPORT_WORDS.isdisjoint(lows)
    taken = -1
    for index, token in enumerate(tokens):
        if index < taken or not token.text[0].isalpha():
            continue
        found = (
            _spoken(lows, index)
            or (_beside_airport_word(lows, index, near) if has_word else None)
            or (_code(tokens, lows, index) if not shouting or _airport_word_near(lows, index) else None)
            or (_city(tokens, lows, index, near) if flying else None)
        )
        if found:
            yield found
            taken = found[1]


def _spoken(lows: Sequence[str], index: int) -> tuple[int, int, Airport] | None:
    if index >= len(lows) or lows[index] not in _SPOKEN_FIRST:
        return None
    for width in (3, 2, 1):
        code = _SPOKEN.get(" ".join(lows[index : index + width]))
        if code and index + width <= len(lows):
            end = index + width
            if end < len(lows) and lows[end] in AIRPORT_WORDS:
                end += 1
            return index, end, _book().by_code[code]
    return None


def _beside_airport_word(
    lows: Sequence[str], index: int, near: tuple[float, float] | None
) -> tuple[int, int, Airport] | None:
    """ "Newark airport", "Newark Liberty International Airport", "vliegveld Eindhoven", "the airport in Tampa"."""
    if lows[index] in AIRPORT_WORDS:
        start = index + 1
        while start < len(lows) and lows[start] in _LITTLE and start - index < 3:
            start += 1
        for width in (4, 3, 2, 1):
            airport = _named(lows, start, start + width, near)
            if airport:
                return index, start + width, airport
        return None
    for end in range(min(index + 6, len(lows) - 1), index, -1):
        if lows[end] in AIRPORT_WORDS:
            stop = end
            while stop > index + 1 and lows[stop - 1] in _LITTLE:
                stop -= 1
            airport = _named(lows, index, stop, near)
            if airport:
                return index, end + 1, airport
    return None


def _is_sign(low: str) -> bool:
    return (low if low.isascii() else bare(low)) in _SIGNS


def _like_code(word: str) -> bool:
    return len(word) == 3 and word.isascii() and word.isupper()


def _code(tokens: Sequence[Token], lows: Sequence[str], index: int) -> tuple[int, int, Airport] | None:
    text = tokens[index].text
    if not _like_code(text):
        return None
    beside = _airport_word_near(lows, index)
    if text not in KNOWN_CODES and not beside:
        return None
    airport = _book().by_code.get(text)
    if airport is None:
        return None
    end = index + 2 if index + 1 < len(lows) and lows[index + 1] in AIRPORT_WORDS else index + 1
    return index, end, airport


def _airport_word_near(lows: Sequence[str], index: int) -> bool:
    return any(low in AIRPORT_WORDS for low in lows[max(0, index - 2) : index + 2])


def _city(
    tokens: Sequence[Token], lows: Sequence[str], index: int, near: tuple[float, float] | None
) -> tuple[int, int, Airport] | None:
    """ "when I land in Tampa": a capitalised city with an airport, after a word of place."""
    at_a_gate = not _GATES.isdisjoint(lows[max(0, index - 3) : index])
    if index == 0 or (lows[index - 1] not in _PLACE_WORDS and not at_a_gate):
        return None
    if not tokens[index].text[0].isupper() and (
        len(lows[index]) < 5 or any(t.text[0].isupper() for t in tokens)
    ):
        return None  # who writes no capitals at all writes none here
    for width in (3, 2, 1):
        phrase = " ".join(lows[index : index + width])
        options = _book().by_city.get(phrase, ()) if index + width <= len(lows) else ()
        known = [airport for airport in options if airport.iata in KNOWN_CODES]
        if known:
            named = _spoken(lows, index + width)  # "Chicago O'Hare"
            return (index, *named[1:]) if named else (index, index + width, _nearest(known, near))
    return None


_GATES = word_set("gate terminal pier")
_PLACE_WORDS = word_set("at in into to op naar på i til")


def _named(lows: Sequence[str], start: int, stop: int, near: tuple[float, float] | None) -> Airport | None:
    words = lows[start:stop]
    if not words or stop > len(lows) or all(word in _LITTLE for word in words):
        return None
    if len(words) == 1 and len(words[0]) == 3 and words[0].upper() in KNOWN_CODES:
        return _book().by_code[words[0].upper()]
    phrase = " ".join(words)
    options = _book().by_city.get(phrase) or _book().by_name.get(phrase) or ()
    return _nearest(options, near) if options else None


def _nearest(options: Sequence[Airport], near: tuple[float, float] | None) -> Airport:
    """Large airports before airfields; of those, the one nearest to the house when it is within reach."""
    large = [airport for airport in options if airport.iata in KNOWN_CODES]
    if near is not None:
        closest = min(options, key=lambda airport: distance_km(near, (airport.lat, airport.lon)))
        if distance_km(near, (closest.lat, closest.lon)) <= NEAR_KM:
            close_large = [a for a in large if distance_km(near, (a.lat, a.lon)) <= NEAR_KM]
            return min(close_large or [closest], key=lambda a: distance_km(near, (a.lat, a.lon)))
    international = [airport for airport in options if "international" in airport.name.lower()]
    return (large or international or list(options))[0]


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Great-circle distance by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*first, *second))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


class _Book(NamedTuple):
    by_code: dict[str, Airport]
    by_city: dict[str, list[Airport]]
    by_name: dict[str, list[Airport]]


_GENERIC = re.compile(r"\b(international|airport|airfield|regional|municipal|airpark|field|intl|county)\b")


@lru_cache(maxsize=1)
def _book() -> _Book:
    import airportsdata

    by_code: dict[str, Airport] = {}
    by_city: dict[str, list[Airport]] = defaultdict(list)
    by_name: dict[str, list[Airport]] = defaultdict(list)
    for code, row in airportsdata.load("IATA").items():
        airport = Airport(code, row["name"], row["lat"], row["lon"], row["tz"])
        by_code[code] = airport
        by_city[_phrase(row["city"])].append(airport)
        for phrase in {_phrase(row["name"]), _phrase(_GENERIC.sub(" ", row["name"].lower()))}:
            by_name[phrase].append(airport)
    return _Book(by_code, dict(by_city), dict(by_name))


def _phrase(name: str) -> str:
    return " ".join(re.findall(r"\w+", bare(name)))


def as_where(text: str, tokens: Sequence[Token], found: tuple[int, int, Airport]) -> Where:
    first, end, airport = found
    start, stop = tokens[first].start, tokens[end - 1].end
    return Where(
        text=text[start:stop],
        start=start,
        end=stop,
        iata=airport.iata,
        lat=airport.lat,
        lon=airport.lon,
        zone=airport.zone,
    )
