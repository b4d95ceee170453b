"""Improve a running day: `replan(running, params, *, now) -> Replan`, and say how much it disturbs.

What has begun, and what somebody has been told, stays as it is. Everything else may move to another courier,
another place in a route, or into a trip from the same kitchen, but each move must pay for the disturbance it
causes: so a small gain changes nothing, and planning again at once changes nothing more. Best improvement
over single moves and exchanges of two jobs; nothing is random.

Each round all moves are weighed at once by what they could gain at most: a job that joins a route makes nobody
else's food sooner, so its own cost there bounds the move. Only those whose bound beats the best move found are
looked at in full.

Not here: deciding what to do this very minute (`dispatch`), odds, telling people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf
from operator import itemgetter

import numpy as np

from hovmester.engines.promising.dispatch.model import Courier, Floats, Grounds, Order

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
    """The running day, improved as far as it pays for the disturbance."""
    desk = _Desk(running, params or ReplanParams(), now)
    plan = desk.plan
    for _ in range(desk.params.most_moves):
        move = desk.best_move(plan)
        if move is None:
            break
        plan = move
    before, after = desk.figures(desk.plan), desk.figures(plan)
    return Replan(
        running=desk.running_of(plan),
        disturbance=desk.disturbance(plan),
        waiting_min=(before[0], after[0]),
        late_min=(before[1], after[1]),
        undone=(before[2], after[2]),
    )


_Trips = tuple[tuple[int, ...], ...]  # jobs by number


@dataclass(frozen=True, slots=True)
class _Plan:
    """What each courier does, and what nobody does, jobs by number."""

    routes: tuple[_Trips, ...]
    unplanned: tuple[int, ...]

    def changed(self, routes: dict[int, _Trips], unplanned: tuple[int, ...] | None = None) -> "_Plan":
        kept = tuple(routes.get(k, trips) for k, trips in enumerate(self.routes))
        return _Plan(kept, self.unplanned if unplanned is None else unplanned)


@dataclass(frozen=True, slots=True)
class _Timed:
    """A route on the clock: (when, at which point) each trip begins and the last one ends, and each hand-over."""

    starts: list[tuple[float, int]]
    handed: list[tuple[int, float]]
    cost: float


class _Desk:
    """What stays the same while planning: the jobs, the ways, and who was to do what when."""

    def __init__(self, running: Running, params: ReplanParams, now: float) -> None:
        self.grounds, self.params, self.running = running.grounds, params, running
        self.jobs = jobs = tuple(running.jobs())
        numbers = iter(range(len(jobs)))
        routes = tuple(
            tuple(tuple(next(numbers) for _ in trip) for trip in route.trips) for route in running.routes
        )
        self.plan = _Plan(routes, tuple(numbers))
        self.fixed = [_first_free(route.trips) for route in running.routes]
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
        self.timed_routes: dict[tuple[int, _Trips], _Timed] = {}
        self.by, self.at = [-1] * len(jobs), [inf] * len(jobs)
        for k, trips in enumerate(routes):
            for j, handed in self.timed(k, trips).handed:
                self.by[j], self.at[j] = k, handed
        self.moments = (
            np.array(
                [
                    (job.order.ready_min, job.order.placed_min, job.due_min, at)
                    for job, at in zip(jobs, self.at, strict=True)
                ]
            )
            .reshape(-1, 4)
            .T
        )  # (4, n_jobs)
        self.timed_routes.clear()  # their costs did not know yet what disturbs

    def best_move(self, plan: _Plan) -> _Plan | None:
        """The change of one job, or exchange of two, that gains most; none where nothing gains anything."""
        best: tuple[float, _Plan | None] = (GAIN_MIN, None)
        board = _Board(self, plan)
        for bound, i, slot in board.moves():
            if bound <= best[0]:
                break
            best = max([best, *self._moves(plan, board, i, slot)], key=itemgetter(0))
        for i in range(board.planned):
            best = max([best, *self._moves_within(plan, board, i)], key=itemgetter(0))
        for bound, i, j in board.exchanges():
            if bound <= best[0]:
                break
            best = max([best, self._exchange(plan, board, i, j)], key=itemgetter(0))
        return best[1]

    def _moves(self, plan: _Plan, board: "_Board", i: int, slot: int) -> Iterator[tuple[float, _Plan]]:
        """Job i moved to a slot of another courier: a trip of its own there, or in the trip that is there."""
        j, k, (to, n) = board.jobs[i], board.courier[i], board.slots[slot]
        left = {k: _without(plan.routes[k], j)} if k >= 0 else {}
        unplanned = tuple(other for other in plan.unplanned if other != j)
        for trips in self._with(plan.routes[to], n, j):
            gain = board.gain[i] + self.cost(to, plan.routes[to]) - self.cost(to, trips)
            yield float(gain), plan.changed(left | {to: trips}, unplanned)

    def _moves_within(self, plan: _Plan, board: "_Board", i: int) -> Iterator[tuple[float, _Plan]]:
        j, k = board.jobs[i], board.courier[i]
        shorter = _without(plan.routes[k], j)
        for n in range(self.fixed[k], len(shorter) + 1):
            for trips in self._with(shorter, n, j):
                yield self.cost(k, plan.routes[k]) - self.cost(k, trips), plan.changed({k: trips})

    def _exchange(self, plan: _Plan, board: "_Board", i: int, j: int) -> tuple[float, _Plan]:
        one, other, k, to = board.jobs[i], board.jobs[j], board.courier[i], board.courier[j]
        changed = {
            k: self._exchanged(plan.routes[k], one, other),
            to: self._exchanged(plan.routes[to], other, one),
        }
        gain = sum(self.cost(who, plan.routes[who]) - self.cost(who, trips) for who, trips in changed.items())
        return gain, plan.changed(changed)

    def _with(self, trips: _Trips, n: int, j: int) -> Iterator[_Trips]:
        """Job j in a trip of its own before trip n, or anywhere in trip n if that fetches from its kitchen."""
        yield (*trips[:n], (j,), *trips[n:])
        if n < len(trips) and len(trips[n]) < self.params.most_in_trip:
            trip = trips[n]
            if self.kitchen[trip[0]] == self.kitchen[j]:
                for place in range(len(trip) + 1):
                    yield (*trips[:n], (*trip[:place], j, *trip[place:]), *trips[n + 1 :])

    def _exchanged(self, trips: _Trips, out: int, into: int) -> _Trips:
        """`into` in the place of `out`, as a trip of its own where the kitchen is another."""
        changed: list[tuple[int, ...]] = []
        for trip in trips:
            if out not in trip:
                changed.append(trip)
            elif self.kitchen[into] == self.kitchen[out]:
                changed.append(tuple(into if j == out else j for j in trip))
            else:
                rest = tuple(j for j in trip if j != out)
                changed += [(into,), rest] if rest else [(into,)]
        return tuple(changed)

    def cost(self, k: int, trips: _Trips) -> float:
        """Waiting, lateness and disturbance of courier k's route, in minutes."""
        return self.timed(k, trips).cost

    def timed(self, k: int, trips: _Trips) -> _Timed:
        found = self.timed_routes.get((k, trips))
        if found is None:
            found = self.timed_routes[k, trips] = self._timed(k, trips)
        return found

    def _timed(self, k: int, trips: _Trips) -> _Timed:
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
        return _Timed(starts, handed, cost)

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

    def figures(self, plan: _Plan) -> tuple[float, float, int]:
        done = [one for k, trips in enumerate(plan.routes) for one in self.timed(k, trips).handed]
        planned = [(self.jobs[j], at) for j, at in done if at < inf]
        waiting = sum(at - job.order.placed_min for job, at in planned)
        late = sum(max(0.0, at - job.due_min) for job, at in planned)
        return waiting, late, len(self.jobs) - len(planned)

    def disturbance(self, plan: _Plan) -> Disturbance:
        moved, shifted = [], 0.0
        for k, trips in enumerate(plan.routes):
            for j, at in self.timed(k, trips).handed:
                if self.by[j] not in {-1, k}:
                    moved.append(self.jobs[j].order.key)
                if max(at, self.at[j]) < inf:
                    shifted += abs(at - self.at[j])
        return Disturbance(moved=tuple(sorted(moved)), shifted_min=shifted)

    def running_of(self, plan: _Plan) -> Running:
        routes = tuple(
            replace(route, trips=tuple(tuple(self.jobs[j] for j in trip) for trip in trips))
            for route, trips in zip(self.running.routes, plan.routes, strict=True)
        )
        return replace(self.running, routes=routes, unplanned=tuple(self.jobs[j] for j in plan.unplanned))


