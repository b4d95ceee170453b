"""How messages look to the models: kept beside the weights, so that a test notices when cues or n-grams move on alone.

Weights learnt from other cue scores or other buckets than those of today read wrongly and say nothing of it.

Not here: the messages themselves, which may well be ahead of the weights.
"""

import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.reading.encoder import LAYERS, readable
from hovmester.engines.reading.kinds import cue_scores
from hovmester.engines.reading.ngrams import buckets_of
from hovmester.engines.reading.tokens import tokenise
from training.messages import Message

KEPT = 1000  # messages: enough to meet most cues
LONGEST = 200  # characters of one of them


def looks_of(messages: Sequence[Message]) -> dict[str, NDArray[Any]]:  # Any: words beside numbers
    """Every so many of the messages, at most about `KEPT`, and how they look today."""
    short = [message for message in messages if len(message.text) <= LONGEST]
    some = short[:: max(1, len(short) // KEPT)]
    texts, languages = [m.text for m in some], [m.language for m in some]
    return {"look_texts": np.array(texts), "look_languages": np.array(languages), **_look(texts, languages)}


def look_otherwise(weights: Mapping[str, NDArray[Any]]) -> list[str]:
    """Of the messages the weights keep, those that no longer look as they did when the weights were learnt."""
    texts, languages = weights["look_texts"].tolist(), weights["look_languages"].tolist()
    today = _look(texts, languages)
    same = np.isclose(today["look_cues"], weights["look_cues"], atol=1e-4).all(axis=1)
    same &= (today["look_marks"] == weights["look_marks"]).all(axis=1)
    return [text for text, is_same in zip(texts, same, strict=True) if not is_same]


def _look(texts: Sequence[str], languages: Sequence[str]) -> dict[str, NDArray[Any]]:
    """`look_cues` (n_texts, 8): cue scores; `look_marks` (n_texts, 2): of buckets, and of what is encoded."""
    tokens = [tokenise(text) for text in texts]
    cues = [cue_scores(*message) for message in zip(texts, tokens, languages, strict=True)]
    marks = [
        (
            zlib.crc32(buckets_of([token.low for token in row]).tobytes()),
            zlib.crc32(f"{LAYERS} {readable(text)}".encode()),
        )
        for text, row in zip(texts, tokens, strict=True)
    ]
    return {"look_cues": np.array(cues, np.float32), "look_marks": np.array(marks, np.uint32)}
