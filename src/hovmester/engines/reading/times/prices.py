"""Numbers of money and of people, which are no time and count no dish: "voor 20 euro", "200 kr", "voor 4 personen"."""

import re
from collections.abc import Sequence

from hovmester.engines.reading.counts import COUNTS
from hovmester.engines.reading.tokens import Token, has_figures, word_set

_SIGNS = r"€|\$|£|eur|usd|nok|gbp|kr"
_UNITS = r"euros?|eur|€|dollars?|usd|\$|bucks|pounds?|quid|£|gbp|kroner|kronor|kr|nok"
_FIGURES = r"(?<!\d)\d{1,12}(?:[.,]\d{1,12}){0,4}(?:,-)?"
_AMOUNT = re.compile(
    rf"(?<![^\W\d_])(?:{_SIGNS})\.?\s?{_FIGURES}|{_FIGURES}\s?(?:{_UNITS})(?!\w)|(?<!\d)\d{1, 12},-",
    re.IGNORECASE,
)
_UNIT_WORDS = word_set(
    "euro euros dollar dollars bucks pound pounds quid kroner kronor kr people persons guests adults personen mensen "
    "gasten volwassenen man pers pax personer gjester voksne"
)


def price_tokens(text: str, tokens: Sequence[Token]) -> frozenset[int]:
    """The tokens of the number and what it counts, in figures or in words."""
    numbered = [index for index, token in enumerate(tokens) if token.low.isdecimal() or token.low in COUNTS]
    if not numbered:
        return frozenset()
    found = {
        at
        for index in numbered
        if index + 1 < len(tokens) and tokens[index + 1].low in _UNIT_WORDS
        for at in (index, index + 1)
    }
    if has_figures(text):
        spans = [match.span() for match in _AMOUNT.finditer(text)]
        found |= {
            index
            for start, stop in spans
            for index, token in enumerate(tokens)
            if start < token.end and token.start < stop
        }
    return frozenset(found)
