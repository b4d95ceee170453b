"""Whether the guest praises or blames, at one place of the text or in all of it.

The clause around the words decides where it judges clearly; the learnt heads decide the rest.
"""

from collections.abc import Sequence

import numpy as np

from hovmester.engines.reading import heads
from hovmester.engines.reading.encoder import Encoder, default_encoder
from hovmester.engines.reading.kinds import cue_scores
from hovmester.engines.reading.sentiment import judgements
from hovmester.engines.reading.tokens import Token

NEITHER = (
    0.35  # below this on both sides the text judges nothing; somebody who asks about a span knows it does
)
CLAUSE_WORD = 0.25  # what each judging word near the aspect adds to its side
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
    cues = np.asarray(cue_scores(text, tokens, language))
    direction = (encoder or default_encoder()).encode([text.strip()])[0]
    p = heads.probabilities(
        heads.gram_scores([token.low for token in tokens]), cues, heads.direction_scores(direction, cues)
    )
    good, bad = float(p[_POSITIVE]), float(p[_NEGATIVE])
    if span is not None:
        near = [j.sign for j in judgements(tokens, language) if span[0] - NEAR <= j.start <= span[1] + NEAR]
        good += CLAUSE_WORD * sum(sign > 0 for sign in near)
        bad += CLAUSE_WORD * sum(sign < 0 for sign in near)
    if span is None and max(good, bad) < NEITHER:
        return "neutral"
    return "positive" if good >= bad else "negative"
