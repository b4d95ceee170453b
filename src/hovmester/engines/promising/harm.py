"""What a plan does to the promises given before it: the same samples with and without it, and nothing but what it
touches.

The plan is put into its lines; every operation behind it is played again as long as it differs from before in any
sample. Where slack swallows the delay the line is as it was, and the rest of it is left alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.lines import Free, Places
from hovmester.engines.promising.model import Hurt, StepKind, Wish
from hovmester.engines.promising.schedule import Rank, station_line
from hovmester.engines.promising.trial import Draft, Trial, leaves_with, try_out
from hovmester.engines.promising.world import State, World, ready

Changed = dict[
    tuple[str, int], State
]  # (line, place) -> its state before the operation there, once the plan is in it

NOBODY: Mapping[int, Vector] = {}


@dataclass(frozen=True, slots=True)
class Harm:
    hurts: tuple[Hurt, ...]
    refused: Hurt | None  # the promise that must not be pushed further
    touched: int  # operations played again


def settle(world: World, wish: Wish, draft: Draft) -> Trial:
    """The draft tried out, its making's push on others included where it comes back to it."""
    return held_up_by_itself(world, wish, try_out(world, wish, draft))


def held_up_by_itself(world: World, wish: Wish, trial: Trial) -> Trial:
    """The trial, where its making holds up the food of a trip its driver makes before: free later than without it."""
    draft = trial.draft
    before = _trips_before(world, draft)
    if not before or not _is_in_front_of(world, trial, before):
        return trial
    replayed = _replay(world, _in_the_kitchen(world, trial, draft.start))
    if draft.joins is not None:
        head = world.schedule.on_road(draft.joins.promise)[0].number
        if head not in replayed.moved:
            return trial
        leaves = leaves_with(world, draft.joins) + (replayed.moved[head] - world.finish(head))
        return try_out(world, wish, draft, leaves=leaves)
    states = replayed.states
    ours = dict(draft.spots)
    free = {
        line: state
        for (line, slot), state in states.items()
        if ours.get(line) == slot and isinstance(state, Free)
    }
    return try_out(world, wish, draft, free=free) if free else trial


def _trips_before(world: World, draft: Draft) -> set[int]:
    """Promises whose trips the worker or vehicle makes before."""
    schedule = world.schedule
    return {
        schedule.ops[i].promise for line, slot in draft.spots for i in schedule.lines.get(line, ())[:slot]
    }


def _is_in_front_of(world: World, trial: Trial, promises: set[int]) -> bool:
    """Whether the plan goes before one of these at a station."""
    schedule = world.schedule
    lines = {station_line(step.station) for step in trial.steps if step.kind is StepKind.MAKE}
    return any(
        schedule.ops[i].promise in promises
        for line in lines
        for i in schedule.lines.get(line, ())[schedule.slot(line, trial.draft.start) :]
    )


def harm(world: World, trial: Trial, permission: float, *, floor: float, bearable: float = 0.005) -> Harm:
    """Odds of every earlier promise the plan touches, before and after (the same draws)."""
    waits: dict[int, Vector] = {}
    if trial.draft.joins is not None:
        waits[world.schedule.on_road(trial.draft.joins.promise)[0].number] = trial.ready.at(permission)
    replayed = _replay(world, _put_in(world, trial, permission), waits)
    ends, touched = replayed.ends, replayed.touched
    hurts: list[Hurt] = []
    refused: Hurt | None = None
    for number, end in sorted(ends.items()):
        promise = world.schedule.house.promises[number]
        before, after = world.in_time(number), world.in_time(number, end)
        if before - after < 1e-4:
            continue
        hurt = Hurt(promise=promise.key, p_before=before, p_after=after)
        hurts.append(hurt)
        at_least = floor if promise.floor is None else promise.floor
        if after < at_least and before - after > bearable:
            refused = refused or hurt
    return Harm(tuple(hurts), refused, touched)


def _put_in(world: World, trial: Trial, permission: float) -> Changed:
    """What the lines are like where the plan has been put in."""
    draft = trial.draft
    away = any(step.kind is StepKind.DRIVE for step in trial.steps)
    over = Free(trial.handed_over.at(permission), draft.point.at if away else None)
    states = _in_the_kitchen(world, trial, permission)
    return states | dict.fromkeys(draft.spots, over)


def _in_the_kitchen(world: World, trial: Trial, permission: float) -> Changed:
    states: Changed = {}
    for step in trial.steps:
        if step.kind is not StepKind.MAKE:
            continue
        slot = world.schedule.slot(station_line(step.station), trial.draft.start)
        spot = station_line(step.station), slot
        places = states.get(spot) or world.places(step.station, slot)
        assert isinstance(places, Places)
        taken = min(step.qty, places.of)
        states[spot] = places.taken(taken, step.ends.at(permission), trial.draft.start)
    return states


@dataclass(frozen=True, slots=True)
class _Replayed:
    ends: dict[int, Vector]  # of the promises that end otherwise
    states: Changed  # everything that is not as in the world
    moved: dict[int, Vector]  # operations that end otherwise
    touched: int


def _replay(world: World, ours: Changed, waits_for_us: Mapping[int, Vector] = NOBODY) -> _Replayed:
    """Play again, in order, what stands behind a changed state or waits for something that ends otherwise.

    `waits_for_us`: operations that wait for the plan, and until when.
    """
    schedule = world.schedule
    changed = dict(ours)
    moved: dict[int, Vector] = {}
    queue: list[tuple[Rank, int]] = []
    queued: set[int] = set()

    def look_at(ops: Iterable[int]) -> None:
        for i in ops:
            if i not in queued:
                queued.add(i)
                heappush(queue, (schedule.ops[i].rank, i))

    look_at(i for spot in ours for i in schedule.at(*spot))
    look_at(waits_for_us)
    while queue:
        _, i = heappop(queue)
        op = schedule.ops[i]
        spots = list(op.place.items())
        waits = [moved[j] if j in moved else world.finish(j) for j in op.waits_for]
        if i in waits_for_us:
            waits.append(waits_for_us[i])
        states = [changed.get(spot) or world.state(*spot) for spot in spots]
        finish, after = world.play(op, ready(op, waits, schedule.now), states)
        if not np.array_equal(finish, world.finish(i)):
            moved[i] = finish
            look_at(schedule.waiting.get(i, ()))
        for (line, place), state in zip(spots, after, strict=True):
            behind = line, place + 1
            if behind not in ours and not _same(state, world.state(*behind)):
                changed[behind] = state
                look_at(schedule.at(*behind))
    ends = {
        number: np.maximum.reduce(
            [moved[i] if i in moved else world.finish(i) for i in schedule.last[number]]
        )
        for number in sorted({schedule.ops[i].promise for i in moved})
        if any(i in moved for i in schedule.last[number])
    }
    return _Replayed(ends, changed, moved, len(queued))


def _same(a: State, b: State) -> bool:
    if isinstance(a, Free) and isinstance(b, Free):
        return a.at == b.at and np.array_equal(a.when, b.when)
    return isinstance(a, Places) and isinstance(b, Places) and a.same_as(b)
