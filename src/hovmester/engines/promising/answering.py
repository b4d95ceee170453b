"""Can we? The one verb of this engine for a single wish."""

from dataclasses import replace

import numpy as np

from hovmester.engines.promising.because import binds
from hovmester.engines.promising.best import Best, best_plan
from hovmester.engines.promising.case import Case
from hovmester.engines.promising.changes import least_changes
from hovmester.engines.promising.cost import charge, price_of, total
from hovmester.engines.promising.model import (
    Answer,
    Because,
    House,
    IfOnly,
    Params,
    PlanStep,
    StepKind,
    Verdict,
    Wish,
)
from hovmester.engines.promising.odds import curve, decide_by, interval, raw_floor, recalibrated
from hovmester.engines.promising.origin import answer_from, house_from, is_far, wish_from
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.engines.promising.trial import Trial, plan_of, quantiles

LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)


def answer(house: House, wish: Wish, params: Params | None = None, *, now: float, seed: int) -> Answer:
    """Plan, odds, cost, decide-by, what binds and the least changes for one wish in the house as it is now.

    Depends on the arguments alone; never raises for a wish that cannot be met: the answer says why it cannot.

    Sources: common random numbers, Glasserman & Yao 1992 (doi:10.1287/mnsc.38.6.884); racing, Maron & Moore 1997
    (doi:10.1023/A:1006556606079); max-plus algebra of schedules, Baccelli et al. 1992.
    """
    params = params or Params()
    if is_far(now):
        near = house_from(house, -now, house.roads or GreatCircleRoads())
        return answer_from(answer(near, wish_from(wish, -now), params, now=0.0, seed=seed), now)
    case = Case(house, params, now=now, seed=seed)
    floor = house.floor if wish.floor is None else wish.floor
    best = best_plan(case, wish)
    if isinstance(best, Because):
        return _impossible(case, wish, best, floor)
    return _possible(case, wish, best, floor)


def _impossible(case: Case, wish: Wish, why: Because, floor: float) -> Answer:
    if_only = least_changes(case, wish, why, floor)
    return Answer(
        verdict=_verdict(False, if_only), floor=floor, reason=why.constraint, because=(why,), if_only=if_only,
        deadline=wish.time.deadline, earliest=wish.time.earliest, now=case.now, seed=case.seed,
    )  # fmt: skip


def _possible(case: Case, wish: Wish, best: Best, floor: float) -> Answer:
    params = case.params
    raw = raw_floor(floor, params.recalibration)
    trial, start = best.fresh, best.start
    reaches = best.p >= raw
    low, high = interval(trial, start, params)
    parts = best.parts + charge(case, best.harm)
    if_only = () if reaches else least_changes(case, wish, best, floor)
    ends = trial.handed_over.at(start)
    return Answer(
        verdict=_verdict(reaches, if_only),
        floor=floor,
        p_on_time=recalibrated(best.p, params.recalibration),
        p_low=recalibrated(low, params.recalibration),
        p_high=recalibrated(high, params.recalibration),
        p_raw=best.p,
        n=trial.n,
        recalibrated_on=params.recalibration.n if params.recalibration else 0,
        decide_by=decide_by(case, wish, trial, start, raw),
        deadline=_deadline(trial, wish),
        earliest=wish.time.earliest if trial.earliest is None else float(np.median(trial.earliest)),
        site=trial.draft.site.key,
        joins=case.house.promises[trial.draft.joins.promise].key if trial.draft.joins else "",
        steps=_steps(case, trial, wish, start),
        curve=curve(trial, start, params, case.now),
        delivered=dict(zip(LEVELS, quantiles(ends, LEVELS), strict=True)),
        price=price_of(wish, trial),
        cost=total(parts),
        parts=parts,
        because=binds(case, wish, trial, start),
        if_only=if_only,
        hurts=best.harm.hurts,
        now=case.now,
        seed=case.seed,
    )


def _verdict(reaches: bool, if_only: tuple[IfOnly, ...]) -> Verdict:
    if reaches:
        return Verdict.YES
    possible = (found for found in if_only if found.reaches_floor and found.can_still_be_done)
    return Verdict.YES_IF if any(possible) else Verdict.NO


def _deadline(trial: Trial, wish: Wish) -> float | None:
    if wish.time.arrival is None:
        return wish.time.deadline
    possible = trial.deadline[np.isfinite(trial.deadline)]
    return float(np.median(possible)) if len(possible) else None


def _steps(case: Case, trial: Trial, wish: Wish, start: float) -> tuple[PlanStep, ...]:
    """The plan with permission now: work begins at the planned start."""
    steps = plan_of(trial, wish, start)
    return tuple(
        replace(step, start=case.now, start_p50=case.now, end_p50=case.now, end_p90=case.now)
        if step.kind is StepKind.PERMISSION
        else step
        for step in steps
    )
