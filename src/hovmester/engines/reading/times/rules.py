"""Rules that join clock, calendar and length into times: points, windows, deadlines, durations, events.

Each language adds its own words (the lexicon) and, where its grammar differs, rules of the same form.
"""

from datetime import datetime, time, timedelta

from hovmester.engines.reading.times.calendar import (
    CALENDAR_RULES,
    last_many,
    last_weekday,
    next_many,
    next_weekday,
    weekday,
)
from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import CLOCK_RULES, hour, in_part
from hovmester.engines.reading.times.feasts import FEAST_RULES
from hovmester.engines.reading.times.periods import PERIOD_RULES, early_part, late_part
from hovmester.engines.reading.times.values import (
    Clock,
    Context,
    Days,
    Length,
    Part,
    Time,
    later,
    one_day,
    place,
)

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


def from_now(context: Context, span: Length) -> Time | None:
    if not span.minutes:
        return _day_at(context, later(context.now, span))
    moment = later(context.now, span)
    return Time("point", moment, moment)


def days_from_now(context: Context, span: Length) -> Days | None:
    """ "in two weeks", where a clock may follow: "over 14 dagen om acht uur"."""
    return one_day(later(context.now, span).date()) if not span.minutes else None


def delayed(_: Context, value: Time, span: Length) -> Time | None:
    """ "lands at 18:40, running 30 minutes late"."""
    if value.earliest is None or value.earliest != value.latest or not span.minutes:
        return None
    moment = later(value.earliest, span)
    return value._replace(earliest=moment, latest=moment)


def ago(context: Context, span: Length) -> Time | None:
    return from_now(context, span.back())


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


def day_half(context: Context, days: Days, noon: int) -> Time | None:
    """ "tomorrow am"."""
    return day_part(context, days, Part(6, 12) if noon == 0 else Part(12, 18))


def part_clocks(context: Context, part: Part, first: Clock | float, last: Clock | float) -> Time | None:
    """ "in the evening from seven to nine"."""
    start = part_clock(context, (0, part), first)
    return time_to_clock(context, start, last) if start else None


def clocks_part(context: Context, first: Clock | float, last: Clock | float, part: Part) -> Time | None:
    """ "from half past seven to four in the afternoon": the part of the day is that of the end."""
    start, stop = (c if isinstance(c, Clock) else hour(context, c) for c in (first, last))
    if start is None or stop is None:
        return None
    return clocks(context, start, in_part(context, stop, part))


def lasting(_: Context, span: Length) -> Time:
    return Time("duration", lasts_min=span.total_min)


def around_length(_: Context, span: Length) -> Length:
    return span


def after_day(context: Context, span: Length, day: Days) -> Time | None:
    """ "two weeks after Monday"."""
    start = place(day.start, time(), context.zone)
    return _day_at(context, later(start, span))


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
    moment = _on(context, days, found)
    return Time("point", moment, moment)


def clock_day(context: Context, clock: Clock, days: Days) -> Time | None:
    return day_clock(context, days, clock)


def sure_clock_day(context: Context, clock: Clock, days: Days) -> Time | None:
    return day_clock(context, days, clock)


def day_part(context: Context, days: Days, part: Part) -> Time | None:
    if days.grain != "day":
        return None
    return Time("window", *_hours(context, days, part.start, part.stop))


def part_day(context: Context, part: Part, days: Days) -> Time | None:
    return day_part(context, days, part)


def number_in_part(context: Context, number: float, part: Part) -> Time | None:
    """ "at three in the morning"."""
    clock = hour(context, number)
    return at_clock(context, in_part(context, clock, part)) if clock else None


def meal_day_clock(context: Context, meal: Part, day: Days, clock: Clock | float) -> Time | None:
    return day_part_clock(context, day, meal, clock)


def after_meal(context: Context, meal: Part, day: Days) -> Time | None:
    """ "after dinner tomorrow": about half way through the hours in which one may sit at table."""
    found = day_part(context, day, late_part(context, meal))
    return Time("window", found.earliest, None) if found else None


def part_now(context: Context, part: Part) -> Time | None:
    return day_part(context, Days(context.today, context.today + timedelta(days=1)), part)


