"""Unsaid on trial.

python -m bench.unsaid worlds [--families ...] [--seeds 40] [--rivals 8]   planted truth -> results/unsaid_worlds.csv
python -m bench.unsaid real [--plants 40]                planted losses in real logs -> results/unsaid_real.csv
python -m bench.unsaid bgnbd                             BG/NBD against the paper -> results/unsaid_bgnbd.csv
python -m bench.unsaid scale [--visits 1e6 ...]          time and memory, beside rivals -> results/unsaid_scale.csv
python -m bench.unsaid restaurant FILE                   the log of docs/unsaid-restaurant.md
python -m bench.unsaid supermarket FOLDER                the log of docs/unsaid-supermarket.md, from the shared data
python -m bench.unsaid plots                             the pictures in docs/methods/ from the results
"""

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "bench" / "results"
SHARED = ROOT.parent / "shared"
DATA = Path(os.environ.get("HOVMESTER_DATA", SHARED / "data"))
TOOLS = SHARED / "tools"


def write(name: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Commit-worthy CSV; the columns are those of the first row."""
    RESULTS.mkdir(exist_ok=True)
    with (RESULTS / name).open("w", newline="") as file:
        table = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def read(name: str) -> list[dict[str, str]]:
    with (RESULTS / name).open(newline="") as file:
        return list(csv.DictReader(file))
