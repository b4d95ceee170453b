"""`python -m training.reading`: rebuilds the weights of the kinds and polarity models, the same ones every time.

Each head is a linear model over hashed n-grams, kernel ridge regression over the encoder's direction and the cues, and
a small stack that joins them. The stack is fitted on out-of-fold scores, so that the probabilities are calibrated on
messages that the models below had not seen. Folds hold out whole blocks, in all languages: hands the models never read.
Half of what a message's length alone says is left out: our long messages ask more often than those of guests do.
`--figures FILE` also writes what the folds say. Where the machine has other work, OPENBLAS_NUM_THREADS=1 is far faster.
"""

import argparse
import json
import os
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from hovmester.engines.reading import heads
from hovmester.engines.reading.kinds import cue_scores
from hovmester.engines.reading.ngrams import BUCKETS, buckets_of
from hovmester.engines.reading.tokens import tokenise
from training.directions import directions
from training.judging import ece, f1, recall_at
from training.kernel import inverted, left_out
from training.lengths import evened, usual_of
from training.looks import looks_of
from training.messages import Message, licensed, written

Floats = NDArray[np.float64]
FOLDS = 10
MIXED = (
    "mixed",
    "hand small a",
)  # short blocks in five languages, near translations of others: never judge those
STRENGTH_NGRAMS = 50.0
RIDGE = 0.3
OUTSIDE_WEIGHT = 0.3  # a licensed message counts as this share of one of ours
LENGTH_UNLEARNT = (
    0.5  # of what it says alone: guests' long messages do ask more often, only less so than ours
)
DATA = Path(os.environ.get("HOVMESTER_DATA", Path(__file__).parents[2] / "shared" / "data"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=Path, help="write the figures of the folds here (JSON)")
    parser.add_argument("--out", type=Path, default=heads.WEIGHTS, help="where the weights go")
    arguments = parser.parse_args()
    messages = [*written(), *licensed(DATA)]
    inputs = _Inputs(messages)
    likeness = inverted(inputs.anchors.astype(np.float32), heads.WIDTH, RIDGE)
    scores = _out_of_fold(messages, inputs, likeness)
    stacks = {**_stacks(inputs, scores), "sign": _sign(inputs, scores)}
    every = np.arange(len(messages))
    learnt = {**_grams(inputs, every), **_votes(inputs, likeness)}
    _save(arguments.out, learnt, {**stacks, **looks_of(list(written()))})
    figures = _figures(messages, inputs, scores, stacks)
    print(json.dumps(figures, indent=1))
    if arguments.figures:
        arguments.figures.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")


class _Inputs:
    def __init__(self, messages: Sequence[Message]) -> None:
        tokens = [tokenise(m.text) for m in messages]
        self.grams = _sparse([buckets_of([token.low for token in found]) for found in tokens])
        self.ours = np.array([m.author == "hovmester" for m in messages])
        rows = directions([m.text for m, own in zip(messages, self.ours, strict=True) if own]).astype(float)
        self.centre = rows.mean(axis=0)
        self.cues = np.array(
            [cue_scores(m.text, found, m.language) for m, found in zip(messages, tokens, strict=True)]
        )
        self.targets = np.array([_target(m) for m in messages])  # 1, 0, or -1: nobody said
        self.weights = np.where(self.ours, 1.0, OUTSIDE_WEIGHT)
        # the kernel and the stacks learn from our own messages alone
        lengths = np.array([len(found) for found in tokens])
        self.usual = usual_of(lengths[self.ours], self.targets[self.ours])
        self.anchors = heads.direction_inputs(rows, self.cues[self.ours], self.centre)


def _target(message: Message) -> list[int]:
    row = [int(head in message.kinds) for head in heads.KIND_HEADS]
    row.append(int(message.joke))
    for sign in ("positive", "negative"):
        row += [-1 if message.polarity is None else int(message.polarity in (sign, "conflict"))]
    return row


def _sparse(buckets: Sequence[NDArray[np.int64]]) -> csr_matrix:
    counts = [len(row) for row in buckets]
    values = np.concatenate([np.full(n, 1 / np.sqrt(max(n, 1))) for n in counts])
    return csr_matrix(
        (values, np.concatenate(buckets), np.concatenate([[0], np.cumsum(counts)])),
        shape=(len(buckets), BUCKETS),
    )


def _grams(inputs: _Inputs, rows: NDArray[np.int64]) -> dict[str, Floats]:
    """Weights of all heads over the n-grams of these rows."""
    grams, bias = np.zeros((BUCKETS, len(heads.HEADS))), np.zeros(len(heads.HEADS))
    for index in range(len(heads.HEADS)):
        known = rows[inputs.targets[rows, index] >= 0]
        model = LogisticRegression(C=STRENGTH_NGRAMS, max_iter=300)
        model.fit(inputs.grams[known], inputs.targets[known, index], inputs.weights[known])
        grams[:, index], bias[index] = model.coef_[0], model.intercept_[0]
    return {"grams": grams, "grams_bias": bias}


def _votes(inputs: _Inputs, likeness: NDArray[np.float32]) -> dict[str, Floats]:
    """What each of our messages says of a message like it."""
    return {
        "centre": inputs.centre,
        "anchors": inputs.anchors,
        "votes": likeness @ _centred(inputs),
    }


def _centred(inputs: _Inputs) -> Floats:
    """Far from every message the votes are none: the stack's constant says what is usual."""
    targets = inputs.targets[inputs.ours].astype(np.float64)
    mean = targets.mean(axis=0)
    return np.asarray(targets - mean - LENGTH_UNLEARNT * (inputs.usual - mean))


def _out_of_fold(messages: Sequence[Message], inputs: _Inputs, likeness: NDArray[np.float32]) -> Floats:
    """Scores (n_messages, n_heads, 3): n-grams, cues, encoder – of models that saw nothing of the block."""
    folds = np.array([zlib.crc32(m.template.encode()) % FOLDS for m in messages])
    mixed = np.array([m.template in MIXED for m in messages])
    scores = np.zeros((len(messages), len(heads.HEADS), 3))
    scores[:, :, 1] = inputs.cues[:, heads.CUE_OF_HEAD]
    targets = _centred(inputs)
    votes = likeness @ targets
    for fold in range(FOLDS):
        held = folds == fold
        weights = _grams(inputs, np.flatnonzero(~held & ~mixed))
        scores[held, :, 0] = inputs.grams[held] @ weights["grams"] + weights["grams_bias"]
        out = np.flatnonzero((held | mixed)[inputs.ours])
        left = left_out(likeness, targets, votes, out)
        scores[held & inputs.ours, :, 2] = left[held[inputs.ours][out]]
    return scores


def _stacks(inputs: _Inputs, scores: Floats) -> dict[str, Floats]:
    """(n_heads, 4): what n-grams, cues and encoder weigh, and a constant; `quick` does without the encoder."""
    quick, full = np.zeros((len(heads.HEADS), 4)), np.zeros((len(heads.HEADS), 4))
    for index in range(len(heads.HEADS)):
        y = inputs.targets[inputs.ours, index]
        even = evened(y, inputs.usual[:, index])
        for stack, columns in ((quick, [0, 1]), (full, [0, 1, 2])):
            model = LogisticRegression(C=10.0).fit(scores[inputs.ours, index][:, columns], y, even)
            stack[index, columns], stack[index, 3] = model.coef_[0], model.intercept_[0]
    return {"quick": quick, "full": full}


def _sign(inputs: _Inputs, scores: Floats) -> Floats:
    """(4,): how the scores of praise less those of blame tell which it is, where it is one of them."""
    praised, blamed = heads.HEADS.index("positive"), heads.HEADS.index("negative")
    rows = inputs.ours & (inputs.targets[:, praised] + inputs.targets[:, blamed] == 1)
    model = LogisticRegression(C=10.0)
    model.fit(scores[rows, praised] - scores[rows, blamed], inputs.targets[rows, praised])
    return np.array([*model.coef_[0], model.intercept_[0]])


def _save(path: Path, weights: dict[str, Floats], stacks: dict[str, Floats]) -> None:
    """The large tables in whole steps of 1/127 of the largest of their column: a quarter of the size, nothing lost."""
    arrays = {**weights, **stacks}
    for name in ("grams", "anchors"):
        scale = np.abs(arrays[name]).max(axis=0) / 127
        arrays[name] = np.round(arrays[name] / scale).astype(np.int8)
        arrays[f"{name}_scale"] = scale
    arrays["votes"] = arrays["votes"].astype(np.float16)
    path.parent.mkdir(exist_ok=True)
    small = {
        name: value.astype(np.float32) if value.dtype == np.float64 else value
        for name, value in arrays.items()
    }
    np.savez_compressed(path, **small)  # type: ignore[arg-type]


def _figures(
    messages: Sequence[Message], inputs: _Inputs, scores: Floats, stacks: dict[str, Floats]
) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    languages = np.array([m.language for m in messages])
    even = evened(inputs.targets[inputs.ours, 0], inputs.usual[:, 0])
    for name in ("quick", "full"):
        stack = stacks[name]
        p = heads.probability((scores * stack[None, :, :3]).sum(axis=2) + stack[:, 3])
        for language in ("en", "nl", "nb", "da", "sv", "de", "fr", "es"):
            rows = inputs.ours & (languages == language)
            found[f"{name} {language}"] = {
                "wish recall at 5% false alarms": round(recall_at(p[rows, 0], inputs.targets[rows, 0]), 3),
                "the same, as many wishes at every length": round(
                    recall_at(p[rows, 0], inputs.targets[rows, 0], weights=even[rows[inputs.ours]]), 3
                ),
                **{
                    f"F1 {head}": round(f1(p[rows, i], inputs.targets[rows, i]), 3)
                    for i, head in enumerate(heads.HEADS)
                },
                "ECE of kinds": round(
                    float(np.mean([ece(p[rows, i], inputs.targets[rows, i]) for i in range(7)])), 3
                ),
            }
    return found


if __name__ == "__main__":
    main()
