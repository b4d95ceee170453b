"""Where a trip fits in: between the trips of a worker, within shifts and breaks, with a vehicle that is free.

As planned, without samples. Worked out once for a site and used by every candidate.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, zip_longest

import numpy as np

from hovmester.engines.promising.model import Roads, Site, Station, Window, Worker
from hovmester.engines.promising.schedule import Schedule, Trip, station_line, vehicle_line, worker_line

MOST_OVERLAP_MIN = 60.0  # between two trips planned so close, or closer, nothing is put in
MOST_VEHICLES = 64  # looked at for one trip, those with the fewest trips of their own first
FOREVER = float("inf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A stretch in which a worker could make a trip."""

    worker: Worker
    slot: int  # in the worker's line
    start: float
    on_from: float  # start of the shift, or end of a break
    leaves_before: float  # when the next trip leaves; a trip put in may push it, at its cost
    until: float  # end of the shift, or start of a break
    vehicles: tuple[str, ...]  # of the trips before and after


class Gaps:
    """All gaps of a site, by worker, with their moments as columns (gaps,)."""

    def __init__(self, gaps: Iterable[Gap]) -> None:
        self.all = sorted(gaps, key=lambda gap: (gap.worker.key, gap.slot))
        self.start = np.array([gap.start for gap in self.all])
        self.leaves_before = np.array([gap.leaves_before for gap in self.all])
        self.until = np.array([gap.until for gap in self.all])
        self.drives = np.array([gap.worker.drives for gap in self.all], bool)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ride:
    """A vehicle for a trip: its slot, when it is free, and when its own next trip leaves."""

    vehicle: str
    kind: str
    slot: int
    free: float
    leaves_before: float

    def delay(self, leaves: float, lasts_min: float) -> float:
        """How long a trip that would leave then, and the vehicle's next one, have to wait."""
        begins = max(leaves, self.free)
        return begins - leaves + max(0.0, begins + lasts_min - self.leaves_before)