def shifted_part(context: Context, meaning: tuple[int, Part]) -> Time | None:
    """ "tonight", "i kveld", "gisteravond": a part of a day so many days away."""
    offset, part = meaning
    day = context.today + timedelta(days=offset)
    found = day_part(context, Days(day, day + timedelta(days=1)), part)
    if found and found.earliest and context.past and offset == 0 and found.earliest > context.now:
        return day_part(context, Days(day - timedelta(days=1), day), part)
    return found


def part_clock(context: Context, meaning: tuple[int, Part], clock: Clock | float) -> Time | None:
    """ "tonight at seven"."""
    found = clock if isinstance(clock, Clock) else hour(context, clock)
    if found is None:
        return None
    offset, part = meaning
    hours = found.hour + found.minute / 60
    choices = [hours, hours + 12] if found.twelve else [hours]
    if part.stop >= 23:  # "tonight at one" is after midnight
        choices += [choice + 24 for choice in choices]
    middle = (part.start + part.stop) / 2
    best = min(choices, key=lambda choice: abs(choice - middle))
    day = context.today + timedelta(days=offset + int(best // 24))
    moment = place(day, time(int(best % 24), found.minute, found.second), context.zone)
    earlier = later(moment, Length(days=-1))
    just_begun = (
        offset == 0 and context.now.hour < 6 and earlier >= context.now
    )  # "tonight", said after midnight
    if just_begun or (context.past and offset == 0 and moment > context.now):  # "i natt klokka tre": that was
        moment = earlier
    return Time("point", moment, moment)


def clock_part(context: Context, clock: Clock, meaning: tuple[int, Part]) -> Time | None:
    return part_clock(context, meaning, clock)


def day_part_clock(context: Context, days: Days, part: Part, clock: Clock | float) -> Time | None:
    if days.grain != "day":
        return None
    return part_clock(context, ((days.start - context.today).days, part), clock)


def on_day(context: Context, day: Days | tuple[int, Part], clock: Clock | float) -> Time | None:
    """The clock on a day ("Friday") or a part of one ("tonight")."""
    return day_clock(context, day, clock) if isinstance(day, Days) else part_clock(context, day, clock)


def by_time(context: Context, value: Time | Days | Clock | float | None) -> Time | None:
    if value is None:
        return None
    end = _end_of(context, value)
    return Time("deadline", None, end) if end else None


def before_time(context: Context, value: Time | Days | Clock | float) -> Time | None:
    start = _start_of(context, value)
    return Time("deadline", None, start) if start else None


def before_or_for(context: Context, value: Time | Days | Clock | float) -> Time | None:
    """Dutch "voor acht uur" is before, "voor komende week" is for."""
    if isinstance(value, Days):
        return before_time(context, value) if value.grain == "day" else day_time(context, value)
    if isinstance(value, Time) and value.kind not in ("point", "window"):
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


def until_on(context: Context, clock: Clock | float, day: Days | tuple[int, Part]) -> Time | None:
    """ "till two on Monday"."""
    found = on_day(context, day, clock)
    return Time("window", None, found.latest) if found else None


def until_time(context: Context, value: Time | Days | Clock | float) -> Time | None:
    end = _start_of(context, value)
    return Time("window", None, end) if end else None


def around(_: Context, value: Time) -> Time | None:
    return value if value.kind == "point" else None


def around_clock(context: Context, clock: Clock | float) -> Time | None:
    found = clock if isinstance(clock, Clock) else hour(context, clock)
    return at_clock(context, found) if found else None


def clocks(context: Context, first: Clock | float, last: Clock | float) -> Time | None:
    """ "between seven and half past eight": the later one follows the earlier within half a day."""
    start, stop = (c if isinstance(c, Clock) else hour(context, c) for c in (first, last))
    if start is None or stop is None or (not isinstance(first, Clock) and not isinstance(last, Clock)):
        return None
    start = _before(start, stop)
    return _window(context, next_moment(context, start), stop)


def _before(start: Clock, stop: Clock) -> Clock:
    """Of "8 to 9 am" and "1 to 3 pm" both ends are in the half that is said; "11 to 2 pm" begins before noon."""
    if not (stop.sure and not stop.twelve and start.twelve):
        return start
    begin, end = start.hour % 12 * 60 + start.minute, stop.hour * 60 + stop.minute
    if begin + 720 < end:
        return start._replace(hour=start.hour % 12 + 12, twelve=False)
    return start._replace(hour=start.hour % 12, twelve=False) if begin < end else start


def between_numbers(context: Context, first: float, last: float) -> Time | None:
    start, stop = hour(context, first), hour(context, last)
    return _window(context, next_moment(context, start), stop) if start and stop else None


def day_clocks(context: Context, days: Days, first: Clock | float, last: Clock | float) -> Time | None:
    start, stop = (c if isinstance(c, Clock) else hour(context, c) for c in (first, last))
    if start is None or stop is None or days.grain != "day":
        return None
    return _window(context, _on(context, days, _before(start, stop)), stop)


def tonight_clocks(
    context: Context, meaning: tuple[int, Part], first: Clock | float, last: Clock | float
) -> Time | None:
    stop = last if isinstance(last, Clock) else hour(context, last)
    start = part_clock(context, meaning, first)
    if start is None or start.earliest is None or stop is None:
        return None
    window = _window(context, start.earliest, stop)
    minutes_before = not isinstance(first, Clock) and first in (
        5,
        10,
        20,
    )  # "ten to nine" is 8:50, and no night of hours
    is_long = window.latest is not None and window.latest - start.earliest > timedelta(hours=8)
    return None if minutes_before and is_long else window


def clocks_tonight(
    context: Context, first: Clock | float, last: Clock | float, meaning: tuple[int, Part]
) -> Time | None:
    return tonight_clocks(context, meaning, first, last)


def clocks_day(context: Context, first: Clock | float, last: Clock | float, days: Days) -> Time | None:
    return day_clocks(context, days, first, last)


def times_between(context: Context, first: Time, last: Time) -> Time | None:
    if first.kind != "point" or last.kind != "point" or first.earliest is None or last.latest is None:
        return None
    return Time("window", first.earliest, last.latest) if first.earliest < last.latest else None


def time_to_clock(context: Context, first: Time, last: Clock | float) -> Time | None:
    """ "tomorrow from seven to nine", when "tomorrow from seven" was already read."""
    stop = last if isinstance(last, Clock) else hour(context, last)
    if first.kind != "point" or first.earliest is None or stop is None:
        return None
    return _window(context, first.earliest, stop)


def weekday_part(context: Context, meaning: tuple[int, Part]) -> Time | None:
    """ "vrijdagavond", "fredag kveld" in one word."""
    return _part_of(context, weekday(context, meaning[0]), meaning[1])


def next_weekday_part(context: Context, meaning: tuple[int, Part]) -> Time | None:
    return _part_of(context, next_weekday(context, meaning[0]), meaning[1])


def last_weekday_part(context: Context, meaning: tuple[int, Part]) -> Time | None:
    return _part_of(context, last_weekday(context, meaning[0]), meaning[1])


def weekday_part_clock(context: Context, meaning: tuple[int, Part], clock: Clock | float) -> Time | None:
    days = weekday(context, meaning[0])
    return day_part_clock(context, days, meaning[1], clock) if days else None


def weekday_part_clocks(
    context: Context, meaning: tuple[int, Part], first: Clock | float, last: Clock | float
) -> Time | None:
    days = weekday(context, meaning[0])
    return day_part_clocks(context, days, meaning[1], first, last) if days else None


def day_part_clocks(
    context: Context, days: Days, part: Part, first: Clock | float, last: Clock | float
) -> Time | None:
    start = day_part_clock(context, days, part, first)
    return time_to_clock(context, start, last) if start else None


def _part_of(context: Context, days: Days | None, part: Part) -> Time | None:
    return day_part(context, days, part) if days else None


def clock_lasting(context: Context, days: Days | None, clock: Clock, span: Length) -> Time | None:
    """ "from two for three hours"."""
    start = day_clock(context, days, clock) if days else at_clock(context, clock)
    return Time("window", start.earliest, later(start.earliest, span)) if start and start.earliest else None


def now(context: Context) -> Time:
    return Time("point", context.now, context.now)


def soon(context: Context) -> Time:
    return Time("window", context.now, later(context.now, SOON))


def at_once(context: Context) -> Time:
    return Time("window", context.now, None)


def event(_: Context, name: str) -> Time:
    return Time("event", event=name)


def event_at(_: Context, name: str, value: Time) -> Time | None:
    """ "when I land in two hours": the event has the time that stands beside it."""
    if value.kind in ("duration", "event"):
        return None
    return Time("event", value.earliest, value.latest, event=name)


def event_day(context: Context, name: str, days: Days) -> Time | None:
    return event_at(context, name, day_time(context, days))


def time_event(context: Context, value: Time, name: str) -> Time | None:
    return event_at(context, name, value)


def after_event(context: Context, span: Length, name: str) -> Time | None:
    """ "twenty minutes after I land" has a length but no moment until the event has one."""
    return Time("event", lasts_min=span.total_min, event=name) if span.minutes else None


def day_time(context: Context, days: Days) -> Time:
    return Time("window", place(days.start, time(), context.zone), place(days.stop, time(), context.zone))


def next_moment(context: Context, clock: Clock) -> datetime:
    """The next time the clock shows this – the last one where the words tell of the past."""
    choices = []
    for offset in (-1, 0, 1):
        day = context.today + timedelta(days=offset)
        choices += [place(day, at, context.zone) for at in _readings(clock)]
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


def _on(context: Context, days: Days, clock: Clock) -> datetime:
    """The clock on that day; of two halves of the day the one a guest means."""
    readings = [place(days.start, at, context.zone) for at in _readings(clock)]
    if len(readings) == 1:
        return readings[0]
    if days.start == context.today and not context.past:
        ahead = [moment for moment in readings if moment >= context.now]
        if len(ahead) < 2:
            return (ahead or readings)[-1]
    afternoon = not context.morning and (
        context.evening or clock.hour % 12 < 9
    )  # who eats at seven, eats at night
    return readings[1] if afternoon else readings[0]


def _readings(clock: Clock) -> list[time]:
    base = time(clock.hour, clock.minute, clock.second)
    if not clock.twelve:
        return [base]
    hours = {clock.hour % 12, clock.hour % 12 + 12}
    return [time(h, clock.minute, clock.second) for h in sorted(hours)]


def _window(context: Context, start: datetime, stop: Clock) -> Time:
    choices = []
    for offset in (0, 1):
        day = start.date() + timedelta(days=offset)
        choices += [place(day, at, context.zone) for at in _readings(stop)]
    return Time("window", start, min(choice for choice in choices if choice > start))


def _hours(context: Context, days: Days, start: float, stop: float) -> tuple[datetime, datetime]:
    def moment(hours: float) -> datetime:
        day = days.start + timedelta(days=int(hours // 24))
        return place(day, time(int(hours % 24), round(hours % 1 * 60)), context.zone)

    return moment(start), moment(stop)


def _day_at(context: Context, moment: datetime) -> Time:
    """ "in two days" names a day, not the minute."""
    start = place(moment.date(), time(), context.zone)
    return Time("window", start, place(moment.date() + timedelta(days=1), time(), context.zone))


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


SHARED_RULES: list[tuple[str, str, Builder]] = [
    *CLOCK_RULES,
    *PERIOD_RULES,
    *FEAST_RULES,
    *CALENDAR_RULES,
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
    ("DAY AMPM", "TIME", day_half),
    ("_IN_THE? PART _FROM? CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", part_clocks),
    ("_IN_THE? PART _BETWEEN CLOCK|NUM _AND CLOCK|NUM", "TIME", part_clocks),
    (
        "_FROM? CLOCK|NUM _UNTIL CLOCK|NUM _IN_THE? PART",
        "TIME",
        clocks_part,
    ),
    (
        "_EARLY|_EARLIER _IN_THE? PART",
        "TIME",
        lambda context, part: part_now(context, early_part(context, part)),
    ),
    ("_LATE|_LATER _IN_THE PART", "TIME", lambda context, part: part_now(context, late_part(context, part))),
    ("_AT NUM _IN_THE PART", "TIME", number_in_part),
    ("_IN_THE PART _AT _ABOUT? CLOCK|NUM", "TIME", lambda c, part, clock: part_clock(c, (0, part), clock)),
    ("PART_ALONE", "TIME", part_now),
    ("DUR _AFTER DAY", "TIME", after_day),
    ("DUR _FROM DAY", "TIME", after_day),
    ("_AT CLOCK", "TIME", at_clock),
    ("_AT NUM", "TIME", at_number),
    ("CLOCK", "TIME", sure_clock),
    ("DAY _COMMA? _AT? _ABOUT? CLOCK", "TIME", day_clock),
    ("DAY _FOR CLOCK", "TIME", day_clock),
    ("DAY _AT _ABOUT? NUM", "TIME", day_clock),
    ("_AT? CLOCK _COMMA? _ON? DAY", "TIME", clock_day),
    ("_AT NUM _ON? DAY", "TIME", lambda context, number, day: day_clock(context, day, number)),
    ("DAY _IN_THE? PART", "TIME", day_part),
    ("DAY _COMMA? _FOR_MEAL? _THE? MEAL", "TIME", day_part),
    ("_FOR_MEAL? MEAL _ON? DAY", "TIME", part_day),
    ("DAY _COMMA? _FOR_MEAL? _THE? MEAL _COMMA? _AT? _ABOUT? CLOCK", "TIME", day_part_clock),
    ("DAY _COMMA? _FOR_MEAL? _THE? MEAL _COMMA? _AT _ABOUT? NUM", "TIME", day_part_clock),
    ("_FOR_MEAL? MEAL _ON? DAY _COMMA? _AT? _ABOUT? CLOCK", "TIME", meal_day_clock),
    ("_FOR_MEAL? MEAL _ON? DAY _COMMA? _AT _ABOUT? NUM", "TIME", meal_day_clock),
    ("_AFTER _THE? MEAL _ON? DAY", "TIME", after_meal),
    ("DAY _AFTER _THE? MEAL", "TIME", lambda context, day, meal: after_meal(context, meal, day)),
    ("DAY _WHOLE _DAY", "DAY", lambda _, day: day if day.grain == "day" else None),
    ("_WHOLE _DAY DAY", "DAY", lambda _, day: day if day.grain == "day" else None),
    ("_IN_THE? PART _OF? _ON? DAY", "TIME", part_day),
    ("_IN_THE PART", "TIME", part_now),
    ("TONIGHT", "TIME", shifted_part),
    ("TONIGHT _COMMA? _AT? _ABOUT? CLOCK", "TIME", part_clock),
    ("TONIGHT _AT? _ABOUT NUM", "TIME", part_clock),
    ("TONIGHT _AT NUM", "TIME", part_clock),
    ("HOUR _COMMA TONIGHT", "TIME", lambda context, number, part: part_clock(context, part, number)),
    ("_FOR|_ON NUM|CLOCK TONIGHT", "TIME", lambda context, number, part: part_clock(context, part, number)),
    ("_AT? CLOCK TONIGHT", "TIME", clock_part),
    ("_AT NUM TONIGHT", "TIME", lambda context, number, part: part_clock(context, part, number)),
    ("DAY _IN_THE? PART _AT? _ABOUT? CLOCK", "TIME", day_part_clock),
    ("DAY _IN_THE? PART _AT _ABOUT? NUM", "TIME", day_part_clock),
    ("_BY CLOCK|TIME|DAY", "TIME", by_time),
    ("_BY NUM", "TIME", by_time),
    ("_BEFORE CLOCK|TIME|DAY", "TIME", before_time),
    ("_BEFORE HOUR", "TIME", by_time),
    ("_AFTER HOUR", "TIME", after_time),
    ("_BEFORE_OR_FOR CLOCK|TIME|DAY|NUM", "TIME", before_or_for),
    ("_AFTER CLOCK|TIME|DAY", "TIME", after_time),
    ("_STARTING CLOCK|TIME|DAY", "TIME", from_time),
    ("_SINCE CLOCK|TIME|DAY", "TIME", from_time),
    ("_TILL CLOCK|TIME|DAY", "TIME", until_time),
    ("_TILL CLOCK|NUM _ON? DAY|TONIGHT", "TIME", until_on),
    ("DAY|TONIGHT _TILL CLOCK|NUM", "TIME", lambda c, day, clock: until_on(c, clock, day)),
    ("CLOCK|DAY _OR_LATER", "TIME", from_time),
    ("_ABOUT|_NEAR CLOCK", "TIME", around_clock),
    ("_NEAR HOUR", "TIME", around_clock),
    ("DAY|TONIGHT _NEAR CLOCK|NUM", "TIME", on_day),
    ("_ABOUT TIME", "TIME", around),
    ("_AT _ABOUT CLOCK", "TIME", around_clock),
    ("_AT _ABOUT NUM", "TIME", around_clock),
    ("_FROM? CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", clocks),
    ("_BETWEEN CLOCK|NUM _AND CLOCK|NUM", "TIME", clocks),
    ("_BETWEEN CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", clocks),
    ("_BETWEEN NUM _AND NUM", "TIME", between_numbers),
    ("DAY _FROM? CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", day_clocks),
    ("DAY _BETWEEN CLOCK|NUM _AND CLOCK|NUM", "TIME", day_clocks),
    ("_FROM? CLOCK|NUM _UNTIL CLOCK|NUM _OF? _ON? DAY", "TIME", clocks_day),
    ("_BETWEEN CLOCK|NUM _AND CLOCK|NUM _OF? _ON? DAY", "TIME", clocks_day),
    ("TONIGHT _FROM? CLOCK|NUM _UNTIL CLOCK|NUM", "TIME", tonight_clocks),
    ("TONIGHT _BETWEEN CLOCK|NUM _AND CLOCK|NUM", "TIME", tonight_clocks),
    ("_FROM? CLOCK|NUM _UNTIL CLOCK|NUM TONIGHT", "TIME", clocks_tonight),
    ("_BETWEEN CLOCK|NUM _AND CLOCK|NUM TONIGHT", "TIME", clocks_tonight),
    ("_BY CLOCK|NUM TONIGHT", "TIME", lambda c, clock, part: by_time(c, part_clock(c, part, clock))),
    ("_BEFORE_OR_FOR CLOCK|NUM _ON? DAY", "TIME", lambda c, clock, day: by_time(c, day_clock(c, day, clock))),
    ("_BY CLOCK|NUM _ON? DAY", "TIME", lambda c, clock, day: by_time(c, day_clock(c, day, clock))),
    ("_BEFORE CLOCK|NUM TONIGHT", "TIME", lambda c, clock, part: by_time(c, part_clock(c, part, clock))),
    ("_BEFORE CLOCK|NUM _ON? DAY", "TIME", lambda c, clock, day: by_time(c, day_clock(c, day, clock))),
    ("_AFTER CLOCK|NUM _ON? DAY", "TIME", lambda c, clock, day: after_time(c, day_clock(c, day, clock))),
    (
        "DAY|TONIGHT _BY|_BEFORE|_BEFORE_OR_FOR CLOCK|NUM",
        "TIME",
        lambda c, day, clock: by_time(c, on_day(c, day, clock)),
    ),
    ("DAY|TONIGHT _AFTER CLOCK|NUM", "TIME", lambda c, day, clock: after_time(c, on_day(c, day, clock))),
    ("_FROM? TIME _UNTIL TIME", "TIME", times_between),
    ("_BETWEEN TIME _AND TIME", "TIME", times_between),
    ("TIME _UNTIL CLOCK|NUM", "TIME", time_to_clock),
    ("WDAYPART", "TIME", weekday_part),
    ("_ON WDAYPART", "TIME", weekday_part),
    ("_COMING|_THIS WDAYPART", "TIME", weekday_part),
    ("_NEXT WDAYPART", "TIME", next_weekday_part),
    ("_LAST WDAYPART", "TIME", last_weekday_part),
    ("WDAYPART _AT? _ABOUT? CLOCK", "TIME", weekday_part_clock),
    ("WDAYPART _AT _ABOUT? NUM", "TIME", weekday_part_clock),
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
    (
        "DUR _BEFORE DAY",
        "TIME",
        lambda c, span, day: after_day(c, span.back(), day),
    ),
    ("DAY _IN_THE? PART _FROM? _BETWEEN? CLOCK|NUM _UNTIL|_AND CLOCK|NUM", "TIME", day_part_clocks),
    ("WDAYPART _FROM? _BETWEEN? CLOCK|NUM _UNTIL|_AND CLOCK|NUM", "TIME", weekday_part_clocks),
    ("_NOW", "TIME", now),
    ("_SOON", "TIME", soon),
    ("_AT_ONCE", "TIME", at_once),
    ("EVENT|EVENT_SAID", "TIME", event),
    ("EVENT|EVENT_SAID _COMMA? TIME", "TIME", event_at),
    ("EVENT|EVENT_SAID DAY", "TIME", event_day),
    ("TIME _COMMA? EVENT", "TIME", time_event),
    ("TIME EVENT_SAID", "TIME", time_event),  # of "at eight, we land at seven" the first is no landing
    ("DUR _AFTER? EVENT|EVENT_SAID", "TIME", after_event),
]
