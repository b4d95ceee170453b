"""Norwegian sentences (NoReC_fine): positive, negative or neutral, by macro-F1.

The bench model is fitted on the train part and never shipped. First kernel ridge regression over the encoder's
directions after two depths (what a sentence is about, and its words) and what the shipped reader says of it; then a
linear model over these scores and those of the sentences around it, since a critic who praised goes on praising. It
and how much a class must lead by are fitted on scores of train sentences whose review was left out. `bench, alone`
knows no sentences around. The shipped reader is measured as it is.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from bench.reading.absa import Kept, norec
from hovmester.engines.reading.polarity import Judged, judged_at, polarity_of
from hovmester.engines.reading.tokens import tokenise
from training.directions import directions
from training.kernel import alike, inverted, left_out

CLASSES = ("negative", "neutral", "positive")
DEPTHS = (8, 11)  # layers
READER = 0.5  # what the reader's say weighs beside one depth
WIDTH = 0.3  # of the kernel
RIDGE = 0.5
SCALE = 3.0  # of the scores, which lie within one of each other
FEW = 5  # sentences: a review with fewer says little of the next one
FOLDS = 5
LEADS = np.arange(-0.6, 1.3, 0.05)  # in log-odds, tried for negative and positive over neutral
AROUND = 5  # leads of each side taken together
Floats = NDArray[np.float32]
Classes = NDArray[np.int64]
Row = tuple[str, str, str]  # review, sentence, polarity


def measure(train: Path, held: Path, most: int) -> dict[str, float]:
    """Macro-F1 on `held`, of which the first `most` sentences are read."""
    sentences = norec(held)[:most]
    texts, gold = [text for _, text, _ in sentences], [polarity for _, _, polarity in sentences]
    read = _read(texts)
    said = {
        **bench(train, sentences, read),
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


def bench(train: Path, held: Sequence[Row], read: Sequence[Judged]) -> dict[str, list[str]]:
    """Polarity of each sentence, by the models fitted on train. `read`: what the reader says of the sentences."""
    known = {text for _, text, _ in held}
    fit = [row for row in norec(train) if row[1] not in known]  # nothing is learnt from what is measured
    texts = [text for _, text, _ in fit]
    x, x_held = _inputs(texts, _read(texts), [text for _, text, _ in held], read)
    y = np.array([CLASSES.index(polarity) for _, _, polarity in fit])
    groups = [review for review, _, _ in fit]
    foretold, scores = _alone(x, y, groups, x_held)
    return {
        "bench": _decided(_around(fit, foretold), y, groups, _around(held, scores)),
        "bench, alone": _decided(foretold, y, groups, scores),
    }


def _alone(x: Floats, y: Classes, groups: Sequence[str], held: Floats) -> tuple[Floats, Floats]:
    """Scores (n, 3) of the sentences of train, their review left out, and of those held."""
    targets = np.eye(len(CLASSES), dtype=np.float32)[y]
    usual = targets.mean(axis=0)
    inverse = inverted(x, WIDTH, RIDGE)
    votes = inverse @ (targets - usual)
    foretold = np.zeros_like(targets)
    for _, rows in GroupKFold(FOLDS).split(x, groups=groups):
        foretold[rows] = left_out(inverse, targets, votes, rows)
    return SCALE * (foretold - usual), SCALE * (alike(held, x, WIDTH) @ votes)


def _around(rows: Sequence[Row], scores: Floats) -> Floats:
    """Beside a sentence's own scores those of the one before, the one behind and the rest of its review; (n, 12)."""
    reviews = np.array([review for review, _, _ in rows])
    none = np.zeros_like(scores[:1])
    found = np.zeros((len(rows), 4 * scores.shape[1]), dtype=np.float32)
    for review in np.unique(reviews):
        at = np.flatnonzero(reviews == review)
        own = scores[at]
        before, behind = np.concatenate([none, own[:-1]]), np.concatenate([own[1:], none])
        rest = (own.sum(axis=0) - own) / (len(at) - 1 + FEW)
        found[at] = np.concatenate([own, before, behind, rest], axis=1)
    return found


def _decided(fit: Floats, y: Classes, groups: Sequence[str], held: Floats) -> list[str]:
    model = LogisticRegression(C=10.0, max_iter=2000)
    folds = GroupKFold(FOLDS)
    seen = cross_val_predict(model, fit, y, groups=groups, cv=folds, method="predict_log_proba")
    said = model.fit(fit, y).predict_log_proba(held) + _lead(seen, y)
    return [CLASSES[index] for index in said.argmax(axis=1)]


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


def _lead(scores: Floats, y: Classes) -> Floats:
    """What is added to each class so that macro-F1 is best: rare classes must not wait until they are likeliest.

    The middle of where it is good, not the one best point, which is chance.
    """
    grid = [[_f1(scores, y, negative, positive) for positive in LEADS] for negative in LEADS]
    smooth = uniform_filter(np.array(grid), size=AROUND, mode="nearest")
    negative, positive = np.unravel_index(smooth.argmax(), smooth.shape)
    return np.array([LEADS[negative], 0, LEADS[positive]], dtype=np.float32)


def _f1(scores: Floats, y: Classes, negative: float, positive: float) -> float:
    lead = np.array([negative, 0, positive], dtype=np.float32)
    return float(f1_score(y, (scores + lead).argmax(axis=1), average="macro"))
