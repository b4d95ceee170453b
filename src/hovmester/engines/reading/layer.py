"""A house's own layer: what staff corrected, learnt on top of the shipped weights. Nothing of it leaves the house.

For each kind a constant and one weight a word are added to the shipped log-odds, drawn to zero so that few corrections
change little. Fitted by Newton's method on the penalised likelihood; the same corrections give the same layer. Words
that staff struck out as a time, a place or an item are not read as one again, and words they gave a meaning keep it.

Not here: whether a layer is good enough to be used (`refit`).
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.reading import heads
from hovmester.engines.reading.model import KINDS, Span, Vocabulary
from hovmester.engines.reading.tokens import tokenise, words_of

PULL = 2.0  # towards zero: one correction moves a word by about a third of a unit of log-odds
STEPS, HALVINGS = 30, 20
CERTAIN = 30.0  # log-odds that outweigh whatever was read
ROLES = ("what", "where", "when", "flight")  # whose spans staff may strike out
S = TypeVar("S", bound=Span)


class Judged(NamedTuple):
    """Words of a message that were read as `role`, and what staff say: that they are (with their `key`) or are not."""

    role: str
    words: str
    holds: bool = True
    key: str | None = None  # the house's own, where staff said which item or place is meant

    @property
    def said(self) -> str:
        """The words as they are compared: in small letters, one space apart."""
        return " ".join(words_of(self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What staff say a message really was. `kinds` are those that hold; all others do not."""

    text: str
    kinds: frozenset[str]
    shipped: Mapping[str, float]  # what the shipped weights had said
    at: datetime | None = None
    spans: tuple[Judged, ...] = ()

    def __post_init__(self) -> None:
        if odd := {judged.role for judged in self.spans} - set(ROLES):
            raise ValueError(
                f"the role of a span must be of {', '.join(ROLES)}, got {', '.join(sorted(odd))}"
            )
        unknown = self.kinds - set(KINDS)
        if unknown:
            raise ValueError(f"kinds must be of {', '.join(KINDS)}, got {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseLayer:
    """`words` are the words corrected messages had; `weights` (n_words + 1, n_kinds), the constant last.

    `refused` are (role, words) that are not read as one; `named` are (role, words, key of the house).
    """

    words: tuple[str, ...] = ()
    weights: NDArray[np.float64]
    n: int = 0  # corrections it was learnt from
    until: datetime | None = None  # the latest of them
    refused: frozenset[tuple[str, str]] = frozenset()
    named: tuple[tuple[str, str, str], ...] = ()

    def adjusted(self, kinds: Mapping[str, float], text: str) -> dict[str, float]:
        """The kinds with what the house has taught."""
        row = _row(text, {word: index for index, word in enumerate(self.words)}, len(self.words))
        moved = heads.log_odds(np.array([kinds[kind] for kind in KINDS])) + row @ self.weights
        return {kind: float(p) for kind, p in zip(KINDS, heads.probability(moved), strict=True)}

    def evidence(self, kind: str, text: str) -> Span | None:
        """The word of the text that speaks most for the kind, by what the house has taught; if none does, all of it."""
        weight = dict(zip(self.words, self.weights[:-1, KINDS.index(kind)], strict=True))
        tokens = tokenise(text)
        if not tokens:
            return None
        best = max(tokens, key=lambda token: weight.get(token.low, 0.0))
        first, last = (best, best) if weight.get(best.low, 0.0) > 0 else (tokens[0], tokens[-1])
        return Span(text=text[first.start : last.end], start=first.start, end=last.end)

    def kept(self, role: str, spans: Sequence[S]) -> tuple[S, ...]:
        """Those whose words the house has not struck out."""
        if not self.refused:
            return tuple(spans)
        return tuple(span for span in spans if (role, Judged(role, span.text).said) not in self.refused)

    def extended(self, vocabulary: Vocabulary) -> Vocabulary:
        """The house's dictionary with the names staff gave its items and places."""
        return _extended(vocabulary, self.named) if self.named else vocabulary

    def with_words(self, spans: Sequence[Judged]) -> Self:
        """What staff said of these words comes before what was learnt of them."""
        refused, named = _words(spans)
        said = {(judged.role, judged.said) for judged in spans}
        return replace(
            self,
            refused=frozenset(self.refused - said) | refused,
            named=(*named, *(name for name in self.named if name[:2] not in said)),
        )

    def settled(self, kinds: Collection[str]) -> Self:
        """For one message, of which staff have said what it is: these kinds for certain, and no others."""
        sides = [[CERTAIN if kind in kinds else -CERTAIN for kind in KINDS]]
        return replace(self, words=(), weights=np.array(sides))

    def save(self, file: Path | IO[bytes]) -> None:
        np.savez_compressed(
            file,
            words=np.array(self.words, dtype=str),
            weights=self.weights,
            n=self.n,
            until=self.until.isoformat() if self.until else "",
            refused=np.array(sorted(self.refused), dtype=str).reshape(-1, 2),
            named=np.array(self.named, dtype=str).reshape(-1, 3),
        )

    @classmethod
    def load(cls, file: Path | IO[bytes]) -> Self:
        with np.load(file) as kept:
            until = str(kept["until"]) if "until" in kept else ""
            return cls(
                words=tuple(str(w) for w in kept["words"]),
                weights=kept["weights"],
                n=int(kept["n"]),
                until=datetime.fromisoformat(until) if until else None,
                refused=frozenset((str(r), str(w)) for r, w in kept["refused"])
                if "refused" in kept
                else frozenset(),
                named=tuple((str(r), str(w), str(k)) for r, w, k in kept["named"]) if "named" in kept else (),
            )


UNTAUGHT = HouseLayer(weights=np.zeros((1, len(KINDS))))


def teach(corrections: Sequence[Correction]) -> HouseLayer:
    """The layer these corrections ask for; with none, a layer that changes nothing."""
    words = sorted({token.low for c in corrections for token in tokenise(c.text) if token.low.isalpha()})
    places = {word: index for index, word in enumerate(words)}
    rows = np.array([_row(c.text, places, len(words)) for c in corrections]).reshape(
        len(corrections), len(words) + 1
    )
    weights = np.zeros((len(words) + 1, len(KINDS)))
    for column, kind in enumerate(KINDS):
        offset = heads.log_odds(np.array([c.shipped[kind] for c in corrections]))
        target = np.array([float(kind in c.kinds) for c in corrections])
        weights[:, column] = _fitted(rows, offset, target)
    refused, named = _words([judged for c in corrections for judged in c.spans])
    return HouseLayer(
        words=tuple(words),
        weights=weights,
        n=len(corrections),
        until=max((c.at for c in corrections if c.at is not None), default=None),
        refused=refused,
        named=named,
    )


def _words(spans: Sequence[Judged]) -> tuple[frozenset[tuple[str, str]], tuple[tuple[str, str, str], ...]]:
    """Words struck out more often than left standing, and words with a meaning; of two meanings the later one."""
    balance: Counter[tuple[str, str]] = Counter()
    named: dict[tuple[str, str], str] = {}
    for judged in spans:
        balance[judged.role, judged.said] += -1 if judged.holds else 1
        if judged.holds and judged.key and judged.said:
            named[judged.role, judged.said] = judged.key
    refused = frozenset(name for name, times in balance.items() if times > 0)
    return refused, tuple((role, words, key) for (role, words), key in sorted(named.items()))


@lru_cache(maxsize=8)
def _extended(vocabulary: Vocabulary, named: tuple[tuple[str, str, str], ...]) -> Vocabulary:
    """The new names stand first: of two things called the same, the one staff meant is found."""
    said: dict[tuple[str, str], list[str]] = {}
    for role, words, key in named:
        said.setdefault((role, key), []).append(words)
    items = [replace(one, names=tuple(said.get(("what", one.key), ()))) for one in vocabulary.items]
    places = [replace(one, names=tuple(said.get(("where", one.key), ()))) for one in vocabulary.places]
    return replace(vocabulary, items=(*items, *vocabulary.items), places=(*places, *vocabulary.places))


def _fitted(
    rows: NDArray[np.float64], offset: NDArray[np.float64], target: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Penalised logistic regression in its dual form: as many unknowns as corrections, however many words.

    A Newton step is halved until it helps: corrections contradict what the shipped weights were sure of, and there a
    full step goes too far.
    """
    gram = rows @ rows.T / PULL
    sign = 2 * target - 1

    def loss(duals: NDArray[np.float64]) -> float:
        pulled = gram @ duals
        return float(np.logaddexp(0, -sign * (offset + pulled)).sum() + duals @ pulled / 2)

    duals: NDArray[np.float64] = np.zeros(len(target))
    for _ in range(STEPS if len(target) else 0):
        p = heads.probability(offset + gram @ duals)
        spread = np.maximum(p * (1 - p), heads.SURE)
        aim = np.linalg.solve(np.diag(1 / spread) + gram, gram @ duals + (target - p) / spread)
        length = next(
            (2.0**-n for n in range(HALVINGS) if loss(duals + 2.0**-n * (aim - duals)) < loss(duals)), 0
        )
        if not length:
            break
        duals = np.asarray(duals + length * (aim - duals), np.float64)
    return np.asarray(rows.T @ duals / PULL)


def _row(text: str, places: Mapping[str, int], n_words: int) -> NDArray[np.float64]:
    row = np.zeros(n_words + 1)
    row[n_words] = 1.0
    for token in tokenise(text):
        if token.low in places:
            row[places[token.low]] = 1.0
    return row
