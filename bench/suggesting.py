"""Another plan for one promise in trouble: how often there is one, what it is worth, and what it costs to look for.

python -m bench.suggesting

Houses of `bench.houses` at minute 0 of their evening. In each some promises that nobody has driven off with are made to
stand badly: their guest goes at a moment by which they would be there in so many cases of a hundred. Of every other one
the food is made and packed already, so that only who brings it, and when, can change. What is said of a
suggestion is held against another seed, in more samples; so is what it does to all others. Beside it the rule of thumb:
give it to whoever is free first, as planned, and look at nothing else.
"""

import csv
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean, median
from time import process_time

import numpy as np

from bench.houses import house_of
from hovmester.engines.promising import standings
from hovmester.engines.promising.case import Case
from hovmester.engines.promising.model import House, Params, Promise, StepKind
from hovmester.engines.promising.schedule import SIDE_BY_SIDE
from hovmester.engines.promising.suggesting import Moves, SuggestParams, suggest
from hovmester.engines.promising.suggesting.moves import of_its_trip
from hovmester.engines.promising.suggesting.weighing import moved

RESULTS = Path(__file__).parent / "results" / "promising_suggesting.csv"
SIZES = ((5, 20), (10, 50), (40, 200))
SEEDS = range(5)
PER_HOUSE = 8
LEVELS = (0.1, 0.25, 0.5, 0.75)
TOLD = Params(samples=SuggestParams().samples[2])
JUDGE = Params(samples=16_384)
BEARABLE = 0.01  # a loss that another seed may show by chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    couriers: int
    promises: int
    seed: int
    promise: str
    made: bool
    ms: float
    p_before: float
    found: bool
    said: float | None
    judged: float | None
    touched: int
    hands: int
    shifted_min: float
    broken: bool
    thumb: float | None
    thumb_broken: bool


def main() -> None:
    rows = [
        row for couriers, promises in SIZES for seed in SEEDS for row in of_house(couriers, promises, seed)
    ]
    with RESULTS.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(Row.__slots__)
        for row in rows:
            values = [getattr(row, name) for name in Row.__slots__]
            writer.writerow([round(v, 4) if isinstance(v, float) else v for v in values])
    for couriers, promises in SIZES:
        tell([row for row in rows if row.couriers == couriers], f"{couriers} couriers, {promises} promises")
    for made in (False, True):
        tell([row for row in rows if row.made == made], "all is made" if made else "still to be made")
    tell(rows, "all")


def of_house(couriers: int, promises: int, seed: int) -> list[Row]:
    house = house_of(couriers, promises, seed)
    waiting = [
        promise
        for promise in house.promises
        if all(step.began is None for step in promise.steps if step.kind is StepKind.DRIVE)
    ]
    rng = np.random.default_rng([seed, couriers])
    rows = []
    for number, index in enumerate(rng.permutation(len(waiting))[:PER_HOUSE]):
        promise, level, made = waiting[index], LEVELS[number // 2 % len(LEVELS)], bool(number % 2)
        ready = with_one(house, _made(promise) if made else promise)
        (stands,) = standings(ready, TOLD, now=0, seed=1, of={promise.key})
        leaves = float(np.interp(level, list(stands.delivered), list(stands.delivered.values())))
        late = replace(_made(promise) if made else promise, earliest=None, arrival=None, deadline=leaves)
        rows.append(looked(with_one(house, late), late.key, couriers, promises, seed, made=made))
    return rows


def with_one(house: House, promise: Promise) -> House:
    promises = tuple(promise if one.key == promise.key else one for one in house.promises)
    return replace(house, promises=promises)


def _made(promise: Promise) -> Promise:
    """Its food stands there, and its courier is to leave with it when all before is done."""
    steps = [
        replace(step, began=-10.0 + n, ended=-9.0 + n) if step.kind in SIDE_BY_SIDE else step
        for n, step in enumerate(promise.steps)
    ]
    return replace(promise, steps=tuple(steps))


def looked(house: House, key: str, couriers: int, promises: int, seed: int, *, made: bool) -> Row:
    began = process_time()
    found = suggest(house, key, Params(), now=0, seed=1)
    ms = 1000 * (process_time() - began)
    before = {one.promise: one.p_raw for one in standings(house, JUDGE, now=0, seed=2)}
    own = None if found is None else next(effect for effect in found.effects if effect.promise == key)
    judged, broken = (None, False) if found is None else judge(house, key, found.steps, before)
    number = next(n for n, one in enumerate(house.promises) if one.key == key)
    by_thumb = of_its_trip(Case(house, TOLD, now=0, seed=1), number, 512, other_hands=True)[:1]
    thumb, thumb_broken = judge(house, key, by_thumb[0].steps, before) if by_thumb else (None, False)
    return Row(
        couriers=couriers, promises=promises, seed=seed, promise=key, made=made, ms=ms, p_before=before[key],
        found=found is not None, said=own.p_after if own else None, judged=judged,
        touched=len(found.effects) if found else 0,
        hands=len(found.disturbance.moved) if found else 0,
        shifted_min=found.disturbance.shifted_min if found else 0.0,
        broken=broken, thumb=thumb, thumb_broken=thumb_broken,
    )  # fmt: skip


def judge(house: House, key: str, steps: Moves, before: dict[str, float]) -> tuple[float, bool]:
    """Its odds on another seed, and whether another promise falls under its floor, or further down, there."""
    after = {one.promise: one.p_raw for one in standings(moved(house, steps), JUDGE, now=0, seed=2)}
    broken = any(
        p < house.floor and before[other] - p > BEARABLE for other, p in after.items() if other != key
    )
    return after[key], broken


def tell(rows: list[Row], name: str) -> None:
    found = [row for row in rows if row.found]
    thumbs = [row for row in rows if row.thumb is not None]
    print(f"\n{name}: {len(rows)} promises in trouble, odds {mean(row.p_before for row in rows):.2f}")
    print(
        f"  another plan for {len(found)} of them; {median(row.ms for row in rows):.0f} ms (median),", end=" "
    )
    print(f"{max(row.ms for row in rows):.0f} ms (longest) of processor time")
    if found:
        print(
            f"  from {mean(row.p_before for row in found):.3f} to {mean(row.said or 0 for row in found):.3f} as said,"
            f" {mean(row.judged or 0 for row in found):.3f} on another seed;"
            f" under the floor by it: {sum(row.broken for row in found)};"
            f" {mean(row.hands for row in found):.2f} other hands,"
            f" others {mean(row.shifted_min for row in found):.1f} min"
        )
    if thumbs:
        print(
            f"  whoever is free first: {mean(row.thumb or 0 for row in thumbs):.3f} (was"
            f" {mean(row.p_before for row in thumbs):.3f}), under the floor by it: "
            f"{sum(row.thumb_broken for row in thumbs)} of {len(thumbs)}"
        )


if __name__ == "__main__":
    main()
