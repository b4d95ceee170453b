"""How long one answer takes against the size of the house, and side by side with solvers.

`python -m bench.promising [--repeat N] [--seeds N] [--only latency|answers|flips|rivals|plots]`

* latency: 1-1,000 couriers, 10-3,000 open promises, 4,096 samples -> bench/results/promising_latency.csv
* answers: wishes with time enough beside wishes for very soon, a yes beside a no, which says what would help ->
  bench/results/promising_answers.csv
* flips: every "because" and "if only" of hard wishes, tried on yet another stream -> bench/results/promising_flips.csv
* rivals: "insert one wish" and "re-plan all", this house beside OR-Tools routing, PyVRP and pyvroom, all in this run ->
  bench/results/promising_rivals.csv
* plots of both -> docs/methods/
"""

import argparse
import csv
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.background import PARAMS, running_of
from bench.houses import house_of, wish_of
from bench.rivals import (
    DRIVE_SIGMA,
    FETCH_MIN,
    HAND_MIN,
    MAKE_MIN,
    MAKE_SIGMA,
    METRES_PER_MIN,
    RIVALS,
    SHARED,
    Plan,
    Problem,
    judge,
    moved,
    problem,
)
from hovmester.engines.promising import answer
from hovmester.engines.promising.because import FEW_LATE, WORTH_NAMING, eased
from hovmester.engines.promising.best import LIGHT, Best, best_plan
from hovmester.engines.promising.case import FRESH, Case
from hovmester.engines.promising.harm import harm, settle
from hovmester.engines.promising.law import Law, lognormal
from hovmester.engines.promising.menu import made
from hovmester.engines.promising.model import (
    Because,
    Constraint,
    House,
    IfOnly,
    Item,
    MeetingPoint,
    Params,
    Point,
    Promise,
    Site,
    Station,
    Step,
    StepKind,
    Time,
    Vehicle,
    Wanted,
    Window,
    Wish,
    Worker,
)
from hovmester.engines.promising.replan import replan
from hovmester.engines.promising.trial import Trial
from hovmester.engines.promising.world import World

RESULTS = Path(__file__).parent / "results"
PICTURES = Path(__file__).parents[1] / "docs" / "methods"
SIZES = ((1, 10), (5, 30), (10, 50), (20, 100), (40, 200), (100, 500), (300, 1000), (1000, 3000))
ANSWERED = ((40, 200), (5, 30))
WISHES = {"in an hour or two": (55.0, 120.0), "very soon": (15.0, 45.0)}
FLIPPED = ((8, 60), (3, 20), (40, 200))
BESIDE = ((5, 15), (10, 30), (40, 120))
INSERT_S, REPLAN_S = 1.0, 5.0
METRES_PER_DEGREE = 111_195.0
HOME = Point(lat=0, lon=0)
OURS = "Hovmester"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--repeat", type=int, default=60)
    arguments.add_argument("--seeds", type=int, default=2)
    arguments.add_argument("--only", choices=["latency", "answers", "flips", "rivals", "plots"])
    told = arguments.parse_args()
    if told.only in {None, "latency"}:
        write("promising_latency.csv", latency(told.repeat))
    if told.only in {None, "answers"}:
        write("promising_answers.csv", answers(2 * told.repeat))
    if told.only in {None, "flips"}:
        write("promising_flips.csv", flips(4 * told.repeat))
    if told.only in {None, "rivals"}:
        write("promising_rivals.csv", beside(told.seeds))
    if told.only in {None, "plots"}:
        plots()


