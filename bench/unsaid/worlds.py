"""Worlds with planted truth: who is accused, who is missed, and how far the dates are off.

The worlds and the scoring are those of shared/tools/unsaid_worlds.py, loaded from there and never copied.
"""

import argparse
import importlib.util
import time
from collections import defaultdict
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import ibis
import numpy as np
import pyarrow as pa

from bench.unsaid import TOOLS, read, rivals, write
from hovmester.engines.unsaid import Columns, Report, find_unsaid

FAMILIES = ("plain", "scapegoat", "regulars", "nested", "since", "null")
DETAILS = ("waiter", "table", "dish", "station", "cutlery")
MANY, SOME = 1500, 500  # visits of a culprit


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--families", nargs="+", default=list(FAMILIES), choices=FAMILIES)
    parser.add_argument("--seeds", type=int, default=40)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--out", default="unsaid_worlds.csv")
    parser.add_argument("--join", nargs="*", default=[], help="results of earlier parts to add to")
    parser.add_argument("--guests", type=int, default=20_000)
    parser.add_argument("--rivals", type=int, default=8, help="seeds on which the rivals run too")
    parser.add_argument("--slow-rivals", type=int, default=1, help="seeds on which the slow ones do")


def main(asked: argparse.Namespace) -> None:
    tool, rows = _tool(), [dict[str, object](row) for path in asked.join for row in read(path)]
    for seed in range(asked.first, asked.first + asked.seeds):
        for family in asked.families:
            rows += _world(tool, family, seed, asked)
            write(asked.out, rows)
    write(asked.out.replace(".csv", "_summary.csv"), list(_summary(rows)))
    for line in _summary(rows):
        print(line)


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("unsaid_worlds", TOOLS / "unsaid_worlds.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool


def _world(
    tool: ModuleType, family: str, seed: int, asked: argparse.Namespace
) -> Iterator[dict[str, object]]:
    columns, truth = tool.world(family, seed, asked.guests)
    now = columns["visited_at"].max().astype("datetime64[us]").item()
    start = time.perf_counter()
    report = find_unsaid(
        _table(columns),
        Columns(guest="guest_id", at="visited_at", spend="spend", site="site", details=DETAILS),
        now=now,
    )
    said = [
        {"detail": f.detail, "value": f.value, "verdict": f.verdict, "since": f.since and str(f.since)}
        for f in report.findings
    ]
    yield _row(
        "Hovmester",
        family,
        seed,
        truth,
        tool.score(truth, {"findings": said}),
        said,
        time.perf_counter() - start,
        report,
    )
    for name, ask in rivals.OF_WORLDS.items():
        if seed - asked.first >= (asked.slow_rivals if name in rivals.SLOW else asked.rivals):
            continue
        start = time.perf_counter()
        accused = [
            {"detail": d, "value": v, "verdict": "losing guests"} for d, v in ask(columns, DETAILS, now)
        ]
        yield _row(
            name,
            family,
            seed,
            truth,
            tool.score(truth, {"findings": accused}),
            accused,
            time.perf_counter() - start,
            None,
        )


def _table(columns: dict[str, np.ndarray]) -> ibis.Table:
    return ibis.duckdb.connect(threads=1).create_table("visits", ibis.memtable(pa.table(columns)))


def _row(who: str, family: str, seed: int, truth: dict[str, Any], score: dict[str, Any], said: list[dict[str, Any]],
         seconds: float, report: Report | None) -> dict[str, object]:  # fmt: skip
    hit = {(f["detail"], f["value"]) for f in said if f["verdict"] == "losing guests"}
    many = [c for c in truth["culprits"] if c["visits"] >= MANY]
    some = [c for c in truth["culprits"] if SOME <= c["visits"] < MANY]
    found = [sum((c["detail"], c["value"]) in hit for c in group) for group in (many, some)]
    return {
        "who": who,
        "family": family,
        "seed": seed,
        "visits": truth["visits"],
        "said": score["said"],
        "false": score["false"],
        "false_share": round(score["false_share"], 4),
        "many": len(many),
        "many_found": found[0],
        "some": len(some),
        "some_found": found[1],
        "w3": int(("waiter", "w3") in hit),
        "days_off": " ".join(f"{d:.0f}" for d in score["days_off"]),
        "decoys_flagged": report.audit.decoys_flagged if report else "",
        "past_gap_flagged": report.audit.past_gap_flagged if report else "",
        "missed": "; ".join(score["missed"]),
        "wrong": "; ".join(score["wrong"][:20]),
        "seconds": round(seconds, 2),
    }


def _summary(rows: list[dict[str, object]]) -> Iterator[dict[str, object]]:
    groups: dict[tuple[str, str], list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        groups[str(row["who"]), str(row["family"])].append(row)
        if row["family"] != "null":
            groups[str(row["who"]), "all but null"].append(row)
    for (who, family), group in groups.items():

        def total(key: str, group: list[dict[str, object]] = group) -> int:
            return sum(int(str(row[key])) for row in group)

        off = sorted(float(d) for row in group for d in str(row["days_off"]).split())
        yield {
            "who": who, "family": family, "seeds": len({row["seed"] for row in group}),
            "false_share": round(float(np.mean([float(str(row["false_share"])) for row in group])), 4),
            "any_false": sum(int(str(row["false"])) > 0 for row in group), "w3": total("w3"),
            "many_found": round(total("many_found") / max(total("many"), 1), 3), "many": total("many"),
            "some_found": round(total("some_found") / max(total("some"), 1), 3), "some": total("some"),
            "median_days_off": float(np.median(off)) if off else "",
            "seconds": round(float(np.mean([float(str(row["seconds"])) for row in group])), 2),
        }  # fmt: skip
