"""What is counted once and used by everything after: sums for each value, and for each two values together.

Sums per value are of all visits. The tables of pairs are of a sample where there are very many visits, fitted to the
sums of all (Deming & Stephan 1940, Annals of Mathematical Statistics 11, doi:10.1214/aoms/1177731829).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hovmester.engines.unsaid.small import some_guests

Floats = NDArray[np.float64]
FITTING_ROUNDS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """`size` codes in column `column` of the visits, or, several a visit, of `bridge` (columns row, `column`)."""

    name: str
    column: str
    size: int
    bridge: ir.Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Values of all dimensions, one after the other; `start[k]` is where dimension k begins.

    sums: (n,) each, per value. visits, expected: (n, n), visits with both values and what they expect (`p`).
    """

    dimensions: tuple[Dimension, ...]
    start: NDArray[np.int64]
    sums: dict[str, Floats]
    visits: Floats
    expected: Floats

    def of(self, k: int) -> slice:
        """Where dimension k stands in the sums."""
        return slice(int(self.start[k]), int(self.start[k + 1]))

    @property
    def count(self) -> int:
        """How many visits there are: each has one value in a dimension without a bridge."""
        single = next(k for k, dim in enumerate(self.dimensions) if dim.bridge is None)
        return int(self.sums["visits"][self.of(single)].sum())

    def only(self, kept: Sequence[int]) -> "Pairs":
        """The same of some of the dimensions."""
        index = np.concatenate([np.arange(self.start[k], self.start[k + 1]) for k in kept])
        dimensions = tuple(self.dimensions[k] for k in kept)
        both = np.ix_(index, index)
        return replace(self, dimensions=dimensions, start=starts(dimensions), visits=self.visits[both],
                       expected=self.expected[both], sums={k: v[index] for k, v in self.sums.items()})  # fmt: skip

    def of_others(self, visits: ir.Table) -> "Pairs":
        """Other visits to the same values, taken to go together as these do."""
        sums = value_sums(visits, self.dimensions, _returns)
        return replace(self, sums=sums, visits=fitted(self.visits, self.dimensions, sums["visits"]),
                       expected=fitted(self.expected, self.dimensions, sums["expected"]))  # fmt: skip


def starts(dimensions: Sequence[Dimension]) -> NDArray[np.int64]:
    """Where each dimension begins, and where the last one ends; (n_dimensions + 1,)."""
    return np.concatenate([[0], np.cumsum([dim.size for dim in dimensions])]).astype(np.int64)


def count_pairs(table: ir.Table, dimensions: Sequence[Dimension], *, visits: int, horizon: int) -> Pairs:
    """`table` needs d, p, c, guest_bucket, the dimensions' columns, and `row` where there is a bridge."""
    start = starts(dimensions)
    by = value_sums(table.mutate(whole=table.c >= horizon), dimensions, _returns, by="whole", parts=2)
    sums = {name: both.sum(1) for name, both in by.items()}
    full = {"full": by["visits"], "full_returned": by["returned"], "full_expected": by["expected"]}
    few = some_guests(table, visits, ("d", "p", *columns_of(dimensions)))
    tables = _pair_tables(few, dimensions, _returns)
    return Pairs(dimensions=tuple(dimensions), start=start,
                 sums=sums | {name: both[:, 1] for name, both in full.items()},
                 visits=fitted(tables["visits"], dimensions, sums["visits"]),
                 expected=fitted(tables["expected"], dimensions, sums["expected"]))  # fmt: skip


def pairs_at(mu: ir.Table, dimensions: Sequence[Dimension], visits: int, margins: Floats) -> Floats:
    """The table of pairs of `mu`, of some of the guests where there are very many visits, fitted to the sums of all."""
    few = some_guests(mu, visits, ("mu", *columns_of(dimensions)))
    tables = _pair_tables(few, dimensions, lambda v: {"mu": _double(v.mu).sum()})
    return fitted(tables["mu"], dimensions, margins)


def _returns(visits: ir.Table) -> dict[str, ir.Value]:
    return {"visits": visits.count(), "returned": visits.d.sum(), "expected": _double(visits.p).sum()}


def columns_of(dimensions: Sequence[Dimension]) -> list[str]:
    """What the visits need to have for these."""
    plain = [dim.column for dim in dimensions if dim.bridge is None]
    return plain if len(plain) == len(dimensions) else [*plain, "row"]


