"""What the backend is asked about single values, once the model has spoken: weeks, curves, money, plain comparisons.

Only sums come back. Values are (number of the detail, code), as in `attribution`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc

from hovmester.engines.unsaid.attribution import Court, Value, benjamini_hochberg
from hovmester.engines.unsaid.baseline import exit_day, return_curves
from hovmester.engines.unsaid.history import day_of, week_of
from hovmester.engines.unsaid.joint import with_mu
from hovmester.engines.unsaid.model import Mend, Params, Point
from hovmester.engines.unsaid.pairs import Pairs, seen_through
from hovmester.engines.unsaid.prepare import Prepared
from hovmester.engines.unsaid.proof import Weekly

YEAR_DAYS = 365.25
AGE_STEP_DAYS = 30
NUMBER_TOP = 60
TIDE_PRIOR, SPREAD_MIN = 20.0, 0.1
CURVE_DAYS = 40  # points of a return curve


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A plain comparison of return rates, value against all others, and whether chi-square with BH accuses it."""

    effect: float
    accused: bool


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """`sums` are of all details, also of those the joint model leaves out."""

    prepared: Prepared
    court: Court
    sums: Pairs
    params: Params
    mends: Sequence[Mend] = ()
    near: dict[int, tuple[set[int], ir.Table]] = field(default_factory=dict)

    @cached_property
    def where(self) -> dict[tuple[str, str], Value]:
        """The value behind the name of a detail and of one of its values, however they are written."""
        details = enumerate(self.prepared.details)
        return {
            (_plainly(d.name), _plainly(v)): (k, c)
            for k, d in details
            for c, v in enumerate(d.values[: d.tested])
        }

    def meant_by(self, mend: Mend) -> Value | None:
        """The value that was mended; None where the log does not know it, or not often enough."""
        return self.where.get((_plainly(mend.detail), _plainly(mend.value)))

    @cached_property
    def mended(self) -> dict[Value, int]:
        """The week in which a value was mended."""
        known = [(self.meant_by(m), mended_week(m)) for m in self.mends]
        return {value: week for value, week in known if value is not None}

    def keep_near(self, values: Iterable[Value]) -> None:
        """Set the visits with any of these aside, so that many questions about them are asked of few rows."""
        codes: dict[int, set[int]] = {}
        for k, code in values:
            codes.setdefault(k, set()).add(code)
        for k, wanted in codes.items():
            seen = self._seen(k)
            some = seen.filter(seen[self.prepared.dimensions[k].column].isin(sorted(wanted)))
            self.near[k] = (wanted, self._with_mu(some).cache())

    def visits_with(self, value: Value) -> ir.Table:
        """The visits that had it, each with mu, week and day."""
        k, code = value
        codes, near = self.near.get(k, (set(), None))
        seen = near if near is not None and code in codes else self._with_mu(self._seen(k))
        return seen.filter(seen[self.prepared.dimensions[k].column] == code)

    def _seen(self, k: int) -> ir.Table:
        return seen_through(self.prepared.table, self.prepared.dimensions[k])

    def _with_mu(self, seen: ir.Table) -> ir.Table:
        joint = self.court.joint
        seen = with_mu(seen, joint.dimensions, joint.start, joint.beta)
        return seen.mutate(week=week_of(seen), day=day_of(seen))

    def weekly(self, value: Value, effect: float) -> Weekly:
        """Weeks of one value; what is expected had its effect been none, in weeks as good or bad as they were."""
        weekly = _weekly(self.visits_with(value), np.exp(-effect))
        tide = [self.tide.get(week, 1.0) for week in weekly.week]
        return replace(
            weekly, expected=[e * r for e, r in zip(weekly.expected, tide, strict=True)],
            variance=[v * r for v, r in zip(weekly.variance, tide, strict=True)],
        )  # fmt: skip

    @cached_property
    def tide(self) -> dict[int, float]:
        """What happened to everybody: seen over expected returns of the whole house, by week."""
        assert self.court.joint.mu is not None
        house = _weekly(self.court.joint.mu, 1.0)
        ratio = (np.asarray(house.seen) + TIDE_PRIOR) / (np.asarray(house.expected) + TIDE_PRIOR)
        return dict(zip(house.week, ratio.tolist(), strict=True))

    def controls(self, value: Value) -> Weekly:
        """The other values of the same detail in the same weeks, against what the model expects of them."""
        k, code = value
        code_of = self._seen(k)[self.prepared.dimensions[k].column]
        others = self._seen(k).filter((code_of != code) & (code_of < self.prepared.details[k].tested))
        return _weekly(self._with_mu(others), 1.0)

    def raw(self) -> dict[Value, Raw]:
        """What a house without this engine would conclude from visits followed for the whole horizon."""
        result: dict[Value, _Plain] = {}
        for k, detail in enumerate(self.prepared.details):
            n, d = (self.sums.sums[key][self.sums.of(k)] for key in ("full", "full_returned"))
            for code in range(detail.tested):
                others_n, others_d = n.sum() - n[code], d.sum() - d[code]
                if n[code] > 0 and others_d > 0:
                    result[k, code] = _chi_square(n[code], d[code], others_n, others_d)
        return _with_bh(result, self.params.q)

    def since(self, value: Value, day: int) -> int:
        """Visits with the value from `day` on."""
        rows = self.visits_with(value)
        return int(rows.filter(rows.day >= day).count().to_pyarrow().as_py())

    def worth(self, value: Value) -> float | None:
        """Money lost when one of the guests who had this value does not come back; None without spend."""
        money, lives = self.prepared.money, self.prepared.expected.lives
        if money is None or lives is None:
            return None
        seen = self.visits_with(value)
        spend = seen.spend.cast("float64").mean().to_pyarrow().as_py()
        if spend is None:
            return None
        return self.expected_visits(seen) * float(money.expected_spend(1.0, spend)) * self.params.margin

    def expected_visits(self, seen: ir.Table) -> float:
        """Visits lost, within `value_years`, with a return: those expected of such a guest, given that they
        come back."""
        lives = self.prepared.expected.lives
        assert lives is not None
        keys = {"x": (ibis.least(seen.number, NUMBER_TOP) - 1).cast("int32"),
                "age_": (seen.age // AGE_STEP_DAYS).cast("int32")}  # fmt: skip
        rows = seen.group_by(**keys).agg(n=seen.count()).to_pyarrow()
        x, age, n = (rows[c].to_numpy().astype(np.float64) for c in ("x", "age_", "n"))
        ahead = self.params.value_years * YEAR_DAYS
        mean = float(np.average(lives.expected_of_the_seen(x, (age + 0.5) * AGE_STEP_DAYS, ahead), weights=n))
        return max(mean / max(self.prepared.totals.return_share, 0.05), 1.0)

    def curve(self, value: Value, *, from_day: int = 0) -> tuple[Point, ...]:
        """Share back by day, seen (life table) and expected of the same mix of strata, of visits from a day on."""
        seen = self.visits_with(value)
        seen = seen.filter(seen.day >= from_day)
        horizon = self.params.horizon_days
        rows = seen.group_by(exit=exit_day(seen), d_=seen.d.cast("int32")).agg(n=seen.count()).to_pyarrow()
        out, d, n = (rows[c].to_numpy() for c in ("exit", "d_", "n"))
        own = return_curves(np.zeros(len(n), np.int64), out, d, n, horizon)[0]
        mix = seen.group_by("stratum").agg(n=seen.count()).to_pyarrow()
        weights = mix["n"].to_numpy() / mix["n"].to_numpy().sum()
        usual = weights @ self.prepared.expected.curves[mix["stratum"].to_numpy()]
        days = np.unique(np.linspace(0, horizon, CURVE_DAYS).astype(int))
        return tuple(Point(day=int(u), seen=float(own[u]), expected=float(usual[u])) for u in days)

    def shares(self, value: Value, other: int) -> NDArray[np.float64]:
        """Of this value's expected returns, the share under each code of dimension `other` of the model."""
        columns = [dim.column for dim in self.sums.dimensions]
        across = columns.index(self.court.joint.dimensions[other].column)
        row = self.sums.expected[self._index(value), self.sums.of(across)]
        return np.asarray(row / max(row.sum(), 1e-9))

    def expected_share(self, value: Value) -> tuple[float, float]:
        """Mean expected returns of this value's visits before any detail is weighed, and of all visits."""
        usual, sums = self.prepared.totals.return_share, self.sums.sums
        full = sums["full"][self._index(value)]
        return float(sums["full_expected"][self._index(value)] / full) if full else usual, usual

    def _index(self, value: Value) -> int:
        return int(self.sums.start[value[0]]) + value[1]


def _plainly(name: str) -> str:
    return name.strip().lower()


def mended_week(mend: Mend) -> int:
    """Weeks since 1970, from Monday to Sunday, as `history.week_of`."""
    return ((mend.mended_at.date() - date(1970, 1, 1)).days + 3) // 7


def _weekly(seen: ir.Table, factor: float) -> Weekly:
    spread = ibis.greatest(
        seen.mu * (1 - seen.mu), SPREAD_MIN * seen.mu
    )  # of a return that comes or does not
    sums = seen.group_by("week").agg(n=seen.count(), d=seen.d.sum(), mu=seen.mu.sum(), var=spread.sum())
    rows = sums.order_by("week").to_pyarrow()
    return Weekly(
        week=rows["week"].to_pylist(), visits=rows["n"].to_pylist(), seen=rows["d"].to_pylist(),
        expected=[m * factor for m in rows["mu"].to_pylist()], variance=[v * factor for v in rows["var"].to_pylist()],
    )  # fmt: skip


def _chi_square(n: float, d: float, others_n: float, others_d: float) -> "_Plain":
    effect = (d / n) / (others_d / others_n) - 1
    back, gone = d + others_d, n - d + others_n - others_d
    apart = d * (others_n - others_d) - (n - d) * others_d
    chi_square = (n + others_n) * apart**2 / (n * others_n * back * gone) if gone else 0.0
    return _Plain(effect=effect, p=float(chdtrc(1, chi_square)))


def _with_bh(plain: dict[Value, "_Plain"], q: float) -> dict[Value, Raw]:
    rejected = benjamini_hochberg([t.p for t in plain.values()], q)
    return {value: Raw(effect=t.effect, accused=bool(r) and t.effect < 0)
            for (value, t), r in zip(plain.items(), rejected, strict=True)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plain:
    effect: float
    p: float
