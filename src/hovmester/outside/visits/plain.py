"""A log as it stands -> a table the engine takes: moments as whole seconds, spend as figures."""

from dataclasses import dataclass, replace

import ibis.expr.types as ir

from hovmester.engines.unsaid.model import Columns
from hovmester.outside.visits.errors import CannotGuess
from hovmester.outside.visits.moments import MOMENT, read_moments

MONEY = "hovmester_spend"
MOST = 1e9  # spent at one visit; what is more, infinite or no number is a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    visits: ir.Table
    columns: Columns
    said: tuple[str, ...]


def plain(visits: ir.Table, columns: Columns, *, zone: str, dates: str | None) -> Plain:
    """Add a column of seconds, and of spend where it stands as text. Raises: MixedDates."""
    wanted = {columns.guest, columns.at, columns.spend, columns.site, columns.visit, *columns.details}
    visits = visits.select(*[c for c in visits.columns if c in wanted])
    moments = read_moments(visits, columns.at, zone=zone, order=dates)
    visits, said = moments.visits, moments.said
    columns = replace(columns, at=MOMENT)
    if columns.spend:
        visits, unread = _amounts(visits, columns.spend)
        if unread:
            said = (*said, f"{unread:,} amounts in {columns.spend!r} cannot be read and count as unknown")
        columns = replace(columns, spend=MONEY)
    return Plain(visits=visits, columns=columns, said=said)


def _amounts(visits: ir.Table, column: str) -> tuple[ir.Table, int]:
    """MONEY from a column of any kind, null where it is no amount, and of how many that is so."""
    stood = visits[column]
    if stood.type().is_string():
        read, some = figure(stood), stood.strip().nullif("").notnull()
    elif stood.type().is_numeric():
        read, some = stood.cast("float64"), stood.notnull()
    else:
        raise CannotGuess(
            f"Column {column!r} holds {stood.type()}, not amounts; name the one that does: --spend."
        )
    visits = visits.mutate(**{MONEY: (read.abs() <= MOST).ifelse(read, None)})
    lost = visits.filter(visits[MONEY].isnull() & some).count()
    return visits, int(lost.to_pyarrow().as_py())


def figure(text: ir.Value) -> ir.Value:
    """ "€ 1.234,50", "1,234.50" and "12,5" as a number: the last of comma and point that is not for thousands
    decides."""
    bare = text.re_replace(r"[,.]-+\s*$", "").re_replace(r"[^0-9,.\-]", "")  # "99,-" are whole
    comma_decides = bare.re_search(r",\d{1,2}$")
    european = bare.replace(".", "").replace(",", ".")
    return comma_decides.ifelse(european, bare.replace(",", "")).nullif("").try_cast("float64")
