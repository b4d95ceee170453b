"""How the open promises stand: the odds of each as things are now, with every step under way and behind it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from hovmester.engines.promising.case import FRESH, Case
from hovmester.engines.promising.model import House, Params
from hovmester.engines.promising.odds import recalibrated
from hovmester.engines.promising.origin import house_from, is_far
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.engines.promising.world import World

LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingStep:
    """A step that has not ended: which (its place among the promise's steps), and when it will end."""

    number: int
    end_p50: float
    end_p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Odds and quantiles (level -> moment) of one promise's handover, and its steps still to end."""

    promise: str
    p_on_time: float
    delivered: Mapping[float, float]
    steps: tuple[StandingStep, ...]


def standings(
    house: House, params: Params | None = None, *, now: float, seed: int, of: Collection[str] | None = None
) -> tuple[Standing, ...]:
    """How the open promises (or only those whose keys are in `of`) stand at `now`, in the order of the house.

    Only what they wait for is played, in `params.samples` samples. Depends on the arguments alone.
    """
    params = params or Params()
    shift = now if is_far(now) else 0.0
    if shift:
        house = house_from(house, -now, house.roads or GreatCircleRoads())
    case = Case(house, params, now=now - shift, seed=seed)
    world = case.world(FRESH, params.samples)
    return tuple(
        _standing(case, world, number, shift)
        for number, promise in enumerate(house.promises)
        if of is None or promise.key in of
    )


def _standing(case: Case, world: World, number: int, shift: float) -> Standing:
    promise = case.house.promises[number]
    ends = world.handed_over(number)
    return Standing(
        promise=promise.key,
        p_on_time=recalibrated(float(np.mean(ends <= promise.deadline)), case.params.recalibration),
        delivered=dict(zip(LEVELS, (np.quantile(ends, LEVELS) + shift).tolist(), strict=True)),
        steps=tuple(_step(world, op, shift) for op in case.schedule.of(number)),
    )


def _step(world: World, op: int, shift: float) -> StandingStep:
    p50, p90 = np.quantile(world.finish(op), [0.5, 0.9]) + shift
    return StandingStep(number=world.schedule.ops[op].step_number, end_p50=float(p50), end_p90=float(p90))
