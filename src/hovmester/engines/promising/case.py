"""Everything one answer is worked out from: the schedule, the roads, what is known of tonight, and streams of
samples.
"""

from collections.abc import Callable, Hashable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from typing import TypeVar, cast

from hovmester.engines.promising.chance import (
    Belief,
    Chance,
    Seen,
    Tables,
    believe,
    kitchen_shares,
    score_of,
    traffic_shares,
)
from hovmester.engines.promising.draws import Stream
from hovmester.engines.promising.gaps import Yard
from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import House, Params, Roads, Site, StepKind
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.engines.promising.schedule import Schedule
from hovmester.engines.promising.world import World

T = TypeVar("T")
FIRST, FRESH = 0, 1  # the stream that chooses, and the one that judges
SUGGESTION_SAMPLES = 4096
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
        self._parent: Case | None = None  # whose worlds this one shares
        self._worlds: dict[tuple[int, int], World] = {}
        self._tables = Tables()
        self._yards: dict[str, Yard] = {}
        self._answers: dict[Hashable, object] = {}

    def world(self, stream: int, samples: int) -> World:
        """One stream of samples of the house, made when it is first asked for."""
        if (stream, samples) not in self._worlds:
            self._worlds[stream, samples] = self._world(stream, samples)
        return self._worlds[stream, samples]

    def _world(self, stream: int, samples: int) -> World:
        if self._parent is not None:
            return self._parent.world(stream, samples).under(self.schedule)
        draws = Stream(seed=self.seed, stream=stream, samples=samples)
        chance = Chance(
            draws=draws, params=self.params, now=self.now, tonight=self.tonight, tables=self._tables
        )
        return World(self.schedule, chance, self.roads)

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question of this case, worked out when it is first asked."""
        if question not in self._answers:
            self._answers[question] = answer()
        return cast(T, self._answers[question])

    def yard(self, site: Site) -> Yard:
        if site.key not in self._yards:
            self._yards[site.key] = Yard(self.schedule, self.roads, site)
        return self._yards[site.key]

    def changed(self, house: House) -> "Case":
        """The same moment and draws with another house; judged in fewer samples, since it is only a suggestion."""
        fewer = replace(self.params, fresh_samples=min(SUGGESTION_SAMPLES, self.params.fresh_samples))
        return Case(house, fewer, now=self.now, seed=self.seed)

    def earlier(self, minutes: float) -> "Case":
        """The same house, had permission been given so long ago: what has happened since is known."""
        other = self._sharing(self.house, self.params, self.schedule.with_permission_at(self.now - minutes))
        other.now = self.now - minutes
        return other

    def with_overtime(self, minutes: float) -> "Case":
        return self._sharing(self.house, replace(self.params, overtime_min=minutes), self.schedule)

    def with_staff(self, house: House) -> "Case":
        """With more workers and vehicles and nothing else changed: what was played is not played again."""
        return self._sharing(house, self.params, self.schedule.with_staff(house))

    def _sharing(self, house: House, params: Params, schedule: Schedule) -> "Case":
        other = copy(self)
        other.house, other.params, other.schedule = house, params, schedule
        other._parent = self
        other._worlds, other._yards, other._answers = {}, {}, {}
        return other


def tonight(schedule: Schedule, params: Params) -> Belief:
    """What the steps that ended lately, or should have by now, say about tonight's kitchens and traffic."""
    seen: list[Seen] = []
    for step in _steps_tonight(schedule):
        site = schedule.sites.get(step.site)
        ago = schedule.now - step.until
        score = score_of(step.law, step.until - step.began)
        if score is None or ago < 0:
            continue
        if step.kind in {StepKind.MAKE, StepKind.PACK} and site is not None and ago <= KITCHEN_MIN:
            seen += [
                Seen(key, share, score, step.ended) for key, share in kitchen_shares(params, site, step.began)
            ]
        elif step.kind is StepKind.DRIVE and ago <= TRAFFIC_MIN:
            (evening, share), _ = traffic_shares(params, schedule.now, step.began)
            seen.append(Seen(evening, share, score, step.ended))
    return believe(seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class _StepTonight:
    kind: StepKind
    site: str
    law: Law
    began: float
    until: float  # when it ended, or now
    ended: bool


def _steps_tonight(schedule: Schedule) -> Iterator[_StepTonight]:
    for done in schedule.house.done:
        yield _StepTonight(
            kind=done.kind, site=done.site, law=done.law, began=done.began, until=done.ended, ended=True
        )
    for promise in schedule.house.promises:
        for step in promise.steps:
            if step.began is not None:
                over = step.ended is not None
                until = step.ended if step.ended is not None else schedule.now
                yield _StepTonight(
                    kind=step.kind, site=promise.site, law=step.law, began=step.began, until=until, ended=over
                )
