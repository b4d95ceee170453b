"""Everything one answer is worked out from: the schedule, the roads, what is known of tonight, and streams of
samples.
"""

from collections.abc import Iterator
from dataclasses import replace

from hovmester.engines.promising.chance import (
    Belief,
    Chance,
    believe,
    kitchen_shares,
    score_of,
    traffic_shares,
)
from hovmester.engines.promising.draws import Stream
from hovmester.engines.promising.gaps import Yard
from hovmester.engines.promising.model import DoneStep, House, Params, Roads, Site, StepKind
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.engines.promising.schedule import Schedule
from hovmester.engines.promising.world import World

FIRST, FRESH = 0, 1  # the stream that chooses, and the one that judges
TRAFFIC_MIN = 120.0  # drives that ended longer ago say nothing about the road now
KITCHEN_MIN = 300.0


class Case:
    """One house at one moment, under one seed."""

    def __init__(self, house: House, params: Params, *, now: float, seed: int) -> None:
        self.house = house
        self.params = params
        self.now = now
        self.seed = seed
        self.schedule = Schedule(house, now)
        self.roads: Roads = house.roads or GreatCircleRoads()
        self.tonight = tonight(self.schedule, params)
        self._worlds: dict[tuple[int, int], World] = {}
        self._yards: dict[str, Yard] = {}

    def world(self, stream: int, samples: int) -> World:
        key = stream, samples
        if key not in self._worlds:
            draws = Stream(seed=self.seed, stream=stream, samples=samples)
            chance = Chance(draws=draws, params=self.params, now=self.now, tonight=self.tonight)
            self._worlds[key] = World(self.schedule, chance, self.roads)
        return self._worlds[key]

    def yard(self, site: Site) -> Yard:
        if site.key not in self._yards:
            self._yards[site.key] = Yard(self.schedule, self.roads, site)
        return self._yards[site.key]

    def changed(self, house: House | None = None, params: Params | None = None) -> "Case":
        """The same moment and draws with another house or other parameters."""
        return Case(house or self.house, params or self.params, now=self.now, seed=self.seed)

    def with_overtime(self, minutes: float) -> "Case":
        return self.changed(params=replace(self.params, overtime_min=minutes))


def tonight(schedule: Schedule, params: Params) -> Belief:
    """What the steps that ended lately say about tonight's kitchens and traffic."""
    seen: list[tuple[str, float, float]] = []
    for done in _ended(schedule):
        score = score_of(done.law, done.ended - done.began)
        site = schedule.sites.get(done.site)
        ago = schedule.now - done.ended
        if score is None or ago < 0:
            continue
        if done.kind in {StepKind.MAKE, StepKind.PACK} and site is not None and ago <= KITCHEN_MIN:
            seen += [(key, share, score) for key, share in kitchen_shares(params, site, done.began)]
        elif done.kind is StepKind.DRIVE and ago <= TRAFFIC_MIN:
            evening, _ = traffic_shares(params, schedule.now, done.began)
            seen.append((*evening, score))
    return believe(seen)


def _ended(schedule: Schedule) -> Iterator[DoneStep]:
    yield from schedule.house.done
    for promise in schedule.house.promises:
        for step in promise.steps:
            if step.began is not None and step.ended is not None:
                yield DoneStep(
                    kind=step.kind, site=promise.site, law=step.law, began=step.began, ended=step.ended
                )
