"""Lengths of time ("an hour and a half"), and what lies so far from now: "in two weeks", "within the hour", "now"."""

from datetime import datetime, time, timedelta

from hovmester.engines.reading.times.calendar import last_many, next_many
from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.moments import day_time
from hovmester.engines.reading.times.values import Context, Days, Length, Time, later, one_day, place

SOON = Length(minutes=180)


def length(_: Context, number: float, grain: str) -> Length | None:
    if grain in ("year", "decade", "century"):
        return Length(years=number * {"year": 1, "decade": 10, "century": 100}[grain])
    if grain in ("month", "quarter"):
        return Length(months=number * (3 if grain == "quarter" else 1))
    if grain in ("day", "week"):
        return Length(days=number * (7 if grain == "week" else 1))
    minutes = {"second": 1 / 60, "minute": 1, "hour": 60}.get(grain)
    return Length(minutes=number * minutes) if minutes else None


def one(context: Context, grain: str) -> Length | None:
    return length(context, 1, grain)


def half_of(context: Context, grain: str) -> Length | None:
    return length(context, 0.5, grain)


def and_a_half(context: Context, number: float, grain: str) -> Length | None:
    return length(context, number + 0.5, grain)


def and_a_quarter(context: Context, number: float, grain: str) -> Length | None:
    return length(context, number + 0.25, grain)


def both(_: Context, first: Length, second: Length) -> Length | None:
    """ "one hour and thirty minutes": only from large to small."""
    if first.total_min <= second.total_min:
        return None
    return Length(*(a + b for a, b in zip(first, second, strict=True)))


def around_length(_: Context, span: Length) -> Length:
    return span


def lasting(_: Context, span: Length) -> Time:
    return Time("duration", lasts_min=span.total_min)


def from_now(context: Context, span: Length) -> Time | None:
    if not span.minutes:
        return _day_at(context, later(context.now, span))
    moment = later(context.now, span)
    return Time("point", moment, moment)


def days_from_now(context: Context, span: Length) -> Days | None:
    """ "in two weeks", where a clock may follow: "over 14 dagen om acht uur"."""
    return one_day(later(context.now, span).date()) if not span.minutes else None


def ago(context: Context, span: Length) -> Time | None:
    return from_now(context, span.back())


def delayed(_: Context, value: Time, span: Length) -> Time | None:
    """ "lands at 18:40, running 30 minutes late"."""
    if value.earliest is None or value.earliest != value.latest or not span.minutes:
        return None
    moment = later(value.earliest, span)
    return value._replace(earliest=moment, latest=moment)


def within(context: Context, span: Length | None) -> Time | None:
    return None if span is None else Time("deadline", context.now, later(context.now, span))


def over_the_last(context: Context, span: Length) -> Time | None:
    return Time("window", later(context.now, span.back()), context.now)


def over_the_next(context: Context, span: Length) -> Time | None:
    """ "the next ten minutes"; days begin tomorrow (`calendar.next_many`)."""
    return Time("window", context.now, later(context.now, span)) if span.minutes else None


def hour_ahead(context: Context, grain: str) -> Time | None:
    """ "the next hour"."""
    span = length(context, 1, grain)
    return over_the_next(context, span) if span else None


def numbered_ahead(context: Context, number: float, grain: str) -> Time | Days | None:
    """ "the 3 next weeks", "the 13 next minutes"."""
    span = length(context, number, grain)
    if span is None:
        return None
    days = next_many(context, span)
    return day_time(context, days) if days else over_the_next(context, span)


def numbered_back(context: Context, number: float, grain: str) -> Time | Days | None:
    span = length(context, number, grain)
    if span is None:
        return None
    days = last_many(context, span)
    return day_time(context, days) if days else over_the_last(context, span)


def after_day(context: Context, span: Length, day: Days) -> Time | None:
    """ "two weeks after Monday"."""
    start = place(day.start, time(), context.zone)
    return _day_at(context, later(start, span))


def more_than_after(context: Context, span: Length, day: Days) -> Time | None:
    """ "more than two weeks after Monday"."""
    found = after_day(context, span, day)
    return Time("window", found.earliest, None) if found else None


def less_than_after(context: Context, span: Length, day: Days) -> Time | None:
    found = after_day(context, span, day)
    return Time("window", place(day.start, time(), context.zone), found.earliest) if found else None


def more_than_before(context: Context, span: Length, day: Days) -> Time | None:
    found = after_day(context, span.back(), day)
    return Time("deadline", None, found.earliest) if found else None


def now(context: Context) -> Time:
    return Time("point", context.now, context.now)


def soon(context: Context) -> Time:
    return Time("window", context.now, later(context.now, SOON))


def at_once(context: Context) -> Time:
    return Time("window", context.now, None)


def _day_at(context: Context, moment: datetime) -> Time:
    """ "in two days" names a day, not the minute."""
    start = place(moment.date(), time(), context.zone)
    return Time("window", start, place(moment.date() + timedelta(days=1), time(), context.zone))


LENGTH_RULES: list[tuple[str, str, Builder]] = [
    ("NUM UNIT", "DUR", length),
    ("_ABOUT DUR", "DUR", around_length),
    ("_A_HALF UNIT", "DUR", half_of),
    ("NUM _AND_HALF UNIT", "DUR", and_a_half),
    ("NUM UNIT _AND_HALF", "DUR", and_a_half),
    ("NUM _AND_QUARTER UNIT", "DUR", and_a_quarter),
    ("NUM UNIT _AND_QUARTER", "DUR", and_a_quarter),
    ("_WHOLE UNIT", "DUR", one),
    ("DUR _AND? _COMMA? DUR", "DUR", both),
    ("_IN DUR", "TIME", from_now),
    ("DUR _FROM_NOW", "TIME", from_now),
    ("_IN DUR", "DAY", days_from_now),
    ("DUR _FROM_NOW", "DAY", days_from_now),
    ("DUR _AGO", "TIME", ago),
    ("_AGO_BEFORE DUR", "TIME", ago),
    ("_WITHIN DUR", "TIME", within),
    ("_WITHIN _THE UNIT", "TIME", lambda context, grain: within(context, length(context, 1, grain))),
    ("_FOR? DUR", "TIME", lasting),
    ("_LAST|_RECENT DUR", "TIME", over_the_last),
    ("_THE? _NEXT|_COMING DUR", "TIME", over_the_next),
    ("_WITHIN _THE? _NEXT|_COMING DUR", "TIME", within),
    ("_THE? _NEXT|_COMING UNIT", "TIME", hour_ahead),
    ("_IN_THE? _THE? NUM _NEXT|_COMING UNIT", "TIME", numbered_ahead),
    ("_IN_THE? _THE? NUM _LAST|_RECENT UNIT", "TIME", numbered_back),
    ("_MORE_THAN DUR _AFTER|_FROM DAY", "TIME", more_than_after),
    ("_LESS_THAN DUR _AFTER|_FROM DAY", "TIME", less_than_after),
    ("_MORE_THAN DUR _BEFORE|_BEFORE_OR_FOR DAY", "TIME", more_than_before),
    ("DUR _AFTER DAY", "TIME", after_day),
    ("DUR _FROM DAY", "TIME", after_day),
    ("DUR _BEFORE DAY", "TIME", lambda c, span, day: after_day(c, span.back(), day)),
    ("_NOW", "TIME", now),
    ("_SOON", "TIME", soon),
    ("_AT_ONCE", "TIME", at_once),
]
