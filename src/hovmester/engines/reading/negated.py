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
    words_of(phrase.replace("_", " "))
    for phrase in sorted(
        word_set(
            "hold_the no_need_for instead_of rather_than allergic_to don't_bring don't_want don't_need don't_send "
            "don't_like don't_eat do_not_bring do_not_want do_not_need do_not_send in_plaats_van allergisch_voor "
            "i_stedet_for vil_ikke_ha skal_ikke_ha trenger_ikke ønsker_ikke allergisk_mot statt anstatt au_lieu_de "
            "en_lugar_de"
        )
    )
]
_BETWEEN = word_set("the any more de het den det der die das mer meer noe nog zo'n such our my")
_ASKED = word_set("why waarom hvorfor varför warum pourquoi")  # "why not a steak?" wishes for one
_YET = word_set(
    "still yet nog steeds fortsatt ennå enda fremdeles noch immer toujours todavía"
)  # "still no steak"
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
    if at and lows[at - 1] in NEGATIVES and not (at > 1 and lows[at - 2] in _ASKED | _YET):
        return at - 1
    return None
