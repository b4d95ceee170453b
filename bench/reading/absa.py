"""Sets of judged sentences: SemEval-2016 restaurants, Norwegian NoReC_fine; and an encoder that has read them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.reading.encoder import default_encoder
from training.directions import directions


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


class Kept:
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
