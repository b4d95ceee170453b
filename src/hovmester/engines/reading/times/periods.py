"""Periods named by their parts and edges: "end of May", "the first half of 2019", "the nineties", "a week from Monday".

An EDGE is a moment at which a period begins, is half over or ends: "before the end of December" is before January. The
words are the same as those of its parts ("the end of December" alone is its second half).
"""

from datetime import date, timedelta

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.values import MIDNIGHT as _MIDNIGHT
from hovmester.engines.reading.times.values import (
    Context,
    Days,
    Length,
    Part,
    Time,
    later,
    month_start,
    one_day,
    place,
    safe_date,
)

DECADE, CENTURY = 10, 100


def early(_: Context, days: Days) -> Days | None:
    return _halves(days, 0)


def late(_: Context, days: Days) -> Days | None:
    return _halves(days, 1)


def half_of_period(_: Context, nth: float, days: Days) -> Days | None:
    return _halves(days, int(nth) - 1) if nth in (1, 2) else None


def half_year(_: Context, half: int, year: float) -> Days | None:
    return _halves(Days(date(int(year), 1, 1), date(int(year) + 1, 1, 1), "year"), half - 1)


def year_half(context: Context, year: float, half: int) -> Days | None:
    return half_year(context, half, year)


def _halves(days: Days, which: int) -> Days | None:
    """A week parts on Thursday, a month on the 16th, a year in July."""
    split = {"week": 3, "month": 15, "quarter": 46}.get(days.grain)
    middle = date(days.start.year, 7, 1) if days.grain == "year" else None
    if split is not None:
        middle = days.start + timedelta(days=split)
    if middle is None:
        return None
    return Days(days.start, middle, "days") if which == 0 else Days(middle, days.stop, "days")


def middle(_: Context, days: Days) -> Days | None:
    if days.grain == "month":  # "mid May"
        return Days(days.start + timedelta(days=9), days.start + timedelta(days=20), "days")
    if days.grain == "week":
        return Days(days.start + timedelta(days=1), days.start + timedelta(days=4), "days")
    return _third(days.start.year, 1) if days.grain == "year" else None


def early_year(_: Context, year: float) -> Days | None:
    return _third(int(year), 0)


def middle_year(_: Context, year: float) -> Days | None:
    return _third(int(year), 1)


def late_year(_: Context, year: float) -> Days | None:
    return _third(int(year), 2)


def _third(year: int, which: int) -> Days:
    start = date(year, 1 + 4 * which, 1)
    return Days(start, month_start(start, 4), "days")


def earlier_in(context: Context, days: Days) -> Days | None:
    """ "earlier this week": its first half, as far as it has come."""
    half = early(context, days)
    if half is None or not half.start < context.today:
        return half
    return half._replace(stop=min(half.stop, max(context.today, half.start + timedelta(days=1))))


def edge_begin(_: Context, days: Days) -> Days:
    return Days(days.start, days.start, "edge")


