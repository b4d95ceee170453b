"""The open promises as operations on a graph: what waits for what, and which station, worker and vehicle each holds.

Stations hold several at once, workers and vehicles one; each serves in the order in which the steps were planned.
Making and packing hold a place, not a person: one cook watches several places.
"""

from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
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

# Reached often: an enum's members are dear to look up
PERMISSION, FOLLOW_UP, MAKE = StepKind.PERMISSION, StepKind.FOLLOW_UP, StepKind.MAKE
ROAD = frozenset({StepKind.DRIVE, StepKind.FIND, StepKind.HANDOVER})
SIDE_BY_SIDE = frozenset({StepKind.MAKE, StepKind.PACK})
Turn = tuple[bool, float]  # has it not begun, and the (planned) start
Rank = tuple[bool, float, float, int]  # its turn; then as the promises and their steps are told


@dataclass(slots=True)
class Op:
    """One step not yet ended. `waits_for`: positions of earlier operations, or the end of a step that ended."""

    key: str
    number: int  # its position among the operations
    promise: int
    step: Step
    rank: Rank
    waits_for: tuple[int, ...]
    release: float  # it does not begin before: the planned start where no work precedes it, else now
    lines: tuple[str, ...]
    place: dict[str, int]  # its position in each of its lines

    @property
    def step_number(self) -> int:
        """Among the steps of its promise."""
        return self.rank[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip:
    """A stretch of road work for one promise as planned: from leaving until handed over."""

    promise: int
    first: int  # position of its first operation in the line
    behind: int  # and of what comes after its last
    leaves: float
    until: float
    ends_at: Point
    vehicle: str
    begun: bool
    goes_on: bool  # from the trip before it, without coming home in between


class Schedule:
    """Everything that is still to be done in the house, in order. Built once for an answer; never changed."""

    def __init__(self, house: House, now: float) -> None:
        self.house = house
        self.now = now
        self.soonest = now  # what is wished for cannot begin before
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
        self.joined: set[int] = set()  # promises whose trip goes on from another's
        number_of = {promise.key: number for number, promise in enumerate(house.promises)}
        for number, promise in enumerate(house.promises):
            if promise.joins in number_of:
                self._join(number, number_of[promise.joins])
        self._trips: dict[str, list[Trip]] = {}
        self._turns: dict[str, list[float]] = {}
        self._queues: dict[tuple[str, int], list[float]] = {}
        self.lines: dict[str, list[int]] = {}
        for op in self.ops:
            for line in op.lines:
                self.lines.setdefault(line, []).append(op.number)
        ranks = [op.rank for op in self.ops]
        for line, numbers in self.lines.items():
            numbers.sort(key=ranks.__getitem__)
            for place, number in enumerate(numbers):
                self.ops[number].place[line] = place

    def _add(self, number: int, promise: Promise) -> None:
        steps, ops, now = promise.steps, self.ops, self.now
        begun = max((i for i, step in enumerate(steps) if step.began is not None), default=-1)
        turns = _turns(steps)
        waits: tuple[int, ...] = ()
        these: list[int] = []
        not_before: Turn = (False, float("-inf"))  # what it waits for has its turn then
        latest = not_before
        before: StepKind | None = None
        at: Point | None = None
        first = True
        ended = float("-inf")
        for i, step in enumerate(steps):
            kind = step.kind
            if kind is FOLLOW_UP:
                continue
            if kind is not before or kind not in SIDE_BY_SIDE:
                if these:
                    waits, these, not_before = tuple(these), [], latest
                first = first and (before is None or before is PERMISSION)
            before = kind
            if step.ended is not None:
                ended = max(ended, step.ended)
                if kind in ROAD:
                    at = step.to or at
                    self._see(step, at)
                continue
            if i < begun and not (kind in SIDE_BY_SIDE and steps[begun].kind is kind):
                continue  # a later step began, so this one is over, whatever was noted
            turn = max(turns[i], not_before)
            latest = max(latest, turn)
            these.append(len(ops))
            ops.append(
                Op(
                    f"{promise.key}/{i}", len(ops), number, step, (*turn, number, i),
                    waits if step.began is None else (), max(now, step.start) if first else now, self._held(step), {},
                )
            )  # fmt: skip
        self.last.append(tuple(these) or waits)
        self.ended_at.append(now if isinf(ended) else ended)

    def _join(self, number: int, other: int) -> None:
        """A promise's trip comes straight after another's, which leaves the site with the food of both."""
        road, ahead = self.on_road(number), self.on_road(other)
        if not road or not ahead or ahead[0].step.began is not None:
            return
        kitchen = [op for i in self.of(number) if (op := self.ops[i]).step.kind not in ROAD]
        ahead[0].waits_for += tuple(op.number for op in kitchen)
        made = max((op.rank[:2] for op in kitchen if op.lines), default=ahead[0].rank[:2])
        for op in kitchen:
            if not op.lines:  # packing holds nothing: it may have its turn with what is made
                op.rank = (*made, *op.rank[2:])
        turn = max(made, *(op.rank[:2] for op in ahead))
        behind = float(other if made < turn else max(number, other))
        for op in ahead:
            op.rank = (*turn, behind + 0.25, op.step_number)
        for op in road:
            op.rank = (*turn, behind + 0.5, op.step_number)
        self.joined.add(number)

    def on_road(self, promise: int) -> list[Op]:
        """The steps of a promise on the road, in order."""
        return [op for i in self.of(promise) if (op := self.ops[i]).step.kind in ROAD]

    def _held(self, step: Step) -> tuple[str, ...]:
        """The lines of the station, or of the worker and the vehicle, that a step holds."""
        if step.kind in ROAD:
            if step.worker and step.vehicle:
                return worker_line(step.worker), vehicle_line(step.vehicle)
            if step.worker:
                return (worker_line(step.worker),)
            return (vehicle_line(step.vehicle),) if step.vehicle else ()
        if step.kind is MAKE and step.station in self.stations:
            return (station_line(step.station),)
        return ()

    def _see(self, step: Step, at: Point | None) -> None:
        """Where a step on the road that has ended leaves those who made it."""
        if at is None or step.ended is None:
            return
        for line in self._held(step):
            if step.ended >= self.last_seen.get(line, (float("-inf"), at))[0]:
                self.last_seen[line] = step.ended, at

    def of(self, promise: int) -> list[int]:
        """The operations of a promise, in the order of its steps."""
        return self._of.get(promise, [])

    @cached_property
    def _of(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for op in self.ops:
            found.setdefault(op.promise, []).append(op.number)
        return found

    def with_staff(self, house: House) -> "Schedule":
        """The same promises in a house with more workers and vehicles."""
        other = copy(self)
        other.house = house
        other.workers = {worker.key: worker for worker in house.workers}
        other.vehicles = {vehicle.key: vehicle for vehicle in house.vehicles}
        return other

    def with_permission_at(self, moment: float) -> "Schedule":
        """The same promises, had the wish been given permission then."""
        other = copy(self)
        other.soonest = moment
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
        return bisect_left(
            ops, (True, planned, float(len(self.house.promises)), 0), key=lambda i: self.ops[i].rank
        )

    def trips(self, line: str) -> list[Trip]:
        """The trips of a worker or vehicle, as planned and in order."""
        if line not in self._trips:
            self._trips[line] = _trips(self, self.lines.get(line, ()))
        return self._trips[line]

    def turns(self, station: str) -> list[float]:
        """When one's turn at a station changes: who begins then or later comes behind what is planned for then."""
        if station not in self._turns:
            planned = (self.ops[i].rank for i in self.lines.get(station_line(station), ()))
            self._turns[station] = [start for not_begun, start, *_ in planned if not_begun]
        return self._turns[station]

    def begins(self, station: str, taken: int, start: float) -> float:
        """When making would begin that takes so many places and is planned for `start`, as everything is planned."""
        if (station, taken) not in self._queues:
            self._queues[station, taken] = _queue(self, station, taken)
        return max(start, self._queues[station, taken][self.slot(station_line(station), start)])

    @cached_property
    def held(self) -> dict[str, int]:
        """Portions of each item that open promises still need to make."""
        portions: dict[str, int] = {}
        for op in self.ops:
            if op.step.kind is MAKE and op.step.began is None:
                portions[op.step.item] = portions.get(op.step.item, 0) + op.step.qty
        return portions


def station_line(key: str) -> str:
    return "station/" + key


def worker_line(key: str) -> str:
    return "worker/" + key


def vehicle_line(key: str) -> str:
    return "vehicle/" + key


def _turns(steps: Sequence[Step]) -> list[Turn]:
    """When each step has its turn: what has begun first, then as planned. A trip has its turn as a whole: who has left
    for one guest does not go to another in between.
    """
    turns: list[Turn] = []
    planned = float("-inf")
    goes_on: Step | None = None  # a step on the road that this one may go on from
    for i, step in enumerate(steps):
        planned = max(planned, step.start)
        road = step.kind in ROAD
        if road and goes_on is not None and step.worker == goes_on.worker:
            turns.append(turns[-1])
            continue
        goes_on = step if road else None
        began = step.began
        if road:
            trip = takewhile(lambda s: s.kind in ROAD, steps[i:])
            began = min((s.began for s in trip if s.began is not None), default=None)
        turns.append((began is None, planned if began is None else began))
    return turns


def _queue(schedule: Schedule, station: str, taken: int) -> list[float]:
    """When so many places of a station are free together: before each operation in its line, and behind them all."""
    places = schedule.stations[station].places
    free = [float("-inf")] * places
    found: list[float] = []
    for i in schedule.lines.get(station_line(station), ()):
        found.append(free[taken - 1])
        step = schedule.ops[i].step
        needs = min(step.qty, places)
        begins = max(schedule.now, step.start, free[needs - 1]) if step.began is None else step.began
        ends = max(schedule.now, begins + step.law.p50 * -(-step.qty // places))
        free = sorted([*free[needs:], *(ends,) * needs])
    return [*found, free[taken - 1]]


def _trips(schedule: Schedule, line: Sequence[int]) -> list[Trip]:
    trips: list[Trip] = []
    first = 0
    while first < len(line):
        op = schedule.ops[line[first]]
        site = schedule.site_of(op)
        ends_at = trips[-1].ends_at if trips else site.at if site else Point(lat=0, lon=0)
        leaves = op.step.began if op.step.began is not None else max(schedule.now, op.step.start)
        until = max(schedule.now, leaves + op.step.law.p50)
        ends_at = op.step.to or ends_at
        behind = first + 1
        while behind < len(line) and schedule.ops[line[behind]].promise == op.promise:
            step = schedule.ops[line[behind]].step
            began = step.began if step.began is not None else max(schedule.now, step.start)
            until = max(schedule.now, began + step.law.p50, until + step.law.p50)
            ends_at = step.to or ends_at
            behind += 1
        trips.append(
            Trip(
                promise=op.promise, first=first, behind=behind, leaves=leaves, until=until, ends_at=ends_at,
                vehicle=op.step.vehicle, begun=not op.rank[0], goes_on=op.promise in schedule.joined,
            )
        )  # fmt: skip
        first = behind
    return trips
