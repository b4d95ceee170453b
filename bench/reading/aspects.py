"""Aspects: SemEval-2016 restaurants (category F1, polarity accuracy given gold aspects) and Norwegian sentences.

Bench models are fitted on these research sets by cross-validation over reviews and never shipped; the shipped reader
is measured as it is. Directions of the encoder are kept in the temporary folder between runs.
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from hovmester.engines.reading.encoder import LAYERS, default_encoder
from hovmester.engines.reading.polarity import polarity_at
from hovmester.engines.reading.tokens import tokenise

BEST_2016 = {"en": (73.0, 88.1), "nl": (60.2, 77.8), "fr": (61.2, 78.8), "es": (70.6, 83.6)}
POLARITIES = ("negative", "neutral", "positive")
FOLDS = 5
MOST_NORWEGIAN = 4000  # sentences to fit the bench model on


class Opinion(NamedTuple):
    category: str
    polarity: str
    start: int
    end: int


class Sentence(NamedTuple):
    text: str
    review: str
    opinions: tuple[Opinion, ...]


def semeval(path: Path) -> list[Sentence]:
    found = []
    for review in ElementTree.parse(path).getroot():
        for sentence in review.iter("sentence"):
            if sentence.get("OutOfScope"):
                continue
            opinions = tuple(
                Opinion(
                    o.get("category", ""),
                    o.get("polarity", ""),
                    int(o.get("from") or 0),
                    int(o.get("to") or 0),
                )
                for o in sentence.iter("Opinion")
            )
            found.append(Sentence(sentence.findtext("text") or "", review.get("rid", ""), opinions))
    return found


def norec(path: Path) -> list[tuple[str, str, str]]:
    """(review, sentence, polarity): of the opinions of a sentence; both signs, or one unsaid, are left out."""
    found = []
    for row in json.loads(path.read_text("utf-8")):
        signs = {(opinion["Polarity"] or "unsaid").lower() for opinion in row["opinions"]}
        if "unsaid" in signs:
            continue
        if len(signs) < 2:
            found.append((row["sent_id"].split("-")[0], row["text"], next(iter(signs), "neutral")))
    return found


def directions(texts: Sequence[str]) -> NDArray[np.float32]:
    name = hashlib.sha256("\x00".join(texts).encode("utf-8", "replace")).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"hovmester-bench-{LAYERS}-{name}.npy"
    if not kept.exists():
        np.save(kept, np.concatenate([_direction(text, n, len(texts)) for n, text in enumerate(texts)]))
    return np.asarray(np.load(kept))


def _direction(text: str, n: int, of: int) -> NDArray[np.float32]:
    if n and not n % 200:
        print(f"encoded {n} of {of} sentences", file=sys.stderr)
    return default_encoder().encode([text])


class _Kept:
    """An encoder that answers from `directions`."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._known = {text.strip(): row for text, row in zip(texts, directions(texts), strict=True)}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array(
            [
                self._known[text] if text in self._known else default_encoder().encode([text])[0]
                for text in texts
            ]
        )


def shipped_polarity(sentences: Sequence[Sentence], language: str) -> dict[str, float]:
    """Accuracy of the shipped reader given the gold aspects, zero-shot, beside the majority class."""
    encoder = _Kept([sentence.text for sentence in sentences])
    right = n = 0
    counts: dict[str, int] = {}
    for sentence in sentences:
        tokens = tokenise(sentence.text)
        for opinion in sentence.opinions:
            span = (opinion.start, opinion.end) if opinion.end else None
            said = polarity_at(sentence.text, tokens, language, span, encoder=encoder)
            right += said == opinion.polarity
            counts[opinion.polarity] = counts.get(opinion.polarity, 0) + 1
            n += 1
    return {"polarity accuracy": right / n, "majority": max(counts.values()) / n, "n": n}


def _features(texts: Sequence[str]) -> tuple[TfidfVectorizer, TfidfVectorizer]:
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=1)
    letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
    words.fit(texts)
    letters.fit(texts)
    return words, letters


def _matrix(
    fitted: tuple[TfidfVectorizer, TfidfVectorizer], texts: Sequence[str], dense: NDArray[np.float32]
) -> Any:  # Any: scipy's sparse types
    from scipy.sparse import csr_matrix, hstack

    return hstack([*(vectoriser.transform(texts) for vectoriser in fitted), csr_matrix(dense)], format="csr")


