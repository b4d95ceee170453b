"""Moments and weekly patterns as minutes from an origin, the way the engine counts.

A weekly pattern is in the clock of the place, so a shift over the change to summer time is an hour shorter.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hovmester.housefile.model import WEEKDAYS, Opening

DAYS_BACK, DAYS_AHEAD = 1, 8
MOST_AHEAD_MIN = 2 * 366 * 1440.0  # two years: farther ahead nobody knows hours and shifts


def minutes(moment: datetime, origin: datetime) -> float:
    """Minutes that really pass from `origin` to `moment`; both aware.

    In UTC, because Python subtracts two moments of one zone by their clocks, an hour wrong across a clock change.
    """
    return (moment.astimezone(UTC) - origin.astimezone(UTC)).total_seconds() / 60


def moment(at_min: float, origin: datetime) -> datetime:
    """The moment `at_min` minutes after `origin`, to the second, in the zone of `origin`."""
    utc = origin.astimezone(UTC) + timedelta(seconds=round(at_min * 60))
    return utc.astimezone(origin.tzinfo)


def windows(
    pattern: Iterable[Opening],
    *,
    zone: str,
    origin: datetime,
    closed_on: Iterable[str] = (),
    about: float = 0.0,
) -> tuple[tuple[float, float], ...]:
    """Every stretch of `pattern` from yesterday until a week ahead: (start, until) in minutes, joined, in order.

    So too from the day before until a week after the minute `about`, at most two years ahead, for what is wished for
    later than that.
    """
    there, closed, found = ZoneInfo(zone), set(closed_on), []
    today = origin.astimezone(there).date()
    around = range(-DAYS_BACK, DAYS_AHEAD + 1)
    then = (moment(min(about, MOST_AHEAD_MIN), origin).astimezone(there).date() - today).days
    for ahead in sorted({*around, *(then + day for day in around)}):
        day = today + timedelta(days=ahead)
        if day.isoformat() not in closed:
            found += [_stretch(opening, day, there, origin) for opening in pattern if _falls_on(opening, day)]
    return _joined(sorted(found))


def _falls_on(opening: Opening, day: date) -> bool:
    return WEEKDAYS[day.weekday()] == opening.weekday


def _stretch(opening: Opening, day: date, there: ZoneInfo, origin: datetime) -> tuple[float, float]:
    last_day = day + timedelta(days=opening.until <= opening.start)
    start = datetime.combine(day, opening.start, there).astimezone(UTC)
    until = datetime.combine(last_day, opening.until, there).astimezone(UTC)
    return minutes(start, origin), minutes(until, origin)


def _joined(stretches: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    joined: list[tuple[float, float]] = []
    for start, until in stretches:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], until))
        elif until > start:
            joined.append((start, until))
    return tuple(joined)
