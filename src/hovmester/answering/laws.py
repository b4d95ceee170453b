"""How long work takes in this house: what was stated, corrected by what happened.

`learn(steps) -> Laws` is what a house knows from its own past days; `STATED` is a house that has none. A stated spread
counts as the dozen observations it is worth (`engine.STATED_N`), so a law moves from what was stated to what was seen
as the times add up. A dish seldom made leans on the kitchen as a whole, and its law says how little it rests on.

Not here: tonight (the engine takes it from the steps of the house; `known` says it in words), odds.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import exp, log, sqrt

import numpy as np

from hovmester.answering import past
from hovmester.answering.past import Ended
from hovmester.engines.promising import model as engine
from hovmester.engines.promising.law import Z90, Z
from hovmester.engines.promising.learning import RatioLaw, TrafficLaw, learn_ratio, learn_traffic
from hovmester.engines.promising.model import Point, Roads
from hovmester.housefile.model import Site, StepKind

LEARNT_KINDS = (StepKind.MAKE, StepKind.PACK, StepKind.DRIVE, StepKind.FIND, StepKind.HANDOVER)
ENOUGH_DRIVES = 50  # before a course of the day is looked for on the roads
DAYS_STATED = 10  # how many days what is stated to be shared counts for
MOST_SHARED = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """One kind of work: its law, on how many days it was seen, how often each dish, and how many were not believed."""

    law: RatioLaw
    n_days: int
    dishes: Mapping[str, int] = field(default_factory=dict)
    not_believed: int = 0

    @property
    def n(self) -> int:
        return self.law.n

    @property
    def shared(self) -> float:
        """The variance that steps of one place and day have in common."""
        return self.law.sd_day**2 + self.law.sd_shift**2

    def merged(self, stated: engine.Law, *, site: str, begun: int = 1, **also: str) -> engine.Law:
        """`stated` after what was seen. What was learnt is drawn to what was stated already, as if by a dozen steps."""
        if stated.p50 <= 0 or not self.n:
            return stated
        law, seen = self.law, self.n / (self.n + stated.n)
        shift, unknown = law.usual(site, begun=begun, **also)
        left = unknown + self.shared / self.n_days + law.sd_step**2 / self.n
        was = (log(stated.p90 / stated.p50) / Z90) ** 2
        variance = seen * (self.shared + law.sd_step**2) + (1 - seen) * was
        shape = seen * law.scatter.of(site) + (1 - seen) * Z
        log_minutes = log(stated.p50) + shift + sqrt(variance) * shape
        # variance / n is what is not known of the median; nobody knows less for having seen some
        n = max(stated.n, min(self.n + stated.n, round(variance / left)))
        return engine.Law(quantiles=tuple(np.exp(log_minutes).tolist()), n=n)


NOTHING = Learnt(law=learn_ratio(past.past((), by_hour=False)), n_days=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Laws:
    """What a house has learnt of each kind of work, and the course of the day on its roads."""

    kinds: Mapping[StepKind, Learnt] = field(default_factory=dict)
    course: TrafficLaw | None = None

    def of(self, kind: StepKind) -> Learnt:
        return self.kinds.get(kind, NOTHING)

    def law(
        self, kind: StepKind, stated: engine.Law, *, site: str, begun: int = 1, **also: str
    ) -> engine.Law:
        return self.of(kind).merged(stated, site=site, begun=begun, **also)

    def by(self, kind: StepKind, who: str) -> float:
        """How many times as long as others this person is known to take."""
        found = self.of(kind)
        effect = found.law.also.get("person")
        return exp(effect.of(who)[0] * found.n / (found.n + engine.STATED_N)) if effect and who else 1.0

    def params(self, stated: engine.Params, sites: Sequence[Site]) -> engine.Params:
        """`stated` with the house's own laws of the road and the handover, and how much nights have in common."""
        make, drive = self.of(StepKind.MAKE), self.of(StepKind.DRIVE)
        site = sites[0].key if len(sites) == 1 else ""  # of several sites: what they have in common
        return replace(
            stated,
            drive=drive.merged(stated.drive, site=site),
            handover=self.law(StepKind.HANDOVER, stated.handover, site=site),
            kitchen_share=_share(make, stated.kitchen_share),
            traffic_share=_share(drive, stated.traffic_share),
        )

    def course_factor(self, minute: float) -> float:
        """How many times as long as on the average a drive takes that leaves at this minute of the day."""
        if self.course is None:
            return 1.0
        return exp(float(self.course.usual_at(minute % 1440)))


STATED = Laws()


def learn(steps: Iterable[Ended]) -> Laws:
    """What `steps` of past days tell. Steps of today belong to tonight's posterior and must not be among them."""
    all_steps = [step for step in steps if step.kind in LEARNT_KINDS]
    by_kind = {kind: [step for step in all_steps if step.kind == kind] for kind in LEARNT_KINDS}
    believed = {
        kind: [step for step in found if past.is_believable(step.took_min, step.stated_min)]
        for kind, found in by_kind.items()
    }
    course = _course(believed[StepKind.DRIVE])
    along = Laws(course=course)
    believed[StepKind.DRIVE] = [
        replace(step, stated_min=step.stated_min * along.course_factor(past.minute_of_day(step.began)))
        for step in believed[StepKind.DRIVE]
    ]
    kinds = {
        kind: _learnt(found, left_out=len(by_kind[kind]) - len(found), has_course=course is not None)
        for kind, found in believed.items()
        if by_kind[kind]
    }
    return Laws(kinds=kinds, course=course)


def _learnt(steps: list[Ended], *, left_out: int, has_course: bool) -> Learnt:
    if not steps:
        return replace(NOTHING, not_believed=left_out)
    kind = steps[0].kind
    seen = past.past(steps, by_hour=not (kind is StepKind.DRIVE and has_course))
    return Learnt(
        law=learn_ratio(seen, with_load=kind is StepKind.MAKE),
        n_days=len(set(seen.day.tolist())),
        dishes=Counter(step.dish for step in steps if step.dish),
        not_believed=left_out,
    )


def _course(drives: list[Ended]) -> TrafficLaw | None:
    """The usual course of the day on the roads, about its own mean, where enough drives have shown it."""
    if len(drives) < ENOUGH_DRIVES:
        return None
    seen = past.past(drives, by_hour=False)
    found = learn_traffic(seen)
    return replace(found, usual=found.usual - float(seen.log_ratio.mean()))


def _share(learnt: Learnt, stated: float) -> float:
    """The share of the variance that a night's steps have in common; what is stated counts as a few days."""
    if not learnt.n:
        return stated
    seen = learnt.shared / (learnt.shared + learnt.law.sd_step**2)
    believed = learnt.n_days / (learnt.n_days + DAYS_STATED)
    return min(MOST_SHARED, believed * seen + (1 - believed) * stated)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadsAsTheyRun:
    """`roads` with the house's own course of the day; `minute_at_origin` is the local minute of the day then."""

    roads: Roads
    laws: Laws
    minute_at_origin: float

    def metres(self, start: Point, end: Point) -> float:
        return self.roads.metres(start, end)

    def minutes(self, start: Point, end: Point, *, vehicle: str, depart: float) -> float:
        planned = self.roads.minutes(start, end, vehicle=vehicle, depart=depart)
        return planned * self.laws.course_factor(self.minute_at_origin + depart)
