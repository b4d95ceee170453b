"""Norwegian sentences (NoReC_fine): positive, negative or neutral, by macro-F1.

The bench model is fitted on the train part and never shipped: kernel ridge regression over the encoder's directions
after two depths (what a sentence is about, and its words) and what the shipped reader says of it. How much a class must
lead by is chosen on train, on scores of sentences whose review was left out. The shipped reader is measured as it is.
"""

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import inv, solve
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from bench.reading.absa import Kept, directions, norec
from hovmester.engines.reading.polarity import Judged, judged_at, polarity_of
from hovmester.engines.reading.tokens import tokenise

CLASSES = ("negative", "neutral", "positive")
DEPTHS = (8, 11)  # layers
READER = 0.5  # what the reader's say weighs beside one depth
WIDTH = 0.3  # of the kernel
RIDGE = 0.3
FOLDS = 5
LEADS = np.arange(-0.1, 0.31, 0.02)  # tried for negative and positive over neutral
Floats = NDArray[np.float32]


def measure(train: Path, held: Path, most: int) -> dict[str, float]:
    """Macro-F1 on `held`, of which the first `most` sentences are read."""
    sentences = norec(held)[:most]
    texts, gold = [text for _, text, _ in sentences], [polarity for _, _, polarity in sentences]
    read = _read(texts)
    said = {
        "bench": bench(train, texts, read),
        "shipped": [polarity_of(judged, asked=False) for judged in read],
        "majority": ["neutral"] * len(gold),
    }
    return {
        name: f1_score(gold, answers, average="macro", labels=list(CLASSES), zero_division=0)
        for name, answers in said.items()
    } | {"n": len(gold)}


def _read(texts: Sequence[str]) -> list[Judged]:
    encoder = Kept(texts)
    return [judged_at(text, tokenise(text), "nb", None, encoder=encoder) for text in texts]


def bench(train: Path, texts: Sequence[str], read: Sequence[Judged]) -> list[str]:
    """Polarity of each text, by the model fitted on train. `read`: what the reader says of the texts."""
    known = set(texts)
    fit = [row for row in norec(train) if row[1] not in known]  # nothing is learnt from what is measured
    fit_texts = [text for _, text, _ in fit]
    x, held = _inputs(fit_texts, _read(fit_texts), texts, read)
    y = np.array([CLASSES.index(polarity) for _, _, polarity in fit])
    targets = np.eye(len(CLASSES), dtype=np.float32)[y]
    usual = targets.mean(axis=0)
    alike = _likeness(x, x)
    alike[np.diag_indices(len(x))] += RIDGE
    inverse = inv(alike, overwrite_a=True, check_finite=False, assume_a="pos")
    votes = inverse @ (targets - usual)
    out = np.zeros_like(targets)
    for _, rows in GroupKFold(FOLDS).split(x, groups=[review for review, _, _ in fit]):
        # leaving rows out of kernel ridge regression in closed form: no fit a fold
        out[rows] = targets[rows] - solve(inverse[np.ix_(rows, rows)], votes[rows], assume_a="pos")
    scores = _likeness(held, x) @ votes + usual
    return [CLASSES[index] for index in (scores + _lead(out, y)).argmax(axis=1)]


def _inputs(
    fit: Sequence[str], fit_read: Sequence[Judged], held: Sequence[str], held_read: Sequence[Judged]
) -> tuple[Floats, Floats]:
    """Columns centred and scaled as in train, and each group of them by how many they are."""
    groups = [(directions(fit, layers), directions(held, layers)) for layers in DEPTHS]
    groups = [(x / np.sqrt(len(DEPTHS)), other / np.sqrt(len(DEPTHS))) for x, other in map(_scaled, groups)]
    said = _scaled((_said(fit, fit_read), _said(held, held_read)))
    groups.append((READER * said[0], READER * said[1]))
    return np.concatenate([x for x, _ in groups], axis=1), np.concatenate([x for _, x in groups], axis=1)


def _scaled(group: tuple[Floats, Floats]) -> tuple[Floats, Floats]:
    centre, spread = group[0].mean(axis=0), group[0].std(axis=0) * np.sqrt(group[0].shape[1])
    return (group[0] - centre) / spread, (group[1] - centre) / spread


def _said(texts: Sequence[str], read: Sequence[Judged]) -> Floats:
    """Shape (n_texts, 8)."""
    rows = []
    for text, judged in zip(texts, read, strict=True):
        praising, blaming = judged.words.count(1), judged.words.count(-1)
        last = judged.words[-1] if judged.words else 0  # what comes behind the "but"
        counts = (min(praising, 3), min(blaming, 3), praising - blaming, last)
        rows.append((*counts, judged.praise, judged.blame, judged.sign, len(text.split()) ** 0.5))
    return np.array(rows, dtype=np.float32)


def _likeness(a: Floats, b: Floats) -> Floats:
    distance = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1)[None, :] - 2 * a @ b.T
    return np.asarray(np.exp(-WIDTH * np.maximum(distance, 0)))


def _lead(scores: Floats, y: NDArray[np.int64]) -> Floats:
    """What is added to each class so that macro-F1 is best: rare classes must not wait until they are likeliest."""
    leads = [
        np.array([negative, 0, positive], dtype=np.float32) for negative, positive in product(LEADS, LEADS)
    ]
    return max(leads, key=lambda lead: float(f1_score(y, (scores + lead).argmax(axis=1), average="macro")))
