"""Rows as they stand in the log -> visits one can count on, and a list of what was set aside and why.

Everything after this module works on whole numbers (seconds, days, codes): they mean the same on every backend.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import ibis
import ibis.expr.types as ir

from hovmester.engines.unsaid.errors import NotAVisitLog, NoVisits
from hovmester.engines.unsaid.model import Columns, Note, Refused

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
EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """`visits`: guest, sec (wall-clock seconds since 1970), spend, site, visit?, and one text column x0, x1 …
    a detail."""

    visits: ir.Table
    rows: int
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]


def take_in(visits: ir.Table, columns: Columns, *, now: datetime) -> Intake:
    """Check and name the rows. `now` is wall-clock time at the place; a visit after it is refused.

    Raises: NotAVisitLog where a named column is missing, NoVisits where no row is left.
    """
    _must_have(visits, columns)
    rows = _named(visits, columns)
    rows = rows.mutate(why=_why_not(rows, now))
    counts = _refusals(rows)
    total = sum(counts.values())
    if total == 0:
        raise NoVisits("There are no visits in this log: it has a heading but no rows.", rows=0)
    good = rows.filter(rows.why == "").drop("why")
    crowd = _walk_ins(good) if counts.get("", 0) else {}
    if crowd:
        good = good.filter(good.guest.notin(list(crowd)))
        counts["walk-in"] = sum(crowd.values())
    kept = total - sum(n for why, n in counts.items() if why and why != "walk-in") - counts.get("walk-in", 0)
    refused = tuple(
        Refused(
            reason=why, rows=n, examples=tuple(crowd)[:EXAMPLES] if why == "walk-in" else _examples(rows, why)
        )
        for why, n in sorted(counts.items())
        if why and n
    )
    if kept <= 0:
        raise NoVisits(_nothing_left(refused, total), rows=total, refused=refused)
    return Intake(visits=good, rows=total, refused=refused, notes=())


def _must_have(visits: ir.Table, columns: Columns) -> None:
    named = [columns.guest, columns.at, columns.spend, columns.site, columns.visit, *columns.details]
    missing = [c for c in named if c is not None and c not in visits.columns]
    if missing:
        have = ", ".join(visits.columns)
        raise NotAVisitLog(
            f"There is no column {missing[0]!r} here; the columns are {have}.", missing=missing
        )


def _named(visits: ir.Table, columns: Columns) -> ir.Table:
    picked: dict[str, ir.Value] = {
        "guest": visits[columns.guest].cast("string"),
        "sec": _wall_clock(visits, columns.at),
        "site": _text(visits[columns.site]).fill_null("?") if columns.site else ibis.literal("here"),
    }
    if columns.spend:
        spend = visits[columns.spend]
        picked["spend"] = spend.try_cast("float64") if spend.type().is_string() else spend.cast("float64")
    if columns.visit:
        picked["visit"] = visits[columns.visit].cast("string")
    picked |= {f"x{k}": _text(visits[name]) for k, name in enumerate(columns.details)}
    return visits.select(**picked)


def _wall_clock(visits: ir.Table, column: str) -> ir.Value:
    """Seconds since 1970 on the place's clock, from moments without a zone, ISO text, or such seconds."""
    at = visits[column]
    if at.type().is_integer():
        return at.cast("int64")
    if at.type().is_string():
        return at.try_cast("timestamp").epoch_seconds().cast("int64")
    if at.type().is_date() or at.type().is_timestamp():
        return at.cast("timestamp").epoch_seconds().cast("int64")
    raise NotAVisitLog(
        f"Column {column!r} holds {at.type()}, not moments; name the column with the time of the visit.",
        column=column,
    )


def _text(column: ir.Value) -> ir.Value:
    """A detail's value as text; an empty cell is not a value."""
    return column.cast("string").strip().nullif("")


def _why_not(rows: ir.Table, now: datetime) -> ir.Value:
    future = seconds(now)
    return ibis.cases(
        (rows.guest.isnull() | rows.guest.strip().lower().isin(NOBODY), "no guest"),
        (rows.sec.isnull(), "no readable date"),
        (rows.sec > future, "in the future"),
        (rows.sec < seconds(EARLIEST), "before 1990"),
        else_="",
    )


def seconds(moment: datetime) -> int:
    return int(moment.replace(tzinfo=UTC).timestamp())


def _refusals(rows: ir.Table) -> dict[str, int]:
    table = rows.group_by("why").agg(n=rows.count()).to_pyarrow().to_pydict()
    return dict(zip(table["why"], table["n"], strict=True))


def _examples(rows: ir.Table, why: str) -> tuple[str, ...]:
    few = rows.filter(rows.why == why).select("guest", "sec").limit(EXAMPLES).to_pyarrow().to_pylist()
    return tuple(f"{row['guest'] or '(no guest)'} at {moment(row['sec'])}" for row in few)


def moment(sec: int | None) -> str:
    if sec is None:
        return "(no date)"
    try:
        return datetime.fromtimestamp(sec, UTC).strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return f"{sec} s"


def _walk_ins(rows: ir.Table) -> Mapping[str, int]:
    """Ids that cannot be one person: the till's "walk-in" and the like."""
    by = rows.group_by("guest").agg(n=rows.count(), first=rows.sec.min(), last=rows.sec.max())
    days = (by["last"] - by["first"]) / DAY_S + 1
    crowd = by.filter((by.n >= WALK_IN_VISITS) & (by.n / days > WALK_IN_A_DAY)).select("guest", "n")
    table = crowd.order_by([ibis.desc("n"), "guest"]).limit(10_000).to_pyarrow().to_pydict()
    return dict(zip(table["guest"], table["n"], strict=True))


def _nothing_left(refused: Sequence[Refused], total: int) -> str:
    reasons = ", ".join(f"{r.rows:,} {REASONS.get(r.reason, r.reason)}" for r in refused)
    return f"None of the {total:,} rows can be used: {reasons}."


REASONS = {
    "no guest": "without a guest",
    "no readable date": "without a readable date",
    "in the future": "in the future",
    "before 1990": "from before 1990",
    "walk-in": "under an id that cannot be one person",
    "same visit twice": "the same visit a second time",
}
