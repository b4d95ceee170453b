"""What words of time mean before they are placed in the calendar, and the context that places them."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

MINUTES = {"second": 1 / 60, "minute": 1.0, "hour": 60.0, "day": 1440.0, "week": 10080.0, "month": 43200.0}
MINUTES["year"] = 525600.0
MIDNIGHT = time()


class Context(NamedTuple):
    """What places words in the calendar. `now` is aware, in the zone of the place."""

    now: datetime
    zone: ZoneInfo
    past: bool  # the words around tell of something that was
    evening: bool  # dinner, tonight: seven means 19:00
    morning: bool  # breakfast: seven means 07:00
    day_first: bool  # 06/07 is 6 July

    @property
    def today(self) -> date:
        return self.now.date()


class Length(NamedTuple):
    """How long. Months and days follow the calendar, minutes the clock."""

    months: float = 0
    days: float = 0
    minutes: float = 0
    years: float = 0

    @property
    def total_min(self) -> float:
        named = (self.years, "year"), (self.months, "month"), (self.days, "day")
        return sum(number * MINUTES[grain] for number, grain in named) + self.minutes

    def back(self) -> "Length":
        return Length(-self.months, -self.days, -self.minutes, -self.years)


class Clock(NamedTuple):
    """A time of day. `twelve`: could as well be twelve hours later. `sure`: the words can mean nothing else."""

    hour: int
    minute: int = 0
    second: int = 0
    twelve: bool = False
    sure: bool = True


class Part(NamedTuple):
    """A part of the day, from hour to hour (24 and more: past midnight). `meal` marks the evening ones."""

    start: float
    stop: float


class Days(NamedTuple):
    """From a date to a date (exclusive). `grain` is the unit the words named: day, weekend, week, month, year.

    A "range" has both its ends said ("from May to July"): nothing is before or after it. An "edge" has no length.
    """

    start: date
    stop: date
    grain: str = "day"


class Time(NamedTuple):
    """Something placed in the calendar, as `When` tells it."""

    kind: str
    earliest: datetime | None = None
    latest: datetime | None = None
    lasts_min: float | None = None
    event: str | None = None


def safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date | None) -> Days | None:
    return Days(day, day + timedelta(days=1)) if day and day < date.max else None


def nearest(context: Context, dates: list[date]) -> date | None:
    """The coming one of them, or the latest one when the words tell of the past."""
    if context.past:
        return max((day for day in dates if day <= context.today), default=None)
    return min((day for day in dates if day >= context.today), default=None)


def place(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The moment of a wall-clock time. A time skipped by the clock change is moved forward, as people do."""
    moment = datetime.combine(day, at, tzinfo=zone)
    return moment.astimezone(ZoneInfo("UTC")).astimezone(zone)


def later(moment: datetime, length: Length) -> datetime:
    """Minutes pass on the clock of the world; days and months on the calendar of the place."""
    zone = moment.tzinfo
    all_months = length.months + 12 * length.years
    months = int(all_months)
    days = length.days + (all_months - months) * 30
    whole_days = int(days)
    moved = add_months(moment, months) + timedelta(days=whole_days)
    minutes = length.minutes + (days - whole_days) * MINUTES["day"]
    utc = ZoneInfo("UTC")
    return (moved.astimezone(utc) + timedelta(minutes=minutes)).astimezone(zone)


def add_months(moment: datetime, months: int) -> datetime:
    day = _moved(moment.date(), months)
    return moment.replace(year=day.year, month=day.month, day=day.day)


def month_start(day: date, months: int = 0) -> date:
    return _moved(day.replace(day=1), months)


def _moved(day: date, months: int) -> date:
    """The same day of another month, or its last day where the month is shorter."""
    years, index = divmod(day.month - 1 + months, 12)
    year = min(max(day.year + years, 1), 9998)
    return date(year, index + 1, min(day.day, _last_day(year, index + 1)))


def _last_day(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - timedelta(days=1)).day