def bench_categories(sentences: Sequence[Sentence]) -> float:
    """Micro F1 of (sentence, category), five folds over reviews."""
    texts = [sentence.text for sentence in sentences]
    dense = (directions(texts) - directions(texts).mean(axis=0)) * 4
    names = sorted({opinion.category for sentence in sentences for opinion in sentence.opinions})
    gold = np.array([[any(o.category == name for o in s.opinions) for name in names] for s in sentences])
    p = np.zeros(gold.shape)
    for train, held in GroupKFold(FOLDS).split(texts, groups=[s.review for s in sentences]):
        fitted = _features([texts[i] for i in train])
        x = _matrix(fitted, [texts[i] for i in train], dense[train])
        x_held = _matrix(fitted, [texts[i] for i in held], dense[held])
        for column in range(len(names)):
            if gold[train, column].sum() > 1:
                model = LogisticRegression(C=4.0, max_iter=200, class_weight={0: 1, 1: 2}, solver="liblinear")
                p[held, column] = model.fit(x, gold[train, column]).predict_proba(x_held)[:, 1]
    said = p >= 0.5
    both = (said & gold).sum()
    return float(2 * both / (said.sum() + gold.sum()))


def bench_polarity(sentences: Sequence[Sentence], language: str) -> float:
    """Accuracy given gold aspects, five folds over reviews; the shipped reader's judgement is one feature."""
    rows = [(s, o) for s in sentences for o in s.opinions]
    encoder = _Kept([s.text for s in sentences])
    texts = [_around(s.text, o) + " @" + o.category.replace("#", "_") for s, o in rows]
    dense = _polarity_inputs(rows, encoder, language)
    gold = np.array([o.polarity for _, o in rows])
    right = 0
    for train, held in GroupKFold(FOLDS).split(texts, groups=[s.review for s, _ in rows]):
        fitted = _features([texts[i] for i in train])
        model = LogisticRegression(C=2.0, max_iter=200)
        model.fit(_matrix(fitted, [texts[i] for i in train], dense[train]), gold[train])
        right += (model.predict(_matrix(fitted, [texts[i] for i in held], dense[held])) == gold[held]).sum()
    return float(right / len(rows))


def _polarity_inputs(
    rows: Sequence[tuple[Sentence, Opinion]], encoder: _Kept, language: str
) -> NDArray[np.float32]:
    whole = encoder.encode([s.text.strip() for s, _ in rows])
    whole = (whole - whole.mean(axis=0)) * 4
    said = [
        polarity_at(s.text, tokenise(s.text), language, (o.start, o.end) if o.end else None, encoder=encoder)
        for s, o in rows
    ]
    return np.concatenate(
        [whole, np.array([[name == p for p in POLARITIES] for name in said])], axis=1
    ).astype(np.float32)


def _around(text: str, opinion: Opinion) -> str:
    """The sentence, with the forty letters on either side of the target once more."""
    if not opinion.end:
        return text
    return f"{text} {text[max(0, opinion.start - 40) : opinion.end + 40]}"


def norwegian(train: Path, dev: Path) -> dict[str, float]:
    """Macro F1 of positive / negative / neutral sentences: bench model fitted on train, shipped reader, majority."""
    fit, held = norec(train)[:MOST_NORWEGIAN], norec(dev)
    texts, held_texts = [row[1] for row in fit], [row[1] for row in held]
    x_dense, held_dense = directions(texts), directions(held_texts)
    centre = x_dense.mean(axis=0)
    fitted = _features(texts)
    model = LogisticRegression(C=2.0, max_iter=200, class_weight="balanced")
    model.fit(_matrix(fitted, texts, (x_dense - centre) * 4), [row[2] for row in fit])
    gold = [row[2] for row in held]
    encoder = _Kept(held_texts)
    said = [polarity_at(text, tokenise(text), "nb", None, encoder=encoder) for text in held_texts]
    return {
        "bench": f1_score(
            gold, model.predict(_matrix(fitted, held_texts, (held_dense - centre) * 4)), average="macro"
        ),
        "shipped": f1_score(gold, said, average="macro", labels=list(POLARITIES)),
        "majority": f1_score(gold, ["neutral"] * len(gold), average="macro"),
        "n": len(gold),
    }
