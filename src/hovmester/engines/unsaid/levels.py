"""A detail's values -> small whole numbers, the rare ones together, and a word about what cannot be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hovmester.engines.unsaid.errors import NotAVisitLog
from hovmester.engines.unsaid.joint import Dimension
from hovmester.engines.unsaid.model import Columns, Note, Params
from hovmester.engines.unsaid.small import small_table

RARE, UNKNOWN = "(seldom seen)", "(not recorded)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """`values[code]` for every code; the last two codes are the rare values together and "not recorded"."""

    name: str
    values: tuple[str, ...]
    visits: tuple[int, ...]

    @property
    def tested(self) -> int:
        """Codes below this are values of their own."""
        return len(self.values) - 2


def read_levels(rows: ir.Table, column: str, name: str, params: Params) -> tuple[Detail | None, list[Note]]:
    """Count the values of one detail; None, with the reason, where it can tell nothing."""
    by = rows.select(value=rows[column]).group_by("value").agg(n=lambda t: t.count())
    shape = (
        by.agg(
            visits=by.n.sum(),
            values=by.value.count(),
            missing=by.n.sum(where=by.value.isnull()),
            top=by.n.max(where=by.value.notnull()),
        )
        .to_pyarrow()
        .to_pylist()[0]
    )
    visits, values, missing, top = (int(shape[key] or 0) for key in ("visits", "values", "missing", "top"))
    seen = visits - missing
    if values == 0:
        return None, [Note(code="detail_empty", facts={"detail": name})]
    if values == 1 and missing == 0:
        return None, [Note(code="detail_constant", facts={"detail": name})]
    if top == 1 or values > 0.5 * seen:
        return None, [Note(code="detail_unique", facts={"detail": name, "values": values})]
    often = by.filter(by.value.notnull() & (by.n >= params.min_visits))
    table = often.order_by([ibis.desc("n"), "value"]).limit(params.max_values).to_pyarrow().to_pydict()
    names, counts = [str(v) for v in table["value"]], [int(n) for n in table["n"]]
    if not names or (len(names) == 1 and values == 1 and missing > 0.5 * visits):
        code = "detail_only_sometimes" if names else "detail_rare"
        return None, [Note(code=code, facts={"detail": name, "values": values, "visits": seen})]
    notes = []
    if len(names) < values:
        notes.append(Note(code="detail_pooled", facts={"detail": name, "values": values, "kept": len(names),
                                                       "min_visits": params.min_visits}))  # fmt: skip
    if missing:
        notes.append(Note(code="detail_missing", facts={"detail": name, "share": missing / visits}))
    rest = (max(seen - sum(counts), 0), missing)
    return Detail(name=name, values=(*names, RARE, UNKNOWN), visits=(*counts, *rest)), notes


def code(rows: ir.Table, column: str, into: str, detail: Detail) -> ir.Table:
    """Put the code of `column` into `into`."""
    pairs = small_table(
        rows, value_=list(detail.values[: detail.tested]), code_=pa.array(range(detail.tested), pa.int32())
    )
    joined = rows.left_join(pairs, rows[column] == pairs.value_)
    rest = joined[column].isnull().ifelse(detail.tested + 1, detail.tested)
    coded = joined.mutate(**{into: joined.code_.fill_null(rest).cast("int32")})
    return coded.drop("value_", "code_", *({column} - {into}))


def plain_levels(rows: ir.Table, column: str, limit: int) -> Sequence[str]:
    """The most frequent values of a column that is only adjusted for (the site)."""
    by = rows.group_by(column).agg(n=lambda t: t.count())
    return [
        str(v) for v in by.order_by([ibis.desc("n"), column]).limit(limit).to_pyarrow()[column].to_pylist()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridged:
    """Details of which a visit may have several values, beside the visits they belong to."""

    visits: ir.Table
    details: list[Detail]
    dimensions: list[Dimension]
    how_many: list[Dimension]
    notes: list[Note]


MANY_FROM = (1, 2, 3, 5, 9, 17)  # classes of how many values a visit had; large parties return differently


def bridge_of(long: ir.Table, visits: ir.Table, columns: Columns, params: Params, *, first: int) -> Bridged:
    """Code the long table (visit_id, detail, value); `row` of the visits is the visit's id.

    Raises: NotAVisitLog where the visits carry no id to join on, or the long table lacks a column.
    """
    wanted = ("visit_id", "detail", "value")
    if columns.visit is None:
        raise NotAVisitLog(
            "A long table of details needs a column with the visit's id in the visits too; name it."
        )
    if missing := [c for c in wanted if c not in long.columns]:
        raise NotAVisitLog(
            f"The long table has no column {missing[0]!r}; it needs visit_id, detail and value."
        )
    lines = long.select(row=long.visit_id.cast("string"), detail=long.detail.cast("string"),
                        value=long.value.cast("string").strip().nullif("")).distinct()  # fmt: skip
    lines = lines.semi_join(visits, lines.row == visits.row)
    names = sorted(
        str(v) for v in lines.select("detail").distinct().to_pyarrow()["detail"].to_pylist() if v is not None
    )
    result = Bridged(visits=visits, details=[], dimensions=[], how_many=[], notes=[])
    for name in names:
        result = _add(result, lines.filter(lines.detail == name).drop("detail"), name, params, first)
    return result


def _add(so_far: Bridged, lines: ir.Table, name: str, params: Params, first: int) -> Bridged:
    detail, notes = read_levels(lines, "value", name, params)
    if detail is None:
        return replace(so_far, notes=so_far.notes + notes)
    column = f"c{first + len(so_far.details)}"
    bridge = code(lines, "value", column, detail).distinct().cache()
    count = bridge.group_by("row").agg(many=lambda t: t.count()).rename(row_="row")
    visits = so_far.visits.left_join(count, so_far.visits.row == count.row_)
    size = ibis.literal(0)
    for start in MANY_FROM:
        size = size + (visits.many.fill_null(0) >= start).cast("int32")
    visits = visits.mutate(**{f"many_{column}": size.cast("int16")}).drop("row_", "many")
    how_many = Dimension(name=f"how many {name}", column=f"many_{column}", size=len(MANY_FROM) + 1)
    several = Dimension(name=name, column=column, size=len(detail.values), bridge=bridge)
    return Bridged(visits=visits, details=[*so_far.details, detail], dimensions=[*so_far.dimensions, several],
                   how_many=[*so_far.how_many, how_many], notes=so_far.notes + notes)  # fmt: skip
