"""How well probabilities tell: recall at so many false alarms, F1, calibration."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def recall_at(
    p: Floats, y: NDArray[np.int64], false_alarms: float = 0.05, weights: Floats | None = None
) -> float:
    """Recall at the threshold that lets this share of the others through."""
    if weights is None:
        return float((p[y == 1] > np.quantile(p[y == 0], 1 - false_alarms)).mean())
    others = weights[y == 0]
    threshold = np.quantile(p[y == 0], 1 - false_alarms, weights=others, method="inverted_cdf")
    return float(np.average(p[y == 1] > threshold, weights=weights[y == 1]))


def f1(p: Floats, y: NDArray[np.int64]) -> float:
    said, true = p >= 0.5, y == 1
    both = int((said & true).sum())
    return 2 * both / max(1, int(said.sum()) + int(true.sum()))


def ece(p: Floats, y: NDArray[np.int64], bins: int = 10) -> float:
    """Expected calibration error over ten bins of equal width."""
    index = np.minimum((p * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        rows = index == b
        if rows.any():
            total += rows.mean() * abs(p[rows].mean() - (y[rows] == 1).mean())
    return float(total)