def seen_through(table: ir.Table, *dimensions: Dimension) -> ir.Table:
    """The visits once for each of their values in the dimensions that hold several a visit."""
    for dim in dimensions:
        if dim.bridge is not None:
            bridge = dim.bridge.rename(row_="row")
            table = table.inner_join(bridge, table.row == bridge.row_).drop("row_")
    return table


Asked = Callable[[ir.Table], dict[str, ir.Value]]


def value_sums(
    table: ir.Table, dimensions: Sequence[Dimension], asked: Asked, *, by: str | None = None, parts: int = 1
) -> dict[str, Floats]:
    """For each value what is `asked` of its visits, (n,); where `by` holds 0 … parts - 1, for each part, (n, parts)."""
    start = starts(dimensions)
    result: dict[str, Floats] = {}
    for k, dim in enumerate(dimensions):
        seen = seen_through(table, dim)
        keys = {"code_": seen[dim.column]} | ({"part_": seen[by]} if by else {})
        rows = seen.group_by(**keys).agg(**asked(seen)).to_pyarrow()
        part = rows["part_"].cast(pa.int64()).to_numpy() if by else 0
        for name in rows.column_names[len(keys) :]:
            sums = result.setdefault(name, np.zeros((int(start[-1]), parts)))
            sums[start[k] + rows["code_"].to_numpy(), part] = rows[name].fill_null(0).to_numpy()
    return result if by else {name: sums[:, 0] for name, sums in result.items()}


def _pair_tables(table: ir.Table, dimensions: Sequence[Dimension], asked: Asked) -> dict[str, Floats]:
    """What is `asked` of the visits with both of two values, (n, n)."""
    start = starts(dimensions)
    result: dict[str, Floats] = {}
    for k, one in enumerate(dimensions):
        for m in range(k, len(dimensions)):
            if m == k and one.bridge is None:
                continue  # a visit has one value here
            rows = _together(table, one, dimensions[m], asked)
            i, j = start[k] + rows["one_"].to_numpy(), start[m] + rows["other_"].to_numpy()
            for name in rows.column_names[2:]:
                pairs = result.setdefault(name, np.zeros((int(start[-1]),) * 2))
                pairs[i, j] = pairs[j, i] = rows[name].to_numpy()
    return result


def _together(table: ir.Table, one: Dimension, other: Dimension, asked: Asked) -> pa.Table:
    if one is other and one.bridge is not None:
        twin = one.bridge.rename(row_="row", twin_=one.column)
        both = seen_through(table, one)
        both = both.inner_join(twin, both.row == twin.row_)
        keys = {"one_": both[one.column], "other_": both.twin_}
    else:
        both = seen_through(table, one, other)
        keys = {"one_": both[one.column], "other_": both[other.column]}
    return both.group_by(**keys).agg(**asked(both)).to_pyarrow()


def _double(column: ir.Value) -> ir.Value:
    return column.cast("float64")


def fitted(pairs: Floats, dimensions: Sequence[Dimension], margins: Floats) -> Floats:
    """The table of pairs with its shape kept and its sums made those of `margins`, which become the diagonal.

    A visit with one value in each of two dimensions counts once in their table, so both its sums are known. Where one
    of them holds several values a visit only the other's are; where both do, the diagonal tells how much to scale.
    """
    table, scale, start = pairs.copy(), np.sqrt(_ratio(margins, np.diag(pairs))), starts(dimensions)
    whole = [slice(int(start[k]), int(start[k + 1])) for k in range(len(dimensions))]
    for k, one in enumerate(dimensions):
        for m in range(k, len(dimensions)):
            single, here = (one.bridge is None, dimensions[m].bridge is None), (whole[k], whole[m])
            if single == (False, False):
                block = table[here] * np.outer(scale[whole[k]], scale[whole[m]])
            else:
                block = _fitted_block(table[here], margins[whole[k]], margins[whole[m]], single)
            table[here], table[whole[m], whole[k]] = block, block.T
    np.fill_diagonal(table, margins)
    return table


def _fitted_block(block: Floats, rows: Floats, columns: Floats, single: tuple[bool, bool]) -> Floats:
    for _ in range(FITTING_ROUNDS if all(single) else 1):
        if single[1]:  # each visit has one column, so what a row sums to is known
            block = block * _ratio(rows, block.sum(1))[:, None]
        if single[0]:
            block = block * _ratio(columns, block.sum(0))
    return block


def _ratio(wanted: Floats, have: Floats) -> Floats:
    return np.divide(wanted, have, out=np.zeros_like(wanted), where=have > 0)
