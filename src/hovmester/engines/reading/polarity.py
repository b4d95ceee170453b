"""Whether the guest praises or blames, at one place of the text or in all of it.

Whether anything is judged at all, and which way, are two questions: somebody who asks about a span knows that it is.
The learnt heads answer for the text, the judging words near the span for the span.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hovmester.engines.reading import heads
from hovmester.engines.reading.encoder import Encoder, default_encoder
from hovmester.engines.reading.kinds import cue_scores
from hovmester.engines.reading.sentiment import judgements
from hovmester.engines.reading.tokens import Token

NEITHER = 0.4  # below this on both sides the text judges nothing; our own folds like .4 to .45 best
WORD_JUDGES = 0.2  # what each judging word adds to its side of that
WORD_SIGN = 1.0  # and to the log-odds of praise against blame
NEAR = 40  # characters around the aspect
_POSITIVE, _NEGATIVE = heads.HEADS.index("positive"), heads.HEADS.index("negative")


class Judged(NamedTuple):
    """What the learnt heads and the judging words say of a text, or of one place in it."""

    praise: float  # how likely something is praised
    blame: float
    sign: float  # log-odds of praise against blame, where it is one of them
    words: tuple[int, ...]  # +1 and -1, in their order


def judged_at(
    text: str,
    tokens: Sequence[Token],
    language: str,
    span: tuple[int, int] | None,
    *,
    encoder: Encoder | None = None,
) -> Judged:
    """Of the aspect at `span`, or of the whole text."""
    grams = heads.gram_scores([token.low for token in tokens])
    cues = np.asarray(cue_scores(text, tokens, language))
    direction = (encoder or default_encoder()).encode([text.strip()])[0]
    scores = heads.direction_scores(direction, cues)
    signs = tuple(
        word.sign
        for word in judgements(tokens, language)
        if span is None or span[0] - NEAR <= word.start <= span[1] + NEAR
    )
    p = heads.probabilities(grams, cues, scores)
    return Judged(float(p[_POSITIVE]), float(p[_NEGATIVE]), heads.sign_log_odds(grams, cues, scores), signs)


def polarity_at(
    text: str,
    tokens: Sequence[Token],
    language: str,
    span: tuple[int, int] | None,
    *,
    encoder: Encoder | None = None,
) -> str:
    """ "positive", "negative" or "neutral" for the aspect at `span`, or for the whole text."""
    if not tokens:
        return "neutral"
    return polarity_of(judged_at(text, tokens, language, span, encoder=encoder), asked=span is not None)


def polarity_of(judged: Judged, *, asked: bool) -> str:
    """Who asks about an aspect knows that it is judged."""
    praise = judged.praise + WORD_JUDGES * judged.words.count(1)
    blame = judged.blame + WORD_JUDGES * judged.words.count(-1)
    if not asked and max(praise, blame) < NEITHER:
        return "neutral"
    return "positive" if judged.sign + WORD_SIGN * sum(judged.words) >= 0 else "negative"
