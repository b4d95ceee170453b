"""From one time to another: "between seven and half past eight", "tomorrow from 9 to 5", "from two for an hour"."""

from datetime import date, datetime, timedelta

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import hour, in_part
from hovmester.engines.reading.times.dates import weekday
from hovmester.engines.reading.times.moments import at_clock, day_clock, moment_on, next_moment, readings
from hovmester.engines.reading.times.parts import day_part_clock, part_clock
from hovmester.engines.reading.times.values import Clock, Context, Days, Length, Part, Time, later, place


def clocks(context: Context, first: Clock | float, last: Clock | float) -> Time | None:
    """ "between seven and half past eight": the later one follows the earlier within half a day."""
    start, stop = (c if isinstance(c, Clock) else hour(context, c) for c in (first, last))
    if start is None or stop is None or (not isinstance(first, Clock) and not isinstance(last, Clock)):
        return None
    start = _before(start, stop)
    return _window(context, next_moment(context, start), stop)


def clocks_part(context: Context, first: Clock | float, last: Clock | float, part: Part) -> Time | None:
    """ "from half past seven to four in the afternoon": the part of the day is that of the end."""
    start, stop = (c if isinstance(c, Clock) else hour(context, c) for c in (first, last))
    if start is None or stop is None:
        return None
    return clocks(context, start, in_part(context, stop, part))


def between_numbers(context: Context, first: float, last: float) -> Time | None:
    start, stop = hour(context, first), hour(context, last)
    return _window(context, next_moment(context, start), stop) if start and stop else None


def day_clocks(context: Context, days: Days, first: Clock | float, last: Clock | float) -> Time | None:
    start, stop = (c if isinstance(c, Clock) else hour(context, c) for c in (first, last))
    if start is None or stop is None or days.grain != "day":
        return None
    return _window(context, moment_on(context, days, _before(start, stop)), stop)


def clocks_day(context: Context, first: Clock | float, last: Clock | float, days: Days) -> Time | None:
    return day_clocks(context, days, first, last)


def tonight_clocks(
    context: Context, meaning: tuple[int, Part], first: Clock | float, last: Clock | float
) -> Time | None:
    stop = last if isinstance(last, Clock) else hour(context, last)
    start = part_clock(context, meaning, first)
    if start is None or start.earliest is None or stop is None:
        return None
    window = _window(context, start.earliest, stop)
    # "ten to nine" is 8:50, and no night of hours
    minutes_before = not isinstance(first, Clock) and first in (5, 10, 20)
    is_long = window.latest is not None and window.latest - start.earliest > timedelta(hours=8)
    return None if minutes_before and is_long else window


def clocks_tonight(
    context: Context, first: Clock | float, last: Clock | float, meaning: tuple[int, Part]
) -> Time | None:
    return tonight_clocks(context, meaning, first, last)


def part_clocks(context: Context, part: Part, first: Clock | float, last: Clock | float) -> Time | None:
    """ "in the evening from seven to nine"."""
    start = part_clock(context, (0, part), first)
    return time_to_clock(context, start, last) if start else None


def day_part_clocks(
    context: Context, days: Days, part: Part, first: Clock | float, last: Clock | float
) -> Time | None:
    start = day_part_clock(context, days, part, first)
    return time_to_clock(context, start, last) if start else None


def weekday_part_clocks(
    context: Context, meaning: tuple[int, Part], first: Clock | float, last: Clock | float
) -> Time | None:
    days = weekday(context, meaning[0])
    return day_part_clocks(context, days, meaning[1], first, last) if days else None


def times_between(context: Context, first: Time, last: Time) -> Time | None:
    if first.kind != "point" or last.kind != "point" or first.earliest is None or last.latest is None:
        return None
    return Time("window", first.earliest, last.latest) if first.earliest < last.latest else None


def until_weekday_clock(context: Context, first: Time, index: int, clock: Clock | float) -> Time | None:
    """ "from Tuesday at three to Thursday at eleven": the first such Thursday after that Tuesday."""
    if first.kind != "point" or first.earliest is None:
        return None
    day = first.earliest.date()
    last = day_clock(context, Days(*_next_weekday(day, index)), clock)
    return Time("window", first.earliest, last.latest) if last else None


def _next_weekday(day: date, index: int) -> tuple[date, date]:
    found = day + timedelta(days=(index - day.weekday() - 1) % 7 + 1)
    return found, found + timedelta(days=1)


def time_to_clock(context: Context, first: Time, last: Clock | float) -> Time | None:
    """ "tomorrow from seven to nine", when "tomorrow from seven" was already read."""
    stop = last if isinstance(last, Clock) else hour(context, last)
    if first.kind != "point" or first.earliest is None or stop is None:
        return None
    return _window(context, first.earliest, stop)


