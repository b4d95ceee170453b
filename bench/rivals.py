"""One delivery problem for everybody: couriers with orders to bring, and one wish more.

`Problem` holds what is planned (medians). Ways of planning it: this house's own (insert one wish, `replan`), and
OR-Tools routing, PyVRP and VROOM, which begin from the running plan, see third quartiles (`careful`) and take due times
as time windows. `judge` plays every plan in the same samples of make and drive times, so that all are held to the same
odds.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

Plan = list[
    list[int]
]  # for each courier the visits in order: i >= 0 hands order i over, ~i fetches it at the kitchen
METRES_PER_MIN = 350.0
FETCH_MIN, HAND_MIN = 2.0, 5.0
MAKE_MIN, MAKE_SIGMA, DRIVE_SIGMA = 15.0, 0.22, 0.2
SHARED = 0.4  # of the variance: kitchen and traffic of the evening
MOST_ON_BOARD = 3
Z75 = 0.6744897501960817
PER_MINUTE = 60  # solvers count seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Minutes from now, metres from the one kitchen. The last order is the wish."""

    free: NDArray[np.float64]  # (couriers,) when each is at the kitchen
    door: NDArray[np.float64]  # (orders, 2)
    ready: NDArray[np.float64]  # (orders,)
    due: NDArray[np.float64]  # (orders,)
    running: Plan  # without the wish
    slower: float = 1.0

    @property
    def wish(self) -> int:
        return len(self.due) - 1

    def minutes(self) -> NDArray[np.float64]:
        """Between places (orders + 1, orders + 1); the kitchen is the last."""
        at = np.vstack([self.door, [[0.0, 0.0]]])
        return np.linalg.norm(at[:, None] - at[None], axis=-1) / METRES_PER_MIN * self.slower

    def careful(self) -> "Problem":
        """The same planned with third quartiles instead of medians."""
        making = np.minimum(MAKE_MIN, self.ready)
        later = making * (np.exp(MAKE_SIGMA * Z75) - 1)
        return replace(self, ready=self.ready + later, slower=float(np.exp(DRIVE_SIGMA * Z75)))


def problem(couriers: int, orders: int, seed: int) -> Problem:
    """A busy evening: each courier has its orders one behind the other, and a wish comes in."""
    rng = np.random.default_rng([seed, couriers, orders])
    free = np.sort(rng.uniform(0, 25, couriers))
    angle, away = rng.uniform(0, 2 * np.pi, orders + 1), 500 + 4_000 * rng.beta(1.5, 2.5, orders + 1)
    door = np.column_stack([away * np.cos(angle), away * np.sin(angle)])
    ready, due = np.zeros(orders + 1), np.zeros(orders + 1)
    running: Plan = [[] for _ in range(couriers)]
    back = free.copy()
    for order in range(orders):
        who = int(np.argmin(back))
        leg = away[order] / METRES_PER_MIN
        ready[order] = max(0.0, back[who] - rng.uniform(0, 6))
        leaves = max(back[who], ready[order]) + FETCH_MIN
        due[order] = leaves + leg + HAND_MIN + rng.uniform(12, 35)
        running[who] += [~order, order]
        back[who] = leaves + 2 * leg + HAND_MIN + rng.exponential(12)
    ready[orders] = MAKE_MIN
    due[orders] = MAKE_MIN + FETCH_MIN + away[orders] / METRES_PER_MIN + HAND_MIN + rng.uniform(12, 35)
    return Problem(free=free, door=door, ready=ready, due=due, running=running)


def judge(asked: Problem, plan: Plan, *, seed: int = 0, samples: int = 2000) -> NDArray[np.float64]:
    """P(handed over in time) of every order (orders,); 0 for one that nobody brings."""
    rng = np.random.default_rng(seed)
    orders = len(asked.due)
    own, shared = np.sqrt(1 - SHARED), np.sqrt(SHARED)
    kitchen, traffic = rng.standard_normal((2, samples))
    making = np.minimum(MAKE_MIN, asked.ready)  # what of it still lies ahead
    scores = own * rng.standard_normal((orders, samples)) + shared * kitchen
    ready = (asked.ready - making)[:, None] + making[:, None] * np.exp(MAKE_SIGMA * scores)
    minutes = asked.minutes()
    odds = np.zeros(orders)
    for who, visits in enumerate(plan):
        clock, here = np.full(samples, asked.free[who]), orders
        for visit in visits:
            there = visit if visit >= 0 else orders
            noise = own * rng.standard_normal(samples) + shared * traffic
            clock = clock + minutes[here, there] * np.exp(DRIVE_SIGMA * noise)
            if visit < 0:
                clock = np.maximum(clock, ready[~visit]) + FETCH_MIN
            else:
                clock = clock + HAND_MIN
                odds[visit] = np.mean(clock <= asked.due[visit])
            here = there
    return odds


