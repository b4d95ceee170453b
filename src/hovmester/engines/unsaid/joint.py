"""One Poisson model of all details at once, from sums alone.

d ~ Poisson(p exp(sum over dimensions of beta[value])), light ridge. The tables of pairs give a first guess that is
right but for how three details go together; then Newton steps, each of which asks the backend for the residuals' sums
per value and bucket of guests, and of shifts. The rows never leave it. Those same sums are the clustered errors; the
larger error wins.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lu_factor, lu_solve

from hovmester.engines.unsaid.pairs import Dimension, Pairs, columns_of, pairs_at, value_sums

Floats = NDArray[np.float64]
TOLERANCE = 2e-3  # of an effect on the log scale: the step after such a one is below a hundred-thousandth
MAX_STEPS = 12
GUESS_ROUNDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """beta and its spread for all values of all dimensions, one after the other; `start[k]` is where k begins.

    hessian: (n, n) second derivative without ridge. by_guest, by_shift: (n, buckets) influence of each bucket on beta.
    expected: (n,) expected returns at beta. mu: the visits with d, mu, their codes and week.
    """

    dimensions: tuple[Dimension, ...]
    start: NDArray[np.int64]
    beta: Floats
    hessian: Floats
    posterior: Floats
    by_guest: Floats
    by_shift: Floats
    expected: Floats
    dispersion: float
    steps: int
    mu: ir.Table | None = None

    def of(self, k: int) -> slice:
        """Where dimension k stands in beta."""
        return slice(int(self.start[k]), int(self.start[k + 1]))

    def error(self, contrast: Floats) -> float:
        """Standard error of contrast @ beta: the larger of guest-, shift-clustered and model-based."""
        guest, shift = contrast @ self.by_guest, contrast @ self.by_shift
        model = contrast @ self.posterior @ contrast
        return float(np.sqrt(max(guest @ guest, shift @ shift, model)))


def fit_joint(
    table: ir.Table,
    pairs: Pairs,
    *,
    ridge: float,
    buckets: int,
    keep: Sequence[str] = (),
    tell: Callable[[float], None] = lambda share: None,
) -> Joint:
    """`table` needs d, p, guest_bucket, shift_bucket, the dimensions' columns, and `row` where there is a bridge.

    `pairs` are those of the table at no effects; `keep` are columns carried along in `mu`.
    """
    dimensions, start, returned = pairs.dimensions, pairs.start, pairs.sums["returned"]
    many = any(dim.bridge is not None for dim in dimensions)  # effects of a whole basket, guessed, run away
    beta = np.zeros(int(start[-1])) if many else _first_guess(pairs, ridge)
    for step in range(MAX_STEPS):
        mu = _slim(with_mu(table, dimensions, start, beta), dimensions, keep).cache()
        u = residuals(mu, dimensions, buckets)
        residual = u[0].sum(1)
        expected = np.maximum(returned - residual, 0.0)
        hessian = pairs_at(mu, dimensions, pairs.count, expected)
        move = np.linalg.solve(hessian + ridge * np.eye(len(beta)), residual - ridge * beta)
        beta = beta + np.clip(move, -1.5, 1.5)
        tell((step + 1) / 3)
        if np.abs(move).max() < TOLERANCE:
            break
    spread = mu.agg(x=_residual(mu).pow(2).sum() / mu.mu.sum())
    dispersion = float(spread.to_pyarrow()["x"][0].as_py())
    return joint_of(pairs, beta, hessian, u, expected, dispersion, ridge=ridge, steps=step + 1, mu=mu)


def residuals(mu: ir.Table, dimensions: Sequence[Dimension], buckets: int) -> tuple[Floats, Floats]:
    """Sums of d - mu for each value and bucket, (n, buckets): of guests, of shifts."""

    def of(by: str) -> Floats:
        asked = value_sums(
            mu, dimensions, lambda v: {"u": _residual(v).cast("float64").sum()}, by=by, parts=buckets
        )
        return asked["u"]

    return of("guest_bucket"), of("shift_bucket")


def _residual(mu: ir.Table) -> ir.Value:
    return mu.d - mu.mu


def joint_of(
    pairs: Pairs, beta: Floats, hessian: Floats, u: Sequence[Floats], expected: Floats, dispersion: float, *,
    ridge: float, steps: int, mu: ir.Table | None = None,
) -> Joint:  # fmt: skip
    """`u`: (n, buckets) sums of residuals, by guests and by shifts."""
    prior = ridge * np.eye(len(beta))
    inverse = np.linalg.inv(hessian + prior)
    posterior = np.asarray(np.linalg.inv(hessian / max(dispersion, 1e-6) + prior), np.float64)
    return Joint(dimensions=pairs.dimensions, start=pairs.start, beta=beta, hessian=hessian, posterior=posterior,
                 by_guest=inverse @ u[0], by_shift=inverse @ u[1], expected=expected, dispersion=dispersion,
                 steps=steps, mu=mu)  # fmt: skip


def _first_guess(pairs: Pairs, ridge: float) -> Floats:
    """Where the score would be zero if, among visits with one value, the other dimensions did not go together."""
    expected = pairs.sums["expected"]
    beta = np.zeros(len(expected))
    share = pairs.expected / np.maximum(expected, 1e-12)[:, None]
    np.fill_diagonal(share, 0.0)
    solver = lu_factor(pairs.expected + ridge * np.eye(len(beta)))
    for _ in range(GUESS_ROUNDS):
        lifted = np.expm1(beta)
        rest = np.zeros_like(beta)
        for k in range(len(pairs.dimensions)):
            x = share[:, pairs.of(k)] @ lifted[pairs.of(k)]
            rest += np.log1p(np.maximum(x, -0.99))
        score = pairs.sums["returned"] - expected * np.exp(np.clip(beta + rest, -20, 20)) - ridge * beta
        move = np.clip(lu_solve(solver, score), -0.5, 0.5)
        beta = beta + move
        if np.abs(move).max() < 1e-7:
            break
    return np.clip(beta, -3.0, 3.0)


def _slim(table: ir.Table, dimensions: Sequence[Dimension], keep: Sequence[str]) -> ir.Table:
    """What the sums are asked of."""
    kept = ("d", "guest_bucket", "shift_bucket", *columns_of(dimensions), *keep)
    return table.select(*kept, mu=table.mu.cast("float32"))


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


def look_up(values: Sequence[float], code: ir.Value, kind: str = "float64") -> ir.Value:
    """An expression: the number in `values` that stands at `code` (0, 1, …), of this Ibis type."""
    return ibis.literal(list(values), type=f"array<{kind}>")[code]
