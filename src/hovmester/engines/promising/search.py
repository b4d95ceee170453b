"""Ways of doing what the wish asks: hard gates first, then kitchen x start x courier x gap x vehicle x point.

Screening uses the plan as it stands (planned starts, medians, third quartiles) and no samples: it only has to keep the
good ones among the many. The race that follows decides.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hovmester.engines.promising.model import (
    Because,
    Constraint,
    Facts,
    Item,
    MeetingPoint,
    Params,
    Point,
    Roads,
    Site,
    Wanted,
    Window,
    Wish,
    Worker,
)
from hovmester.engines.promising.schedule import Schedule, Trip, vehicle_line, worker_line
from hovmester.engines.promising.trial import Draft

HERE_M = 150.0  # nearer than this nobody drives
MARGIN_MIN = 10.0  # before a deadline, when looking for a first start


@dataclass(frozen=True, slots=True)
class Kitchen:
    """A site that makes everything wished for."""

    site: Site
    lines: tuple[tuple[Item, int], ...]

    @property
    def make_min(self) -> float:
        return max(item.make.p75 for item, _ in self.lines) + max(item.pack.p75 for item, _ in self.lines)


@dataclass(frozen=True, slots=True)
class Times:
    """When the guest can be met, as single moments for screening."""

    earliest: float | None
    deadline: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch in which a worker could make a trip: between two others, within a shift and no break."""

    worker: Worker
    slot: int
    start: float
    leaves_before: float  # when the next trip leaves; the trip may push it, at its cost
    until: float  # end of the shift, or start of a break
    after: Trip | None


def gate_wish(schedule: Schedule, wish: Wish, now: float) -> Because | Times:
    """What no house could mend: nothing wished for, no time, a time gone by, a guest who does not come."""
    if not wish.wanted:
        return _gate(Constraint.NOTHING)
    time = wish.time
    if time.arrival is not None:
        if time.arrival.never >= 1:
            return _gate(Constraint.NOT_COMING)
        at = time.arrival.at + time.arrival.late.p50
        times = Times(at, at + time.patience_min)
        last = time.arrival.at + time.arrival.late.quantiles[-1] + time.patience_min
    elif time.deadline is None:
        return _gate(Constraint.NO_TIME)
    else:
        times = Times(time.earliest, time.deadline)
        last = time.deadline
    if last <= now:
        return _gate(Constraint.PAST, Facts(at=last, minutes=now - last))
    for wanted in wish.wanted:
        if not any(key in schedule.items for key in (wanted.item, *wanted.elsewhere)):
            return _gate(Constraint.UNKNOWN_ITEM, Facts(item=wanted.item))
    return times


def kitchens(schedule: Schedule, wish: Wish, *, not_known_below: int) -> tuple[list[Kitchen], list[Because]]:
    """The sites that could make it, and why the others cannot."""
    able: list[Kitchen] = []
    unable: list[Because] = []
    for site in schedule.house.sites:
        lines, why = _lines(schedule, wish, site)
        if lines:
            kitchen = Kitchen(site, tuple(lines))
            why = why or _gate_known(kitchen, not_known_below) or _gate_reach(schedule, wish, kitchen)
            if why is None:
                able.append(kitchen)
        if why is not None:
            unable.append(why)
    if not able and not unable:
        unable.append(_gate(Constraint.NO_STATION, Facts(item=wish.wanted[0].item)))
    return able, unable


def drafts(
    schedule: Schedule, roads: Roads, wish: Wish, kitchen: Kitchen, times: Times, params: Params
) -> tuple[list[tuple[float, Draft]], Because | None]:
    """Drafts from one kitchen with how good they look (lower is better), or what stands in the way."""
    found: list[tuple[float, Draft]] = []
    why: Because | None = None
    for point in wish.meeting_points:
        for start in _starts(schedule, roads, kitchen, point, times):
            hours = _gate_hours(schedule, kitchen, start) or _gate_skill(schedule, kitchen, start)
            if hours is not None:
                why = why or hours
                continue
            some, blocked = _with_couriers(schedule, roads, kitchen, point, start, times, params)
            found += some
            why = why or blocked
    return found, None if found else why


