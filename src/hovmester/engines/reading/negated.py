"""Dishes a guest does not want: "no porterhouse", "zonder friet", "ikke entrecôte".

Not here: what the guest must not eat (`items.allergies_in`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from hovmester.engines.reading.counts import COUNTS
from hovmester.engines.reading.dictionary import Hit
from hovmester.engines.reading.tokens import Token, word_set, words_of

NEGATIVES = word_set(
    "no not without except geen zonder niet behalve ikke ikkje uten utan ingen inga unntatt inte uden kein keine "
    "keinen nicht ohne sans sin"
)
_PHRASES = [
    words_of(phrase)
    for phrase in """
    hold the, no need for, instead of, rather than, allergic to, don't bring, don't want, don't need, don't send,
    don't like, don't eat, do not bring, do not want, do not need, do not send, in plaats van, allergisch voor,
    i stedet for, vil ikke ha, skal ikke ha, trenger ikke, ønsker ikke, allergisk mot, statt, anstatt, au lieu de,
    en lugar de
    """.split(",")
]
_BETWEEN = word_set("the any more de het den det der die das mer meer noe nog zo'n such our my")
_ASKED = word_set("why waarom hvorfor varför warum pourquoi")  # "why not a steak?" wishes for one
_ALSO = word_set("or nor of noch eller ou oder")


class Unwanted(NamedTuple):
    hit: Hit
    start: int  # token where the words that refuse it begin


def unwanted(tokens: Sequence[Token], hits: Sequence[Hit]) -> list[Unwanted]:
    """The hits that are refused: directly after a negation, or joined by "or" to one that is."""
    lows = [token.low for token in tokens]
    found: list[Unwanted] = []
    for hit in hits:
        start = _refusal(lows, hit.start)
        last = found[-1] if found else None
        if start is None and last and last.hit.end == hit.start - 1 and lows[hit.start - 1] in _ALSO:
            start = hit.start
        if start is not None:
            found.append(Unwanted(hit, start))
    return found


def _refusal(lows: Sequence[str], start: int) -> int | None:
    at = start
    while at and (lows[at - 1] in _BETWEEN or lows[at - 1] in COUNTS) and start - at < 3:
        at -= 1
    for phrase in _PHRASES:
        for end in {at, start}:  # "hold the" ends in a word that may also stand between
            if tuple(lows[max(0, end - len(phrase)) : end]) == phrase:
                return end - len(phrase)
    if at and lows[at - 1] in NEGATIVES and not (at > 1 and lows[at - 2] in _ASKED):
        return at - 1
    return None
