"""Evenings drawn from the laws, one step after the other: what really happens in a house whose laws are true.

Written apart from the engine's own play: one evening at a time, in plain numbers. Steps are done as soon as what they
wait for is done, in the order in which they were planned, the first of a promise not before its planned start.
"""

import random
from dataclasses import dataclass, field, replace
from heapq import heapify, heapreplace
from math import inf, sqrt

from hovmester.engines.promising.model import House, Params, Point, Promise, Step, StepKind
from hovmester.engines.promising.roads import GreatCircleRoads

ROAD = (StepKind.DRIVE, StepKind.FIND, StepKind.HANDOVER)
KITCHEN = (StepKind.MAKE, StepKind.PACK)


@dataclass
class Evening:
    """One evening of `house`, whose promises were all given by minute 0: `house_at(now)` is as the house knows it."""

    house: House
    params: Params
    seed: int
    ended: dict[tuple[str, int], tuple[float, float]] = field(default_factory=dict)  # began, ended
    comes: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._draw = random.Random(self.seed)
        self._factors: dict[str, float] = {}
        self._roads = self.house.roads or GreatCircleRoads()
        self._places = {s.key: [-inf] * s.places for s in self.house.stations}
        self._free: dict[str, tuple[float, Point]] = {}
        self._keeps = {i.key: inf if i.keeps_min is None else i.keeps_min for i in self.house.items}
        for promise in self.house.promises:
            arrival = promise.arrival
            self.comes[promise.key] = (
                (promise.earliest if promise.earliest is not None else -inf)
                if arrival is None
                else arrival.at + arrival.late.at(self._draw.gauss(0, 1))
            )
        for promise in sorted(self.house.promises, key=lambda promise: promise.steps[0].start):
            self._cook(promise)
        leaving = sorted(self.house.promises, key=lambda p: next(s.start for s in p.steps if s.kind in ROAD))
        for promise in leaving:
            self._bring(promise)

    def was_kept(self, promise: Promise) -> bool:
        handed_over = self.ended[promise.key, len(promise.steps) - 1][1]
        if not all(
            handed_over - self.ended[promise.key, i][1] <= self._keeps[step.item]
            for i, step in enumerate(promise.steps)
            if step.kind is StepKind.MAKE
        ):
            return False
        if promise.arrival is None:
            return handed_over <= promise.deadline
        return handed_over <= self.comes[promise.key] + promise.patience_min

    def house_at(self, now: float) -> House:
        return replace(self.house, promises=tuple(self._known(p, now) for p in self.house.promises))

    def _known(self, promise: Promise, now: float) -> Promise:
        return replace(
            promise,
            steps=tuple(
                _seen(step, *self.ended[promise.key, i], now) for i, step in enumerate(promise.steps)
            ),
        )

    def _cook(self, promise: Promise) -> None:
        ready = -inf
        for i, step in enumerate(promise.steps):
            if step.kind is StepKind.MAKE:
                places = self._places[step.station]
                heapify(places)
                began = max(step.start, places[0])
                ended = began + self._minutes(promise, step)
                heapreplace(places, ended)
            elif step.kind is StepKind.PACK:
                began = ready
                ended = began + self._minutes(promise, step)
            else:
                continue
            ready = max(ready, ended)
            self.ended[promise.key, i] = began, ended

    def _bring(self, promise: Promise) -> None:
        clock = max(
            self.ended[promise.key, i][1] for i, step in enumerate(promise.steps) if step.kind in KITCHEN
        )
        home = self.house.sites[0].at
        for i, step in enumerate(promise.steps):
            if step.kind not in ROAD:
                continue
            if step.kind is StepKind.DRIVE:
                since, at = self._free.get(step.worker, (-inf, home))
                if at != home:
                    planned = self._roads.minutes(at, home, vehicle="car", depart=step.start)
                    since += planned * self._minutes(promise, replace(step, law=self.params.drive))
                clock = max(clock, since)
            if step.kind is StepKind.HANDOVER:
                clock = max(clock, self.comes[promise.key])
            to = step.to if step.kind is StepKind.DRIVE and step.to else self._free[step.worker][1]
            began = clock
            clock += self._minutes(promise, step)
            self._free[step.worker] = clock, to
            if step.kind is StepKind.FIND and promise.arrival is not None:
                comes = self.comes[promise.key]
                clock = (
                    max(clock, comes) if clock <= comes + promise.patience_min else inf
                )  # nobody left to find
            self.ended[promise.key, i] = began, clock

    def _minutes(self, promise: Promise, step: Step) -> float:
        z, left = 0.0, 1.0
        for factor, share in self._shares(promise, step):
            z += sqrt(share) * self._factor(factor)
            left -= share
        z += sqrt(left) * self._draw.gauss(0, 1) + self._factor(_about(step)) / sqrt(step.law.n)
        return step.law.at(z)

    def _factor(self, name: str) -> float:
        if name not in self._factors:
            self._factors[name] = random.Random(f"{self.seed}/{name}").gauss(0, 1)
        return self._factors[name]

    def _shares(self, promise: Promise, step: Step) -> tuple[tuple[str, float], ...]:
        params = self.params
        if step.kind in KITCHEN:
            return (("kitchen", params.kitchen_share),)
        if step.kind is StepKind.DRIVE:
            evening = params.traffic_share * params.evening_share
            return ("tonight", evening), (f"hour/{step.start // 60:.0f}", params.traffic_share - evening)
        return ()


def _about(step: Step) -> str:
    """Laws about one thing err together."""
    return f"{step.kind}/{step.item}" if step.kind in KITCHEN else str(step.kind)


def _seen(step: Step, began: float, ended: float, now: float) -> Step:
    return replace(step, began=began if began <= now else None, ended=ended if ended <= now else None)
