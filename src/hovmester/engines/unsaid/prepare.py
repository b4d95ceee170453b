"""From a visit log to the table the model asks its sums of: one slim row a visit, whole numbers and two floats."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import ibis.expr.types as ir
import numpy as np

from hovmester.engines.unsaid.baseline import Expected, expect
from hovmester.engines.unsaid.errors import NobodyReturned, NotAVisitLog
from hovmester.engines.unsaid.history import guest_bucket, live, shift_bucket
from hovmester.engines.unsaid.intake import Intake, seconds, take_in
from hovmester.engines.unsaid.joint import Dimension
from hovmester.engines.unsaid.levels import Detail, bridge_of, code, plain_levels, read_levels
from hovmester.engines.unsaid.model import Columns, Note, Params, Refused
from hovmester.engines.unsaid.value import GammaGamma, fit_gamma_gamma

SITES = 300  # a chain's largest; smaller ones share a baseline
WHEN = 7 * 8 * 2  # weekday x three hours x first visit or later


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """`table`: d, p, c, gap, past, number, day, week, when, guest_bucket, shift_bucket, spend?, c0 … and row? ."""

    table: ir.Table
    details: tuple[Detail, ...]
    dimensions: tuple[Dimension, ...]  # one a detail, in the same order
    adjusting: tuple[Dimension, ...]  # never tested
    expected: Expected
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]
    totals: "Totals"
    money: GammaGamma | None
    rows: int
    sites: int


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
    tell("Reading the visits", 0.0)
    intake = take_in(visits, columns, now=now)
    rows, details, notes = _code_details(intake, columns, params)
    sites = plain_levels(intake.visits, "site", SITES)
    site = Detail(name="site", values=(*sites, "", ""), visits=(0,) * (len(sites) + 2))
    rows = code(rows, "site", "site", site)
    carried = ("site", *(("spend",) if columns.spend else ()), *(("visit",) if columns.visit else ()),
               *(f"c{k}" for k in range(len(details))))  # fmt: skip
    tell("Following every guest", 0.2)
    lived = live(rows, now_sec=seconds(now), keep=carried)
    tell("Learning how guests return", 0.6)
    expected = expect(lived.visits, horizon=params.horizon_days)
    _somebody_returned(expected)
    slim = _slim(expected.visits, len(details), columns)
    dimensions = [Dimension(name=d.name, column=f"c{k}", size=len(d.values)) for k, d in enumerate(details)]
    adjusting = [Dimension(name="when", column="when", size=WHEN)]
    if long is not None:
        bridged = bridge_of(long, slim, columns, params, first=len(details))
        slim, notes = bridged.visits, notes + bridged.notes
        details, dimensions = details + bridged.details, dimensions + bridged.dimensions
        adjusting += bridged.how_many
    table = slim.cache()
    if not details:
        raise NotAVisitLog("None of the details can tell anything: " + _why_none(notes), notes=tuple(notes))
    return Prepared(
        table=table,
        details=tuple(details),
        dimensions=tuple(dimensions),
        adjusting=tuple(adjusting),
        expected=expected,
        refused=intake.refused + lived.refused,
        notes=intake.notes + lived.notes + tuple(notes),
        rows=intake.rows,
        sites=len(sites),
        totals=_totals(expected.visits, columns, params),
        money=_money(lived.visits, columns),
    )


def _code_details(
    intake: Intake, columns: Columns, params: Params
) -> tuple[ir.Table, list[Detail], list[Note]]:
    rows, details, notes = intake.visits, list[Detail](), list[Note]()
    for k, name in enumerate(columns.details):
        detail, said = read_levels(intake.visits, f"x{k}", name, params)
        notes += said
        if detail is None:
            rows = rows.drop(f"x{k}")
        else:
            rows = code(rows, f"x{k}", f"c{len(details)}", detail)
            details.append(detail)
    return rows, details, notes


def _slim(visits: ir.Table, details: int, columns: Columns) -> ir.Table:
    weekday = (visits.day + 3) % 7
    kept = {
        "d": visits.d.cast("int8"), "p": visits.p, "c": visits.c.cast("int16"), "gap": visits.gap, "past": visits.past,
        "number": visits.number, "age": visits.age.cast("float32"), "day": visits.day,
        "week": visits.week.cast("int16"), "month": visits.month, "stratum": visits.stratum.cast("int32"),
        "shift": (visits.site.cast("int64") * 100_000 + visits.day) * 8 + visits.block,
        "when": ((weekday * 8 + visits.block) * 2 + (visits.number > 1).cast("int32")).cast("int16"),
        "guest_bucket": guest_bucket(visits.guest).cast("int16"), "shift_bucket": shift_bucket(visits).cast("int16"),
        "sec": visits.sec, "before": visits.before,
    }  # fmt: skip
    kept |= {f"c{k}": visits[f"c{k}"].cast("int16") for k in range(details)}
    if columns.spend:
        kept["spend"] = visits.spend.cast("float64")
    if columns.visit:
        kept["row"] = visits.visit
    return visits.select(**kept)


def _totals(visits: ir.Table, columns: Columns, params: Params) -> Totals:
    whole = visits.c >= params.horizon_days
    asked = {
        "visits": visits.count(),
        "guests": visits.who.nunique(),
        "whole": whole.cast("int64").sum(),
        "back": (whole & (visits.d == 1)).cast("int64").sum(),
        "unwatched": ((visits.d == 0) & ~whole).cast("int64").sum(),
        "returned": visits.d.cast("int64").sum(),
        "expected": visits.base.sum(),
        "first": visits.day.min(),
        "last": visits.day.max(),
    }
    if columns.spend:
        asked["spend"] = visits.spend.mean()
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
    spent = lived.filter(lived.spend > 0)
    guests = spent.group_by("who").agg(n=spent.count(), m=spent.spend.mean())
    step = (guests.m.log() * 50).round().cast("int32")
    many = guests.filter(guests.n > 1).mutate(step=step)
    rows = many.group_by(n_="n", step_="step").agg(w=many.count()).order_by("n_", "step_").to_pyarrow()
    if rows.num_rows < 3:
        return None
    return fit_gamma_gamma(rows["n_"].to_numpy(), np.exp(rows["step_"].to_numpy() / 50), rows["w"].to_numpy())


def _somebody_returned(expected: Expected) -> None:
    if expected.lives is None or not (expected.curves[:, -1] > 0).any():
        raise NobodyReturned(
            "No guest came twice in this log, so there is no return that a detail could cost. Check the column with "
            "the guest: a receipt number, or a new id at each visit, looks like this."
        )


def _why_none(notes: list[Note]) -> str:
    said = {"detail_empty": "is empty", "detail_constant": "has the same value at every visit",
            "detail_unique": "differs at every visit", "detail_rare": "has no value seen often enough",
            "detail_only_sometimes": "was only noted now and then"}  # fmt: skip
    parts = [f"{n.facts['detail']} {said[n.code]}" for n in notes if n.code in said]
    return ("; ".join(parts) or "none was named") + "."
