"""Ways of doing what the wish asks: kitchen x start x courier x gap x vehicle x meeting point.

Screening uses the plan as it stands (planned starts, medians, third quartiles) and no samples: it only has to keep the
good ones among the many. The race that follows decides.
"""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from hovmester.engines.promising.gaps import FOREVER, Gap, Gaps, Ride, Yard, working
from hovmester.engines.promising.gates import Kitchen, Times, gate, gate_hours, gate_skill
from hovmester.engines.promising.model import (
    Because,
    Constraint,
    Facts,
    MeetingPoint,
    Params,
    Roads,
    Window,
    Worker,
)
from hovmester.engines.promising.schedule import Schedule, Trip
from hovmester.engines.promising.trial import HERE_M, Draft

MOST_GAPS = 120  # for which vehicles are looked for
MOST_JOINED = 6  # trips it could join
ENOUGH = 24  # drafts of one kitchen and start
MARGIN_MIN = 10.0  # before a deadline, when looking for a first start
MOST_PUSH_MIN = 30.0  # a plan that makes the next trip wait longer comes behind all others
MOST_OVERTIME_MIN = 240.0  # a shift that ended longer before is not what stands in the way: nobody is there
LATE_COUNTS, PUSH_COUNTS = 3.0, 2.0  # beside a minute of waiting food, when screening


@dataclass(slots=True)
class Screened:
    """A draft to be, and how good it looks (lower is better). Most are never drawn up."""

    score: float
    push: float
    name: tuple[str, str, str, int, str, float]  # among equals the order is that of names
    draw_up: Callable[[], Draft]


def drafts(
    schedule: Schedule,
    roads: Roads,
    yard: Yard,
    points: tuple[MeetingPoint, ...],
    kitchen: Kitchen,
    times: Times,
    params: Params,
) -> tuple[list[Screened], Because | None]:
    """Drafts from one kitchen, or what stands in the way."""
    found: list[Screened] = []
    why: Because | None = None
    for point in points:
        for start in _starts(schedule, roads, yard, kitchen, point, times):
            closed = gate_hours(schedule, kitchen, start) or gate_skill(schedule, kitchen, start)
            if closed is not None:
                why = why or closed
                continue
            ready = _begins(schedule, kitchen, start) + kitchen.make_min
            search = _Search(roads, yard, kitchen, point, start, ready, times, params)
            some = search.drafts()
            why = why or (None if some else search.why)
            found += some
    return found, None if found else why


def _starts(
    schedule: Schedule, roads: Roads, yard: Yard, kitchen: Kitchen, point: MeetingPoint, times: Times
) -> Iterator[float]:
    """When making could begin: as soon as possible, and so that it is there when wished for."""
    site = kitchen.site
    soonest = schedule.soonest
    opens = [max(soonest, window.start) for window in site.open if window.end > soonest]
    soonest = min(opens, default=soonest)
    drives = (roads.minutes(site.at, point.at, vehicle=kind, depart=times.deadline) for kind in yard.kinds)
    drive = min(drives, default=0.0)
    needs = kitchen.make_min + 1.2 * drive + point.walk.p75
    target = times.deadline - MARGIN_MIN if times.earliest is None else times.earliest
    aimed = _in_turn(schedule, kitchen, soonest, max(soonest, target - needs))
    starts = [aimed, soonest]
    if not any(window.start <= aimed <= window.end for window in site.open):
        # between two openings: at the end of the one before, or with the one after
        before = [window.end - kitchen.make_min for window in site.open if window.end <= aimed]
        after = [window.start for window in site.open if aimed < window.start < times.deadline]
        starts = [max([soonest, *before]), *after[:1], soonest]
    fresh = [start for start in starts if not _goes_stale(kitchen, start, times)]
    yield from _apart(fresh or [aimed])


def _in_turn(schedule: Schedule, kitchen: Kitchen, soonest: float, aimed: float) -> float:
    """The start whose turn at the stations lets making begin when it is aimed to, as planned; else the soonest."""
    if _begins(schedule, kitchen, aimed) <= aimed:
        return aimed
    turns = {turn for item, _ in kitchen.lines for turn in schedule.turns(item.station)}
    starts = [soonest, *sorted(turn for turn in turns if soonest < turn < aimed)]
    return starts[max(0, bisect_right(starts, aimed, key=lambda at: _begins(schedule, kitchen, at)) - 1)]


