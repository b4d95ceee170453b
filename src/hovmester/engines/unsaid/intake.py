"""Rows as they stand in the log -> visits one can count on, and a list of what was set aside and why.

Everything after this module works on whole numbers (seconds, days, codes): they mean the same on every backend.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import ibis
import ibis.expr.types as ir

from hovmester.engines.unsaid.errors import NotAVisitLog, NoVisits
from hovmester.engines.unsaid.model import Columns, Refused, Row

DAY_S = 86_400
EARLIEST = datetime(1990, 1, 1)  # noqa: DTZ001 - wall clock, as everything here
NOBODY = (
    "",
    "0",
    "-1",
    "null",
    "none",
    "nan",
    "n/a",
    "na",
    "unknown",
    "walk-in",
    "walkin",
    "walk in",
    "anonymous",
    "guest",
    "cash",
    "inconnu",
    "onbekend",
    "ukjent",
    "passant",
)
WALK_IN_A_DAY = 3  # nobody comes more often than this, day after day
WALK_IN_VISITS = 60
WALK_IN_SHARE, WALK_IN_GUESTS = 0.1, 100  # nor is one guest of so many this share of all visits
EXAMPLES = 5
_HEX = "0123456789abcdef"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """`rows` as they stand, columns named: guest, sec (wall-clock seconds since 1970), spend?, site, visit?, x0, x1 …

    `guests` are those one can count on: guest, who (1, 2, …) and guest_bucket (0 … 255).
    """

    rows: ir.Table
    guests: ir.Table
    last_sec: int
    total: int
    refused: tuple[Refused, ...]

    def visits(self) -> ir.Table:
        """The rows that are kept, each with `who` and `guest_bucket` in place of the guest."""
        seen = self.rows.filter(_in_time(self.rows, self.last_sec))
        guests = self.guests.rename(guest_="guest")
        return seen.inner_join(guests, seen.guest == guests.guest_).drop("guest", "guest_")


def take_in(visits: ir.Table, columns: Columns, *, now: datetime) -> Intake:
    """Check and name the rows. `now` is wall-clock time at the place; a visit after it is refused.

    Raises: NotAVisitLog where a named column is missing, NoVisits where no row is left.
    """
    _must_have(visits, columns)
    rows = _named(visits, columns)
    by = _without_crowds(_by_guest(rows, seconds(now)).cache())
    counts = _refusals(by)
    total, kept = counts.pop("rows"), counts.pop("kept")
    if total == 0:
        raise NoVisits("There are no visits in this log: it has a heading but no rows.", rows=0)
    refused = tuple(
        Refused(reason=why, rows=n, examples=_examples(rows, by, why, seconds(now)))
        for why, n in sorted(counts.items())
        if n
    )
    if kept == 0:
        raise NoVisits(_nothing_left(refused, total), rows=total, refused=refused)
    return Intake(rows=rows, guests=_known(by).cache(), last_sec=seconds(now), total=total, refused=refused)


def _must_have(visits: ir.Table, columns: Columns) -> None:
    named = [columns.guest, columns.at, columns.spend, columns.site, columns.visit, *columns.details]
    missing = [c for c in named if c is not None and c not in visits.columns]
    if missing:
        have = ", ".join(visits.columns)
        raise NotAVisitLog(
            f"There is no column {missing[0]!r} here; the columns are {have}.", missing=missing
        )


def _named(visits: ir.Table, columns: Columns) -> ir.Table:
    guest = visits[columns.guest]
    picked: dict[str, ir.Value] = {
        "guest": guest.strip() if guest.type().is_string() else guest,
        "sec": _wall_clock(visits, columns.at),
    }
    if columns.site:
        picked["site"] = visits[columns.site]
    if columns.spend:
        spend = visits[columns.spend]
        picked["spend"] = (spend.try_cast if spend.type().is_string() else spend.cast)("float64").cast(
            "float32"
        )
    if columns.visit:
        picked["visit"] = visits[columns.visit].cast("string")
    picked |= {f"x{k}": visits[name] for k, name in enumerate(columns.details)}
    return visits.select(**picked)


def _wall_clock(visits: ir.Table, column: str) -> ir.Value:
    """Seconds since 1970 on the place's clock, from moments without a zone, ISO text, or such seconds."""
    at = visits[column]
    if at.type().is_integer():
        return at.cast("int64")
    if at.type().is_string():
        return at.try_cast("timestamp").epoch_seconds().cast("int64")
    if at.type().is_timestamp() and at.type().timezone is not None:
        raise NotAVisitLog(
            f"Column {column!r} holds moments with a time zone; turn them to the clock of the place and leave the zone "
            "away, as the command does with --zone.",
            column=column,
        )
    if at.type().is_date() or at.type().is_timestamp():
        return at.cast("timestamp").epoch_seconds().cast("int64")
    raise NotAVisitLog(
        f"Column {column!r} holds {at.type()}, not moments; name the column with the time of the visit.",
        column=column,
    )


def _in_time(rows: ir.Table, last_sec: int) -> ir.Value:
    return ((rows.sec >= seconds(EARLIEST)) & (rows.sec <= last_sec)).fill_null(False)