class _Board:
    """What every move of a round could gain at most.

    Rows are the jobs that may move, planned ones first; slots are the places before each trip that may change, and at
    the end of each route. Who joins a route makes nobody on it sooner (`per_shifted_min` <= 1 supposed), so what a job
    would cost by itself in a slot is the least that the move costs.
    """

    def __init__(self, desk: _Desk, plan: _Plan) -> None:
        self.slots: list[tuple[int, int]] = []
        self.jobs: list[int] = []
        self.courier: list[int] = []
        gains, places, starts = [], [], []
        for k, trips in enumerate(plan.routes):
            timed = desk.timed(k, trips)
            for n in range(desk.fixed[k], len(trips) + 1):
                for j in trips[n] if n < len(trips) else ():
                    self.jobs.append(j)
                    self.courier.append(k)
                    places.append(len(self.slots))
                    gains.append(timed.cost - desk.cost(k, _without(trips, j)))
                self.slots.append((k, n))
                starts.append(timed.starts[n])
        self.planned = len(self.jobs)
        self.jobs += plan.unplanned
        self.courier += [-1] * len(plan.unplanned)
        self.gain = np.array(gains + [NEVER_MIN] * len(plan.unplanned))
        self.place = np.array(places, dtype=np.int64)
        self.least = self._least(desk, starts)
        who = np.array([k for k, _ in self.slots], dtype=np.int64)
        self._elsewhere = np.array(self.courier, dtype=np.int64)[:, None] != who

    def _least(self, desk: _Desk, starts: Sequence[tuple[float, int]]) -> Floats:
        """(n_jobs, n_slots) what each job costs at least in each slot: fetched first there, and brought first."""
        params, grounds, jobs = desk.params, desk.grounds, self.jobs
        clock = np.array([minute for minute, _ in starts])
        off = np.array([desk.off[k] for k, _ in self.slots])
        ready, placed, due, at = desk.moments[:, jobs, None]
        kitchen = [desk.kitchen[j] for j in jobs]
        pickup = clock + desk.ways[[here for _, here in starts]][:, kitchen].T + grounds.pickup_min / 2
        pickup = np.maximum(pickup, ready)
        handed = pickup + (grounds.pickup_min + grounds.dropoff_min) / 2 + desk.ways[jobs, kitchen][:, None]
        cost = handed - placed + params.per_late_min * np.maximum(0, handed - due)
        cost += params.other_courier * (np.array([desk.by[j] for j in jobs])[:, None] >= 0)
        cost += params.per_shifted_min * np.where(
            np.isfinite(at), np.abs(handed - np.nan_to_num(at, posinf=0)), 0
        )
        return np.asarray(np.where(pickup > off, NEVER_MIN, cost))

    def moves(self) -> Iterator[tuple[float, int, int]]:
        """(gain at most, row, slot) of each move to another courier, the greatest first."""
        return _falling(np.where(self._elsewhere, self.gain[:, None] - self.least, 0))

    def exchanges(self) -> Iterator[tuple[float, int, int]]:
        """(gain at most, row, row) of each exchange of two planned jobs between couriers, the greatest first."""
        gain = self.gain[: self.planned] - self.least[: self.planned, self.place]
        return _falling(np.triu(np.where(self._elsewhere[: self.planned, self.place], gain + gain.T, 0)))


def _falling(gain: Floats) -> Iterator[tuple[float, int, int]]:
    rows, columns = np.nonzero(gain > GAIN_MIN)
    order = np.argsort(-gain[rows, columns], kind="stable")
    return zip(
        gain[rows, columns][order].tolist(), rows[order].tolist(), columns[order].tolist(), strict=True
    )


def _first_free(trips: tuple[Trip, ...]) -> int:
    """The first trip that nobody was told of, nor of one after it: what comes before keeps its time."""
    return max((n + 1 for n, trip in enumerate(trips) if any(job.told for job in trip)), default=0)


def _without(trips: _Trips, j: int) -> _Trips:
    left = (tuple(other for other in trip if other != j) for trip in trips)
    return tuple(trip for trip in left if trip)
