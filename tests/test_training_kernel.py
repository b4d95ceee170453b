"""Rows left out of kernel ridge regression in closed form are foretold as by a fit without them."""

import numpy as np
import pytest

from training.kernel import alike, inverted, left_out

WIDTH, RIDGE = 0.3, 0.5


def test_rows_left_out_are_foretold_as_by_a_fit_without_them():
    random = np.random.default_rng(7)
    rows = random.normal(size=(60, 4)).astype(np.float32)
    targets = random.normal(size=(60, 2))
    inverse = inverted(rows, WIDTH, RIDGE)
    out = np.array([3, 4, 17, 59])
    rest = np.setdiff1d(np.arange(60), out)
    votes = inverted(rows[rest], WIDTH, RIDGE) @ targets[rest]
    refitted = alike(rows[out], rows[rest], WIDTH) @ votes
    assert left_out(inverse, targets, inverse @ targets, out) == pytest.approx(refitted, abs=1e-4)
