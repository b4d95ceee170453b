"""Laws of making learnt from real kitchens: how well they foretell the days that follow, beside simpler ones.

`python -m bench.laws [PREP_TIMES.csv] [--learn-share 0.75]` -> bench/results/laws.csv

The log has no planned times and is as logs are: orders marked ready within seconds, or days later. The first days are
learnt from; each later order is foretold from its restaurant, number of items and hour, *tonight* also from the orders
of that day that were ready before it came.
"""

import argparse
import csv
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from hovmester.engines.promising.law import Law, Z
from hovmester.engines.promising.learning import Past, RatioLaw, StepToday, learn_ratio, tonight

ROOT = Path(__file__).parents[1]
DATA = Path(os.environ.get("HOVMESTER_DATA", ROOT.parent / "shared" / "data"))
LEVELS = np.array([0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975])
PLANNED_MIN = 15.0  # the log names no plan; the law learns the ratio to any
SENSIBLE_MIN = (2.0, 120.0)  # errors in minutes are told of these; coverage of all
ENOUGH_OF_ITS_OWN = 5

Floats = npt.NDArray[np.float64]
Foretell = Callable[["Order"], Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    place: str
    day: int
    minute: float
    took_min: float
    items: str
    hour: str


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("file", nargs="?", type=Path, default=DATA / "kitchen" / "prep_times.csv")
    arguments.add_argument("--learn-share", type=float, default=0.75)
    asked = arguments.parse_args()
    orders = sorted(read(asked.file), key=lambda order: (order.day, order.minute))
    days = sorted({order.day for order in orders})
    first = days[int(len(days) * asked.learn_share)]
    past, later = [o for o in orders if o.day < first], [o for o in orders if o.day >= first]
    rows = [
        (name, len(later), *judge(np.array([foretell(order) for order in later]), later))
        for name, foretell in rivals(past, later).items()
    ]
    names = "law", "orders", "pinball_min", "pinball_log", "cover50", "cover80", "cover95", "width80_min"
    with (ROOT / "bench" / "results" / "laws.csv").open("w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        for row in (names, *((row[0], row[1], *(f"{x:.4g}" for x in row[2:])) for row in rows)):
            table.writerow(row)
            print(*row, sep="\t")


def read(path: Path) -> Iterable[Order]:
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            at = datetime.fromisoformat(row["order_acknowledged_at"])
            yield Order(
                place=row["restaurant_id"],
                day=at.toordinal(),
                minute=at.hour * 60 + at.minute + at.second / 60,
                took_min=max(float(row["prep_time_seconds"]), 1.0) / 60,
                items=str(min(int(row["number_of_items"]), 12)),
                hour=str(at.hour),
            )


def rivals(past: list[Order], later: list[Order]) -> dict[str, Foretell]:
    law = learn_ratio(
        Past(
            day=np.array([o.day for o in past]),
            minute=np.array([o.minute for o in past]),
            place=tuple(o.place for o in past),
            planned_min=np.full(len(past), PLANNED_MIN),
            actual_min=np.array([o.took_min for o in past]),
            also={"items": tuple(o.items for o in past), "hour": tuple(o.hour for o in past)},
        ),
        with_load=True,
    )
    seen: dict[str, list[float]] = {}
    for order in past:
        seen.setdefault(order.place, []).append(order.took_min)
    alike = np.quantile([order.took_min for order in past], LEVELS)
    own = {k: np.quantile(took, LEVELS) for k, took in seen.items() if len(took) >= ENOUGH_OF_ITS_OWN}
    logs = np.log([order.took_min for order in past])
    return {
        "all kitchens alike": lambda order: alike,
        "each kitchen's own quantiles": lambda order: own.get(order.place, alike),
        "one lognormal": lambda order: np.exp(logs.mean() + logs.std() * ndtri(LEVELS)),
        "learnt": lambda order: quantiles(
            law.law(PLANNED_MIN, order.place, items=order.items, hour=order.hour)
        ),
        "learnt, and tonight": Tonights(law, later),
    }


class Tonights:
    """What the law says of an order given what was ready that day before it came."""

    def __init__(self, law: RatioLaw, later: list[Order]) -> None:
        self.law = law
        self.days: dict[int, list[Order]] = {}
        for order in later:
            self.days.setdefault(order.day, []).append(order)

    def __call__(self, order: Order) -> Floats:
        done = tuple(
            StepToday(
                place=o.place,
                planned_min=PLANNED_MIN,
                minutes=o.took_min,
                ended=True,
                effect=self.law.effect(items=o.items, hour=o.hour),
            )
            for o in self.days[order.day]
            if o.minute + o.took_min <= order.minute
        )
        effect = self.law.effect(items=order.items, hour=order.hour)
        return quantiles(tonight(self.law, done).law_of(order.place, PLANNED_MIN, effect=effect))


def quantiles(law: Law) -> Floats:
    return np.interp(ndtri(LEVELS), Z, law.quantiles)


def judge(said: Floats, orders: list[Order]) -> tuple[float, ...]:
    """Mean pinball loss in minutes and in log minutes, coverage of 50, 80 and 95 %, median width of 80 %."""
    took = np.array([order.took_min for order in orders])
    sensible = (took > SENSIBLE_MIN[0]) & (took < SENSIBLE_MIN[1])
    under = np.mean(took[:, None] <= said, axis=0)
    return (
        pinball(took[sensible], said[sensible]),
        pinball(np.log(took), np.log(said)),
        *(float(under[high] - under[low]) for low, high in ((2, 4), (1, 5), (0, 6))),
        float(np.median(said[:, 5] - said[:, 1])),
    )


def pinball(took: Floats, said: Floats) -> float:
    off = took[:, None] - said
    return float(np.mean(np.maximum(LEVELS * off, (LEVELS - 1) * off)))


if __name__ == "__main__":
    main()