def moved(asked: Problem, plan: Plan) -> int:
    """Orders of the running plan that another courier brings now."""
    by = {visit: who for who, visits in enumerate(asked.running) for visit in visits if visit >= 0}
    now = {visit: who for who, visits in enumerate(plan) for visit in visits if visit >= 0}
    return sum(now.get(order) != who for order, who in by.items())


def with_pyvrp(asked: Problem, seconds: float) -> Plan:
    from pyvrp import Activity, ActivityType, Model, Route, Solution
    from pyvrp.stop import MaxRuntime

    model = Model()
    orders = len(asked.due)
    doors = [model.add_location(*at) for at in asked.door]
    kitchen, end = model.add_location(0, 0), model.add_location(0, 0)
    start_depot, end_depot = model.add_depot(kitchen), model.add_depot(end)
    for free in asked.free:
        model.add_vehicle_type(
            1, capacity=[MOST_ON_BOARD], start_depot=start_depot, end_depot=end_depot, tw_early=_seconds(free),
            unit_distance_cost=0, unit_duration_cost=1,
        )  # fmt: skip
    places = [*doors, kitchen]
    minutes = asked.minutes()
    for i, a in enumerate(places):
        for j, b in enumerate(places):
            model.add_edge(a, b, distance=0, duration=_seconds(minutes[i, j]))
        model.add_edge(a, end, distance=0, duration=0)
    model.add_edge(end, end, distance=0, duration=0)
    for order in range(orders):
        model.add_shipment(
            kitchen, doors[order], pickup_tw_early=_seconds(asked.ready[order]),
            pickup_service_duration=_seconds(FETCH_MIN), delivery_service_duration=_seconds(HAND_MIN),
            delivery_tw_late=_seconds(asked.due[order] - HAND_MIN), amount=[1], prize=1_000_000, required=False,
        )  # fmt: skip
    data = model.data()
    kind = {True: ActivityType.PICKUP, False: ActivityType.DELIVERY}
    running = Solution(
        data,
        [
            Route(data, [Activity(kind[v < 0], v if v >= 0 else ~v) for v in visits], who)
            for who, visits in enumerate(asked.running)
            if visits
        ],
    )
    found = model.solve(
        MaxRuntime(seconds), seed=1, display=False, collect_stats=False, initial_solution=running
    )
    plan: Plan = [[] for _ in asked.free]
    for route in found.best.routes():
        for activity in route:
            if activity.is_shipment():
                plan[route.vehicle_type()].append(~activity.idx if activity.is_pickup() else activity.idx)
    return plan


def with_vroom(asked: Problem, seconds: float) -> Plan:
    import vroom

    orders = len(asked.due)
    given = vroom.Input()
    given.set_durations_matrix("car", np.rint(asked.minutes() * PER_MINUTE).astype(np.uint32))
    horizon = _seconds(24 * 60)
    for who, free in enumerate(asked.free):
        steps = [vroom.VehicleStep("start")] + [
            vroom.VehicleStep("pickup", 2 * ~v) if v < 0 else vroom.VehicleStep("delivery", 2 * v + 1)
            for v in asked.running[who]
        ]
        given.add_vehicle(
            vroom.Vehicle(
                who,
                start=orders,
                capacity=[MOST_ON_BOARD],
                time_window=(_seconds(free), horizon),
                steps=steps,
            )
        )
    for order in range(orders):
        latest = max(_seconds(asked.due[order] - HAND_MIN), 1)
        given.add_shipment(
            vroom.ShipmentStep(
                2 * order,
                orders,
                default_service=_seconds(FETCH_MIN),
                time_windows=[(_seconds(asked.ready[order]), horizon)],
            ),
            vroom.ShipmentStep(
                2 * order + 1, order, default_service=_seconds(HAND_MIN), time_windows=[(0, latest)]
            ),
            amount=vroom.Amount([1]),
        )
    found = given.solve(exploration_level=5, nb_threads=1, timeout=timedelta(seconds=seconds))
    plan: Plan = [[] for _ in asked.free]
    for step in found.routes.to_dict("records"):
        if step["type"] in {"pickup", "delivery"}:
            order, half = divmod(int(step["id"]), 2)
            plan[int(step["vehicle_id"])].append(order if half else ~order)
    return plan


