"""Tables and plots of whole days and of the odds, from what `bench.mdrp` and `bench.odds` wrote.

python -m bench.promising_figures days OUT.jsonl
    bench/results/mdrp.csv and mdrp.json, docs/methods/promising-days.svg
python -m bench.promising_figures odds WORLD_DIR... --promises DIR
    bench/results/odds.json, docs/methods/promising-odds.svg
"""

import argparse
import csv
import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from bench.mdrp import load
from bench.odds import FLOOR, judge

mpl.use("svg")
import matplotlib.pyplot as plt

RESULTS = Path(__file__).parent / "results"
PICTURES = Path(__file__).parents[1] / "docs" / "methods"
COLUMNS = (
    "undelivered_pct",
    "click_to_door",
    "penalised_click_to_door",
    "ready_to_pickup",
    "overage",
    "cost_per_order",
    "orders_per_bundle",
    "seconds",
)
FAMILIES = ("calm", "storm", "surge")
INK, PALE = "#1f2933", "#9aa5b1"
# Published, over 240 instances of which these 120 are the half with even seeds: Reyes et al. 2018; and one assignment a
# minute without bundles, on these 120. Over the 16 small ones: Yildiz & Savelsbergh 2019.
PUBLISHED = {
    "rolling horizon, 240 instances [6]": 32.74,
    "best published assignment, 240 [6]": 32.64,
    "assignment each minute, these 120": 32.19,
}
PUBLISHED_SMALL = {
    "rolling horizon [7]": 31.88,
    "assignment each minute": 31.23,
    "clairvoyant, exact [7]": 30.67,
}


def days(path: Path) -> None:
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    with (RESULTS / "mdrp.csv").open("w", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["instance", "orders", *COLUMNS])
        for line in lines:
            table.writerow([line["instance"], line["orders"], *(f"{line[name]:.4g}" for name in COLUMNS)])
    groups = {
        "all": lines,
        "small": [line for line in lines if line["instance"][0] == "0" and "50t" in line["instance"]],
    }
    groups |= {f"seed {seed}": [line for line in lines if line["instance"][0] == seed] for seed in "02468"}
    means = {
        name: {"instances": len(group)} | {column: round(_mean(group, column), 4) for column in COLUMNS}
        for name, group in groups.items()
        if group
    }
    (RESULTS / "mdrp.json").write_text(json.dumps(means, indent=1) + "\n")
    print(json.dumps(means, indent=1))
    _bars(means)


def _mean(lines: list[dict[str, Any]], column: str) -> float:  # Any: lines of JSON
    return float(np.mean([line[column] for line in lines]))


def _bars(means: dict[str, dict[str, float]]) -> None:
    figure, axes = plt.subplots(1, 2, figsize=(9, 2.4), constrained_layout=True)
    for ax, published, group, title in (
        (axes[0], PUBLISHED, "all", "120 instances"),
        (axes[1], PUBLISHED_SMALL, "small", "16 small instances"),
    ):
        values = published | {"Hovmester": means[group]["click_to_door"]}
        ax.barh(list(values), list(values.values()), color=[PALE] * len(published) + [INK], height=0.6)
        ax.set_xlim(29, 33.4)
        for row, value in enumerate(values.values()):
            ax.text(value + 0.06, row, f"{value:.2f}", va="center", fontsize=8)
        ax.set_title(f"{title}: mean click-to-door, minutes (axis from 29)", fontsize=9, loc="left")
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
    _save(figure, "promising-days.svg")


def odds(worlds: list[Path], promises: Path) -> None:
    found = {}
    for family in FAMILIES:
        pairs = [
            (world, promises / f"{world.name}.jsonl") for world in worlds if family in world.name.split("-")
        ]
        if pairs:
            rows = np.array([row for pair in pairs for row in _told(*pair)])
            found[family] = {"worlds": len(pairs)} | judge().score(pairs) | _against_slack(rows)
    plain = json.dumps(found, indent=1, default=float)
    (RESULTS / "odds.json").write_text(plain + "\n")
    print(
        json.dumps(
            {f: {k: v for k, v in figures.items() if "reliab" not in k} for f, figures in found.items()},
            default=float,
        )
    )
    _diagram(found)