def _by_guest(rows: ir.Table, last_sec: int) -> ir.Table:
    """One row a guest id: how many of its visits count and how many do not, and whether there is an id at all."""
    fine = _in_time(rows, last_sec)
    by = rows.group_by("guest").agg(
        n=rows.count(where=fine), undated=rows.count(where=rows.sec.isnull()),
        future=rows.count(where=rows.sec > last_sec), early=rows.count(where=rows.sec < seconds(EARLIEST)),
        first=rows.sec.min(where=fine), last=rows.sec.max(where=fine),
    )  # fmt: skip
    text = by.guest.cast("string")
    return by.mutate(nobody=(text.isnull() | text.strip().lower().isin(NOBODY)).fill_null(True))


def _without_crowds(by: ir.Table) -> ir.Table:
    """Say which ids are a crowd and no person."""
    some = by.filter(~by.nobody & (by.n > 0))
    whole = some.agg(guests=some.count(), visits=some.n.sum()).to_pyarrow().to_pylist()[0]
    days = (by["last"] - by["first"]) / DAY_S + 1
    too_often = by.n / days > WALK_IN_A_DAY
    if whole["guests"] >= WALK_IN_GUESTS:
        too_often = too_often | (by.n > WALK_IN_SHARE * whole["visits"])
    crowd = (by.n >= WALK_IN_VISITS) & too_often
    return by.mutate(crowd=crowd.fill_null(False) & ~by.nobody).drop("first", "last")


def _known(by: ir.Table) -> ir.Table:
    known = by.filter(~by.nobody & ~by.crowd & (by.n > 0))
    number = ibis.row_number().over(ibis.window(order_by="guest")) + 1
    return known.select(
        "guest", who=number.cast("int32"), guest_bucket=guest_bucket(known.guest.cast("string"))
    )


def guest_bucket(guest: ir.Value) -> ir.Value:
    """0 … 255 from the guest's id, the same on every backend."""
    digest = guest.hexdigest("md5")
    digit = [ibis.literal(_HEX).find(digest.substr(i, 1)) for i in (0, 1)]
    return (digit[0] * 16 + digit[1]).cast("int16")


def seconds(moment: datetime) -> int:
    """Since 1970, as the clock of the place shows it."""
    return int(moment.replace(tzinfo=UTC).timestamp())


def _refusals(by: ir.Table) -> dict[str, int]:
    """Rows by reason, and how many there are ("rows") and are left ("kept")."""
    some = ~by.nobody
    whole = by.n + by.undated + by.future + by.early
    sums = {
        "rows": whole.sum(), "kept": by.n.sum(where=some & ~by.crowd), "no guest": whole.sum(where=by.nobody),
        "no readable date": by.undated.sum(where=some), "in the future": by.future.sum(where=some),
        "before 1990": by.early.sum(where=some), "walk-in": by.n.sum(where=by.crowd),
    }  # fmt: skip
    found = by.agg(**{f"s{i}": value for i, value in enumerate(sums.values())}).to_pyarrow().to_pylist()[0]
    return dict(zip(sums, (int(v or 0) for v in found.values()), strict=True))


def _examples(rows: ir.Table, by: ir.Table, why: str, last_sec: int) -> tuple[Row, ...]:
    if why == "walk-in":
        crowd = by.filter(by.crowd).order_by([ibis.desc("n"), "guest"]).limit(EXAMPLES)
        return tuple(Row(guest=str(guest)) for guest in crowd.to_pyarrow()["guest"].to_pylist())
    nobody = by.filter(by.nobody)
    wrong = {
        "no guest": rows.semi_join(nobody, rows.guest.identical_to(nobody.guest)),
        "no readable date": rows.filter(rows.sec.isnull()),
        "in the future": rows.filter(rows.sec > last_sec),
        "before 1990": rows.filter(rows.sec < seconds(EARLIEST)),
    }[why]
    few = wrong.select("guest", "sec").limit(EXAMPLES).to_pyarrow().to_pylist()
    return tuple(Row(guest=_written(row["guest"]), at=moment(row["sec"])) for row in few)


def _written(guest: object) -> str | None:
    return None if guest is None or guest == "" else str(guest)


def moment(sec: int | None) -> str | None:
    """Seconds since 1970 as a person writes them; None where there are none."""
    if sec is None:
        return None
    try:
        return datetime.fromtimestamp(sec, UTC).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return f"{sec} s"


def _nothing_left(refused: Sequence[Refused], total: int) -> str:
    return f"None of the {total:,} rows can be used: {reasons(refused)}."


def reasons(refused: Sequence[Refused]) -> str:
    """What was refused, in words, each with the id or the moment that shows why."""
    return ", ".join(f"{r.rows:,} {REASONS[r.reason]}{_such(r)}" for r in refused)


def _such(r: Refused) -> str:
    if not r.examples:
        return ""
    shown = r.examples[0].guest if r.reason in ("no guest", "walk-in") else r.examples[0].at
    return f" (such as {shown!r})" if shown else ""


REASONS = {
    "no guest": "without a guest",
    "no readable date": "without a readable date",
    "in the future": "in the future",
    "before 1990": "from before 1990",
    "walk-in": "under an id that cannot be one person",
    "same visit twice": "the same visit a second time",
}
