"""The engine on trial: decoys that can have done nothing, and the gap *before* the visit, which nothing can
have changed."""

from collections.abc import Sequence
from dataclasses import replace

import ibis
import ibis.expr.types as ir
import numpy as np
from scipy.stats import t as student

from hovmester.engines.unsaid.attribution import DF, Court, Tested, benjamini_hochberg, judge
from hovmester.engines.unsaid.history import BUCKETS
from hovmester.engines.unsaid.joint import Dimension, fit_joint

SAMPLE = 2_000_000  # visits; above this a trial is held on a sample
_PRIME = 2_147_483_647
SHIFT_MIN = 8  # visits a shift on average; smaller shifts are shuffled by the week


def try_decoys(
    table: ir.Table, court: Court, dimensions: Sequence[Dimension], ridge: float, visits: int
) -> tuple[int, int]:
    """Shuffle every detail within site and shift and ask again: how many decoys there were, how many were accused."""
    table = _sampled(table, table["shift"], visits)
    shuffled = _shuffled(table, court, dimensions, visits).cache()
    joint = fit_joint(shuffled, dimensions, ridge=ridge, buckets=BUCKETS, tell=_quiet, exact=False)
    tests = judge(replace(court, joint=joint, nestings=()))
    return len(tests), sum(t.accused for t in tests)


def try_the_past(
    table: ir.Table, court: Court, dimensions: Sequence[Dimension], ridge: float, visits: int
) -> dict[tuple[int, int], Tested]:
    """Values that go with a short or a long gap before the visit, among guests alike at the visit before that."""
    again = _sampled(table.filter(table.number >= 2), table.guest_bucket, visits)
    counts = again.group_by("past").agg(n=again.count()).order_by("past").to_pyarrow()
    if counts.num_rows < 2:
        return {}
    past, n = counts["past"].to_numpy(), np.cumsum(counts["n"].to_numpy())
    middle = int(past[np.searchsorted(n, n[-1] / 2)])
    again = again.mutate(d=(again.past <= middle).cast("int8"))
    share = again.group_by("before", "month").agg(p_=again.d.mean()).rename(before_="before", month_="month")
    joined = again.drop("p").inner_join(share, [again.before == share.before_, again.month == share.month_])
    known = (
        joined.mutate(p=joined.p_.cast("float32"))
        .filter(joined.p_ > 0)
        .drop("p_", "before_", "month_")
        .cache()
    )
    if known.count().to_pyarrow().as_py() < 1000:
        return {}
    joint = fit_joint(known, dimensions, ridge=ridge, buckets=BUCKETS, tell=_quiet, exact=False)
    tests = judge(replace(court, joint=joint, nestings=()))
    slack = -np.log1p(-court.worse_than)
    p = [2 * float(student.sf(max(abs(t.effect) - slack, 0.0) / t.error, DF)) for t in tests]
    rejected = benjamini_hochberg(p, court.q)
    return {t.value: t for t, r in zip(tests, rejected, strict=True) if r}


def _quiet(_: float) -> None:
    return None


def _sampled(table: ir.Table, key: ir.Value, visits: int) -> ir.Table:
    keep = int(np.ceil(visits / SAMPLE))
    return table if keep <= 1 else table.filter((key.cast("int64") * 48_271 % _PRIME) % keep == 0)


def _shuffled(table: ir.Table, court: Court, dimensions: Sequence[Dimension], visits: int) -> ir.Table:
    shifts = table.agg(n=table["shift"].nunique(), v=table.count()).to_pyarrow().to_pylist()[0]
    home = table["shift"] if shifts["v"] >= SHIFT_MIN * shifts["n"] else table.week.cast("int64")
    table = table.mutate(home=home)
    changed: dict[str, ir.Value] = {}
    tested = {detail.name for detail in court.details}
    columns = [dim.column for dim in dimensions if dim.bridge is None and dim.name in tested]
    columns += ["row"] if "row" in table.columns else []
    for k, column in enumerate(columns):
        # A fixed shuffle, the same on every backend: order by a hash, then everybody gets the next one's value.
        mixed = (
            table.sec % 1_000_003 * 48_271 + table.guest_bucket * 69_621 + table.number * 16_807 + k * 40_692
        ) % _PRIME
        turn = ibis.window(
            group_by="home", order_by=[mixed * 48_271 % _PRIME, "sec", "guest_bucket", "number"]
        )
        changed[column] = table[column].lead().over(turn).fill_null(table[column].first().over(turn))
    return table.mutate(**changed).drop("home")