def _begins(schedule: Schedule, kitchen: Kitchen, start: float) -> float:
    """When all that is wished for would be in the making, as everything is planned."""
    wanted: dict[str, int] = {}
    for item, qty in kitchen.lines:
        wanted[item.station] = wanted.get(item.station, 0) + qty
    return max(
        schedule.begins(station, min(qty, schedule.stations[station].places), start)
        for station, qty in wanted.items()
    )


def _goes_stale(kitchen: Kitchen, start: float, times: Times) -> bool:
    """Whether nothing made in the opening of `start`, however late in it, keeps until the guest can be met."""
    keeps = min((item.keeps_min for item, _ in kitchen.lines if item.keeps_min is not None), default=FOREVER)
    closes = max((w.end for w in kitchen.site.open if w.start <= start <= w.end), default=FOREVER)
    return times.earliest is not None and times.earliest - closes > keeps


def _apart(starts: list[float]) -> Iterator[float]:
    """Each start that is not within a minute of one before it."""
    for i, start in enumerate(starts):
        if all(abs(start - other) > 1 for other in starts[:i]):
            yield start


class _Search:
    """The drafts for one kitchen, meeting point and start, and what stood in the way of others."""

    def __init__(
        self,
        roads: Roads,
        yard: Yard,
        kitchen: Kitchen,
        point: MeetingPoint,
        start: float,
        ready: float,
        times: Times,
        params: Params,
    ) -> None:
        self.roads, self.yard, self.kitchen, self.point = roads, yard, kitchen, point
        self.start, self.ready, self.times, self.params = start, ready, times, params
        site = kitchen.site
        self.here = roads.metres(site.at, point.at) <= HERE_M
        kinds = yard.kinds or ["foot"]
        self.legs = {k: roads.minutes(site.at, point.at, vehicle=k, depart=self.ready) for k in kinds}
        self.closes = max(w.end for w in site.open if w.start <= start <= w.end)
        self.why: Because | None = None

    def drafts(self) -> list[Screened]:
        """Of the gaps that look best; the rest is left alone once enough drafts are better than it could be."""
        site = self.kitchen.site.key
        if not self.here and not self.yard.fleet:
            self.why = gate(Constraint.NO_VEHICLE, Facts(site=site))
            return []
        self.why = gate(Constraint.NO_DRIVER, Facts(site=site))
        found: list[Screened] = []
        best: list[float] = []
        gaps, least = self._by_promise()
        for gap, score in zip(gaps, least, strict=True):
            if len(best) >= ENOUGH and score > best[ENOUGH - 1]:
                continue
            leaves = max(self.ready, gap.start)
            for ride in [None] if self.here else self.yard.rides(gap, leaves, 2 * min(self.legs.values())):
                screened = self._draft(gap, ride)
                if screened is not None:
                    found.append(screened)
                    insort(best, screened.score)
        if self.params.join_trips and not self.here:
            found += self._joining()
        return found

    def _joining(self) -> list[Screened]:
        """Trips that could wait for this food, too, and go on to this guest."""
        found: list[Screened] = []
        trips = self.yard.trips_to_join(self.ready - MOST_PUSH_MIN, self.times.deadline)
        for worker, trip, after in trips:
            window = next((w for w in working(worker, trip.leaves) if w.start <= trip.leaves < w.end), None)
            if window is None or self.start >= trip.leaves:
                continue
            leg = self.roads.minutes(
                trip.ends_at, self.point.at, vehicle=self.yard.fleet[trip.vehicle].kind, depart=trip.until
            )
            waits = max(0.0, self.ready - trip.leaves)
            goes_on = trip.until + waits
            there = max(goes_on + leg + self.point.walk.p50, self.times.earliest or -FOREVER)
            handed = there + self.params.handover.p50
            back = handed + self.legs[self.yard.fleet[trip.vehicle].kind]
            if back > window.end + self.params.overtime_min:
                continue
            push = waits + max(0.0, back - (after.leaves if after else FOREVER))
            late = max(0.0, handed + 0.3 * leg - self.times.deadline)
            score = LATE_COUNTS * late + PUSH_COUNTS * push + goes_on - self.ready
            name = self.kitchen.site.key, worker.key, trip.vehicle, trip.behind, self.point.name, self.start
            found.append(
                Screened(score, push, name, partial(self._joined, worker, trip, window, goes_on, push))
            )
        return sorted(found, key=lambda screened: screened.score)[:MOST_JOINED]

    def _joined(self, worker: Worker, trip: Trip, window: Window, depart: float, push: float) -> Draft:
        return Draft(
            site=self.kitchen.site, lines=self.kitchen.lines, point=self.point, worker=worker.key, slot=trip.behind,
            vehicle=trip.vehicle, vehicle_slot=self.yard.behind(trip), free_from=window.start, start=self.start,
            depart=depart, last_start=max(self.start, trip.leaves - self.kitchen.make_min), push=push, joins=trip,
        )  # fmt: skip

    def _by_promise(self) -> tuple[list[Gap], list[float]]:
        """The gaps, best first, and the least their drafts could score."""
        gaps, leg = self.yard.gaps, min(self.legs.values())
        leaves = np.maximum(self.ready, gaps.start)
        late = np.maximum(0.0, leaves + 1.3 * leg - self.times.deadline)
        there = np.maximum(leaves + leg, -FOREVER if self.times.earliest is None else self.times.earliest)
        push = np.maximum(0.0, there + leg - gaps.leaves_before)
        over = np.maximum(0.0, leaves + 2 * leg - gaps.until)
        least = LATE_COUNTS * late + PUSH_COUNTS * push + leaves - self.ready
        possible = (gaps.start <= self.times.deadline) & (gaps.leaves_before >= leaves - MOST_PUSH_MIN)
        if not self.here:
            possible &= gaps.drives
        able = np.flatnonzero(possible)
        by_promise = able[np.argsort((least + LATE_COUNTS * over)[able], kind="stable")][:MOST_GAPS]
        order = [*_unlike(gaps, by_promise.tolist())]
        return [gaps.all[i] for i in order], least[order].tolist()

    def _draft(self, gap: Gap, ride: Ride | None) -> Screened | None:
        leg = self.legs[ride.kind] if ride else 0.0
        leaves = max(self.ready, gap.start, ride.free if ride else 0.0)
        there = max(leaves + leg + self.point.walk.p50, self.times.earliest or -FOREVER)
        handed = there + self.params.handover.p50
        back = handed + leg
        over = back - gap.until
        if leaves > gap.until or over > self.params.overtime_min:
            if handed <= self.times.deadline:
                self._needs_overtime(gap, over)
            return None
        left_alone = self.yard.alone_at(gap.worker, leaves, back)
        if left_alone is not None:
            facts = Facts(
                station=left_alone.key,
                skill=left_alone.skill,
                worker=gap.worker.key,
                site=self.kitchen.site.key,
            )
            self.why = gate(Constraint.SKILL, facts)
            return None
        push = max(0.0, back - min(gap.leaves_before, ride.leaves_before if ride else FOREVER))
        late = max(0.0, handed + 0.3 * leg - self.times.deadline)
        score = (
            LATE_COUNTS * late + PUSH_COUNTS * push + leaves - self.ready + 0.001 * float(gap.worker.per_hour)
        )
        vehicle = ride.vehicle if ride else ""
        name = self.kitchen.site.key, gap.worker.key, vehicle, gap.slot, self.point.name, self.start
        return Screened(score, push, name, lambda: self._drawn_up(gap, ride, leg, leaves, push))

    def _drawn_up(self, gap: Gap, ride: Ride | None, leg: float, leaves: float, push: float) -> Draft:
        work = self.ready - self.start
        on_road = 2 * leg + self.point.walk.p50 + self.params.handover.p50
        last = gap.until + self.params.overtime_min - (work + on_road)
        return Draft(
            site=self.kitchen.site, lines=self.kitchen.lines, point=self.point, worker=gap.worker.key, slot=gap.slot,
            vehicle=ride.vehicle if ride else "", vehicle_slot=ride.slot if ride else 0, free_from=gap.on_from,
            start=self.start, depart=leaves, last_start=max(self.start, min(last, self.closes - 0.8 * work)), push=push,
        )  # fmt: skip

    def _needs_overtime(self, gap: Gap, minutes: float) -> None:
        if minutes > MOST_OVERTIME_MIN:
            return
        known = self.why.facts.minutes if self.why and self.why.constraint is Constraint.SHIFT else None
        if known is None or minutes < known:
            facts = Facts(worker=gap.worker.key, minutes=minutes, site=self.kitchen.site.key)
            self.why = gate(Constraint.SHIFT, facts)


def _unlike(gaps: Gaps, order: list[int]) -> Iterator[int]:
    """One of each kind: two who have nothing else to do differ in nothing but their names."""
    seen: set[tuple[object, ...]] = set()
    for i in order:
        gap = gaps.all[i]
        if gap.slot == 0 and gap.leaves_before == FOREVER:
            kind = gap.start, gap.on_from, gap.until, gap.worker.per_hour, gap.worker.skills
            if kind in seen:
                continue
            seen.add(kind)
        yield i
