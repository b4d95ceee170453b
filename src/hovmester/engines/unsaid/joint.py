"""One Poisson model of all details at once, from sums and pair tables alone.

d ~ Poisson(p exp(sum over dimensions of beta[value])), light ridge, Newton steps. Each step asks the backend
for sums of d and mu per value and (twice only) per pair of values; the rows never leave it. Clustered errors
need one more GROUP BY column: the residuals' sums per value and bucket of guests, and of shifts; the larger
error wins.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
TOLERANCE = 2e-4  # of an effect on the log scale; far below any standard error here
MAX_STEPS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """`size` codes in column `column` of the visits, or, several a visit, of `bridge` (columns row, `column`)."""

    name: str
    column: str
    size: int
    bridge: ir.Table | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """beta and its spread for all values of all dimensions, one after the other; `start[k]` is where k begins.

    hessian: (n, n) second derivative without ridge. by_guest, by_shift: (n, buckets) influence of each bucket on beta.
    expected: (n,) expected returns at beta; returned: (n,) seen returns; pairs: (n, n) expected returns at beta = 0.
    """

    dimensions: tuple[Dimension, ...]
    start: NDArray[np.int64]
    beta: Floats
    hessian: Floats
    posterior: Floats
    by_guest: Floats
    by_shift: Floats
    returned: Floats
    expected: Floats
    dispersion: float
    steps: int

    def of(self, k: int) -> slice:
        return slice(int(self.start[k]), int(self.start[k + 1]))

    def error(self, contrast: Floats) -> float:
        """Standard error of contrast @ beta: the larger of guest-, shift-clustered and model-based."""
        guest, shift = contrast @ self.by_guest, contrast @ self.by_shift
        model = contrast @ self.posterior @ contrast
        return float(np.sqrt(max(guest @ guest, shift @ shift, model)))


def fit_joint(
    table: ir.Table,
    dimensions: Sequence[Dimension],
    *,
    ridge: float,
    buckets: int,
    tell: Callable[[float], None],
    exact: bool = True,
) -> Joint:
    """`table` needs d, p, guest_bucket, shift_bucket, the dimensions' columns, and `row` where there is a bridge.

    The pair tables are asked for at no effects, which is enough to converge, and, where `exact`, again at the effects
    found, for their errors.
    """
    start = np.concatenate([[0], np.cumsum([dim.size for dim in dimensions])])
    n = int(start[-1])
    beta, hessian = np.zeros(n), np.zeros((n, n))
    prior = np.full(n, ridge)
    returned = _level_sums(table, dimensions, start, {"d": table.d.sum()})["d"]
    for step in range(MAX_STEPS):
        mu = with_mu(table, dimensions, start, beta).cache()
        expected = _level_sums(mu, dimensions, start, {"mu": mu.mu.sum()})["mu"]
        if step == 0:
            hessian = _pairs(mu, dimensions, start, expected)
        move = np.linalg.solve(hessian + np.diag(prior), returned - expected - prior * beta)
        beta = beta + np.clip(move, -1.5, 1.5)
        tell((step + 1) / 6)
        if np.abs(move).max() < TOLERANCE:
            break
    if exact:
        hessian = _pairs(mu, dimensions, start, expected)
    dispersion = float(mu.agg(x=((mu.d - mu.mu) ** 2).sum() / mu.mu.sum()).to_pyarrow()["x"][0].as_py())
    inverse = np.linalg.inv(hessian + np.diag(prior))
    spread = [
        inverse @ _bucket_sums(mu, dimensions, start, column, buckets)
        for column in ("guest_bucket", "shift_bucket")
    ]
    posterior = np.asarray(np.linalg.inv(hessian / max(dispersion, 1e-6) + np.diag(prior)), np.float64)
    return Joint(dimensions=tuple(dimensions), start=start, beta=beta, hessian=hessian, posterior=posterior,
                 by_guest=spread[0], by_shift=spread[1], returned=returned, expected=expected,
                 dispersion=dispersion, steps=step + 1)  # fmt: skip


def with_mu(
    table: ir.Table, dimensions: Sequence[Dimension], start: NDArray[np.int64], beta: Floats
) -> ir.Table:
    """The visits with `mu`, the returns expected of each at `beta`."""
    eta = ibis.literal(0.0)
    for k, dim in enumerate(dimensions):
        effects = [round(float(b), 9) for b in beta[start[k] : start[k + 1]]]
        if dim.bridge is None:
            eta = eta + look_up(effects, table[dim.column])
        else:
            part = dim.bridge.mutate(b=look_up(effects, dim.bridge[dim.column]))
            part = part.group_by("row").agg(**{f"eta{k}": part.b.sum()}).rename(row_="row")
            table = table.left_join(part, table.row == part.row_).drop("row_")
            eta = eta + table[f"eta{k}"].fill_null(0.0)
    result = table.mutate(mu=table.p * eta.exp())
    return result.drop(*[c for c in result.columns if c.startswith("eta")])


def look_up(values: list[float], code: ir.Value) -> ir.Value:
    return ibis.literal(values, type="array<float64>")[code]


def seen_through(table: ir.Table, *dimensions: Dimension) -> ir.Table:
    """The visits once for each of their values in the dimensions that hold several a visit."""
    for dim in dimensions:
        if dim.bridge is not None:
            bridge = dim.bridge.rename(row_="row")
            table = table.inner_join(bridge, table.row == bridge.row_).drop("row_")
    return table


def _level_sums(
    table: ir.Table, dimensions: Sequence[Dimension], start: NDArray[np.int64], sums: dict[str, ir.Value]
) -> dict[str, Floats]:
    result = {name: np.zeros(int(start[-1])) for name in sums}
    for k, dim in enumerate(dimensions):
        seen = seen_through(table, dim)
        asked = {name: seen[name].sum() for name in sums}
        rows = seen.group_by(seen[dim.column].name("code_")).agg(**asked).to_pyarrow()
        for name in sums:
            result[name][start[k] + rows["code_"].to_numpy()] = rows[name].to_numpy()
    return result


def _pairs(
    mu: ir.Table, dimensions: Sequence[Dimension], start: NDArray[np.int64], diagonal: Floats
) -> Floats:
    """Expected returns of visits with both values, for each two values: the Hessian of the Poisson likelihood."""
    table = np.diag(diagonal)
    for k, one in enumerate(dimensions):
        if one.bridge is not None:
            twin = one.bridge.rename(row_="row", twin_=one.column)
            both = seen_through(mu, one)
            both = both.inner_join(twin, both.row == twin.row_)
            _fill(table, both, (one.column, "twin_"), (start[k], start[k]))
        for m in range(k + 1, len(dimensions)):
            other = dimensions[m]
            both = seen_through(mu, one, other)
            _fill(table, both, (one.column, other.column), (start[k], start[m]))
    return table


def _fill(table: Floats, both: ir.Table, columns: tuple[str, str], start: tuple[int, int]) -> None:
    keys = {"one_": both[columns[0]], "other_": both[columns[1]]}
    rows = both.group_by(**keys).agg(mu=both.mu.sum()).to_pyarrow()
    i, j = (start[0] + rows["one_"].to_numpy(), start[1] + rows["other_"].to_numpy())
    table[i, j] = table[j, i] = rows["mu"].to_numpy()


def _bucket_sums(
    mu: ir.Table, dimensions: Sequence[Dimension], start: NDArray[np.int64], column: str, buckets: int
) -> Floats:
    result = np.zeros((int(start[-1]), buckets))
    for k, dim in enumerate(dimensions):
        seen = seen_through(mu, dim)
        keys = {"code_": seen[dim.column], "bucket_": seen[column]}
        rows = seen.group_by(**keys).agg(u=(seen.d - seen.mu).sum()).to_pyarrow()
        result[start[k] + rows["code_"].to_numpy(), rows["bucket_"].to_numpy()] = rows["u"].to_numpy()
    return result
