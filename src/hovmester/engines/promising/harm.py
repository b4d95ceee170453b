"""What a plan does to the promises given before it: the same samples with and without it, and nothing but what it
touches.

The plan is put into its lines; every operation behind it is played again as long as it differs from before in any
sample. Where slack swallows the delay the line is as it was, and the rest of it is left alone.
"""

from dataclasses import dataclass

import numpy as np

from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.model import Hurt, StepKind
from hovmester.engines.promising.schedule import Op, station_line, vehicle_line, worker_line
from hovmester.engines.promising.trial import Trial
from hovmester.engines.promising.world import Free, Places, State, World


@dataclass(frozen=True, slots=True)
class Harm:
    hurts: tuple[Hurt, ...]
    refused: Hurt | None  # the promise that must not be pushed further
    touched: int  # operations played again


def harm(world: World, trial: Trial, permission: float, *, floor: float, bearable: float = 0.005) -> Harm:
    """Odds of every earlier promise the plan touches, before and after (the same draws)."""
    ends, touched = _replay(world, _put_in(world, trial, permission))
    hurts: list[Hurt] = []
    refused: Hurt | None = None
    for number, end in sorted(ends.items()):
        promise = world.schedule.house.promises[number]
        before = float(np.mean(world.on_time(number) <= promise.deadline))
        after = float(np.mean(end <= promise.deadline))
        if before - after < 1e-4:
            continue
        hurt = Hurt(promise=promise.key, p_before=before, p_after=after)
        hurts.append(hurt)
        at_least = floor if promise.floor is None else promise.floor
        if after < at_least and before - after > bearable:
            refused = refused or hurt
    return Harm(tuple(hurts), refused, touched)


def _put_in(world: World, trial: Trial, permission: float) -> dict[str, tuple[int, State]]:
    """Lines that differ once the plan is in them: from which place on, and how they then are."""
    draft = trial.draft
    lines: dict[str, tuple[int, State]] = {}
    for step in trial.steps:
        if step.kind is not StepKind.MAKE:
            continue
        line = station_line(step.station)
        slot, places = lines.get(line) or _station(world, step.station, draft.start)
        assert isinstance(places, Places)
        taken = min(step.qty, places.of)
        lines[line] = (slot, places.taken(taken, step.ends.at(permission), draft.start))
    away = any(step.kind is StepKind.DRIVE for step in trial.steps)
    over = Free(trial.handed_over.at(permission), draft.point.at if away else None)
    if draft.worker:
        lines[worker_line(draft.worker)] = (draft.slot, over)
    if draft.vehicle:
        lines[vehicle_line(draft.vehicle)] = (draft.vehicle_slot, over)
    return {line: (slot, state) for line, (slot, state) in lines.items() if line in world.schedule.lines}


def _station(world: World, station: str, start: float) -> tuple[int, State]:
    slot = world.schedule.slot(station_line(station), start)
    return slot, world.places(station, slot)


def _replay(world: World, changed: dict[str, tuple[int, State]]) -> tuple[dict[int, Vector], int]:
    schedule = world.schedule
    moved: dict[int, Vector] = {}
    touched = 0
    for i in schedule.order:
        op = schedule.ops[i]
        if not _is_behind(op, changed) and not any(j in moved for j in op.waits_for):
            continue
        touched += 1
        states = [_before(world, op, line, changed) for line in op.lines]
        ready: Vector | float = op.release
        for j in op.waits_for:
            ready = np.maximum(ready, moved[j] if j in moved else world.finish(j))
        finish, after = world.play(op, ready, states)
        if not np.array_equal(finish, world.finish(i)):
            moved[i] = finish
        for line, state in zip(op.lines, after, strict=True):
            place = op.place[line] + 1
            if _same(state, world.state(line, place)):
                changed.pop(line, None)
            else:
                changed[line] = (place, state)
    ends: dict[int, Vector] = {}
    for number, last in enumerate(schedule.last):
        if any(i in moved for i in last):
            ends[number] = np.maximum.reduce([moved.get(i, world.finish(i)) for i in last])
    return ends, touched


def _is_behind(op: Op, changed: dict[str, tuple[int, State]]) -> bool:
    return any(line in changed and place >= changed[line][0] for line, place in op.place.items())


def _before(world: World, op: Op, line: str, changed: dict[str, tuple[int, State]]) -> State:
    place = op.place[line]
    if line in changed and place >= changed[line][0]:
        return changed[line][1]
    return world.state(line, place)


def _same(a: State, b: State) -> bool:
    if isinstance(a, Free) and isinstance(b, Free):
        return a.at == b.at and np.array_equal(a.when, b.when)
    return isinstance(a, Places) and isinstance(b, Places) and a.same_as(b)