def with_ortools(asked: Problem, seconds: float) -> Plan:
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    orders, couriers = len(asked.due), len(asked.free)
    # nodes: fetch and hand over of each order, then the kitchen as start, then an end that is nowhere
    place = [orders, *[orders] * orders, *range(orders), None]
    start, end = 0, len(place) - 1
    minutes = asked.minutes()
    manager = pywrapcp.RoutingIndexManager(len(place), couriers, [start] * couriers, [end] * couriers)
    routing = pywrapcp.RoutingModel(manager)

    def service(node: int) -> float:
        return FETCH_MIN if 1 <= node <= orders else HAND_MIN if node > orders and node != end else 0.0

    def takes(a: int, b: int) -> int:
        way = 0.0 if place[a] is None or place[b] is None else minutes[place[a], place[b]]
        return _seconds(way + service(a))

    nodes = range(len(place))
    transit = routing.RegisterTransitMatrix([[takes(a, b) for b in nodes] for a in nodes])
    routing.SetArcCostEvaluatorOfAllVehicles(transit)
    horizon = _seconds(24 * 60)
    routing.AddDimension(transit, horizon, horizon, False, "time")
    time = routing.GetDimensionOrDie("time")
    load = routing.RegisterUnaryTransitVector(
        [1 if 1 <= n <= orders else -1 if orders < n < end else 0 for n in nodes]
    )
    routing.AddDimension(load, 0, MOST_ON_BOARD, True, "load")
    for who, free in enumerate(asked.free):
        time.CumulVar(routing.Start(who)).SetMin(_seconds(free))
    for order in range(orders):
        fetch, hand = manager.NodeToIndex(1 + order), manager.NodeToIndex(1 + orders + order)
        routing.AddPickupAndDelivery(fetch, hand)
        routing.solver().Add(routing.VehicleVar(fetch) == routing.VehicleVar(hand))
        routing.solver().Add(time.CumulVar(fetch) <= time.CumulVar(hand))
        time.CumulVar(fetch).SetMin(_seconds(asked.ready[order]))
        time.SetCumulVarSoftUpperBound(hand, _seconds(asked.due[order] - HAND_MIN), 100)
    search = pywrapcp.DefaultRoutingSearchParameters()
    search.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    search.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    search.time_limit.FromMilliseconds(int(1000 * seconds))
    node_of = [[~v + 1 if v < 0 else v + 1 + orders for v in visits] for visits in asked.running]
    last = min(range(couriers), key=lambda who: len(node_of[who]))
    node_of[last] += [1 + asked.wish, 1 + orders + asked.wish]  # it has to be on somebody's route
    routing.CloseModelWithParameters(search)
    running = routing.ReadAssignmentFromRoutes(node_of, True)
    found = routing.SolveFromAssignmentWithParameters(running, search) if running else None
    found = found or routing.SolveWithParameters(search)
    plan: Plan = [[] for _ in asked.free]
    for who in range(couriers) if found else ():
        index = found.Value(routing.NextVar(routing.Start(who)))
        while not routing.IsEnd(index):
            node = manager.IndexToNode(index)
            plan[who].append(~(node - 1) if node <= orders else node - 1 - orders)
            index = found.Value(routing.NextVar(index))
    return plan


RIVALS: dict[str, Callable[[Problem, float], Plan]] = {
    "OR-Tools routing": with_ortools,
    "PyVRP": with_pyvrp,
    "pyvroom": with_vroom,
}


def _seconds(minutes: float) -> int:
    return max(0, round(float(minutes) * PER_MINUTE))
