"""From a visit log to the table the model asks its sums of: one slim row a visit, whole numbers and two floats."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import ibis
import ibis.expr.types as ir
import numpy as np

from hovmester.engines.unsaid.baseline import Expected, expect
from hovmester.engines.unsaid.errors import NobodyReturned, NotAVisitLog
from hovmester.engines.unsaid.history import block_of, day_of, live, shift_bucket
from hovmester.engines.unsaid.intake import DAY_S, Intake, reasons, take_in
from hovmester.engines.unsaid.joint import look_up
from hovmester.engines.unsaid.levels import Detail, Levels, bridge_of, pooled, read_levels, thinned
from hovmester.engines.unsaid.model import Columns, Note, Params, Refused
from hovmester.engines.unsaid.pairs import Dimension
from hovmester.engines.unsaid.small import sampled
from hovmester.engines.unsaid.value import GammaGamma, fit_gamma_gamma

SITES = 300  # a chain's largest; smaller ones share a baseline
WHEN = 7 * 8 * 2  # weekday x three hours x first visit or later


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """`table`: d, p, c, gap, past, number, age, sec, when, site, stratum, guest_bucket, shift_bucket, spend?,
    c0 … and row?, all of them numbers."""

    table: ir.Table
    details: tuple[Detail, ...]
    dimensions: tuple[Dimension, ...]  # one a detail, in the same order
    adjusting: tuple[Dimension, ...]  # never tested
    known_before: tuple[str, ...]  # what every visit is compared within, beside its details
    expected: Expected
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]
    totals: "Totals"
    money: GammaGamma | None
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """`return_share`: of visits followed for the whole horizon. Days count from 1970."""

    visits: int
    guests: int
    censored_share: float
    return_share: float
    mean_spend: float | None
    first_day: int
    last_day: int


def prepare(
    visits: ir.Table, columns: Columns, params: Params, *, now: datetime, long: ir.Table | None,
    tell: Callable[[str, float], None],
) -> Prepared:  # fmt: skip
    """Set the visits in order, say what to expect of each, and count what was left out.

    Raises: NotAVisitLog, NoVisits, NobodyReturned.
    """
    tell("Reading the visits", 0.0)
    intake = take_in(visits, columns, now=now)
    rows, details, notes = _coded(intake, columns, params)
    carried = ("guest_bucket", "site", *(("spend",) if columns.spend else ()), *(("visit",) if columns.visit else ()),
               *(f"c{k}" for k in range(len(details))))  # fmt: skip
    tell("Following every guest", 0.2)
    lived = live(rows, intake.guests, now_sec=intake.last_sec, keep=carried)
    refused = intake.refused + lived.refused
    codes: dict[int, list[int]] = {}
    if refused:
        details, codes, more = _thinned(lived.visits, details, params)
        notes = [note for note in notes if note.code != "detail_pooled"] + more
    tell("Learning how guests return", 0.6)
    expected = expect(lived.visits, horizon=params.horizon_days)
    _somebody_returned(expected, refused, intake.total)
    slim = _slim(expected.visits, codes or {k: [] for k in range(len(details))}, columns)
    dimensions = [Dimension(name=d.name, column=f"c{k}", size=len(d.values)) for k, d in enumerate(details)]
    adjusting = [Dimension(name="when", column="when", size=WHEN)]
    if long is not None:
        bridged = bridge_of(long, slim.cache(), columns, params, first=len(details))
        slim, notes = bridged.visits, notes + bridged.notes
        details, dimensions = details + bridged.details, dimensions + bridged.dimensions
        adjusting += bridged.how_many
    if not details:
        raise NotAVisitLog(_why_none(notes, refused, intake.total), notes=tuple(notes), refused=refused)
    table = slim.cache()
    totals = _totals(table, columns, params)
    fresh = intake.total - sum(r.rows for r in refused) - totals.visits  # no row but these may go
    if fresh:
        notes.append(Note(code="too_fresh", facts={"n": fresh}))
    table = table.mutate(shift_bucket=shift_bucket(table))
    return Prepared(
        table=table,
        details=tuple(details),
        dimensions=tuple(dimensions),
        adjusting=tuple(adjusting),
        known_before=(
            "visit number",
            "visit rate before",
            "month",
            *(("site",) if columns.site else ()),
            "weekday and hour",
        ),
        expected=replace(expected, visits=table),
        refused=refused,
        notes=lived.notes + tuple(notes),
        rows=intake.total,
        totals=totals,
        money=_money(lived.visits, columns),
    )


def _coded(intake: Intake, columns: Columns, params: Params) -> tuple[ir.Table, list[Detail], list[Note]]:
    """The visits with a code for each detail that can tell something (c0, c1 …) and for the site."""
    rows, details, notes = intake.visits(), list[Detail](), list[Note]()
    most = params.max_values * (2 if intake.refused else 1)  # what was refused must not decide which are kept
    for k, name in enumerate(columns.details):
        levels = Levels.of(intake.rows, f"x{k}")
        detail, said = read_levels(levels, name, params, most)
        notes += said
        if detail is None:
            rows = rows.drop(f"x{k}")
        else:
            rows = levels.code(rows, f"x{k}", f"c{len(details)}", detail.values[: detail.tested])
            details.append(detail)
    if columns.site is None:
        return rows.mutate(site=ibis.literal(0, "int16")), details, notes
    sites = Levels.of(intake.rows, "site")
    rows = sites.code(rows.rename(site_="site"), "site_", "site", sites.often(1, SITES)[0])
    return rows, details, notes


def _thinned(
    lived: ir.Table, details: list[Detail], params: Params
) -> tuple[list[Detail], dict[int, list[int]], list[Note]]:
    """Rows were refused, so some values may now be rare. The details that are left, and each old code's new one."""
    left, codes, notes = list[Detail](), dict[int, list[int]](), list[Note]()
    for k, detail in enumerate(details):
        counts = [0] * len(detail.values)
        rows = lived.group_by(code_=f"c{k}").agg(n=lambda t: t.count()).to_pyarrow().to_pydict()
        for code, n in zip(rows["code_"], rows["n"], strict=True):
            counts[code] = n
        thin, new = thinned(detail, counts, params)
        if thin is None:
            facts = {"detail": detail.name, "values": detail.tested, "visits": sum(counts[:-1]),
                     "min_visits": params.min_visits}  # fmt: skip
            notes.append(Note(code="detail_rare", facts=facts))
        else:
            codes[k] = new
            left.append(thin)
            notes += pooled(thin, params)
    return left, codes, notes


