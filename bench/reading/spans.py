"""Spans: slots of NLU++ hotels (times, dates, people) found by the shipped reader, against the words of the gold slots.

A slot is found when some span of the right role covers at least half of its letters and is at most twice as long.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hovmester.engines.reading import read
from hovmester.engines.reading.model import Reading, Vocabulary

NOW = datetime(2022, 3, 15, 12, tzinfo=UTC)
ROLES = {
    "date": "when", "date_from": "when", "date_to": "when", "date_period": "when",
    "time": "when", "time_from": "when", "time_to": "when", "time_period": "when",
    "adults": "people", "people": "people", "number": "people",
}  # fmt: skip


def measure(where: Path) -> list[dict[str, Any]]:
    """`where`: one file of the format, or a folder of them."""
    counts: dict[str, list[int]] = {}
    for path in [where] if where.is_file() else sorted(where.glob("fold*.json")):
        for row in json.loads(path.read_text("utf-8")):
            slots = {
                name: slot for name, slot in row.get("slots", {}).items() if name in ROLES and "span" in slot
            }
            if not slots:
                continue
            reading = read(
                row["text"], vocabulary=Vocabulary(), now=NOW, zone="UTC", language="en", careful=False
            )
            for name, slot in slots.items():
                total = counts.setdefault(name, [0, 0])
                total[0] += found(reading, ROLES[name], slot["span"])
                total[1] += 1
    return [{"slot": name, "found": right, "n": n} for name, (right, n) in sorted(counts.items())]


def found(reading: Reading, role: str, span: Sequence[int]) -> bool:
    start, end = span
    if role == "people":
        spans = [reading.people_span] if reading.people_span else []
        return any(one.start < end and start < one.end for one in spans)
    return any(_covers(one.start, one.end, start, end) for one in reading.when)


def _covers(start: int, end: int, gold_start: int, gold_end: int) -> bool:
    shared = min(end, gold_end) - max(start, gold_start)
    return shared * 2 >= gold_end - gold_start
