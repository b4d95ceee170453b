"""A house of any size for the benchmarks: so many couriers and open promises around Manhattan, from one seed.

A third of the promises is under way; the others are planned one behind the other for their couriers.
"""

from decimal import Decimal

import numpy as np

from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import (
    House,
    Item,
    MeetingPoint,
    Point,
    Promise,
    Site,
    Station,
    Step,
    StepKind,
    Time,
    Vehicle,
    Wanted,
    Window,
    Wish,
    Worker,
)
from hovmester.engines.promising.roads import GreatCircleRoads

HOME = Point(lat=40.7545, lon=-73.9791)
PLACES_PER_COURIER = 0.35
STATIONS = ("grill", "oven", "cold", "pans")
MAKE = {
    key: Law.from_p50_p90(p50, 1.35 * p50, n=200) for key, p50 in zip(STATIONS, (18, 12, 5, 9), strict=True)
}
PACK, FIND, HANDOVER = (Law.from_p50_p90(p50, 1.5 * p50, n=200) for p50 in (2, 3, 2))
ROADS = GreatCircleRoads()


def house_of(couriers: int, promises: int, seed: int = 0) -> House:
    """A house with that many couriers and open promises, at minute 0 of its evening."""
    rng = np.random.default_rng([seed, couriers, promises])
    evening = Window(start=-180, end=24 * 60)
    places = max(2, round(PLACES_PER_COURIER * couriers))
    staff = tuple(
        Worker(key=f"c{i}", site="home", drives=True, shifts=(evening,), per_hour=Decimal(24))
        for i in range(couriers)
    )
    return House(
        sites=(Site(key="home", at=HOME, open=(evening,)),),
        stations=tuple(Station(key=key, site="home", places=places, skill="cook") for key in STATIONS),
        workers=(Worker(key="cook", site="home", skills=("cook",), shifts=(evening,)), *staff),
        vehicles=tuple(
            Vehicle(key=f"v{i}", site="home", kind="bike" if i % 3 else "car", per_km=Decimal("0.30"))
            for i in range(couriers)
        ),
        items=tuple(
            Item(
                key=f"{key}-dish", station=key, make=MAKE[key], pack=PACK, price=Decimal(30), cost=Decimal(9),
                keeps_min=120,
            )
            for key in STATIONS
        ),
        promises=_promises(rng, couriers, promises),
        reach_m=20_000,
    )  # fmt: skip


def wish_of(rng: np.random.Generator, number: int, soonest: float = 55.0, latest: float = 120.0) -> Wish:
    """One wish: something from some station, to a door within some kilometres, at some time this evening."""
    return Wish(
        wanted=(Wanted(item=f"{STATIONS[rng.integers(len(STATIONS))]}-dish"),),
        meeting_points=(MeetingPoint(name="door", at=_door(rng), walk=FIND),),
        time=Time.point(float(rng.uniform(soonest, latest)), patience_min=15.0),
        key=f"wish-{number}",
    )


def _promises(rng: np.random.Generator, couriers: int, promises: int) -> tuple[Promise, ...]:
    free = rng.uniform(-20, 25, size=couriers)  # when each courier leaves with the next promise
    given = []
    for number in range(promises):
        courier = int(np.argmin(free))
        given.append(_promise(rng, number, courier, float(free[courier])))
        leg = given[-1].steps[2].law.p50
        free[courier] += 2 * leg + 12 + rng.exponential(10)
    return tuple(given)


def _promise(rng: np.random.Generator, number: int, courier: int, leaves: float) -> Promise:
    station = STATIONS[rng.integers(len(STATIONS))]
    door = _door(rng)
    kind = "bike" if courier % 3 else "car"
    leg = ROADS.minutes(HOME, door, vehicle=kind, depart=leaves)
    make = leaves - MAKE[station].p75 - PACK.p75
    on_road = {"worker": f"c{courier}", "vehicle": f"v{courier}"}
    plan = [
        (StepKind.MAKE, MAKE[station], make, {"station": station, "item": f"{station}-dish"}),
        (StepKind.PACK, PACK, leaves - PACK.p75, {"item": f"{station}-dish"}),
        (StepKind.DRIVE, Law.from_p50_p90(leg, 1.3 * leg, n=200), leaves, {**on_road, "to": door}),
        (StepKind.FIND, FIND, leaves + leg, on_road),
        (StepKind.HANDOVER, HANDOVER, leaves + leg + 3, on_road),
    ]
    steps = []
    for kind_, law, start, what in plan:
        over = start + law.p50 < 0
        begun = start < 0 and all(step.ended is not None for step in steps)
        steps.append(
            Step(
                kind=kind_, law=law, start=start, began=start if begun else None,
                ended=start + law.p50 if over and begun else None,
                **what,  # type: ignore[arg-type]
            )
        )  # fmt: skip
    if steps[-1].ended is not None:
        steps[-1] = Step(kind=StepKind.HANDOVER, law=HANDOVER, start=steps[-1].start, began=-0.5, **on_road)  # type: ignore[arg-type]
    return Promise(
        key=f"p{number}", site="home", deadline=max(5.0, leaves + 1.35 * leg + 22), steps=tuple(steps)
    )


def _door(rng: np.random.Generator) -> Point:
    angle, metres = rng.uniform(0, 2 * np.pi), 600 + 4_000 * rng.beta(1.5, 2.5)
    return Point(
        lat=HOME.lat + metres * np.cos(angle) / 111_195,
        lon=HOME.lon + metres * np.sin(angle) / 111_195 / 0.7575,
    )
