"""A few rows of ours beside the visits, on whatever backend those are."""

import ibis
import ibis.expr.types as ir
import pyarrow as pa


def small_table(beside: ir.Table, **columns: object) -> ir.Table:
    """An Arrow table of `columns` that expressions on `beside` may join.

    Asking the backend for none of its rows makes it known there: Spark keeps (`cache`) only what it knows.
    """
    rows = ibis.memtable(pa.table(columns))
    beside.get_backend().to_pyarrow(rows.limit(0))
    return rows
