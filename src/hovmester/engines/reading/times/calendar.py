"""Rules about weeks, months, quarters and years, shared by every language: "next three days", "this weekend".

Not here: weekdays and dates (`dates`), parts and edges of periods (`periods`).
"""

from datetime import date, timedelta

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.dates import full_year, shifted_day
from hovmester.engines.reading.times.values import Context, Days, Length, month_start, one_day

_WEEK_PARTS = {"week": (0, 7), "weekend": (5, 2), "workweek": (0, 5)}  # first weekday, number of days


def nth_weekday(_: Context, nth: float, index: int, period: Days) -> Days | None:
    if period.grain not in ("month", "year") or not 1 <= nth <= 5:
        return None
    first = period.start + timedelta(days=(index - period.start.weekday()) % 7)
    found = first + timedelta(days=7 * (int(nth) - 1))
    return one_day(found) if found < period.stop else None


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
    ("_ON DAY", "DAY", lambda _, day: day if day.grain == "day" else None),
    ("ORD WDAY _OF _THE? DAY", "DAY", nth_weekday),
    ("MON SAIDYEAR", "DAY", month_of),
    ("_IN|_IN_THE SAIDYEAR", "DAY", year),
    ("MON _OF NUM", "DAY", month_of_said),
    ("MON _SEP YEAR", "DAY", month_of),
    (
        "_IN_THE? YEAR _SEP? MON",
        "DAY",
        lambda context, year_number, month: month_of(context, month, year_number),
    ),
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
    ("YEAR _COMMA? MON", "DAY", lambda context, year_number, month: month_of(context, month, year_number)),
    ("_FROM? MON _UNTIL MON", "DAY", months),
    ("_BETWEEN MON _AND MON", "DAY", months),
    ("_FROM? MON _UNTIL MON _OF? YEAR", "DAY", months_year),
]
