"""Times written in figures, alike in all languages: 19:30, 7pm, 7u30, 06/07, 2011-08-17, 17.8., 7th."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from hovmester.engines.reading.times.calendar import month_of
from hovmester.engines.reading.times.chart import Edge
from hovmester.engines.reading.times.dates import day_month, days_from_to, full_year
from hovmester.engines.reading.times.periods import decade
from hovmester.engines.reading.times.values import Clock, Context, Days, Time, one_day, place, safe_date
from hovmester.engines.reading.tokens import Token

_CLOCK = re.compile(
    r"(?<![\d.,:/])(?<!\d-)([01]?\d|2[0-4])\.([0-5]\d)()(?![\d/]|[.:,]\d)"
    r"|(?<![\d.,:/])([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d))?(?![\d/]|[.:,]\d)"
)
_CLOCK_LETTER = re.compile(r"(?<![\d.,:/-])([01]?\d|2[0-4])\s?[uh]\s?([0-5]\d)?(?![\w:])", re.IGNORECASE)
_MERIDIEM = re.compile(
    r"(?<![\d.,:/])(1[0-2]|0?[1-9])(?:[:.]?([0-5]\d))?(?::([0-5]\d))?\s?([ap])(?:\.\s?m\.|m(?!\w)|(?<=\d[ap])(?!\w))",
    re.IGNORECASE,
)
_ISO_MOMENT = re.compile(
    r"(?<![\d-])\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?(?![\w:])", re.IGNORECASE
)
_ISO = re.compile(r"(?<!\d)(?<!\d-)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d|-\d)")
_MONTH_YEAR = re.compile(r"(?<![\d./-])(0?[1-9]|1[0-2])[-/]((?:19|20)\d\d)(?![\d/-])")
_YEAR_MONTH = re.compile(r"(?<![\d./-])((?:19|20)\d\d)[-/](0?[1-9]|1[0-2])(?![\d/-])")
_DATES = re.compile(
    r"(?<![\d./-])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?\s?[-–~]\s?(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\d/-])"
)
_DECADE = re.compile(r"(?<![\d.,:])(1[5-9]\d0|20\d0)['’]?s(?!\w)")
_FOUR_FIGURES = re.compile(r"(?<![\d.,:/+])([01]\d|2[0-3])([0-5]\d)(?![\d.,:/]|\s\d)")
_AT = re.compile(  # what stands before an hour; also an airport's code
    r"(?:\b(?:at|by|till?|to|around|say|lands?|landing|arriv\w+|leaves?|goes|departs?|boarding|down|train|bus|flight|"
    r"om|zeg|landt|landen|vertrekt|aan|kl|klokka|klokken|kl\.|si|lander|går|fram+e|frem+e|avgang|ankomst|aankomst|um|"
    r"vers|ca|(?-i:[A-Z]{3}))|@)\s*$",
    re.IGNORECASE,
)
_COMES_AT = re.compile(
    r"\b(?:om|landt|landen|vertrekt|kl|klokka|klokken|kl\.|lander|går|fram+e|frem+e|avgang|um)\s*$",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?<![\d./-])(\d{1,2})\s?([/.-])\s?(\d{1,2})(?:\s?\2\s?(\d{4}|\d{2}))?(?![\d/-]|[.,:]\d)\.?"
)
_ORDINAL = re.compile(r"(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|e|ste|de|er|º|ª)(?!\w)", re.IGNORECASE)
_DOTTED_ORDINAL = re.compile(r"(?<![\d.,:])(\d{1,2})\.(?![\w.,])")
_DECIMAL = re.compile(r"(?<![\d.,])(\d{1,4})[.,](\d{1,2})(?![\d.,:])")
_YEAR = re.compile(r"(?<![\d.,:])(1[5-9]\d\d|20\d\d)(?![\d:])")


def written_figures(text: str, tokens: Sequence[Token], context: Context, *, dots: bool) -> Iterator[Edge]:
    """Edges over the tokens that the figures cover. `dots`: "17.8." is a date and "17.30" a time (nb, de, da)."""
    if not any(token.low.isdecimal() for token in tokens):
        return
    starts = {token.start: index for index, token in enumerate(tokens)}
    stops = {token.end: index + 1 for index, token in enumerate(tokens)}
    first, last = tokens[0].start, tokens[-1].end
    for pattern, category, build in _FIGURES:
        for match in pattern.finditer(text, first, last):
            i, j = starts.get(match.start()), stops.get(match.end())
            if i is None or j is None or i >= j:
                continue
            value = build(match, context, dots)
            if value is not None:
                yield Edge(category, i, j, value)


def _clock(match: re.Match[str], context: Context, dots: bool) -> Clock | None:
    said, minutes, seconds = (match[1], match[2], "") if match[1] else (match[4], match[5], match[6])
    hours = int(said)
    quarter = match[2] in ("00", "15", "30", "45")
    sure = ":" in match.group() or dots or (quarter and (context.day_first or hours >= 17))
    if not sure and int(match[2] or 1) % 5 == 0:
        sure = bool(_AT.search(match.string, max(0, match.start() - 9), match.start()))
    return Clock(
        hours % 24,
        int(minutes),
        int(seconds or 0),
        twelve=1 <= hours <= 12 and not said.startswith("0") and not _of_a_timetable(int(minutes), context),
        sure=sure,
    )


def _clock_letter(match: re.Match[str], context: Context, __: bool) -> Clock:
    hours, minutes = int(match[1]), int(match[2] or 0)
    twelve = 1 <= hours <= 12 and not match[1].startswith("0") and not _of_a_timetable(minutes, context)
    return Clock(hours % 24, minutes, twelve=twelve)


def _of_a_timetable(minutes: int, context: Context) -> bool:
    """ "6:50" is a flight's or train's, and those have 24 hours – outside the lands of am and pm."""
    return context.day_first and minutes % 15 != 0


def _meridiem(match: re.Match[str], _: Context, __: bool) -> Clock | None:
    if match.group()[-1] in "apAP" and not _AT.search(match.string, max(0, match.start() - 8), match.start()):
        return None  # "9p" may be pence
    half = 12 if match[4] in "pP" else 0
    return Clock(int(match[1]) % 12 + half, int(match[2] or 0), int(match[3] or 0))


def _iso_moment(match: re.Match[str], context: Context, __: bool) -> Time | None:
    try:
        moment = datetime.fromisoformat(match.group().upper())
    except ValueError:
        return None
    if moment.tzinfo is None:
        placed = place(moment.date(), moment.time(), context.zone)
    else:
        placed = moment.astimezone(context.zone)
    return Time("point", placed, placed)


def _iso(match: re.Match[str], _: Context, __: bool) -> Days | None:
    return one_day(safe_date(int(match[1]), int(match[2]), int(match[3])))


def _date(match: re.Match[str], context: Context, dots: bool) -> Days | None:
    first, last = int(match[1]), int(match[3])
    if match[2] == "." and match[4] is None and len(match[3]) == 2 and not match.group().endswith("."):
        is_clock = _COMES_AT.search(match.string, max(0, match.start() - 9), match.start())
        if is_clock:  # "lander 16.12" is no day of December
            return None
    if match[2] == "." and not (match[4] or dots) and not context.day_first:
        return None
    if match[2] in ".-" and match[4] is None and len(match[3]) == 2 and last > 12 and first < 25:
        return None
    if match[2] == "." and match[4] is None and ". " in match.group() and not match.group().endswith("."):
        return None  # "half 1. 2 vega": a sentence ends
    orders = [(first, last), (last, first)] if context.day_first else [(last, first), (first, last)]
    for day, month in orders:
        if match[4] is not None:
            found = (
                one_day(safe_date(full_year(int(match[4])), month, day)) if full_year(int(match[4])) else None
            )
        else:
            found = day_month(context, day, month) if 1 <= month <= 12 else None
        if found:
            return found
    return None


def _month_year(match: re.Match[str], context: Context, _: bool) -> Days | None:
    return month_of(context, int(match[1]), int(match[2]))


def _year_month(match: re.Match[str], context: Context, _: bool) -> Days | None:
    return month_of(context, int(match[2]), int(match[1]))


def _dates(match: re.Match[str], context: Context, _: bool) -> Days | None:
    """ "10/1-11/2/2017": a year said once is that of both."""
    first, last = _day(context, match[1], match[2]), _day(context, match[4], match[5])
    if first is None or last is None:
        return None
    stop_year = full_year(int(match[6])) if match[6] else 0
    start_year = full_year(int(match[3])) if match[3] else stop_year
    start = first if not start_year else one_day(safe_date(start_year, first.start.month, first.start.day))
    stop = last if not stop_year else one_day(safe_date(stop_year, last.start.month, last.start.day))
    return days_from_to(context, start, stop) if start and stop else None


def _day(context: Context, first: str, last: str) -> Days | None:
    day, month = (int(first), int(last)) if context.day_first else (int(last), int(first))
    return day_month(context, day, month) if 1 <= month <= 12 else None


def _decade(match: re.Match[str], context: Context, _: bool) -> Days | None:
    return decade(context, int(match[1]))


def _four_figures(match: re.Match[str], _: Context, __: bool) -> Clock | None:
    """ "0730", which is a time only beside words that say so; so is "1830" behind "at", but not every 1830."""
    said_at = _AT.search(match.string, max(0, match.start() - 9), match.start())
    if match[1][0] != "0" and (not said_at or int(match[2]) % 5):
        return None
    return Clock(int(match[1]), int(match[2]), sure=bool(said_at))


def _ordinal(match: re.Match[str], _: Context, __: bool) -> int:
    return int(match[1])


def _dotted_ordinal(match: re.Match[str], _: Context, dots: bool) -> int | None:
    """ "den 21." """
    return int(match[1]) if dots else None


def _decimal(match: re.Match[str], _: Context, __: bool) -> float:
    return float(f"{match[1]}.{match[2]}")


def _year(match: re.Match[str], _: Context, __: bool) -> int:
    return int(match[1])


_FIGURES = (
    (_MERIDIEM, "CLOCK", _meridiem),
    (_CLOCK, "CLOCK", _clock),
    (_CLOCK_LETTER, "CLOCK", _clock_letter),
    (_ISO_MOMENT, "TIME", _iso_moment),
    (_ISO, "DATE", _iso),
    (_MONTH_YEAR, "DAY", _month_year),
    (_YEAR_MONTH, "DAY", _year_month),
    (_DATES, "DAY", _dates),
    (_DECADE, "DAY", _decade),
    (_FOUR_FIGURES, "CLOCK", _four_figures),
    (_DATE, "DATE", _date),
    (_ORDINAL, "ORD", _ordinal),
    (_DOTTED_ORDINAL, "ORD", _dotted_ordinal),
    (_DECIMAL, "NUM", _decimal),
    (_YEAR, "YEAR", _year),
)
