"""A small town on a plane: two kitchens 1,600 m apart, couriers at 320 m a minute (5 minutes between the kitchens)."""

import numpy as np

from hovmester.engines.promising.dispatch import Courier, Day, Demand, Grounds, Order

TOWN = Grounds(kitchens=("mill", "quay"), at_m=np.array([[0.0, 0.0], [1600.0, 0.0]]), metres_per_min=320.0)


def courier(
    key: str = "kim",
    *,
    at: tuple[float, float] = (0.0, 0.0),
    free: float = 0.0,
    on: float = 0.0,
    off: float = 480.0,
) -> Courier:
    return Courier(key=key, at_m=at, free_min=free, on_min=on, off_min=off)


def order(
    key: str = "o1",
    kitchen: str = "mill",
    *,
    to: tuple[float, float] = (0.0, 640.0),
    placed: float = 0.0,
    ready: float = 20.0,
) -> Order:
    return Order(key=key, kitchen=kitchen, to_m=to, placed_min=placed, ready_min=ready)


def day(
    *, couriers: tuple[Courier, ...] = (), orders: tuple[Order, ...] = (), grounds: Grounds = TOWN
) -> Day:
    return Day(
        grounds=grounds,
        couriers=couriers,
        orders=orders,
        demand=Demand.unknown(len(grounds.kitchens)).after(orders, grounds),
    )
