"""Rules about days and periods, shared by every language: weekdays, dates, "next three days", "this weekend"."""

from datetime import date, timedelta

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.values import Context, Days, Length, month_start

_WEEK_PARTS = {"week": (0, 7), "weekend": (5, 2), "workweek": (0, 5)}  # first weekday, number of days


def safe_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def one_day(day: date | None) -> Days | None:
    return Days(day, day + timedelta(days=1)) if day and day < date.max else None


def shifted_day(context: Context, offset: int) -> Days | None:
    """ "tomorrow" is 1, "yesterday" is -1."""
    return one_day(context.today + timedelta(days=offset))


def weekday(context: Context, index: int) -> Days | None:
    """The coming one, today excluded – or the latest one when the words tell of the past."""
    ahead = (index - context.today.weekday() - 1) % 7 + 1
    return shifted_day(context, ahead - 7 if context.past and ahead != 7 else ahead - 14 * context.past)


def this_weekday(context: Context, index: int) -> Days | None:
    return shifted_day(context, index - context.today.weekday())


def coming_weekday(context: Context, index: int) -> Days | None:
    return shifted_day(context, (index - context.today.weekday() - 1) % 7 + 1)


def next_weekday(context: Context, index: int) -> Days | None:
    """The one in the week after this one."""
    return shifted_day(context, index - context.today.weekday() + 7)


def last_weekday(context: Context, index: int) -> Days | None:
    return shifted_day(context, index - context.today.weekday() - 7)


def weekday_in(_: Context, index: int, week: Days) -> Days | None:
    if week.grain not in ("week", "month"):
        return None
    return one_day(week.start + timedelta(days=(index - week.start.weekday()) % 7))


def nth_weekday(_: Context, nth: float, index: int, period: Days) -> Days | None:
    if period.grain not in ("month", "year") or not 1 <= nth <= 5:
        return None
    first = period.start + timedelta(days=(index - period.start.weekday()) % 7)
    found = first + timedelta(days=7 * (int(nth) - 1))
    return one_day(found) if found < period.stop else None


def day_of_month(context: Context, number: float) -> Days | None:
    """ "the 12th": the next one, or the last one when the words tell of the past."""
    if number != int(number) or not 1 <= number <= 31:
        return None
    for months in (0, -1, -2, -3) if context.past else (0, 1, 2, 3):
        start = month_start(context.today, months)
        found = safe_date(start.year, start.month, int(number))
        if found and (found <= context.today if context.past else found >= context.today):
            return one_day(found)
    return None


def day_month(context: Context, number: float, month: int) -> Days | None:
    """A date without a year: the coming one, or the last one when the words tell of the past."""
    if number != int(number) or not 1 <= number <= 31:
        return None
    years = range(context.today.year - 8, context.today.year + 9)
    dates = [found for year in years if (found := safe_date(year, month, int(number)))]
    return one_day(_nearest(context, dates))


def month_day(context: Context, month: int, number: float) -> Days | None:
    return day_month(context, number, month)


def day_month_year(_: Context, number: float, month: int, year: float) -> Days | None:
    if number != int(number) or year != int(year):
        return None
    full = full_year(year) if year >= 100 else 0
    return one_day(safe_date(full, month, int(number))) if full else None


def month_day_year(context: Context, month: int, number: float, year: float) -> Days | None:
    return day_month_year(context, number, month, year)


def full_year(year: float) -> int:
    """Two digits are of this century up to 49; 0 where it is no year."""
    if 0 <= year < 100:
        return int(year) + (2000 if year < 50 else 1900)
    return int(year) if 1000 <= year <= 2999 else 0


def day_month_year_written(context: Context, number: float, month: int, year: float) -> Days | None:
    """ "05-aug-16": between signs two figures are a year."""
    full = full_year(year)
    return day_month_year(context, number, month, full) if full else None


def no_date(_: Context, number: float, month: int) -> bool | None:
    """ "31 February": no year has it."""
    return True if 1 <= number <= 31 and not safe_date(2000, month, int(number)) else None  # a leap year


def month_days(context: Context, first: int, start: float, last: int, stop: float) -> Days | None:
    begin, end = day_month(context, start, first), day_month(context, stop, last)
    return days_from_to(context, begin, end) if begin and end else None


def months(context: Context, first: int, last: int) -> Days | None:
    begin = whole_month(context, first)
    end = date(begin.start.year + (last <= first), last, 1)
    return Days(begin.start, end, "days")


