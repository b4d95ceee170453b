"""How long *can we?* takes: the command in a cold process, and the same call inside a warm one.

`python -m bench.can_we [--repeat N]`. Warm: a house of 40 couriers and 200 open promises, 4,096 samples. Aims: under
1.5 s cold, p99 under 150 ms warm. Writes bench/results/can_we.csv.
"""

import argparse
import csv
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import numpy as np

from bench.houses import house_of, wish_of
from hovmester.answering import can_we
from hovmester.engines.promising import answer
from hovmester.engines.promising import model as engine
from hovmester.housefile.model import (
    WEEKDAYS,
    Dish,
    GivenPromise,
    GivenStep,
    HouseFile,
    HouseRow,
    MeetingPoint,
    Opening,
    Person,
    Place,
    Role,
    Site,
    Spread,
    Station,
    StepKind,
    Trade,
    Vehicle,
    VehicleKind,
)

RESULTS = Path(__file__).parent / "results" / "can_we.csv"
WISH = "Hey – can you meet me at Newark airport with a porterhouse when I land in two hours? K, thanks"
COMMAND = [
    "can-we",
    WISH,
    "--house",
    "examples/porterhouse.toml",
    "--now",
    "2011-08-17T17:00-04:00",
    "--json",
]
NOW = datetime(2026, 7, 15, 18, 0, tzinfo=UTC)
COURIERS, PROMISES = 40, 200
ASKED = (
    "Could you bring a grill-dish to the Corner in {} minutes?",
    "an oven-dish at the Corner in {} minutes please",
    "Kunnen jullie over {} minuten een pans-dish op de Corner brengen?",
    "kan dere levere en cold-dish til Corner om {} minutter?",
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeat", type=int, default=200)
    repeat = arguments.parse_args().repeat
    rows = [
        {"what": "cold process: hovmester can-we", **figures(cold, max(5, repeat // 20))},
        {"what": f"warm can_we: {COURIERS} couriers, {PROMISES} promises", **figures(warm_can_we(), repeat)},
        {"what": f"warm engine: {COURIERS} couriers, {PROMISES} promises", **figures(warm_engine(), repeat)},
    ]
    with RESULTS.open("w", newline="") as file:
        table = csv.DictWriter(file, fieldnames=list(rows[0]))
        table.writeheader()
        table.writerows(rows)
    for row in rows:
        print(
            "{what:<50} n {n}  ms: p50 {p50_ms} p99 {p99_ms}  cpu p50 {cpu_p50_ms} p99 {cpu_p99_ms}".format(
                **row
            )
        )


def figures(once: Callable[[int], object], repeat: int) -> dict[str, float]:
    once(0)
    gc.freeze()  # as `hovmester serve` does
    took, worked = [], []
    for number in range(repeat):
        began, begun = time.perf_counter(), cpu_seconds()
        once(number)
        took.append(1000 * (time.perf_counter() - began))
        worked.append(1000 * (cpu_seconds() - begun))
    p50, p99 = np.quantile(took, [0.5, 0.99])
    cpu50, cpu99 = np.quantile(worked, [0.5, 0.99])
    return {
        "n": repeat,
        "p50_ms": round(float(p50), 1),
        "p99_ms": round(float(p99), 1),
        "worst_ms": round(max(took), 1),
        "cpu_p50_ms": round(float(cpu50), 1),
        "cpu_p99_ms": round(float(cpu99), 1),
    }


def cpu_seconds() -> float:
    """Of this process and those it has waited for."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def cold(number: int) -> None:
    command = [str(Path(sys.executable).parent / "hovmester"), *COMMAND]
    one_core = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=one_core)


def warm_engine() -> Callable[[int], object]:
    house = house_of(COURIERS, PROMISES)
    rng = np.random.default_rng(7)
    wishes = [wish_of(rng, number) for number in range(500)]
    return lambda number: answer(house, wishes[number % len(wishes)], now=0.0, seed=number)


def warm_can_we() -> Callable[[int], object]:
    house = house_file(house_of(COURIERS, PROMISES))
    return lambda number: can_we(
        ASKED[number % len(ASKED)].format(50 + 7 * (number % 10)), house=house, now=NOW, seed=number
    )


def house_file(house: engine.House) -> HouseFile:
    """The engine's house of the benchmark as a house file."""
    site = house.sites[0]
    always = tuple(Opening(weekday=day, start=time_of_day(0), until=time_of_day(0)) for day in WEEKDAYS)
    return HouseFile(
        house=HouseRow(name="Bench", trade=Trade.RESTAURANT, language="en", currency="USD", reach_km=20),
        sites=(Site(key=site.key, name="Home", lat=site.at.lat, lon=site.at.lon, zone="UTC", hours=always),),
        people=tuple(
            Person(
                key=w.key, name=w.key.title(), role=Role.STAFF, site=w.site, skills=w.skills, drives=w.drives,
                hourly=w.per_hour, shifts=always,
            )
            for w in house.workers
        ),
        stations=tuple(
            Station(key=s.key, name=s.key, site=s.site, places=s.places, skill=s.skill) for s in house.stations
        ),
        vehicles=tuple(
            Vehicle(key=v.key, name=v.key, site=v.site, kind=VehicleKind(v.kind), per_km=v.per_km)
            for v in house.vehicles
        ),
        dishes=tuple(
            Dish(
                key=i.key, names={"en": (i.key,)}, station=i.station, make=spread(i.make), pack=spread(i.pack),
                price=i.price, cost=i.cost, keeps_min=i.keeps_min,
            )
            for i in house.items
        ),
        places=(
            Place(
                key="corner", names={"en": ("Corner",)}, lat=site.at.lat + 0.02, lon=site.at.lon, zone="UTC",
                meeting_points=(MeetingPoint(name="door", walk=Spread(p50=2, p90=4)),),
            ),
        ),
        promises=tuple(given(promise) for promise in house.promises),
    )  # fmt: skip


def given(promise: engine.Promise) -> GivenPromise:
    return GivenPromise(
        key=promise.key, title=promise.key, guest="", site=promise.site, deadline=moment(promise.deadline),
        odds_when_given=0.95,
        steps=tuple(
            GivenStep(
                kind=StepKind(step.kind), who=step.worker, station=step.station, vehicle=step.vehicle, dish=step.item,
                lasts=spread(step.law), planned_start=moment(step.start),
                started_at=None if step.began is None else moment(step.began),
                done_at=None if step.ended is None else moment(step.ended),
                to_lat=step.to.lat if step.to else None, to_lon=step.to.lon if step.to else None,
            )
            for step in promise.steps
        ),
    )  # fmt: skip


def spread(law: engine.Law) -> Spread:
    return Spread(p50=round(law.p50, 2), p90=round(law.p90, 2))


def moment(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


if __name__ == "__main__":
    main()
