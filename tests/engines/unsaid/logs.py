"""Small visit logs with a truth that is known: guests who come at their own pace, and details that send some away."""

from collections.abc import Mapping
from datetime import datetime

import ibis
import numpy as np
import pyarrow as pa

START = np.datetime64("2024-01-01T00:00:00", "s")
DAYS = 500
NOW = datetime(2024, 1, 1) + (datetime(2025, 5, 15) - datetime(2024, 1, 1))  # noqa: DTZ001
SIZES = {"waiter": 8, "table": 12, "dish": 20}


def log(
    seed: int,
    *,
    guests: int = 3000,
    bad: Mapping[tuple[str, int], float] | None = None,
    since: float = -1.0,
    until: float = 1e9,
) -> pa.Table:
    """Columns guest_id, visited_at, spend, visit_id, waiter, table, dish, station (dish % 4).

    `bad` gives the chance, beyond the usual one in five, that a guest who had the value never comes again; it works
    for visits between the days `since` and `until`.
    """
    rng = np.random.default_rng(seed)
    pace = rng.gamma(3.0, 8.0, guests) + 3.0  # mean days between visits of each guest
    found: dict[str, list[np.ndarray]] = {name: [] for name in ("g", "t", *SIZES)}
    g, t = np.arange(guests), rng.uniform(0, DAYS - 40, guests)
    while len(g):
        had = {name: rng.integers(0, size, len(g)) for name, size in SIZES.items()}
        hurt = sum(
            ((had[name] == value) & (t >= since) & (t < until)) * chance
            for (name, value), chance in (bad or {}).items()
        )
        for name, column in (("g", g), ("t", t), *had.items()):
            found[name].append(column)
        stays = rng.random(len(g)) > 0.2 + hurt
        t = t + 1 + rng.exponential(pace[g])
        keep = stays & (t < DAYS)
        g, t = g[keep], t[keep]
    column = {name: np.concatenate(parts) for name, parts in found.items()}
    order = np.argsort(column["t"], kind="stable")
    column = {name: values[order] for name, values in column.items()}
    n = len(order)
    return pa.table({
        "guest_id": np.char.add("g", column["g"].astype(str)),
        "visited_at": START + (column["t"] * 86400).astype("timedelta64[s]"),
        "spend": np.round(rng.lognormal(3.4, 0.5, n), 2),
        "visit_id": np.arange(n),
        **{name: np.char.add(name[0], column[name].astype(str)) for name in SIZES},
        "station": np.char.add("s", (column["dish"] % 4).astype(str)),
    })  # fmt: skip


def as_ibis(table: pa.Table) -> ibis.Table:
    """The log in a DuckDB of its own, so that no test meets another's tables."""
    return ibis.duckdb.connect(threads=1).create_table("visits", ibis.memtable(table))
