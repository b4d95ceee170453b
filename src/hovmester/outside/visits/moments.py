"""Moments as people write them -> whole seconds since 1970 on the wall clock of the place, in one expression.

Strings are taken apart with one pattern and put together with whole-number arithmetic, so that every backend gives the
same seconds; a value that is no moment becomes null and is refused later, never guessed.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import ibis
import ibis.expr.types as ir

from hovmester.engines.unsaid.model import Note
from hovmester.outside.visits.errors import MixedDates, NoDates

TIME = r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*([AaPp][Mm])?)?\s*(Z|z|[+-]\d{2}:?\d{2})?\s*$"
YEAR_FIRST = r"^\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})" + TIME
YEAR_LAST = r"^\s*(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + TIME
ISO = r"^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d)?$"  # as databases write them: cut by place, not by pattern
DAY_S = 86_400
FEBRUARY = 2


MOMENT = "hovmester_moment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """`visits` with the column MOMENT of whole seconds; `notes` tell how the moments were read."""

    visits: ir.Table
    notes: tuple[Note, ...] = ()


def read_moments(visits: ir.Table, column: str, *, zone: str, order: str | None = None) -> Moments:
    """Read `column` of any kind. `order` is "dmy" or "mdy" for dates such as 03/04/2024.

    Raises: MixedDates where dates can be read in two ways, NoDates where none can be read.
    """
    at = visits[column]
    kind = at.type()
    if kind.is_timestamp() and kind.timezone is not None:
        unix = visits.mutate(**{MOMENT: at.epoch_seconds().cast("int64")})
        return Moments(
            visits=_on_the_wall(unix, zone), notes=(Note(code="moments_shown", facts={"zone": zone}),)
        )
    if kind.is_timestamp() or kind.is_date():
        return Moments(visits=visits.mutate(**{MOMENT: at.cast("timestamp").epoch_seconds().cast("int64")}))
    if kind.is_integer():
        return _from_number(visits, column, at, zone)
    if kind.is_string():
        return _from_text(visits, column, zone, order)
    raise MixedDates(
        f"Column {column!r} holds {kind}, not moments; name the column with the time of the visit: --at."
    )


def _from_number(visits: ir.Table, column: str, at: ir.Value, zone: str) -> Moments:
    n = at.cast("int64")
    written = (n >= 19_000_101) & (n <= 21_001_231)
    unix = ibis.cases((n > 10**14, n // 1_000_000), (n > 10**11, n // 1000), (n > 10**8, n))
    by_digits = _seconds(n // 10_000, n // 100 % 100, n % 100, ibis.literal(0))
    kept = visits.mutate(**{MOMENT: written.ifelse(None, unix), "by_digits": written.ifelse(by_digits, None)})
    shown = _on_the_wall(kept, zone)
    whole = shown.mutate(**{MOMENT: shown.by_digits.fill_null(shown[MOMENT])}).drop("by_digits")
    return Moments(visits=whole, notes=(Note(code="moments_from_numbers"), *_unread(whole, column)))


def _from_text(visits: ir.Table, column: str, zone: str, order: str | None) -> Moments:
    at = visits[column]
    other = at.strip().nullif("").notnull() & ~at.re_search(r"^\s*\d+\s*$")
    if not other.any().to_pyarrow().as_py():
        return _from_number(visits, column, at.strip().try_cast("int64"), zone)
    taken = _take_apart(visits, at, _order(visits, at, order))
    plain = _seconds(taken.y_, taken.m_, taken.d_, taken.s_)
    unix = plain - taken.away_
    kept = taken.mutate(**{MOMENT: unix, "plain_": taken.away_.isnull().ifelse(plain, None)})
    kept = kept.drop(
        "y_", "m_", "d_", "s_", "away_"
    ).cache()  # kept: what follows looks at the moment many times
    zoned, bare = (
        int(v or 0)
        for v in kept.agg(z=kept[MOMENT].count(), b=kept.plain_.count()).to_pyarrow().to_pylist()[0].values()
    )
    if zoned == 0:
        whole = kept.mutate(**{MOMENT: kept.plain_}).drop("plain_")
        return Moments(visits=whole, notes=_unread(whole, column))
    shown = _on_the_wall(kept, zone)
    whole = shown.mutate(**{MOMENT: shown.plain_.fill_null(shown[MOMENT])}).drop("plain_")
    notes = [Note(code="moments_zoned", facts={"n": zoned, "zone": zone})]
    if bare:
        notes.append(Note(code="moments_bare", facts={"n": bare, "zone": zone}))
    return Moments(visits=whole, notes=(*notes, *_unread(whole, column)))


def _unread(visits: ir.Table, column: str) -> tuple[Note, ...]:
    """How many dates cannot be read, with two of them. Raises: NoDates where there are no others."""
    text = visits[column].cast("string").strip().nullif("")
    lost = visits[MOMENT].isnull() & text.notnull()
    asked = visits.agg(
        n=lost.sum(), read=visits[MOMENT].count(), a=text.min(where=lost), b=text.max(where=lost)
    )
    found = asked.to_pyarrow().to_pylist()[0]
    if not found["n"]:
        return ()
    such = ", ".join(repr(v) for v in dict.fromkeys((found["a"], found["b"])))
    if not found["read"]:
        raise NoDates(
            f"None of the dates in {column!r} can be read, such as {such}. Write them like 2024-05-31 18:30 or "
            "31-05-2024, or name the column with the moment of the visit: --at."
        )
    return (Note(code="dates_unread", facts={"column": column, "n": int(found["n"]), "such": such}),)


def _take_apart(visits: ir.Table, at: ir.Value, order: str) -> ir.Table:
    """Whole numbers y_, m_, d_, s_ (of the day) and away_ (seconds east of UTC, null if not said); else null."""
    iso, year_first = at.re_search(ISO), at.re_search(YEAR_FIRST)

    def part(first: int, last: int, start: int = 0, length: int = 0) -> ir.Value:
        ways = ((iso, at.substr(start, length)), (year_first, at.re_extract(YEAR_FIRST, first)))
        return ibis.cases(*ways, else_=at.re_extract(YEAR_LAST, last)).nullif("")

    d, m = (1, 2) if order == "dmy" else (2, 1)
    texts = {
        "y_": part(1, 3, 0, 4),
        "m_": part(2, m, 5, 2),
        "d_": part(3, d, 8, 2),
        "h_": part(4, 4, 11, 2),
        "mi_": part(5, 5, 14, 2),
        "se_": part(6, 6, 17, 2),
    }
    parts = visits.mutate(
        **{name: text.try_cast("int64") for name, text in texts.items()},
        half_=part(7, 7).upper(),
        o_=part(8, 8),
    ).cache()
    noon = parts.half_.isnull().ifelse(parts.h_, (parts.h_ % 12 + (parts.half_ == "PM").ifelse(12, 0)))
    told = parts.half_.isnull() | parts.h_.between(1, 12)
    hour, minute = told.ifelse(noon.fill_null(0), 99), parts.mi_.fill_null(0)
    clock = ((hour < 24) & (minute < 60)).ifelse(hour * 3600 + minute * 60 + parts.se_.fill_null(0), None)
    sign = parts.o_.startswith("-").ifelse(-1, 1)
    hours, minutes = parts.o_.substr(1, 2).try_cast("int64"), parts.o_.right(2).try_cast("int64")
    away = parts.o_.upper().isin(["Z"]).ifelse(0, sign * (hours * 3600 + minutes * 60))
    return parts.mutate(s_=clock.cast("int64"), away_=away.cast("int64")).drop(
        "h_", "mi_", "se_", "half_", "o_"
    )


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


def _on_the_wall(visits: ir.Table, zone: str) -> ir.Table:
    """MOMENT from seconds of the world to seconds on the place's clock: one offset between each two changes of it."""
    kept = visits.cache()
    unix = kept[MOMENT]
    low, high = kept.agg(low=unix.min(), high=unix.max()).to_pyarrow().to_pylist()[0].values()
    if low is None:
        return kept
    arms = [(unix < until, unix + offset) for until, offset in _clock_changes(zone, low, high)]
    return kept.mutate(**{MOMENT: ibis.cases(*arms).cast("int64")})


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
