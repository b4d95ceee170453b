"""The pictures of docs/methods/unsaid.md, from the committed results."""

import argparse

from bench.unsaid import ROOT, read

INK, WINE, SAGE, SOFT, LINEN = "#1F1B16", "#7A1F2B", "#3F6B4F", "#6B6357", "#FAF8F4"
WHERE = ROOT / "docs" / "methods"


def options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(plots=True)


def main(asked: argparse.Namespace) -> None:
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams.update(
        {
            "svg.hashsalt": "hovmester",
            "font.size": 10,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "figure.facecolor": LINEN,
            "axes.facecolor": LINEN,
            "svg.fonttype": "none",
        }
    )
    _worlds()
    _scale()


def _worlds() -> None:
    """False share against culprits found, a dot for each way and family."""
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4))
    colours = {"Hovmester": WINE, "naive": INK, "one at a time": SOFT, "uncensored logistic": SAGE}
    for who, colour in colours.items():
        rows = [
            r
            for r in read("unsaid_worlds_summary.csv")
            if r["who"] == who and r["family"] not in ("null", "all but null")
        ]
        axes.scatter(
            [float(r["false_share"]) for r in rows],
            [float(r["many_found"]) for r in rows],
            color=colour,
            label=who,
            s=40,
        )
    axes.axvline(0.05, color=INK, lw=0.8, ls=":")
    axes.axhline(0.9, color=INK, lw=0.8, ls=":")
    axes.set(
        xlabel="share of accusations that are false",
        ylabel="culprits of 1,500 visits or more found",
        xlim=(-0.02, 1),
        ylim=(0, 1.03),
    )
    axes.legend(frameon=False)
    _save(figure, "unsaid_worlds.svg")


def _scale() -> None:
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 4))
    rows = read("unsaid_scale.csv")
    whole, joint = "hovmester unsaid, whole analysis", "joint model: "
    for what, details, colour in (
        (whole, 6, WINE),
        (whole, 10, SAGE),
        (joint + "Hovmester, from the file", 6, SOFT),
        (joint + "glum, with clustered errors", 6, INK),
        (joint + "pyfixest, one detail of them", 6, "#B8860B"),
    ):
        mine = sorted(
            (float(r["visits"]), float(r["cpu_seconds"]))
            for r in rows
            if r["what"] == what and r["details"] == str(details) and r["cpu_seconds"]
        )
        if mine:
            axes.plot(*zip(*mine, strict=True), "o-", color=colour, label=f"{what}, {details} details")
    axes.set(xscale="log", yscale="log", xlabel="visits", ylabel="processor seconds")
    axes.legend(
        frameon=False, loc="upper center", bbox_to_anchor=(0.5, -0.14)
    )  # the lines take all of the frame
    _save(figure, "unsaid_scale.svg")


def _save(figure, name: str) -> None:
    WHERE.mkdir(parents=True, exist_ok=True)
    figure.savefig(WHERE / name, bbox_inches="tight", metadata={"Date": None})
