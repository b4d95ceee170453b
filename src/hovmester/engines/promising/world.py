"""The running house, played forward in every sample at once.

Only what is asked for is played: an operation, and what it waits for. Each line keeps its state before every operation,
so that a wish can be put in anywhere without playing the line again.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from copy import copy
from itertools import takewhile
from typing import TypeVar, cast

import numpy as np

from hovmester.engines.promising.chance import Ask, Chance, Shares, kitchen_shares, traffic_shares
from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.guest import Guest, guest
from hovmester.engines.promising.lines import Free, Places
from hovmester.engines.promising.model import Point, Roads, StepKind
from hovmester.engines.promising.schedule import MAKE, SIDE_BY_SIDE, Op, Schedule, station_line

SAME_SPOT_M = 50.0
DRIVE, HANDOVER = StepKind.DRIVE, StepKind.HANDOVER
State = Places | Free
T = TypeVar("T")


class World:
    """One stream of samples of the open promises."""

    def __init__(self, schedule: Schedule, chance: Chance, roads: Roads) -> None:
        self.schedule = schedule
        self.chance = chance
        self.roads = roads
        self._minutes: dict[int, Vector] = {}
        self._finish: dict[int, Vector] = {}
        self._lines: dict[str, list[State]] = {}
        self._once: dict[Hashable, object] = {}

    def under(self, schedule: Schedule) -> "World":
        """The same samples, with more staff: what was played stays played."""
        other = copy(self)
        other.schedule = schedule
        return other

    def replanned(self, schedule: Schedule, moved: Set[int], behind: Set[int]) -> "World":
        """The same samples, with other plans for the operations `moved`; all that is not `behind` one stays played."""
        other = copy(self)
        other.schedule = schedule
        other._minutes = {op: lasts for op, lasts in self._minutes.items() if op not in moved}
        other._finish = {op: ends for op, ends in self._finish.items() if op not in behind}
        other._lines = {
            line: states[
                : 1 + sum(1 for _ in takewhile(lambda op: op not in behind, schedule.lines.get(line, ())))
            ]
            for line, states in self._lines.items()
        }
        other._once = dict(self._once)
        return other

    @property
    def samples(self) -> int:
        return self.chance.samples

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """What several candidates ask, worked out when it is first asked."""
        if question not in self._once:
            self._once[question] = answer()
        return cast(T, self._once[question])

    def foresee(self, spots: Iterable[tuple[str, int]]) -> None:
        """Play what lies before these places of lines all in one go."""
        lines = self.schedule.lines
        ops = [lines[line][place - 1] for line, place in spots if place and line in lines]
        self._play(self._needed([op for op in ops if op not in self._finish]))

    def finish(self, op: int) -> Vector:
        """When an operation ends (samples,)."""
        if op not in self._finish:
            self._play(self._needed([op]))
        return self._finish[op]

    def begins(self, op: int) -> Vector:
        """When an operation begins (samples,)."""
        began = self.schedule.ops[op].step.began
        if began is not None:
            return np.full(self.samples, began, np.float32)
        ends = self.finish(op)
        return ends - self._lasts(self.schedule.ops[op])

    def since_ready(self, op: int) -> Vector:
        """Minutes from when nothing of its own promise holds an operation up until it ends (samples,)."""
        this = self.schedule.ops[op]
        if this.step.began is not None:
            return self.finish(op) - np.float32(this.step.began)
        waits = [self.finish(j) for j in this.waits_for]
        return np.asarray(self.finish(op) - ready(this, waits, self.schedule.now), np.float32)

    def places(self, station: str, slot: int) -> Places:
        """When the places of a station are free, before the operation at `slot` of its line."""
        state = self.state(station_line(station), slot)
        assert not isinstance(state, Free)
        return state

    def free(self, line: str, slot: int) -> Free:
        """When and where a worker or vehicle is free, before the operation at `slot` of its line."""
        state = self.state(line, slot)
        assert isinstance(state, Free)
        return state

    def handed_over(self, promise: int) -> Vector:
        """When a promise is handed over (samples,)."""
        ops = self.schedule.last[promise]
        if not ops:
            return np.full(self.samples, self.schedule.ended_at[promise], np.float32)
        ends = [self.finish(op) for op in ops]
        return np.maximum.reduce(ends) if len(ends) > 1 else ends[0]

    def guest(self, promise: int) -> Guest:
        """When the guest of a promise can be met."""
        return self.once(
            ("guest", promise), lambda: guest(self.schedule.house.promises[promise], self.chance)
        )

    def in_time(self, promise: int, ends: Vector | None = None) -> float:
        """The share of samples in which a promise is handed over (or ends so) before its guest leaves."""
        ends = self.handed_over(promise) if ends is None else ends
        return float(np.mean(ends <= self.guest(promise).leaves))

    def minutes(self, op: Op) -> Vector:
        """How long a step not yet begun takes (samples,)."""
        self._draw([op])
        return self._minutes[op.number]

    def back(self, key: str, start: Point, end: Point, vehicle: str, at: float) -> Vector | None:
        """Minutes of the way back before a trip (samples,); None where there is none."""
        if start == end or self.roads.metres(start, end) < SAME_SPOT_M:
            return None
        return self.leg(key + "/back", start, end, vehicle, at)

    def leg(self, key: str, start: Point, end: Point, vehicle: str, at: float) -> Vector:
        """Minutes of a drive (samples,) that begins at about `at`."""
        return self.drive(key, self.planned(start, end, vehicle, at), at)

    def planned(self, start: Point, end: Point, vehicle: str, at: float) -> float:
        found = self.schedule.vehicles.get(vehicle)
        return self.roads.minutes(start, end, vehicle=found.kind if found else "car", depart=at)

    def drive(self, key: str, planned: float, at: float) -> Vector:
        """Minutes of a drive (samples,): those planned times the law of actual over planned."""
        params = self.chance.params
        shares = traffic_shares(params, self.schedule.now, at)
        return self.chance.again(key, params.drive, shares=shares, known="drive") * np.float32(planned)

    def play(self, op: Op, ready: Vector | float, states: Sequence[State]) -> tuple[Vector, list[State]]:
        """When `op` ends, and its lines after it, given when it is ready and its lines before it."""
        if op.step.kind is HANDOVER:
            here = self.guest(op.promise).here
            if here is not None:
                ready = np.maximum(ready, here, dtype=np.float32)
        waited_for: Free | None = None
        for line, state in zip(op.lines, states, strict=True):
            if isinstance(state, Places):
                ready = state.not_before(ready, min(op.step.qty, state.of))
            elif waited_for is None or not state.is_as(waited_for):
                ready = self._step_in(op, ready, state, line)
                waited_for = state
        finish = self._lasting(op, ready)
        return finish, [
            state.taken(min(op.step.qty, state.of), finish, op.release)
            if isinstance(state, Places)
            else _moved(op, finish, state)
            for state in states
        ]

    def state(self, line: str, place: int) -> State:
        """A line before the operation at `place`."""
        self._play_line(line, place)
        return self._states(line)[place]

    def _step_in(self, op: Op, ready: Vector | float, before: Free, line: str) -> Vector | float:
        """When a worker or vehicle, free as in `before`, can begin `op`: back to where its drive begins."""
        if before.when is ready:
            return ready
        origin = None if before.at is None else self._origin(op, before, line)
        if before.at is None or origin is None:
            return np.maximum(ready, before.when)
        back = self.back(op.key, before.at, origin, op.step.vehicle, op.step.start)
        return np.maximum(ready, before.when if back is None else before.when + back)

    def _origin(self, op: Op, before: Free, line: str) -> Point | None:
        if op.step.kind is not DRIVE:
            return None
        site = self.schedule.site_of(op)
        return op.step.origin or (before.at if self._goes_on(op, line) else site.at if site else None)

    def _goes_on(self, op: Op, line: str) -> bool:
        """Whether the operation before it in the line belongs to the same promise."""
        place = op.place[line]
        return place > 0 and self.schedule.ops[self.schedule.lines[line][place - 1]].promise == op.promise

    def _about(self, op: Op) -> tuple[Shares, str]:
        step, params = op.step, self.chance.params
        site = self.schedule.site_of(op)
        if step.kind in SIDE_BY_SIDE and site is not None:
            return kitchen_shares(params, site, step.start), f"{step.kind}/{step.item}"
        if step.kind is DRIVE:
            return traffic_shares(params, self.schedule.now, step.start), "drive"
        return (), str(step.kind)

    def _play_line(self, line: str, slot: int) -> None:
        ops = self.schedule.lines.get(line, [])
        if slot and ops[slot - 1] not in self._finish:
            self._play(self._needed([ops[slot - 1]]))

    def _needed(self, ops: list[int]) -> list[int]:
        """These and all they wait for, as far as not yet played, in order."""
        stack, found = list(ops), set(ops)
        while stack:
            op = self.schedule.ops[stack.pop()]
            before = list(op.waits_for)
            before += [self.schedule.lines[line][place - 1] for line, place in op.place.items() if place]
            for i in before:
                if i not in self._finish and i not in found:
                    found.add(i)
                    stack.append(i)
        return sorted(found, key=lambda i: self.schedule.ops[i].rank)

    def _play(self, ops: list[int]) -> None:
        all_ops, finish = self.schedule.ops, self._finish
        self._draw([op for op in map(all_ops.__getitem__, ops) if op.step.began is None])
        for i in ops:
            op = all_ops[i]
            states = [self._states(line)[op.place[line]] for line in op.lines]
            waits = [finish[j] for j in op.waits_for]
            finish[i], after = self.play(op, ready(op, waits, self.schedule.now), states)
            for line, state in zip(op.lines, after, strict=True):
                self._lines[line].append(state)

    def _draw(self, ops: Sequence[Op]) -> None:
        """Minutes of the steps among these not yet drawn."""
        new = [op for op in ops if op.number not in self._minutes]
        minutes = self.chance.minutes([Ask(op.key, op.step.law, *self._about(op)) for op in new])
        for op, lasts in zip(new, minutes, strict=True):
            self._minutes[op.number] = lasts

    def _lasting(self, op: Op, start: Vector | float) -> Vector:
        if op.step.began is not None:
            shares, known = self._about(op)
            ends = self.chance.under_way(op.key, op.step.law, op.step.began, shares=shares, known=known)
            return self._found(op, op.step.began, ends) if op.step.kind is StepKind.FIND else ends
        return np.asarray(start + self._lasts(op), np.float32)

    def _lasts(self, op: Op) -> Vector:
        rounds = self._rounds(op)
        minutes = self.minutes(op) if op.number not in self._minutes else self._minutes[op.number]
        return minutes if rounds == 1 else minutes * np.float32(rounds)

    def _found(self, op: Op, began: float, ends: Vector) -> Vector:
        """When a guest who is looked for is found: who has not come yet cannot be, so it tells nothing of the way."""
        guest, now = self.guest(op.promise), np.float32(self.schedule.now)
        if guest.is_waited_for is not None:
            assert guest.here is not None
            return np.where(guest.is_waited_for, np.maximum(guest.here, now), ends)
        earliest = self.schedule.house.promises[op.promise].earliest
        if earliest is not None and now < earliest:
            return np.asarray(np.maximum(np.float32(began) + self.minutes(op), now), np.float32)
        return ends

    def _rounds(self, op: Op) -> int:
        station = self.schedule.stations.get(op.step.station) if op.step.kind is MAKE else None
        return -(-op.step.qty // station.places) if station else 1

    def _states(self, line: str) -> list[State]:
        if line not in self._lines:
            idle = np.float32(-np.inf)  # what holds nothing has been free all along, not only from now on
            if line.startswith(station_line("")):
                places = self.schedule.stations[line.removeprefix(station_line(""))].places
                self._lines[line] = [Places(places)]
            else:
                since, at = self.schedule.last_seen.get(line, (idle, None))
                self._lines[line] = [Free(np.full(self.samples, since, np.float32), at)]
        return self._lines[line]


def ready(op: Op, ends: Sequence[Vector], now: float) -> Vector | float:
    """When `op` may begin, given when what it waits for ends: which is never before now."""
    if not ends:
        return op.release
    last = ends[0] if len(ends) == 1 else np.maximum.reduce(ends)
    return last if op.release <= now else np.maximum(last, np.float32(op.release))


def _moved(op: Op, finish: Vector, before: Free) -> Free:
    return Free(finish, op.step.to if op.step.kind is DRIVE and op.step.to else before.at)
