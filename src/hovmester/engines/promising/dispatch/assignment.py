"""Who fetches what: the assignment of couriers to bundles that costs guests the least delay."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from scipy.optimize import linear_sum_assignment

from hovmester.engines.promising.dispatch.bundles import Bundle, bundle
from hovmester.engines.promising.dispatch.model import Courier, Day, DispatchParams, Floats, Grounds, Ints

NEVER = 1e4  # cost of an order that nobody can fetch any more, in minutes of delay
MOST_JOINS = 40  # joins tried each time; the most promising first


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
    plan = _joined(_Plan.of([fleet.column(single) for single in singles]), fleet, day.grounds, params)
    fleet = fleet.after(plan)
    plan = _joined(
        _Plan.of([fleet.column(column.bundle) for column in plan.columns]), fleet, day.grounds, params
    )
    return tuple(
        Match(couriers[row].key, column.bundle, float(column.travel_min[row]), float(column.arrive_min[row]))
        for row, column in zip(plan.rows, plan.columns, strict=True)
        if row < len(couriers) and column.cost[row] < NEVER
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Column:
    """One bundle against all rows (each courier's next trip, then each courier's trip after it), shapes (2 n,)."""

    bundle: Bundle
    cost: Floats
    travel_min: Floats
    arrive_min: Floats


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
        for row, column in zip(plan.rows, plan.columns, strict=True):
            if row < n and column.cost[row] < NEVER:
                free[n + row] = max(column.arrive_min[row], column.bundle.ready_min) + column.bundle.trip_min
                there = np.array(column.bundle.orders[-1].to_m)
                ways[n + row] = self.grounds.travel_min(there, self.grounds.at_m)
        return replace(self, free_min=free, way_min=ways)

    def column(self, bundle: Bundle) -> _Column:
        n, travel = len(self.free_min) // 2, self.way_min[:, bundle.kitchen]
        arrive = self.free_min + travel + self.grounds.pickup_min / 2
        pickup = np.maximum(arrive, bundle.ready_min)
        size = len(bundle.orders)
        cost = size * pickup + (bundle.after_pickup_min - bundle.soonest_min)
        cost += self.params.per_travel_min * travel
        cost[:n] += self.params.spare_hour * size * np.clip(self.off_min[:n] - self.free_min[:n], 0, 60) / 60
        cost[n:] += self.params.second_trip
        cost[pickup > self.off_min] = NEVER * size
        return _Column(bundle, cost, travel, arrive)


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    columns: list[_Column]
    rows: Ints  # (n_columns,) the row of each column; a row beyond the fleet: nobody
    total: float

    @classmethod
    def of(cls, columns: list[_Column]) -> "_Plan":
        cost = np.stack([column.cost for column in columns], axis=1)
        short = cost.shape[1] - cost.shape[0]
        if short > 0:
            nobody = NEVER * np.array([len(column.bundle.orders) for column in columns])
            cost = np.vstack([cost, np.broadcast_to(nobody, (short, len(columns)))])
        rows, numbers = linear_sum_assignment(cost)
        by_column = np.empty(len(columns), dtype=np.int64)
        by_column[numbers] = rows
        return cls(columns, by_column, float(cost[rows, numbers].sum()))

    def delay_of(self, number: int) -> float:
        cost, row = self.columns[number].cost, self.rows[number]
        return float(cost[row]) if row < len(cost) else NEVER * len(self.columns[number].bundle.orders)


def _joined(plan: _Plan, fleet: _Fleet, grounds: Grounds, params: DispatchParams) -> _Plan:
    """Join bundles of one kitchen, two at a time, as long as the whole plan gets cheaper."""
    if params.most_in_bundle == 1:
        return plan
    for _, first, second, column in _worth_trying(plan, fleet, grounds, params)[:MOST_JOINS]:
        if not all(any(column is kept for kept in plan.columns) for column in (first, second)):
            continue
        rest = [kept for kept in plan.columns if kept is not first and kept is not second]
        trial = _Plan.of([*rest, column])
        if trial.total < plan.total - 1e-6:
            plan = trial
    return plan


def _worth_trying(
    plan: _Plan, fleet: _Fleet, grounds: Grounds, params: DispatchParams
) -> list[tuple[float, _Column, _Column, _Column]]:
    """Joins that would save delay if a courier stood ready for them, the greatest saving first."""
    by_kitchen = defaultdict(list)
    for number, column in enumerate(plan.columns):
        by_kitchen[column.bundle.kitchen].append(number)
    found = []
    for numbers in by_kitchen.values():
        for i, j in combinations(numbers, 2):
            first, second = plan.columns[i], plan.columns[j]
            orders = first.bundle.orders + second.bundle.orders
            apart = abs(first.bundle.ready_min - second.bundle.ready_min)
            if len(orders) > params.most_in_bundle or apart > params.ready_apart_min:
                continue
            both = bundle(orders, grounds)
            at_best = len(orders) * both.ready_min + both.after_pickup_min - both.soonest_min
            saving = plan.delay_of(i) + plan.delay_of(j) - at_best
            if saving > 0:
                found.append((saving, first, second, fleet.column(both)))
    return sorted(found, key=lambda join: -join[0])
