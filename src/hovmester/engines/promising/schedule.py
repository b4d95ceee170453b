"""The open promises as operations on a graph: what waits for what, and which station, worker and vehicle each holds.

Stations hold several at once, workers and vehicles one; each serves in the order in which the steps were planned.
Making and packing hold a place, not a person: one cook watches several places.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from math import isinf

from hovmester.engines.promising.model import (
    House,
    Item,
    Point,
    Promise,
    Site,
    Station,
    Step,
    StepKind,
    Vehicle,
    Worker,
)

ROAD = frozenset({StepKind.DRIVE, StepKind.FIND, StepKind.HANDOVER})
SIDE_BY_SIDE = frozenset({StepKind.MAKE, StepKind.PACK})
Rank = tuple[bool, float, int, int]  # begun first, then as planned


@dataclass(slots=True, kw_only=True)
class Op:
    """One step not yet ended. `waits_for`: positions of earlier operations, or the end of a step that ended."""

    key: str
    promise: int
    step_number: int  # among the steps of the promise
    step: Step
    rank: Rank
    waits_for: tuple[int, ...]
    release: float  # it does not begin before: the planned start where no work precedes it, else now
    lines: tuple[str, ...]
    place: dict[str, int] = field(default_factory=dict)  # its position in each of its lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A stretch of road work for one promise as planned: from leaving until handed over."""

    promise: int
    first: int  # position of its first operation in the worker's line
    leaves: float
    until: float
    ends_at: Point
    vehicle: str
    begun: bool


class Schedule:
    """Everything that is still to be done in the house, in order. Built once for an answer; never changed."""

    def __init__(self, house: House, now: float) -> None:
        self.house = house
        self.now = now
        self.sites: dict[str, Site] = {site.key: site for site in house.sites}
        self.stations: dict[str, Station] = {station.key: station for station in house.stations}
        self.workers: dict[str, Worker] = {worker.key: worker for worker in house.workers}
        self.vehicles: dict[str, Vehicle] = {vehicle.key: vehicle for vehicle in house.vehicles}
        self.items: dict[str, Item] = {item.key: item for item in house.items}
        self.ops: list[Op] = []
        self.last: list[tuple[int, ...]] = []  # for each promise, the operations its handover is made of
        self.ended_at: list[float] = []  # for each promise, when its last ended step ended; now if none did
        self.last_seen: dict[
            str, tuple[float, Point]
        ] = {}  # line of a worker or vehicle -> until when, and where
        for number, promise in enumerate(house.promises):
            self._add(number, promise)
        self._of: dict[int, list[int]] = {}
        for i, op in enumerate(self.ops):
            self._of.setdefault(op.promise, []).append(i)
        self.order = sorted(range(len(self.ops)), key=lambda i: self.ops[i].rank)
        self.lines: dict[str, list[int]] = {}
        for i in self.order:
            op = self.ops[i]
            for line in op.lines:
                ops = self.lines.setdefault(line, [])
                op.place[line] = len(ops)
                ops.append(i)

    def _add(self, number: int, promise: Promise) -> None:
        kept = [n for n, step in enumerate(promise.steps) if step.kind is not StepKind.FOLLOW_UP]
        steps = [promise.steps[n] for n in kept]
        begun = max((i for i, step in enumerate(steps) if step.began is not None), default=-1)
        turns = _turns(steps)
        self._seen(steps)
        waits: tuple[int, ...] = ()
        first = True
        ended = float("-inf")
        for group in _groups(steps):
            these: list[int] = []
            for i in group:
                step = steps[i]
                if step.ended is not None:
                    ended = max(ended, step.ended)
                    continue
                if i < begun and steps[begun].kind not in _beside(step):
                    continue  # a later step began, so this one is over, whatever was noted
                these.append(len(self.ops))
                turn = max(
                    [turns[i], *(self.ops[j].rank[:2] for j in waits)]
                )  # never before what it waits for
                rank = (*turn, number, i)
                self.ops.append(self._op(f"{promise.key}/{i}", number, kept[i], step, rank, waits, first))
            waits = tuple(these) or waits
            first = first and steps[group[0]].kind is StepKind.PERMISSION
        self.last.append(waits)
        self.ended_at.append(self.now if isinf(ended) else ended)

    def _op(
        self, key: str, promise: int, number: int, step: Step, rank: Rank, waits: tuple[int, ...], first: bool
    ) -> Op:
        lines: tuple[str, ...] = ()
        if step.kind is StepKind.MAKE and step.station in self.stations:
            lines = (station_line(step.station),)
        elif step.kind in ROAD:
            held = (worker_line(step.worker), step.worker), (vehicle_line(step.vehicle), step.vehicle)
            lines = tuple(line for line, who in held if who)
        return Op(
            key=key, promise=promise, step_number=number, step=step, rank=rank,
            waits_for=waits if step.began is None else (),
            release=max(self.now, step.start) if first else self.now, lines=lines,
        )  # fmt: skip

    def _seen(self, steps: Sequence[Step]) -> None:
        """Where the steps on the road that have ended leave those who made them."""
        at: Point | None = None
        for step in steps:
            if step.kind not in ROAD or step.ended is None:
                continue
            at = step.to or at
            held = (worker_line(step.worker), step.worker), (vehicle_line(step.vehicle), step.vehicle)
            for line in (line for line, who in held if who and at is not None):
                if step.ended >= self.last_seen.get(line, (float("-inf"), at))[0] and at is not None:
                    self.last_seen[line] = step.ended, at

    def of(self, promise: int) -> list[int]:
        """The operations of a promise, in the order of its steps."""
        return self._of.get(promise, [])

    def with_staff(self, house: House) -> "Schedule":
        """The same promises in a house with more workers and vehicles."""
        other = copy(self)
        other.house = house
        other.workers = {worker.key: worker for worker in house.workers}
        other.vehicles = {vehicle.key: vehicle for vehicle in house.vehicles}
        return other

    def site_of(self, op: Op) -> Site | None:
        return self.sites.get(self.house.promises[op.promise].site)

    def at(self, line: str, place: int) -> list[int]:
        """The operation at a place of a line, if there is one."""
        return self.lines.get(line, [])[place : place + 1]

    @cached_property
    def waiting(self) -> dict[int, list[int]]:
        """For each operation those that wait for it."""
        waiting: dict[int, list[int]] = {}
        for i, op in enumerate(self.ops):
            for j in op.waits_for:
                waiting.setdefault(j, []).append(i)
        return waiting

    def slot(self, line: str, planned: float) -> int:
        """Where a step planned for then would come in a line: after all that are planned before it or just then."""
        ops = self.lines.get(line, [])
        return bisect_left(ops, (True, planned, len(self.house.promises), 0), key=lambda i: self.ops[i].rank)

    @cached_property
    def trips(self) -> dict[str, list[Trip]]:
        """The trips of each worker, as planned and in order."""
        return {
            line: _trips(self, ops) for line, ops in self.lines.items() if line.startswith(worker_line(""))
        }

    @cached_property
    def vehicle_trips(self) -> dict[str, list[Trip]]:
        return {
            line: _trips(self, ops) for line, ops in self.lines.items() if line.startswith(vehicle_line(""))
        }

    @cached_property
    def held(self) -> dict[str, int]:
        """Portions of each item that open promises still need to make."""
        portions: dict[str, int] = {}
        for op in self.ops:
            if op.step.kind is StepKind.MAKE and op.step.began is None:
                portions[op.step.item] = portions.get(op.step.item, 0) + op.step.qty
        return portions


