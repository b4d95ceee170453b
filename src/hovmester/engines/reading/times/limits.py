"""Times with one end: "by six", "before Friday", "voor acht uur", "after lunch", "until two on Monday"."""

from datetime import datetime, time

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import hour
from hovmester.engines.reading.times.moments import day_clock, day_time, next_moment
from hovmester.engines.reading.times.parts import on_day, part_clock
from hovmester.engines.reading.times.values import Clock, Context, Days, Part, Time, place


def by_time(context: Context, value: Time | Days | Clock | float | None) -> Time | None:
    if value is None:
        return None
    end = _end_of(context, value)
    return Time("deadline", None, end) if end else None


def before_time(context: Context, value: Time | Days | Clock | float | None) -> Time | None:
    if value is None:
        return None
    start = _start_of(context, value)
    return Time("deadline", None, start) if start else None


def before_or_for(context: Context, value: Time | Days | Clock | float) -> Time | None:
    """Dutch "voor acht uur" is before, "voor komende week" is for."""
    if isinstance(value, Days):
        return before_time(context, value) if value.grain == "day" else day_time(context, value)
    if isinstance(value, Time) and value.kind == "window":  # "voor vanavond", "voor zondagnacht"
        return value
    if isinstance(value, Time) and value.kind != "point":
        return None
    return before_time(context, value)


def after_time(context: Context, value: Time | Days | Clock | float | None) -> Time | None:
    if value is None:
        return None
    end = _end_of(context, value)
    return Time("window", end, None) if end else None


def from_time(context: Context, value: Time | Days | Clock | float) -> Time | None:
    start = _start_of(context, value)
    return Time("window", start, None) if start else None


def from_on(context: Context, clock: Clock | float, day: Days | tuple[int, Part]) -> Time | None:
    """ "Wednesday, not before three"."""
    found = on_day(context, day, clock)
    return Time("window", found.earliest, None) if found else None


def since_clock(context: Context, clock: Clock | float) -> Time | None:
    """ "since five past one": the last time the clock showed it."""
    return from_time(context._replace(past=True), clock)


def until_on(context: Context, clock: Clock | float, day: Days | tuple[int, Part]) -> Time | None:
    """ "till two on Monday"."""
    found = on_day(context, day, clock)
    return Time("window", None, found.latest) if found else None


def until_time(context: Context, value: Time | Days | Clock | float) -> Time | None:
    end = _start_of(context, value)
    return Time("window", None, end) if end else None


def _end_of(context: Context, value: Time | Days | Clock | float) -> datetime | None:
    if isinstance(value, Days):
        return None if value.grain == "range" else place(value.stop, time(), context.zone)
    if isinstance(value, Time):
        return value.latest
    found = value if isinstance(value, Clock) else hour(context, value)
    return next_moment(context, found) if found else None


def _start_of(context: Context, value: Time | Days | Clock | float) -> datetime | None:
    if isinstance(value, Days):
        return None if value.grain == "range" else place(value.start, time(), context.zone)
    if isinstance(value, Time):
        return value.earliest
    return _end_of(context, value)


LIMIT_RULES: list[tuple[str, str, Builder]] = [
    ("_BY CLOCK|TIME|DAY", "TIME", by_time),
    ("_BY NUM", "TIME", by_time),
    ("_BEFORE CLOCK|TIME|DAY", "TIME", before_time),
    ("_BEFORE HOUR", "TIME", by_time),
    ("_AFTER HOUR", "TIME", after_time),
    ("_BEFORE_OR_FOR CLOCK|TIME|DAY|NUM", "TIME", before_or_for),
    ("_AFTER CLOCK|TIME|DAY", "TIME", after_time),
    ("_STARTING CLOCK|HOUR|TIME|DAY", "TIME", from_time),
    ("DAY|TONIGHT _COMMA? _STARTING CLOCK|NUM", "TIME", lambda c, day, clock: from_on(c, clock, day)),
    ("_SINCE TIME|DAY", "TIME", from_time),
    ("_SINCE CLOCK|HOUR", "TIME", since_clock),
    ("_TILL CLOCK|TIME|DAY", "TIME", until_time),
    ("_TILL CLOCK|NUM _ON? DAY|TONIGHT", "TIME", until_on),
    ("DAY|TONIGHT _TILL CLOCK|NUM", "TIME", lambda c, day, clock: until_on(c, clock, day)),
    ("CLOCK|DAY _OR_LATER", "TIME", from_time),
    ("_BY CLOCK|NUM TONIGHT", "TIME", lambda c, clock, part: by_time(c, part_clock(c, part, clock))),
    ("_BEFORE_OR_FOR CLOCK|NUM _ON? DAY", "TIME", lambda c, clock, day: by_time(c, day_clock(c, day, clock))),
    ("_BY CLOCK|NUM _ON? DAY", "TIME", lambda c, clock, day: by_time(c, day_clock(c, day, clock))),
    ("_BEFORE CLOCK|NUM TONIGHT", "TIME", lambda c, clock, part: by_time(c, part_clock(c, part, clock))),
    ("_BEFORE CLOCK|NUM _ON? DAY", "TIME", lambda c, clock, day: by_time(c, day_clock(c, day, clock))),
    ("_AFTER CLOCK|NUM _ON? DAY", "TIME", lambda c, clock, day: after_time(c, day_clock(c, day, clock))),
    (
        "DAY|TONIGHT _COMMA? _BY|_BEFORE|_BEFORE_OR_FOR _AT? CLOCK|NUM",
        "TIME",
        lambda c, day, clock: by_time(c, on_day(c, day, clock)),
    ),
    ("DAY|TONIGHT _AFTER CLOCK|NUM", "TIME", lambda c, day, clock: after_time(c, on_day(c, day, clock))),
]
