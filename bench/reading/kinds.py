"""Kinds: the shipped reader, zero-shot, on messages it never saw – and on any JSON lines of the shared format.

Shared format: one object a line with `text` and `kinds` (a list of the kinds that hold), `language` optional.
"""

import csv
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from hovmester.engines.reading import read
from hovmester.engines.reading.model import KINDS, Vocabulary
from training.judging import ece, f1, recall_at

NOW = datetime(2026, 11, 18, 13, tzinfo=UTC)


class Labelled(NamedTuple):
    text: str
    language: str
    kinds: frozenset[str]


def from_lines(path: Path) -> list[Labelled]:
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [Labelled(row["text"], row.get("language", "en"), frozenset(row["kinds"])) for row in rows]


def suggestions(path: Path, most: int) -> list[Labelled]:
    """SemEval-2019 9A: does the sentence suggest something. The first `most` of each label, in file order."""
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        rows = [row for row in csv.reader(lines) if len(row) == 3 and row[2] in ("0", "1")]
    found = [Labelled(row[1].strip('"'), "en", frozenset({"wish"} if row[2] == "1" else ())) for row in rows]
    return found[:most]


def complaints(path: Path, most: int) -> list[Labelled]:
    with path.open(encoding="utf-8", errors="replace", newline="") as lines:
        rows = [row for row in csv.reader(lines) if len(row) >= 3 and row[2] in ("0", "1")]
    return [Labelled(row[1], "en", frozenset({"complaint"} if row[2] == "1" else ())) for row in rows][:most]


def measure(
    rows: Sequence[Labelled], kinds: Sequence[str] = KINDS, *, careful: bool = True
) -> list[dict[str, Any]]:
    """Per kind: F1 at even odds, recall at 5 % false alarms, calibration error, and the confusion counts."""
    p = np.array([_probabilities(row, careful) for row in rows])
    found = []
    for kind in kinds:
        column = p[:, KINDS.index(kind)]
        true = np.array([kind in row.kinds for row in rows]).astype(int)
        if not 0 < true.sum() < len(true):
            continue
        said = column >= 0.5
        found.append(
            {
                "kind": kind,
                "n": len(rows),
                "share": round(float(true.mean()), 3),
                "F1": round(f1(column, true), 3),
                "recall at 5% false alarms": round(recall_at(column, true), 3),
                "ECE": round(ece(column, true), 3),
                "true positive": int((said & (true == 1)).sum()),
                "false positive": int((said & (true == 0)).sum()),
                "false negative": int((~said & (true == 1)).sum()),
                "true negative": int((~said & (true == 0)).sum()),
            }
        )
    return found


def _probabilities(row: Labelled, careful: bool) -> list[float]:
    reading = read(
        row.text, vocabulary=Vocabulary(), now=NOW, zone="UTC", language=row.language, careful=careful
    )
    return [reading.kinds[kind] for kind in KINDS]