def station_line(key: str) -> str:
    return "station/" + key


def worker_line(key: str) -> str:
    return "worker/" + key


def vehicle_line(key: str) -> str:
    return "vehicle/" + key


def groups(kinds: Sequence[StepKind]) -> Iterable[list[int]]:
    """Runs of steps that go side by side: neighbouring makes, neighbouring packs; every other step alone."""
    group: list[int] = []
    for i, kind in enumerate(kinds):
        if group and not (kind in SIDE_BY_SIDE and kinds[group[-1]] is kind):
            yield group
            group = []
        group.append(i)
    if group:
        yield group


def _groups(steps: Sequence[Step]) -> Iterable[list[int]]:
    return groups([step.kind for step in steps])


def _turns(steps: Sequence[Step]) -> list[tuple[bool, float]]:
    """When each step has its turn: has it begun, and the (planned) start. A trip has its turn as a whole: who has left
    for one guest does not go to another in between.
    """
    turns: list[tuple[bool, float]] = []
    planned = float("-inf")
    for i, step in enumerate(steps):
        planned = max(planned, step.start)
        if step.kind in ROAD and i and steps[i - 1].kind in ROAD and steps[i - 1].worker == step.worker:
            turns.append(turns[-1])
            continue
        trip = [step]
        if step.kind in ROAD:
            trip = list(takewhile(lambda s: s.kind in ROAD, steps[i:]))
        begun = [s.began for s in trip if s.began is not None]
        turns.append((not begun, min(begun, default=planned)))
    return turns


def _beside(step: Step) -> frozenset[StepKind]:
    """Kinds of steps that may begin while this one has not."""
    return frozenset({step.kind}) & SIDE_BY_SIDE


def _trips(schedule: Schedule, line: Sequence[int]) -> list[Trip]:
    trips: list[Trip] = []
    for first, i in enumerate(line):
        op = schedule.ops[i]
        step = op.step
        site = schedule.site_of(op)
        here = step.to or (trips[-1].ends_at if trips else site.at if site else Point(lat=0, lon=0))
        begins, begun = first, not op.rank[0]
        leaves = step.began if step.began is not None else max(schedule.now, step.start)
        until = max(schedule.now, leaves + step.law.p50)
        if trips and trips[-1].promise == op.promise:
            last = trips.pop()
            until = max(until, last.until + step.law.p50)
            begins, leaves, begun = last.first, last.leaves, last.begun
        trips.append(
            Trip(
                promise=op.promise,
                first=begins,
                leaves=leaves,
                until=until,
                ends_at=here,
                vehicle=step.vehicle,
                begun=begun,
            )
        )
    return trips
