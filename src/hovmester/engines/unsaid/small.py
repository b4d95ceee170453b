"""A few rows: of ours beside the visits, on whatever backend those are, and of very many visits."""

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hovmester.engines.unsaid.history import BUCKETS

SAMPLE = 2_000_000  # visits; what need not be asked of more is asked of about so many
PRIME = 2_147_483_647  # for hashes that are the same on every backend


def small_table(beside: ir.Table, **columns: object) -> ir.Table:
    """An Arrow table of `columns` that expressions on `beside` may join.

    Asking the backend for none of its rows makes it known there: Spark keeps (`cache`) only what it knows.
    """
    rows = ibis.memtable(pa.table(columns))
    beside.get_backend().to_pyarrow(rows.limit(0))
    return rows


def sampled(table: ir.Table, key: ir.Value, visits: int) -> ir.Table:
    """About SAMPLE of the `visits`, whole groups of `key` at a time; all where there are no more than that."""
    keep = -(-visits // SAMPLE)
    return table if keep <= 1 else table.filter((key.cast("int64") * 48_271 % PRIME) % keep == 0)


def some_guests(table: ir.Table, visits: int, columns: Sequence[str]) -> ir.Table:
    """About SAMPLE of the `visits`, with these columns: those of whole guests, which costs next to nothing to find."""
    if visits <= SAMPLE:
        return table
    few = table.filter(table.guest_bucket < max(round(BUCKETS * SAMPLE / visits), 1))
    return few.select(*columns).cache()