def months_year(_: Context, first: int, last: int, year_number: float) -> Days | None:
    if not 1900 <= year_number <= 2100:
        return None
    end = date(int(year_number), last, 1)
    return Days(date(int(year_number) - (last <= first), first, 1), end, "days")


def same_day(_: Context, index: int, day: Days) -> Days | None:
    """ "Friday 6 July": the date decides."""
    return day if day.grain == "day" else None


def same_day_after(context: Context, day: Days, index: int) -> Days | None:
    return same_day(context, index, day)


def whole_month(context: Context, month: int) -> Days:
    years = range(context.today.year - 1, context.today.year + 2)
    starts = [date(year, month, 1) for year in years]
    if context.past:
        start = max(start for start in starts if start <= context.today)
    else:
        start = min(start for start in starts if month_start(start, 1) > context.today)
    return Days(start, month_start(start, 1), "month")


def month_of(_: Context, month: int, year: float) -> Days | None:
    full = full_year(year) if year >= 1000 else 0
    return Days(date(full, month, 1), month_start(date(full, month, 1), 1), "month") if full else None


def month_in_period(_: Context, month: int, year: Days) -> Days | None:
    return month_of(_, month, year.start.year) if year.grain == "year" else None


def this_month_named(context: Context, month: int) -> Days | None:
    return month_of(context, month, context.today.year)


def next_month_named(context: Context, month: int) -> Days | None:
    return month_of(context, month, context.today.year + 1)


def last_month_named(context: Context, month: int) -> Days | None:
    return month_of(context, month, context.today.year - 1)


def year(_: Context, number: float) -> Days | None:
    if number != int(number) or not 1900 <= number <= 2100:
        return None
    return Days(date(int(number), 1, 1), date(int(number) + 1, 1, 1), "year")


