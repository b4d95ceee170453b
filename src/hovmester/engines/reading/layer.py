"""A house's own layer: what staff corrected, learnt on top of the shipped weights. Nothing of it leaves the house.

For each kind a constant and one weight a word are added to the shipped log-odds, drawn to zero so that few corrections
change little. Fitted by Newton's method on the penalised likelihood; the same corrections give the same layer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.reading.model import KINDS
from hovmester.engines.reading.tokens import tokenise

PULL = 2.0  # towards zero: one correction moves a word by about a third of a unit of log-odds
STEPS = 12
SURE = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What staff say a message really was. `kinds` are those that hold; all others do not."""

    text: str
    kinds: frozenset[str]
    shipped: Mapping[str, float]  # what the shipped weights had said
    at: datetime | None = None

    def __post_init__(self) -> None:
        unknown = self.kinds - set(KINDS)
        if unknown:
            raise ValueError(f"kinds must be of {', '.join(KINDS)}, got {', '.join(sorted(unknown))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseLayer:
    """`words` are the words corrected messages had; `weights` (n_words + 1, n_kinds), the constant last."""

    words: tuple[str, ...]
    weights: NDArray[np.float64]
    n: int  # corrections it was learnt from

    def adjusted(self, kinds: Mapping[str, float], text: str) -> dict[str, float]:
        """The kinds with what the house has taught."""
        row = _row(text, {word: index for index, word in enumerate(self.words)}, len(self.words))
        moved = np.array([_logit(kinds[kind]) for kind in KINDS]) + row @ self.weights
        return {kind: float(p) for kind, p in zip(KINDS, _sigmoid(moved), strict=True)}

    def save(self, path: Path) -> None:
        np.savez_compressed(path, words=np.array(self.words, dtype=str), weights=self.weights, n=self.n)

    @classmethod
    def load(cls, path: Path) -> Self:
        with np.load(path) as kept:
            return cls(words=tuple(str(w) for w in kept["words"]), weights=kept["weights"], n=int(kept["n"]))


def teach(corrections: Sequence[Correction]) -> HouseLayer:
    """The layer these corrections ask for; with none, a layer that changes nothing."""
    words = sorted({token.low for c in corrections for token in tokenise(c.text) if token.low.isalpha()})
    places = {word: index for index, word in enumerate(words)}
    rows = np.array([_row(c.text, places, len(words)) for c in corrections]).reshape(
        len(corrections), len(words) + 1
    )
    weights = np.zeros((len(words) + 1, len(KINDS)))
    for column, kind in enumerate(KINDS):
        offset = np.array([_logit(c.shipped[kind]) for c in corrections])
        target = np.array([float(kind in c.kinds) for c in corrections])
        weights[:, column] = _fitted(rows, offset, target)
    return HouseLayer(words=tuple(words), weights=weights, n=len(corrections))


def _fitted(
    rows: NDArray[np.float64], offset: NDArray[np.float64], target: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Penalised logistic regression in its dual form: as many unknowns as corrections, however many words."""
    gram = rows @ rows.T / PULL
    duals: NDArray[np.float64] = np.zeros(len(target))
    for _ in range(STEPS if len(target) else 0):
        p = _sigmoid(offset + gram @ duals)
        spread = np.maximum(p * (1 - p), SURE)
        duals = np.asarray(
            np.linalg.solve(np.diag(1 / spread) + gram, gram @ duals + (target - p) / spread), np.float64
        )
    return np.asarray(rows.T @ duals / PULL)


def _row(text: str, places: Mapping[str, int], n_words: int) -> NDArray[np.float64]:
    row = np.zeros(n_words + 1)
    row[n_words] = 1.0
    for token in tokenise(text):
        if token.low in places:
            row[places[token.low]] = 1.0
    return row


def _logit(p: float) -> float:
    kept = min(max(p, SURE), 1 - SURE)
    return float(np.log(kept / (1 - kept)))


def _sigmoid(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))