def _starts(
    schedule: Schedule, roads: Roads, kitchen: Kitchen, point: MeetingPoint, times: Times
) -> Iterator[float]:
    """When making could begin: as soon as possible, and so that it is there when wished for."""
    site = kitchen.site
    soonest = schedule.now
    opens = [max(soonest, window.start) for window in site.open if window.end > soonest]
    soonest = min(opens, default=soonest)
    kinds = [vehicle.kind for vehicle in schedule.vehicles.values() if vehicle.site == site.key]
    drive = min(
        (roads.minutes(site.at, point.at, vehicle=kind, depart=times.deadline) for kind in set(kinds)),
        default=0.0,
    )
    needs = kitchen.make_min + 1.2 * drive + point.walk.p75
    target = times.deadline - MARGIN_MIN if times.earliest is None else times.earliest
    aimed = max(soonest, target - needs)
    inside = [window for window in site.open if window.start <= aimed <= window.end]
    if not inside:  # between two openings: at the end of the one before, if there is one
        before = [window.end - kitchen.make_min for window in site.open if window.end <= aimed]
        aimed = max([soonest, *before])
    yield aimed
    if aimed - soonest > 1:
        yield soonest


def _with_couriers(
    schedule: Schedule,
    roads: Roads,
    kitchen: Kitchen,
    point: MeetingPoint,
    start: float,
    times: Times,
    params: Params,
) -> tuple[list[tuple[float, Draft]], Because | None]:
    site = kitchen.site
    ready = start + kitchen.make_min
    away = roads.metres(site.at, point.at)
    here = away <= HERE_M
    fleet = [] if here else _fleet(schedule, site)
    if not here and not fleet:
        return [], _gate(Constraint.NO_VEHICLE, Facts(site=site.key))
    staff = [w for w in schedule.house.workers if w.site == site.key and (w.drives or here)]
    if not staff:
        return [], _gate(Constraint.NO_DRIVER, Facts(site=site.key))
    found: list[tuple[float, Draft]] = []
    overtime: tuple[float, str] | None = None
    legs: dict[str, float] = {}
    for gap in _gaps(schedule, roads, site, staff, times.deadline):
        for vehicle, vehicle_slot, free in (
            _vehicles(schedule, roads, fleet, gap, ready) if fleet else [("", 0, 0.0)]
        ):
            kind = schedule.vehicles[vehicle].kind if vehicle else "foot"
            if kind not in legs:
                legs[kind] = roads.minutes(site.at, point.at, vehicle=kind, depart=ready)
            leg = legs[kind]
            leaves = max(ready, gap.start, free)
            there = max(leaves + leg + point.walk.p50, times.earliest or 0.0)
            handed = there + params.handover.p50
            back = handed + leg
            over = back - gap.until
            if leaves > gap.until or over > params.overtime_min:
                if handed <= times.deadline and (overtime is None or over < overtime[0]):
                    overtime = (over, gap.worker.key)
                continue
            late = max(0.0, handed + 0.3 * leg - times.deadline)
            push = max(0.0, back - gap.leaves_before)
            waits = max(0.0, leaves - ready)
            score = 3 * late + 2 * push + waits + 0.001 * float(gap.worker.per_hour)
            work = ready - start
            last = min(
                max(w.end for w in site.open if w.start <= start <= w.end) - 0.8 * work,
                gap.until + params.overtime_min - (work + 2 * leg + point.walk.p50 + params.handover.p50),
            )
            draft = Draft(
                site=site, lines=kitchen.lines, point=point, worker=gap.worker.key, vehicle=vehicle, slot=gap.slot,
                vehicle_slot=vehicle_slot, free_from=_on_from(gap), start=start,
                depart=leaves, last_start=max(start, last), push=push,
            )  # fmt: skip
            found.append((score, draft))
    if found:
        return found, None
    if overtime is not None:
        return [], _gate(Constraint.SHIFT, Facts(worker=overtime[1], minutes=overtime[0], site=site.key))
    return [], _gate(Constraint.NO_DRIVER, Facts(site=site.key))


