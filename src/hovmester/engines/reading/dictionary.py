"""The house's own words found in a guest's: exact, inflected ("biefstukken"), joined ("porterhouse-biff"), mistyped.

Not here: what is said about them.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from hovmester.engines.reading.model import Name, Vocabulary
from hovmester.engines.reading.tokens import Token, bare

# Endings of plurals, diminutives and definite forms (nl, nb, da, sv, en, de, fr, es), longest first.
_ENDINGS = (
    "etjes", "etje", "tjes", "tje", "pjes", "pje", "aer", "ene", "ane", "ens", "ers", "ets", "a's", "jes",
    "je", "er", "en", "et", "es", "ar", "as", "or", "na", "ne", "'s", "s", "e", "a", "n", "t",
)  # fmt: skip
_PLURALS = ("en", "e", "ene", "ane", "ar")
SHORTEST_FUZZY = 5
SHORTEST_JOINED = 6


class Hit(NamedTuple):
    start: int  # tokens, end exclusive
    end: int
    key: str


class Dictionary:
    """Names of one kind (items, places, details or people), ready to be matched."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._phrases: dict[tuple[str, ...], str] = {}
        for name in names:
            for said in name.names:
                words = tuple(_stem(bare(word)) for word in _split(said))
                if words:
                    self._phrases.setdefault(words, name.key)
        self._longest = max((len(words) for words in self._phrases), default=0)
        self._firsts = {words[0] for words in self._phrases}
        self._single = {words[0]: key for words, key in self._phrases.items() if len(words) == 1}
        self._all_words = {word for words in self._phrases for word in words}
        self._near: dict[str, str | None] = {}

    def find(self, tokens: Sequence[Token], skip: frozenset[str] = frozenset()) -> Iterator[Hit]:
        """Longest names first at each token. Words in `skip` (small words of the language) are never mistyped names."""
        if not self._phrases:
            return
        stems = [
            self._word(bare(token.low), skip) if token.text[0].isalnum() else token.low for token in tokens
        ]
        index = 0
        while index < len(stems):
            hit = self._at(stems, index)
            if hit:
                yield hit
                index = hit.end
            else:
                index += 1

    def _at(self, stems: list[str], index: int) -> Hit | None:
        if stems[index] not in self._firsts:
            return self._joined(stems[index], index)
        for width in range(min(2 * self._longest - 1, len(stems) - index), 0, -1):
            words = tuple(stem for stem in stems[index : index + width] if stem != "-")
            key = self._phrases.get(words)
            if key is not None and stems[index + width - 1] != "-":
                return Hit(index, index + width, key)
        return None

    def _joined(self, stem: str, index: int) -> Hit | None:
        """ "Porterhousebiff": a compound that begins or ends with a name."""
        if len(stem) < SHORTEST_JOINED + 2:
            return None
        for word, key in self._single.items():
            if len(word) >= SHORTEST_JOINED and (stem.startswith(word) or stem.endswith(word)):
                return Hit(index, index + 1, key)
        return None

    def _word(self, word: str, skip: frozenset[str]) -> str:
        """The stem – of the dictionary's word it is one slip away from, if any."""
        stem = _stem(word)
        if stem in self._all_words or word in skip or len(word) < SHORTEST_FUZZY or not word.isalpha():
            return stem
        if word not in self._near:
            if len(self._near) > 50_000:
                self._near.clear()
            self._near[word] = self._nearest(word, stem)
        return self._near[word] or stem

    def _nearest(self, said: str, stem: str) -> str | None:
        """One slip in a short word, two in a long one; the first letter is seldom wrong."""
        best, least = None, 99
        for word in self._all_words:
            slips = 1 if len(word) < 8 else 2
            if len(word) < SHORTEST_FUZZY or (word[0] != said[0] and slips == 1):
                continue
            distance = DamerauLevenshtein.distance(said, word, score_cutoff=slips)
            if len(stem) > SHORTEST_FUZZY:
                distance = min(distance, DamerauLevenshtein.distance(stem, word, score_cutoff=slips))
            if distance <= slips and distance < least and _is_a_slip(said, word):
                best, least = word, distance
        return best


_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")


def _is_a_slip(said: str, word: str) -> bool:
    """ "Steek" is a slip for steak, "speak" is a word of its own: of one letter for another, only a neighbour's."""
    if len(said) != len(word) or len(said) > 7:
        return True
    others = [(a, b) for a, b in zip(said, word, strict=True) if a != b]
    return len(others) != 1 or others[0] in _neighbours() or _VOWELS.issuperset(others[0])


@lru_cache(maxsize=1)
def _neighbours() -> frozenset[tuple[str, str]]:
    """Letters beside or above each other on a keyboard."""
    at = {letter: (x + 0.5 * y, y) for y, row in enumerate(_ROWS) for x, letter in enumerate(row)}
    return frozenset(
        (a, b) for a, (x, y) in at.items() for b, (u, v) in at.items() if abs(x - u) <= 1 and abs(y - v) <= 1
    )


class CompiledVocabulary(NamedTuple):
    items: Dictionary
    places: Dictionary
    details: Dictionary
    people: Dictionary


@lru_cache(maxsize=64)
def compiled(vocabulary: Vocabulary) -> CompiledVocabulary:
    return CompiledVocabulary(
        Dictionary(vocabulary.items),
        Dictionary(vocabulary.places),
        Dictionary(vocabulary.details),
        Dictionary(vocabulary.people),
    )


def _split(said: str) -> list[str]:
    from hovmester.engines.reading.tokens import tokenise

    return [token.low for token in tokenise(said) if token.text[0].isalnum()]


@lru_cache(maxsize=65536)
def _stem(word: str) -> str:
    """Without its ending; doubled consonants and long vowels fall together: biefstukken, biefstuk -> biefstuk."""
    if len(word) == 4 and word[-1] == "s":  # cots
        return word[:-1]
    if len(word) == 5 and word.endswith("er"):  # puter
        return word[:-1]
    if len(word) < 5:
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            if ending in _PLURALS and len(word) > 4:  # kaarsen, burgere: the name itself ends so
                word = next((word[: -len(e)] for e in ("er", "s") if word.endswith(e)), word)
            break
    if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "aeiou":
        return _stem(word[:-1]) if len(word) > 6 else word[:-1]  # boeketten, boeket
    return word
