"""A running day of many couriers and orders -> who does what now. `dispatch(day, params, *, now) -> decisions`.

Each minute all open orders and all couriers are looked at together. An order is committed as late as
possible: a courier leaves only when arriving at the moment the food is ready, and even then only goes to the
kitchen; what is fetched is decided there. An order that few couriers can still fetch comes first by its cost.
Couriers with nothing to do go and wait where orders are likely. Nothing is random, and only what has been
seen so far today is used.

Rolling the horizon and delaying commitment follow Reyes, Erera, Savelsbergh, Sahasrabudhe and O'Neil (2018),
"The Meal Delivery Routing Problem". The second trip of each courier, bundles found by what they save the
whole plan, and the waiting places are our own.

Not here: one wish and its odds (`promising`), the day's routes on paper (`replan`), telling couriers, the
clock.
"""

from dataclasses import replace

from hovmester.engines.promising.dispatch.assignment import Match, assign
from hovmester.engines.promising.dispatch.model import (
    Courier,
    Day,
    Decision,
    Demand,
    DispatchParams,
    Fetch,
    Go,
    Grounds,
    Order,
)
from hovmester.engines.promising.dispatch.waiting import waiting_places

__all__ = [
    "Courier",
    "Day",
    "Decision",
    "Demand",
    "DispatchParams",
    "Fetch",
    "Go",
    "Grounds",
    "Match",
    "Order",
    "dispatch",
    "matches",
]


def matches(day: Day, params: DispatchParams | None = None, *, now: float) -> dict[str, Match]:
    """By key of each order somebody could fetch next: who would, if nothing changed. Nothing of it is binding."""
    params = params or DispatchParams()
    couriers = _on_duty(day, params, now=now)
    if not couriers or not day.orders:
        return {}
    orders = tuple(sorted(day.orders, key=lambda order: (order.placed_min, order.key)))
    found = assign(replace(day, orders=orders), couriers, params, now=now)
    return {order.key: match for match in found for order in match.bundle.orders}


def dispatch(
    day: Day,
    params: DispatchParams | None = None,
    *,
    now: float,
    matched: dict[str, Match] | None = None,
) -> tuple[Decision, ...]:
    """What the couriers who are free at `now` should begin now; for everybody else the decision can wait.

    Call it again each minute, and after each thing that changes. The result does not depend on the sequence of
    `day.couriers` and `day.orders`. `matched`: what `matches` gave for this very day and moment, if asked already.
    """
    params = params or DispatchParams()
    couriers = _on_duty(day, params, now=now)
    idle = {courier.key: courier for courier in couriers if max(courier.free_min, courier.on_min) <= now}
    if not idle:
        return ()
    decisions: list[Decision] = []
    matched = matches(day, params, now=now) if matched is None else matched
    for match in {match.courier: match for match in matched.values()}.values():
        courier = idle.pop(match.courier, None)
        if courier is None or match.arrive_min < match.bundle.ready_min:
            continue
        if match.travel_min > 0:
            decisions.append(Go(courier=courier.key, kitchen=day.grounds.kitchens[match.bundle.kitchen]))
        else:
            keys = tuple(order.key for order in match.bundle.orders)
            decisions.append(Fetch(courier=courier.key, orders=keys))
    others = [courier for courier in couriers if courier.key not in idle]
    decisions += waiting_places(day, list(idle.values()), others, params, now=now)
    return tuple(decisions)


def _on_duty(day: Day, params: DispatchParams, *, now: float) -> list[Courier]:
    coming = now + params.look_ahead_min
    return sorted(
        (c for c in day.couriers if c.off_min > now and c.on_min <= coming), key=lambda courier: courier.key
    )