def clock_lasting(context: Context, days: Days | None, clock: Clock, span: Length) -> Time | None:
    """ "from two for three hours"."""
    start = day_clock(context, days, clock) if days else at_clock(context, clock)
    return Time("window", start.earliest, later(start.earliest, span)) if start and start.earliest else None


def _before(start: Clock, stop: Clock) -> Clock:
    """Of "8 to 9 am" and "1 to 3 pm" both ends are in the half that is said; "11 to 2 pm" begins before noon."""
    if not (stop.sure and not stop.twelve and start.twelve):
        return start
    begin, end = start.hour % 12 * 60 + start.minute, stop.hour * 60 + stop.minute
    if begin + 720 < end:
        return start._replace(hour=start.hour % 12 + 12, twelve=False)
    return start._replace(hour=start.hour % 12, twelve=False) if begin < end else start


def _window(context: Context, start: datetime, stop: Clock) -> Time:
    choices = []
    for offset in (0, 1):
        day = start.date() + timedelta(days=offset)
        choices += [place(day, at, context.zone) for at in readings(stop)]
    return Time("window", start, min(choice for choice in choices if choice > start))


RANGE_RULES: list[tuple[str, str, Builder]] = [
    ("_IN_THE? PART _FROM? CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", part_clocks),
    ("_IN_THE? PART _BETWEEN CLOCK|NUM _AND CLOCK|NUM", "TIME", part_clocks),
    (
        "_FROM? CLOCK|NUM _UNTIL CLOCK|NUM _IN_THE? PART",
        "TIME",
        clocks_part,
    ),
    ("_FROM? CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", clocks),
    ("_BETWEEN CLOCK|NUM _AND CLOCK|NUM", "TIME", clocks),
    ("_BETWEEN CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", clocks),
    ("_BETWEEN NUM _AND NUM", "TIME", between_numbers),
    ("DAY _COMMA? _FROM? CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", day_clocks),
    ("DAY _COMMA? _BETWEEN CLOCK|NUM _AND CLOCK|NUM", "TIME", day_clocks),
    ("_FROM? CLOCK|NUM _UNTIL CLOCK|NUM _OF? _ON? DAY", "TIME", clocks_day),
    ("_BETWEEN CLOCK|NUM _AND CLOCK|NUM _OF? _ON? DAY", "TIME", clocks_day),
    ("TONIGHT _COMMA? _FROM? CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", tonight_clocks),
    ("TONIGHT _COMMA? _BETWEEN CLOCK|NUM _AND CLOCK|NUM", "TIME", tonight_clocks),
    ("_FROM? CLOCK|NUM _UNTIL CLOCK|NUM TONIGHT", "TIME", clocks_tonight),
    ("_BETWEEN CLOCK|NUM _AND CLOCK|NUM TONIGHT", "TIME", clocks_tonight),
    ("_FROM? TIME _UNTIL TIME", "TIME", times_between),
    ("_BETWEEN TIME _AND TIME", "TIME", times_between),
    ("TIME _UNTIL CLOCK|NUM", "TIME", time_to_clock),
    ("_FROM? TIME _UNTIL _ON? WDAY _COMMA? _AT? CLOCK", "TIME", until_weekday_clock),
    ("_FROM? TIME _UNTIL _ON? WDAY _AT NUM", "TIME", until_weekday_clock),
    (
        "_FROM? CLOCK|NUM _UNTIL CLOCK|NUM WDAYPART",
        "TIME",
        lambda c, first, last, meaning: weekday_part_clocks(c, meaning, first, last),
    ),
    (
        "_ON? DAY _FOR DUR _FROM|_STARTING CLOCK",
        "TIME",
        lambda c, day, span, clock: clock_lasting(c, day, clock, span),
    ),
    ("_FOR DUR _FROM|_STARTING CLOCK", "TIME", lambda c, span, clock: clock_lasting(c, None, clock, span)),
    ("_ON? DAY _COMMA? _STARTING? _FROM? CLOCK _FOR DUR", "TIME", clock_lasting),
    (
        "_STARTING? _FROM? _AT? CLOCK _FOR DUR",
        "TIME",
        lambda c, clock, span: clock_lasting(c, None, clock, span),
    ),
    ("DAY _IN_THE? PART _FROM? _BETWEEN? CLOCK|NUM _UNTIL|_AND CLOCK|NUM", "TIME", day_part_clocks),
    ("WDAYPART _FROM? _BETWEEN? CLOCK|NUM _UNTIL|_AND CLOCK|NUM", "TIME", weekday_part_clocks),
]
