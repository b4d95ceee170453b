"""Times that hang on something that happens: "when I land in two hours", "twenty minutes after I land"."""

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.moments import at_clock, day_time
from hovmester.engines.reading.times.values import Clock, Context, Days, Length, Time


def event(_: Context, name: str) -> Time:
    return Time("event", event=name)


def event_at(_: Context, name: str, value: Time) -> Time | None:
    """ "when I land in two hours": the event has the time that stands beside it."""
    if value.kind in ("duration", "event"):
        return None
    return Time("event", value.earliest, value.latest, event=name)


def event_day(context: Context, name: str, days: Days) -> Time | None:
    return event_at(context, name, day_time(context, days))


def event_clock(context: Context, name: str, clock: Clock) -> Time | None:
    """ "we land 19.50"."""
    return event_at(context, name, at_clock(context, clock))


def time_event(context: Context, value: Time, name: str) -> Time | None:
    return event_at(context, name, value)


def after_event(context: Context, span: Length, name: str) -> Time | None:
    """ "twenty minutes after I land" has a length but no moment until the event has one."""
    return Time("event", lasts_min=span.total_min, event=name) if span.minutes else None


EVENT_RULES: list[tuple[str, str, Builder]] = [
    ("EVENT|EVENT_SAID", "TIME", event),
    ("EVENT|EVENT_SAID _COMMA? TIME", "TIME", event_at),
    ("EVENT|EVENT_SAID DAY", "TIME", event_day),
    ("EVENT_SAID CLOCK", "TIME", event_clock),
    ("TIME _COMMA? EVENT", "TIME", time_event),
    ("TIME EVENT_SAID", "TIME", time_event),
    ("DUR _AFTER? EVENT|EVENT_SAID", "TIME", after_event),
]
