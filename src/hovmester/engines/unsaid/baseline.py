"""How many returns one would expect of a visit, from what was known before it.

Visits of one stratum - number of the visit x empirical-Bayes rate of the guest before it - share one return curve F
(life table, so visits of last week count for the days they could be watched); a shrunk ratio then lifts or lowers F for
the site and calendar month. A visit watched for c days expects p = F(min(c, horizon)) x ratio returns; `d` says whether
there was one. Nothing after the visit is used but `d` itself.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
from numpy.typing import NDArray

from hovmester.engines.unsaid.errors import NoVisits
from hovmester.engines.unsaid.history import calendar_month, day_of
from hovmester.engines.unsaid.small import small_table
from hovmester.engines.unsaid.value import BgNbd, Lives, fit_bgnbd

NUMBER_FROM = (1, 2, 3, 4, 6, 10, 20, 50)  # visit-number classes begin here
RATE_STEP, RATE_CLASSES, RATE_FLOOR = 1.35, 24, 1 / 1000  # visits a day, classes of the rate before the visit
STRATUM_MIN = 300  # visits; thinner strata join their neighbour
RATIO_PRIOR = 40.0  # expected returns that pull a site-month ratio towards 1
WEEK_DAYS = 7
ALIKE = ("cell", "c", "site", "month")  # visits with the same of these expect the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """`visits` with c (days watched), d (0/1), stratum and p (expected returns); `curves`: (n_strata, horizon + 1)."""

    visits: ir.Table
    curves: NDArray[np.float64]
    lives: BgNbd | None

    @property
    def strata(self) -> int:
        return len(self.curves)

    def before(self, visits: ir.Table) -> ir.Value:
        """The class a guest was in at the visit before this one."""
        return _cell(visits.number - 1, visits.age - visits.past, *_rate(self.lives))


def expect(lived: ir.Table, *, horizon: int) -> Expected:
    """Attach d and p to every visit that could be watched for a day or more. Raises: NoVisits where there is none."""
    lives = fit_lives(lived)
    watched = ibis.least(lived.follow, horizon).cast("int16")
    returned = (lived.gap < horizon).fill_null(False)
    table = lived.mutate(
        cell=_cell(lived.number, lived.age, *_rate(lives)), c=watched, d=returned.cast("int8"),
        month=calendar_month(day_of(lived)),
    ).filter(lived.follow >= 1)  # fmt: skip
    counts = table.group_by("cell", "d", exit=exit_day(table)).agg(n=lambda t: t.count()).to_pyarrow()
    if counts.num_rows == 0:
        raise NoVisits("Every visit is of the last day, so nobody has had the time to come back.")
    cell, out, d, n = (counts[key].to_numpy() for key in ("cell", "exit", "d", "n"))
    cells, stratum = _merge_thin(cell, n)
    curves = return_curves(stratum[np.searchsorted(cells, cell)], out, d, n, horizon)
    chances = _chances(table, cells, stratum, curves).rename({f"{key}_": key for key in ALIKE})
    visits = table.inner_join(chances, [table[key] == chances[f"{key}_"] for key in ALIKE])
    return Expected(visits=visits.drop(*(f"{key}_" for key in ALIKE)), curves=curves, lives=lives)


def exit_day(visits: ir.Table) -> ir.Value:
    """The day of the return, or the last day watched."""
    return (visits.d == 1).ifelse(visits.gap, visits.c).cast("int32")


def _rate(lives: BgNbd | None) -> tuple[float, float]:
    return (lives.r, lives.alpha) if lives else (1.0, 60.0)


def fit_lives(lived: ir.Table) -> BgNbd | None:
    """BG/NBD over all guests, ages in days rounded to the nearest week; None where nobody came twice."""
    last = lived.filter(lived.gap.isnull())  # each guest's last visit
    weeks = last.select(x=last.number - 1, seen=(last.age / WEEK_DAYS).round().cast("int32"),
                        age=((last.age + last.follow) / WEEK_DAYS).round().cast("int32"))  # fmt: skip
    table = (
        weeks.group_by("x", "seen", "age")
        .agg(n=lambda t: t.count())
        .order_by("x", "seen", "age")
        .to_pyarrow()
    )
    x, seen, age, n = (table[key].to_numpy().astype(np.float64) for key in ("x", "seen", "age", "n"))
    if not (x > 0).any():
        return None
    return fit_bgnbd(Lives.of(x, seen * WEEK_DAYS, np.maximum(age, seen) * WEEK_DAYS, n))


def _cell(visit: ir.Value, age: ir.Value, r: float, alpha: float) -> ir.Value:
    """Class of the visit's number and of the guest's rate before it, (r + visits before) / (alpha + days known)."""
    number = ibis.literal(0)
    for start in NUMBER_FROM[1:]:
        number = number + (visit >= start).cast("int32")
    rate = (visit.cast("float64") - 1 + r) / (ibis.greatest(age, 0.0) + alpha)
    rate_class = ibis.literal(0)
    for k in range(1, RATE_CLASSES):
        rate_class = rate_class + (rate >= RATE_FLOOR * RATE_STEP**k).cast("int32")
    return (number * RATE_CLASSES + rate_class).cast("int32")


def _merge_thin(cell: NDArray[np.int32], n: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Neighbouring rate classes of one visit number are joined until each stratum is thick enough."""
    cells = np.unique(cell)
    size = np.bincount(np.searchsorted(cells, cell), n)
    stratum = np.zeros(len(cells), np.int64)
    current, filled = 0, 0.0
    for i in range(len(cells)):
        new_number = i > 0 and cells[i] // RATE_CLASSES != cells[i - 1] // RATE_CLASSES
        if i > 0 and (filled >= STRATUM_MIN or (new_number and filled >= STRATUM_MIN / 3)):
            current, filled = current + 1, 0.0
        stratum[i] = current
        filled += size[i]
    if current and filled < STRATUM_MIN / 3:
        stratum[stratum == current] = current - 1
    return cells, stratum