def _slim(visits: ir.Table, codes: dict[int, list[int]], columns: Columns) -> ir.Table:
    """`codes`: of the details that are kept, the number and, where codes changed, the new code of each old one."""
    weekday = (day_of(visits) + 3) % 7
    kept = {
        "d": visits.d, "p": visits.p, "c": visits.c, "gap": visits.gap, "past": visits.past, "number": visits.number,
        "age": visits.age, "stratum": visits.stratum, "site": visits.site,
        "when": ((weekday * 8 + block_of(visits)) * 2 + (visits.number > 1).cast("int32")).cast("int16"),
        "guest_bucket": visits.guest_bucket, "sec": visits.sec,
    }  # fmt: skip
    for k, (old, new) in enumerate(codes.items()):
        same = new == list(range(len(new)))
        kept[f"c{k}"] = visits[f"c{old}"] if same else look_up(new, visits[f"c{old}"], "int16")
    if columns.spend:
        kept["spend"] = visits.spend
    if columns.visit:
        turn = ibis.window(order_by=["sec", "who", "chapter"])
        kept |= {"visit": visits.visit, "row": ibis.row_number().over(turn).cast("int32")}
    return visits.select(**kept)


def _totals(visits: ir.Table, columns: Columns, params: Params) -> Totals:
    whole = visits.c >= params.horizon_days
    asked = {
        "visits": visits.count(),
        "guests": visits.count(where=visits.number == 1),
        "whole": visits.count(where=whole),
        "back": visits.count(where=whole & (visits.d == 1)),
        "unwatched": visits.count(where=(visits.d == 0) & ~whole),
        "returned": visits.count(where=visits.d == 1),
        "first": visits.sec.min() // DAY_S,
        "last": visits.sec.max() // DAY_S,
    }
    if columns.spend:
        asked["spend"] = visits.spend.cast("float64").mean()
    row = visits.agg(**asked).to_pyarrow().to_pylist()[0]
    share = row["back"] / row["whole"] if row["whole"] else row["returned"] / max(row["visits"], 1)
    return Totals(
        visits=row["visits"],
        guests=row["guests"],
        censored_share=row["unwatched"] / max(row["visits"], 1),
        return_share=share,
        mean_spend=row.get("spend"),
        first_day=row["first"],
        last_day=row["last"],
    )


def _money(lived: ir.Table, columns: Columns) -> GammaGamma | None:
    """Gamma-gamma over guests who came again, their mean spend rounded to about 2 % so that few groups come back."""
    if not columns.spend:
        return None
    spent = sampled(lived, lived.who, lived.count().to_pyarrow().as_py())
    spent = spent.filter(spent.spend > 0)
    guests = spent.group_by("who", "chapter").agg(n=spent.count(), m=spent.spend.cast("float64").mean())
    step = (guests.m.log() * 50).round().cast("int32")
    many = guests.filter(guests.n > 1).mutate(step=step)
    rows = many.group_by(n_="n", step_="step").agg(w=many.count()).order_by("n_", "step_").to_pyarrow()
    if rows.num_rows < 3:
        return None
    return fit_gamma_gamma(rows["n_"].to_numpy(), np.exp(rows["step_"].to_numpy() / 50), rows["w"].to_numpy())


def _somebody_returned(expected: Expected, refused: tuple[Refused, ...], total: int) -> None:
    if expected.lives is None or not (expected.curves[:, -1] > 0).any():
        raise NobodyReturned(
            "No guest came twice in this log, so there is no return that a detail could cost. Check the column with "
            "the guest: a receipt number, or a new id at each visit, looks like this."
            + _beside(refused, total)
        )


def _why_none(notes: list[Note], refused: tuple[Refused, ...], total: int) -> str:
    said = {"detail_empty": "is empty", "detail_constant": "has the same value at every visit",
            "detail_unique": "differs at nearly every visit",
            "detail_rare": "has no value seen at {min_visits} visits or more",
            "detail_only_sometimes": "was only noted now and then"}  # fmt: skip
    parts = [f"{n.facts['detail']} {said[n.code].format(**n.facts)}" for n in notes if n.code in said]
    return (
        "None of the details can tell anything: "
        + ("; ".join(parts) or "none was named")
        + "."
        + _beside(refused, total)
    )


def _beside(refused: tuple[Refused, ...], total: int) -> str:
    """What was refused may be why too little is left."""
    return f" Of {total:,} rows were refused: {reasons(refused)}." if refused else ""
