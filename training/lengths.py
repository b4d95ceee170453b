"""How common a head is at every length of message: our long messages ask more often than those of guests do."""

import numpy as np
from numpy.typing import NDArray

LENGTHS = (5, 8, 11, 14, 18, 24)  # tokens; messages between two of these are of one length
Floats = NDArray[np.float64]


def usual_of(tokens: NDArray[np.int64], targets: NDArray[np.int64]) -> Floats:
    """Shape (n_messages, n_heads): how often each head holds among messages of the same length.

    `tokens` counts those of each message, (n_messages,); `targets` are 0, 1, or -1, (n_messages, n_heads).
    """
    lengths = np.digitize(tokens, LENGTHS)
    rows = np.zeros(targets.shape)
    for length in np.unique(lengths):
        same = lengths == length
        rows[same] = (targets[same].sum(axis=0) + targets.mean(axis=0)) / (same.sum() + 1)  # never 0 or 1
    return rows


def evened(targets: NDArray[np.int64], usual: Floats) -> Floats:
    """Weights under which one head, (n_messages,), is as common at every length."""
    share = targets.mean()
    return np.asarray(np.where(targets == 1, share / usual, (1 - share) / (1 - usual)))
