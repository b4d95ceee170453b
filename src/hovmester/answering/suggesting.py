"""Another plan for an open promise that stands badly, in the house's own moments, people and places.

`suggest` looks for one; `weigh` says what one that was found before does as things stand now. Odds are as worked out:
who told others when the promise was given goes on from them (`standings.corrected`).

Not here: which promises need one, writing it down, telling people.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hovmester.answering.asking import points_of
from hovmester.answering.laws import STATED, Laws
from hovmester.answering.minutes import minutes, moment
from hovmester.answering.names import names
from hovmester.answering.setting import law_of, setting
from hovmester.answering.standings import SAMPLES, SEED, Foreseen, foreseen
from hovmester.engines.promising import model as engine
from hovmester.engines.promising import suggesting
from hovmester.engines.promising.suggesting import MovedStep, Moves, SuggestParams, Weighed
from hovmester.engines.promising.suggesting.model import Effect
from hovmester.housefile.model import GivenPromise, HouseFile, Place, Spread, StepKind

STAKES = SuggestParams(samples=(512, 1024, SAMPLES))  # told from the very samples of a standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One step, by the key of its promise and its number there, as it would be.

    `start` says whose turn it is at the station, with the person and with the vehicle. `where` is filled where the
    guest would be met at another point, and `stated_p50` is then how long the way to it is stated to take.
    """

    promise: str
    number: int
    who: str
    vehicle: str
    start: datetime
    lasts: Spread
    to_lat: float | None = None
    to_lon: float | None = None
    where: str = ""
    stated_p50: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggested:
    """Steps moved, what that does to every promise it can touch, and how those whose steps move would stand."""

    promise: str
    moved: tuple[Moved, ...]
    effects: tuple[Effect, ...]
    stands: tuple[Foreseen, ...]
    costs_more: Decimal = Decimal(0)

    @property
    def own(self) -> Effect:
        """What it does to the promise it is for."""
        return next(effect for effect in self.effects if effect.promise == self.promise)


def suggest(
    house: HouseFile,
    promise: str,
    *,
    now: datetime,
    laws: Laws = STATED,
    met_at: str = "",
    stuck: bool = False,
) -> Suggested | None:
    """What would make the open promise of this key stand better at `now` (aware); None where nothing is worth it.

    `met_at`: where its guest is to be met, as its steps say it. `stuck`: whoever is to bring it cannot, for whatever
    reason; then another person is looked for, with another vehicle.
    """
    origin = now.astimezone(ZoneInfo(house.sites[0].zone))
    place = _place_of(_given(house, promise), house)
    points = [point for point in points_of(place, laws) if not met_at.endswith(point.name)] if place else []
    found = suggesting.suggest(
        setting(house, origin, laws=laws), promise, _params(house, laws),
        now=0.0, seed=SEED, points=points, stuck=stuck, stakes=STAKES,
    )  # fmt: skip
    return None if found is None else _suggested(found, house, place, origin)


def weigh(
    house: HouseFile,
    promise: str,
    moved: tuple[Moved, ...],
    *,
    now: datetime,
    laws: Laws = STATED,
    stuck: bool = False,
) -> Suggested | None:
    """What these moves for a promise do as things stand at `now`; None where they are not worth it any more.

    So too where one of the steps has begun since, or its promise is no longer open.
    """
    origin = now.astimezone(ZoneInfo(house.sites[0].zone))
    try:
        steps = tuple(_step(one, house, origin, laws) for one in moved)
        found = suggesting.weigh(
            setting(house, origin, laws=laws), promise, steps, _params(house, laws),
            now=0.0, seed=SEED, stuck=stuck, stakes=STAKES,
        )  # fmt: skip
    except LookupError:
        return None
    if not suggesting.is_worth_it(found, STAKES):
        return None
    place = _place_of(_given(house, promise), house)
    return _suggested(found, house, place, origin)


def _params(house: HouseFile, laws: Laws) -> engine.Params:
    return laws.params(engine.Params(samples=SAMPLES), house.sites)


def _given(house: HouseFile, key: str) -> GivenPromise:
    return next(promise for promise in house.promises if promise.key == key)


def _place_of(promise: GivenPromise, house: HouseFile) -> Place | None:
    """The house's own entry for where the promise is brought to."""
    drive = next((step for step in promise.steps if step.kind is StepKind.DRIVE), None)
    if drive is None:
        return None
    there = (place for place in house.places if (place.lat, place.lon) == (drive.to_lat, drive.to_lon))
    return next(there, None)


def _step(one: Moved, house: HouseFile, origin: datetime, laws: Laws) -> MovedStep:
    """In the engine's words. Raises LookupError where the promise or the step is not there or has begun."""
    promise = next((promise for promise in house.promises if promise.key == one.promise), None)
    if promise is None:
        raise LookupError(one.promise)
    step = promise.steps[one.number]
    if step.started_at or step.done_at:
        raise LookupError(f"{one.promise}/{one.number}")
    to = None
    if one.to_lat is not None and one.to_lon is not None:
        to = engine.Point(lat=one.to_lat, lon=one.to_lon)
    return MovedStep(
        promise=one.promise,
        number=one.number,
        start=minutes(one.start, origin),
        worker=one.who,
        vehicle=one.vehicle,
        law=law_of(replace(step, lasts=one.lasts), origin, laws),
        to=to,
        place=one.where,
    )


def _suggested(found: Weighed, house: HouseFile, place: Place | None, origin: datetime) -> Suggested:
    return Suggested(
        promise=found.promise,
        moved=tuple(_moved(found.steps, house, place, origin)),
        effects=found.effects,
        stands=tuple(foreseen(stands, origin) for stands in found.stands),
        costs_more=found.costs_more,
    )


def _moved(steps: Moves, house: HouseFile, place: Place | None, origin: datetime) -> Iterator[Moved]:
    for step in steps:
        where, stated = "", None
        if step.place and place is not None:
            point = next((point for point in place.meeting_points if point.name == step.place), None)
            name = names(house, house.house.language).of(place.key)
            where, stated = (f"{name}, {step.place}", point.walk.p50) if point else (step.place, None)
        yield Moved(
            promise=step.promise,
            number=step.number,
            who=step.worker,
            vehicle=step.vehicle,
            start=moment(step.start, origin),
            lasts=Spread(p50=round(step.law.p50, 2), p90=round(step.law.p90, 2)),
            to_lat=step.to.lat if step.to else None,
            to_lon=step.to.lon if step.to else None,
            where=where,
            stated_p50=stated,
        )
