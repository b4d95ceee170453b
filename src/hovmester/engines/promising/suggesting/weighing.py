"""What moving steps does to every promise it can touch: the same draws with the old plan and with the new one.

Only what stands behind a moved step, in a line or in its promise, is played again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from hovmester.engines.promising.case import Case
from hovmester.engines.promising.cost import CENT
from hovmester.engines.promising.model import House, Promise, StepKind
from hovmester.engines.promising.replan import Disturbance
from hovmester.engines.promising.schedule import ROAD, Schedule
from hovmester.engines.promising.standing import odds_of, standing_of
from hovmester.engines.promising.suggesting.model import Effect, Moves, SuggestParams, Weighed
from hovmester.engines.promising.world import World


def moved(house: House, steps: Moves) -> House:
    """The house with these steps as they would be. Raises ValueError for a step that has begun, or is not there."""
    number = {promise.key: n for n, promise in enumerate(house.promises)}
    promises = list(house.promises)
    for step in steps:
        if step.promise not in number:
            raise ValueError(f"a moved step belongs to an open promise, got {step.promise!r}")
        n = number[step.promise]
        promises[n] = _with(promises[n], step.number, steps)
    return replace(house, promises=tuple(promises))


def _with(promise: Promise, number: int, steps: Moves) -> Promise:
    if not 0 <= number < len(promise.steps) or promise.steps[number].began is not None:
        raise ValueError(f"only a step that has not begun can move, got {number} of {promise.key!r}")
    step = next(step for step in steps if (step.promise, step.number) == (promise.key, number))
    changed = replace(
        promise.steps[number],
        start=step.start, worker=step.worker, vehicle=step.vehicle, law=step.law,
        to=step.to or promise.steps[number].to,
    )  # fmt: skip
    return replace(promise, steps=(*promise.steps[:number], changed, *promise.steps[number + 1 :]))


@dataclass(frozen=True, slots=True)
class Replanned:
    """The house of a case with steps moved: its schedule, and which operations that can touch."""

    case: Case
    steps: Moves
    schedule: Schedule
    behind: frozenset[int]

    @classmethod
    def of(cls, case: Case, steps: Moves) -> "Replanned":
        schedule = Schedule(moved(case.house, steps), case.now)
        keys = {f"{step.promise}/{step.number}" for step in steps}
        own = [op.number for op in schedule.ops if op.key in keys]
        behind = frozenset(_behind(case.schedule, own)) | frozenset(_behind(schedule, own))
        return cls(case, steps, schedule, behind)

    def world(self, stream: int, samples: int) -> World:
        keys = {f"{step.promise}/{step.number}" for step in self.steps}
        own = {op.number for op in self.schedule.ops if op.key in keys}
        return self.case.world(stream, samples).replanned(self.schedule, own, self.behind)

    @property
    def touched(self) -> list[int]:
        """The promises with a step that is moved, or stands behind one in a line, or waits for one that does."""
        return sorted({self.schedule.ops[op].promise for op in self.behind})


def _behind(schedule: Schedule, ops: list[int]) -> Iterator[int]:
    """These operations and all that stand behind one in a line or wait for one."""
    stack, seen = list(ops), set(ops)
    while stack:
        op = schedule.ops[stack.pop()]
        yield op.number
        after = [*schedule.waiting.get(op.number, ())]
        for line, place in op.place.items():
            after += schedule.at(line, place + 1)
        stack += (new := [number for number in after if number not in seen])
        seen.update(new)


def weighed(
    case: Case,
    promise: str,
    steps: Moves,
    params: SuggestParams,
    *,
    stream: int,
    samples: int,
    stuck: bool = False,
    shift: float = 0.0,
    in_full: bool = False,
) -> Weighed:
    """`steps` moved for a promise of `case` (`stuck`: without odds as it is), on one stream.

    Moments in the result are `shift` minutes later.
    """
    other = Replanned.of(case, steps)
    was, will = case.world(stream, samples), other.world(stream, samples)
    effects = tuple(_effect(case, n, was, will, shift) for n in other.touched)
    if stuck:
        effects = tuple(replace(one, p_before=0.0) if one.promise == promise else one for one in effects)
    own = {step.promise for step in steps} | {promise}
    keys = [one.key for one in case.house.promises]
    return Weighed(
        promise=promise,
        steps=steps,
        effects=effects,
        disturbance=Disturbance(
            moved=hands(case.house, steps),
            shifted_min=sum(abs(effect.later_min) for effect in effects if effect.promise != promise),
        ),
        costs_more=sum(
            (_trip_cost(will, n) - _trip_cost(was, n) for n in _trips(case.house, steps)), Decimal(0)
        )
        if in_full
        else Decimal(0),
        refused=next(_pushed_under(case.house, effects, params), ""),
        stands=tuple(standing_of(will, n, shift) for n, key in enumerate(keys) if key in own)
        if in_full
        else (),
    )


def _effect(case: Case, number: int, was: World, will: World, shift: float) -> Effect:
    before, after = (float(np.median(world.handed_over(number))) + shift for world in (was, will))
    return Effect(
        promise=case.house.promises[number].key,
        p_before=odds_of(was, number), p_after=odds_of(will, number), before=before, after=after,
    )  # fmt: skip


def _trips(house: House, steps: Moves) -> list[int]:
    """The promises whose trip is another one."""
    keys = {(step.promise, step.number) for step in steps}
    return [
        n
        for n, promise in enumerate(house.promises)
        if any(step.kind in ROAD and (promise.key, i) in keys for i, step in enumerate(promise.steps))
    ]


def _trip_cost(world: World, number: int) -> Decimal:
    """The time of whoever makes the trip, there and back, and the vehicle's way, as `cost_of` counts them."""
    schedule, road = world.schedule, world.schedule.on_road(number)
    step = road[0].step
    worker, vehicle = schedule.workers.get(step.worker), schedule.vehicles.get(step.vehicle)
    drive = next((op.step for op in road if op.step.kind is StepKind.DRIVE), None)
    cost = Decimal(0)
    if worker is not None:
        away = float(np.median(world.handed_over(number) - world.begins(road[0].number)))
        cost += worker.per_hour * Decimal(away + (drive.law.p50 if drive else 0.0)) / 60
    site = schedule.site_of(road[0])
    if vehicle is not None and drive is not None and drive.to is not None and site is not None:
        cost += vehicle.per_km * Decimal(2 * world.roads.metres(site.at, drive.to)) / 1000
    return cost.quantize(CENT)


def hands(house: House, steps: Moves) -> tuple[str, ...]:
    """The promises that somebody else brings."""
    was = {promise.key: promise.steps for promise in house.promises}
    other = {step.promise for step in steps if step.worker != was[step.promise][step.number].worker}
    return tuple(sorted(other))


def _pushed_under(house: House, effects: tuple[Effect, ...], params: SuggestParams) -> Iterator[str]:
    """As for a new promise (`harm`): none may fall under its floor, nor fall further where it is under it."""
    floors = {promise.key: promise.floor for promise in house.promises}
    for effect in effects:
        floor = floors[effect.promise]
        at_least = house.floor if floor is None else floor
        if effect.p_after < at_least and -effect.gain > params.bearable:
            yield effect.promise
