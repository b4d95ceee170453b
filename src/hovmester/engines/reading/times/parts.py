"""Parts of a day, and a clock in one: "tomorrow evening", "tonight at seven", "after dinner on Friday"."""

from datetime import datetime, time, timedelta

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import hour, in_part
from hovmester.engines.reading.times.dates import last_weekday, next_weekday, weekday
from hovmester.engines.reading.times.moments import at_clock, day_clock
from hovmester.engines.reading.times.periods import early_part, late_part
from hovmester.engines.reading.times.values import Clock, Context, Days, Length, Part, Time, later, place


def whole_day(_: Context, day: Days) -> Days | None:
    return day if day.grain == "day" else None


def day_part(context: Context, days: Days, part: Part) -> Time | None:
    if days.grain != "day":
        return None
    return Time("window", *_hours(context, days, part.start, part.stop))


def part_day(context: Context, part: Part, days: Days) -> Time | None:
    return day_part(context, days, part)


def part_now(context: Context, part: Part) -> Time | None:
    return day_part(context, Days(context.today, context.today + timedelta(days=1)), part)


def day_half(context: Context, days: Days, noon: int) -> Time | None:
    """ "tomorrow am"."""
    return day_part(context, days, Part(6, 12) if noon == 0 else Part(12, 18))


def shifted_part(context: Context, meaning: tuple[int, Part]) -> Time | None:
    """ "tonight", "i kveld", "gisteravond": a part of a day so many days away."""
    offset, part = meaning
    day = context.today + timedelta(days=offset)
    found = day_part(context, Days(day, day + timedelta(days=1)), part)
    if found and found.earliest and context.past and offset == 0 and found.earliest > context.now:
        return day_part(context, Days(day - timedelta(days=1), day), part)
    return found


def after_meal(context: Context, meal: Part, day: Days) -> Time | None:
    """ "after dinner tomorrow": about half way through the hours in which one may sit at table."""
    found = day_part(context, day, late_part(context, meal))
    return Time("window", found.earliest, None) if found else None


def number_in_part(context: Context, number: float, part: Part) -> Time | None:
    """ "at three in the morning"."""
    clock = hour(context, number)
    return at_clock(context, in_part(context, clock, part)) if clock else None


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


def clock_part(context: Context, clock: Clock | float, meaning: tuple[int, Part]) -> Time | None:
    return part_clock(context, meaning, clock)


def day_part_clock(context: Context, days: Days, part: Part, clock: Clock | float) -> Time | None:
    if days.grain != "day":
        return None
    return part_clock(context, ((days.start - context.today).days, part), clock)


def meal_day_clock(context: Context, meal: Part, day: Days, clock: Clock | float) -> Time | None:
    return day_part_clock(context, day, meal, clock)


def on_day(context: Context, day: Days | tuple[int, Part], clock: Clock | float) -> Time | None:
    """The clock on a day ("Friday") or a part of one ("tonight")."""
    return day_clock(context, day, clock) if isinstance(day, Days) else part_clock(context, day, clock)


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


def _part_of(context: Context, days: Days | None, part: Part) -> Time | None:
    return day_part(context, days, part) if days else None


def _hours(context: Context, days: Days, start: float, stop: float) -> tuple[datetime, datetime]:
    def moment(hours: float) -> datetime:
        day = days.start + timedelta(days=int(hours // 24))
        return place(day, time(int(hours % 24), round(hours % 1 * 60)), context.zone)

    return moment(start), moment(stop)


PART_RULES: list[tuple[str, str, Builder]] = [
    ("DAY _WHOLE _DAY", "DAY", whole_day),
    ("_WHOLE _DAY DAY", "DAY", whole_day),
    ("DAY AMPM", "TIME", day_half),
    (
        "_EARLY|_EARLIER _IN_THE? PART",
        "TIME",
        lambda context, part: part_now(context, early_part(context, part)),
    ),
    ("_LATE|_LATER _IN_THE PART", "TIME", lambda context, part: part_now(context, late_part(context, part))),
    ("_AT NUM _IN_THE PART", "TIME", number_in_part),
    ("_IN_THE PART _AT _ABOUT? CLOCK|NUM", "TIME", lambda c, part, clock: part_clock(c, (0, part), clock)),
    ("PART_ALONE", "TIME", part_now),
    ("DAY _IN_THE? PART", "TIME", day_part),
    ("DAY _COMMA? _FOR_MEAL? _THE? MEAL", "TIME", day_part),
    ("_FOR_MEAL? MEAL _ON? DAY", "TIME", part_day),
    ("DAY _COMMA? _FOR_MEAL? _THE? MEAL _COMMA? _AT? _ABOUT? CLOCK", "TIME", day_part_clock),
    ("DAY _COMMA? _FOR_MEAL? _THE? MEAL _COMMA? _AT _ABOUT? NUM", "TIME", day_part_clock),
    ("_FOR_MEAL? MEAL _ON? DAY _COMMA? _AT? _ABOUT? CLOCK", "TIME", meal_day_clock),
    ("_FOR_MEAL? MEAL _ON? DAY _COMMA? _AT _ABOUT? NUM", "TIME", meal_day_clock),
    ("_AFTER _THE? MEAL _ON? DAY", "TIME", after_meal),
    ("DAY _AFTER _THE? MEAL", "TIME", lambda context, day, meal: after_meal(context, meal, day)),
    ("_IN_THE? PART _OF? _ON? DAY", "TIME", part_day),
    ("_IN_THE PART", "TIME", part_now),
    ("TONIGHT", "TIME", shifted_part),
    ("TONIGHT _COMMA? _AT? _ABOUT? CLOCK", "TIME", part_clock),
    ("TONIGHT _AT? _ABOUT NUM", "TIME", part_clock),
    ("TONIGHT _AT NUM", "TIME", part_clock),
    ("HOUR _COMMA TONIGHT", "TIME", lambda context, number, part: part_clock(context, part, number)),
    ("_FOR|_ON NUM|CLOCK TONIGHT", "TIME", lambda context, number, part: part_clock(context, part, number)),
    ("_AT? _ABOUT|_NEAR CLOCK|NUM TONIGHT", "TIME", clock_part),
    ("_AT? CLOCK TONIGHT", "TIME", clock_part),
    ("_AT NUM TONIGHT", "TIME", lambda context, number, part: part_clock(context, part, number)),
    ("DAY _IN_THE? PART _AT? _ABOUT? CLOCK", "TIME", day_part_clock),
    ("DAY _IN_THE? PART _AT _ABOUT? NUM", "TIME", day_part_clock),
    ("DAY|TONIGHT _NEAR CLOCK|NUM", "TIME", on_day),
    ("WDAYPART", "TIME", weekday_part),
    ("_ON WDAYPART", "TIME", weekday_part),
    ("_COMING|_THIS WDAYPART", "TIME", weekday_part),
    ("_NEXT WDAYPART", "TIME", next_weekday_part),
    ("_LAST WDAYPART", "TIME", last_weekday_part),
    ("WDAYPART _AT? _ABOUT? CLOCK", "TIME", weekday_part_clock),
    ("WDAYPART _AT _ABOUT? NUM", "TIME", weekday_part_clock),
]
