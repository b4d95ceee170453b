"""The log of docs/unsaid-restaurant.md: two years of a restaurant whose knife set k11 went blunt on 4 February 2025.

Table 9 stands in the draught and has always lost guests; waiter Wil works the busy Friday nights, when
tourists come who never return, and is innocent; knife set k11 was sharpened on 1 September 2025.
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

DAYS, GUESTS = 730, 9000
START = np.datetime64("2024-01-01T00:00:00", "s")
BLUNT, SHARP = 400, 609  # days
SITTINGS = np.array([12, 18, 20])
WAITERS = [f"w{i}" for i in range(1, 13)]


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="the Parquet file to write; mends.csv is written beside it")
    parser.add_argument("--seed", type=int, default=11)


def main(asked: argparse.Namespace) -> None:
    pq.write_table(restaurant(asked.seed), asked.file)
    asked.file.with_name("mends.csv").write_text("detail,value,mended_at\nknives,k11,2025-09-01\n")
    print(f"{asked.file} and {asked.file.with_name('mends.csv')} written")


def restaurant(seed: int) -> pa.Table:
    """One row a visit: guest_id, visited_at, spend, waiter, table, dish, knives."""
    rng = np.random.default_rng(seed)
    pace = rng.gamma(2.0, 14.0, GUESTS) + 4  # days between the visits of each guest
    tourist = rng.random(GUESTS) < 0.2
    found: list[dict[str, np.ndarray]] = []
    g, t = np.arange(GUESTS), rng.uniform(0, DAYS - 30, GUESTS)
    while len(g):
        n = len(g)
        friday = rng.random(n) < np.where(tourist[g], 0.6, 0.15)
        day = np.floor(t / 7) * 7 + np.where(friday, 4, rng.integers(0, 7, n))
        t = day + SITTINGS[rng.integers(0, 3, n)] / 24 + rng.random(n) * 0.05
        waiter = np.where((day % 7 == 4) & (rng.random(n) < 0.5), 3, rng.integers(0, 12, n))
        waiter = np.where((waiter == 3) & (day % 7 != 4), 5, waiter)
        table, dish, knives = rng.integers(1, 25, n), rng.zipf(1.6, n) % 30, rng.integers(1, 13, n)
        hurt = 0.12 * (table == 9) + 0.20 * ((knives == 11) & (t >= BLUNT) & (t < SHARP))
        found.append({"g": g, "t": t, "waiter": waiter, "table": table, "dish": dish, "knives": knives})
        stays = rng.random(n) > np.minimum(0.15 + hurt + 0.7 * tourist[g], 0.98)
        t = t + 1 + rng.exponential(pace[g])
        keep = stays & (t < DAYS)
        g, t = g[keep], t[keep]
    c = {name: np.concatenate([part[name] for part in found]) for name in found[0]}
    order = np.argsort(c["t"], kind="stable")
    c = {name: values[order] for name, values in c.items()}
    return pa.table(
        {
            "guest_id": np.char.add("g", c["g"].astype(str)),
            "visited_at": START + (c["t"] * 86400).astype("timedelta64[s]"),
            "spend": np.round(rng.lognormal(3.7, 0.4, len(c["t"])), 2),
            "waiter": np.array(WAITERS)[c["waiter"]],
            "table": np.char.add("t", c["table"].astype(str)),
            "dish": np.char.add("d", c["dish"].astype(str)),
            "knives": np.char.add("k", c["knives"].astype(str)),
        }
    )
