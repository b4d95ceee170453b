"""Aspects: SemEval-2016 restaurants. What is judged (category F1, spans), and how, given the gold aspects.

Bench models are fitted on these research sets and never shipped: a file of its own language's train part by
cross-validation over reviews, any other on that train part. The shipped reader is measured as it is, zero-shot.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.multiclass import OneVsRestClassifier

from bench.reading.absa import Kept, Opinion, Sentence, semeval
from hovmester.engines.reading import read
from hovmester.engines.reading.model import Aspect, Vocabulary
from hovmester.engines.reading.polarity import polarity_at
from hovmester.engines.reading.tokens import tokenise
from training.directions import directions

BEST_2016 = {"en": (73.0, 88.1), "nl": (60.2, 77.8), "fr": (61.2, 78.8), "es": (70.6, 83.6)}
POLARITIES = ("negative", "neutral", "positive")
FOLDS = 5
NOW = datetime(2016, 1, 1, tzinfo=UTC)
Split = tuple[NDArray[np.int64], NDArray[np.int64]]  # rows learnt from, rows measured


def measure(path: Path, language: str, train: Path, most: int) -> dict[str, Any]:
    """Figures of the first `most` sentences of a file, in per cent."""
    held = semeval(path)[:most]
    learnt = _others(train, held)
    sentences = [*learnt, *held]
    splits = _split(sentences, len(learnt))
    encoder = Kept([sentence.text for sentence in sentences])
    read_in = [_aspects(sentence, language, encoder) for sentence in sentences]
    found = shipped_aspects(held, read_in[len(learnt) :])
    said = [_polarities(sentence, language, encoder) for sentence in sentences]
    polarity = shipped_polarity(held, said[len(learnt) :])
    best = BEST_2016.get(language, (None, None))
    return {
        "set": path.stem,
        "category F1, bench": _percent(bench_categories(sentences, read_in, splits)),
        "best of 2016": best[0],
        "category F1, shipped": _percent(found["category"]),
        "every sentence the most usual category": _percent(found["baseline"]),
        "category and target, shipped": _percent(found["target"]),
        "polarity, bench": _percent(bench_polarity(sentences, said, splits)),
        "best of 2016, polarity": best[1],
        "polarity, shipped": _percent(polarity["accuracy"]),
        "majority": _percent(polarity["majority"]),
        "n": polarity["n"],
    }


def _percent(share: float) -> float:
    return round(100 * share, 1)


def _others(train: Path, held: Sequence[Sentence]) -> list[Sentence]:
    """The train part, unless it is itself what is measured."""
    if not train.exists():
        return []
    texts = {sentence.text for sentence in held}
    rest = [sentence for sentence in semeval(train) if sentence.text not in texts]
    return rest if len(rest) > len(held) else []


def _split(sentences: Sequence[Sentence], learnt: int) -> list[Split]:
    if learnt:
        return [(np.arange(learnt), np.arange(learnt, len(sentences)))]
    reviews = [sentence.review for sentence in sentences]
    return list(GroupKFold(min(FOLDS, len(set(reviews)))).split(reviews, groups=reviews))


def _aspects(sentence: Sentence, language: str, encoder: Kept) -> tuple[Aspect, ...]:
    return read(
        sentence.text, vocabulary=Vocabulary(), now=NOW, zone="UTC", language=language, encoder=encoder
    ).aspects


def shipped_aspects(sentences: Sequence[Sentence], read_in: Sequence[Sequence[Aspect]]) -> dict[str, float]:
    """F1 of (sentence, category); of the opinions, category and a target that overlaps; and a baseline of the first."""
    usual = Counter(o.category for s in sentences for o in s.opinions).most_common(1)[0][0]
    right = said = gold = baseline = hits = aspects = opinions = 0
    for sentence, found in zip(sentences, read_in, strict=True):
        categories, named = {o.category for o in sentence.opinions}, {a.category for a in found}
        right += len(categories & named)
        said, gold = said + len(named), gold + len(categories)
        baseline += usual in categories
        hits += _matched(sentence.opinions, found)
        aspects, opinions = aspects + len(found), opinions + len(sentence.opinions)
    return {
        "category": 2 * right / (said + gold),
        "baseline": 2 * baseline / (len(sentences) + gold),
        "target": 2 * hits / (aspects + opinions),
    }


def _matched(opinions: Sequence[Opinion], found: Sequence[Aspect]) -> int:
    """Opinions that an aspect of their own has found; an unsaid target overlaps with anything."""
    left = list(found)
    for opinion in opinions:
        hit = next((a for a in left if a.category == opinion.category and _overlaps(opinion, a)), None)
        if hit:
            left.remove(hit)
    return len(found) - len(left)


def _overlaps(opinion: Opinion, aspect: Aspect) -> bool:
    return not opinion.end or (aspect.start < opinion.end and opinion.start < aspect.end)


def _polarities(sentence: Sentence, language: str, encoder: Kept) -> list[str]:
    """What the shipped reader says of each gold aspect."""
    tokens = tokenise(sentence.text)
    spans = [(o.start, o.end) if o.end else (0, len(sentence.text)) for o in sentence.opinions]
    said = {span: polarity_at(sentence.text, tokens, language, span, encoder=encoder) for span in set(spans)}
    return [said[span] for span in spans]


def shipped_polarity(sentences: Sequence[Sentence], said: Sequence[Sequence[str]]) -> dict[str, float]:
    """Accuracy given the gold aspects, beside the majority class."""
    gold = [opinion.polarity for sentence in sentences for opinion in sentence.opinions]
    answers = [answer for of_sentence in said for answer in of_sentence]
    right = sum(answer == polarity for answer, polarity in zip(answers, gold, strict=True))
    usual = Counter(gold).most_common(1)[0][1]
    return {"accuracy": right / len(gold), "majority": usual / len(gold), "n": len(gold)}


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


def bench_categories(
    sentences: Sequence[Sentence], read_in: Sequence[Sequence[Aspect]], splits: Sequence[Split]
) -> float:
    """Micro F1 of (sentence, category); what the shipped reader found is one feature a category."""
    texts = [sentence.text for sentence in sentences]
    names = sorted({opinion.category for sentence in sentences for opinion in sentence.opinions})
    found = np.array([[any(a.category == name for a in aspects) for name in names] for aspects in read_in])
    dense = np.concatenate([_centred(directions(texts)), found], axis=1).astype(np.float32)
    gold = np.array([[any(o.category == name for o in s.opinions) for name in names] for s in sentences])
    p = np.zeros(gold.shape)
    for train, held in splits:
        fitted = _features([texts[i] for i in train])
        x = _matrix(fitted, [texts[i] for i in train], dense[train])
        x_held = _matrix(fitted, [texts[i] for i in held], dense[held])
        for column in range(len(names)):
            if gold[train, column].sum() > 1:
                model = LogisticRegression(C=4.0, max_iter=200, class_weight={0: 1, 1: 2}, solver="liblinear")
                p[held, column] = model.fit(x, gold[train, column]).predict_proba(x_held)[:, 1]
    measured = np.concatenate([held for _, held in splits])
    said = p[measured] >= 0.5
    both = (said & gold[measured]).sum()
    return float(2 * both / (said.sum() + gold[measured].sum()))


def bench_polarity(
    sentences: Sequence[Sentence], said: Sequence[Sequence[str]], splits: Sequence[Split]
) -> float:
    """Accuracy given gold aspects; the shipped reader's judgement is one feature."""
    rows = [(i, o, p) for i, s in enumerate(sentences) for o, p in zip(s.opinions, said[i], strict=True)]
    of = np.array([i for i, _, _ in rows])
    texts = [_around(sentences[i].text, o) + " @" + o.category.replace("#", "_") for i, o, _ in rows]
    judged = np.array([[answer == polarity for polarity in POLARITIES] for _, _, answer in rows])
    whole = _centred(directions([sentence.text for sentence in sentences]))
    dense = np.concatenate([whole[of], judged], axis=1).astype(np.float32)
    gold = np.array([o.polarity for _, o, _ in rows])
    right = n = 0
    for train_sentences, held_sentences in splits:
        train, held = (
            np.flatnonzero(np.isin(of, train_sentences)),
            np.flatnonzero(np.isin(of, held_sentences)),
        )
        fitted = _features([texts[i] for i in train])
        # one side against the rest, since all three at once take minutes
        model = OneVsRestClassifier(LogisticRegression(C=2.0, solver="liblinear"))
        model.fit(_matrix(fitted, [texts[i] for i in train], dense[train]), gold[train])
        answers = model.predict(_matrix(fitted, [texts[i] for i in held], dense[held]))
        right, n = right + int((answers == gold[held]).sum()), n + len(held)
    return float(right / n)


def _centred(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Raw directions sit close together."""
    return np.asarray((rows - rows.mean(axis=0)) * 4, dtype=np.float32)


def _around(text: str, opinion: Opinion) -> str:
    """The sentence, with the forty letters on either side of the target once more."""
    if not opinion.end:
        return text
    return f"{text} {text[max(0, opinion.start - 40) : opinion.end + 40]}"
