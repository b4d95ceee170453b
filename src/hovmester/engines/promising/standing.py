"""How the open promises stand: the odds of each as things are now, with every step under way and behind it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.promising.case import FRESH, Case
from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.model import House, Params, StepKind
from hovmester.engines.promising.odds import recalibrated
from hovmester.engines.promising.origin import house_from, is_far
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.engines.promising.trial import quantiles
from hovmester.engines.promising.world import World

LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
LAST = 0.1  # the share of the samples, those with the least to spare, in which one sees what binds


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingStep:
    """A step that has not ended: which (its place among the promise's steps), when it begins and will end."""

    number: int
    start_p50: float
    end_p50: float
    end_p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Odds and quantiles (level -> moment) of one promise's handover, and its steps still to end.

    The odds are those of an answer: handed over while the guest is there, and what was made still good. `p_raw`: before
    they are recalibrated. `binds`: the step that runs over by the most where least
    is left of the guest's time, its waiting for whom or what it needs included; None where nothing is still to end.
    """

    promise: str
    p_on_time: float
    p_raw: float
    delivered: Mapping[float, float]
    steps: tuple[StandingStep, ...]
    binds: int | None = None


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
        standing_of(world, number, shift)
        for number, promise in enumerate(house.promises)
        if of is None or promise.key in of
    )


def standing_of(world: World, number: int, shift: float = 0.0) -> Standing:
    """How the promise at this place of the house stands in a world."""
    ends, ops = world.handed_over(number), world.schedule.of(number)
    late = ends - world.guest(number).leaves
    p = odds_of(world, number)
    return Standing(
        promise=world.schedule.house.promises[number].key,
        p_on_time=recalibrated(p, world.chance.params.recalibration),
        p_raw=p,
        delivered={level: at + shift for level, at in zip(LEVELS, quantiles(ends, LEVELS), strict=True)},
        steps=tuple(_step(world, op, shift) for op in ops),
        binds=_binds(world, ops, late),
    )


def odds_of(world: World, number: int) -> float:
    """Its odds, before they are recalibrated."""
    ends = world.handed_over(number)
    return float(np.mean((ends - world.guest(number).leaves <= 0) & _is_fresh(world, number, ends)))


def _is_fresh(world: World, number: int, ends: Vector) -> NDArray[np.bool_]:
    """In which samples nothing has waited too long since it was made: an answer's odds count that too."""
    schedule, promise = world.schedule, world.schedule.house.promises[number]
    made: list[tuple[str, Vector | float]] = [
        (step.item, step.ended)
        for step in promise.steps
        if step.kind is StepKind.MAKE and step.ended is not None
    ]
    to_make = [schedule.ops[op] for op in schedule.of(number) if schedule.ops[op].step.kind is StepKind.MAKE]
    made += [(op.step.item, world.finish(op.number)) for op in to_make]
    fresh = np.ones(len(ends), np.bool_)
    for key, when in made:
        item = schedule.items.get(key)
        if item is not None and item.keeps_min is not None:
            fresh &= ends - when <= item.keeps_min
    return fresh


def _step(world: World, op: int, shift: float) -> StandingStep:
    (start,) = quantiles(world.begins(op), (0.5,))
    p50, p90 = quantiles(world.finish(op), (0.5, 0.9))
    number = world.schedule.ops[op].step_number
    return StandingStep(number=number, start_p50=start + shift, end_p50=p50 + shift, end_p90=p90 + shift)


def _binds(world: World, ops: Sequence[int], late: Vector) -> int | None:
    if not ops:
        return None
    is_last = late >= quantiles(late, (1 - LAST,))[0]
    over = [float(np.mean(lasts[is_last]) - np.mean(lasts)) for lasts in map(world.since_ready, ops)]
    return world.schedule.ops[ops[int(np.argmax(over))]].step_number
