"""Places nobody has told the house about: an address, a proper name after a word of place, or just "the airport"."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from hovmester.engines.reading.airports import AIRPORT_WORDS
from hovmester.engines.reading.model import NamedPlace, Where
from hovmester.engines.reading.tokens import Token, word_set

_ADDRESS = re.compile(
    r"(?<!\w)(?:\d{1,5}[a-zA-Z]?\s+(?:[A-Z][\w.'’-]*\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|Square|Sq|"
    r"Boulevard|Blvd|Place|Court|Way|Terrace|Close)\b\.?"
    r"|[A-ZÆØÅ][\w'’-]*(?:straat|laan|weg|plein|gracht|kade|singel|dijk|steeg|gata|gate|gaten|veien|vegen|vei|plass|"
    r"torget|allé|alleen|bakken|stien)\s+\d{1,4}(?:[a-zA-Z]|\s[A-H])?\b"
    r"|(?:[A-ZÆØÅ][\w'’-]+ ){1,3}(?:gate|vei|plass|straat|laan|plein)\s+\d{1,4}(?:[a-zA-Z]|\s[A-H])?\b)"
    r"(?:,? (?:\d{4}(?: ?[A-Z]{2})?,? |in |te |i )[A-ZÆØÅ][\w-]+)?"  # its town
)
_BEFORE = word_set("at to near in outside by op bij naar in voor aan på ved til hos i utenfor from @")
_LITTLE = word_set("the de het den det an our my")
_NOT_NAMES = word_set(
    "i monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas english dutch norwegian k ok god gosh"
)


_THE = word_set("the het de den der dem el la our nearest")
_TO_THE = word_set("am zum al")  # say more than "the": not part of the name
_THE_AIRPORT = word_set("flyplassen lufthavnen flygplatsen lufthamnen l'aéroport l'aeroport")


HOUSE_WORDS = word_set(  # without one of which nothing is in the house
    "room rm suite table kamer tafel rom rommet bord bordet værelse rum zimmer tisch chambre habitación mesa "
    "bar terrace patio lobby reception pool terras receptie zwembad baren terrassen lobbyen resepsjonen bassenget "
    "terrasse theke pool comptoir terraza barra piscina"
)
_IN_THE_HOUSE = re.compile(
    r"\b(?:room|rm|suite|table|kamer|tafel|rom|rommet|bord|bordet|værelse|rum|zimmer|tisch|chambre|habitación|mesa)"
    r"\.?\s?(?:nr\.?|no\.?|number|nummer|#)?\s?\d{1,4}[a-z]?\b(?![:.,]\d|\s?(?:pers|people|person|guest|gast|gjest|man\b|"
    r"pax|adult|volwassen|voksne|pm\b|am\b|uur\b|u\b|h\b|night|nacht|natt|netter|nett|kl\b|stk\b|x\b|%))",
    re.IGNORECASE,
)
_ONE_OF_A_KIND = re.compile(  # of which a house has one, so that it needs no number
    r"\b(?:(?:at|in|on|by|to|for|near|from) the (?P<en>bar|terrace|patio|lobby|reception|pool)|"
    r"(?:aan|op|bij|in|naar|voor) (?:de|het) (?P<nl>bar|terras|lobby|receptie|zwembad)|"
    r"(?:i|på|ved|til) (?P<nb>baren|terrassen|lobbyen|resepsjonen|bassenget)|"
    r"(?:an der|auf der|in der|am) (?P<de>bar|terrasse|theke|lobby|pool)|"
    r"(?:au|sur la|à la|en la|a la) (?P<fr>bar|comptoir|terrasse|piscine|terraza|barra|piscina))\b",
    re.IGNORECASE,
)
_AT_AN_AIRPORT = re.compile(
    r"\b(?:terminal|gate|pier|hall|ankomsthall|aankomsthal)\s?[A-Z0-9]{1,3}\b", re.IGNORECASE
)


_NAME = r"[A-ZÆØÅ][\w'’&-]*(?:\s(?:[A-ZÆØÅ][\w'’&-]*|de|du|of|van|am))*"
_ROOM = (
    r"(?i:room|rm|suite|kamer|rom|rommet|zimmer|chambre|værelse|rum|habitación)\.?\s?"
    r"(?i:nr\.?|no\.?|number|nummer|#)?\s?\d{1,4}[a-z]?"
)
_CHAINS = r"(?:Hilton|Marriott|Hyatt|Sheraton|Radisson|Scandic|Novotel|Ibis)"
_STAYS = re.compile(  # "I'm staying at the Marriott, room 12", "rom 412 på Grand Hotel": a room of another house
    rf"\b(?i:stay(?:ing)? (?:at|in)|(?:zit|zitten|logeer|logeren|verblijf|verblijven|slapen|slaap)(?: \w+)? in|"
    rf"(?:bor|bo|ligger|sitter) på|wohne\w* im|loge\w* (?:à|au)) (?i:the |het |de |le |l')?(?P<name>{_NAME})"
    rf"|\b{_ROOM},? (?i:at|in|of|van|på|im|au) (?i:the |het |de |le |l')?(?P<of>{_NAME})"
    rf"|\b(?P<hotel>(?:{_NAME} )?Hotel(?: {_NAME})?|{_CHAINS}(?: {_NAME})?),? {_ROOM}"
)
_BARE_ROOM = re.compile(  # "3 towels to 402 please"
    r"\b(?:to|in|op|naar|til|på)\s+(?P<room>(?!19\d\d|20\d\d)[1-9]\d{2,3})"
    r"(?=\s*(?:$|\n|[,.;!?](?!\d)|please|pls|plz|aub|graag|takk|asap|now))",
    re.IGNORECASE,
)


def find_another_house(text: str, tokens: Sequence[Token], taken: Set[int]) -> tuple[Where, ...]:
    """The hotel in which a guest stays, and the room there: nobody knows yet where it is. Empty where none is named."""
    house = next((m for m in _STAYS.finditer(text) if _is_another(m[m.lastgroup or 0])), None)
    if house is None:
        return ()
    spans = [house.span(house.lastgroup or 0), *(m.span() for m in _IN_THE_HOUSE.finditer(text))]
    return _free(text, tokens, taken, sorted(spans))


def _is_another(name: str) -> bool:
    return name.split(maxsplit=1)[0].lower() not in _NOT_NAMES


def find_bare_room(
    text: str, tokens: Sequence[Token], taken: Set[int], home: tuple[float, float] | None
) -> tuple[Where, ...]:
    """ "To 402 please": the number of a room alone."""
    return _free(text, tokens, taken, (m.span("room") for m in _BARE_ROOM.finditer(text)), home)


def find_in_the_house(
    text: str, tokens: Sequence[Token], taken: Set[int], home: tuple[float, float] | None
) -> tuple[Where, ...]:
    """ "Room 412", "tafel 6", "at the bar": in the house, which is where the house is (`home`: lat, lon)."""
    spans = [m.span() for m in _IN_THE_HOUSE.finditer(text)]
    spans = spans or [m.span(m.lastgroup or 0) for m in _ONE_OF_A_KIND.finditer(text)]
    return _free(text, tokens, taken, spans, home)


def find_terminal(text: str, tokens: Sequence[Token], taken: Set[int]) -> tuple[Where, ...]:
    """ "Terminal 2", "gate B": of which airport is still to be asked."""
    return _free(text, tokens, taken, (m.span() for m in _AT_AN_AIRPORT.finditer(text)))


def addressed(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens of addresses, whose numbers count nothing."""
    spans = [match.span() for match in _ADDRESS.finditer(text)]
    return frozenset(i for i, t in enumerate(tokens) if any(a < t.end and t.start < b for a, b in spans))


