"""Numbers that are no time: how old somebody is ("our 6 year old", "barn under ti år") and which room it is."""

from collections.abc import Sequence

from hovmester.engines.reading.counts import COUNTS
from hovmester.engines.reading.tokens import Token, word_set

_YEARS = word_set(
    "year years yr yrs yo jaar jaren år års jahre jahren ans an años año month months maand maanden måneder"
)
_OLD = word_set("old oud gammel gammelt gamle gammal gamla alt alte olds")
_AGED = word_set("aged age ages under over on van på fra fyller wordt turns turning unter de tot")
_SOMEBODY = word_set(
    "kid kids child children baby son daughter boy girl kind kinderen kindje zoon dochter jongen meisje barn barna "
    "sønn datter gutt jente born børn enfant enfants fils fille niño niños niña hijo hija kinder sohn tochter"
)
NEAR = 5  # tokens between a child and its age


def age_tokens(tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens of the number and its years."""
    lows = [token.low for token in tokens]
    if _YEARS.isdisjoint(lows):
        return frozenset()
    found: set[int] = set()
    for index in range(1, len(lows)):
        number = lows[index - 1]
        if lows[index] not in _YEARS or not (number.isdecimal() or number == "-" or number in COUNTS):
            continue
        behind = [low for low in lows[index + 1 : index + 3] if low != "-"]
        before = lows[max(0, index - NEAR) : index - 1]
        is_aged = not _AGED.isdisjoint(before) and not _SOMEBODY.isdisjoint(before)
        if (behind and behind[0] in _OLD) or is_aged:
            found |= {index - 1, index}
    return frozenset(found)


_ROOMS = word_set("room rm suite kamer rom rommet zimmer chambre habitación værelse rum")
_HOURS = word_set("uur u uhr pm am h kl : heures")


def room_tokens(tokens: Sequence[Token]) -> frozenset[int]:
    """The token of a room's number: "chambre 12 à sept heures" is no window from twelve to seven."""
    return frozenset(
        index + 1
        for index, token in enumerate(tokens[:-1])
        if token.low in _ROOMS
        and tokens[index + 1].low.isdecimal()
        and (index + 2 == len(tokens) or not _continues(tokens, index + 2))
    )


def _continues(tokens: Sequence[Token], index: int) -> bool:
    """Whether the number goes on, or is one of an hour: "room 12.30", "room 12 uur"."""
    goes_on = (
        tokens[index].start == tokens[index - 1].end and index + 1 < len(tokens) and tokens[index].low in ".:"
    )
    return tokens[index].low in _HOURS or (goes_on and tokens[index + 1].low.isdecimal())
