"""Every change of one job and exchange of two, and the one that gains most.

Each round all of them are weighed at once by what they could gain at most: who joins a route makes nobody on it sooner,
so what a job would cost by itself in its new place is the least that the move costs. Only those whose bound beats the
best found are looked at in full. (`per_shifted_min` <= 1 is supposed; above it a gain may be overlooked.)
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter

import numpy as np

from hovmester.engines.promising.dispatch.model import Floats
from hovmester.engines.promising.replan.desk import NEVER_MIN, Desk, Plan, Trips, without

GAIN_MIN = 1e-6


def best_move(desk: Desk, plan: Plan) -> Plan | None:
    """The change of one job, or exchange of two, that gains most; none where nothing gains anything."""
    best: tuple[float, Plan | None] = (GAIN_MIN, None)
    board = _Board(desk, plan)
    for bound, i, slot in board.moves():
        if bound <= best[0]:
            break
        best = max([best, *_moves(desk, plan, board, i, slot)], key=itemgetter(0))
    for i in range(board.planned):
        best = max([best, *_moves_within(desk, plan, board, i)], key=itemgetter(0))
    for bound, i, j in board.exchanges():
        if bound <= best[0]:
            break
        best = max([best, _exchange(desk, plan, board, i, j)], key=itemgetter(0))
    if best[1] is None and plan.unplanned:
        best = max([best, *_making_room(desk, plan, board)], key=itemgetter(0))
    return best[1]


def _moves(desk: Desk, plan: Plan, board: "_Board", i: int, slot: int) -> Iterator[tuple[float, Plan]]:
    """Job i moved to a slot of another courier: a trip of its own there, or in the trip that is there."""
    j, k, (to, n) = board.jobs[i], board.courier[i], board.slots[slot]
    left = {k: without(plan.routes[k], j)} if k >= 0 else {}
    unplanned = tuple(other for other in plan.unplanned if other != j)
    for trips in _with(desk, plan.routes[to], n, j):
        gain = board.gain[i] + desk.cost(to, plan.routes[to]) - desk.cost(to, trips)
        yield float(gain), plan.changed(left | {to: trips}, unplanned)


def _moves_within(desk: Desk, plan: Plan, board: "_Board", i: int) -> Iterator[tuple[float, Plan]]:
    j, k = board.jobs[i], board.courier[i]
    shorter = without(plan.routes[k], j)
    for trips in _anywhere(desk, k, shorter, j):
        yield desk.cost(k, plan.routes[k]) - desk.cost(k, trips), plan.changed({k: trips})


def _exchange(desk: Desk, plan: Plan, board: "_Board", i: int, j: int) -> tuple[float, Plan]:
    one, other, k, to = board.jobs[i], board.jobs[j], board.courier[i], board.courier[j]
    changed = {
        k: _exchanged(desk, plan.routes[k], one, other),
        to: _exchanged(desk, plan.routes[to], other, one),
    }
    gain = sum(desk.cost(who, plan.routes[who]) - desk.cost(who, trips) for who, trips in changed.items())
    return gain, plan.changed(changed)


def _making_room(desk: Desk, plan: Plan, board: "_Board") -> Iterator[tuple[float, Plan]]:
    """A job nobody has, put where another was, and that one anywhere else."""
    for i in plan.unplanned:
        unplanned = tuple(other for other in plan.unplanned if other != i)
        for row in range(board.planned):
            j, k = board.jobs[row], board.courier[row]
            before, least = desk.cost(k, plan.routes[k]) + NEVER_MIN, board.least[row].min()
            for trips in _anywhere(desk, k, without(plan.routes[k], j), i):
                if before - desk.cost(k, trips) - least > GAIN_MIN:
                    room = plan.changed({k: trips}, unplanned)
                    for to, route in enumerate(room.routes):
                        for placed in _anywhere(desk, to, route, j):
                            gain = before - desk.cost(k, trips) + desk.cost(to, route) - desk.cost(to, placed)
                            yield gain, room.changed({to: placed})


def _anywhere(desk: Desk, k: int, trips: Trips, j: int) -> Iterator[Trips]:
    for n in range(desk.fixed[k], len(trips) + 1):
        yield from _with(desk, trips, n, j)


def _with(desk: Desk, trips: Trips, n: int, j: int) -> Iterator[Trips]:
    """Job j in a trip of its own before trip n, or anywhere in trip n if that fetches from its kitchen."""
    yield (*trips[:n], (j,), *trips[n:])
    if n < len(trips) and len(trips[n]) < desk.params.most_in_trip:
        trip = trips[n]
        if desk.kitchen[trip[0]] == desk.kitchen[j]:
            for place in range(len(trip) + 1):
                yield (*trips[:n], (*trip[:place], j, *trip[place:]), *trips[n + 1 :])


def _exchanged(desk: Desk, trips: Trips, out: int, into: int) -> Trips:
    """`into` in the place of `out`, as a trip of its own where the kitchen is another."""
    changed: list[tuple[int, ...]] = []
    for trip in trips:
        if out not in trip:
            changed.append(trip)
        elif desk.kitchen[into] == desk.kitchen[out]:
            changed.append(tuple(into if j == out else j for j in trip))
        else:
            rest = tuple(j for j in trip if j != out)
            changed += [(into,), rest] if rest else [(into,)]
    return tuple(changed)


class _Board:
    """What every move of a round could gain at most.

    Rows are the jobs that may move, planned ones first; slots are the places before each trip that may change, and at
    the end of each route.
    """

    def __init__(self, desk: Desk, plan: Plan) -> None:
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
                    gains.append(timed.cost - desk.cost(k, without(trips, j)))
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

    def _least(self, desk: Desk, starts: Sequence[tuple[float, int]]) -> Floats:
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
        by, who = np.array([desk.by[j] for j in jobs])[:, None], np.array([k for k, _ in self.slots])
        cost += params.other_courier * ((by >= 0) & (by != who))
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
