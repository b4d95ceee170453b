"""The log of docs/unsaid-supermarket.md, from the Complete Journey baskets: visits.parquet and lines.parquet
in a folder.

A loss is planted so that there is something to find: after one in seven baskets with frozen pizza the
household never comes again.
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.unsaid.real import LOSS, complete_journey

PLANTED = ("category", "FROZEN PIZZA")


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path)


def main(asked: argparse.Namespace) -> None:
    log = complete_journey()
    rng = np.random.default_rng(1)
    ends = log.lines[PLANTED][rng.random(len(log.lines[PLANTED])) < LOSS]
    _, guest = np.unique(log.guest, return_inverse=True)
    last = np.full(guest.max() + 1, np.iinfo(np.int64).max)
    np.minimum.at(last, guest[ends], log.sec[ends])
    kept = log.sec <= last[guest]
    asked.folder.mkdir(parents=True, exist_ok=True)
    visits = pa.table({
        "visit_id": np.arange(len(kept)), "household_id": log.guest, "visited_at": log.sec.astype("datetime64[s]"),
        "sales_value": log.spend, "store_id": log.site,
    })  # fmt: skip
    pq.write_table(visits.filter(pa.array(kept)), asked.folder / "visits.parquet")
    rows = [(int(i), "category", name) for (_, name), at in log.lines.items() for i in at if kept[i]]
    ids, details, values = zip(*rows, strict=True)
    pq.write_table(
        pa.table({"visit_id": ids, "detail": details, "value": values}), asked.folder / "lines.parquet"
    )
    print(f"{kept.sum():,} visits and {len(rows):,} lines written to {asked.folder}")
