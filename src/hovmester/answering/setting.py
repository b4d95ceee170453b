"""The house file as the promising engine wants it: minutes, laws and points."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hovmester.answering.minutes import minutes, windows
from hovmester.engines.promising import model as engine
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.housefile.model import GivenPromise, GivenStep, HouseFile, Opening, Site, Spread

# How much longer a drive takes at each full hour than on an empty road. Stated, until a house has learnt its own:
# the two rush hours of a working town.
HOUR_FACTORS = (
    *(1.0, 1.0, 1.0, 1.0, 1.0, 1.05, 1.15, 1.3, 1.35, 1.2, 1.1, 1.1),
    *(1.15, 1.15, 1.15, 1.2, 1.3, 1.4, 1.3, 1.15, 1.05, 1.0, 1.0, 1.0),
)


def setting(house: HouseFile, origin: datetime, about: float = 0.0) -> engine.House:
    """`house` as it stands at `origin`, which becomes minute 0; with hours and shifts also around minute `about`."""
    zones = {site.key: site.zone for site in house.sites}
    local = origin.astimezone(ZoneInfo(house.sites[0].zone))
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
                make=law(dish.make),
                pack=law(dish.pack),
                price=dish.price,
                cost=dish.cost,
                stock=dish.stock,
                keeps_min=dish.keeps_min,
                instead=dish.instead,
            )
            for dish in house.dishes
        ),
        promises=tuple(_promise(promise, house.house.floor, origin) for promise in house.promises),
        floor=house.house.floor,
        reach_m=house.house.reach_km * 1000,
        roads=GreatCircleRoads(hour_at_origin=local.hour + local.minute / 60, hour_factors=HOUR_FACTORS),
    )


def law(spread: Spread) -> engine.Law:
    return engine.Law.from_p50_p90(spread.p50, spread.p90)


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


def _promise(promise: GivenPromise, floor: float, origin: datetime) -> engine.Promise:
    return engine.Promise(
        key=promise.key,
        site=promise.site,
        earliest=None if promise.earliest is None else minutes(promise.earliest, origin),
        deadline=minutes(promise.deadline, origin),
        p_when_given=promise.odds_when_given,
        floor=min(floor, promise.odds_when_given),
        steps=tuple(_step(step, origin) for step in promise.steps),
    )


def _step(step: GivenStep, origin: datetime) -> engine.Step:
    began, ended = step.started_at or step.done_at, step.done_at
    to = None
    if step.to_lat is not None and step.to_lon is not None:
        to = engine.Point(lat=step.to_lat, lon=step.to_lon)
    return engine.Step(
        kind=engine.StepKind(step.kind),
        law=law(step.lasts),
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
