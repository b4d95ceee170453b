"""Would a solver in the background improve a running day? `python -m bench.background --seconds 10`.

The evenings of `bench.rivals` with one order nobody has yet: as planned, after `replan`, after PyVRP from the running
plan, and after `replan` from what PyVRP found. All are held to what `replan` looks for, guests' waiting and lateness,
and to how much they disturb the plan that people know. Writes bench/results/promising_background.csv.
"""

import argparse
import csv
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.rivals import (
    FETCH_MIN,
    HAND_MIN,
    METRES_PER_MIN,
    MOST_ON_BOARD,
    Plan,
    Problem,
    problem,
    with_pyvrp,
)
from hovmester.engines.promising.dispatch import Courier, Grounds, Order
from hovmester.engines.promising.replan import Job, ReplanParams, Route, Running, replan
from hovmester.engines.promising.replan.desk import Desk

RESULTS = Path(__file__).parent / "results" / "promising_background.csv"
EVENINGS = ((10, 30), (40, 120))
PARAMS = ReplanParams(most_in_trip=MOST_ON_BOARD)
COLUMNS = ("waiting_min", "late_min", "undone", "moved", "shifted_min", "cpu_seconds")


def running_of(asked: Problem, plan: Plan) -> Running:
    """A plan as `replan` takes it: a new trip begins with the first fetching after a hand-over."""
    jobs = [_job(asked, order) for order in range(len(asked.due))]
    routes = []
    for who, (free, visits) in enumerate(zip(asked.free, plan, strict=True)):
        courier = Courier(key=f"c{who}", at_m=(0.0, 0.0), free_min=float(free), on_min=0.0, off_min=1440.0)
        trips = tuple(tuple(jobs[order] for order in trip) for trip in _trips(visits))
        routes.append(Route(courier=courier, trips=trips))
    brought = {visit for visits in plan for visit in visits}
    return Running(
        grounds=Grounds(
            kitchens=("home",), at_m=np.zeros((1, 2)), metres_per_min=METRES_PER_MIN, pickup_min=FETCH_MIN,
            dropoff_min=HAND_MIN, whole_minutes=False,
        ),
        routes=tuple(routes),
        unplanned=tuple(job for order, job in enumerate(jobs) if order not in brought),
    )  # fmt: skip


def _job(asked: Problem, order: int) -> Job:
    x, y = asked.door[order].tolist()
    ready = float(asked.ready[order])
    return Job(
        order=Order(key=str(order), kitchen="home", to_m=(x, y), placed_min=0.0, ready_min=ready),
        due_min=float(asked.due[order]) - HAND_MIN / 2,
    )


def _trips(visits: list[int]) -> list[list[int]]:
    trips: list[list[int]] = [[]]
    for before, visit in zip([-1, *visits], visits, strict=False):
        if visit < 0 <= before:
            trips.append([])
        if visit >= 0:
            trips[-1].append(visit)
    return [trip for trip in trips if trip]


def figures(running: Running, start: Running) -> tuple[float, float, int, int, float]:
    """Waiting, lateness and what is undone; and beside `start`, who changed hands and by how many minutes."""
    as_it_is = replan(running, replace(PARAMS, most_moves=0), now=0.0)
    now, before = _handed(running), _handed(start)
    shared = [key for key in before if key in now]
    moved = sum(now[key][0] != before[key][0] for key in shared)
    shifted = sum(abs(now[key][1] - before[key][1]) for key in shared)
    return as_it_is.waiting_min[0], as_it_is.late_min[0], as_it_is.undone[0], moved, shifted


def _handed(running: Running) -> dict[str, tuple[int, float]]:
    desk = Desk(running, PARAMS, 0.0)
    return {
        job.order.key: (desk.by[j], desk.at[j])
        for j, job in enumerate(desk.jobs)
        if desk.by[j] >= 0  # somebody's
    }


def _timed(find: Callable[[], Running]) -> tuple[Running, float]:
    began = time.process_time()
    found = find()
    return found, time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=10.0, help="what PyVRP may take, by the clock")
    parser.add_argument("--seeds", type=int, default=2)
    asked = parser.parse_args()
    with RESULTS.open("w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["couriers", "orders", "seed", "way", *COLUMNS])
        for couriers, orders in EVENINGS:
            for seed in range(asked.seeds):
                for way, values in _evening(problem(couriers, orders, seed), asked.seconds):
                    row = [couriers, orders, seed, way, *(round(value, 2) for value in values)]
                    table.writerow(row)
                    print(*row, flush=True)


def _evening(asked: Problem, seconds: float) -> list[tuple[str, tuple[float, ...]]]:
    start = running_of(asked, asked.running)
    free = replace(PARAMS, other_courier=0, per_shifted_min=0)
    found = {
        "as planned": (start, 0.0),
        "replan": _timed(lambda: replan(start, PARAMS, now=0.0).running),
        "replan, disturbing freely": _timed(lambda: replan(start, free, now=0.0).running),
        "PyVRP": _timed(lambda: running_of(asked, with_pyvrp(asked, seconds))),
    }
    solved, solving = found["PyVRP"]
    better, replanning = _timed(lambda: replan(solved, PARAMS, now=0.0).running)
    found["PyVRP, then replan"] = better, solving + replanning
    return [(way, (*figures(running, start), cpu)) for way, (running, cpu) in found.items()]


if __name__ == "__main__":
    main()
