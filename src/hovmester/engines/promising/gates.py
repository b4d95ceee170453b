"""Hard gates: what no plan could mend. Each has a name, so that a "no" can say it."""

from dataclasses import dataclass

from hovmester.engines.promising.gaps import working
from hovmester.engines.promising.model import Because, Constraint, Facts, Item, Site, Wanted, Wish
from hovmester.engines.promising.roads import great_circle_m
from hovmester.engines.promising.schedule import Schedule


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


def gate_wish(schedule: Schedule, wish: Wish, now: float) -> Because | Times:
    """What no house could mend: nothing wished for, no time, a time gone by, a guest who does not come."""
    if not wish.wanted:
        return gate(Constraint.NOTHING)
    time = wish.time
    if time.arrival is not None:
        if time.arrival.never >= 1:
            return gate(Constraint.NOT_COMING)
        at = time.arrival.at + time.arrival.late.p50
        times = Times(at, at + time.patience_min)
        last = time.arrival.at + time.arrival.late.quantiles[-1] + time.patience_min
    elif time.deadline is None:
        return gate(Constraint.NO_TIME)
    else:
        times = Times(time.earliest, time.deadline)
        last = time.deadline
    if last <= now:
        return gate(Constraint.PAST, Facts(at=last, minutes=now - last))
    for wanted in wish.wanted:
        if not any(key in schedule.items for key in (wanted.item, *wanted.elsewhere)):
            return gate(Constraint.UNKNOWN_ITEM, Facts(item=wanted.item))
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
        unable.append(gate(Constraint.NO_STATION, Facts(item=wish.wanted[0].item)))
    return able, unable


def gate_hours(schedule: Schedule, kitchen: Kitchen, start: float) -> Because | None:
    windows = kitchen.site.open
    ends = (
        start
        + max(item.make.p50 for item, _ in kitchen.lines)
        + max(item.pack.p50 for item, _ in kitchen.lines)
    )
    if any(window.start <= start and ends <= window.end for window in windows):
        return None
    later = [window.start for window in windows if window.start > start]
    now_open = [window.end for window in windows if window.start <= start <= window.end]
    return gate(
        Constraint.HOURS,
        Facts(site=kitchen.site.key, opens=min(later, default=None), closes=max(now_open, default=None)),
    )


def gate_skill(schedule: Schedule, kitchen: Kitchen, start: float) -> Because | None:
    for item, _ in kitchen.lines:
        skill = schedule.stations[item.station].skill
        if not any(
            worker.site == kitchen.site.key
            and (not skill or skill in worker.skills)
            and any(window.start <= start < window.end for window in working(worker, schedule.now))
            for worker in schedule.house.workers
        ):
            return gate(Constraint.SKILL, Facts(station=item.station, skill=skill, site=kitchen.site.key))
    return None


def gate(constraint: Constraint, facts: Facts | None = None) -> Because:
    return Because(constraint=constraint, share=1.0, facts=facts or Facts())


def _lines(schedule: Schedule, wish: Wish, site: Site) -> tuple[list[tuple[Item, int]], Because | None]:
    """What is wished for as this site makes it; nothing and perhaps a reason where it cannot."""
    lines: list[tuple[Item, int]] = []
    why: Because | None = None
    for wanted in wish.wanted:
        item = _made_here(schedule, wanted, site)
        if item is None:
            lost = schedule.items.get(wanted.item)
            if lost is not None and lost.station not in schedule.stations:
                return [], gate(Constraint.NO_STATION, Facts(item=lost.key, station=lost.station))
            return [], None
        lines.append((item, wanted.qty))
        if item.stock is not None:
            left = max(0, item.stock - schedule.held.get(item.key, 0))
            if left < wanted.qty:
                why = why or gate(
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
    return gate(Constraint.NOT_KNOWN, Facts(n=n, site=kitchen.site.key)) if n < below else None


def _gate_reach(schedule: Schedule, wish: Wish, kitchen: Kitchen) -> Because | None:
    away = min(great_circle_m(kitchen.site.at, point.at) for point in wish.meeting_points)
    reach = schedule.house.reach_m
    if away <= reach:
        return None
    return gate(Constraint.REACH, Facts(distance_m=away, reach_m=reach, site=kitchen.site.key))
