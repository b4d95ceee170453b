"""Single changes that may help one promise: who brings it and when, its turn in the kitchen, where the guest is met.

As in `search`, the plan as it stands (planned starts, medians) only has to keep the good ones among the many. What has
begun stays: a trip moves as a whole, and not once its drive has begun.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from hovmester.engines.promising.case import FIRST, Case
from hovmester.engines.promising.gaps import FOREVER, Gap, Ride, Yard
from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import MeetingPoint, Promise, Roads, Site, Step, StepKind
from hovmester.engines.promising.schedule import (
    ROAD,
    SIDE_BY_SIDE,
    Schedule,
    station_line,
    vehicle_line,
    worker_line,
)
from hovmester.engines.promising.search import LATE_COUNTS, PUSH_COUNTS
from hovmester.engines.promising.suggesting.model import MovedStep, Moves
from hovmester.engines.promising.trial import HERE_M

SECOND = 1 / 60  # between two turns: what a house writes down to the second stays in order
MOST_AHEAD = 2  # promises before it in the lines of its trip that somebody else might bring
MOST_TURNS = 4  # nearer to the front of a station's line


@dataclass(frozen=True, slots=True)
class Move:
    """A change and how good it looks (lower is better)."""

    score: float
    steps: Moves


def of_those_ahead(case: Case, number: int, samples: int) -> list[Move]:
    """Somebody else for what its courier or vehicle is to bring before, or the same one afterwards."""
    schedule, found = case.schedule, list[Move]()
    road = schedule.on_road(number)
    if not road or road[0].step.began is not None:
        return found
    ahead: dict[int, None] = {}
    for line, place in road[0].place.items():
        for i in reversed(schedule.lines[line][:place]):
            if schedule.ops[i].step.began is None:
                ahead.setdefault(schedule.ops[i].promise)
    for other in [n for n in ahead if n != number][:MOST_AHEAD]:
        found += of_its_trip(case, other, samples)
    return found


def in_the_kitchen(case: Case, number: int) -> list[Move]:
    """What is not yet begun to be made, made sooner: now, or before what stands before it at its station."""
    schedule, promise = case.schedule, case.house.promises[number]
    site = schedule.sites.get(promise.site)
    ops = [op for i in schedule.of(number) if (op := schedule.ops[i]).step.kind is StepKind.MAKE and op.lines]
    waiting = [op for op in ops if op.step.began is None]
    if not waiting or site is None or not any(w.start <= case.now <= w.end for w in site.open):
        return []
    first = min(op.step.start for op in waiting)
    starts = {case.now} if first > case.now + 1 else set()
    for op in waiting:
        line = schedule.lines[station_line(op.step.station)]
        before = [o for i in line if (o := schedule.ops[i]).step.began is None and o.promise != number]
        starts |= {o.rank[1] - SECOND for o in before[:MOST_TURNS] if o.rank < op.rank}
    return [Move(start, tuple(_sooner(promise, start - first))) for start in sorted(starts) if start < first]


def _sooner(promise: Promise, by: float) -> Iterator[MovedStep]:
    for i, step in enumerate(promise.steps):
        if step.kind in SIDE_BY_SIDE and step.began is None:
            yield _as_it_is(promise, i, start=step.start + by)


def elsewhere(case: Case, number: int, points: Iterable[MeetingPoint]) -> list[Move]:
    """Another of the points at which the guest can be met, as long as nobody looks for them yet."""
    promise = case.house.promises[number]
    find = next((i for i, step in enumerate(promise.steps) if step.kind is StepKind.FIND), None)
    if find is None or promise.steps[find].began is not None:
        return []
    return [
        Move(point.walk.p50, steps)
        for point in points
        if (steps := _to_point(case, promise, find, point)) is not None
    ]


def _to_point(case: Case, promise: Promise, find: int, point: MeetingPoint) -> Moves | None:
    there = _as_it_is(promise, find, start=promise.steps[find].start)
    there = replace(there, law=point.walk, place=point.name)
    i, drive = _drive(promise)
    if drive is None or drive.to is None or case.roads.metres(drive.to, point.at) <= HERE_M:
        return (there,)
    site = case.schedule.sites.get(promise.site)
    if drive.began is not None or site is None:
        return None
    kind = _kind(case.schedule, drive.vehicle)
    old, new = (
        case.roads.minutes(site.at, to, vehicle=kind, depart=drive.start) for to in (drive.to, point.at)
    )
    driven = _as_it_is(promise, i, start=drive.start)
    return replace(driven, to=point.at, law=_scaled(drive.law, old, new)), there


# -- trips -----------------------------------------------------------------------------------------------------


def of_its_trip(case: Case, number: int, samples: int, *, other_hands: bool = False) -> list[Move]:
    """Another courier, vehicle or place among the stops, for this promise.

    With `other_hands` another courier *and* another vehicle.
    """
    promise = case.house.promises[number]
    road = [(i, step) for i, step in enumerate(promise.steps) if step.kind in ROAD]
    site = case.schedule.sites.get(promise.site)
    joined = promise.joins or any(other.joins == promise.key for other in case.house.promises)
    if site is None or not road or joined or any(step.began is not None for _, step in road):
        return []
    home = replace(promise, steps=tuple(step for step in promise.steps if step.kind not in ROAD))
    promises = (*case.house.promises[:number], home, *case.house.promises[number + 1 :])
    schedule = Schedule(replace(case.house, promises=promises), case.now)
    trip = _Trip(case, site, number, _ready(case, number, samples))
    yard = Yard(schedule, case.roads, site)
    gaps = (gap for gap in yard.gaps.all if gap.worker.drives or not trip.drives)
    found = list(chain.from_iterable(trip.moves(schedule, yard, gap) for gap in gaps))
    if other_hands:
        found = [move for move in found if _in_other_hands(move.steps[0], road[0][1])]
    return sorted(found, key=lambda move: move.score)


def _in_other_hands(moved: MovedStep, step: Step) -> bool:
    return moved.worker != step.worker and (moved.vehicle != step.vehicle or not step.vehicle)


def _ready(case: Case, number: int, samples: int) -> float:
    """When all is made and packed, usually."""
    road = case.schedule.on_road(number)
    world = case.world(FIRST, samples)
    ends = [float(np.median(world.finish(i))) for i in road[0].waits_for] if road else []
    return max([case.now, *ends])


class _Trip:
    """The road work of one promise, put elsewhere."""

    def __init__(self, case: Case, site: Site, number: int, ready: float) -> None:
        self.promise = case.house.promises[number]
        self.roads: Roads = case.roads
        self.site, self.ready = site, ready
        self.vehicles = case.schedule.vehicles
        self.first, self.drive = _drive(self.promise)
        self.overtime_min = case.params.overtime_min
        steps = self.promise.steps
        self.after_min = sum(
            step.law.p50 for step in steps if step.kind in ROAD and step.kind is not StepKind.DRIVE
        )

    @property
    def drives(self) -> bool:
        return self.drive is not None and self.drive.to is not None

    def moves(self, schedule: Schedule, yard: Yard, gap: Gap) -> Iterator[Move]:
        leaves = max(self.ready, gap.start)
        rides = yard.rides(gap, leaves, 2 * self._leg_min("", leaves)) if self.drives else [None]
        for ride in rides:
            move = self._move(schedule, gap, ride)
            if move is not None:
                yield move

    def _move(self, schedule: Schedule, gap: Gap, ride: Ride | None) -> Move | None:
        leaves = max(self.ready, gap.start, ride.free if ride else 0.0)
        vehicle = ride.vehicle if ride else ""
        back_min = self._leg_min(vehicle, leaves) if ride else 0.0
        leg = self._law(vehicle, leaves).p50 if ride else 0.0
        promise = self.promise
        earliest = -FOREVER if promise.earliest is None else promise.earliest
        handed = max(leaves + leg + self.after_min, earliest)
        back = handed + back_min
        if back > gap.until + self.overtime_min:
            return None
        start = _turn(schedule, leaves, _spots(gap, ride))
        if start is None:
            return None
        push = max(0.0, back - gap.leaves_before)
        push += max(0.0, back - ride.leaves_before) if ride else 0.0
        late = max(0.0, handed + 0.3 * leg - promise.deadline)
        score = LATE_COUNTS * late + PUSH_COUNTS * push + leaves - self.ready
        return Move(score, tuple(self._steps(gap.worker.key, vehicle, start)))

    def _steps(self, worker: str, vehicle: str, start: float) -> Iterator[MovedStep]:
        by = start - next(step.start for step in self.promise.steps if step.kind in ROAD)
        for i, step in enumerate(self.promise.steps):
            if step.kind not in ROAD:
                continue
            as_moved = _as_it_is(self.promise, i, start=step.start + by)
            law = self._law(vehicle, start) if step is self.drive and self.drives else step.law
            yield replace(as_moved, worker=worker, vehicle=vehicle, law=law)

    def _law(self, vehicle: str, depart: float) -> Law:
        """Of its drive, in this vehicle."""
        assert self.drive is not None
        usual = self._leg_min(self.drive.vehicle, depart)
        return _scaled(self.drive.law, usual, self._leg_min(vehicle, depart))

    def _leg_min(self, vehicle: str, depart: float) -> float:
        assert self.drive is not None
        assert self.drive.to is not None
        kind = self.vehicles[vehicle].kind if vehicle in self.vehicles else "car"
        return self.roads.minutes(self.site.at, self.drive.to, vehicle=kind, depart=depart)


def _spots(gap: Gap, ride: Ride | None) -> Iterator[tuple[str, int]]:
    yield worker_line(gap.worker.key), gap.slot
    if ride is not None:
        yield vehicle_line(ride.vehicle), ride.slot


def _turn(schedule: Schedule, leaves: float, spots: Iterable[tuple[str, int]]) -> float | None:
    """A planned start that has its turn at these places of the lines, as near to `leaves` as may be."""
    least, most = -FOREVER, FOREVER
    for line, slot in spots:
        ops = schedule.lines.get(line, [])
        before = schedule.ops[ops[slot - 1]].rank if slot else None
        if before is not None and before[0]:
            least = max(least, before[1])
        if slot < len(ops):
            has_not_begun, turn = schedule.ops[ops[slot]].rank[:2]
            most = min(most, turn) if has_not_begun else -FOREVER
    if least + 2 * SECOND > most:
        return None
    return min(max(leaves, least + SECOND), most - SECOND)


def _drive(promise: Promise) -> tuple[int, Step | None]:
    return next(
        ((i, step) for i, step in enumerate(promise.steps) if step.kind is StepKind.DRIVE), (-1, None)
    )


def _as_it_is(promise: Promise, number: int, *, start: float) -> MovedStep:
    step = promise.steps[number]
    return MovedStep(
        promise=promise.key,
        number=number,
        start=start,
        law=step.law,
        worker=step.worker,
        vehicle=step.vehicle,
    )


def _kind(schedule: Schedule, vehicle: str) -> str:
    return schedule.vehicles[vehicle].kind if vehicle in schedule.vehicles else "car"


def _scaled(law: Law, old_min: float, new_min: float) -> Law:
    """The law of a leg that is planned longer or shorter; the same law where it is not."""
    return law if old_min <= 0 or abs(new_min / old_min - 1) < 1e-9 else law.scaled(new_min / old_min)
