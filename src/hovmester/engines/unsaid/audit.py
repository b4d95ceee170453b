"""The engine on trial: decoys that can have done nothing, and the gap *before* the visit, which nothing can
have changed."""

from collections.abc import Sequence
from dataclasses import replace

import ibis
import ibis.expr.types as ir
import numpy as np
from scipy.special import stdtr

from hovmester.engines.unsaid.attribution import DF, Court, Tested, benjamini_hochberg, judge
from hovmester.engines.unsaid.baseline import Expected
from hovmester.engines.unsaid.history import BLOCK_H, BUCKETS, calendar_month, day_of, week_of
from hovmester.engines.unsaid.joint import fit_joint, joint_of, residuals, with_mu
from hovmester.engines.unsaid.pairs import Dimension, Pairs, columns_of, value_sums
from hovmester.engines.unsaid.small import PRIME, sampled

SHIFT_MIN = 8  # visits a shift on average; smaller shifts are shuffled by the week
KNOWN_MIN = 1000  # visits whose gap before can be compared


def try_decoys(table: ir.Table, court: Court, pairs: Pairs, ridge: float, visits: int) -> tuple[int, int]:
    """Give every visit the details of others of its site and shift, and judge these: how many there are, how many
    are accused.

    What decoys should explain is what the fitted model leaves; they go with nothing, so one step from zero weighs them.
    """
    joint, tested = court.joint, [k for k, at in enumerate(court.place) if at is not None]
    dimensions = pairs.dimensions[: len(tested)]
    some = sampled(table, _shift(table), visits)
    mu = with_mu(some, joint.dimensions, joint.start, joint.beta)
    decoys = _shuffled(mu, dimensions).cache()
    sums = value_sums(decoys, dimensions, lambda v: {"mu": v.mu.sum()})["mu"]
    these = pairs.only(range(len(tested)))
    u = residuals(decoys, dimensions, BUCKETS)
    beta = u[0].sum(1) / (sums + ridge)
    weighed = joint_of(these, beta, np.diag(sums), u, sums, joint.dispersion, ridge=ridge, steps=1)
    tests = judge(replace(court, joint=weighed, nestings=()))
    return len(tests), sum(t.accused for t in tests)


def try_the_past(
    table: ir.Table, court: Court, pairs: Pairs, expected: Expected, ridge: float, visits: int
) -> dict[tuple[int, int], Tested]:
    """Values that go with a short or a long gap before the visit, among guests alike at the visit before that."""
    again = sampled(
        table.filter(table.number >= 2), table.sec + table.guest_bucket.cast("int64") * 7919, visits
    )
    again = again.select(
        "past", "guest_bucket", "shift_bucket", *columns_of(pairs.dimensions),
        before=expected.before(again), month=calendar_month(day_of(again)),
    ).cache()  # fmt: skip
    counts = again.group_by("past").agg(n=again.count()).order_by("past").to_pyarrow()
    if counts.num_rows < 2:
        return {}
    past, n = counts["past"].to_numpy(), np.cumsum(counts["n"].to_numpy())
    middle = int(past[np.searchsorted(n, n[-1] / 2)])
    again = again.mutate(d=(again.past <= middle).cast("int8"))
    share = again.group_by(before_="before", month_="month").agg(p=again.d.mean().cast("float32")).cache()
    joined = again.inner_join(share, [again.before == share.before_, again.month == share.month_])
    known = joined.filter(joined.p > 0).drop("past", "before", "month", "before_", "month_")
    if int(n[-1]) < KNOWN_MIN:
        return {}
    joint = fit_joint(known, pairs.of_others(known), ridge=ridge, buckets=BUCKETS)
    tests = judge(replace(court, joint=joint, nestings=()))
    slack = -np.log1p(-court.worse_than)
    p = [2 * float(stdtr(DF, -max(abs(t.effect) - slack, 0.0) / t.error)) for t in tests]
    rejected = benjamini_hochberg(p, court.q)
    return {t.value: t for t, r in zip(tests, rejected, strict=True) if r}


def _shift(table: ir.Table) -> ir.Value:
    return table.sec // (BLOCK_H * 3600) + table.site.cast("int64") * 1_000_000


def _shuffled(table: ir.Table, dimensions: Sequence[Dimension]) -> ir.Table:
    """A fixed shuffle, the same on every backend: in the order of a hash, the k-th detail is that of the k-th visit
    from here."""
    table = table.mutate(home=_shift(table))
    shifts = table.agg(n=table.home.nunique(), v=table.count()).to_pyarrow().to_pylist()[0]
    if shifts["v"] < SHIFT_MIN * shifts["n"]:
        table = table.mutate(home=week_of(table).cast("int64"))
    bucket, number = table.guest_bucket.cast("int64"), table.number.cast("int64")
    mixed = (table.sec % 1_000_003 * 48_271 + bucket * 69_621 + number * 16_807) % PRIME
    turn = ibis.window(group_by="home", order_by=[mixed * 48_271 % PRIME, "sec", "guest_bucket", "number"])
    others = {
        column: table[column].lead(k + 1).over(turn).fill_null(table[column].first().over(turn))
        for k, column in enumerate(columns_of(dimensions))
    }
    return table.select("d", "mu", "guest_bucket", "shift_bucket", **others)
