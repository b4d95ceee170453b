"""Rules about days and periods, shared by every language: weekdays, dates, "next three days", "this weekend"."""

from datetime import date, timedelta

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.values import (
    Context,
    Days,
    Length,
    month_start,
    nearest,
    one_day,
    safe_date,
)

_WEEK_PARTS = {"week": (0, 7), "weekend": (5, 2), "workweek": (0, 5)}  # first weekday, number of days


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


def week_after(context: Context, index: int) -> Days | None:
    """ "Friday week", "de vrijdag erna": a week after the coming one."""
    coming = coming_weekday(context, index)
    return one_day(coming.start + timedelta(days=7)) if coming else None


def recent_weekday(context: Context, index: int) -> Days | None:
    """ "past Wednesday", "afgelopen woensdag": the latest one."""
    return shifted_day(context, (index - context.today.weekday()) % 7 - 7)


def last_weekday(context: Context, index: int) -> Days | None:
    return shifted_day(context, index - context.today.weekday() - 7)


def weekday_in(_: Context, index: int, week: Days) -> Days | None:
    if week.grain not in ("week", "month"):
        return None
    return one_day(week.start + timedelta(days=(index - week.start.weekday()) % 7))


def weekday_after(context: Context, index: int, span: Length) -> Days | None:
    """ "lørdag om to uker": of the week that is so far away."""
    if span.minutes or span.days < 7 or span.days % 7:
        return None
    monday = context.today + timedelta(days=span.days - context.today.weekday())
    return one_day(monday + timedelta(days=index))


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
    return one_day(nearest(context, dates))


def month_day(context: Context, month: int, number: float) -> Days | None:
    """ "May 20" – where days come first, "3 december 20 boeketten" is no 20 December."""
    return None if context.day_first else day_month(context, number, month)


def month_nth_day(context: Context, month: int, number: float) -> Days | None:
    """ "May the 20th"."""
    return day_month(context, number, month)


def month_spoken_day(context: Context, month: int, tens: float, ones: float) -> Days | None:
    """ "May twenty nine"."""
    return day_month(context, tens + ones, month) if tens in (20, 30) and 1 <= ones <= 9 else None


def day_month_year(_: Context, number: float, month: int, year: float) -> Days | None:
    if number != int(number) or year != int(year):
        return None
    full = full_year(year) if year >= 100 else 0
    return one_day(safe_date(full, month, int(number))) if full else None


def month_day_year(context: Context, month: int, number: float, year: float) -> Days | None:
    return day_month_year(context, number, month, year)


def day_month_year_said(context: Context, number: float, month: int, year: float) -> Days | None:
    """ "15 April of 87", but "3 december van 18" is an hour."""
    return day_month_year(context, number, month, full_year(year)) if 25 <= year < 100 else None


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
    begin = whole_month(context, first).start
    stop = date(begin.year + (last <= first), last, 1)
    running = month_start(begin, -12) <= context.today < month_start(stop, -11)
    return (
        Days(month_start(begin, -12), month_start(stop, -12), "range")
        if running
        else Days(begin, stop, "range")
    )


def months_year(_: Context, first: int, last: int, year_number: float) -> Days | None:
    if not 1900 <= year_number <= 2100:
        return None
    end = date(int(year_number), last, 1)
    return Days(date(int(year_number) - (last <= first), first, 1), end, "range")


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


def month_of_said(context: Context, month: int, year: float) -> Days | None:
    """ "April of 87"."""
    return month_of(context, month, full_year(year)) if 10 <= year < 100 else None


def year_range(_: Context, first: float, last: float) -> Days | None:
    if not 1500 <= first < last <= 2100:
        return None
    return Days(date(int(first), 1, 1), date(int(last), 1, 1), "range")


def dates_in_year(_: Context, first: Days, last: Days, year_number: float) -> Days | None:
    """ "from 5/1 to 5/7, 2020"."""
    if "range" in (first.grain, last.grain) or not 1500 <= year_number <= 2100:
        return None
    stop = safe_date(int(year_number), last.start.month, last.start.day)
    start = safe_date(int(year_number), first.start.month, first.start.day)
    if start and stop and start > stop:
        start = safe_date(int(year_number) - 1, first.start.month, first.start.day)
    return Days(start, stop + timedelta(days=1), "range") if start and stop else None


