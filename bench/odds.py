"""Do the odds come true? `python -m bench.odds WORLD_DIR... --promises DIR`.

Each WORLD_DIR holds a public delivery instance with a hidden reality laid over it, and a history of past
days. For each world: learn from the history, play past days to learn what the fleet's work adds, then live
the day: give odds for each order as it is placed, accept it at the floor, dispatch, and write
DIR/<world>.jsonl.

Only `Nature` asks for the truth, to know when the next step ends; the house hears of a step when it has
ended.
"""

import argparse
import heapq
import importlib.util
import itertools
import json
import math
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from multiprocessing import Pool
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

import numpy as np

from bench.mdrp import Instance, Table, each_once, load
from hovmester.engines.promising.dispatch import (
    Courier,
    Day,
    Demand,
    Fetch,
    Grounds,
    Match,
    Order,
    dispatch,
    matches,
)
from hovmester.engines.promising.dispatch.delivery import (
    Outlook,
    Waits,
    courier_there_min,
    delivery_min,
    expected_ready_min,
    features,
    log_minutes,
)
from hovmester.engines.promising.learning import (
    Past,
    RatioLaw,
    Roads,
    StepToday,
    Tie,
    TrafficLaw,
    learn_ratio,
    learn_tie,
    learn_traffic,
    tonight,
)
from hovmester.engines.promising.recalibration import Recalibration, recalibrate

WINDOW_MIN = 40.0
FLOOR = 0.9
SAMPLES = 2000
LEVELS = (0.1, 0.25, 0.5, 0.75, 0.9)
SHORTEST_MIN = 0.5  # a planned time of nought is taken as this
NEVER_MIN = 240.0  # a quantile that is never reached is written as this
PAST_DAYS_PLAYED = (1, 2)  # days of history laid over one another in each evening of practice


class Reality(Protocol):
    def make_min(self, order: str) -> float: ...

    def drive_min(self, a: str, b: str, planned_min: float, depart_min: float) -> float: ...

    def service_min(self, kind: str, order: str, planned_min: float) -> float: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Laws:
    make: RatioLaw
    drive: TrafficLaw
    tie: Tie
    service_sd: float


def learn(folder: Path) -> tuple[Laws, dict[str, Past]]:
    history = Table(folder / "history.csv", delimiter=",")
    past = {kind: _past(history, kind) for kind in ("make", "drive", "pickup", "handover")}
    make, drive = learn_ratio(past["make"], with_load=True), learn_traffic(past["drive"])
    services = [
        learn_ratio(replace(past[kind], place=("",) * len(past[kind].day))) for kind in ("pickup", "handover")
    ]
    laws = Laws(
        make=make,
        drive=drive,
        tie=learn_tie(past["make"], make, past["drive"], drive),
        service_sd=float(np.mean([law.sd_step for law in services])),
    )
    return laws, past


def _past(history: Table, kind: str) -> Past:
    """What took no time, or was planned to, tells nothing of how long such a step takes."""
    rows = [
        n
        for n in range(len(history.rows))
        if history.text(n, "kind") == kind
        and min(history.number(n, "planned_min"), history.number(n, "actual_min")) > 0
    ]
    return Past(
        day=np.array([int(history.number(n, "day")) for n in rows]),
        minute=np.array([history.number(n, "minute") for n in rows]),
        place=tuple(history.text(n, "place") for n in rows),
        planned_min=np.array([history.number(n, "planned_min") for n in rows]),
        actual_min=np.array([history.number(n, "actual_min") for n in rows]),
    )


@dataclass(slots=True)
class Trip:
    """A courier at work: what is fetched, when it could have been taken, and what is still to do."""

    courier: str
    orders: list[str]
    there_min: float
    service_min: float
    expected_free_min: float


