"""Each visit with what was known before it, and what came after.

A guest's visits in order: how many before (`number`), since when (`age`), days since the one before (`past`), days to
the next (`gap`, null if none yet) and days one has been able to look (`follow`). Only whole numbers.
"""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from hovmester.engines.unsaid.intake import DAY_S, moment
from hovmester.engines.unsaid.model import Note, Refused, Row

FORGOTTEN_DAYS = 730  # an id silent for longer than this and then seen again is taken for another person
BUCKETS = 256  # of guests, and of shifts, for clustered errors
BLOCK_H = 3  # a shift is a site, a date and three hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """`visits` in each guest's order, what was refused on the way, and what is to be told."""

    visits: ir.Table
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]


def live(visits: ir.Table, guests: ir.Table, *, now_sec: int, keep: tuple[str, ...]) -> Lived:
    """Order every guest's visits (`who`, `sec`). `keep` are columns carried along unchanged; `guests` names them."""
    table = _ordered(visits.mutate(chapter=ibis.literal(0, "int8")), keep).cache()
    twice, reused = _doubts(table)
    refused = (
        (Refused(reason="same visit twice", rows=twice, examples=_twins(table, guests)),) if twice else ()
    )
    notes = (Note(code="id_reused", facts={"ids": reused, "days": FORGOTTEN_DAYS}),) if reused else ()
    if twice or reused:
        table = _cleared(table, keep)
    follow = ((ibis.literal(now_sec).cast("int64") - table.sec) // DAY_S).cast("int16")
    return Lived(visits=table.mutate(follow=follow), refused=refused, notes=notes)


def _ordered(visits: ir.Table, keep: tuple[str, ...]) -> ir.Table:
    turn = ibis.window(group_by=("who", "chapter"), order_by="sec")
    v = visits.mutate(
        number=(ibis.row_number().over(turn) + 1).cast("int32"),
        first=visits.sec.first().over(turn),
        next_sec=visits.sec.lead().over(turn),
        prev_sec=visits.sec.lag().over(turn),
    )
    return v.select(
        "who", "chapter", "sec", "number", *keep,
        age=((v.sec - v["first"]) / DAY_S).cast("float32"),
        past=((v.sec - v.prev_sec) // DAY_S).cast("int16"),
        gap=((v.next_sec - v.sec) // DAY_S).cast("int16"),
        twin=(v.prev_sec == v.sec).fill_null(False).cast("int8"),
    )  # fmt: skip


def _doubts(table: ir.Table) -> tuple[int, int]:
    row = table.agg(
        twice=table.count(where=table.twin == 1), reused=table.count(where=table.past > FORGOTTEN_DAYS)
    ).to_pyarrow()
    return int(row["twice"][0].as_py()), int(row["reused"][0].as_py())


def _cleared(table: ir.Table, keep: tuple[str, ...]) -> ir.Table:
    """The visits of guests in doubt put in order anew, beside all others as they are."""
    doubted = table.filter((table.twin == 1) | (table.past > FORGOTTEN_DAYS)).select("who").distinct().cache()
    once = table.semi_join(doubted, "who").filter(lambda t: t.twin == 0)
    return table.anti_join(doubted, "who").union(_ordered(_split(once), keep).cache())


def _split(once: ir.Table) -> ir.Table:
    """The same id after a very long silence becomes another guest, a chapter later."""
    turn = ibis.window(group_by="who", order_by="sec", preceding=None, following=0)
    started = (once.past.fill_null(0) > FORGOTTEN_DAYS).cast("int32")
    return once.mutate(chapter=started.sum().over(turn).cast("int8"))


def _twins(table: ir.Table, guests: ir.Table) -> tuple[Row, ...]:
    few = table.filter(table.twin == 1).select("who", "sec").order_by("sec", "who").limit(5)
    named = few.inner_join(guests, "who").order_by("sec", "who").to_pyarrow().to_pylist()
    return tuple(Row(guest=str(row["guest"]), at=moment(row["sec"])) for row in named)


def day_of(table: ir.Table) -> ir.Value:
    """Days since 1970."""
    return (table.sec // DAY_S).cast("int32")


def week_of(table: ir.Table) -> ir.Value:
    """Weeks since 1970, from Monday to Sunday."""
    return ((day_of(table) + 3) // 7).cast("int16")


def block_of(table: ir.Table) -> ir.Value:
    """Which three hours of the day."""
    return (table.sec % DAY_S // (BLOCK_H * 3600)).cast("int16")


def shift_bucket(table: ir.Table) -> ir.Value:
    """0 … 255 from site, date and hours: guests who sat there together share what happened there."""
    shift = table.sec // (BLOCK_H * 3600) + table.site.cast("int64") * 1_000_003
    return (((shift * 2_654_435_761) % 4_294_967_296) // 16_777_216).cast("int16")


def calendar_month(day: ir.Value) -> ir.Value:
    """Months since year 0 from days since 1970 (Hinnant's civil_from_days), in whole numbers on every backend."""
    z = day.cast("int64") + 719_468
    era = z // 146_097
    doe = z - era * 146_097
    yoe = (doe - doe // 1460 + doe // 36_524 - doe // 146_096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    return ((yoe + era * 400) * 12 + mp + 3).cast("int32")
