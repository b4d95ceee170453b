"""Details that decide each other: a dish decides its station. Found from counts of pairs, before any effect
is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.unsaid.levels import Detail
from hovmester.engines.unsaid.pairs import Pairs

DECIDES_SHARE = 0.98  # a rule is one when this share of the visits keeps to it
COVERED_SHARE = 0.5  # of the visits must have a value of their own in the finer detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Nesting:
    """Each value of `fine` has one value of `coarse`: `parent[fine code]`, -1 where unknown. Numbers are dimensions."""

    fine: int
    coarse: int
    parent: NDArray[np.int64]

    def children(self, code: int) -> NDArray[np.int64]:
        """The fine codes below a coarse one."""
        return np.flatnonzero(self.parent == code)


def find_nestings(pairs: Pairs, details: Sequence[Detail]) -> tuple[Nesting, ...]:
    """For each detail that another, finer one decides: which, and how. A chain is cut at its finest link."""
    found: dict[int, Nesting] = {}
    plain = [k for k in range(len(details)) if pairs.dimensions[k].bridge is None]
    for i, one in enumerate(plain):
        for other in plain[i + 1 :]:
            if (nesting := _one_decides(pairs, details, one, other)) is None:
                continue
            before = found.get(nesting.coarse)
            if before is None or details[nesting.fine].tested > details[before.fine].tested:
                found[nesting.coarse] = nesting
    return tuple(found.values())


def _one_decides(pairs: Pairs, details: Sequence[Detail], one: int, other: int) -> Nesting | None:
    fine, coarse = sorted((one, other), key=lambda k: -details[k].tested)
    if details[fine].tested == details[coarse].tested:
        return None  # the same number of values: they are the same thing or they are not; `together` tells
    counts = pairs.visits[pairs.of(fine), pairs.of(coarse)]
    own = counts[: details[fine].tested]
    if own.sum() < COVERED_SHARE * counts.sum() or own.max(axis=1).sum() < DECIDES_SHARE * own.sum():
        return None
    parent = np.where(own.max(axis=1) > 0, own.argmax(axis=1), -1)
    parent[parent >= details[coarse].tested] = -1
    return Nesting(fine=fine, coarse=coarse, parent=parent)
