"""A detail's values -> small whole numbers, the rare ones together, and a word about what cannot be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hovmester.engines.unsaid.errors import NotAVisitLog
from hovmester.engines.unsaid.model import Columns, Note, Params
from hovmester.engines.unsaid.pairs import Dimension
from hovmester.engines.unsaid.small import small_table

RARE, UNKNOWN = "(seldom seen)", "(not recorded)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """`values[code]` for every code; the last two codes are the rare values together and "not recorded".

    `distinct`: how many values the log has, the rare ones too.
    """

    name: str
    values: tuple[str, ...]
    visits: tuple[int, ...]
    distinct: int

    @property
    def tested(self) -> int:
        """Codes below this are values of their own."""
        return len(self.values) - 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """What stands in one column: `raw` with its count `n` and its text `value`, null where nothing is recorded.

    "K11 " and "k11" are one value, written in two ways; `key` is the same for both.
    """

    raws: ir.Table

    @classmethod
    def of(cls, rows: ir.Table, column: str) -> "Levels":
        raws = rows.select(raw=rows[column]).group_by("raw").agg(n=lambda t: t.count())
        raws = raws.mutate(value=raws.raw.cast("string").strip().nullif(""))
        return cls(raws=raws.mutate(key=raws.value.lower()).cache())

    def often(self, at_least: int, limit: int) -> tuple[list[str], list[int]]:
        """The values seen most often, the first first, each as it is written most often."""
        by = self.raws.filter(self.raws.key.notnull()).group_by("key").agg(n=lambda t: t.n.sum())
        top = by.filter(by.n >= at_least).order_by([ibis.desc("n"), "key"]).limit(limit).cache()
        counts = {row["key"]: row["n"] for row in top.to_pyarrow().to_pylist()}
        near = self.raws.semi_join(top, "key").group_by("key", "value").agg(n=lambda t: t.n.sum())
        ways = near.order_by(["n", ibis.desc("value")]).to_pyarrow().to_pylist()
        written = {row["key"]: str(row["value"]) for row in ways}  # the last one stays
        return [written[key] for key in counts], [int(n) for n in counts.values()]

    def code(self, rows: ir.Table, column: str, into: str, values: Sequence[str]) -> ir.Table:
        """Put the number of its value among `values` into `into`; then come all others together, then none recorded."""
        known = len(values)
        pairs = small_table(
            rows, value_=pa.array(values, pa.string()), code_=pa.array(range(known), pa.int16())
        )
        joined = self.raws.left_join(pairs, self.raws.key == pairs.value_.lower())
        rest = joined.key.isnull().ifelse(known + 1, known)
        codes = joined.select(raw_="raw", **{into: joined.code_.fill_null(rest).cast("int16")}).cache()
        coded = rows.left_join(codes, rows[column] == codes.raw_)
        return coded.mutate(**{into: coded[into].fill_null(known + 1).cast("int16")}).drop("raw_", column)


def read_levels(
    levels: Levels, name: str, params: Params, most: int | None = None
) -> tuple[Detail | None, list[Note]]:
    """What one detail's values are, at `most` so many; None, with the reason, where it can tell nothing."""
    by = levels.raws.group_by("key").agg(
        n=lambda t: t.n.sum(), one=lambda t: t.value.min(), other=lambda t: t.value.max()
    )
    ways = by.one != by.other
    shape = by.agg(
        visits=by.n.sum(), values=by.key.count(), missing=by.n.sum(where=by.key.isnull()),
        top=by.n.max(where=by.key.notnull()),
        ways=ways.sum(), one=by.one.min(where=ways), other=by.other.min(where=ways),
    ).to_pyarrow().to_pylist()[0]  # fmt: skip
    visits, values, missing, top = (int(shape[key] or 0) for key in ("visits", "values", "missing", "top"))
    seen = visits - missing
    if values == 0:
        return None, [Note(code="detail_empty", facts={"detail": name})]
    if values == 1 and missing == 0:
        return None, [Note(code="detail_constant", facts={"detail": name})]
    if top == 1 or values > 0.5 * seen:
        return None, [Note(code="detail_unique", facts={"detail": name, "values": values})]
    names, counts = levels.often(params.min_visits, most or params.max_values)
    if not names or (len(names) == 1 and values == 1 and missing > 0.5 * visits):
        code = "detail_only_sometimes" if names else "detail_rare"
        facts = {"detail": name, "values": values, "visits": seen, "min_visits": params.min_visits}
        return None, [Note(code=code, facts=facts)]
    rest = (max(seen - sum(counts), 0), missing)
    detail = Detail(name=name, values=(*names, RARE, UNKNOWN), visits=(*counts, *rest), distinct=values)
    notes = pooled(detail, params)
    if shape["ways"]:
        facts = {"detail": name, "values": int(shape["ways"]), "one": shape["one"], "other": shape["other"]}
        notes.append(Note(code="detail_spelled", facts=facts))
    if missing:
        notes.append(Note(code="detail_missing", facts={"detail": name, "share": missing / visits}))
    return detail, notes


