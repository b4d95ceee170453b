"""Moments as people write them -> whole seconds since 1970 on the wall clock of the place, in one expression.

Strings are taken apart with one pattern and put together with whole-number arithmetic, so that every backend gives the
same seconds; a value that is no moment becomes null and is refused later, never guessed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir

from hovmester.outside.visits.errors import MixedDates

TIME = r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?)?\s*(Z|z|[+-]\d{2}:?\d{2})?$"
YEAR_FIRST = r"^\s*(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})" + TIME
YEAR_LAST = r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + TIME
DAY_S = 86_400
FEBRUARY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """`seconds` is an integer column expression; `said` are sentences about how the moments were read."""

    seconds: ir.Value
    said: tuple[str, ...] = ()


def read_moments(visits: ir.Table, column: str, *, zone: str, order: str | None = None) -> Moments:
    """Read `column` of any kind. `order` is "dmy" or "mdy" for dates such as 03/04/2024.

    Raises: MixedDates where dates can be read in two ways.
    """
    at = visits[column]
    kind = at.type()
    if kind.is_timestamp() and kind.timezone is not None:
        return Moments(
            seconds=_to_wall(visits, at.epoch_seconds().cast("int64"), zone),
            said=(f"moments shown on the clock of {zone}",),
        )
    if kind.is_timestamp() or kind.is_date():
        return Moments(seconds=at.cast("timestamp").epoch_seconds().cast("int64"))
    if kind.is_integer():
        return _from_number(visits, at, zone)
    if kind.is_string():
        return _from_text(visits, at, zone, order)
    raise MixedDates(
        f"Column {column!r} holds {kind}, not moments; name the column with the time of the visit with --at."
    )


def _from_number(visits: ir.Table, at: ir.Value, zone: str) -> Moments:
    n = at.cast("int64")
    written = (n >= 19_000_101) & (n <= 21_001_231)
    by_digits = _seconds(n // 10_000, n // 100 % 100, n % 100, ibis.literal(0))
    unix = ibis.cases((n > 10**14, n // 1_000_000), (n > 10**11, n // 1000), (n > 10**8, n))
    return Moments(
        seconds=ibis.cases((written, by_digits), else_=_to_wall(visits, unix, zone)),
        said=("numbers read as dates (20240131) or seconds since 1970",),
    )


def _from_text(visits: ir.Table, at: ir.Value, zone: str, order: str | None) -> Moments:
    first = _order(visits, at, order)
    year_first, year_last = at.re_search(YEAR_FIRST), at.re_search(YEAR_LAST)

    def part(k_first: int, k_last: int) -> ir.Value:
        text = year_first.ifelse(at.re_extract(YEAR_FIRST, k_first), at.re_extract(YEAR_LAST, k_last))
        return text.nullif("").try_cast("int64")

    day, month = ((1, 2) if first == "dmy" else (2, 1))  # fmt: skip
    clock = part(4, 4).fill_null(0) * 3600 + part(5, 5).fill_null(0) * 60 + part(6, 6).fill_null(0)
    clock = ((part(4, 4).fill_null(0) < 24) & (part(5, 5).fill_null(0) < 60)).ifelse(
        clock, ibis.null("int64")
    )
    seconds = _seconds(part(1, 3), part(2, month), part(3, day), clock)
    offset = year_first.ifelse(at.re_extract(YEAR_FIRST, 7), at.re_extract(YEAR_LAST, 7)).nullif("")
    sign = offset.startswith("-").ifelse(-1, 1)
    away = offset.upper().isin(["Z"]).ifelse(0, sign * (offset.substr(1, 2).try_cast("int64") * 3600
                                                        + offset.right(2).try_cast("int64") * 60))  # fmt: skip
    readable = year_first | year_last
    plain = offset.isnull().ifelse(seconds, seconds - away)
    with_offset = visits.select(o=offset).agg(
        zoned=lambda t: t.o.count(), plain=lambda t: t.o.isnull().cast("int64").sum()
    ).to_pyarrow().to_pylist()[0]  # fmt: skip
    said = list[str]()
    if with_offset["zoned"]:
        plain = offset.isnull().ifelse(seconds, _to_wall(visits, seconds - away, zone))
        said.append(
            f"{with_offset['zoned']:,} moments carry a time zone and are shown on the clock of {zone}"
        )
        if with_offset["plain"]:
            said.append(f"{with_offset['plain']:,} carry none and are taken to be on that clock")
    return Moments(seconds=readable.ifelse(plain, ibis.null("int64")), said=tuple(said))


def _order(visits: ir.Table, at: ir.Value, order: str | None) -> str:
    parts = visits.select(
        a=at.re_extract(YEAR_LAST, 1).nullif(""), b=at.re_extract(YEAR_LAST, 2).nullif(""), text=at
    )
    parts = parts.filter(parts.a.notnull()).mutate(
        a=lambda t: t.a.cast("int32"), b=lambda t: t.b.cast("int32")
    )
    row = parts.agg(
        n=parts.count(), day_first=parts.text.max(where=(parts.a > 12) & (parts.b <= 12)),
        month_first=parts.text.max(where=(parts.b > 12) & (parts.a <= 12)), any=parts.text.max(),
    ).to_pyarrow().to_pylist()[0]  # fmt: skip
    if row["n"] == 0 or order is not None:
        return order or "dmy"
    if row["day_first"] and row["month_first"]:
        raise MixedDates(
            f"Dates are written in two ways, such as {row['day_first']!r} and {row['month_first']!r}, so a date "
            "like 03/04 cannot be read. Say --dates dmy or --dates mdy; rows written the other way are then refused "
            "and counted."
        )
    if not row["day_first"] and not row["month_first"]:
        raise MixedDates(
            f"Dates such as {row['any']!r} can be read in two ways, day first or month first. "
            "Say --dates dmy or --dates mdy."
        )
    return "dmy" if row["day_first"] else "mdy"


def _seconds(year: ir.Value, month: ir.Value, day: ir.Value, clock: ir.Value) -> ir.Value:
    """Days from the civil calendar (Hinnant, chrono-compatible low-level date algorithms), times 86,400, plus
    the clock."""
    leap = ((year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))).ifelse(29, 28)
    length = ibis.cases((month == FEBRUARY, leap), (month.isin([4, 6, 9, 11]), 30), else_=31)
    y = year - (month <= FEBRUARY).cast("int64")
    era = y // 400
    yoe = y - era * 400
    doy = (153 * (month + ibis.cases((month > FEBRUARY, -3), else_=9)) + 2) // 5 + day - 1
    days = era * 146_097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719_468
    real = month.between(1, 12) & (day >= 1) & (day <= length)
    return real.ifelse(days * DAY_S + clock, ibis.null("int64")).cast("int64")


def _to_wall(visits: ir.Table, unix: ir.Value, zone: str) -> ir.Value:
    """Seconds of the world -> seconds on the place's wall clock: one offset between each two changes of the clock."""
    row = (
        visits.select(s=unix)
        .agg(low=lambda t: t.s.min(), high=lambda t: t.s.max())
        .to_pyarrow()
        .to_pylist()[0]
    )
    if row["low"] is None:
        return unix
    arms = [(unix < until, unix + offset) for until, offset in _clock_changes(zone, row["low"], row["high"])]
    return ibis.cases(*arms).cast("int64")


def _clock_changes(zone: str, low: int, high: int) -> list[tuple[int, int]]:
    """(until, offset) in seconds, the last one open-ended."""
    tz = ZoneInfo(zone)

    def offset(second: int) -> int:
        shift = datetime.fromtimestamp(second, UTC).astimezone(tz).utcoffset() or timedelta()
        return int(shift.total_seconds())

    low, high = max(low, 0), min(high, 4_102_444_800)
    found, start = list[tuple[int, int]](), low
    for second in range(low, high + 7 * DAY_S, 7 * DAY_S):
        if second > start and offset(second) != offset(start):
            a, b = second - 7 * DAY_S, second
            while b - a > 1:
                a, b = ((a + b) // 2, b) if offset((a + b) // 2) == offset(start) else (a, (a + b) // 2)
            found.append((b, offset(start)))
            start = b
    return [*found, (2**62, offset(max(start, high)))]
