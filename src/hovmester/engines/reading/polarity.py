"""Whether the guest praises or blames, at one place of the text or in all of it.

Whether anything is judged at all, and which way, are two questions: somebody who asks about a span knows that it is.
The learnt heads answer for the text, the judging words near the span for the span.
"""

from collections.abc import Sequence

import numpy as np

from hovmester.engines.reading import heads
from hovmester.engines.reading.encoder import Encoder, default_encoder
from hovmester.engines.reading.kinds import cue_scores
from hovmester.engines.reading.sentiment import judgements
from hovmester.engines.reading.tokens import Token

NEITHER = 0.35  # below this on both sides the text judges nothing
WORD_JUDGES = 0.2  # what each judging word adds to its side of that
WORD_SIGN = 1.0  # and to the log-odds of praise against blame
NEAR = 40  # characters around the aspect
_POSITIVE, _NEGATIVE = heads.HEADS.index("positive"), heads.HEADS.index("negative")


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
    grams = heads.gram_scores([token.low for token in tokens])
    cues = np.asarray(cue_scores(text, tokens, language))
    direction = (encoder or default_encoder()).encode([text.strip()])[0]
    scores = heads.direction_scores(direction, cues)
    signs = [
        word.sign
        for word in judgements(tokens, language)
        if span is None or span[0] - NEAR <= word.start <= span[1] + NEAR
    ]
    if span is None and not _judges(heads.probabilities(grams, cues, scores), signs):
        return "neutral"
    praises = heads.sign_log_odds(grams, cues, scores) + WORD_SIGN * sum(signs)
    return "positive" if praises >= 0 else "negative"


def _judges(p: heads.Floats, signs: Sequence[int]) -> bool:
    praise = p[_POSITIVE] + WORD_JUDGES * signs.count(1)
    blame = p[_NEGATIVE] + WORD_JUDGES * signs.count(-1)
    return bool(max(praise, blame) >= NEITHER)
