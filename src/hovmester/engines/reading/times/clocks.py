"""Rules about the time of day, shared by every language: "half past seven", "half acht", "7:30 pm", "kl. 19".

The lexicon of a language says which words are `_HALF_TO` (half acht = 7:30) or `_HALF_PAST` (half seven = 7:30).
"""

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.values import Clock, Context, Part


def hour(_: Context, number: float) -> Clock | None:
    """A bare number that the words around make an hour."""
    if number != int(number) or not 0 <= number <= 24:
        return None
    return Clock(int(number) % 24, twelve=1 <= number <= 12, sure=False)


def oclock(context: Context, number: float) -> Clock | None:
    found = hour(context, number)
    return found._replace(sure=True) if found else None


def hour_minute(_: Context, hours: float, minutes: float) -> Clock | None:
    if not (hours == int(hours) and 0 <= hours <= 24 and 0 <= minutes < 60 and minutes == int(minutes)):
        return None
    return Clock(int(hours) % 24, int(minutes), twelve=1 <= hours <= 12, sure=False)


def spoken_hour_minute(context: Context, hours: float, minutes: float) -> Clock | None:
    """ "seven thirty": only round minutes, or many pairs of numbers would be times."""
    return hour_minute(context, hours, minutes) if minutes >= 5 and minutes % 5 == 0 else None


def half_to(context: Context, number: float) -> Clock | None:
    return minutes_past(context, -30, number)


def half_past(context: Context, number: float) -> Clock | None:
    return minutes_past(context, 30, number)


def half_after(context: Context, number: float) -> Clock | None:
    """ "two and a half" may count anything; "at" or "o'clock" beside it makes it a time."""
    found = half_past(context, number)
    return found._replace(sure=False) if found else None


def oclock_and_half(context: Context, number: float) -> Clock | None:
    return half_past(context, number)


def half_past_twelve(context: Context, clock: Clock) -> Clock | None:
    """ "half past midnight"."""
    return minutes_past(context, 30, clock) if clock.minute == 0 and not clock.twelve else None


def minutes_past(_: Context, minutes: float, number: float | Clock) -> Clock | None:
    if isinstance(number, Clock):
        base, twelve = number.hour * 60 + number.minute, number.twelve
    elif number == int(number) and 1 <= number <= 24:
        base, twelve = int(number) * 60, number <= 12
    else:
        return None
    if minutes != int(minutes) or not -30 <= minutes <= 30:
        return None
    total = (base + int(minutes)) % 1440
    if twelve and total >= 780:  # 12:30 past twelve, not 24-hour
        total %= 720
    return Clock(total // 60, total % 60, twelve=twelve)


def minutes_to(context: Context, minutes: float, number: float | Clock) -> Clock | None:
    return minutes_past(context, -minutes, number)


def round_minutes_to(context: Context, minutes: float, number: float | Clock) -> Clock | None:
    """ "ten to nine"; "11 to 1" is from eleven to one."""
    return minutes_to(context, minutes, number) if minutes % 5 == 0 else None


def minutes_past_half(context: Context, minutes: float, number: float) -> Clock | None:
    return minutes_past(context, -30 + minutes, number) if minutes <= 20 else None


def minutes_to_half(context: Context, minutes: float, number: float) -> Clock | None:
    return minutes_past(context, -30 - minutes, number + 0) if minutes <= 15 else None


def morning(_: Context, clock: Clock | float, noon: int) -> Clock | None:
    """am (0) or pm (12) settles which half of the day."""
    found = clock if isinstance(clock, Clock) else hour(_, clock)
    if found is None or not (found.twelve or found.hour == 0 or found.hour > 12):
        return None
    if found.hour > 12:
        return found._replace(twelve=False, sure=True)
    return found._replace(hour=found.hour % 12 + noon, twelve=False, sure=True)


def in_part(_: Context, clock: Clock, part: Part) -> Clock:
    """ "seven in the evening": the half of the day that falls into the part, or nearest to it."""
    if not clock.twelve:
        return clock
    at = clock.hour + clock.minute / 60
    middle = (part.start + part.stop) / 2
    choices = [at % 12, at % 12 + 12, at % 12 + 24]
    best = min(choices, key=lambda h: abs(h - middle))
    if best >= 24 or (part.stop > 24 and best % 24 < 6):  # "one at night" is after midnight
        best -= 24 if best >= 24 else 0
    return clock._replace(hour=int(best) % 24, twelve=False, sure=True)


def sure(_: Context, clock: Clock) -> Clock | None:
    return clock._replace(sure=True)


CLOCK_RULES: list[tuple[str, str, Builder]] = [
    ("NUM _OCLOCK", "CLOCK", oclock),
    ("_CLOCKWORD NUM", "CLOCK", oclock),
    ("_CLOCKWORD CLOCK", "CLOCK", sure),
    ("CLOCK _OCLOCK", "CLOCK", sure),
    ("NUM _OCLOCK NUM", "CLOCK", spoken_hour_minute),
    ("NUM NUM _OCLOCK?", "CLOCK", spoken_hour_minute),
    ("_CLOCKWORD NUM NUM", "CLOCK", spoken_hour_minute),
    ("_HALF_TO NUM", "CLOCK", half_to),
    ("_HALF_PAST NUM", "CLOCK", half_past),
    ("NUM _AND_HALF", "CLOCK", half_after),
    ("NUM _OCLOCK _AND_HALF", "CLOCK", oclock_and_half),
    ("_HALF_PAST CLOCK", "CLOCK", half_past_twelve),
    ("CLOCK _AND_HALF", "CLOCK", half_past_twelve),
    ("QUARTER _PAST NUM", "CLOCK", minutes_past),
    ("QUARTER _TO_HOUR NUM", "CLOCK", minutes_to),
    ("NUM _MINUTES? _PAST NUM", "CLOCK", minutes_past),
    ("NUM _MINUTES _TO_HOUR NUM", "CLOCK", minutes_to),
    ("NUM _TO_HOUR NUM", "CLOCK", round_minutes_to),
    ("NUM _MINUTES? _PAST CLOCK", "CLOCK", minutes_past),
    ("NUM _MINUTES _TO_HOUR CLOCK", "CLOCK", minutes_to),
    ("NUM _TO_HOUR CLOCK", "CLOCK", round_minutes_to),
    ("QUARTER _PAST CLOCK", "CLOCK", minutes_past),
    ("QUARTER _TO_HOUR CLOCK", "CLOCK", minutes_to),
    ("NUM _PAST _HALF_TO NUM", "CLOCK", minutes_past_half),
    ("NUM _TO_HOUR _HALF_TO NUM", "CLOCK", minutes_to_half),
    ("NUM AMPM", "CLOCK", morning),
    ("CLOCK AMPM", "CLOCK", morning),
    ("CLOCK _IN_THE? PART", "CLOCK", in_part),
]
