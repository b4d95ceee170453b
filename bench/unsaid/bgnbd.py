"""BG/NBD on the CDNOW sample of the paper, and on 300,000 guests.

The sample of 2,357 guests comes with the Lifetimes package (0.11.3, MIT): give its
cdnow_customers_summary.csv with --sample, or unpack the wheel anywhere on the path. Without it, the
parameters of the paper are found again from simulated guests.
"""

import argparse
import csv
import time
from pathlib import Path

import numpy as np

from bench.unsaid import write
from hovmester.engines.unsaid import Lives, fit_bgnbd

PAPER = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426, "log_likelihood": -9582.4}
GUESTS = 300_000


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sample", type=Path, help="cdnow_customers_summary.csv of the Lifetimes package")
    parser.add_argument("--repeat", type=int, default=10, help="fits of 300,000 simulated guests")


def main(asked: argparse.Namespace) -> None:
    rows: list[dict[str, object]] = [
        {
            "what": "paper (Fader, Hardie & Lee 2005)",
            "guests": 2357,
            **PAPER,
            "seconds": "",
            "cpu_seconds": "",
        }
    ]
    if asked.sample:
        with asked.sample.open(newline="") as file:
            table = list(csv.DictReader(file))
        lives = Lives.of(*([float(row[key]) for row in table] for key in ("frequency", "recency", "T")))
        rows.append(_fit("CDNOW sample", lives))
    rows += [_fit(f"simulated, seed {seed}", _simulated(seed)) for seed in range(asked.repeat)]
    write("unsaid_bgnbd.csv", rows)
    for row in rows:
        print(row)


def _fit(what: str, lives: Lives) -> dict[str, object]:
    start, cpu = time.perf_counter(), time.process_time()
    found = fit_bgnbd(lives)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    figures = {key: round(getattr(found, key), 3) for key in PAPER}
    return {"what": what, "guests": len(lives.x), **figures, "seconds": round(seconds, 2),
            "cpu_seconds": round(cpu, 2)}  # fmt: skip


def _simulated(seed: int) -> Lives:
    """300,000 guests who live by the paper's parameters, none of whose histories are alike."""
    rng = np.random.default_rng(seed)
    rate, leave = rng.gamma(PAPER["r"], 1 / PAPER["alpha"], GUESTS), rng.beta(PAPER["a"], PAPER["b"], GUESTS)
    age, x, tx, alive = rng.uniform(27, 39, GUESTS), np.zeros(GUESTS), np.zeros(GUESTS), np.ones(GUESTS, bool)
    while alive.any():
        following = tx + rng.exponential(1 / np.maximum(rate, 1e-12))
        alive &= following < age
        x, tx = x + alive, np.where(alive, following, tx)
        alive &= rng.random(GUESTS) > leave
    return Lives.of(x, tx, age)
