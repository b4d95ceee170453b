"""Real logs with a planted loss: later visits of one guest in seven who had a value are struck out.

Complete Journey: supermarket baskets; details are product categories (several a basket) and a till drawn at
random. CDNOW: purchases; details are a picker and a box drawn at random (how many discs is no detail: the guest
chose it, and who buys one returns 14 % less often than who buys two). A plant is a value seen at 2,000 visits or more;
whatever else is accused counts as false, though in a real log it need not be.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import ibis
import numpy as np
import pyarrow as pa

from bench.unsaid import DATA, write
from hovmester.engines.unsaid import Columns, find_unsaid

LOSS = 0.15
EXPOSED_MIN, EXPOSED_MAX = 2000, 9000
HORIZON = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """guest, day in seconds, visit: (n,). `lines`: (detail, value) -> rows of the visits that had it."""

    name: str
    guest: np.ndarray
    sec: np.ndarray
    spend: np.ndarray
    site: np.ndarray
    wide: dict[str, np.ndarray]
    lines: dict[tuple[str, str], np.ndarray]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plants", type=int, default=40)


def main(asked: argparse.Namespace) -> None:
    rows: list[dict[str, object]] = []
    trials = [_trials(log, asked.plants // 2) for log in (complete_journey(), cdnow())]
    for pair in zip(*trials, strict=True):
        rows += pair
        write("unsaid_real.csv", sorted(rows, key=lambda row: str(row["log"])))
    planted = [row for row in rows if row["planted"]]
    print(f"found {sum(int(str(r['found'])) for r in planted)} of {len(planted)}, false share "
          f"{np.mean([float(str(r['false_share'])) for r in planted]):.3f}")  # fmt: skip


def complete_journey() -> Log:
    where = DATA / "visits"
    con = duckdb.connect()
    bought = f"'{where}/completejourney_transactions.parquet'"
    baskets = con.sql(f"""select basket_id, any_value(household_id) guest, any_value(store_id) site,
        sum(sales_value) spend, epoch(min(transaction_timestamp))::bigint sec
        from {bought} group by 1 order by sec, 1""").fetchnumpy()
    lines = con.sql(f"""select distinct basket_id, product_category c from {bought}
        join '{where}/completejourney_products.parquet' using (product_id)
        where product_category is not null order by all""").fetchnumpy()
    row = {b: i for i, b in enumerate(baskets["basket_id"].tolist())}
    at = np.array([row[b] for b in lines["basket_id"].tolist()])
    category = np.asarray(lines["c"]).astype(str)
    had = {("category", c): at[category == c] for c in np.unique(category)}
    had = {k: v for k, v in had.items() if len(v) >= 300}
    n = len(baskets["basket_id"])
    till = np.random.default_rng(1).integers(0, 16, n)
    return Log(
        name="Complete Journey",
        guest=np.asarray(baskets["guest"]),
        sec=np.asarray(baskets["sec"]),
        spend=np.asarray(baskets["spend"]),
        site=np.asarray(baskets["site"]).astype(str),
        wide={"till": np.char.add("till ", till.astype(str))},
        lines=had,
    )


def cdnow() -> Log:
    rows = [line.split() for line in (DATA / "visits" / "CDNOW_master.txt").read_text().splitlines()[1:]]
    guest, day, _, spend = (np.array(c) for c in zip(*rows, strict=True))
    sec = np.array([f"{d[:4]}-{d[4:6]}-{d[6:]}" for d in day.tolist()], "datetime64[s]").astype(np.int64)
    rng = np.random.default_rng(2)
    picker, box = rng.integers(0, 16, len(guest)), rng.integers(0, 10, len(guest))
    return Log(
        name="CDNOW",
        guest=guest,
        sec=sec,
        spend=spend.astype(float),
        site=np.full(len(guest), "shop"),
        lines={},
        wide={
            "box": np.char.add("box ", box.astype(str)),
            "picker": np.char.add("picker ", picker.astype(str)),
        },
    )


def _trials(log: Log, plants: int) -> Iterator[dict[str, object]]:
    values = [(d, v) for d, column in log.wide.items() for v in np.unique(column)] + list(log.lines)
    fit = [p for p in values if EXPOSED_MIN <= len(_rows_with(log, p)) <= EXPOSED_MAX]
    picked = np.random.default_rng(7).permutation(len(fit))
    yield _trial(log, None, 0)
    for seed in range(plants):
        yield _trial(log, fit[picked[seed % len(fit)]], seed)


def _rows_with(log: Log, value: tuple[str, str]) -> np.ndarray:
    return np.flatnonzero(log.wide[value[0]] == value[1]) if value[0] in log.wide else log.lines[value]


def _trial(log: Log, planted: tuple[str, str] | None, seed: int) -> dict[str, object]:
    kept = (
        np.ones(len(log.guest), bool) if planted is None else _struck_out(log, _rows_with(log, planted), seed)
    )
    start = time.perf_counter()
    accused = _ask(log, kept)
    false = [a for a in accused if a != planted]
    row = {
        "log": log.name,
        "planted": " ".join(planted) if planted else "",
        "seed": seed,
        "exposed": int(kept[_rows_with(log, planted)].sum()) if planted else "",
        "visits": int(kept.sum()),
        "found": int(planted in accused),
        "said": len(accused),
        "false_share": round(len(false) / max(len(accused), 1), 3),
        "false": "; ".join(" ".join(f) for f in false[:8]),
        "seconds": round(time.perf_counter() - start, 1),
    }
    print(row, flush=True)
    return row


def _struck_out(log: Log, exposed: np.ndarray, seed: int) -> np.ndarray:
    """Which visits remain when each exposed visit is the guest's last with a chance of 15 %."""
    rng = np.random.default_rng([3, seed])
    ends = exposed[rng.random(len(exposed)) < LOSS]
    _, guest = np.unique(log.guest, return_inverse=True)
    last = np.full(guest.max() + 1, np.iinfo(np.int64).max)
    np.minimum.at(last, guest[ends], log.sec[ends])
    return log.sec <= last[guest]


def _ask(log: Log, kept: np.ndarray) -> list[tuple[str, str]]:
    con = ibis.duckdb.connect(threads=1)
    ids = np.arange(len(kept)).astype(str)
    table = pa.table(
        {
            "visit": ids,
            "guest": log.guest.astype(str),
            "at": log.sec,
            "spend": log.spend,
            "site": log.site,
            **log.wide,
        }
    ).filter(pa.array(kept))
    visits = con.create_table("visits", ibis.memtable(table))
    long = None
    if log.lines:
        long = con.create_table("lines", ibis.memtable(pa.table({
            "visit_id": np.concatenate([ids[rows] for rows in log.lines.values()]),
            "detail": np.concatenate([np.full(len(rows), d) for (d, _), rows in log.lines.items()]),
            "value": np.concatenate([np.full(len(rows), v) for (_, v), rows in log.lines.items()]),
        })))  # fmt: skip
    columns = Columns(
        guest="guest", at="at", spend="spend", site="site", visit="visit", details=tuple(log.wide)
    )
    now = np.datetime64(int(log.sec.max()), "s").item()
    found = find_unsaid(visits, columns, now=now, long=long)
    return [(f.detail, f.value) for f in found.findings if f.verdict == "losing guests"]