def _on_from(gap: Gap) -> float:
    """The samples say when the worker is back from the trip before; only shift and breaks bound it here."""
    windows = [w.start for w in gap.worker.shifts if w.start <= gap.start <= w.end]
    ends = [b.end for b in gap.worker.breaks if b.end <= gap.start]
    return max([*windows, *ends], default=gap.start)


def _gaps(
    schedule: Schedule, roads: Roads, site: Site, staff: Iterable[Worker], deadline: float
) -> Iterator[Gap]:
    for worker in staff:
        trips = schedule.trips.get(worker_line(worker.key), [])
        for window in _working(worker, schedule.now):
            if window.start > deadline or window.end <= schedule.now:
                continue
            yield from _gaps_in(schedule, roads, site, worker, trips, window)


def _gaps_in(
    schedule: Schedule, roads: Roads, site: Site, worker: Worker, trips: list[Trip], window: Window
) -> Iterator[Gap]:
    ops = schedule.lines.get(worker_line(worker.key), [])
    for i in range(len(trips) + 1):
        before = trips[i - 1] if i else None
        after = trips[i] if i < len(trips) else None
        if after is not None and after.begun:
            continue  # already on the road
        back = before.until + _way_back(roads, before.ends_at, site.at) if before else schedule.now
        start = max(schedule.now, window.start, back)
        end = min(window.end, after.leaves) if after else window.end
        if start >= window.end or (after is not None and after.leaves < window.start) or start - end > 60:
            continue
        yield Gap(
            worker=worker, slot=after.first if after else len(ops), start=start,
            leaves_before=after.leaves if after else float("inf"), until=window.end,
            after=before,
        )  # fmt: skip


def _way_back(roads: Roads, start: Point, end: Point) -> float:
    return roads.minutes(start, end, vehicle="car", depart=0.0) if start != end else 0.0


def _working(worker: Worker, now: float) -> list[Window]:
    """When a worker is there: shifts without breaks."""
    windows = [window for window in worker.shifts if window.end > now]
    for pause in worker.breaks:
        cut: list[Window] = []
        for window in windows:
            if pause.end <= window.start or pause.start >= window.end:
                cut.append(window)
                continue
            if pause.start > window.start:
                cut.append(Window(start=window.start, end=pause.start))
            if pause.end < window.end:
                cut.append(Window(start=pause.end, end=window.end))
        windows = cut
    return windows


def _fleet(schedule: Schedule, site: Site) -> list[str]:
    """Keys of the vehicles of a site, cheapest first within a kind."""
    return [v.key for v in sorted(schedule.vehicles.values(), key=lambda v: v.per_km) if v.site == site.key]


def _vehicles(
    schedule: Schedule, roads: Roads, fleet: list[str], gap: Gap, ready: float
) -> list[tuple[str, int, float]]:
    """For each kind of vehicle the one that is free first, with its slot and when it is free."""
    best: dict[str, tuple[float, str, int]] = {}
    leaves = max(ready, gap.start)
    for key in fleet:
        kind = schedule.vehicles[key].kind
        known = best.get(kind)
        if known is not None and known[0] <= leaves:
            continue
        slot, free = _vehicle_slot(schedule, roads, key, leaves)
        if known is None or free < known[0]:
            best[kind] = (free, key, slot)
    return [(key, slot, free) for free, key, slot in best.values()]


