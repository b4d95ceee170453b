"""Who fetches what: the assignment of couriers to bundles that costs guests the least delay."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import linear_sum_assignment

from hovmester.engines.promising.dispatch.bundles import Bundle, bundle
from hovmester.engines.promising.dispatch.model import Courier, Day, DispatchParams, Floats, Grounds, Ints

NEVER = 1e4  # cost of an order that nobody can fetch any more, in minutes of delay
MOST_JOINS = 40  # joins tried each time; the most promising first
MOST_PAIRS = 400  # pairs whose trip is worked out each time, to find those joins


@dataclass(frozen=True, slots=True)
class Match:
    """A courier (by key) for a bundle, the way there, and when."""

    courier: str
    bundle: Bundle
    travel_min: float
    arrive_min: (
        float  # half the pick-up service included: the earliest moment of pick-up if the food is ready
    )


def assign(day: Day, couriers: Sequence[Courier], params: DispatchParams, *, now: float) -> tuple[Match, ...]:
    """The matches of this moment. A courier may be still busy; an order may be left for somebody's next trip.

    Each courier counts twice: for the next trip, and for the one after it, so that when couriers are short each order
    is weighed against waiting, and bundles form where they save guests' time. Where the second trip begins is not known
    at first (somewhere, after `trip_min`); once first trips are found it is, and all is weighed once more.
    """
    fleet = _Fleet.of(day, couriers, params, now=now)
    singles = [bundle((order,), day.grounds) for order in day.orders]
    plan = _joined(_Plan.of(singles, fleet), fleet, day.grounds, params)
    fleet = fleet.after(plan)
    plan = _joined(_Plan.of(plan.bundles, fleet), fleet, day.grounds, params)
    return tuple(
        Match(couriers[row].key, bundle, *fleet.way(row, bundle))
        for row, bundle, delay in zip(plan.rows, plan.bundles, plan.delays, strict=True)
        if row < len(couriers) and delay < NEVER
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Fleet:
    """Rows: the next trip of each of n couriers, then the trip after it of each."""

    grounds: Grounds
    params: DispatchParams
    free_min: Floats  # (2 n,)
    off_min: Floats  # (2 n,)
    way_min: Floats  # (2 n, n_kitchens)

    @classmethod
    def of(cls, day: Day, couriers: Sequence[Courier], params: DispatchParams, *, now: float) -> "_Fleet":
        """Second trips begin somewhere: at the usual distance from kitchens in demand."""
        free = np.array([max(now, courier.free_min, courier.on_min) for courier in couriers])
        at_m = np.array([courier.at_m for courier in couriers])
        share = day.demand.per_kitchen / day.demand.per_kitchen.sum()
        usual = np.tile(share @ day.grounds.between_min, (len(couriers), 1))
        return cls(
            grounds=day.grounds,
            params=params,
            free_min=np.concatenate([free, free + params.trip_min]),
            off_min=np.tile([courier.off_min for courier in couriers], 2),
            way_min=np.vstack([day.grounds.travel_min(at_m[:, None], day.grounds.at_m[None]), usual]),
        )

    def after(self, plan: "_Plan") -> "_Fleet":
        """The fleet whose second trips begin when and where the first ones of this plan end."""
        n, free, ways = len(self.free_min) // 2, self.free_min.copy(), self.way_min.copy()
        first = [
            (row, one)
            for row, one, delay in zip(plan.rows.tolist(), plan.bundles, plan.delays.tolist(), strict=True)
            if row < n and delay < NEVER
        ]
        if first:
            last = np.array([one.orders[-1].to_m for _, one in first])
            ways[[n + row for row, _ in first]] = self.grounds.travel_min(last[:, None], self.grounds.at_m)
        for row, one in first:
            free[n + row] = max(self.way(row, one)[1], one.ready_min) + one.trip_min
        return replace(self, free_min=free, way_min=ways)

    def way(self, row: int, bundle: Bundle) -> tuple[float, float]:
        """The way to the kitchen, and the moment there, half the service included."""
        travel = float(self.way_min[row, bundle.kitchen])
        return travel, float(self.free_min[row]) + travel + self.grounds.pickup_min / 2

    def costs(self, bundles: Sequence[Bundle]) -> Floats:
        """(2 n, n_bundles) what each bundle costs on each trip, in minutes."""
        n, params = len(self.free_min) // 2, self.params
        size = np.array([len(bundle.orders) for bundle in bundles], dtype=float)
        ready = np.array([bundle.ready_min for bundle in bundles])
        onward = np.array([bundle.after_pickup_min - bundle.soonest_min for bundle in bundles])
        travel = self.way_min[:, [bundle.kitchen for bundle in bundles]]
        pickup = np.maximum(self.free_min[:, None] + travel + self.grounds.pickup_min / 2, ready)
        cost = size * pickup + onward + params.per_travel_min * travel
        left = np.clip(self.off_min[:n] - self.free_min[:n], 0, 60) / 60
        cost[:n] += params.spare_hour * size * left[:, None]
        cost[n:] += params.second_trip
        return np.asarray(np.where(pickup > self.off_min[:, None], NEVER * size, cost))


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    bundles: list[Bundle]
    costs: Floats  # (2 n, n_bundles)
    rows: Ints  # (n_bundles,) the trip of each bundle; beyond the fleet: nobody
    delays: Floats  # (n_bundles,) what it costs there
    total: float

    @classmethod
    def of(cls, bundles: list[Bundle], fleet: _Fleet) -> "_Plan":
        return cls.with_costs(bundles, fleet.costs(bundles))

    @classmethod
    def with_costs(cls, bundles: list[Bundle], costs: Floats) -> "_Plan":
        short, all_costs = costs.shape[1] - costs.shape[0], costs
        if short > 0:
            nobody = NEVER * np.array([len(bundle.orders) for bundle in bundles])
            all_costs = np.vstack([costs, np.broadcast_to(nobody, (short, len(bundles)))])
        found, numbers = linear_sum_assignment(all_costs)
        rows = np.empty(len(bundles), dtype=np.int64)
        rows[numbers] = found
        delays = all_costs[rows, np.arange(len(bundles))]
        return cls(bundles, costs, rows, delays, float(delays.sum()))

    def joining(self, first: Bundle, second: Bundle, both: Bundle, column: Floats) -> "_Plan | None":
        """The plan with both in one trip; none where one of them is no longer a bundle of its own."""
        numbers = [n for n, kept in enumerate(self.bundles) if kept is first or kept is second]
        if len(numbers) < 2:
            return None
        rest = [kept for kept in self.bundles if kept is not first and kept is not second]
        costs = np.column_stack([np.delete(self.costs, numbers, axis=1), column])
        return _Plan.with_costs([*rest, both], costs)


def _joined(plan: _Plan, fleet: _Fleet, grounds: Grounds, params: DispatchParams) -> _Plan:
    """Join bundles of one kitchen, two at a time, as long as the whole plan gets cheaper."""
    joins = _worth_trying(plan, grounds, params)[:MOST_JOINS] if params.most_in_bundle > 1 else []
    columns = fleet.costs([both for _, _, _, both in joins]).T if joins else ()
    for (_, first, second, both), column in zip(joins, columns, strict=True):
        trial = plan.joining(first, second, both, column)
        if trial and trial.total < plan.total - 1e-6:
            plan = trial
    return plan


def _worth_trying(
    plan: _Plan, grounds: Grounds, params: DispatchParams
) -> list[tuple[float, Bundle, Bundle, Bundle]]:
    """Joins that would save delay if a courier stood ready for them, the greatest saving first."""
    found = []
    for i, j in _late_pairs(plan, grounds, params):
        first, second = plan.bundles[i], plan.bundles[j]
        both = bundle(first.orders + second.orders, grounds)
        at_best = len(both.orders) * both.ready_min + both.after_pickup_min - both.soonest_min
        saving = float(plan.delays[i] + plan.delays[j]) - at_best
        if saving > 0:
            found.append((saving, first, second, both))
    return sorted(found, key=lambda join: -join[0])


def _late_pairs(plan: _Plan, grounds: Grounds, params: DispatchParams) -> list[tuple[int, int]]:
    """Bundles of one kitchen that might share a trip, at most MOST_PAIRS, those with the most to save first.

    In a trip of both the one ready first waits, and the one brought last waits again.
    """
    kitchen = np.array([one.kitchen for one in plan.bundles])
    size = np.array([len(one.orders) for one in plan.bundles])
    ready = np.array([one.ready_min for one in plan.bundles])
    i, j = np.nonzero(np.triu(kitchen[:, None] == kitchen, 1))
    apart = np.abs(ready[i] - ready[j])
    most = plan.delays[i] + plan.delays[j] - apart - grounds.dropoff_min
    worth = (size[i] + size[j] <= params.most_in_bundle) & (apart <= params.ready_apart_min) & (most > 0)
    pairs = np.flatnonzero(worth)
    pairs = pairs[np.argsort(-most[pairs], kind="stable")[:MOST_PAIRS]]
    return list(zip(i[pairs].tolist(), j[pairs].tolist(), strict=True))