def _free(
    text: str,
    tokens: Sequence[Token],
    taken: Set[int],
    spans: Iterable[tuple[int, int]],
    home: tuple[float, float] | None = None,
) -> tuple[Where, ...]:
    """The places at the spans whose words are nothing else; those of the house are where it is (`home`: lat, lon)."""
    lat, lon = home or (None, None)
    used = [(token.start, token.end) for index, token in enumerate(tokens) if index in taken]
    return tuple(
        Where(text=text[start:end], start=start, end=end, lat=lat, lon=lon)
        for start, end in spans
        if not any(a < end and start < b for a, b in used)
    )


def find_the_airport(
    text: str, tokens: Sequence[Token], taken: Set[int], airports: Sequence[NamedPlace]
) -> tuple[Where, ...]:
    """ "The airport": the only one the house knows (`airports`), else a place that is still to be asked for."""
    for index, token in enumerate(tokens):
        low = token.low
        before = tokens[index - 1].low if index else ""
        is_the = low in _THE_AIRPORT or (low in AIRPORT_WORDS and before in _THE | _TO_THE)
        if not is_the or index in taken:
            continue
        start = tokens[index - 1].start if before in _THE else token.start
        where = Where(text=text[start : token.end], start=start, end=token.end)
        if len(airports) != 1:
            return (where,)
        (own,) = airports
        return (replace(where, place=own.key, iata=own.iata, lat=own.lat, lon=own.lon, zone=own.zone),)
    return ()


def find_unnamed_places(text: str, tokens: Sequence[Token], taken: Set[int]) -> tuple[Where, ...]:
    """The addresses and capitalised names; with neither `iata` nor `place`, since nobody knows yet where they are."""
    found = _free(text, tokens, taken, (m.span() for m in _ADDRESS.finditer(text)))
    return found or tuple(_named(text, tokens, taken))


def _named(text: str, tokens: Sequence[Token], taken: Set[int]) -> list[Where]:
    found = []
    for index, token in enumerate(tokens[:-1]):
        if token.low not in _BEFORE or (token.text[0].isupper() and index == 0):
            continue
        first = index + 1
        while first < len(tokens) and tokens[first].low in _LITTLE:
            first += 1
        end = first
        while end < len(tokens) and end - first < 4 and end not in taken and _goes_on(tokens, first, end):
            end += 1
        if end > first and token.text != "@":
            start, stop = tokens[first].start, tokens[end - 1].end
            found.append(Where(text=text[start:stop], start=start, end=stop))
    return found


def _goes_on(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Names go on with names: "St. Regis" over a short word's full stop, "Oslo S" with one letter."""
    if at > first and tokens[at].low == "." and at + 1 < len(tokens):
        return len(tokens[at - 1].text) <= 3 and _is_name(tokens[at + 1])
    return _is_name(tokens[at]) or (at > first and len(tokens[at].text) == 1 and tokens[at].text.isupper())


def _is_name(token: Token) -> bool:
    return (
        token.text[0].isupper()
        and token.text[0].isalpha()
        and token.low not in _NOT_NAMES
        and len(token.text) > 1
    )