@dataclass(slots=True)
class Nature:
    """What happens, in the order in which it ends. `until(now)` lets happen only what has ended by then."""

    reality: Reality
    coming: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    count: "itertools.count[int]" = field(default_factory=itertools.count)

    def at(self, minute: float, then: Callable[[float], None]) -> None:
        heapq.heappush(self.coming, (minute, next(self.count), then))

    def until(self, now: float) -> None:
        while self.coming and self.coming[0][0] <= now:
            minute, _, then = heapq.heappop(self.coming)
            then(minute)


class Evening:
    """One day lived through: what the house knows, what it decides, what it promises."""

    def __init__(self, instance: Instance, laws: Laws, reality: Reality, waits: Waits, *, seed: int) -> None:
        self.instance, self.laws, self.practice, self.waits, self.seed = instance, laws, waits, waits, seed
        self.nature = Nature(reality)
        self.couriers = {courier.key: courier for courier in instance.couriers}
        self.trips: dict[str, Trip] = {}
        self.waiting: dict[str, Order] = {}
        self.placed: dict[str, Order] = {}
        self.planned = {
            order.key: max(SHORTEST_MIN, order.ready_min - order.placed_min) for order in instance.orders
        }
        self.begun: dict[str, int] = {}
        self.lately: dict[str, list[float]] = {}
        self.ready: dict[str, float] = {}
        self.ended: dict[str, StepToday] = {}
        self.delivered: dict[str, float] = {}
        self.outlooks: dict[str, Outlook] = {}
        self.later: dict[str, float] = {}
        self.promises: dict[str, dict[str, Any]] = {}  # Any: lines of JSON
        self.said: dict[str, float] = {}
        self.roads = Roads.at_dawn(laws.drive, 0.0)
        self.kitchens = tonight(laws.make, ())
        self.recalibration = Recalibration()
        self.demand = Demand.unknown(len(instance.grounds.kitchens))
        self.grounds = self._grounds_now(0.0)

    def live(self) -> None:
        coming = list(reversed(self.instance.orders))
        first = math.ceil(coming[-1].placed_min) if coming else 0
        last = math.ceil(max((courier.off_min for courier in self.instance.couriers), default=first - 1))
        for now in range(first, last + 1):
            if not (coming or self.waiting or self.trips):
                break
            self.nature.until(now)
            fresh = []
            while coming and coming[-1].placed_min <= now:
                fresh.append(coming.pop())
            if not (fresh or self.waiting or self.trips):
                continue
            self._hear(fresh)
            self._look(now)
            day = self._day(now)
            found = matches(day, now=now)
            self._promise(fresh, day, found, now)
            self._dispatch(day, found, now)
        for order in coming:
            self._hear([order])
            self._promise([order], self._day(order.placed_min), {}, int(order.placed_min))
        self.nature.until(math.inf)

    # what the house learns

    def _hear(self, fresh: list[Order]) -> None:
        window = self.laws.make.load.window_min
        for order in fresh:
            lately = [at for at in self.lately.get(order.kitchen, []) if at > order.placed_min - window]
            self.lately[order.kitchen] = [*lately, order.placed_min]
            self.begun[order.key] = len(lately) + 1
            self.placed[order.key] = self.waiting[order.key] = order
            minutes = self.nature.reality.make_min(order.key)
            self.nature.at(order.placed_min + minutes, lambda at, key=order.key: self._made(key, at))
        self.demand = self.demand.after(tuple(fresh), self.grounds)

    def _look(self, now: float) -> None:
        """Bring tonight's factors, the roads and what is expected of every open order up to date."""
        under_way = [self._step(key, now) for key in self.placed if key not in self.ready]
        steps = (*self.ended.values(), *under_way)
        self.kitchens = tonight(self.laws.make, steps, day_prior=self.laws.tie.day_prior(self.roads))
        if now % 5 == 0:
            self.grounds = self._grounds_now(now)
        if now % 15 == 0:
            self._recalibrate(now)
        for key, order in self.waiting.items():
            self.waiting[key] = replace(order, ready_min=self._expected_ready(key, now))

    def _step(self, key: str, now: float) -> StepToday:
        order = self.placed[key]
        return StepToday(
            place=order.kitchen,
            planned_min=self.planned[key],
            minutes=self._made_in(key, self.ready.get(key, now)),
            ended=key in self.ready,
            begun=self.begun[key],
        )

    def _recalibrate(self, now: float) -> None:
        known = [key for key in self.said if self.placed[key].placed_min + WINDOW_MIN <= now]
        kept = [
            self.delivered.get(key, math.inf) <= self.placed[key].placed_min + WINDOW_MIN for key in known
        ]
        self.recalibration = recalibrate([self.said[key] for key in known], kept, prior_n=200)
        self.waits = self.practice.joined(self.looked_back(known, today=True))

    def looked_back(self, keys: Iterable[str], *, today: bool) -> Waits:
        """What became of these orders' couriers."""
        known = [
            (self.outlooks[key], self._score(key), self.later.get(key, math.inf))
            for key in keys
            if key in self.ready
        ]
        return Waits(
            alike=np.array([features(outlook) for outlook, _, _ in known]).reshape(-1, 2),
            score=np.array([score for _, score, _ in known]),
            later_min=np.array([later for _, _, later in known]),
            today=np.full(len(known), today),
        )

    def _score(self, key: str) -> float:
        mean, sd = self.outlooks[key].make
        return (math.log(self._made_in(key, self.ready[key])) - mean) / sd

    def _made_in(self, key: str, at: float) -> float:
        """Minutes of making so far; what is ready at once counts as a moment."""
        return max(0.01, at - self.placed[key].placed_min)

    def _make(self, key: str) -> tuple[float, float]:
        return self.kitchens.log_minutes(self.placed[key].kitchen, self.planned[key], begun=self.begun[key])

    def _expected_ready(self, key: str, now: float) -> float:
        if key in self.ready:
            return self.ready[key]
        placed = self.placed[key].placed_min
        return placed + float(expected_ready_min(self._make(key), now - placed))

    def _grounds_now(self, now: float) -> Grounds:
        grounds = self.instance.grounds
        return Grounds(
            kitchens=grounds.kitchens,
            at_m=grounds.at_m,
            metres_per_min=grounds.metres_per_min / math.exp(self.roads.log_ratio(now)[0]),
            pickup_min=grounds.pickup_min,
            dropoff_min=grounds.dropoff_min,
            whole_minutes=False,
        )

    # what it says and does

    def _day(self, now: float) -> Day:
        couriers = []
        for key, courier in self.couriers.items():
            trip = self.trips.get(key)
            couriers.append(
                replace(courier, free_min=max(now + 0.5, self._expected_free(trip, now))) if trip else courier
            )
        return Day(
            grounds=self.grounds,
            couriers=tuple(couriers),
            orders=tuple(self.waiting.values()),
            demand=self.demand,
        )

    def _expected_free(self, trip: Trip, now: float) -> float:
        unready = [self._expected_ready(key, now) for key in trip.orders if key not in self.ready]
        return trip.expected_free_min + max([0.0, *(at - trip.there_min for at in unready)])

    def _promise(self, fresh: list[Order], day: Day, found: dict[str, Match], now: int) -> None:
        at_hand = sum(
            c.on_min <= now and c.free_min <= now + 10 and c.off_min > now + 20 for c in day.couriers
        )
        for order in fresh:
            match, expected = found.get(order.key), self.waiting[order.key].ready_min
            planned_drive = self._planned_drive(self._kitchen_at(order.kitchen), order.to_m)
            outlook = Outlook(
                make=self._make(order.key),
                drive=log_minutes(planned_drive, self.roads.log_ratio(max(now, expected))),
                travel_min=match.travel_min if match else 10.0,
                delay_min=max(0.0, match.arrive_min - expected) if match else 30.0,
                at_hand=at_hand,
            )
            self.outlooks[order.key] = outlook
            self._say(order, outlook)

    def _say(self, order: Order, outlook: Outlook) -> None:
        rng = np.random.default_rng([self.seed, *order.key.encode()])
        minutes = np.sort(
            delivery_min(
                outlook,
                self.waits,
                rng,
                pickup_sd=self.laws.service_sd,
                services_min=(self.instance.grounds.pickup_min + self.instance.grounds.dropoff_min) / 2,
                samples=SAMPLES,
            )
        )
        p = float((minutes <= WINDOW_MIN).mean())
        p = min(1 - 1 / SAMPLES, max(1 / SAMPLES, p))
        self.said[order.key] = p
        p = float(self.recalibration(p))
        self.promises[order.key] = {
            "order": order.key,
            "promised_at": order.placed_min,
            "accepted": p >= FLOOR,
            "deadline": order.placed_min + WINDOW_MIN,
            "p_on_time": round(p, 5),
            "q": {
                str(level): round(order.placed_min + min(NEVER_MIN, float(minutes[int(level * SAMPLES)])), 2)
                for level in LEVELS
            },
        }

    def _dispatch(self, day: Day, found: dict[str, Match], now: int) -> None:
        for decision in dispatch(day, now=now, matched=found):
            courier = self.couriers[decision.courier]
            if isinstance(decision, Fetch):
                self._fetch(courier, list(decision.orders), now)
            else:
                self._go(courier, decision.kitchen, now)

    # what then happens

    def _go(self, courier: Courier, kitchen: str, now: float) -> None:
        there = self._kitchen_at(kitchen)
        planned = self._planned_drive(courier.at_m, there)
        actual = self.nature.reality.drive_min(courier.key, kitchen, planned, now)
        expected = now + planned * math.exp(self.roads.log_ratio(now)[0])
        self.trips[courier.key] = Trip(courier.key, [], now, 0.0, expected)
        self.couriers[courier.key] = replace(courier, at_m=there)

        def arrive(at: float) -> None:
            self._drove(now, planned, actual)
            self._free(courier.key, at)

        self.nature.at(now + actual, arrive)

    def _fetch(self, courier: Courier, keys: list[str], now: float) -> None:
        service = self.nature.reality.service_min("pickup", keys[0], self.instance.grounds.pickup_min)
        points = [self._kitchen_at(self.placed[keys[0]].kitchen), *(self.placed[key].to_m for key in keys)]
        grounds = self.grounds
        legs = [float(grounds.travel_min(np.array(a), np.array(b))) for a, b in itertools.pairwise(points)]
        expected = now + grounds.pickup_min + sum(legs) + len(keys) * grounds.dropoff_min
        trip = Trip(courier.key, keys, now + grounds.pickup_min / 2, service, expected)
        self.trips[courier.key] = trip
        self.couriers[courier.key] = replace(courier, at_m=points[-1])
        for key in keys:
            del self.waiting[key]
        self.nature.at(now + service / 2, lambda at: self._at_counter(trip, now + service / 2))

    def _at_counter(self, trip: Trip, there: float) -> None:
        """Take the orders once they are all ready."""
        unready = [key for key in trip.orders if key not in self.ready]
        if unready:
            last = max(self.placed[key].placed_min + self.nature.reality.make_min(key) for key in unready)
            self.nature.at(last, lambda at: self._at_counter(trip, there))
            return
        taken = max([there, *(self.ready[key] for key in trip.orders)])
        for key in trip.orders:
            others = [self.ready[other] for other in trip.orders if other != key]
            self._took(key, max([there, *others]))
        self.nature.at(taken + trip.service_min / 2, lambda at: self._drive_on(trip, list(trip.orders), at))
        self.trips[trip.courier].expected_free_min += max(0.0, taken - trip.there_min)
        trip.there_min = taken

    def _took(self, key: str, there: float) -> None:
        outlook, placed = self.outlooks[key], self.placed[key].placed_min
        could = courier_there_min(
            outlook, np.array([self.ready[key] - placed]), self.instance.grounds.pickup_min / 2
        )
        self.later[key] = there - placed - float(could[0])

    def _drive_on(self, trip: Trip, left: list[str], now: float) -> None:
        if not left:
            self._free(trip.courier, now)
            return
        key, done = left[0], trip.orders.index(left[0])
        first = self.placed[trip.orders[0]].kitchen
        here = trip.orders[done - 1] if done else first
        here_m = self.placed[here].to_m if done else self._kitchen_at(first)
        planned = self._planned_drive(here_m, self.placed[key].to_m)
        actual = self.nature.reality.drive_min(here, key, planned, now)

        def arrive(at: float) -> None:
            self._drove(now, planned, actual)
            service = self.nature.reality.service_min("handover", key, self.instance.grounds.dropoff_min)
            self.nature.at(at + service / 2, lambda then: self.delivered.__setitem__(key, then))
            self.nature.at(at + service, lambda then: self._drive_on(trip, left[1:], then))

        self.nature.at(now + actual, arrive)

    def _made(self, key: str, at: float) -> None:
        self.ready[key] = at
        self.ended[key] = self._step(key, at)
        if key in self.waiting:
            self.waiting[key] = replace(self.waiting[key], ready_min=at)

    def _drove(self, departed: float, planned: float, actual: float) -> None:
        if planned > 0:
            self.roads = self.roads.after(departed_min=departed, planned_min=planned, actual_min=actual)

    def _free(self, key: str, at: float) -> None:
        self.couriers[key] = replace(self.couriers[key], free_min=at)
        self.trips.pop(key, None)

    def _kitchen_at(self, kitchen: str) -> tuple[float, float]:
        x, y = self.instance.grounds.at_m[self.instance.grounds.number[kitchen]]
        return float(x), float(y)

    def _planned_drive(self, a: tuple[float, float], b: tuple[float, float]) -> float:
        return float(self.instance.grounds.travel_min(np.array(a), np.array(b)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PastReality:
    """An evening of practice: what was made as long as in the past, driven by the laws learnt."""

    make: dict[str, float]
    level: np.ndarray[Any, np.dtype[np.float64]]
    laws: Laws
    rng: np.random.Generator

    def make_min(self, order: str) -> float:
        return self.make[order]

    def drive_min(self, a: str, b: str, planned_min: float, depart_min: float) -> float:
        level = self.level[min(int(depart_min // 10), len(self.level) - 1)]
        return planned_min * math.exp(level + self.laws.drive.sd_leg * self.rng.standard_normal())

    def service_min(self, kind: str, order: str, planned_min: float) -> float:
        return planned_min * math.exp(self.laws.service_sd * self.rng.standard_normal())


def practise(instance: Instance, laws: Laws, past: dict[str, Past], *, seed: int) -> Waits:
    """Play past days with this fleet, to learn how much later than expected its couriers come."""
    rng = np.random.default_rng([seed, 1])
    days = rng.permutation(np.unique(past["make"].day)).tolist() if len(past["drive"].day) else []
    waits = Waits.none()
    for laid in PAST_DAYS_PLAYED:
        if len(days) < laid:
            break
        chosen, days = days[:laid], days[laid:]
        evening = Evening(*_past_evening(instance, laws, past, chosen, rng), Waits.none(), seed=seed)
        evening.live()
        waits = waits.joined(evening.looked_back(evening.outlooks, today=False))
    return waits


def _past_evening(
    instance: Instance, laws: Laws, past: dict[str, Past], days: list[int], rng: np.random.Generator
) -> tuple[Instance, Laws, PastReality]:
    """The orders of past days on these grounds; each went as far as some drive of the past, in any direction."""
    make, grounds = past["make"], instance.grounds
    rows = [row for row in np.flatnonzero(np.isin(make.day, days)) if make.place[row] in grounds.number]
    drives = past["drive"].planned_min
    orders, actual = [], {}
    for n, row in enumerate(sorted(rows, key=lambda row: (make.minute[row], make.place[row]))):
        metres, angle = rng.choice(drives) * grounds.metres_per_min, rng.uniform(0, 2 * math.pi)
        x, y = grounds.at_m[grounds.number[make.place[row]]]
        placed = float(make.minute[row])
        orders.append(
            Order(
                key=f"past{n}",
                kitchen=make.place[row],
                to_m=(float(x + metres * math.cos(angle)), float(y + metres * math.sin(angle))),
                placed_min=placed,
                ready_min=placed + float(make.planned_min[row]),
            )
        )
        actual[f"past{n}"] = float(make.actual_min[row])
    law = laws.drive
    kept = math.exp(-10 / law.memory_min)
    level = [rng.normal(0, law.sd_level)]
    for _ in range(144):
        level.append(kept * level[-1] + math.sqrt(1 - kept**2) * rng.normal(0, law.sd_level))
    path = np.array(level) + rng.normal(0, law.sd_day) + law.usual
    reality = PastReality(make=actual, level=path, laws=laws, rng=rng)
    return replace(instance, orders=tuple(orders)), laws, reality


def play(folder: Path, *, seed: int = 0) -> Evening:
    """Learn, practise, and live the day of one world."""
    laws, past = learn(folder)
    instance = load(folder / "instance")
    waits = practise(instance, laws, past, seed=seed)
    evening = Evening(instance, laws, judge().Reality(folder), waits, seed=seed)
    evening.live()
    return evening


def lines(evening: Evening) -> list[dict[str, Any]]:  # Any: lines of JSON
    return [
        promise | {"delivered_at": round(evening.delivered[key], 3) if key in evening.delivered else None}
        for key, promise in evening.promises.items()
    ]


def judge() -> ModuleType:
    """The module that lays realities over instances; it also judges."""
    tools = Path(os.environ.get("HOVMESTER_TOOLS", Path(__file__).parents[2] / "shared" / "tools"))
    spec = importlib.util.spec_from_file_location("odds_world", tools / "odds_world.py")
    if spec is None or spec.loader is None or not (tools / "odds_world.py").exists():
        raise SystemExit(f"odds_world.py is not in {tools}: say where it is with HOVMESTER_TOOLS")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("worlds", nargs="+", type=Path, metavar="WORLD_DIR")
    parser.add_argument("--promises", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="worlds played side by side")
    asked = parser.parse_args()
    each_once([folder.resolve().name for folder in asked.worlds])
    asked.promises.mkdir(parents=True, exist_ok=True)
    pairs = []
    with Pool(asked.workers) as pool:
        for folder, written, why in pool.imap(_played, [(folder, asked.seed) for folder in asked.worlds]):
            if why:
                print(why, file=sys.stderr, flush=True)
                continue
            path = asked.promises / f"{folder.resolve().name}.jsonl"
            path.write_text(written, encoding="utf-8")
            pairs.append((folder, path))
            print(json.dumps({"world": path.stem} | judge().score([(folder, path)])), flush=True)
    if pairs:
        print(json.dumps({"pooled": len(pairs)} | judge().score(pairs)))
    if len(pairs) < len(asked.worlds):
        sys.exit(1)


def _played(asked: tuple[Path, int]) -> tuple[Path, str, str]:
    """The promises of one world; or none, and why not."""
    folder, seed = asked
    try:
        evening = play(folder, seed=seed)
    except (OSError, ValueError) as why:
        return folder, "", f"{folder}: {why}"
    return folder, "".join(json.dumps(line) + "\n" for line in lines(evening)), ""


if __name__ == "__main__":
    main()
