"""Whole days of meal delivery: `python -m bench.mdrp INSTANCE_DIR... --decisions DIR --json OUT`.

INSTANCE_DIR holds one public instance of the Meal Delivery Routing Problem. Writes one DIR/<instance>.jsonl of binding
decisions an instance, and OUT with a line of figures an instance. The figures are our own reckoning of the day as it
was played; a judge may recompute everything from the decisions alone.
"""

import argparse
import csv
import json
import math
import time
from dataclasses import dataclass, field, replace
from multiprocessing import Pool
from pathlib import Path
from typing import Any

import numpy as np

from hovmester.engines.promising.dispatch import (
    Courier,
    Day,
    Demand,
    DispatchParams,
    Fetch,
    Grounds,
    Order,
    dispatch,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    name: str
    grounds: Grounds
    couriers: tuple[Courier, ...]
    orders: tuple[Order, ...]  # by placement
    rules: dict[str, float]


def load(folder: Path) -> Instance:
    rules = {key: float(value) for key, value in _table(folder / "instance_parameters.txt")[0].items()}
    kitchens = _table(folder / "restaurants.txt")
    orders = [
        Order(
            key=row["order"],
            kitchen=row["restaurant"],
            to_m=(float(row["x"]), float(row["y"])),
            placed_min=float(row["placement_time"]),
            ready_min=float(row["ready_time"]),
        )
        for row in _table(folder / "orders.txt")
    ]
    return Instance(
        name=folder.resolve().name,
        grounds=Grounds(
            kitchens=tuple(row["restaurant"] for row in kitchens),
            at_m=np.array([[float(row["x"]), float(row["y"])] for row in kitchens]),
            metres_per_min=rules["meters_per_minute"],
            pickup_min=rules["pickup service minutes"],
            dropoff_min=rules["dropoff service minutes"],
        ),
        couriers=tuple(
            Courier(
                key=row["courier"],
                at_m=(float(row["x"]), float(row["y"])),
                free_min=float(row["on_time"]),
                on_min=float(row["on_time"]),
                off_min=float(row["off_time"]),
            )
            for row in _table(folder / "couriers.txt")
        ),
        orders=tuple(sorted(orders, key=lambda order: (order.placed_min, order.key))),
        rules=rules,
    )


def _table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


@dataclass(slots=True)
class Played:
    """A day as it happened: what was decided, and what came of it."""

    instance: Instance
    decisions: list[dict[str, Any]] = field(default_factory=list)  # Any: lines of JSON
    click_to_door: list[float] = field(default_factory=list)
    ready_to_pickup: list[float] = field(default_factory=list)
    served: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def play(instance: Instance, params: DispatchParams | None = None) -> Played:
    """Live through the day, minute by minute; each order is known from its placement on."""
    played, began = Played(instance), time.process_time()
    couriers = {courier.key: courier for courier in instance.couriers}
    waiting: dict[str, Order] = {}
    coming = list(reversed(instance.orders))
    demand = Demand.unknown(len(instance.grounds.kitchens))
    if not coming or not couriers:
        return played
    last = math.ceil(max(courier.off_min for courier in instance.couriers))
    for now in range(math.ceil(coming[-1].placed_min), last + 1):
        placed = []
        while coming and coming[-1].placed_min <= now:
            placed.append(coming.pop())
        demand = demand.after(tuple(placed), instance.grounds)
        waiting |= {order.key: order for order in placed}
        day = Day(
            grounds=instance.grounds,
            couriers=tuple(couriers.values()),
            orders=tuple(waiting.values()),
            demand=demand,
        )
        for decision in dispatch(day, params, now=now):
            courier = couriers[decision.courier]
            if isinstance(decision, Fetch):
                fetched = [waiting.pop(key) for key in decision.orders]
                couriers[courier.key] = _fetch(played, courier, fetched, now)
            else:
                couriers[courier.key] = _go(played, courier, decision.kitchen, now)
    played.seconds = time.process_time() - began
    return played


def _fetch(played: Played, courier: Courier, orders: list[Order], now: float) -> Courier:
    grounds = played.instance.grounds
    here = grounds.at_m[grounds.number[orders[0].kitchen]]
    arrived = max(now, courier.free_min) + float(grounds.travel_min(np.array(courier.at_m), here))
    pickup = max([arrived + grounds.pickup_min / 2, *(order.ready_min for order in orders)])
    clock = pickup + grounds.pickup_min / 2
    for order in orders:
        there = np.array(order.to_m)
        clock += float(grounds.travel_min(here, there)) + grounds.dropoff_min / 2
        played.click_to_door.append(clock - order.placed_min)
        played.ready_to_pickup.append(pickup - order.ready_min)
        clock += grounds.dropoff_min / 2
        here = there
    played.served[courier.key] = played.served.get(courier.key, 0) + len(orders)
    played.decisions.append(
        {"at": int(now), "courier": courier.key, "orders": [order.key for order in orders]}
    )
    return replace(courier, free_min=clock, at_m=orders[-1].to_m)


def _go(played: Played, courier: Courier, kitchen: str, now: float) -> Courier:
    grounds = played.instance.grounds
    there = grounds.at_m[grounds.number[kitchen]]
    arrive = max(now, courier.free_min) + float(grounds.travel_min(np.array(courier.at_m), there))
    played.decisions.append({"at": int(now), "courier": courier.key, "go": kitchen})
    return replace(courier, free_min=arrive, at_m=(float(there[0]), float(there[1])))


def figures(played: Played) -> dict[str, Any]:  # Any: a line of JSON
    instance, rules = played.instance, played.instance.rules
    orders, done = len(instance.orders), len(played.click_to_door)
    target, most = rules["target click-to-door"], rules["maximum click-to-door"]
    pay = sum(
        max(
            played.served.get(courier.key, 0) * rules["pay per order"],
            (courier.off_min - courier.on_min) / 60 * rules["guaranteed pay per hour"],
        )
        for courier in instance.couriers
    )
    fetches = sum("orders" in decision for decision in played.decisions)
    return {
        "instance": instance.name,
        "orders": orders,
        "undelivered_pct": 100 * (orders - done) / max(1, orders),
        "click_to_door": _mean(played.click_to_door),
        "penalised_click_to_door": (sum(played.click_to_door) + (orders - done) * most) / max(1, orders),
        "ready_to_pickup": _mean(played.ready_to_pickup),
        "overage": _mean([max(0.0, minutes - target) for minutes in played.click_to_door]),
        "cost_per_order": pay / max(1, done),
        "orders_per_bundle": done / max(1, fetches),
        "seconds": round(played.seconds, 2),
    }


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else math.nan


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("instances", nargs="+", type=Path, metavar="INSTANCE_DIR")
    parser.add_argument("--decisions", type=Path, required=True, metavar="DIR")
    parser.add_argument("--json", type=Path, required=True, metavar="OUT")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="instances played side by side")
    asked = parser.parse_args()
    asked.decisions.mkdir(parents=True, exist_ok=True)
    lines = []
    with Pool(asked.workers) as pool:
        for line, written in pool.imap(_played, asked.instances):
            (asked.decisions / f"{line['instance']}.jsonl").write_text(written)
            print(json.dumps(line), flush=True)
            lines.append(line)
    asked.json.write_text("".join(json.dumps(line) + "\n" for line in lines))
    print({key: round(_mean([line[key] for line in lines]), 3) for key in lines[0] if key != "instance"})


def _played(folder: Path) -> tuple[dict[str, Any], str]:  # Any: a line of JSON
    played = play(load(folder))
    return figures(played), "".join(json.dumps(decision) + "\n" for decision in played.decisions)


if __name__ == "__main__":
    main()
