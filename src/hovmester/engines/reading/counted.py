"""Things that come with their number, whatever verb asks for them: "2x flat white", "two towels", "een fles prosecco".

Not here: things asked for without a number (`wished`), how many of what the house knows (`items`).
"""

from collections.abc import Sequence

from hovmester.engines.reading.counts import ANDS, COUNTS, counts_in
from hovmester.engines.reading.items import HOW, MEASURES, SIZE_OF
from hovmester.engines.reading.tokens import Token, word_set

_SKIPPED = MEASURES | SIZE_OF.keys()
_SKIPPED |= word_set(
    "of van av de d' extra ekstra more nog til nice good lekkere gode kg kilo g gr gram l oz"
)
_TIMES = frozenset({"x", "×"})
# Behind these a number says where, when or which, and counts nothing that is wished for.
_NUMBERED = word_set(
    "at in on by to for from since after before until over under around between within about than nr no number # "
    "om op in bij naar voor na tot sinds over rond tussen binnen nummer dan van "
    "på ved til for fra etter før siden rundt mellom innen kl klokka klokken nummer enn av med with met "
    "table room gate floor suite unit flat order level seat row platform terminal bus track kamer tafel "
    "verdieping bestelling stoel rij spoor perron rom bord etasje ordre bestilling sete rad spor plattform "
    "zimmer tisch chambre mesa habitación værelse rum was were had waited is are € $ £ kr last next"
)
_NO_THINGS = word_set(
    "time times keer maal gang ganger star stars ster sterren stjerne stjerner block blocks mile miles km kilometer "
    "kilometers kilometre meter metres meters min mins minute minutes minuut minuten minutt minutter hour hours uur "
    "uren time timer day days dag dagen dager week weeks weken uke uker month months maand maanden måned måneder year "
    "years jaar år night nights nacht nachten natt netter floor floors verdieping etasje etasjer percent procent "
    "prosent st nd rd th hundred degrees graden grader more other others andere andre pm am "
    "people persons person guests guest adults adult kids kid children child personen mensen gasten volwassenen "
    "kinderen kind man pers pax personer gjester voksne barn friends vrienden venner colleagues collega's kolleger "
    "women men ladies dames heren damer menn babies baby's babyer euro euros dollars bucks pounds kroner "
    "came arrived come comes arrive left kwamen kwam kom kommer "
    "them those these ones which hen die daarvan dem disse"
)


def name_begins(lows: Sequence[str], tokens: Sequence[Token], index: int, language: str) -> int | None:
    """Where the name of the thing counted at `index` would begin; None where nothing is counted there."""
    behind = _behind_count(lows, tokens, index, language)
    if behind is None:
        return None
    while behind < len(lows) and lows[behind] in _SKIPPED:
        behind += 1
    return behind


def is_thing(lows: Sequence[str]) -> bool:
    """Whether a name that was counted is one of a thing: of no length of time, nobody, and no way to cook it."""
    return _NO_THINGS.isdisjoint(lows) and HOW.fullmatch(" ".join(lows)) is None


def _behind_count(lows: Sequence[str], tokens: Sequence[Token], index: int, language: str) -> int | None:
    low, following = lows[index], lows[index + 1] if index + 1 < len(lows) else ""
    if low.isdecimal():
        if len(low) > 3 or low == "0" or _is_part_of_a_number(tokens, index):
            return None
    elif (counts_in(language, low) or 0) < 2 and not (low in COUNTS and following in MEASURES):
        return None
    if following in _TIMES:
        return index + 2
    return index + 1 if index == 0 or lows[index - 1] not in _NUMBERED else None


def _is_part_of_a_number(tokens: Sequence[Token], index: int) -> bool:
    """ "8.15", "06/07", "12-14", "B5": with a sign or letters right beside it."""
    before, at = tokens[index - 1] if index else None, tokens[index]
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    joined_before = before is not None and before.end == at.start and before.low not in ANDS | frozenset("(")
    joined_after = after is not None and after.start == at.end and after.low in frozenset(":./-%°,")
    if joined_after and after is not None and after.low in ".,":
        joined_after = index + 2 < len(tokens) and tokens[index + 2].start == after.end
    return joined_before or joined_after
