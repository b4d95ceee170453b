"""Improve a running day: `replan(running, params, *, now) -> Replan`, and say how much it disturbs.

What has begun, and what somebody has been told, stays as it is. Everything else may move to another courier,
another place in a route, or into a trip from the same kitchen, but each move must pay for the disturbance it
causes: so a small gain changes nothing, and planning again at once changes nothing more. Best improvement
over single moves and exchanges of two jobs; nothing is random.

Not here: deciding what to do this very minute (`dispatch`), odds, telling people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from hovmester.engines.promising.dispatch.model import Courier, Grounds, Order

NEVER_MIN = 1e4  # cost of a job that nobody does, or that is fetched after its courier went off
GAIN_MIN = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An order to deliver by `due_min`. `told`: begun, or somebody has been told who brings it or when: it stays."""

    order: Order
    due_min: float
    told: bool = False


Trip = tuple[Job, ...]  # jobs of one kitchen, fetched together, delivered in this order


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    courier: Courier
    trips: tuple[Trip, ...] = ()

    def __post_init__(self) -> None:
        for trip in self.trips:
            kitchens = {job.order.kitchen for job in trip}
            if len(kitchens) != 1:
                raise ValueError(
                    f"a trip fetches from one kitchen, got {sorted(kitchens)} for {self.courier.key}"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The day as planned: each courier's route, and jobs that nobody has yet."""

    grounds: Grounds
    routes: tuple[Route, ...]
    unplanned: tuple[Job, ...] = ()

    def __post_init__(self) -> None:
        keys = [job.order.key for job in self.jobs()]
        twice = sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else []
        if twice:
            raise ValueError(f"every order is planned once, got {twice} more than once")
        told = sorted(job.order.key for job in self.unplanned if job.told)
        if told:
            raise ValueError(f"an order that somebody was told of is planned, got {told} unplanned")

    def jobs(self) -> Iterator[Job]:
        for route in self.routes:
            for trip in route.trips:
                yield from trip
        yield from self.unplanned


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanParams:
    """Costs in minutes of a guest's waiting."""

    per_late_min: float = 5.0
    other_courier: float = 2.0  # what giving a job to another courier must gain at least
    per_shifted_min: float = 0.1  # each minute a hand-over moves, sooner or later
    most_in_trip: int = 3
    most_moves: int = 200

    def __post_init__(self) -> None:
        if min(self.per_late_min, self.other_courier, self.per_shifted_min) < 0:
            raise ValueError(
                "costs must be >= 0, got "
                f"{self.per_late_min}, {self.other_courier} and {self.per_shifted_min} for lateness, courier and shift"
            )
        if self.most_in_trip < 1:
            raise ValueError(f"most_in_trip must be >= 1, got {self.most_in_trip}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance:
    """`moved`: planned orders that change courier; `shifted_min`: by how much planned hand-overs move, in all."""

    moved: tuple[str, ...]
    shifted_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """`waiting_min` sums placement to hand-over, `late_min` what is beyond due, over all jobs that are planned."""

    running: Running
    disturbance: Disturbance
    waiting_min: tuple[float, float]  # before, after
    late_min: tuple[float, float]
    undone: tuple[int, int]  # jobs nobody does, or only after going off


def replan(running: Running, params: ReplanParams | None = None, *, now: float) -> Replan:
    """The running day, improved as far as it pays for the disturbance. Some seconds for 40 couriers and 120 orders."""
    desk = _Desk(running, params or ReplanParams(), now)
    routes, unplanned = list(running.routes), tuple(job for job in running.unplanned)
    for _ in range(desk.params.most_moves):
        found = min(desk.moves(routes, unplanned), key=lambda move: move[0], default=None)
        if found is None or found[0] > -GAIN_MIN:
            break
        _, changed, unplanned = found
        for k, route in changed:
            routes[k] = route
    better = Running(grounds=running.grounds, routes=tuple(routes), unplanned=unplanned)
    before, after = desk.figures(running), desk.figures(better)
    return Replan(
        running=better,
        disturbance=desk.disturbance(better),
        waiting_min=(before[0], after[0]),
        late_min=(before[1], after[1]),
        undone=(before[2], after[2]),
    )


_Move = tuple[float, tuple[tuple[int, Route], ...], tuple[Job, ...]]


class _Desk:
    """What stays the same while planning: travel, and who was to do what when."""

    def __init__(self, running: Running, params: ReplanParams, now: float) -> None:
        self.grounds, self.params, self.now = running.grounds, params, now
        self._minutes: dict[tuple[tuple[float, float], tuple[float, float]], float] = {}
        self._costs: dict[tuple[int, tuple[Trip, ...]], float] = {}
        self.by: dict[str, int] = {}
        self.at: dict[str, float] = {}
        for k, route in enumerate(running.routes):
            for job, handed in self.hand_overs(route):
                self.by[job.order.key], self.at[job.order.key] = k, handed

    def moves(self, routes: list[Route], unplanned: tuple[Job, ...]) -> Iterator[_Move]:
        """Every change of one job or exchange of two, with what it costs more (less: negative)."""
        for job in unplanned:
            left = tuple(other for other in unplanned if other is not job)
            for k, route in enumerate(routes):
                plain = self.cost(k, route)
                for trips in self._with(route.trips, job):
                    longer = replace(route, trips=trips)
                    yield self.cost(k, longer) - plain - NEVER_MIN, ((k, longer),), left
        free = [
            (k, job)
            for k, route in enumerate(routes)
            for trip in route.trips[_first_free(route.trips) :]
            for job in trip
        ]
        for k, job in free:
            shorter = replace(routes[k], trips=_without(routes[k].trips, job))
            gain = self.cost(k, routes[k]) - self.cost(k, shorter)
            for to, route in enumerate(routes):
                start = shorter if to == k else route
                plain = self.cost(to, start)
                for trips in self._with(start.trips, job):
                    longer = replace(start, trips=trips)
                    changed = ((to, longer),) if to == k else ((k, shorter), (to, longer))
                    yield self.cost(to, longer) - plain - gain, changed, unplanned
        for n, (k, one) in enumerate(free):
            for to, other in free[n + 1 :]:
                if to != k:
                    first = replace(routes[k], trips=_exchanged(routes[k].trips, one, other))
                    second = replace(routes[to], trips=_exchanged(routes[to].trips, other, one))
                    plain = self.cost(k, routes[k]) + self.cost(to, routes[to])
                    yield (
                        self.cost(k, first) + self.cost(to, second) - plain,
                        ((k, first), (to, second)),
                        unplanned,
                    )

    def cost(self, k: int, route: Route) -> float:
        """Waiting, lateness and disturbance of courier k's route, in minutes."""
        key = (k, route.trips)
        if key not in self._costs:
            self._costs[key] = sum(self._job_cost(k, job, handed) for job, handed in self.hand_overs(route))
        return self._costs[key]

    def _job_cost(self, k: int, job: Job, handed: float) -> float:
        if handed == inf:
            return NEVER_MIN
        params, key = self.params, job.order.key
        cost = handed - job.order.placed_min + params.per_late_min * max(0.0, handed - job.due_min)
        if key in self.by:
            cost += params.other_courier * (self.by[key] != k)
            if self.at[key] < inf:
                cost += params.per_shifted_min * abs(handed - self.at[key])
        return cost

    def hand_overs(self, route: Route) -> Iterator[tuple[Job, float]]:
        """When each job of a route is handed over; inf where it would be fetched after the courier went off."""
        grounds, courier = self.grounds, route.courier
        clock, here = max(self.now, courier.free_min, courier.on_min), courier.at_m
        for trip in route.trips:
            x, y = grounds.at_m[grounds.number[trip[0].order.kitchen]]
            kitchen = (float(x), float(y))
            clock += self._travel(here, kitchen) + grounds.pickup_min / 2
            clock = max([clock, *(job.order.ready_min for job in trip)])
            here, late = kitchen, clock > courier.off_min
            clock += grounds.pickup_min / 2
            for job in trip:
                clock += self._travel(here, job.order.to_m) + grounds.dropoff_min / 2
                yield job, inf if late else clock
                clock += grounds.dropoff_min / 2
                here = job.order.to_m

    def figures(self, running: Running) -> tuple[float, float, int]:
        done = [(job, at) for route in running.routes for job, at in self.hand_overs(route)]
        planned = [(job, at) for job, at in done if at < inf]
        waiting = sum(at - job.order.placed_min for job, at in planned)
        late = sum(max(0.0, at - job.due_min) for job, at in planned)
        return waiting, late, len(done) - len(planned) + len(running.unplanned)

    def disturbance(self, running: Running) -> Disturbance:
        moved, shifted = [], 0.0
        for k, route in enumerate(running.routes):
            for job, at in self.hand_overs(route):
                key = job.order.key
                if key in self.by:
                    if self.by[key] != k:
                        moved.append(key)
                    if at < inf and self.at[key] < inf:
                        shifted += abs(at - self.at[key])
        return Disturbance(moved=tuple(sorted(moved)), shifted_min=shifted)

    def _with(self, trips: tuple[Trip, ...], job: Job) -> Iterator[tuple[Trip, ...]]:
        """The trips with the job put in, wherever that leaves untouched what somebody was told."""
        first_free = _first_free(trips)
        for n in range(first_free, len(trips) + 1):
            yield (*trips[:n], (job,), *trips[n:])
        for n in range(first_free, len(trips)):
            trip = trips[n]
            if trip[0].order.kitchen == job.order.kitchen and len(trip) < self.params.most_in_trip:
                for place in range(len(trip) + 1):
                    yield (*trips[:n], (*trip[:place], job, *trip[place:]), *trips[n + 1 :])

    def _travel(self, a: tuple[float, float], b: tuple[float, float]) -> float:
        if (a, b) not in self._minutes:
            self._minutes[a, b] = float(self.grounds.travel_min(np.array(a), np.array(b)))
        return self._minutes[a, b]


def _first_free(trips: tuple[Trip, ...]) -> int:
    """The first trip that nobody was told of, nor of one after it: what comes before keeps its time."""
    return max((n + 1 for n, trip in enumerate(trips) if any(job.told for job in trip)), default=0)


def _without(trips: tuple[Trip, ...], job: Job) -> tuple[Trip, ...]:
    left = (tuple(other for other in trip if other is not job) for trip in trips)
    return tuple(trip for trip in left if trip)


def _exchanged(trips: tuple[Trip, ...], out: Job, into: Job) -> tuple[Trip, ...]:
    """`into` in the place of `out`, as a trip of its own where the kitchen is another."""
    changed: list[Trip] = []
    for trip in trips:
        if not any(job is out for job in trip):
            changed.append(trip)
        elif into.order.kitchen == out.order.kitchen:
            changed.append(tuple(into if job is out else job for job in trip))
        else:
            rest = tuple(job for job in trip if job is not out)
            changed += [(into,), rest] if rest else [(into,)]
    return tuple(changed)
