"""Long messages were written as wishes more often than guests' are: length is evened out before weights are learnt."""

import numpy as np
import pytest

from training.judging import recall_at
from training.lengths import evened, usual_of

TOKENS = np.repeat([3, 9, 30], 4000)
SHARES = np.array([[0.1, 0.6], [0.3, 0.5], [0.8, 0.4]])  # (n_lengths, n_heads)


@pytest.fixture(scope="module")
def targets():
    return (
        np.random.default_rng(5).random((len(TOKENS), 2)) < SHARES[np.searchsorted([3, 9, 30], TOKENS)]
    ).astype(int)


def test_what_is_usual_is_told_of_each_length_and_head(targets):
    assert usual_of(TOKENS, targets)[[0, 4000, 8000]] == pytest.approx(SHARES, abs=0.03)


def test_a_length_with_no_wish_at_all_is_never_sure():
    usual = usual_of(np.array([3, 3, 30, 30]), np.array([[0], [0], [1], [1]]))
    assert ((usual > 0) & (usual < 1)).all()


def test_evened_out_a_head_is_as_common_at_every_length(targets):
    weights = evened(targets[:, 0], usual_of(TOKENS, targets)[:, 0])
    same = [np.equal(TOKENS, length) for length in (3, 9, 30)]
    shares = [np.average(targets[rows, 0], weights=weights[rows]) for rows in same]
    assert shares == pytest.approx([targets[:, 0].mean()] * 3, abs=0.002)


def test_recall_counts_messages_by_their_weight():
    p, y = np.array([0.9, 0.3, 0.8, 0.1, 0.0]), np.array([1, 1, 0, 0, 0])
    assert recall_at(p, y, 0.3, np.array([1, 3, 1, 1, 1])) == 0.25  # one of the others lies above: at most .8
    assert recall_at(p, y, 0.5, np.array([1, 3, 1, 1, 1])) == 1.0
    assert recall_at(p, y, 0.5, np.array([1, 3, 5, 1, 1])) == 0.25  # now that one weighs more than half
