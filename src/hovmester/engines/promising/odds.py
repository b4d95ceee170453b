"""What is said about odds: their interval, the floor before recalibration, decide-by and the curve."""

from dataclasses import replace

import numpy as np

from hovmester.engines.promising.case import FRESH, Case
from hovmester.engines.promising.draws import WORLDS
from hovmester.engines.promising.harm import settle
from hovmester.engines.promising.model import Curve, Params, Recalibration, Wish
from hovmester.engines.promising.trial import Trial

CURVE_POINTS = 33
TRIES = 6


def interval(trial: Trial, permission: float, params: Params) -> tuple[float, float]:
    """The 1 - alpha interval of P(on time): what the laws might be (between worlds), and how many samples there are.

    A beta law with the mean and variance of the odds over the worlds; within-world noise is taken out of the variance.
    """
    hits = trial.hits(permission)
    each = len(hits) // WORLDS
    by_world = hits[: each * WORLDS].reshape(each, WORLDS).mean(axis=0)
    noise = float(np.mean(by_world * (1 - by_world))) / max(1, each - 1)
    between = max(0.0, float(np.var(by_world, ddof=1)) - noise)
    p = (np.count_nonzero(hits) + 0.5) / (len(hits) + 1)
    weight = p * (1 - p) / (between + p * (1 - p) / len(hits)) - 1
    from scipy.special import betaincinv

    a, b = max(p * weight, 1e-3), max((1 - p) * weight, 1e-3)
    low, high = betaincinv(a, b, [params.alpha / 2, 1 - params.alpha / 2])
    return float(low), float(high)


def in_either_half(trial: Trial, permission: float) -> float:
    """The lower of the odds in the first and in the second half of the samples: what one says, the other bears out."""
    hits = trial.hits(permission)
    return float(min(half.mean() for half in np.array_split(hits, 2)))


def recalibrated(p: float, by: Recalibration | None) -> float:
    return p if by is None else min(1.0, max(0.0, float(by(p))))


def raw_floor(floor: float, by: Recalibration | None) -> float:
    """The odds before recalibration that come to the floor after it (the map is monotone); above 1 if none do."""
    if by is None:
        return floor
    low, high = 0.0, 1.0
    if recalibrated(high, by) < floor:
        return 1.1
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (low, middle) if recalibrated(middle, by) >= floor else (middle, high)
    return high


def decide_by(case: Case, wish: Wish, trial: Trial, start: float, floor: float) -> float | None:
    """The last permission with odds at the floor, checked by planning it again at that moment.

    Later permission also means a later turn at the stations; so the moment found on the plan as it stands is tried, and
    drawn in until it holds.
    """
    if trial.p(start) < floor:
        return None
    latest = trial.latest_with(floor)
    good, bad = start, min(latest if latest is not None else start, trial.draft.last_start)
    if bad <= good:
        return good
    world = case.world(FRESH, case.params.fresh_samples)
    at = bad
    for _ in range(TRIES):
        p = settle(world, wish, replace(trial.draft, start=at)).p(at)
        good, bad = (at, bad) if p >= floor else (good, at)
        if at == good:
            break
        at = (good + bad) / 2
    return good


def curve(trial: Trial, start: float, params: Params, now: float) -> Curve:
    """P(on time | permission at t): flat until the planned start, since one may always begin later than one may."""
    ends = trial.highest[np.isfinite(trial.highest)]
    last = float(np.quantile(ends, 0.995)) if len(ends) else start
    last = min(max(last, start) + 1.0, max(start, trial.draft.last_start))
    at = np.unique(np.concatenate(([now, start], np.linspace(start, last, CURVE_POINTS)))).astype(np.float32)
    p = trial.p_at(np.maximum(at, np.float32(start)))
    p = np.maximum.accumulate(p[::-1])[::-1]
    return Curve(
        at=tuple(float(t) for t in at), p=tuple(recalibrated(float(x), params.recalibration) for x in p)
    )
