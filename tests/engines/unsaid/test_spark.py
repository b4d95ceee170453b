"""The same expressions on Spark give the same findings. Needs Java 17; skips without."""

import shutil
import warnings
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from hovmester.engines.unsaid import Columns, Mend, find_unsaid
from tests.engines.unsaid.logs import NOW, as_ibis, log

COLUMNS = Columns(guest="guest_id", at="visited_at", spend="spend", details=("table",))


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17 and there is no java on the path")
    pytest.importorskip("pyspark", reason="Spark is not installed (it is with the bench dependencies)")
    from hovmester.outside.visits.opening import _spark

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pyspark's own
        backend = _spark(threads=2)
        for key in ("spark.sql.codegen.wholeStage", "spark.sql.adaptive.enabled"):
            backend._session.conf.set(
                key, "false"
            )  # their cost is paid by the query, and these are many and tiny
        backend._session.conf.set("spark.sql.shuffle.partitions", "2")
        yield backend
        backend._session.stop()


@pytest.mark.filterwarnings("ignore")
def test_spark_and_duckdb_find_the_same(spark: Any, tmp_path: Path):
    table = log(1, guests=700, bad={("table", 4): 0.3})
    mends = [Mend(detail="table", value="t4", mended_at=datetime(2024, 12, 1))]  # noqa: DTZ001
    here = find_unsaid(as_ibis(table), COLUMNS, now=NOW, mends=mends)
    pq.write_table(table, tmp_path / "visits.parquet")
    there = find_unsaid(spark.read_parquet(str(tmp_path / "visits.parquet")), COLUMNS, now=NOW, mends=mends)
    assert [(f.detail, f.value, f.verdict, f.since, f.visits) for f in here.findings] == [
        (f.detail, f.value, f.verdict, f.since, f.visits) for f in there.findings
    ]
    assert here.findings
    for one, other in zip(here.effects, there.effects, strict=True):
        assert (one.detail, one.value, one.visits) == (other.detail, other.value, other.visits)
        assert one.effect == pytest.approx(other.effect, abs=1e-6)
        assert one.low == pytest.approx(other.low, abs=1e-6)
    for one, other in zip(here.findings, there.findings, strict=True):
        assert one.at_risk == pytest.approx(other.at_risk, rel=1e-4)
    assert here.audit.decoys_flagged == there.audit.decoys_flagged
    assert here.proofs[0].verdict == there.proofs[0].verdict
    assert here.proofs[0].evidence == pytest.approx(there.proofs[0].evidence, rel=1e-3)
