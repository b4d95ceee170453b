"""The running house, played forward in every sample at once.

Only what is asked for is played: an operation, and what it waits for. Each line keeps its state before every operation,
so that a wish can be put in anywhere without playing the line again.
"""

from collections.abc import Sequence
from copy import copy

import numpy as np

from hovmester.engines.promising.chance import Chance, Shares, kitchen_shares, traffic_shares
from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.lines import Free, Places
from hovmester.engines.promising.model import Point, Roads, StepKind
from hovmester.engines.promising.schedule import Op, Schedule, station_line

SAME_SPOT_M = 50.0
State = Places | Free


class World:
    """One stream of samples of the open promises."""

    def __init__(self, schedule: Schedule, chance: Chance, roads: Roads) -> None:
        self.schedule = schedule
        self.chance = chance
        self.roads = roads
        self._finish: dict[int, Vector] = {}
        self._lines: dict[str, list[State]] = {}

    def under(self, schedule: Schedule) -> "World":
        """The same samples, with more staff: what was played stays played."""
        other = copy(self)
        other.schedule = schedule
        return other

    @property
    def samples(self) -> int:
        return self.chance.samples

    def finish(self, op: int) -> Vector:
        """When an operation ends (samples,)."""
        if op not in self._finish:
            self._play(self._needed([op]))
        return self._finish[op]

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

    def minutes(self, op: Op) -> Vector:
        """How long a step not yet begun takes (samples,)."""
        shares, known = self._about(op)
        return self.chance.minutes(op.key, op.step.law, shares=shares, known=known)

    def back(self, key: str, start: Point, end: Point, vehicle: str, at: float) -> Vector | None:
        """Minutes of the way back before a trip (samples,); None where there is none."""
        if start == end or self.roads.metres(start, end) < SAME_SPOT_M:
            return None
        return self.leg(key + "/back", start, end, vehicle, at)

    def leg(self, key: str, start: Point, end: Point, vehicle: str, at: float) -> Vector:
        """Minutes of a drive (samples,): its planned minutes times the law of actual over planned."""
        found = self.schedule.vehicles.get(vehicle)
        planned = self.roads.minutes(start, end, vehicle=found.kind if found else "car", depart=at)
        params = self.chance.params
        ratio = self.chance.again(
            key, params.drive, shares=traffic_shares(params, self.schedule.now, at), known="drive"
        )
        return ratio * np.float32(planned)

    def play(self, op: Op, ready: Vector | float, states: Sequence[State]) -> tuple[Vector, list[State]]:
        """When `op` ends, and its lines after it, given when it is ready and its lines before it."""
        earliest = self.schedule.house.promises[op.promise].earliest
        if op.step.kind is StepKind.HANDOVER and earliest is not None:
            ready = np.maximum(ready, np.float32(earliest))
        taken = 0
        for line, state in zip(op.lines, states, strict=True):
            if isinstance(state, Free):
                ready = self._step_in(op, ready, state, line)
            else:
                taken = min(op.step.qty, state.of)
                ready = state.not_before(ready, taken)
        finish = self._lasting(op, ready)
        return finish, [
            _moved(op, finish, state) if isinstance(state, Free) else state.taken(taken, finish, op.release)
            for state in states
        ]

    def state(self, line: str, place: int) -> State:
        """A line before the operation at `place`."""
        self._play_line(line, place)
        return self._states(line)[place]

    def _step_in(self, op: Op, ready: Vector | float, before: Free, line: str) -> Vector | float:
        """When a worker or vehicle, free as in `before`, can begin `op`: back to where its drive begins."""
        origin = self._origin(op, before, line)
        if before.at is None or origin is None:
            return np.maximum(ready, before.when)
        back = self.back(op.key, before.at, origin, op.step.vehicle, op.step.start)
        return np.maximum(ready, before.when if back is None else before.when + back)

    def _origin(self, op: Op, before: Free, line: str) -> Point | None:
        if op.step.kind is not StepKind.DRIVE:
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
        if step.kind in {StepKind.MAKE, StepKind.PACK} and site is not None:
            return kitchen_shares(params, site, step.start), f"{step.kind}/{step.item}"
        if step.kind is StepKind.DRIVE:
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
        for i in ops:
            op = self.schedule.ops[i]
            ready: Vector | float = op.release
            for before in op.waits_for:
                ready = np.maximum(ready, self._finish[before])
            states = [self._states(line)[op.place[line]] for line in op.lines]
            self._finish[i], after = self.play(op, ready, states)
            for line, state in zip(op.lines, after, strict=True):
                self._states(line).append(state)

    def _lasting(self, op: Op, start: Vector | float) -> Vector:
        if op.step.began is not None:
            shares, known = self._about(op)
            return self.chance.under_way(op.key, op.step.law, op.step.began, shares=shares, known=known)
        rounds = self._rounds(op)
        minutes = self.minutes(op)
        return np.asarray(start + (minutes if rounds == 1 else minutes * np.float32(rounds)), np.float32)

    def _rounds(self, op: Op) -> int:
        station = self.schedule.stations.get(op.step.station) if op.step.kind is StepKind.MAKE else None
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


def _moved(op: Op, finish: Vector, before: Free) -> Free:
    return Free(finish, op.step.to if op.step.kind is StepKind.DRIVE and op.step.to else before.at)