def return_curves(
    stratum: NDArray[np.int64],
    exit_day: NDArray[np.int32],
    d: NDArray[np.int32],
    n: NDArray[np.int64],
    horizon: int,
) -> NDArray[np.float64]:
    """Share of guests back before day c = 0 … horizon: 1 - product of (1 - hazard), Kaplan and Meier (1958)."""
    strata = int(stratum.max()) + 1
    back, left = np.zeros((strata, horizon + 1)), np.zeros((strata, horizon + 1))
    np.add.at(back, (stratum[d == 1], exit_day[d == 1]), n[d == 1])
    np.add.at(left, (stratum[d == 0], exit_day[d == 0]), n[d == 0])
    gone = back + left
    # On day u are watched: whoever returns on day u or later, or stops being watched after day u.
    at_risk = gone[:, ::-1].cumsum(axis=1)[:, ::-1] - left
    hazard = np.divide(back, at_risk, out=np.zeros_like(back), where=at_risk > 0)[:, :horizon]
    kept = np.cumprod(1 - np.clip(hazard, 0, 1), axis=1)
    return np.concatenate([np.zeros((strata, 1)), 1 - kept], axis=1)


def _chances(
    table: ir.Table, cells: NDArray[np.int32], stratum: NDArray[np.int64], curves: NDArray[np.float64]
) -> ir.Table:
    """For visits that are ALIKE, their stratum and p: what its curve expects of the days watched, times the calendar.

    A site's month may be better or worse than the curve says, as far as it has data to say so.
    """
    days = curves.shape[1]
    base = small_table(
        table,
        cell_=np.repeat(cells.astype(np.int32), days),
        c_=np.tile(np.arange(days, dtype=np.int16), len(cells)),
        stratum=np.repeat(stratum.astype(np.int16), days),
        base=curves[stratum].ravel(),
    )
    alike = table.group_by(*ALIKE).agg(n=table.count(), back=table.d.sum())
    alike = alike.inner_join(base, [alike.cell == base.cell_, alike.c == base.c_]).cache()
    months = alike.group_by(stratum_="stratum", site_="site", month_="month").agg(
        ratio=(alike.back.sum() + RATIO_PRIOR) / ((alike.n * alike.base).sum() + RATIO_PRIOR)
    )
    near = alike.inner_join(
        months, [alike.stratum == months.stratum_, alike.site == months.site_, alike.month == months.month_]
    )
    return near.select(*ALIKE, "stratum", p=(near.base * near.ratio).cast("float32")).cache()
