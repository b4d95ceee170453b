"""A log as it stands -> a table the engine takes: moments as whole seconds, spend as figures."""

from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from hovmester.engines.unsaid.model import Columns, Note
from hovmester.outside.visits.errors import CannotGuess
from hovmester.outside.visits.moments import MOMENT, read_moments

MONEY = "hovmester_spend"
MOST = 1e9  # spent at one visit; what is more, infinite or no number is a mistake
FIGURE = r"^[^0-9]*?([0-9][0-9., ']*|[.,][0-9]+)[^0-9]*$"  # one figure, with whatever stands around it
BELOW_ZERO = r"^[^0-9]*[-−(]|[0-9]\s*-\s*$"
COMMA = r",([0-9]{1,2}|[0-9]{4,})$|\.[0-9]{3},"  # only a decimal comma looks so
POINT = r"\.([0-9]{1,2}|[0-9]{4,})$|,[0-9]{3}\."


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The visits with seconds and figures, their columns by these names, and how they were read."""

    visits: ir.Table
    columns: Columns
    notes: tuple[Note, ...]


def plain(visits: ir.Table, columns: Columns, *, zone: str, dates: str | None) -> Plain:
    """Add a column of seconds, and of spend where it is said. Raises: MixedDates, NoDates, CannotGuess."""
    wanted = {columns.guest, columns.at, columns.spend, columns.site, columns.visit, *columns.details}
    visits = visits.select(*[c for c in visits.columns if c in wanted])
    moments = read_moments(visits, columns.at, zone=zone, order=dates)
    visits, notes = moments.visits, moments.notes
    columns = replace(columns, at=MOMENT)
    if columns.spend:
        visits, more = _amounts(visits, columns.spend)
        notes += more
        columns = replace(columns, spend=MONEY)
    return Plain(visits=visits, columns=columns, notes=notes)


def _amounts(visits: ir.Table, column: str) -> tuple[ir.Table, tuple[Note, ...]]:
    """MONEY from a column of any kind, null where it is no amount, and what is to be told of those."""
    stood = visits[column]
    if stood.type().is_string():
        read, some = figure(stood, decimal_mark(visits, column)), stood.strip().nullif("").notnull()
    elif stood.type().is_numeric():
        read, some = stood.cast("float64"), stood.notnull()
    else:
        raise CannotGuess(
            f"Column {column!r} holds {stood.type()}, not amounts; name the one that does: --spend."
        )
    visits = visits.mutate(**{MONEY: (read.abs() <= MOST).ifelse(read, None)})
    unread, refunds = visits[MONEY].isnull() & some, visits[MONEY] < 0
    counts = visits.agg(
        unread=unread.sum(),
        such=visits[column].max(where=unread),
        refunds=refunds.sum(),
        refund=visits[column].max(where=refunds),
    )
    found = counts.to_pyarrow().to_pylist()[0]
    notes = [
        Note(code=code, facts={"column": column, "n": int(found[n]), "such": repr(str(found[such]))})
        for code, n, such in (
            ("amounts_unread", "unread", "such"),
            ("amounts_below_zero", "refunds", "refund"),
        )
        if found[n]
    ]
    return visits.mutate(**{MONEY: (visits[MONEY] < 0).ifelse(None, visits[MONEY])}), tuple(notes)


def decimal_mark(visits: ir.Table, column: str) -> str | None:
    """ "," or "." where the amounts of a column show which it is; "" where they show neither, None where both."""
    bare = _bare(visits[column])
    shown = (
        visits.agg(c=bare.re_search(COMMA).any(), p=bare.re_search(POINT).any()).to_pyarrow().to_pylist()[0]
    )
    if shown["c"] and shown["p"]:
        return None
    return "," if shown["c"] else "." if shown["p"] else ""


def figure(text: ir.Value, mark: str | None) -> ir.Value:
    """ "€ 1.234,50", "1,234.50" and "12,5" as a number; null where it is none, or could be two.

    `mark`: that of decimals in the whole column, as `decimal_mark` finds it.
    """
    bare = _bare(text)
    european = bare.replace(".", "").replace(",", ".")
    english = bare.replace(",", "")
    if mark is None:
        whole = bare.re_search(r"^[0-9]+$")
        number = ibis.cases((bare.re_search(COMMA), european), (bare.re_search(POINT) | whole, english))
    else:
        number = {",": european, ".": english, "": english.replace(".", "")}[mark]
    value = number.nullif("").try_cast("float64")
    return text.re_search(BELOW_ZERO).ifelse(-value, value)


def _bare(text: ir.Value) -> ir.Value:
    """Figures, commas and points of an amount; "99,-" is whole."""
    figures = text.replace("\u00a0", " ").re_extract(FIGURE, 1).nullif("")
    return figures.replace(" ", "").replace("'", "").re_replace(r"[.,]+$", "")
