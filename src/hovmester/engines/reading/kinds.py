"""Which kinds a message is, with calibrated probabilities, and the words that say so.

A cascade: n-grams and cues read everything; the encoder is asked of every message that is read carefully, and in long
streams where a wish may be hidden in few words, or the language is one n-grams and cues were not made for.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hovmester.engines.reading import heads
from hovmester.engines.reading.cues import NEGATIONS, Cue, find_cues, joke_of, sting
from hovmester.engines.reading.encoder import Encoder, default_encoder
from hovmester.engines.reading.language import hardly_known
from hovmester.engines.reading.model import KINDS, Span
from hovmester.engines.reading.sentiment import Judgement, judgements
from hovmester.engines.reading.tokens import Token

LIKELY = 0.5
# In long streams only a message as short as a tweet: n-grams know least of it, and the encoder takes 1.5 ms a word.
STREAM_UNSURE, STREAM_TOKENS = (0.47, 0.5), 10
JOKE_WORDS = 4.0
STUNG = 0.6  # how surely praise beside a disaster blames
_OPPOSITE = {"praise": "complaint", "complaint": "praise"}


class Kinds(NamedTuple):
    """Of one message: probability of each kind and of the tone of a joke, and the words that say so."""

    kinds: dict[str, float]
    joke: float
    evidence: dict[str, Span]


def kinds_of(
    text: str,
    tokens: Sequence[Token],
    language: str,
    judged: Sequence[Judgement],
    *,
    encoder: Encoder | None = None,
    careful: bool = True,
) -> Kinds:
    """`judged`: the judging words of the text. `careful` asks the encoder of every message; it takes some 30 ms."""
    cues = [_turned(text, cue) for cue in find_cues(text, tokens, language, judged)]
    sums, joke, joke_span = _cue_sums(text, cues)
    grams = heads.gram_scores([token.low for token in tokens])
    p = heads.probabilities(grams, sums)
    if tokens and (careful or hardly_known(language) or _is_short_and_unsure(p, tokens)):
        direction = (encoder or default_encoder()).encode([text.strip()])[0]
        p = heads.probabilities(grams, sums, heads.direction_scores(direction, sums))
    kinds = dict(zip(KINDS, p.tolist(), strict=False))  # the other heads come behind
    if sting(text):  # too rare a tone to be learnt from examples
        kinds["complaint"] = max(kinds["complaint"], STUNG)
    evidence = {
        kind: span
        for kind in KINDS
        if kinds[kind] >= LIKELY and (span := _evidence(text, cues, tokens, kind))
    }
    if joke_span and joke >= LIKELY:
        evidence["joke"] = Span(text=text[slice(*joke_span)], start=joke_span[0], end=joke_span[1])
    return Kinds(kinds, joke, evidence)


def cue_scores(text: str, tokens: Sequence[Token], language: str) -> list[float]:
    """What the cues alone say of each kind, and of the tone of a joke, in log-odds; shape (8,)."""
    cues = find_cues(text, tokens, language, judgements(tokens, language))
    sums, _, _ = _cue_sums(text, [_turned(text, cue) for cue in cues])
    return [float(value) for value in sums]


def _cue_sums(text: str, cues: Sequence[Cue]) -> tuple[heads.Floats, float, tuple[int, int] | None]:
    weights: dict[str, list[float]] = {}
    for cue in cues:
        weights.setdefault(cue.kind, []).append(cue.weight)
    sums = [_sum(weights[kind]) if kind in weights else 0.0 for kind in KINDS]
    joke, span = joke_of(text, wishing=sums[0] > 2, complaining=sums[1] > 2)
    return np.array([*sums, JOKE_WORDS * joke]), joke, span


def _sum(weights: Sequence[float]) -> float:
    """Each further cue of a kind counts half of the one before it."""
    return sum(weight * 0.5**rank for rank, weight in enumerate(sorted(weights, reverse=True)[:8]))


def _is_short_and_unsure(p: heads.Floats, tokens: Sequence[Token]) -> bool:
    return len(tokens) <= STREAM_TOKENS and bool(STREAM_UNSURE[0] < p[0] < STREAM_UNSURE[1])


def _turned(text: str, cue: Cue) -> Cue:
    """A negation right before turns praise into complaint and the other way round."""
    if (
        not cue.settled
        and cue.kind in _OPPOSITE
        and NEGATIONS.search(text, max(0, cue.start - 30), cue.start)
    ):
        return cue._replace(kind=_OPPOSITE[cue.kind], weight=cue.weight * 0.8)
    return cue


def _evidence(text: str, cues: Sequence[Cue], tokens: Sequence[Token], kind: str) -> Span | None:
    """The strongest cue; where the models needed none, the sentence it would stand in is the whole message."""
    own = [cue for cue in cues if cue.kind == kind]
    if own:
        best = max(own, key=lambda cue: (cue.weight, cue.end - cue.start))
        return Span(text=text[best.start : best.end], start=best.start, end=best.end)
    if not tokens:
        return None
    start, end = tokens[0].start, tokens[-1].end
    return Span(text=text[start:end], start=start, end=end)
