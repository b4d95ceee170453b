"""Rules that name days, shared by every language: weekdays, dates, and from one of them to another.

Not here: weeks, months and years (`calendar`), their parts and edges (`periods`).
"""

from datetime import timedelta

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


def same_day(_: Context, index: int, day: Days) -> Days | None:
    """ "Friday 6 July": the date decides."""
    return day if day.grain == "day" else None


def same_day_after(context: Context, day: Days, index: int) -> Days | None:
    return same_day(context, index, day)


def dates_in_year(_: Context, first: Days, last: Days, year_number: float) -> Days | None:
    """ "from 5/1 to 5/7, 2020"."""
    if "range" in (first.grain, last.grain) or not 1500 <= year_number <= 2100:
        return None
    stop = safe_date(int(year_number), last.start.month, last.start.day)
    start = safe_date(int(year_number), first.start.month, first.start.day)
    if start and stop and start > stop:
        start = safe_date(int(year_number) - 1, first.start.month, first.start.day)
    return Days(start, stop + timedelta(days=1), "range") if start and stop else None


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


DATE_RULES: list[tuple[str, str, Builder]] = [
    ("SHIFT", "DAY", shifted_day),
    ("WDAY", "DAY", weekday),
    ("_ON WDAY", "DAY", weekday),
    ("_THIS WDAY", "DAY", this_weekday),
    ("_COMING WDAY", "DAY", coming_weekday),
    ("_NEXT WDAY", "DAY", next_weekday),
    ("_LAST WDAY", "DAY", last_weekday),
    ("_RECENT WDAY", "DAY", recent_weekday),
    ("_FROM? DAY _UNTIL DAY _COMMA? _OF? YEAR", "DAY", dates_in_year),
    ("_BETWEEN DAY _AND DAY _COMMA? _OF? YEAR", "DAY", dates_in_year),
    ("WDAY _OF? _THE? DAY", "DAY", weekday_in),
    ("WDAY _COMMA? _THE? DATE", "DAY", same_day),
    ("DATE _COMMA? WDAY", "DAY", same_day_after),
    ("_THE ORD", "DATE", day_of_month),
    ("_ON _THE? ORD", "DATE", day_of_month),
    ("_THE? NUM|ORD _OF? _THE? MON", "DATE", day_month),
    ("_THE? NUM|ORD _OF? MON _COMMA? NUM|YEAR", "DATE", day_month_year),
    ("_THE? NUM|ORD _OF? MON _OF YEAR", "DATE", day_month_year),
    ("_THE? NUM|ORD _OF? MON SAIDYEAR", "DATE", day_month_year),
    ("_THE? NUM|ORD _OF? MON _OF NUM", "DATE", day_month_year_said),
    ("MON _THE? NUM|ORD _OF YEAR", "DATE", month_day_year),
    ("MON _THE? NUM|ORD SAIDYEAR", "DATE", month_day_year),
    ("MON NUM", "DATE", month_day),
    ("MON ORD", "DATE", month_nth_day),
    ("MON _THE NUM|ORD", "DATE", month_nth_day),
    ("MON NUM NUM", "DATE", month_spoken_day),
    ("_THE? NUM|ORD _OF? _THE? MON", "NO_DATE", no_date),
    ("NUM|ORD _SEP MON", "NO_DATE", no_date),
    ("MON _THE? NUM|ORD", "NO_DATE", lambda context, month, number: no_date(context, number, month)),
    ("MON _THE? NUM|ORD _COMMA? NUM|YEAR", "DATE", month_day_year),
    ("_FROM? DAY _UNTIL DAY", "DAY", days_from_to),
    ("_BETWEEN DAY _AND DAY", "DAY", days_from_to),
    ("_FROM? NUM|ORD _UNTIL NUM|ORD _OF? MON", "DAY", numbers_in_month),
    ("_BETWEEN NUM|ORD _AND NUM|ORD _OF? MON", "DAY", numbers_in_month),
    ("_FROM? MON NUM|ORD _UNTIL NUM|ORD", "DAY", month_numbers),
    ("NUM|ORD _SEP MON", "DATE", day_month),
    ("MON _SEP NUM", "DATE", month_day),
    ("NUM|ORD _SEP MON _SEP NUM|YEAR", "DATE", day_month_year_written),
    ("MON _SEP NUM _SEP YEAR", "DATE", month_day_year),
    ("YEAR _SEP MON _SEP NUM", "DATE", lambda context, y, month, day: day_month_year(context, day, month, y)),
    ("MON ORD|NUM _UNTIL MON ORD|NUM", "DAY", month_days),
    ("DAY _ON? WDAY", "DAY", lambda context, week, index: weekday_in(context, index, week)),
    ("WDAY _COMMA? _IN DUR", "DAY", weekday_after),
    ("_IN DUR _COMMA? _ON? WDAY", "DAY", lambda context, span, index: weekday_after(context, index, span)),
]
