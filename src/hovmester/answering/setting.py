"""The house file as the promising engine wants it: minutes, laws and points."""

from collections import Counter
from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from hovmester.answering.laws import STATED, Laws, RoadsAsTheyRun
from hovmester.answering.minutes import minutes, moment, windows
from hovmester.answering.past import hour, is_believable, minute_of_day
from hovmester.engines.promising import model as engine
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.housefile.model import (
    Dish,
    GivenPromise,
    GivenStep,
    HouseFile,
    Opening,
    Site,
    Spread,
    StepKind,
)

# How much longer a drive takes at each full hour than on an empty road. Stated, until a house has learnt its own:
# the two rush hours of a working town.
HOUR_FACTORS = (
    *(1.0, 1.0, 1.0, 1.0, 1.0, 1.05, 1.15, 1.3, 1.35, 1.2, 1.1, 1.1),
    *(1.15, 1.15, 1.15, 1.2, 1.3, 1.4, 1.3, 1.15, 1.05, 1.0, 1.0, 1.0),
)
# About so long before the guest's time the kitchen begins: whose hour and load its laws are for.
MADE_BEFORE_MIN = 60.0

# A flight touches down when its guest says it does, more or less, and the guest is at the exit some time after:
# minutes from the stated landing to standing there. Stated, until an adapter knows the flight.
AFTER_LANDING = engine.Law.from_p50_p90(22, 45)


def setting(house: HouseFile, origin: datetime, about: float = 0.0, *, laws: Laws = STATED) -> engine.House:
    """`house` as it stands at `origin`, which becomes minute 0; with hours and shifts also around minute `about`.

    `laws` is what the house has learnt of its own work; what it states itself is where they begin.
    """
    zones = {site.key: site.zone for site in house.sites}
    local = origin.astimezone(ZoneInfo(house.sites[0].zone))
    kitchens = _Kitchens(house, laws, origin, max(0.0, about - MADE_BEFORE_MIN))
    roads = GreatCircleRoads(hour_at_origin=local.hour + local.minute / 60, hour_factors=HOUR_FACTORS)
    return engine.House(
        sites=tuple(_site(site, origin, about) for site in house.sites),
        stations=tuple(
            engine.Station(key=s.key, site=s.site, places=s.places, skill=s.skill) for s in house.stations
        ),
        workers=tuple(
            engine.Worker(
                key=p.key,
                site=p.site,
                skills=p.skills,
                drives=p.drives,
                shifts=_windows(p.shifts, zones[p.site], origin, about),
                breaks=_windows(p.breaks, zones[p.site], origin, about),
                per_hour=p.hourly,
            )
            for p in house.people
        ),
        vehicles=tuple(
            engine.Vehicle(key=v.key, site=v.site, kind=str(v.kind), per_km=v.per_km) for v in house.vehicles
        ),
        items=tuple(
            engine.Item(
                key=dish.key,
                station=dish.station,
                make=kitchens.law(StepKind.MAKE, dish.make, dish),
                pack=kitchens.law(StepKind.PACK, dish.pack, dish),
                price=dish.price,
                cost=dish.cost,
                stock=dish.stock,
                keeps_min=dish.keeps_min,
                instead=dish.instead,
            )
            for dish in house.dishes
        ),
        promises=tuple(_promise(promise, house.house.floor, origin, laws) for promise in house.promises),
        floor=house.house.floor,
        reach_m=house.house.reach_km * 1000,
        roads=RoadsAsTheyRun(roads=roads, laws=laws, minute_at_origin=minute_of_day(local))
        if laws.course
        else roads,
    )


class _Kitchens:
    """The laws of what is made, at the hour and under the load at which it would be."""

    def __init__(self, house: HouseFile, laws: Laws, origin: datetime, at: float) -> None:
        self._laws, self._origin, self._at = laws, origin, at
        self._sites = {station.key: station.site for station in house.stations}
        self._zones = {site.key: ZoneInfo(site.zone) for site in house.sites}
        window = laws.of(StepKind.MAKE).law.load.window_min
        self._begun: Counter[str] = Counter(
            promise.site
            for promise in house.promises
            for step in promise.steps
            if step.kind is StepKind.MAKE
            and at - window < minutes(step.started_at or step.planned_start, origin) <= at
        )

    def law(self, kind: StepKind, stated: Spread, dish: Dish) -> engine.Law:
        site = self._sites.get(dish.station, "")
        begins = moment(self._at, self._origin).astimezone(self._zones.get(site))
        begun = 1 + self._begun[site] if kind is StepKind.MAKE else 1
        return self._laws.law(
            kind, law(stated), site=site, begun=begun, station=dish.station, dish=dish.key, hour=hour(begins)
        )


