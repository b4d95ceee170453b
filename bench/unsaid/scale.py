"""Time and memory of the whole analysis, and of the joint model beside pyfixest and glum on the same rows.

The log is made in DuckDB: guests who come about every 70 days for two years, six details of 8 to 120 values.
The whole analysis runs as `hovmester unsaid` in a process of its own, whose peak memory is told. The rivals
get the compressed rows (d, p, codes) in memory and fit the same Poisson model with offset log p and errors clustered by
guests: glum all details, pyfixest one with the others absorbed (it would have to be asked once for each).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import duckdb
import ibis
import numpy as np

from bench.unsaid import RESULTS, read, write
from hovmester.engines.unsaid import Columns, Params
from hovmester.engines.unsaid.history import BUCKETS
from hovmester.engines.unsaid.joint import fit_joint
from hovmester.engines.unsaid.pairs import count_pairs
from hovmester.engines.unsaid.prepare import Prepared, prepare

SIZES = {
    "waiter": 25,
    "table": 40,
    "dish": 120,
    "cutlery": 30,
    "station": 8,
    "menu": 12,
    "cook": 20,
    "glass": 15,
    "chair": 60,
    "wine": 50,
}
NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - wall clock


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--visits", type=float, nargs="+", default=[1e6, 1e7])
    parser.add_argument("--details", type=int, default=6)
    parser.add_argument(
        "--rivals-up-to", type=float, default=1e6, help="more visits than this are ours alone"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="5GB")
    parser.add_argument(
        "--folder",
        type=Path,
        default=None,
        help="where the log is made; needs 40 bytes a visit, and as much again",
    )


def main(asked: argparse.Namespace) -> None:
    rows: list[dict[str, object]] = (
        list(read("unsaid_scale.csv")) if (RESULTS / "unsaid_scale.csv").exists() else []
    )
    with tempfile.TemporaryDirectory(dir=asked.folder) as place:
        for visits in map(int, asked.visits):
            log = Path(place) / f"{visits}.parquet"
            _make(log, visits, asked)
            mine = [_whole(log, visits, asked)]
            if visits <= asked.rivals_up_to:
                mine += list(_joint_models(log, visits, asked))
            log.unlink()
            keys = {(r["what"], str(r["visits"]), str(r["details"])) for r in mine}
            rows = [r for r in rows if (r["what"], str(r["visits"]), str(r["details"])) not in keys] + mine
            write("unsaid_scale.csv", sorted(rows, key=lambda r: (str(r["what"]), int(str(r["visits"])))))
            for row in mine:
                print(row, flush=True)


def _make(log: Path, visits: int, asked: argparse.Namespace) -> None:
    details = ", ".join(
        f"'{name[0]}' || (random() * {size})::int as {name}"
        for name, size in list(SIZES.items())[: asked.details]
    )
    con = duckdb.connect(
        config={"threads": asked.threads, "memory_limit": asked.memory, "temp_directory": str(log.parent)}
    )
    con.execute("select setseed(.5)")
    con.execute(f"""copy (select (random() * {visits // 10})::int as guest_id,
        timestamp '2024-01-01' + to_seconds((random() * 730 * 86400)::bigint) as visited_at,
        round((random() * 80)::numeric, 2)::double as spend, {details}
        from range({visits})) to '{log}' (format parquet)""")
    con.close()


def _whole(log: Path, visits: int, asked: argparse.Namespace) -> dict[str, object]:
    command = [
        str(Path(sys.executable).parent / "hovmester"),
        "unsaid",
        str(log),
        "--json",
        "--now",
        NOW.isoformat(),
        "--guest",
        "guest_id",
        "--at",
        "visited_at",
        "--spend",
        "spend",
        "--details",
        ",".join(list(SIZES)[: asked.details]),
        "--threads",
        str(asked.threads),
        "--memory",
        asked.memory,
    ]
    start = time.perf_counter()
    done = subprocess.run(
        command, capture_output=True, text=True, env=os.environ | {"TMPDIR": str(log.parent)}, check=True
    )
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    accused = sum(f["verdict"] == "losing guests" for f in json.loads(done.stdout)["findings"])
    return _row(
        "hovmester unsaid, whole analysis", visits, asked, seconds, peak_gb=round(peak, 2), accused=accused
    )


def _row(
    what: str, visits: int, asked: argparse.Namespace, seconds: float, **more: object
) -> dict[str, object]:
    return {
        "what": what,
        "visits": visits,
        "details": asked.details,
        "threads": asked.threads,
        "seconds": round(seconds, 2),
        "peak_gb": more.get("peak_gb", ""),
        "accused": more.get("accused", ""),
        "same": more.get("same", ""),
    }


def _joint_models(log: Path, visits: int, asked: argparse.Namespace) -> list[dict[str, object]]:
    backend = ibis.duckdb.connect(
        threads=asked.threads, memory_limit=asked.memory, temp_directory=str(log.parent)
    )
    columns = Columns(guest="guest_id", at="visited_at", spend="spend", details=tuple(SIZES)[: asked.details])
    ready = prepare(
        backend.read_parquet(log), columns, Params(), now=NOW, long=None, tell=lambda stage, share: None
    )
    dimensions = [*ready.dimensions, *ready.adjusting]
    start = time.perf_counter()
    pairs = count_pairs(ready.table, dimensions, visits=visits, horizon=Params().horizon_days)
    joint = fit_joint(ready.table, pairs, ridge=2.0, buckets=BUCKETS)
    rows = [_row("joint model: Hovmester", visits, asked, time.perf_counter() - start)]
    data = _in_memory(ready, [dim.column for dim in dimensions])
    ours = joint.beta[: dimensions[0].size - 2]
    for name, fit in {"glum": _glum, "pyfixest": _pyfixest}.items():
        start = time.perf_counter()
        theirs = fit(data, [dim.column for dim in dimensions])
        seconds = time.perf_counter() - start
        same = float(np.abs((theirs - theirs.mean()) - (ours - ours.mean())).max())
        rows.append(_row(f"joint model: {name}", visits, asked, seconds, same=f"within {same:.4f}"))
    return rows


def _in_memory(ready: Prepared, columns: list[str]):
    frame = ready.table.select("d", "p", "guest_bucket", *columns).to_pandas()
    frame["offset"] = np.log(frame["p"].astype(float))
    return frame


def _glum(frame, columns: list[str]) -> np.ndarray:
    import tabmat
    from glum import GeneralizedLinearRegressor

    x = tabmat.from_df(frame[columns].astype("category"))
    known = {"y": frame["d"].to_numpy(float), "offset": frame["offset"].to_numpy(float)}
    model = GeneralizedLinearRegressor(
        family="poisson", alpha=2.0 / len(frame), l1_ratio=0, fit_intercept=False
    )
    model.fit(x, **known)
    model.covariance_matrix(X=x, **known, sample_weight=np.ones(len(frame)),
                            clusters=frame["guest_bucket"].to_numpy(), skip_checks=True)  # fmt: skip
    return model.coef_[: frame[columns[0]].nunique()]


def _pyfixest(frame, columns: list[str]) -> np.ndarray:
    """One detail's effects, the others absorbed: dummies for all take 16 GB for a million visits."""
    import pyfixest

    formula = f"d ~ C({columns[0]}) | " + " + ".join(columns[1:])
    fit = pyfixest.fepois(formula, data=frame, offset="offset", vcov={"CRV1": "guest_bucket"})
    found = fit.coef()
    return np.array([0.0, *[value for name, value in found.items() if name.startswith(f"C({columns[0]})")]])