def _vehicle_slot(schedule: Schedule, roads: Roads, key: str, leaves: float) -> tuple[int, float]:
    trips = schedule.vehicle_trips.get(vehicle_line(key), [])
    home = schedule.sites[schedule.vehicles[key].site].at
    ops = schedule.lines.get(vehicle_line(key), [])
    next_trip = bisect_right(trips, leaves, key=lambda trip: float("-inf") if trip.begun else trip.leaves)
    if next_trip == 0:
        return 0, schedule.now
    before = trips[next_trip - 1]
    slot = trips[next_trip].first if next_trip < len(trips) else len(ops)
    return slot, before.until + _way_back(roads, before.ends_at, home)


def _lines(schedule: Schedule, wish: Wish, site: Site) -> tuple[list[tuple[Item, int]], Because | None]:
    """What is wished for as this site makes it; nothing and perhaps a reason where it cannot."""
    lines: list[tuple[Item, int]] = []
    why: Because | None = None
    for wanted in wish.wanted:
        item = _made_here(schedule, wanted, site)
        if item is None:
            lost = schedule.items.get(wanted.item)
            if lost is not None and lost.station not in schedule.stations:
                return [], _gate(Constraint.NO_STATION, Facts(item=lost.key, station=lost.station))
            return [], None
        lines.append((item, wanted.qty))
        if item.stock is not None:
            left = max(0, item.stock - schedule.held.get(item.key, 0))
            if left < wanted.qty:
                why = why or _gate(
                    Constraint.STOCK, Facts(item=item.key, qty=wanted.qty, left=left, site=site.key)
                )
    return lines, why


def _made_here(schedule: Schedule, wanted: Wanted, site: Site) -> Item | None:
    for key in (wanted.item, *wanted.elsewhere):
        item = schedule.items.get(key)
        station = schedule.stations.get(item.station) if item else None
        if item is not None and station is not None and station.site == site.key:
            return item
    return None


def _gate_known(kitchen: Kitchen, below: int) -> Because | None:
    n = min(min(item.make.n, item.pack.n) for item, _ in kitchen.lines)
    return _gate(Constraint.NOT_KNOWN, Facts(n=n, site=kitchen.site.key)) if n < below else None


def _gate_reach(schedule: Schedule, wish: Wish, kitchen: Kitchen) -> Because | None:
    from hovmester.engines.promising.roads import great_circle_m

    away = min(great_circle_m(kitchen.site.at, point.at) for point in wish.meeting_points)
    reach = schedule.house.reach_m
    if away <= reach:
        return None
    return _gate(Constraint.REACH, Facts(distance_m=away, reach_m=reach, site=kitchen.site.key))


def _gate_hours(schedule: Schedule, kitchen: Kitchen, start: float) -> Because | None:
    windows = kitchen.site.open
    ends = (
        start
        + max(item.make.p50 for item, _ in kitchen.lines)
        + max(item.pack.p50 for item, _ in kitchen.lines)
    )
    if any(window.start <= start and ends <= window.end for window in windows):
        return None
    later = [window.start for window in windows if window.start > schedule.now]
    now_open = [window.end for window in windows if window.start <= start <= window.end]
    return _gate(
        Constraint.HOURS,
        Facts(site=kitchen.site.key, opens=min(later, default=None), closes=max(now_open, default=None)),
    )


def _gate_skill(schedule: Schedule, kitchen: Kitchen, start: float) -> Because | None:
    for item, _ in kitchen.lines:
        skill = schedule.stations[item.station].skill
        if not any(
            worker.site == kitchen.site.key
            and (not skill or skill in worker.skills)
            and any(window.start <= start < window.end for window in _working(worker, schedule.now))
            for worker in schedule.house.workers
        ):
            return _gate(Constraint.SKILL, Facts(station=item.station, skill=skill, site=kitchen.site.key))
    return None


def _gate(constraint: Constraint, facts: Facts | None = None) -> Because:
    return Because(constraint=constraint, share=1.0, facts=facts or Facts())
