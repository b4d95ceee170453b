"""Feasts: on a date, so many days from Easter, or the n-th weekday of a month."""

from datetime import date, timedelta

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.values import Context, Days, nearest, one_day, safe_date

# (month, day); (0, days from Easter Sunday); (month, nth, weekday), nth 5 being the last; (…, days after that).
Feast = tuple[int, ...]


def feast(context: Context, meaning: Feast) -> Days | None:
    years = range(context.today.year - 1, context.today.year + 2)
    return one_day(nearest(context, [found for year in years if (found := _feast_in(meaning, year))]))


def next_feast(context: Context, meaning: Feast) -> Days | None:
    return feast(context._replace(past=False), meaning)


def last_feast(context: Context, meaning: Feast) -> Days | None:
    return feast(context._replace(past=True), meaning)


def feast_in_year(_: Context, meaning: Feast, year: float) -> Days | None:
    return one_day(_feast_in(meaning, int(year))) if 1900 <= year <= 2100 else None


def feast_in_period(context: Context, meaning: Feast, days: Days) -> Days | None:
    """ "Easter next year"."""
    return feast_in_year(context, meaning, days.start.year) if days.grain == "year" else None


def _feast_in(meaning: Feast, year: int) -> date | None:
    if len(meaning) > 2:
        month, nth, weekday, *after = meaning
        return _nth_weekday(year, month, nth, weekday) + timedelta(days=sum(after))
    month, day = meaning
    return safe_date(year, month, day) if month else easter(year) + timedelta(days=day)


def _nth_weekday(year: int, month: int, nth: int, weekday: int) -> date:
    first = date(year, month, 1)
    found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return found if found.month == month else found - timedelta(days=7)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


FEAST_RULES: list[tuple[str, str, Builder]] = [
    ("FEAST", "DAY", feast),
    ("_ON|_THIS FEAST", "DAY", feast),
    ("_THE? _NEXT|_COMING FEAST", "DAY", next_feast),
    ("_LAST FEAST", "DAY", last_feast),
    ("FEAST _OF? YEAR", "DAY", feast_in_year),
    ("_ON? FEAST _OF? DAY", "DAY", feast_in_period),
]
