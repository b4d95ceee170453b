"""Orders that one courier fetches together from one kitchen."""

from dataclasses import dataclass
from itertools import permutations

from hovmester.engines.promising.dispatch.model import Grounds, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """Orders in the sequence in which they are delivered, with all that does not depend on who fetches them."""

    kitchen: int
    orders: tuple[Order, ...]
    ready_min: float
    after_pickup_min: float  # sum over orders: from pick-up to drop-off
    soonest_min: (
        float  # sum over orders: the moment each could be delivered at best, alone and fetched when ready
    )
    trip_min: float  # from pick-up until the courier is free again


def bundle(orders: tuple[Order, ...], grounds: Grounds) -> Bundle:
    """These orders, in the sequence that delivers them soonest on the whole."""
    kitchen = grounds.number[orders[0].kitchen]
    x, y = grounds.at_m[kitchen].tolist()
    half_pickup, half_dropoff = grounds.pickup_min / 2, grounds.dropoff_min / 2
    if len(orders) == 1:
        (order,) = orders
        delivered = half_pickup + grounds.way_min((x, y), order.to_m) + half_dropoff
        return Bundle(
            kitchen=kitchen,
            orders=orders,
            ready_min=order.ready_min,
            after_pickup_min=delivered,
            soonest_min=order.ready_min + delivered,
            trip_min=delivered + half_dropoff,
        )
    points = [(x, y), *(order.to_m for order in orders)]
    travel = [[grounds.way_min(here, there) for there in points] for here in points]

    def after_pickup(sequence: tuple[int, ...]) -> tuple[float, float]:
        clock, total, here = half_pickup, 0.0, 0
        for stop in sequence:
            clock += travel[here][stop] + half_dropoff
            total += clock
            clock += half_dropoff
            here = stop
        return total, clock

    stops = range(1, len(orders) + 1)
    (total, trip), sequence = min((after_pickup(sequence), sequence) for sequence in permutations(stops))
    soonest = sum(
        order.ready_min + half_pickup + travel[0][stop] + half_dropoff
        for stop, order in zip(stops, orders, strict=True)
    )
    return Bundle(
        kitchen=kitchen,
        orders=tuple(orders[stop - 1] for stop in sequence),
        ready_min=max(order.ready_min for order in orders),
        after_pickup_min=total,
        soonest_min=soonest,
        trip_min=trip,
    )
