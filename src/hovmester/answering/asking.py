"""From what was read to the wish that the promising engine is asked about.

Where something is missing the engine is not asked; the guest is (`CanWe.ask_back`).
"""

from datetime import datetime, timedelta

from hovmester.answering.laws import STATED, Laws
from hovmester.answering.minutes import minutes
from hovmester.answering.model import HangsOn
from hovmester.answering.setting import AFTER_LANDING, law
from hovmester.engines.promising import model as engine
from hovmester.engines.reading.model import Reading, When, Where
from hovmester.housefile.model import HouseFile, Place, Spread, StepKind

# From the kerb to the guest, where the house has not said otherwise: a door that is easily found, an airport's hall.
WALK = Spread(p50=3, p90=7)
WALK_AT_AIRPORT = Spread(p50=7, p90=14)

LANDING, DEPARTURE, ANSWER = "landing", "departure", "answer"
A_DAY = timedelta(hours=24)
SOON = timedelta(hours=1)


def wish(reading: Reading, house: HouseFile, origin: datetime, laws: Laws = STATED) -> engine.Wish | None:
    """The wish in the engine's words; None where what, when or where is missing."""
    where = place_of(reading)
    when = moment_of(reading) or (soon_at_the_table(where, reading, origin) if where else None)
    if where is None or when is None or not reading.what:
        return None
    return engine.Wish(
        wanted=tuple(engine.Wanted(item=what.item or what.text, qty=what.qty) for what in reading.what),
        meeting_points=_meeting_points(where, house, laws),
        time=_time(when, house.house.patience_min, origin, lands=_lands(reading, where, when)),
    )


def soon_at_the_table(where: Where, reading: Reading, origin: datetime) -> When | None:
    """Who asks from a table or a room of the house and says no time means as soon as may be."""
    if where.place or where.iata or "when" in reading.missing:
        return None
    return When(text="", start=0, end=0, kind="window", earliest=origin, latest=origin + SOON)


def place_of(reading: Reading) -> Where | None:
    """The first place whose position is known; None where the guest must choose between two."""
    if "where" in reading.missing:
        return None
    return next((where for where in reading.where if where.lat is not None and where.lon is not None), None)


def moment_of(reading: Reading) -> When | None:
    """The time the wish is for; an event nobody can date ("when I land") is none, nor is one of two.

    Of several the one said for the wish itself ("at Newark at eight") comes before that of a landing or departure
    beside it, and an hour before a mere day; until when the guest wants an answer is none of them.
    """
    if "when" in reading.missing:
        return None
    said = [when for when in reading.when if (when.earliest or when.latest) and when.event != ANSWER]
    return min(said, key=lambda when: (_is_vague(when), when.event is not None), default=None)


def _is_vague(when: When) -> bool:
    return bool(when.earliest and when.latest and when.latest - when.earliest >= A_DAY)


def meeting_place(where: Where, house: HouseFile) -> Place | None:
    """The house's own entry for this place, by its key or its airport code."""
    return next(
        (p for p in house.places if p.key == where.place or (where.iata and p.iata == where.iata)),
        None,
    )


def _meeting_points(where: Where, house: HouseFile, laws: Laws) -> tuple[engine.MeetingPoint, ...]:
    assert where.lat is not None
    assert where.lon is not None
    known = meeting_place(where, house)
    at = engine.Point(lat=where.lat, lon=where.lon)
    if known is None or not known.meeting_points:
        walk = WALK_AT_AIRPORT if where.iata else WALK
        return (engine.MeetingPoint(name="", at=at, walk=_walk(walk, laws)),)
    return points_of(known, laws)


def points_of(place: Place, laws: Laws) -> tuple[engine.MeetingPoint, ...]:
    """Where guests can be met at a place that the house knows, with the way from the kerb."""
    at = engine.Point(lat=place.lat, lon=place.lon)
    return tuple(
        engine.MeetingPoint(name=p.name, at=at, walk=_walk(p.walk, laws)) for p in place.meeting_points
    )


def _walk(stated: Spread, laws: Laws) -> engine.Law:
    return laws.law(StepKind.FIND, law(stated), site="")


def hangs_on(asked: engine.Wish) -> HangsOn:
    time = asked.time
    if time.arrival is not None:
        return HangsOn.LANDING
    if time.earliest is None or time.deadline is None:
        return HangsOn.DEADLINE
    return HangsOn.MOMENT if time.deadline - time.earliest <= time.patience_min else HangsOn.WINDOW


def _lands(reading: Reading, where: Where, when: When) -> bool:
    """Whether the time is that of a landing: said so, or a flight and its airport are named beside it."""
    if when.event == LANDING:
        return True
    lands_elsewhen = any(other.event == LANDING and other.earliest for other in reading.when)
    return bool(reading.flight and where.iata) and when.kind == "point" and not lands_elsewhen


def _time(when: When, patience_min: float, origin: datetime, *, lands: bool) -> engine.Time:
    start = None if when.earliest is None else minutes(when.earliest, origin)
    end = None if when.latest is None else minutes(when.latest, origin)
    if lands:
        return engine.Time.arriving(start if start is not None else end or 0.0, AFTER_LANDING, patience_min)
    if end is not None and (when.kind == "deadline" or when.event == DEPARTURE):
        return engine.Time.by(end)
    if start is None or end is None or end - start < 1:
        return engine.Time.point(start if start is not None else end or 0.0, patience_min)
    return engine.Time.window(start, end)
