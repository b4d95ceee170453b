"""A clock placed on a day: "at seven", "Friday at 19:30", "around eight".

Of two halves of the day it is the one a guest means.
"""

from datetime import datetime, time, timedelta

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import hour
from hovmester.engines.reading.times.values import Clock, Context, Days, Time, place


def at_clock(context: Context, clock: Clock) -> Time:
    moment = next_moment(context, clock)
    return Time("point", moment, moment)


def sure_clock(context: Context, clock: Clock) -> Time | None:
    return at_clock(context, clock) if clock.sure else None


def at_number(context: Context, number: float) -> Time | None:
    clock = hour(context, number)
    return at_clock(context, clock) if clock else None


def day_clock(context: Context, days: Days, clock: Clock | float) -> Time | None:
    found = clock if isinstance(clock, Clock) else hour(context, clock)
    if found is None or days.grain != "day":
        return None
    moment = moment_on(context, days, found)
    return Time("point", moment, moment)


def clock_day(context: Context, clock: Clock, days: Days) -> Time | None:
    return day_clock(context, days, clock)


def around(_: Context, value: Time) -> Time | None:
    return value if value.kind == "point" else None


def around_clock(context: Context, clock: Clock | float) -> Time | None:
    found = clock if isinstance(clock, Clock) else hour(context, clock)
    return at_clock(context, found) if found else None


def day_time(context: Context, days: Days) -> Time:
    return Time("window", place(days.start, time(), context.zone), place(days.stop, time(), context.zone))


def next_moment(context: Context, clock: Clock) -> datetime:
    """The next time the clock shows this – the last one where the words tell of the past."""
    choices = []
    for offset in (-1, 0, 1):
        day = context.today + timedelta(days=offset)
        choices += [place(day, at, context.zone) for at in readings(clock)]
    if context.past:
        return max(choice for choice in choices if choice <= context.now)
    ahead = sorted(choice for choice in choices if choice >= context.now)
    if context.morning and clock.twelve:
        ahead = [choice for choice in ahead if choice.hour < 12] or ahead
    elif context.evening and clock.twelve:
        ahead = [choice for choice in ahead if choice.hour >= 12] or ahead
    if clock.twelve:  # nobody is served in the dead of night unless they say so
        ahead = [choice for choice in ahead if choice.hour >= 6] or ahead
    return ahead[0]


def moment_on(context: Context, days: Days, clock: Clock) -> datetime:
    """The clock on that day; of two halves of the day the one a guest means."""
    both = [place(days.start, at, context.zone) for at in readings(clock)]
    if len(both) == 1:
        return both[0]
    if days.start == context.today and not context.past:
        ahead = [moment for moment in both if moment >= context.now]
        if len(ahead) < 2:
            return (ahead or both)[-1]
    eats_at_night = context.evening or clock.hour % 12 < 9  # who eats at seven
    afternoon = eats_at_night and not context.morning
    return both[1] if afternoon else both[0]


def readings(clock: Clock) -> list[time]:
    base = time(clock.hour, clock.minute, clock.second)
    if not clock.twelve:
        return [base]
    hours = {clock.hour % 12, clock.hour % 12 + 12}
    return [time(h, clock.minute, clock.second) for h in sorted(hours)]


MOMENT_RULES: list[tuple[str, str, Builder]] = [
    ("_AT CLOCK", "TIME", at_clock),
    ("_AT NUM", "TIME", at_number),
    ("CLOCK", "TIME", sure_clock),
    ("DAY _COMMA? _AT? _ABOUT? CLOCK", "TIME", day_clock),
    ("DAY _FOR CLOCK", "TIME", day_clock),
    ("DAY _AT _ABOUT? NUM", "TIME", day_clock),
    ("_AT? CLOCK _COMMA? _ON? DAY", "TIME", clock_day),
    ("_AT NUM _ON? DAY", "TIME", lambda context, number, day: day_clock(context, day, number)),
    ("_SAYS HOUR", "TIME", at_number),
    ("_ABOUT|_NEAR CLOCK", "TIME", around_clock),
    ("_NEAR HOUR", "TIME", around_clock),
    ("_ABOUT TIME", "TIME", around),
    ("_AT _ABOUT CLOCK", "TIME", around_clock),
    ("_AT _ABOUT NUM", "TIME", around_clock),
]