def law(spread: Spread, pace: float = 1.0, *, n: int = engine.STATED_N) -> engine.Law:
    """`pace`: how many times as long it takes; `n` observations behind it."""
    return _law(spread.p50, spread.p90, pace, n)


@lru_cache(maxsize=4096)  # a house of 200 promises has a thousand steps, and few spreads
def _law(p50: float, p90: float, pace: float, n: int) -> engine.Law:
    stated = engine.Law.from_p50_p90(p50, p90, n)
    return stated if pace == 1 else stated.scaled(pace)


def _site(site: Site, origin: datetime, about: float) -> engine.Site:
    open_ = windows(site.hours, zone=site.zone, origin=origin, closed_on=site.closed_on, about=about)
    return engine.Site(
        key=site.key,
        at=engine.Point(lat=site.lat, lon=site.lon),
        open=tuple(engine.Window(start=start, end=end) for start, end in open_),
    )


def _windows(
    pattern: tuple[Opening, ...], zone: str, origin: datetime, about: float
) -> tuple[engine.Window, ...]:
    found = windows(pattern, zone=zone, origin=origin, about=about)
    return tuple(engine.Window(start=a, end=b) for a, b in found)


def _promise(promise: GivenPromise, floor: float, origin: datetime, laws: Laws) -> engine.Promise:
    deadline = minutes(promise.deadline, origin)
    earliest = deadline if promise.earliest is None else minutes(promise.earliest, origin)
    lands = engine.Arrival(at=earliest - AFTER_LANDING.p50, late=AFTER_LANDING) if promise.lands else None
    return engine.Promise(
        key=promise.key,
        site=promise.site,
        earliest=None if promise.earliest is None else earliest,
        deadline=deadline,
        arrival=lands,
        patience_min=deadline - earliest if lands else 0.0,
        p_when_given=promise.odds_when_given,
        floor=min(floor, promise.odds_when_given),
        steps=tuple(_step(step, origin, laws) for step in promise.steps),
    )


def law_of(step: GivenStep, origin: datetime, laws: Laws) -> engine.Law:
    """The law a step was given with; once it has begun, at the pace of whoever carries it.

    Until then it is the law it was promised with: nothing has happened, and the odds stay what they were.

    What cannot be the time its work took (pressed done at once, left open overnight) is not held against it: a law that
    does not vary tells nothing of tonight.
    """
    began = step.started_at or step.done_at
    if began is not None:
        took, usual = minutes(step.done_at or origin, began), step.lasts.p50
        if not is_believable(took, usual, ended=step.done_at is not None):
            return engine.Law.fixed(usual)
    pace = laws.by(step.kind, step.who) if began is not None else 1.0
    return law(step.lasts, pace, n=_times_seen(step.kind, laws))


def _times_seen(kind: StepKind, laws: Laws) -> int:
    """What stands behind the laws that an answer reckons with."""
    stated = engine.Params()
    known = {StepKind.DRIVE: stated.drive.n, StepKind.HANDOVER: stated.handover.n}
    return known.get(kind, engine.STATED_N) + laws.of(kind).n


def _step(step: GivenStep, origin: datetime, laws: Laws) -> engine.Step:
    began, ended = step.started_at or step.done_at, step.done_at
    to = None
    if step.to_lat is not None and step.to_lon is not None:
        to = engine.Point(lat=step.to_lat, lon=step.to_lon)
    return engine.Step(
        kind=engine.StepKind(step.kind),
        law=law_of(step, origin, laws),
        start=minutes(step.planned_start, origin),
        worker=step.who,
        station=step.station,
        vehicle=step.vehicle,
        item=step.dish,
        qty=step.qty,
        to=to,
        began=None if began is None else minutes(began, origin),
        ended=None if ended is None else minutes(ended, origin),
    )