def period(context: Context, offset: int, grain: str) -> Days | None:
    """This (0), next (1) or last (-1) day, weekend, week, quarter, month, year."""
    today = context.today
    if grain == "day":
        return shifted_day(context, offset)
    if grain in _WEEK_PARTS:
        first, days = _WEEK_PARTS[grain]
        start = today + timedelta(days=7 * offset + first - today.weekday())
        return Days(start, start + timedelta(days=days), grain)
    months = {"month": 1, "quarter": 3, "year": 12}.get(grain)
    if months is None:
        return None
    start = date(today.year, (today.month - 1) // months * months + 1, 1)
    return Days(month_start(start, months * offset), month_start(start, months * (offset + 1)), grain)


def this_period(context: Context, grain: str) -> Days | None:
    return period(context, 0, grain)


def next_period(context: Context, grain: str) -> Days | None:
    return period(context, 1, grain)


def last_period(context: Context, grain: str) -> Days | None:
    return period(context, -1, grain)


def next_many(context: Context, length: Length) -> Days | None:
    """ "the next three days": from tomorrow on."""
    if length.minutes:
        return None
    start = context.today + timedelta(days=1)
    return Days(start, _plus(start, length), "days")


def last_many(context: Context, length: Length) -> Days | None:
    if length.minutes:
        return None
    minus = Length(months=-length.months, days=-length.days)
    return Days(_plus(context.today, minus), context.today, "days")


def days_from_to(_: Context, first: Days, last: Days) -> Days | None:
    """Both ends belong to what people say: "from Monday to Friday" ends on Friday night."""
    stop = (
        last.stop if last.grain == "day" else last.start
    )  # "from May to September" ends as September begins
    return Days(first.start, stop, "days") if last.start > first.start else None


def numbers_in_month(context: Context, first: float, last: float, month: int) -> Days | None:
    start, stop = day_month(context, first, month), day_month(context, last, month)
    return days_from_to(context, start, stop) if start and stop else None


def month_numbers(context: Context, month: int, first: float, last: float) -> Days | None:
    return numbers_in_month(context, first, last, month)


def early(_: Context, days: Days) -> Days | None:
    return _slice(days, 0, 1 / 3)


def middle(_: Context, days: Days) -> Days | None:
    return _slice(days, 1 / 3, 2 / 3)


def late(_: Context, days: Days) -> Days | None:
    return _slice(days, 2 / 3, 1)


def nth_week(_: Context, nth: float, grain: str, days: Days) -> Days | None:
    if grain != "week" or days.grain not in ("month", "year") or not 1 <= nth <= 53:
        return None
    monday = days.start - timedelta(days=days.start.weekday())
    if days.start.weekday() > 3:  # ISO: a week belongs where its Thursday is
        monday += timedelta(days=7)
    start = monday + timedelta(days=7 * (int(nth) - 1))
    return Days(start, start + timedelta(days=7), "week")


def last_of(_: Context, grain: str, days: Days) -> Days | None:
    """ "the last week of July"."""
    if grain == "week" and days.grain in ("month", "year"):
        last = days.stop - timedelta(days=1)
        monday = last - timedelta(days=last.weekday())
        if last.weekday() < 3:  # ISO: a week belongs where its Thursday is
            monday -= timedelta(days=7)
        return Days(monday, monday + timedelta(days=7), "week")
    if grain == "day" and days.grain in ("week", "month", "year"):
        return one_day(days.stop - timedelta(days=1))
    return None


def week_of(_: Context, day: Days) -> Days | None:
    """ "the week of 10 April"."""
    if day.grain != "day":
        return None
    monday = day.start - timedelta(days=day.start.weekday())
    return Days(monday, monday + timedelta(days=7), "week")


def week_number(context: Context, number: float) -> Days | None:
    if number != int(number) or not 1 <= number <= 53:
        return None
    monday = date.fromisocalendar(context.today.year, int(number), 1)
    return Days(monday, monday + timedelta(days=7), "week")


def quarter(context: Context, number: int, year_number: float | None = None) -> Days | None:
    full = context.today.year if year_number is None else int(year_number)
    if not 1900 <= full <= 2100:
        return None
    start = date(full, 3 * number - 2, 1)
    return Days(start, month_start(start, 3), "quarter")


def nth_quarter(context: Context, nth: float, grain: str, days: Days | None) -> Days | None:
    if grain != "quarter" or not 1 <= nth <= 4 or (days and days.grain != "year"):
        return None
    return quarter(context, int(nth), days.start.year if days else None)


def feast(context: Context, meaning: tuple[int, int]) -> Days | None:
    """A feast with a fixed date (month, day), or so many days from Easter (0, days)."""
    years = range(context.today.year - 1, context.today.year + 2)
    return one_day(_nearest(context, [found for year in years if (found := _feast_in(meaning, year))]))


def feast_in_year(_: Context, meaning: tuple[int, int], year_number: float) -> Days | None:
    return one_day(_feast_in(meaning, int(year_number))) if 1900 <= year_number <= 2100 else None


def _feast_in(meaning: tuple[int, int], year_number: int) -> date | None:
    month, day = meaning
    return safe_date(year_number, month, day) if month else easter(year_number) + timedelta(days=day)


def easter(year_number: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year_number % 19, year_number // 100, year_number % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year_number, month, day + 1)


def _slice(days: Days, first: float, last: float) -> Days | None:
    if days.grain not in ("week", "month", "year"):
        return None
    total = (days.stop - days.start).days
    start = days.start + timedelta(days=round(total * first))
    return Days(start, days.start + timedelta(days=round(total * last)), "days")


def _nearest(context: Context, dates: list[date]) -> date | None:
    if context.past:
        return max((day for day in dates if day <= context.today), default=None)
    return min((day for day in dates if day >= context.today), default=None)


def _plus(day: date, length: Length) -> date:
    months = int(length.months)
    start = month_start(day, months)
    following = month_start(start, 1)
    last = (following - timedelta(days=1)).day
    return date(start.year, start.month, min(day.day, last)) + timedelta(days=length.days)


CALENDAR_RULES: list[tuple[str, str, Builder]] = [
    ("SHIFT", "DAY", shifted_day),
    ("WDAY", "DAY", weekday),
    ("_ON WDAY", "DAY", weekday),
    ("_THIS WDAY", "DAY", this_weekday),
    ("_COMING WDAY", "DAY", coming_weekday),
    ("_NEXT WDAY", "DAY", next_weekday),
    ("_LAST WDAY", "DAY", last_weekday),
    ("WDAY _OF? _THE? DAY", "DAY", weekday_in),
    ("_ON DAY", "DAY", lambda _, day: day if day.grain == "day" else None),
    ("WDAY _COMMA? _THE? DATE", "DAY", same_day),
    ("DATE _COMMA? WDAY", "DAY", same_day_after),
    ("ORD WDAY _OF _THE? DAY", "DAY", nth_weekday),
    ("_THE ORD", "DATE", day_of_month),
    ("_ON _THE? ORD", "DATE", day_of_month),
    ("_THE? NUM|ORD _OF? _THE? MON", "DATE", day_month),
    ("_THE? NUM|ORD _OF? MON _COMMA? NUM|YEAR", "DATE", day_month_year),
    ("MON _THE? NUM|ORD", "DATE", month_day),
    ("_THE? NUM|ORD _OF? _THE? MON", "NO_DATE", no_date),
    ("NUM|ORD _SEP MON", "NO_DATE", no_date),
    ("MON _THE? NUM|ORD", "NO_DATE", lambda context, month, number: no_date(context, number, month)),
    ("MON _THE? NUM|ORD _COMMA? NUM|YEAR", "DATE", month_day_year),
    ("DATE", "DAY", lambda _, day: day),
    ("MON", "DAY", whole_month),
    ("_IN_THE MON", "DAY", whole_month),
    ("MON _OF? _COMMA? NUM|YEAR", "DAY", month_of),
    ("MON _OF? DAY", "DAY", month_in_period),
    ("_THIS MON", "DAY", this_month_named),
    ("_NEXT MON", "DAY", next_month_named),
    ("_LAST MON", "DAY", last_month_named),
    ("YEAR", "DAY", year),
    ("_IN_THE YEAR", "DAY", year),
    ("_THIS UNIT", "DAY", this_period),
    ("_NEXT UNIT", "DAY", next_period),
    ("_COMING UNIT", "DAY", next_period),
    ("_LAST UNIT", "DAY", last_period),
    ("_THE? _NEXT|_COMING DUR", "DAY", next_many),
    ("_THE? _LAST DUR", "DAY", last_many),
    ("_FROM? DAY _UNTIL DAY", "DAY", days_from_to),
    ("_BETWEEN DAY _AND DAY", "DAY", days_from_to),
    ("_FROM? NUM|ORD _UNTIL NUM|ORD _OF? MON", "DAY", numbers_in_month),
    ("_BETWEEN NUM|ORD _AND NUM|ORD _OF? MON", "DAY", numbers_in_month),
    ("_FROM? MON NUM|ORD _UNTIL NUM|ORD", "DAY", month_numbers),
    ("_EARLY _IN_THE? _OF? _THE? DAY", "DAY", early),
    ("_MIDDLE _IN_THE? _OF? _THE? DAY", "DAY", middle),
    ("_LATE _IN_THE? _OF? _THE? DAY", "DAY", late),
    ("_THE? ORD UNIT _OF _THE? DAY", "DAY", nth_week),
    ("_LAST UNIT _OF _THE? DAY", "DAY", last_of),
    ("_THE? _WEEK _OF DATE", "DAY", week_of),
    ("_WEEK NUM", "DAY", week_number),
    ("QUART", "DAY", quarter),
    ("QUART _OF? _COMMA? YEAR", "DAY", quarter),
    ("YEAR _COMMA? QUART", "DAY", lambda context, year_number, number: quarter(context, number, year_number)),
    ("_THE? ORD UNIT _OF? _THE? DAY?", "DAY", nth_quarter),
    ("FEAST", "DAY", feast),
    ("_ON|_NEXT|_THIS FEAST", "DAY", feast),
    ("_LAST FEAST", "DAY", lambda context, meaning: feast(context._replace(past=True), meaning)),
    ("FEAST _OF? YEAR", "DAY", feast_in_year),
    ("NUM|ORD _SEP MON", "DATE", day_month),
    ("MON _SEP NUM", "DATE", month_day),
    ("NUM|ORD _SEP MON _SEP NUM|YEAR", "DATE", day_month_year_written),
    ("MON _SEP NUM _SEP YEAR", "DATE", month_day_year),
    ("YEAR _SEP MON _SEP NUM", "DATE", lambda context, y, month, day: day_month_year(context, day, month, y)),
    ("YEAR _COMMA? MON", "DAY", lambda context, year_number, month: month_of(context, month, year_number)),
    ("MON ORD|NUM _UNTIL MON ORD|NUM", "DAY", month_days),
    ("_FROM? MON _UNTIL MON", "DAY", months),
    ("_BETWEEN MON _AND MON", "DAY", months),
    ("_FROM? MON _UNTIL MON YEAR", "DAY", months_year),
    ("DAY WDAY", "DAY", lambda context, week, index: weekday_in(context, index, week)),
]
