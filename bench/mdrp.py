"""Whole days of meal delivery: `python -m bench.mdrp INSTANCE_DIR... --decisions DIR --json OUT`.

INSTANCE_DIR holds one public instance of the Meal Delivery Routing Problem. Writes one DIR/<instance>.jsonl of binding
decisions an instance, and OUT with a line of figures an instance. The figures are our own reckoning of the day as it
was played; a judge may recompute everything from the decisions alone.
"""

import argparse
import csv
import json
import math
import sys
import time
from collections import Counter
from collections.abc import Sequence
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

RULES = (
    "target click-to-door",
    "maximum click-to-door",
    "pay per order",
    "guaranteed pay per hour",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    name: str
    grounds: Grounds
    couriers: tuple[Courier, ...]
    orders: tuple[Order, ...]  # by placement
    rules: dict[str, float]


class Table:
    """A file of columns with a header, one thing a row, named in the column `key`."""

    def __init__(self, path: Path, key: str | None = None, *, delimiter: str = "\t") -> None:
        self.path = path
        with path.open(newline="", encoding="utf-8-sig") as lines:
            rows = csv.DictReader(lines, delimiter=delimiter)
            if rows.fieldnames is None:
                raise ValueError(f"{path}: there is no header")
            self.rows = [row for row in rows if any(str(value or "").strip() for value in row.values())]
        self.keys = [self.text(n, key) for n in range(len(self.rows))] if key else []
        twice = [name for name, times in Counter(self.keys).items() if times > 1]
        if twice:
            raise ValueError(f"{path}: each {key} is named once, got {twice[0]!r} more than once")

    def at(self, n: int) -> str:
        return f"{self.path}, row {n + 1}"

    def text(self, n: int, column: str) -> str:
        value = self.rows[n].get(column)
        if value is None:
            raise ValueError(f"{self.at(n)}: there is no {column!r}")
        return value

    def number(self, n: int, column: str) -> float:
        value = self.text(n, column)
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ValueError(f"{self.at(n)}: {column!r} must be a number, got {value!r}")
        return number

    def point(self, n: int) -> tuple[float, float]:
        return self.number(n, "x"), self.number(n, "y")


def load(folder: Path) -> Instance:
    """The instance in a folder; a file that is not of the format is refused with its name, the line and the value."""
    rules = Table(folder / "instance_parameters.txt")
    if len(rules.rows) != 1:
        raise ValueError(f"{rules.path}: one line of parameters is needed, got {len(rules.rows)}")
    kitchens, couriers, orders = (
        Table(folder / f"{kind}s.txt", key=kind) for kind in ("restaurant", "courier", "order")
    )
    known = {row["restaurant"] for row in kitchens.rows}
    for number, row in enumerate(orders.rows):
        if orders.text(number, "restaurant") not in known:
            raise ValueError(
                f"{orders.at(number)}: restaurant {row['restaurant']!r} is not in restaurants.txt"
            )
    return Instance(
        name=folder.resolve().name,
        grounds=Grounds(
            kitchens=tuple(kitchens.keys),
            at_m=np.array([kitchens.point(n) for n in range(len(kitchens.keys))]).reshape(-1, 2),
            metres_per_min=rules.number(0, "meters_per_minute"),
            pickup_min=rules.number(0, "pickup service minutes"),
            dropoff_min=rules.number(0, "dropoff service minutes"),
        ),
        couriers=tuple(_courier(couriers, n) for n in range(len(couriers.keys))),
        orders=tuple(
            sorted(
                (_order(orders, n) for n in range(len(orders.keys))),
                key=lambda order: (order.placed_min, order.key),
            )
        ),
        rules={name: rules.number(0, name) for name in RULES},
    )


def _courier(table: Table, n: int) -> Courier:
    on_min = table.number(n, "on_time")
    return Courier(
        key=table.keys[n],
        at_m=table.point(n),
        free_min=on_min,
        on_min=on_min,
        off_min=max(on_min, table.number(n, "off_time")),
    )


def _order(table: Table, n: int) -> Order:
    """Food that is ready before it is ordered can be had from the moment it is ordered, as all other."""
    placed_min = table.number(n, "placement_time")
    return Order(
        key=table.keys[n],
        kitchen=table.text(n, "restaurant"),
        to_m=table.point(n),
        placed_min=placed_min,
        ready_min=max(placed_min, table.number(n, "ready_time")),
    )


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
        if not (coming or waiting):
            break
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


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("instances", nargs="+", type=Path, metavar="INSTANCE_DIR")
    parser.add_argument("--decisions", type=Path, required=True, metavar="DIR")
    parser.add_argument("--json", type=Path, required=True, metavar="OUT")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="instances played side by side")
    asked = parser.parse_args()
    each_once([folder.resolve().name for folder in asked.instances])
    asked.decisions.mkdir(parents=True, exist_ok=True)
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    lines: list[dict[str, Any]] = []  # Any: a line of JSON
    with Pool(asked.workers) as pool:
        for line, written in pool.imap(_played, asked.instances):
            if line is None:
                print(written, file=sys.stderr, flush=True)
                continue
            (asked.decisions / f"{line['instance']}.jsonl").write_text(written, encoding="utf-8")
            print(json.dumps(line), flush=True)
            lines.append(line)
    asked.json.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    if lines:
        print(json.dumps({name: _mean_of(lines, name) for name in lines[0] if name != "instance"}))
    if len(lines) < len(asked.instances):
        sys.exit(1)


def each_once(names: Sequence[str]) -> None:
    """What is written is named after the folder; so two folders of one name would overwrite each other."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise SystemExit(f"each folder needs a name of its own, got {twice[0]!r} more than once")


def _mean_of(lines: list[dict[str, Any]], name: str) -> float | None:  # Any: lines of JSON
    mean = _mean([line[name] for line in lines if line[name] is not None])
    return None if mean is None else round(mean, 3)


def _played(folder: Path) -> tuple[dict[str, Any] | None, str]:  # Any: a line of JSON
    """The figures and the decisions of one instance; or nothing, and why not."""
    try:
        played = play(load(folder))
    except (OSError, ValueError) as why:
        return None, f"{folder}: {why}"
    return figures(played), "".join(json.dumps(decision) + "\n" for decision in played.decisions)


if __name__ == "__main__":
    main()
