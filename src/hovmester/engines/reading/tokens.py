"""Text -> tokens that remember where they stood, so that every later claim can point at the guest's own words."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+|\S")
_FIGURE = re.compile(r"\d")
_CURLY = "’‘`"
_QUOTES = str.maketrans(dict.fromkeys(_CURLY, "'"))
_ELIDED = frozenset(("l", "d", "qu", "n", "j", "m", "t", "s", "c", "jusqu", "lorsqu", "puisqu"))
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "đ": "d", "ł": "l", "œ": "oe"})


class Token(NamedTuple):
    """One word, number or sign. `low` is what lexicons are asked for: lower case, straight apostrophes."""

    text: str
    low: str
    start: int
    end: int


def tokenise(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Tokens of `text[start:end]`, with offsets into `text`."""
    stop = len(text) if end is None else end
    curly = any(quote in text for quote in _CURLY)
    found = []
    for match in _TOKEN.finditer(text, start, stop):
        word = match.group()
        low = word.lower()
        found.append(Token(word, low.translate(_QUOTES) if curly else low, *match.span()))
    return found


def between(tokens: Sequence[Token], start: int, end: int) -> Sequence[Token]:
    """The tokens that lie between two offsets, whole; found without looking at the others."""
    first = bisect_left(tokens, start, key=lambda token: token.start)
    return tokens[first : bisect_right(tokens, end, lo=first, key=lambda token: token.end)]


def has_figures(text: str) -> bool:
    """Most texts have none, and need not be looked at for what is written in figures."""
    return _FIGURE.search(text) is not None


def folded(text: str) -> str:
    """In small letters, each where it stood: a letter whose small form is longer ("İ") stays."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


def words_said(text: str) -> frozenset[str]:
    """The words of a text in small letters."""
    return frozenset(token.low for token in tokenise(text))


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """Lower case without accents: "Entrecôte" -> "entrecote", "ö" -> "o"."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


def without_elision(low: str) -> str:
    """The word behind a French article or pronoun: "l'accueil" -> "accueil"."""
    head, _, rest = low.partition("'")
    return rest if rest and head in _ELIDED else low


def words_of(phrase: str) -> tuple[str, ...]:
    """The phrase as the lexicons see it."""
    return tuple(token.low for token in tokenise(phrase))


def phrases(table: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a table in a source file, `_` between their words."""
    return tuple(words_of(phrase.replace("_", " ")) for phrase in table.split())


def word_set(words: str) -> frozenset[str]:
    """The words of a table in a source file."""
    return frozenset(words.split())
