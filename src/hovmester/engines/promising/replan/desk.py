"""Routes on the clock: when each job is handed over, what a route costs, and how much it disturbs."""

from dataclasses import dataclass, replace
from math import inf

import numpy as np

from hovmester.engines.promising.dispatch.model import Floats
from hovmester.engines.promising.replan.model import Disturbance, ReplanParams, Running, first_free

NEVER_MIN = 1e4  # cost of a job that nobody does, or that is fetched after its courier went off

Trips = tuple[tuple[int, ...], ...]  # jobs by number


@dataclass(frozen=True, slots=True)
class Plan:
    """What each courier does, and what nobody does, jobs by number."""

    routes: tuple[Trips, ...]
    unplanned: tuple[int, ...]

    def changed(self, routes: dict[int, Trips], unplanned: tuple[int, ...] | None = None) -> "Plan":
        kept = tuple(routes.get(k, trips) for k, trips in enumerate(self.routes))
        return Plan(kept, self.unplanned if unplanned is None else unplanned)


@dataclass(frozen=True, slots=True)
class Timed:
    """A route on the clock: (when, at which point) each trip begins and the last one ends, and each hand-over."""

    starts: list[tuple[float, int]]
    handed: list[tuple[int, float]]
    cost: float


class Desk:
    """What stays the same while planning: the jobs, the ways, and who was to do what when."""

    def __init__(self, running: Running, params: ReplanParams, now: float) -> None:
        self.grounds, self.params, self.running = running.grounds, params, running
        self.jobs = jobs = tuple(running.jobs())
        numbers = iter(range(len(jobs)))
        routes = tuple(
            tuple(tuple(next(numbers) for _ in trip) for trip in route.trips) for route in running.routes
        )
        self.plan = Plan(routes, tuple(numbers))
        self.fixed = [first_free(route.trips) for route in running.routes]
        couriers = [route.courier for route in running.routes]
        self.free = [max(now, courier.free_min, courier.on_min) for courier in couriers]
        self.off = [courier.off_min for courier in couriers]
        self.kitchen = [self.grounds.number[job.order.kitchen] for job in jobs]
        self.ready = [job.order.ready_min for job in jobs]
        points = [job.order.to_m for job in jobs] + [courier.at_m for courier in couriers]
        points_m = np.array(points).reshape(-1, 2)
        self.ways: Floats = self.grounds.travel_min(points_m[:, None], self.grounds.at_m)
        self.way = self.ways.tolist()  # from a door, or where a courier begins, to a kitchen
        self.legs: dict[tuple[int, int], float] = {}
        self.timed_routes: dict[tuple[int, Trips], Timed] = {}
        self.by, self.at = [-1] * len(jobs), [inf] * len(jobs)
        for k, trips in enumerate(routes):
            for j, handed in self.timed(k, trips).handed:
                self.by[j], self.at[j] = k, handed
        placed, due = [job.order.placed_min for job in jobs], [job.due_min for job in jobs]
        self.moments = np.array([self.ready, placed, due, self.at])  # (4, n_jobs)
        self.timed_routes.clear()  # their costs did not know yet what disturbs

    def cost(self, k: int, trips: Trips) -> float:
        """Waiting, lateness and disturbance of courier k's route, in minutes."""
        return self.timed(k, trips).cost

    def timed(self, k: int, trips: Trips) -> Timed:
        found = self.timed_routes.get((k, trips))
        if found is None:
            found = self.timed_routes[k, trips] = self._timed(k, trips)
        return found

    def _timed(self, k: int, trips: Trips) -> Timed:
        half_pickup, half_dropoff = self.grounds.pickup_min / 2, self.grounds.dropoff_min / 2
        clock, here = self.free[k], len(self.jobs) + k
        starts, handed, cost = [(clock, here)], [], 0.0
        for trip in trips:
            clock += self.way[here][self.kitchen[trip[0]]] + half_pickup
            clock = max(clock, *(self.ready[j] for j in trip))
            late, before = clock > self.off[k], -1
            clock += half_pickup
            for j in trip:
                clock += self._leg(before, j) + half_dropoff
                handed.append((j, inf if late else clock))
                cost += self._job_cost(k, j, inf if late else clock)
                clock += half_dropoff
                before = j
            here = trip[-1]
            starts.append((clock, here))
        return Timed(starts, handed, cost)

    def _leg(self, before: int, j: int) -> float:
        """Minutes to the door of job j from the door before it, or (-1) from its kitchen."""
        if before < 0:
            return float(self.way[j][self.kitchen[j]])
        if (before, j) not in self.legs:
            self.legs[before, j] = self.grounds.way_min(self.jobs[before].order.to_m, self.jobs[j].order.to_m)
        return self.legs[before, j]

    def _job_cost(self, k: int, j: int, handed: float) -> float:
        if handed == inf:
            return NEVER_MIN
        params, job = self.params, self.jobs[j]
        cost = handed - job.order.placed_min + params.per_late_min * max(0.0, handed - job.due_min)
        if self.by[j] >= 0:
            cost += params.other_courier * (self.by[j] != k)
            if self.at[j] < inf:
                cost += params.per_shifted_min * abs(handed - self.at[j])
        return cost

    def figures(self, plan: Plan) -> tuple[float, float, int]:
        done = [one for k, trips in enumerate(plan.routes) for one in self.timed(k, trips).handed]
        planned = [(self.jobs[j], at) for j, at in done if at < inf]
        waiting = sum(at - job.order.placed_min for job, at in planned)
        late = sum(max(0.0, at - job.due_min) for job, at in planned)
        return waiting, late, len(self.jobs) - len(planned)

    def disturbance(self, plan: Plan) -> Disturbance:
        moved, shifted = [], 0.0
        for k, trips in enumerate(plan.routes):
            for j, at in self.timed(k, trips).handed:
                if self.by[j] not in {-1, k}:
                    moved.append(self.jobs[j].order.key)
                if max(at, self.at[j]) < inf:
                    shifted += abs(at - self.at[j])
        return Disturbance(moved=tuple(sorted(moved)), shifted_min=shifted)

    def running_of(self, plan: Plan) -> Running:
        routes = tuple(
            replace(route, trips=tuple(tuple(self.jobs[j] for j in trip) for trip in trips))
            for route, trips in zip(self.running.routes, plan.routes, strict=True)
        )
        return replace(self.running, routes=routes, unplanned=tuple(self.jobs[j] for j in plan.unplanned))


def without(trips: Trips, j: int) -> Trips:
    left = (tuple(other for other in trip if other != j) for trip in trips)
    return tuple(trip for trip in left if trip)
