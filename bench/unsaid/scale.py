"""Time and memory of the whole analysis, and of the joint model beside pyfixest and glum on the same rows.

The log is made in DuckDB: guests who come about every 70 days for two years, six details of 8 to 120 values.
The whole analysis runs as `hovmester unsaid` in a process of its own, whose peak memory is told. Seconds of the clock
mean little beside other work; those of the processors (`cpu_seconds`, all threads) nearly as much as alone. The rivals
get the compressed rows (d, p, codes) in memory and fit the same model, see `bench.unsaid.models`; ours reads them from
the file, which is timed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import duckdb
import numpy as np

from bench.unsaid import RESULTS, read, write
from bench.unsaid.models import RIVALS
from hovmester.engines.unsaid import Columns, Params
from hovmester.engines.unsaid.history import BUCKETS
from hovmester.engines.unsaid.joint import fit_joint
from hovmester.engines.unsaid.pairs import count_pairs
from hovmester.engines.unsaid.prepare import prepare
from hovmester.outside.visits.opening import opened

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
COLUMNS = ("what", "visits", "details", "threads", "seconds", "cpu_seconds", "peak_gb", "accused", "same")
NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - wall clock


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--visits", type=float, nargs="+", default=[1e6, 1e7])
    parser.add_argument("--details", type=int, default=6)
    parser.add_argument(
        "--rivals-up-to", type=float, default=1e6, help="more visits than this are ours alone"
    )
    parser.add_argument("--rivals", nargs="*", choices=RIVALS, default=list(RIVALS))
    parser.add_argument("--limit-min", type=float, default=20, help="a rival that takes longer is stopped")
    parser.add_argument("--csv", action="store_true", help="the log as text, and no rivals")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--memory", default="5GB")
    parser.add_argument(
        "--folder",
        type=Path,
        default=None,
        help="where the log is made; needs 40 bytes a visit, and as much again",
    )


def main(asked: argparse.Namespace) -> None:
    known = read("unsaid_scale.csv") if (RESULTS / "unsaid_scale.csv").exists() else []
    rows: list[dict[str, object]] = [{column: row.get(column, "") for column in COLUMNS} for row in known]
    with tempfile.TemporaryDirectory(dir=asked.folder) as place:
        for visits in map(int, asked.visits):
            log = Path(place) / f"{visits}.{'csv' if asked.csv else 'parquet'}"
            _make(log, visits, asked)
            mine = [_whole(log, visits, asked)]
            if visits <= asked.rivals_up_to and not asked.csv:
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
        from range({visits})) to '{log}'""")
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
    said, start = log.with_suffix(".json"), time.perf_counter()
    with said.open("w") as file:
        running = subprocess.Popen(command, stdout=file, env=os.environ | {"TMPDIR": str(log.parent)})
        _, status, used = os.wait4(running.pid, 0)  # of this process alone, its peak memory too
    seconds = time.perf_counter() - start
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"hovmester unsaid ended with {running.returncode} at {visits:,} visits")
    accused = sum(f["verdict"] == "losing guests" for f in json.loads(said.read_text())["findings"])
    what = "hovmester unsaid, whole analysis" + (", from CSV" if asked.csv else "")
    peak = round(used.ru_maxrss / 1e6, 2)
    return _row(what, visits, asked, seconds, used.ru_utime + used.ru_stime, peak_gb=peak, accused=accused)


def _row(
    what: str, visits: int, asked: argparse.Namespace, seconds: float, cpu: float, **more: object
) -> dict[str, object]:
    return {
        "what": what,
        "visits": visits,
        "details": asked.details,
        "threads": asked.threads,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "peak_gb": more.get("peak_gb", ""),
        "accused": more.get("accused", ""),
        "same": more.get("same", ""),
    }


def _joint_models(log: Path, visits: int, asked: argparse.Namespace) -> list[dict[str, object]]:
    columns = Columns(guest="guest_id", at="visited_at", spend="spend", details=tuple(SIZES)[: asked.details])
    compressed, settings = (
        log.with_suffix(".rows.parquet"),
        {"threads": asked.threads, "memory": asked.memory},
    )
    with opened(str(log), **settings) as house:
        ready = prepare(house.visits, columns, Params(), now=NOW, long=None, tell=lambda stage, share: None)
        dimensions = [*ready.dimensions, *ready.adjusting]
        codes = [dim.column for dim in dimensions]
        ready.table.select("d", "p", "c", "guest_bucket", "shift_bucket", *codes).to_parquet(compressed)
    with opened(str(compressed), **settings) as house:
        start, before = time.perf_counter(), time.process_time()
        pairs = count_pairs(house.visits, dimensions, visits=visits, horizon=Params().horizon_days)
        joint = fit_joint(house.visits, pairs, ridge=2.0, buckets=BUCKETS)
        seconds, cpu = time.perf_counter() - start, time.process_time() - before
    rows = [_row("joint model: Hovmester, from the file", visits, asked, seconds, cpu)]
    effects = joint.beta[: dimensions[0].size - 2]
    for name in asked.rivals:
        rows += _rival(name, compressed, codes, visits, asked, effects)
    compressed.unlink()
    return rows


def _rival(
    name: str, rows_file: Path, columns: list[str], visits: int, asked: argparse.Namespace, ours: np.ndarray
) -> list[dict[str, object]]:
    """What it took, and how far its effects of the first detail are from ours; who is not done in time is told so."""
    command = [sys.executable, "-m", "bench.unsaid.models", name, str(rows_file), *columns]
    threads = {f"{kind}_NUM_THREADS": str(asked.threads) for kind in ("OMP", "NUMBA", "RAYON", "OPENBLAS")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | threads) as running:
        try:
            said, _ = running.communicate(timeout=asked.limit_min * 60)
            over = "" if running.returncode == 0 else f"ended with {running.returncode}"
        except subprocess.TimeoutExpired:
            running.kill()
            said, _ = running.communicate()
            over = f"stopped after {asked.limit_min:g} min"
    rows = []
    for fit in map(json.loads, said.splitlines()):
        theirs = np.array(fit["effects"])
        same = float(np.abs((theirs - theirs.mean()) - (ours - ours.mean())).max())
        rows.append(
            _row(
                f"joint model: {fit['what']}",
                visits,
                asked,
                fit["seconds"],
                fit["cpu"],
                same=f"within {same:.4f}",
            )
        )
    if over:
        rows.append(_row(f"joint model: {name}", visits, asked, float("nan"), float("nan"), same=over))
    return rows
