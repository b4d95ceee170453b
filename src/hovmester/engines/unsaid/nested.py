"""Details that decide each other: a dish decides its station. Found from counts of pairs, before any effect
is known."""

from collections.abc import Sequence
from dataclasses import dataclass

import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from hovmester.engines.unsaid.joint import Dimension
from hovmester.engines.unsaid.levels import Detail

DECIDES_SHARE = 0.98  # a rule is one when this share of the visits keeps to it
COVERED_SHARE = 0.5  # of the visits must have a value of their own in the finer detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Nesting:
    """Each value of `fine` has one value of `coarse`: `parent[fine code]`, -1 where unknown. Numbers are dimensions."""

    fine: int
    coarse: int
    parent: NDArray[np.int64]

    def children(self, code: int) -> NDArray[np.int64]:
        return np.flatnonzero(self.parent == code)


def find_nestings(
    table: ir.Table, dimensions: Sequence[Dimension], details: Sequence[Detail]
) -> tuple[Nesting, ...]:
    """For each detail that another, finer one decides: which, and how. A chain is cut at its finest link."""
    found: dict[int, Nesting] = {}
    plain = [k for k, dim in enumerate(dimensions) if dim.bridge is None]
    for i, one in enumerate(plain):
        for other in plain[i + 1 :]:
            if (nesting := _one_decides(table, dimensions, details, one, other)) is None:
                continue
            before = found.get(nesting.coarse)
            if before is None or details[nesting.fine].tested > details[before.fine].tested:
                found[nesting.coarse] = nesting
    return tuple(found.values())


def _one_decides(
    table: ir.Table, dimensions: Sequence[Dimension], details: Sequence[Detail], one: int, other: int
) -> Nesting | None:
    fine, coarse = sorted((one, other), key=lambda k: -details[k].tested)
    if details[fine].tested == details[coarse].tested:
        return None  # the same number of values: they are the same thing or they are not; `together` tells
    columns = {"fine": table[dimensions[fine].column], "coarse": table[dimensions[coarse].column]}
    rows = table.group_by(**columns).agg(n=table.count()).to_pyarrow()
    counts = np.zeros((dimensions[fine].size, dimensions[coarse].size))
    counts[rows["fine"].to_numpy(), rows["coarse"].to_numpy()] = rows["n"].to_numpy()
    own = counts[: details[fine].tested]
    if own.sum() < COVERED_SHARE * counts.sum() or own.max(axis=1).sum() < DECIDES_SHARE * own.sum():
        return None
    parent = own.argmax(axis=1)
    parent[parent >= details[coarse].tested] = -1
    return Nesting(fine=fine, coarse=coarse, parent=parent)
