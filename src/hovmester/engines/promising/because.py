"""What binds: of the samples in which a plan is late, how many each constraint alone would have saved.

Relaxing means: waits vanish, work takes half as long, food keeps for ever, the guest comes when expected, the kitchen
opens sooner; and the plan begins anew where that pays. Shares come from the fresh stream, which had no part in choosing
the plan. A cause is named by one half of its samples and has to hold in the other.
"""

from collections.abc import Set

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.promising.case import FRESH, Case
from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.model import Because, Constraint, Facts, StepKind, Wish
from hovmester.engines.promising.start import best_start
from hovmester.engines.promising.trial import Draft, Trial, try_out
from hovmester.engines.promising.world import World

CAUSES = (
    Constraint.MAKE,
    Constraint.STATION,
    Constraint.COURIER,
    Constraint.DRIVE,
    Constraint.FIND,
    Constraint.FRESH,
    Constraint.GUEST,
)
WORTH_NAMING = 0.1  # of the late samples
WORTH_MOVING = 0.02  # odds for which the plan would begin at another time
WORTH_NAMING_MIN = 0.5  # a cause of fewer minutes would be said to take none
MOST = 3  # causes named
FEW_LATE = 20  # late samples below which nothing can be said
FEW_SAVED = 10  # saved samples that may be chance


def binds(case: Case, wish: Wish, trial: Trial, start: float) -> tuple[Because, ...]:
    """The causes of lateness, largest first; TIME where none alone would save a tenth of the late samples."""
    late = np.logical_not(trial.hits(start))
    if np.count_nonzero(late) < FEW_LATE:
        return ()
    world = case.world(FRESH, case.params.fresh_samples)
    opens = max(window.start for window in trial.draft.site.open if window.start <= start)
    soonest = max(case.now, opens)
    found: list[Because] = []
    for cause in CAUSES:
        if not _applies(cause, wish, trial):
            continue
        share = _saved(eased(world, wish, trial.draft, start, soonest, {cause}), late)
        if not share:
            continue
        facts = _facts(case, wish, trial, start, late, cause)
        if cause is Constraint.GUEST or (facts.minutes or 0.0) >= WORTH_NAMING_MIN:
            found.append(Because(constraint=cause, share=share, facts=facts))
    if opens > case.now and start - opens < 1:
        share = _saved(trial.hits(best_start(trial, case.now)), late)
        if share:
            facts = Facts(site=trial.draft.site.key, opens=opens)
            found.append(Because(constraint=Constraint.HOURS, share=share, facts=facts))
    if not found:
        too_late = np.maximum(0, trial.handed_over.at(start) - trial.deadline)[late]
        minutes = float(np.median(too_late[np.isfinite(too_late)])) if np.isfinite(too_late).any() else None
        return (Because(constraint=Constraint.TIME, share=1.0, facts=Facts(minutes=minutes)),)
    found.sort(key=lambda because: -because.share)
    return tuple(found[:MOST])


def _saved(hits: NDArray[np.bool_], late: NDArray[np.bool_]) -> float:
    """The share of the late samples that are on time now; 0 unless it is worth naming in either half of them."""
    halves = [hits[half][late[half]] for half in (slice(None, len(late) // 2), slice(len(late) // 2, None))]
    saved = np.concatenate(halves)
    holds = all(len(half) and np.mean(half) >= WORTH_NAMING for half in halves)
    return float(np.mean(saved)) if holds and np.count_nonzero(saved) >= FEW_SAVED else 0.0


def eased(
    world: World, wish: Wish, draft: Draft, start: float, soonest: float, causes: Set[Constraint]
) -> NDArray[np.bool_]:
    """In which samples the plan is on time once these are relaxed; it begins at another time only where that pays."""
    relaxed = try_out(world, wish, draft, causes)
    if relaxed.p(start) + WORTH_MOVING >= 1:
        return relaxed.hits(start)
    better = best_start(relaxed, soonest)
    return relaxed.hits(better if relaxed.p(better) > relaxed.p(start) + WORTH_MOVING else start)


def _applies(cause: Constraint, wish: Wish, trial: Trial) -> bool:
    if cause is Constraint.GUEST:
        return wish.time.arrival is not None
    if cause is Constraint.FRESH:
        return any(item.keeps_min is not None for item, _ in trial.draft.lines)
    return True


def _facts(
    case: Case, wish: Wish, trial: Trial, start: float, late: NDArray[np.bool_], cause: Constraint
) -> Facts:
    match cause:
        case Constraint.MAKE | Constraint.STATION | Constraint.FRESH:
            return _kitchen_facts(case, trial, start, late, cause)
        case Constraint.COURIER | Constraint.DRIVE | Constraint.FIND:
            return _road_facts(case, trial, start, late, cause)
        case _:
            return Facts(minutes=wish.time.patience_min)


def _kitchen_facts(
    case: Case, trial: Trial, start: float, late: NDArray[np.bool_], cause: Constraint
) -> Facts:
    site = trial.draft.site.key
    makes = [step for step in trial.steps if step.kind is StepKind.MAKE]
    make = max(makes, key=lambda step: float(np.median(step.ends.at(start))))
    if cause is Constraint.MAKE:
        return Facts(item=make.item, station=make.station, site=site, minutes=make.p50)
    if cause is Constraint.STATION:
        wait = _waited(make.begins.at(start) - max(start, case.now), late)
        return Facts(station=make.station, site=site, minutes=wait)
    keeping = [(item.keeps_min, item.key) for item, _ in trial.draft.lines if item.keeps_min is not None]
    minutes, key = min(keeping)
    return Facts(item=key, minutes=minutes)


def _road_facts(case: Case, trial: Trial, start: float, late: NDArray[np.bool_], cause: Constraint) -> Facts:
    draft = trial.draft
    steps = {step.kind: step for step in trial.steps}
    drive = steps.get(StepKind.DRIVE)
    if cause is Constraint.FIND:
        return Facts(place=draft.point.name, minutes=draft.point.walk.p50)
    if cause is Constraint.DRIVE:
        away = case.roads.metres(draft.origin, draft.point.at)
        return Facts(minutes=drive.p50 if drive else 0.0, distance_m=away, vehicle=draft.vehicle)
    kitchen = [step for step in trial.steps if step.kind in {StepKind.MAKE, StepKind.PACK}]
    ready = np.max([step.ends.at(start) for step in kitchen], axis=0)
    wait = _waited(trial.leaves.at(start) - ready, late)
    return Facts(worker=draft.worker, vehicle=draft.vehicle, minutes=wait)


def _waited(minutes: Vector, late: NDArray[np.bool_]) -> float:
    """The wait in the middle of those that were late; most samples may not have had to wait at all."""
    waits = np.broadcast_to(minutes, late.shape)[late]
    waits = waits[np.isfinite(waits)]
    return max(0.0, float(np.median(waits))) if len(waits) else 0.0
