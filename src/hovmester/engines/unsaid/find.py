"""The whole of story two: visits in, findings out. Reads top-down; each step has a module of its own."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir
import numpy as np

from hovmester.engines.unsaid import audit as trial
from hovmester.engines.unsaid.attribution import Court, Tested, Value, judge
from hovmester.engines.unsaid.errors import NotAVisitLog
from hovmester.engines.unsaid.evidence import YEAR_DAYS, Evidence
from hovmester.engines.unsaid.history import BUCKETS, week_of
from hovmester.engines.unsaid.joint import fit_joint
from hovmester.engines.unsaid.model import Audit, Baseline, Columns, Effect, Mend, Params, Report
from hovmester.engines.unsaid.nested import find_nestings
from hovmester.engines.unsaid.pairs import count_pairs
from hovmester.engines.unsaid.prepare import Prepared, prepare
from hovmester.engines.unsaid.verdicts import all_findings, all_proofs, settled

Tell = Callable[[str, float], None]


def find_unsaid(
    visits: Any,  # an Ibis table, or anything ibis.memtable takes: a DataFrame, an Arrow table
    columns: Columns,
    params: Params | None = None,
    *,
    now: datetime,
    long: Any = None,  # the same; columns visit_id, detail, value
    mends: Sequence[Mend] = (),
    tell: Tell = lambda stage, share: None,
) -> Report:
    """Which details quietly cost the house its guests.

    visits: one row a visit. now: wall-clock time at the place up to which returns could be seen. tell: called with the
    stage in words and the share of the work done.
    Raises: NotAVisitLog, NoVisits, NobodyReturned. Source: docs/methods/unsaid.md.
    """
    params = params or Params()
    prepared = prepare(
        _table(visits), columns, params, now=now, long=None if long is None else _table(long), tell=tell
    )
    visits_n = prepared.totals.visits
    tell("Weighing all details at once", 0.6)
    everything = count_pairs(prepared.table, (*prepared.dimensions, *prepared.adjusting), visits=visits_n,
                             horizon=params.horizon_days)  # fmt: skip
    nestings = find_nestings(everything, prepared.details)
    decided = {nesting.coarse for nesting in nestings}
    fitted = [k for k in range(len(prepared.details)) if k not in decided]
    pairs = everything.only([*fitted, *range(len(prepared.details), len(everything.dimensions))])
    table = prepared.table.mutate(week=week_of(prepared.table))
    joint = fit_joint(table, pairs, ridge=params.ridge, buckets=BUCKETS, keep=("week",),
                      tell=lambda share: tell("Weighing all details at once", 0.7 + 0.1 * min(share, 1)))  # fmt: skip
    place = [fitted.index(k) if k in fitted else None for k in range(len(prepared.details))]
    court = Court(joint=joint, details=prepared.details, place=place, nestings=nestings,
                  worse_than=params.worse_than, q=params.q)  # fmt: skip
    tests = judge(court)
    tell("Trying the method on decoys", 0.8)
    decoys = trial.try_decoys(prepared.table, court, pairs, params.ridge, visits_n)
    tell("Looking at the gap before the visit", 0.87)
    past = trial.try_the_past(prepared.table, court, pairs, prepared.expected, params.ridge, visits_n)
    tell("Finding when it began and what it costs", 0.93)
    evidence = Evidence(prepared=prepared, court=court, sums=everything, params=params, mends=mends)
    proofs = all_proofs(evidence)
    findings = settled(all_findings(evidence, tests, past), proofs)
    tell("Done", 1.0)
    return Report(
        findings=findings, effects=_effects(court, tests), proofs=proofs, refused=prepared.refused,
        audit=_audit(prepared, decoys, past),
        baseline=_baseline(evidence), notes=prepared.notes,
    )  # fmt: skip


def _table(source: Any) -> ir.Table:  # see find_unsaid
    if isinstance(source, ir.Table):
        return source
    try:
        return ibis.memtable(source)
    except Exception as error:  # of the library whose table it is not
        kind = type(source).__name__
        raise NotAVisitLog(
            f"Visits come as an Ibis table, a DataFrame or an Arrow table, got {kind}."
        ) from error


def _effects(court: Court, tests: Sequence[Tested]) -> tuple[Effect, ...]:
    named = [
        Effect(detail=court.details[k].name, value=court.details[k].values[code], visits=court.details[k].visits[code],
               effect=float(np.expm1(t.effect)), low=float(np.expm1(t.low)), high=float(np.expm1(t.high)))
        for t in tests for k, code in [t.value]
    ]  # fmt: skip
    return tuple(sorted(named, key=lambda e: (e.detail, e.effect, e.value)))


def _audit(prepared: Prepared, decoys: tuple[int, int], past: dict[Value, Tested]) -> Audit:
    names = sorted((prepared.details[k].name, prepared.details[k].values[c]) for k, c in past)
    return Audit(
        guests=prepared.totals.guests,
        visits=prepared.totals.visits,
        rows=prepared.rows,
        rows_refused=sum(r.rows for r in prepared.refused),
        censored_share=prepared.totals.censored_share,
        decoys=decoys[0],
        decoys_flagged=decoys[1],
        past_gap_flagged=len(past),
        past_gap_values=tuple(names),
    )


def _baseline(evidence: Evidence) -> Baseline:
    prepared, params, totals = evidence.prepared, evidence.params, evidence.prepared.totals
    lives, money = prepared.expected.lives, prepared.money
    days = totals.last_day - totals.first_day + 1
    worth = None
    if lives is not None and money is not None and totals.mean_spend is not None:
        spend = float(money.expected_spend(1.0, totals.mean_spend))
        worth = evidence.expected_visits(prepared.table) * spend * params.margin
    fitted = None if lives is None else {"r": lives.r, "alpha": lives.alpha, "a": lives.a, "b": lives.b,
                                         "log_likelihood": lives.log_likelihood}  # fmt: skip
    return Baseline(
        horizon_days=params.horizon_days, return_share=totals.return_share, strata=prepared.expected.strata,
        visits_a_year=totals.visits * YEAR_DAYS / days, mean_spend=totals.mean_spend, margin=params.margin,
        worth_of_a_return=worth, bgnbd=fitted, first_visit=_day(totals.first_day), last_visit=_day(totals.last_day),
    )  # fmt: skip


def _day(day: int) -> date:
    return date(1970, 1, 1) + timedelta(days=day)