def pooled(detail: Detail, params: Params) -> list[Note]:
    """How many of its values are looked at, where it is not all of them."""
    facts = {"detail": detail.name, "values": detail.distinct, "kept": detail.tested,
             "min_visits": params.min_visits}  # fmt: skip
    return [Note(code="detail_pooled", facts=facts)] if detail.tested < detail.distinct else []


def thinned(detail: Detail, counts: Sequence[int], params: Params) -> tuple[Detail | None, list[int]]:
    """The detail by the visits that were kept, and the new code of each old one; None where no value is left."""
    by_count = sorted(range(detail.tested), key=lambda c: (-counts[c], detail.values[c]))
    kept = [c for c in by_count if counts[c] >= params.min_visits][: params.max_values]
    new = {old: code for code, old in enumerate(kept)}
    codes = [new.get(c, len(kept)) for c in range(detail.tested)] + [len(kept), len(kept) + 1]
    rare = sum(counts[: detail.tested]) - sum(counts[c] for c in kept) + counts[detail.tested]
    visits = (*(counts[c] for c in kept), rare, counts[detail.tested + 1])
    names = (*(detail.values[c] for c in kept), RARE, UNKNOWN)
    thin = Detail(name=detail.name, values=names, visits=visits, distinct=detail.distinct)
    return (thin if kept else None), codes


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
    """Code the long table (visit_id, detail, value); `visit` of the visits is the visit's id, `row` its number here.

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
    _one_id_each(visits)
    detail = long.detail.cast("string").strip().nullif("")
    lines = long.select(visit_=long.visit_id.cast("string").strip(), detail=detail, value="value")
    known = visits.select("row", visit_=visits.visit.strip())
    joined = (
        lines.inner_join(known, "visit_")
        .group_by("row", "detail", "value")
        .agg(n=lambda t: t.count())
        .cache()
    )
    notes = _lost_lines(lines, joined, known)
    names = sorted(
        d for d in joined.select("detail").distinct().to_pyarrow()["detail"].to_pylist() if d is not None
    )
    if twice := sorted(set(names) & set(columns.details)):
        raise NotAVisitLog(
            f"{twice[0]!r} is a column of the visits and a detail of the long table too; name the columns that count "
            "with --details, or give one of the two another name."
        )
    lines = joined.drop("n")
    result = Bridged(visits=visits.drop("visit"), details=[], dimensions=[], how_many=[], notes=notes)
    for name in names:
        result = _add(result, lines.filter(lines.detail == name).drop("detail"), name, params, first)
    return result


def _one_id_each(visits: ir.Table) -> None:
    seen = visits.group_by("visit").agg(n=lambda t: t.count())
    twice = seen.filter((seen.n > 1) & seen.visit.notnull())
    found = twice.agg(ids=twice.count(), such=twice.visit.min()).to_pyarrow().to_pylist()[0]
    if found["ids"]:
        raise NotAVisitLog(
            f"{found['ids']:,} ids of visits stand at more than one visit, such as {found['such']!r}; with a long "
            "table every visit needs an id of its own."
        )


def _lost_lines(lines: ir.Table, joined: ir.Table, known: ir.Table) -> list[Note]:
    """Lines without a visit among those that count, and lines without a detail. Raises: NotAVisitLog where all are."""
    total = int(lines.count().to_pyarrow().as_py())
    sums = joined.agg(found=joined.n.sum(), nameless=joined.n.sum(where=joined.detail.isnull()))
    row = {key: int(n or 0) for key, n in sums.to_pyarrow().to_pylist()[0].items()}
    if total == 0:
        raise NotAVisitLog("The long table has a heading but no lines.")
    if row["found"] == row["nameless"]:
        here, there = (str(t.visit_.max().to_pyarrow().as_py()) for t in (lines, known))
        raise NotAVisitLog(
            f"No line of the long table has a detail and belongs to a visit: visit_id is like {here!r} there and like "
            f"{there!r} in the visits."
        )
    notes = []
    if lost := total - row["found"]:
        notes.append(Note(code="lines_without_visit", facts={"n": lost}))
    if row["nameless"]:
        notes.append(Note(code="lines_without_detail", facts={"n": row["nameless"]}))
    return notes


def _add(so_far: Bridged, lines: ir.Table, name: str, params: Params, first: int) -> Bridged:
    levels = Levels.of(lines, "value")
    detail, notes = read_levels(levels, name, params)
    if detail is None:
        return replace(so_far, notes=so_far.notes + notes)
    column = f"c{first + len(so_far.details)}"
    bridge = levels.code(lines, "value", column, detail.values[: detail.tested]).distinct().cache()
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
