"""The learnt part of the reader: ten heads, linear over hashed n-grams, and by likeness to messages learnt from.

Likeness is a Gaussian kernel over the encoder's direction and the cues: a message is read as those nearest to it were.

Heads are the seven kinds, joke, and two of polarity (something is praised, something is blamed). Weights come from
`weights/reading.npz`, made by `python -m training.reading`; see the card beside it.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.reading.model import KINDS
from hovmester.engines.reading.ngrams import buckets_of

KIND_HEADS = KINDS
HEADS = (*KINDS, "joke", "positive", "negative")
CUE_OF_HEAD = np.array([*range(len(KINDS)), len(KINDS), KINDS.index("praise"), KINDS.index("complaint")])
DIRECTION_SCALE = 2.7  # raw cosines sit close together
CUE_SCALE = 0.3
WIDTH = 0.3  # of the kernel: likeness is exp(-WIDTH * squared distance)
SURE = 1e-4  # a probability nearer to 0 or 1 counts as this near
WEIGHTS = Path(__file__).parent / "weights" / "reading.npz"
Floats = NDArray[np.float64]


class Weights(NamedTuple):
    grams: NDArray[
        np.int8
    ]  # (n_buckets, n_heads), in units of `grams_scale`: as small as it is stored, it stays in cache
    grams_scale: Floats  # (n_heads,)
    grams_bias: Floats
    quick: Floats  # (n_heads, 4): n-grams, cues, encoder, constant
    full: Floats
    sign: Floats  # (4,): the same of praise less blame, where one of them is meant


class Likeness(NamedTuple):
    """The messages learnt from, and what each says of a message like it."""

    centre: Floats  # (n_dimensions,)
    anchors: NDArray[np.float32]  # (n_anchors, n_dimensions + n_cues)
    length: NDArray[np.float32]  # (n_anchors,), squared
    votes: NDArray[np.float32]  # (n_anchors, n_heads)


@lru_cache(maxsize=1)
def weights() -> Weights:
    with np.load(WEIGHTS) as stored:
        rest = {name: stored[name].astype(np.float64) for name in Weights._fields if name != "grams"}
        return Weights(grams=stored["grams"], **rest)


@lru_cache(maxsize=1)
def likeness() -> Likeness:
    """Large, and needed only once the encoder is asked."""
    with np.load(WEIGHTS) as stored:
        anchors = stored["anchors"] * stored["anchors_scale"]
        return Likeness(
            centre=stored["centre"].astype(np.float64),
            anchors=anchors,
            length=(anchors**2).sum(axis=1),
            votes=stored["votes"].astype(np.float32),
        )


def gram_scores(lows: Sequence[str]) -> Floats:
    """Score of each head from the words alone, shape (n_heads,)."""
    learnt = weights()
    buckets = buckets_of(lows)
    if not len(buckets):
        return learnt.grams_bias
    rows = learnt.grams.take(buckets, axis=0).astype(np.float32)
    total = (
        np.ones(len(rows), np.float32) @ rows
    )  # exact, of whole numbers, in a third of the time `sum` takes
    scores: Floats = total * (learnt.grams_scale / math.sqrt(len(buckets))) + learnt.grams_bias
    return scores


def direction_scores(direction: NDArray[np.float32], cues: Floats) -> Floats:
    """Score of each head from the encoder's direction (n_dimensions,) and the cues (n_cues,)."""
    learnt = likeness()
    inputs = direction_inputs(direction[None, :].astype(np.float64), cues[None, :], learnt.centre)
    at = inputs[0].astype(np.float32)
    # `@` would wake a second thread, and waiting for it takes longer than all of this
    alike = np.einsum("ij,j->i", learnt.anchors, at)
    distance = learnt.length + at @ at - 2 * alike
    scores: Floats = np.exp(-WIDTH * distance) @ learnt.votes
    return scores


def direction_inputs(directions: Floats, cues: Floats, centre: Floats) -> Floats:
    """Shape (n_texts, n_dimensions + n_cues)."""
    return np.concatenate([(directions - centre) * DIRECTION_SCALE, cues * CUE_SCALE], axis=1)


def sign_log_odds(grams: Floats, cues: Floats, directions: Floats) -> float:
    """Log-odds of praise against blame in a text that does either: above zero it praises."""
    praised, blamed = HEADS.index("positive"), HEADS.index("negative")
    scores = np.array([grams, cues[CUE_OF_HEAD], directions])
    learnt = weights().sign
    return float((scores[:, praised] - scores[:, blamed]) @ learnt[:3] + learnt[3])


def probabilities(grams: Floats, cues: Floats, directions: Floats | None = None) -> Floats:
    """Calibrated probability of each head, shape (n_heads,)."""
    stack = weights().quick if directions is None else weights().full
    total = stack[:, 0] * grams + stack[:, 1] * cues[CUE_OF_HEAD] + stack[:, 3]
    if directions is not None:
        total = total + stack[:, 2] * directions
    return probability(total)


def probability(log_odds: Floats) -> Floats:
    """Of any shape."""
    return np.asarray(0.5 + 0.5 * np.tanh(0.5 * log_odds))  # `exp` would overflow


def log_odds(p: Floats) -> Floats:
    """The way back, of any shape; nothing is surer than `SURE` allows."""
    kept = p.clip(SURE, 1 - SURE)
    return np.asarray(np.log(kept / (1 - kept)))