def _told(world: Path, path: Path) -> list[tuple[float, float, float]]:
    """(slack, odds, kept) of every order: slack is the window less the planned minutes, all that a plan knows."""
    instance = load(world / "instance")
    grounds, orders = instance.grounds, {order.key: order for order in instance.orders}
    rows = []
    for line in map(json.loads, path.read_text().splitlines()):
        order = orders[line["order"]]
        drive = float(grounds.travel_min(grounds.at_m[grounds.number[order.kitchen]], np.array(order.to_m)))
        planned = order.ready_min - order.placed_min + drive + (grounds.pickup_min + grounds.dropoff_min) / 2
        kept = line["delivered_at"] is not None and line["delivered_at"] <= line["deadline"]
        rows.append((line["deadline"] - line["promised_at"] - planned, line["p_on_time"], float(kept)))
    return rows


def _against_slack(rows: Any) -> dict[str, float]:  # Any: (n, 3) floats
    """Beside odds that know the slack alone: how many orders each would accept, for the same share of promises kept.

    `accepted_by_slack`: for our share, with the best slack to accept from, known with hindsight. `slack_accepted`: by a
    logistic of the slack, fitted to these very outcomes, at the floor; `accepted_alike`: ours for its share.
    """
    slack, p, kept = rows.T
    accepted = p >= FLOOR
    share = kept[accepted].mean()
    most = max(
        (int((slack >= t).sum()) for t in np.unique(slack) if kept[slack >= t].mean() >= share), default=0
    )
    sign = 2 * kept - 1
    shift, slope = minimize(lambda v: np.logaddexp(0, -sign * (v[0] + v[1] * slack)).sum(), [0.0, 0.1]).x
    by_logistic = expit(shift + slope * slack) >= FLOOR
    its_share = kept[by_logistic].mean() if by_logistic.any() else 1.0
    falling = np.argsort(-p, kind="stable")
    alike = np.flatnonzero(np.cumsum(kept[falling]) / np.arange(1, len(p) + 1) >= its_share)
    return {
        "accepted": int(accepted.sum()),
        "accepted_by_slack": most,
        "slack_accepted": int(by_logistic.sum()),
        "slack_kept_pct": 100 * float(its_share),
        "accepted_alike": int(alike[-1]) + 1 if len(alike) else 0,
    }


def _diagram(found: dict[str, Any]) -> None:  # Any: figures by family
    figure, axes = plt.subplots(1, len(found), figsize=(9, 3.2), constrained_layout=True, sharey=True)
    for ax, (family, figures) in zip(np.atleast_1d(axes), found.items(), strict=True):
        n, said, kept = np.array(figures["reliability"]).T
        ax.plot([0, 1], [0, 1], color=PALE, linewidth=1)
        centre = (kept + 1.92 / n) / (1 + 3.84 / n)
        half = 1.96 / (1 + 3.84 / n) * np.sqrt(kept * (1 - kept) / n + 0.96 / n**2)
        ax.vlines(said, centre - half, centre + half, color=INK, linewidth=1)
        ax.plot(said, kept, "o", color=INK, markersize=4)
        ax.set_title(
            f"{family}: ECE {figures['ece']:.3f}, {figures['answered']} answers", fontsize=9, loc="left"
        )
        ax.set_xlabel("odds said", fontsize=8)
        ax.tick_params(labelsize=8)
        ax.spines[["top", "right"]].set_visible(False)
    np.atleast_1d(axes)[0].set_ylabel("came true (Wilson 95 %)", fontsize=8)
    _save(figure, "promising-odds.svg")


def _save(figure: Any, name: str) -> None:  # Any: a matplotlib figure
    mpl.rcParams["svg.hashsalt"] = name  # the same figures give the same file
    figure.savefig(PICTURES / name, metadata={"Date": None})


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("days").add_argument("lines", type=Path)
    of_odds = what.add_parser("odds")
    of_odds.add_argument("worlds", nargs="+", type=Path)
    of_odds.add_argument("--promises", type=Path, required=True)
    asked = parser.parse_args()
    if asked.what == "days":
        days(asked.lines)
    else:
        odds(asked.worlds, asked.promises)


if __name__ == "__main__":
    main()
