"""Two times or places where a wish has one: "at 7 pm, no wait, 9 pm" is 9 pm; "at 8 or at 9" must be asked back.

Not here: a day and a clock that belong together (`times.together`).
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from hovmester.engines.reading.airports import distance_km
from hovmester.engines.reading.model import Span, When, Where
from hovmester.engines.reading.tokens import Token, between, word_set

SAME_KM = 5.0  # "Newark airport, at the lower level": the one is at the other
S = TypeVar("S", bound=Span)

_OR = word_set("or eller oder ou")
_DUTCH_OR = word_set("of")  # in English "a quarter of eight"
_CORRECTING = word_set(
    "no wait sorry mean rather actually make scratch correction oops nee wacht bedoel liever eigenlijk oeps nei vent "
    "mener unnskyld beklager heller nein moment warte entschuldigung doch"
)
_REFUSING = word_set("not niet ikke ikkje nicht")
_BUT = word_set("but maar men sondern mais sino pero utan")
_FROM = word_set("from van vanuit vanaf fra frå aus von depuis desde")  # where somebody comes from
_LANDING = word_set(
    "land lands landing landed arrive arrives arriving fly flying flight plane landt landen vlucht vlieg vliegen "
    "aankom aankomen lander landar flyet flyr ankommer kommer"
)
_LITTLE = word_set(
    "at by in to on around about i it that maybe perhaps better the om op bij naar rond ik misschien klokka kl på "
    "til ved jeg det kanskje ich um lieber , . … - – — ( ) : and en og"
)


def settled(
    tokens: Sequence[Token], claims: Sequence[S], others: Sequence[Span] = ()
) -> tuple[tuple[S, ...], tuple[tuple[S, S], ...]]:
    """The claims without those taken back, and the pairs (taken back, what was said instead).

    `others` are claims of another kind, which may stand between two rivals.
    """
    kept: list[S] = []
    pairs: list[tuple[S, S]] = []
    for claim in claims:
        words = _between(tokens, kept[-1], claim, others) if kept else None
        not_but = words is not None and not _BUT.isdisjoint(words) and _is_refused(tokens, kept[-1])
        if words is not None and (not_but or not _CORRECTING.isdisjoint(words)):
            pairs.append((kept.pop(), claim))
        elif words is not None and not _REFUSING.isdisjoint(words):
            continue
        kept.append(claim)
    return tuple(kept), tuple(pairs)


def _is_refused(tokens: Sequence[Token], claim: Span) -> bool:
    """ "not at 7" """
    before = [token.low for token in between(tokens, 0, claim.start)[-2:]]
    return bool(before) and (before[-1] in _REFUSING or (before[-1] in _LITTLE and before[0] in _REFUSING))


def rival_times(
    tokens: Sequence[Token], whens: Sequence[When], language: str, others: Sequence[Span]
) -> bool:
    """Whether two different moments are joined by "or"."""
    placed = [when for when in whens if when.earliest or when.latest]
    return any(
        (first.earliest, first.latest) != (second.earliest, second.latest)
        and _alternative(tokens, first, second, language, others)
        for first, second in pairwise(placed)
    )


def rival_places(tokens: Sequence[Token], places: Sequence[Where]) -> bool:
    """Whether two different places could both be the one meant, with or without an "or" between them."""
    known = [
        (place.lat, place.lon)
        for place in meant_places(tokens, places)
        if place.lat is not None and place.lon is not None
    ]
    return any(distance_km(known[0], other) > SAME_KM for other in known[1:])


def meant_places(tokens: Sequence[Token], places: Sequence[Where]) -> tuple[Where, ...]:
    """Without those a guest only comes from or lands at, unless there are no others."""
    wanted = tuple(place for place in places if not _is_on_the_way(tokens, place))
    return wanted or tuple(places)


def _is_on_the_way(tokens: Sequence[Token], place: Where) -> bool:
    before = [token.low for token in between(tokens, 0, place.start)[-6:]]
    behind = [token.low for token in between(tokens, place.end, tokens[-1].end)[:1]]
    return (
        bool(before and before[-1] in _FROM)
        or not _LANDING.isdisjoint(before)
        or not _LANDING.isdisjoint(behind)
    )


def _alternative(
    tokens: Sequence[Token], first: Span, second: Span, language: str, others: Sequence[Span]
) -> bool:
    words = _between(tokens, first, second, others)
    return words is not None and not (_OR | (_DUTCH_OR if language == "nl" else frozenset())).isdisjoint(
        words
    )


def _between(
    tokens: Sequence[Token], first: Span, second: Span, others: Sequence[Span]
) -> frozenset[str] | None:
    """The words between two claims; None where they say anything but "or", "no wait" and little words."""
    words = frozenset(
        token.low
        for token in between(tokens, first.end, second.start)
        if not any(other.start <= token.start < other.end for other in others)
    )
    return words if words <= _OR | _DUTCH_OR | _CORRECTING | _REFUSING | _BUT | _LITTLE else None