def edge_middle(_: Context, days: Days) -> Days | None:
    half = days.start + timedelta(days=(days.stop - days.start).days // 2)
    return Days(half, half, "edge") if days.grain in ("week", "month", "quarter", "year") else None


def edge_end(_: Context, days: Days) -> Days:
    return Days(days.stop, days.stop, "edge")


def year_end(_: Context, year: float) -> Days:
    stop = date(int(year) + 1, 1, 1)
    return Days(stop, stop, "edge")


def end_of_day(context: Context, days: Days) -> Time | None:
    if days.grain != "day":
        return None
    last = place(days.stop, _MIDNIGHT, context.zone) - timedelta(seconds=1)
    return Time("point", last, last)


def end_of_today(context: Context) -> Time | None:
    today = one_day(context.today)
    return end_of_day(context, today) if today else None


def by_end_of_day(_: Context, last: Time) -> Time:
    return Time("deadline", None, last.latest)


def before_edge(context: Context, edge: Days) -> Time:
    return Time("deadline", None, place(edge.start, _MIDNIGHT, context.zone))


def after_edge(context: Context, edge: Days) -> Time:
    return Time("window", place(edge.start, _MIDNIGHT, context.zone), None)


def from_to_edge(_: Context, first: Days, last: Days) -> Days | None:
    if "edge" not in (first.grain, last.grain):
        return None
    stop = last.stop if last.grain == "day" else last.start
    return Days(first.start, stop, "range") if first.start < stop else None


def decade(context: Context, number: float) -> Days | None:
    """ "the nineties" (90), "the 1990s" (1990): of this or the last century, the one begun."""
    start = int(number)
    if number < 100:
        start += context.today.year // CENTURY * CENTURY
        start -= CENTURY if start > context.today.year else 0
    if start % DECADE or not 1500 <= start <= 2100:
        return None
    return Days(date(start, 1, 1), date(start + DECADE, 1, 1), "decade")


def century(_: Context, nth: float) -> Days | None:
    if not 10 <= nth <= 22:
        return None
    start = (int(nth) - 1) * CENTURY
    return Days(date(start, 1, 1), date(start + CENTURY, 1, 1), "century")


def first_of(context: Context, nth: float, length: Length, days: Days) -> Days | None:
    """ "the first two weeks of May": weeks begin with the first Monday."""
    if nth != 1 or length.minutes or days.grain not in ("month", "year", "quarter", "week"):
        return None
    start = days.start
    if length.days and not length.days % 7:
        start += timedelta(days=-start.weekday() % 7)
    return Days(start, _moved(context, start, length), "days")


def beginning_on(context: Context, length: Length, day: Days) -> Days | None:
    """ "three days from Monday on"."""
    if length.minutes or day.grain != "day":
        return None
    return Days(day.start, _moved(context, day.start, length), "range")


def _moved(context: Context, start: date, length: Length) -> date:
    return later(place(start, _MIDNIGHT, context.zone), length).date()


def nth_day(_: Context, nth: float, grain: str, days: Days) -> Days | None:
    """ "the 15th day of June"."""
    if grain != "day" or days.grain != "month" or nth != int(nth):
        return None
    return one_day(safe_date(days.start.year, days.start.month, int(nth))) if 1 <= nth <= 31 else None


def dated_weekday(context: Context, index: int, number: float) -> Days | None:
    """ "Wednesday the 13th": the coming month in which it is one."""
    if number != int(number) or not 1 <= number <= 31:
        return None
    for months in range(0, -13, -1) if context.past else range(13):
        start = month_start(context.today, months)
        found = safe_date(start.year, start.month, int(number))
        over = found is not None and (found > context.today if context.past else found < context.today)
        if found and not over and found.weekday() == index:
            return one_day(found)
    return None


def near_dated_weekday(context: Context, index: int, number: float) -> Days | None:
    """ "zaterdag 21 tussen twee en vier": a number that is the date of one of the next two such days."""
    if number < 1 or number != int(number) or context.past:
        return None
    days = (
        context.today + timedelta(days=(index - context.today.weekday()) % 7 + 7 * week) for week in range(2)
    )
    return next((one_day(day) for day in days if day.day == number), None)


def until_weekday(_: Context, first: Days, index: int) -> Days | None:
    """ "from next Monday to Friday": the first Friday after it."""
    if first.grain != "day":
        return None
    last = first.start + timedelta(days=(index - first.start.weekday() - 1) % 7 + 1)
    return Days(first.start, last + timedelta(days=1), "range")


def from_day_until_now(context: Context, first: Days) -> Time | None:
    """ "between 22 January and now": what is still to come was last year's."""
    start = place(first.start, _MIDNIGHT, context.zone)
    if start >= context.now:
        start = later(start, Length(months=-12))
    return Time("window", start, context.now) if start < context.now else None


def from_now_until_day(context: Context, last: Days) -> Time | None:
    stop = place(last.stop if last.grain == "day" else last.start, _MIDNIGHT, context.zone)
    return Time("window", context.now, stop) if context.now < stop else None


def early_part(_: Context, part: Part) -> Part:
    return Part(part.start, (part.start + part.stop) / 2)


def late_part(_: Context, part: Part) -> Part:
    return Part((part.start + part.stop) / 2, part.stop)


def this_part(_: Context, part: Part) -> tuple[int, Part]:
    return 0, part


def next_part(_: Context, part: Part) -> tuple[int, Part]:
    return 1, part


def last_part(_: Context, part: Part) -> tuple[int, Part]:
    return -1, part


def early_tonight(context: Context, meaning: tuple[int, Part]) -> tuple[int, Part]:
    return meaning[0], early_part(context, meaning[1])


def late_tonight(context: Context, meaning: tuple[int, Part]) -> tuple[int, Part]:
    return meaning[0], late_part(context, meaning[1])


def spoken_year(_: Context, century_: float, rest: float) -> int | None:
    """ "nineteen ninety six"."""
    return int(century_) * 100 + int(rest) if century_ in (17, 18, 19) and 10 <= rest <= 99 else None


def spoken_thousand(_: Context, thousand: int, rest: float | None) -> int | None:
    """ "two thousand and fifteen", "negentienhonderd zesennegentig"."""
    if rest is None:
        return thousand
    return thousand + int(rest) if rest == int(rest) and 1 <= rest <= 99 else None


_HALVED = "_THE? _EARLY|_BEGINNING"
PERIOD_RULES: list[tuple[str, str, Builder]] = [
    ("_THE? _BEGINNING _OF? _THE? DAY", "EDGE", edge_begin),
    ("_THE? _MIDDLE _OF? _THE? DAY", "EDGE", edge_middle),
    ("_THE? _ENDING _OF? YEAR", "EDGE", year_end),
    ("_THE? _ENDING _OF? _THE? DAY", "EDGE", edge_end),
    ("_THE? _ENDING _OF? _THE? DAY", "LASTS", end_of_day),
    ("_THE? _ENDING _OF? _THE? _DAY", "LASTS", end_of_today),
    ("_END_OF_DAY", "LASTS", end_of_today),
    ("_END_OF_DAY _ON? DAY", "LASTS", end_of_day),
    ("DAY _COMMA? _END_OF_DAY", "LASTS", end_of_day),
    ("_AT_THE? LASTS", "TIME", lambda _, last: last),
    ("_BY|_BEFORE|_TILL|_BEFORE_OR_FOR LASTS", "TIME", by_end_of_day),
    ("_BY|_BEFORE|_TILL|_BEFORE_OR_FOR|_ABOUT EDGE", "TIME", before_edge),
    ("_AFTER EDGE", "TIME", after_edge),
    ("_FROM? DAY|EDGE _UNTIL DAY|EDGE", "DAY", from_to_edge),
    ("_BETWEEN DAY|EDGE _AND DAY|EDGE", "DAY", from_to_edge),
    (f"{_HALVED} _OF? YEAR", "DAY", early_year),
    ("_THE? _MIDDLE _OF? YEAR", "DAY", middle_year),
    ("_THE? _LATE|_ENDING _OF? YEAR", "DAY", late_year),
    (f"_AT_THE? {_HALVED} _IN_THE? _OF? _THE? DAY", "DAY", early),
    ("_AT_THE? _THE? _MIDDLE _SEP? _IN_THE? _OF? _THE? DAY", "DAY", middle),
    ("_AT_THE? _THE? _LATE|_ENDING _IN_THE? _OF? _THE? DAY", "DAY", late),
    ("_EARLIER _IN_THE? _THE? DAY", "DAY", earlier_in),
    ("_LATER _IN_THE? _THE? DAY", "DAY", late),
    ("_THE? ORD _HALF _OF? _THE? DAY", "DAY", half_of_period),
    ("HALFYEAR _SEP? _OF? YEAR", "DAY", half_year),
    ("YEAR _SEP? HALFYEAR", "DAY", year_half),
    ("_IN_THE? _THE? DECADE", "DAY", decade),
    ("_IN_THE? _THE? ORD _CENTURY", "DAY", century),
    ("_THE? ORD DUR _OF _THE? DAY", "DAY", first_of),
    ("_FOR? DUR _COMMA? _STARTING _FROM? DAY", "DAY", beginning_on),
    ("_FOR DUR _COMMA? _FROM DAY", "DAY", beginning_on),
    ("_THE? ORD UNIT _OF _THE? DAY", "DAY", nth_day),
    ("WDAY _COMMA? _THE? ORD", "DAY", dated_weekday),
    ("WDAY NUM", "DAY", near_dated_weekday),
    ("_FROM? DAY _UNTIL WDAY", "DAY", until_weekday),
    ("_BETWEEN DAY _AND _NOW", "TIME", from_day_until_now),
    ("_FROM? DAY _UNTIL _NOW", "TIME", from_day_until_now),
    ("_SINCE DAY _UNTIL _NOW", "TIME", from_day_until_now),
    ("_BETWEEN _NOW _AND DAY", "TIME", from_now_until_day),
    ("_FROM? _NOW _UNTIL DAY", "TIME", from_now_until_day),
    ("_EARLY|_EARLIER _IN_THE? PART", "PART", early_part),
    ("_LATE|_LATER _IN_THE? PART", "PART", late_part),
    ("_BEGINNING _OF? _THE? PART", "TONIGHT", lambda context, part: (0, early_part(context, part))),
    ("_ENDING _OF? _THE? PART", "TONIGHT", lambda context, part: (0, late_part(context, part))),
    ("_EARLY|_EARLIER TONIGHT", "TONIGHT", early_tonight),
    ("TONIGHT _EARLY", "TONIGHT", early_tonight),
    ("TONIGHT _LATE", "TONIGHT", late_tonight),
    ("_LATE|_LATER TONIGHT", "TONIGHT", late_tonight),
    ("_THIS PART", "TONIGHT", this_part),
    ("_NEXT|_COMING PART", "TONIGHT", next_part),
    ("_LAST|_RECENT PART", "TONIGHT", last_part),
    ("NUM NUM", "SAIDYEAR", spoken_year),
    ("THOUSAND _AND? NUM?", "SAIDYEAR", spoken_thousand),
]
