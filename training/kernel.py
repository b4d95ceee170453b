"""Kernel ridge regression with a Gaussian kernel, in single precision: in double, thousands of rows are gigabytes."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import inv, solve

Floats = NDArray[np.float32]
Real = TypeVar("Real", np.float32, np.float64)


def alike(a: Floats, b: Floats, width: float) -> Floats:
    """How alike two rows are, in (0, 1]; shape (len(a), len(b))."""
    distance = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2 * a @ b.T
    return np.asarray(np.exp(-width * np.maximum(distance, 0)))


def inverted(rows: Floats, width: float, ridge: float) -> Floats:
    """The likeness of the rows with one another, its diagonal raised by the ridge, inverted.

    Times the targets it gives the votes: what each row says of a row like it.
    """
    likeness = alike(rows, rows, width)
    likeness[np.diag_indices(len(rows))] += ridge
    return np.asarray(inv(likeness, overwrite_a=True, check_finite=False, assume_a="pos"))


def left_out(
    inverse: Floats, targets: NDArray[Real], votes: NDArray[Real], out: NDArray[np.int64]
) -> NDArray[Real]:
    """What is foretold of the rows `out` where none of them is learnt from, in closed form: no fit a fold."""
    foretold: NDArray[Real] = targets[out] - solve(inverse[np.ix_(out, out)], votes[out], assume_a="pos")
    return foretold