def whole_period(_: Context, days: Days) -> Days | None:
    """ "in next month" """
    return days if days.grain in ("week", "weekend", "month", "quarter", "year", "decade", "days") else None


def this_long_period(context: Context, grain: str) -> Days | None:
    """ "for the week", but no "soup of the day"."""
    return this_period(context, grain) if grain in ("week", "month", "quarter", "year") else None


def this_weekend(context: Context, grain: str) -> Days | None:
    return this_period(context, grain) if grain == "weekend" else None


def after_next_period(context: Context, grain: str) -> Days | None:
    """ "the week after next"."""
    return period(context, 2, grain) if grain != "day" else None


def to_date(context: Context, grain: str) -> Days | None:
    """ "the year to date"."""
    running = this_period(context, grain)
    return Days(running.start, context.today, "range") if running and running.start < context.today else None


def many_periods(context: Context, number: float, grain: str, sign: int) -> Days | None:
    """ "the coming three quarters": whole ones of the calendar."""
    if grain != "quarter" or number != int(number) or not 1 <= number <= 40:
        return None
    first = period(context, 1 if sign > 0 else -int(number), grain)
    last = period(context, int(number) if sign > 0 else -1, grain)
    return Days(first.start, last.stop, "days") if first and last else None


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
    if grain in ("decade", "century"):
        years = 10 if grain == "decade" else 100
        begin = (today.year // years + offset) * years
        return Days(date(begin, 1, 1), date(begin + years, 1, 1), grain)
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
    return Days(_plus(context.today, length.back()), context.today, "days")


def days_from_to(_: Context, first: Days, last: Days) -> Days | None:
    """Both ends belong to what people say: "from Monday to Friday" ends on Friday night, "to September" as it begins.

    Where the first is a date whose next time comes after the last, it was the time before: "from 1 to 7 October".
    """
    if "range" in (first.grain, last.grain):
        return None
    start = first.start
    if (start - last.start).days > 31:
        start = month_start(start, -12) + (start - month_start(start))
    stop = last.stop if last.grain == "day" else last.start
    return Days(start, stop, "range") if start < last.start else None


def numbers_in_month(context: Context, first: float, last: float, month: int) -> Days | None:
    start, stop = day_month(context, first, month), day_month(context, last, month)
    return days_from_to(context, start, stop) if start and stop else None


def month_numbers(context: Context, month: int, first: float, last: float) -> Days | None:
    return numbers_in_month(context, first, last, month)


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


def week_number(context: Context, number: float, year_number: float | None = None) -> Days | None:
    if number != int(number) or not 1 <= number <= 53:
        return None
    monday = date.fromisocalendar(int(year_number or context.today.year), int(number), 1)
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


def _plus(day: date, length: Length) -> date:
    months = int(length.months + 12 * length.years)
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
    ("_RECENT WDAY", "DAY", recent_weekday),
    ("_RECENT UNIT", "DAY", last_period),
    ("_THE? _RECENT DUR", "DAY", last_many),
    ("_SAME UNIT", "DAY", this_long_period),
    ("_SAME UNIT", "DAY", this_weekend),
    ("_FOR|_IN|_IN_THE|_WHOLE _THE UNIT", "DAY", this_long_period),
    ("_IN_THE|_AT_THE UNIT", "DAY", this_long_period),
    ("_IN_THE|_AT_THE|_THE UNIT", "DAY", this_weekend),
    ("_IN_THE|_IN|_OF DAY", "DAY", whole_period),
    ("_THE? UNIT _AFTER_NEXT", "DAY", after_next_period),
    ("_THE? UNIT _TO_DATE", "DAY", to_date),
    ("_THE? _NEXT|_COMING NUM UNIT", "DAY", lambda c, number, grain: many_periods(c, number, grain, 1)),
    ("_THE? _LAST|_RECENT NUM UNIT", "DAY", lambda c, number, grain: many_periods(c, number, grain, -1)),
    ("_YEARWORD YEAR", "YEAR", lambda _, number: number),
    ("_FROM? YEAR _UNTIL YEAR", "DAY", year_range),
    ("_BETWEEN YEAR _AND YEAR", "DAY", year_range),
    ("_FROM? DAY _UNTIL DAY _COMMA? _OF? YEAR", "DAY", dates_in_year),
    ("_BETWEEN DAY _AND DAY _COMMA? _OF? YEAR", "DAY", dates_in_year),
    ("WDAY _OF? _THE? DAY", "DAY", weekday_in),
    ("_ON DAY", "DAY", lambda _, day: day if day.grain == "day" else None),
    ("WDAY _COMMA? _THE? DATE", "DAY", same_day),
    ("DATE _COMMA? WDAY", "DAY", same_day_after),
    ("ORD WDAY _OF _THE? DAY", "DAY", nth_weekday),
    ("_THE ORD", "DATE", day_of_month),
    ("_ON _THE? ORD", "DATE", day_of_month),
    ("_THE? NUM|ORD _OF? _THE? MON", "DATE", day_month),
    ("_THE? NUM|ORD _OF? MON _COMMA? NUM|YEAR", "DATE", day_month_year),
    ("_THE? NUM|ORD _OF? MON _OF YEAR", "DATE", day_month_year),
    ("_THE? NUM|ORD _OF? MON SAIDYEAR", "DATE", day_month_year),
    ("_THE? NUM|ORD _OF? MON _OF NUM", "DATE", day_month_year_said),
    ("MON _THE? NUM|ORD _OF YEAR", "DATE", month_day_year),
    ("MON _THE? NUM|ORD SAIDYEAR", "DATE", month_day_year),
    ("MON SAIDYEAR", "DAY", month_of),
    ("_IN|_IN_THE SAIDYEAR", "DAY", year),
    ("MON _OF NUM", "DAY", month_of_said),
    ("MON _SEP YEAR", "DAY", month_of),
    (
        "_IN_THE? YEAR _SEP? MON",
        "DAY",
        lambda context, year_number, month: month_of(context, month, year_number),
    ),
    ("MON NUM", "DATE", month_day),
    ("MON ORD", "DATE", month_nth_day),
    ("MON _THE NUM|ORD", "DATE", month_nth_day),
    ("MON NUM NUM", "DATE", month_spoken_day),
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
    ("_THE? ORD UNIT _OF _THE? DAY", "DAY", nth_week),
    ("_LAST UNIT _OF _THE? DAY", "DAY", last_of),
    ("_THE? _WEEK _OF|_STARTING|_COMMENCING _ON? DATE", "DAY", week_of),
    ("_WEEK_OF DATE", "DAY", week_of),
    ("_WEEK NUM", "DAY", week_number),
    ("_WEEK NUM _OF? YEAR", "DAY", week_number),
    ("QUART", "DAY", quarter),
    ("QUART _OF? _COMMA? _SEP? YEAR", "DAY", quarter),
    ("DAY ORD UNIT", "DAY", lambda context, year_, nth, grain: nth_quarter(context, nth, grain, year_)),
    (
        "YEAR _COMMA? _SEP? QUART",
        "DAY",
        lambda context, year_number, number: quarter(context, number, year_number),
    ),
    ("_THE? ORD UNIT _OF? _THE? DAY?", "DAY", nth_quarter),
    ("NUM|ORD _SEP MON", "DATE", day_month),
    ("MON _SEP NUM", "DATE", month_day),
    ("NUM|ORD _SEP MON _SEP NUM|YEAR", "DATE", day_month_year_written),
    ("MON _SEP NUM _SEP YEAR", "DATE", month_day_year),
    ("YEAR _SEP MON _SEP NUM", "DATE", lambda context, y, month, day: day_month_year(context, day, month, y)),
    ("YEAR _COMMA? MON", "DAY", lambda context, year_number, month: month_of(context, month, year_number)),
    ("MON ORD|NUM _UNTIL MON ORD|NUM", "DAY", month_days),
    ("_FROM? MON _UNTIL MON", "DAY", months),
    ("_BETWEEN MON _AND MON", "DAY", months),
    ("_FROM? MON _UNTIL MON _OF? YEAR", "DAY", months_year),
    ("DAY _ON? WDAY", "DAY", lambda context, week, index: weekday_in(context, index, week)),
    ("WDAY _COMMA? _IN DUR", "DAY", weekday_after),
    ("_IN DUR _COMMA? _ON? WDAY", "DAY", lambda context, span, index: weekday_after(context, index, span)),
]