class Yard:
    """The workers and vehicles of one site."""

    def __init__(self, schedule: Schedule, roads: Roads, site: Site) -> None:
        self._schedule = schedule
        self._roads = roads
        self._site = site
        self.staff = [worker for worker in schedule.house.workers if worker.site == site.key]
        self.gaps = Gaps([gap for worker in self.staff for gap in self._gaps(worker)])
        fleet = [vehicle for vehicle in schedule.house.vehicles if vehicle.site == site.key]
        fleet.sort(key=lambda v: (len(schedule.lines.get(vehicle_line(v.key), ())), v.per_km))
        self.fleet = {vehicle.key: vehicle for vehicle in fleet}
        self.kinds = sorted({vehicle.kind for vehicle in fleet})
        self._uses_of: dict[str, _Uses] = {}
        self._rides: dict[tuple[float, float], tuple[Ride, ...]] = {}

    def alone_at(self, worker: Worker, start: float, end: float) -> Station | None:
        """A station with work planned in between at which nobody but this worker could stand."""
        for station, work in self._planned_work.items():
            others = (other for other in self.staff if other.key != worker.key)
            if station.skill not in worker.skills or any(station.skill in other.skills for other in others):
                continue
            if any(begins < end and ends > start for begins, ends in work):
                return station
        return None

    @cached_property
    def _planned_work(self) -> dict[Station, list[tuple[float, float]]]:
        """From when until when there is making planned at stations that need a skill."""
        schedule = self._schedule
        return {
            station: [_planned(schedule, i) for i in schedule.lines[line]]
            for station in schedule.house.stations
            if station.site == self._site.key and station.skill
            if (line := station_line(station.key)) in schedule.lines
        }

    def trips_to_join(self, soonest: float, latest: float) -> Iterator[tuple[Worker, Trip, Trip | None]]:
        """Trips for one guest planned to leave in between, and what comes after each."""
        for worker in self.staff:
            trips = self._schedule.trips(worker_line(worker.key)) if worker.drives else []
            for trip, after in zip_longest(trips, trips[1:]):
                alone = not (trip.begun or trip.goes_on or (after is not None and after.goes_on))
                if alone and trip.vehicle in self.fleet and soonest <= trip.leaves <= latest:
                    yield worker, trip, after

    def behind(self, trip: Trip) -> int:
        """The position after a trip in its vehicle's line."""
        trips = self._schedule.trips(vehicle_line(trip.vehicle))
        return next(other.behind for other in trips if other.promise == trip.promise)

    def rides(self, gap: Gap, leaves: float, lasts_min: float) -> Iterable[Ride]:
        """The vehicles of the trips before and after, and of each kind the one that delays least."""
        own = {key: self._uses(key).ride(leaves) for key in gap.vehicles if key in self.fleet}
        return (own | {ride.vehicle: ride for ride in self._fleet_rides(leaves, lasts_min)}).values()

    def _fleet_rides(self, leaves: float, lasts_min: float) -> Iterable[Ride]:
        """For each kind of vehicle the one that delays a trip and its own next one least."""
        name = leaves, lasts_min
        if name not in self._rides:
            best: dict[str, Ride] = {}
            missing = set(self.kinds)
            for key in islice(self.fleet, MOST_VEHICLES):
                kind = self.fleet[key].kind
                if kind in missing:
                    ride = self._uses(key).ride(leaves)
                    delay = ride.delay(leaves, lasts_min)
                    if kind not in best or delay < best[kind].delay(leaves, lasts_min):
                        best[kind] = ride
                    if delay <= 0:
                        missing.remove(kind)
                        if not missing:
                            break
            self._rides[name] = tuple(best.values())
        return self._rides[name]

    def _gaps(self, worker: Worker) -> Iterator[Gap]:
        line = worker_line(worker.key)
        trips = self._schedule.trips(line)
        back = [self._back(trip) for trip in trips]
        end_of_line = len(self._schedule.lines.get(line, ()))
        soonest = self._schedule.soonest
        first = self._first_back(line)
        for window in working(worker, soonest):
            for i in range(len(trips) + 1):
                after = trips[i] if i < len(trips) else None
                if after is not None and (after.begun or after.goes_on or after.leaves < window.start):
                    continue
                start = max(soonest, window.start, back[i - 1] if i else first)
                end = min(window.end, after.leaves) if after else window.end
                if start >= window.end or start - end > MOST_OVERLAP_MIN:
                    continue
                yield Gap(
                    worker=worker, slot=after.first if after else end_of_line, start=start, on_from=window.start,
                    leaves_before=after.leaves if after else FOREVER, until=window.end,
                    vehicles=tuple(trip.vehicle for trip in trips[max(0, i - 1) : i + 1]),
                )  # fmt: skip

    def _uses(self, key: str) -> "_Uses":
        if key not in self._uses_of:
            line = vehicle_line(key)
            trips = self._schedule.trips(line)
            self._uses_of[key] = _Uses(
                vehicle=key, kind=self.fleet[key].kind, first=self._first_back(line), trips=trips,
                leaves=_leaving(trips),
                back=[self._back(trip) for trip in trips], end_of_line=len(self._schedule.lines.get(line, ())),
            )  # fmt: skip
        return self._uses_of[key]

    def _first_back(self, line: str) -> float:
        """When who was last seen somewhere is back at the site."""
        soonest = self._schedule.soonest
        if line not in self._schedule.last_seen:
            return soonest
        since, at = self._schedule.last_seen[line]
        return max(soonest, since + self._roads.minutes(at, self._site.at, vehicle="car", depart=since))

    def _back(self, trip: Trip) -> float:
        """When the one who makes a trip is back at the site."""
        if trip.ends_at == self._site.at:
            return trip.until
        vehicle = self._schedule.vehicles.get(trip.vehicle)
        kind = vehicle.kind if vehicle else "car"
        return trip.until + self._roads.minutes(trip.ends_at, self._site.at, vehicle=kind, depart=trip.until)


def _leaving(trips: list[Trip]) -> list[float]:
    """When a vehicle leaves with each trip; one that goes on from another leaves with that."""
    leaves: list[float] = []
    for trip in trips:
        leaves.append(-FOREVER if trip.begun else leaves[-1] if trip.goes_on and leaves else trip.leaves)
    return leaves


def _planned(schedule: Schedule, op: int) -> tuple[float, float]:
    step = schedule.ops[op].step
    begins = step.began if step.began is not None else max(schedule.now, step.start)
    return begins, max(schedule.now, begins + step.law.p50)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uses:
    """The trips of one vehicle."""

    vehicle: str
    kind: str
    first: float  # when it is free for its first trip
    trips: list[Trip]
    leaves: list[float]
    back: list[float]
    end_of_line: int

    def ride(self, leaves: float) -> Ride:
        i = bisect_right(self.leaves, leaves)
        return Ride(
            vehicle=self.vehicle, kind=self.kind,
            slot=self.trips[i].first if i < len(self.trips) else self.end_of_line,
            free=self.back[i - 1] if i else self.first,
            leaves_before=self.leaves[i] if i < len(self.trips) else FOREVER,
        )  # fmt: skip


def working(worker: Worker, now: float) -> list[Window]:
    """When a worker is there: shifts without breaks."""
    windows = [window for window in worker.shifts if window.end > now]
    for pause in worker.breaks:
        cut: list[Window] = []
        for window in windows:
            if pause.end <= window.start or pause.start >= window.end:
                cut.append(window)
                continue
            if pause.start > window.start:
                cut.append(Window(start=window.start, end=pause.start))
            if pause.end < window.end:
                cut.append(Window(start=pause.end, end=window.end))
        windows = cut
    return windows
