"""Ordinals that are no date: "the second course", "het tweede gerecht", "the Hilton on 6th Avenue", "den 3. gangen"."""

import re
from collections.abc import Sequence, Set

from hovmester.engines.reading.counts import COUNTS
from hovmester.engines.reading.tokens import Token, word_set

_SAID = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth eerste tweede derde vierde vijfde zesde zevende "
    "achtste negende tiende første andre tredje fjerde femte sjette sjuende åttende niende tiende anden syvende "
    "ottende första andra fjärde sjätte åttonde erste ersten zweite zweiten dritte dritten vierte vierten "
    "premier première deuxième troisième quatrième primero primera segundo segunda tercero tercera"
)
_WRITTEN = re.compile(r"(?:st|nd|rd|th|e|ste|de)")
# What is counted in a house: whatever else stands behind "the 2nd" may belong to a date.
_COUNTED = word_set(
    "course courses dish floor floors time times round table tables avenue ave street st person guest order glass "
    "bottle night visit attempt email message call child kid room level bus train row place part helping portion "
    "gang gerecht verdieping keer maal ronde tafel straat bestelling glas fles bezoek bericht mail kamer rij stuk "
    "etage kind gangen rett retten etasje etasjen gangs runde bord bordet bestilling flaske besøk melding rom rekke "
    "barn gangs servering serveringen mål gata gate sal retter våning rätt gången etagen stock gericht mal "
    "straße stockwerk étage plat fois rue plato piso vez calle"
)
_AFTER_A_DATE = word_set(
    "of van in i av von de at om kl klokka klokken um à a til tot till to until and en og or of for voor please graag "
    "takk is was works instead maand month måned if dan then we i ik vi jeg"
)


_WHAT = word_set("what such quite wat for hvilken sikken was welch quelle qué")
_A = word_set("a an een en ei et ein eine une un")
_TIMES_OF_DAY = word_set(
    "night day evening afternoon weekend avond dag middag kveld aften tag abend soirée noche"
)


def _exclaimed(tokens: Sequence[Token]) -> set[int]:
    """ "What a night!" lasted no night."""
    lows = [token.low for token in tokens]
    if _TIMES_OF_DAY.isdisjoint(lows):
        return set()
    return {
        index + 2
        for index in range(len(lows) - 2)
        if lows[index] in _WHAT
        and lows[index + 1] in _A
        and lows[index + 2] in _TIMES_OF_DAY
        and (index == 0 or not lows[index - 1][0].isalpha() or lows[index] != "for")
    }


def other_ordinals(tokens: Sequence[Token], known: Set[str]) -> frozenset[int]:
    """Indices of ordinals that count something else than days. `known`: the words of time of the language.

    One in figures is no date where something of the house is counted; one in words also where any other thing is.
    """
    found = _exclaimed(tokens)
    for index, token in enumerate(tokens[:-1]):
        behind, before = tokens[index + 1], tokens[index - 1].low if index else ""
        if token.low in _SAID and before not in COUNTS and not before.isdecimal():  # "one second" is a length
            if behind.low in _COUNTED or not (
                not behind.low[0].isalpha() or behind.low in known or behind.low in _AFTER_A_DATE
            ):
                found.add(index)
        elif token.low.isdecimal() and _WRITTEN.fullmatch(behind.low) and behind.start == token.end:
            following = tokens[index + 2].low if index + 2 < len(tokens) else ""
            if following in _COUNTED:
                found.add(index)
    return frozenset(found)