def latency(repeat: int) -> Iterable[dict[str, object]]:
    """One row for each size of house. Wishes for within the hour to two hours; most can be met, some cannot."""
    for couriers, promises in SIZES:
        house = house_of(couriers, promises)
        rng = np.random.default_rng([7, couriers])
        times = max(5, min(repeat, 60_000 // (promises + 10)))
        took, worked, yes = [], [], 0
        for number in range(times + 1):
            wish = wish_of(rng, number, 35, 110)
            began, begun = time.perf_counter(), time.process_time()
            said = answer(house, wish, now=0.0, seed=number)
            took.append(1000 * (time.perf_counter() - began))
            worked.append(1000 * (time.process_time() - begun))
            yes += number > 0 and said.verdict == "yes"
        p50, p90, p99 = np.quantile(took[1:], [0.5, 0.9, 0.99])
        cpu50, cpu99 = np.quantile(worked[1:], [0.5, 0.99])
        yield {
            "couriers": couriers, "promises": promises, "answers": times, "yes": yes, "p50_ms": round(p50, 1),
            "p90_ms": round(p90, 1), "p99_ms": round(p99, 1), "cpu_p50_ms": round(cpu50, 1),
            "cpu_p99_ms": round(cpu99, 1),
        }  # fmt: skip


def answers(repeat: int) -> Iterable[dict[str, object]]:
    """One row for each house, kind of wishes and what was said to them, all taken in this run."""
    for couriers, promises in ANSWERED:
        house = house_of(couriers, promises)
        for name, (soonest, latest) in WISHES.items():
            rng = np.random.default_rng([7, couriers])
            worked: dict[str, list[float]] = {"yes": [], "no, or yes if": []}
            for number in range(repeat):
                wish = wish_of(rng, number, soonest, latest)
                begun = time.process_time()
                said = answer(house, wish, now=0.0, seed=number)
                worked["yes" if said.verdict == "yes" else "no, or yes if"].append(
                    1000 * (time.process_time() - begun)
                )
            for what, took in {**worked, "all": [*chain.from_iterable(worked.values())]}.items():
                if took:
                    p50, p99 = np.quantile(took, [0.5, 0.99])
                    yield {
                        "couriers": couriers, "promises": promises, "wishes": name, "said": what, "n": len(took),
                        "cpu_p50_ms": round(p50, 1), "cpu_p99_ms": round(p99, 1), "load": round(os.getloadavg()[0], 1),
                    }  # fmt: skip


def flips(repeat: int) -> Iterable[dict[str, object]]:
    """Of each kind of claim: how many were made, and how many held in samples that had no part in making them.

    It is the plan that was told which is tried there, and what it does to others. A "because" holds if relaxing it
    alone saves at least half of the share that makes it worth naming; *time*, if so much more of it does. An "if only"
    that reaches the floor holds if the odds with the changes made are at the floor there too, within the noise of 8,192
    samples (.01); one that helps, if they are better than without them.
    """
    made_n: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for couriers, promises in FLIPPED:
        house = house_of(couriers, promises)
        rng = np.random.default_rng([3, couriers])
        for number in range(repeat):
            wish = wish_of(rng, number, 5, 45)
            said = answer(house, wish, now=0.0, seed=number)
            told = best_plan(Case(house, Params(), now=0.0, seed=number), wish)
            other = Case(house, Params(), now=0.0, seed=10_000 + number)
            p_told = 0.0
            if isinstance(told, Best):
                world = other.world(FRESH, 8192)
                trial = settle(world, wish, told.first.draft)
                late, p_told = np.logical_not(trial.hits(told.start)), trial.p(told.start)
                for because in said.because if np.count_nonzero(late) >= FEW_LATE else ():
                    made_n[f"because {because.constraint}"] += 1
                    saved = _without(because, world, wish, trial, told.start)[late]
                    held[f"because {because.constraint}"] += bool(np.mean(saved) >= WORTH_NAMING / 2)
            for if_only in said.if_only:
                p = _flipped(if_only, Case(house, Params(), now=0.0, seed=number), other, wish)
                kind = "if only, reaching the floor" if if_only.reaches_floor else "if only, helping"
                made_n[kind] += 1
                held[kind] += p >= said.floor - 0.01 if if_only.reaches_floor else p > p_told
    for kind in sorted(made_n):
        yield {"claim": kind, "made": made_n[kind], "held": held[kind]}


def _flipped(if_only: IfOnly, told: Case, other: Case, wish: Wish) -> float:
    """The odds of the plan told for these changes, once they are made, in samples that had no part in it; 0 where it
    would break an earlier promise there (by more than noise).
    """
    asked = wish
    for changed in if_only.changes:
        told, asked = made(changed, told, asked)
        other, _ = made(changed, other, wish)
    then = best_plan(told, asked, LIGHT)
    assert isinstance(then, Best)
    world = other.world(FRESH, 8192)
    trial = settle(world, asked, then.first.draft)
    broken = harm(world, trial, then.start, floor=told.house.floor - 0.01).refused
    return 0.0 if broken else trial.p(then.start)


def _without(because: Because, world: World, wish: Wish, trial: Trial, start: float) -> NDArray[np.bool_]:
    """In which samples the plan is on time once this does not bind any more."""
    if because.constraint is Constraint.TIME:
        return trial.handed_over.at(start) <= trial.deadline + (because.facts.minutes or 0.0)
    return eased(world, wish, trial.draft, start, 0.0, frozenset({because.constraint}))


@dataclass(frozen=True, slots=True)
class Outcome:
    plan: Plan
    seconds: float
    cpu_seconds: float


def beside(seeds: int) -> Iterable[dict[str, object]]:
    """One row for each problem, way of planning and task. Odds of all are judged in the same samples."""
    for couriers, orders in BESIDE:
        for seed in range(seeds):
            asked = problem(couriers, orders, seed)
            before = judge(asked, [*asked.running])[:-1].mean()
            for task, limit in (("insert one wish", INSERT_S), ("re-plan all", REPLAN_S)):
                ours = insert if task == "insert one wish" else plan_again
                ways: dict[str, Callable[[], Plan]] = {OURS: lambda ours=ours, asked=asked: ours(asked)}
                for name, rival in RIVALS.items():
                    ways[name] = lambda rival=rival, asked=asked, limit=limit: rival(asked.careful(), limit)
                for name, way in ways.items():
                    yield row(asked, task, name, seed, before, timed(way))


def row(asked: Problem, task: str, name: str, seed: int, before: float, found: Outcome) -> dict[str, object]:
    odds = judge(asked, found.plan)
    brought = {visit for visits in found.plan for visit in visits if visit >= 0}
    return {
        "task": task,
        "couriers": len(asked.free),
        "orders": asked.wish,
        "seed": seed,
        "way": name,
        "seconds": round(found.seconds, 3),
        "cpu_seconds": round(found.cpu_seconds, 3),
        "wish_p": round(odds[-1], 3),
        "others_p": round(odds[:-1].mean(), 4),
        "others_p_before": round(float(before), 4),
        "worst_other_p": round(odds[:-1].min(), 3),
        "undone": len(odds) - len(brought),
        "moved": moved(asked, found.plan),
    }


def timed(way: Callable[[], Plan]) -> Outcome:
    began, begun = time.perf_counter(), time.process_time()
    plan = way()
    return Outcome(plan, time.perf_counter() - began, time.process_time() - begun)


def insert(asked: Problem) -> Plan:
    """The wish put in where the engine would, everything else left as it is."""
    params = Params(
        drive=lognormal(0, DRIVE_SIGMA, n=1_000_000), handover=Law.fixed(HAND_MIN), kitchen_share=SHARED,
        traffic_share=SHARED, evening_share=1.0, join_trips=True,
    )  # fmt: skip
    house = _house(asked)
    found = best_plan(Case(house, params, now=0.0, seed=1), _wish(asked))
    plan = [[*visits] for visits in asked.running]
    if isinstance(found, Best):
        draft = found.first.draft
        visits = plan[int(draft.worker[1:])]
        if draft.joins is None:
            visits[draft.slot : draft.slot] = [
                ~asked.wish,
                asked.wish,
            ]  # two visits and two steps on the road each
        else:
            order = int(house.promises[draft.joins.promise].key[1:])
            at = visits.index(order)
            visits[at : at + 1] = [~asked.wish, order, asked.wish]
    return plan


def plan_again(asked: Problem) -> Plan:
    """`replan` with the wish as a job nobody has yet."""
    better = replan(running_of(asked, asked.running), PARAMS, now=0.0).running
    plan: Plan = []
    for route in better.routes:
        visits: list[int] = []
        for trip in route.trips:
            carried = [int(job.order.key) for job in trip]
            visits += [~order for order in carried] + carried
        plan.append(visits)
    return plan


@dataclass(frozen=True, slots=True)
class PlaneRoads:
    """The plane of the problem; leaving the kitchen includes fetching."""

    def metres(self, start: Point, end: Point) -> float:
        return METRES_PER_DEGREE * float(np.hypot(start.lat - end.lat, start.lon - end.lon))

    def minutes(self, start: Point, end: Point, *, vehicle: str, depart: float) -> float:
        return self.metres(start, end) / METRES_PER_MIN + (FETCH_MIN if start == HOME else 0.0)


def _house(asked: Problem) -> House:
    evening = Window(start=-600, end=2880)
    return House(
        sites=(Site(key="home", at=HOME, open=(evening,)),),
        stations=(Station(key="kitchen", site="home", places=10_000),),
        workers=(
            Worker(key="cook", site="home", shifts=(evening,)),
            *(
                Worker(key=f"c{who}", site="home", drives=True, shifts=(Window(start=float(free), end=2880),))
                for who, free in enumerate(asked.free)
            ),
        ),
        vehicles=tuple(
            Vehicle(key=f"v{who}", site="home", per_km=Decimal(0)) for who in range(len(asked.free))
        ),
        items=(Item(key="dish", station="kitchen", make=_making(), pack=Law.fixed(0)),),
        promises=tuple(
            _promise(asked, visit, who)
            for who, visits in enumerate(asked.running)
            for visit in visits
            if visit >= 0
        ),
        roads=PlaneRoads(),
    )


def _making() -> Law:
    return lognormal(np.log(MAKE_MIN), MAKE_SIGMA, n=1_000_000)


def _promise(asked: Problem, order: int, who: int) -> Promise:
    door = _point(asked, order)
    start = float(asked.ready[order]) - MAKE_MIN
    leg = float(np.hypot(*asked.door[order])) / METRES_PER_MIN + FETCH_MIN
    road = {"worker": f"c{who}", "vehicle": f"v{who}"}
    leaves = max(0.0, float(asked.due[order]) - leg - HAND_MIN - 25)
    steps = (
        Step(
            kind=StepKind.MAKE, law=_making(), start=start, station="kitchen", item="dish",
            began=start if start < 0 else None,
        ),
        Step(kind=StepKind.DRIVE, law=lognormal(np.log(leg), DRIVE_SIGMA, n=1_000_000), start=leaves, to=door, **road),
        Step(kind=StepKind.HANDOVER, law=Law.fixed(HAND_MIN), start=leaves, **road),
    )  # fmt: skip
    return Promise(key=f"p{order}", site="home", deadline=float(asked.due[order]), steps=steps)


def _wish(asked: Problem) -> Wish:
    return Wish(
        wanted=(Wanted(item="dish"),),
        meeting_points=(MeetingPoint(name="door", at=_point(asked, asked.wish), walk=Law.fixed(0)),),
        time=Time.by(float(asked.due[-1])),
    )


def _point(asked: Problem, order: int) -> Point:
    x, y = asked.door[order]
    return Point(lat=float(y) / METRES_PER_DEGREE, lon=float(x) / METRES_PER_DEGREE)


def write(name: str, rows: Iterable[dict[str, object]]) -> None:
    """Rows to the console as they come, and to bench/results/."""
    kept = []
    for found in rows:
        kept.append(found)
        print("  ".join(f"{key} {value}" for key, value in found.items()), flush=True)
    with (RESULTS / name).open("w", newline="") as file:
        table = csv.DictWriter(file, fieldnames=list(kept[0]))
        table.writeheader()
        table.writerows(kept)


def plots() -> None:
    """Latency against size, and quality against time beside the solvers, from the tables in bench/results/."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    rows = _table("promising_latency.csv")
    figure, axes = plt.subplots(figsize=(6.4, 4))
    promises = [int(r["promises"]) for r in rows]
    for level in ("cpu_p50_ms", "cpu_p99_ms"):
        axes.loglog(
            promises,
            [float(r[level]) for r in rows],
            "o-",
            label=level.removeprefix("cpu_").removesuffix("_ms"),
        )
    axes.axhline(150, color="grey", lw=0.8, ls="--")
    axes.set(
        xlabel="open promises (a tenth to a third as many couriers)",
        ylabel="milliseconds of one core, 4,096 samples",
    )
    axes.set_title("One answer against the size of the house")
    axes.legend()
    figure.tight_layout()
    figure.savefig(PICTURES / "promising_latency.svg", metadata={"Date": None})

    rows = _table("promising_rivals.csv")
    figure, both = plt.subplots(1, 2, figsize=(9.6, 4), sharey=True)
    for axes, task in zip(both, ("insert one wish", "re-plan all"), strict=True):
        for name in (OURS, *RIVALS):
            mine = [r for r in rows if r["task"] == task and r["way"] == name]
            axes.semilogx(
                [float(r["cpu_seconds"]) for r in mine], [_all_p(r) for r in mine], "o", label=name, alpha=0.8
            )
        axes.set(title=task, xlabel="seconds of one core")
    both[0].set_ylabel("mean odds of all orders, same samples")
    both[1].legend(loc="upper left", bbox_to_anchor=(1.02, 1.0))
    figure.tight_layout()
    figure.savefig(PICTURES / "promising_rivals.svg", metadata={"Date": None})


def _all_p(row: dict[str, str]) -> float:
    orders = int(row["orders"])
    return (orders * float(row["others_p"]) + float(row["wish_p"])) / (orders + 1)


def _table(name: str) -> Sequence[dict[str, str]]:
    with (RESULTS / name).open(newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
