"""Which kinds a message is, with probabilities, and the words that say so."""

import math

from hovmester.engines.reading.cues import NEGATIONS, Cue, find_cues
from hovmester.engines.reading.model import KINDS, Span

BIAS = -2.0
_OPPOSITE = {"praise": "complaint", "complaint": "praise"}


def kinds_of(text: str, language: str) -> tuple[dict[str, float], dict[str, Span]]:
    """Probability of each kind in [0, 1] and, for those at least even, the strongest words."""
    cues = [_turned(text, cue) for cue in find_cues(text, language)]
    scores = {kind: _score([cue.weight for cue in cues if cue.kind == kind]) for kind in KINDS}
    if scores["cancel"] > 0.5:
        scores["wish"] = min(scores["wish"], 0.4)
        scores["change"] = min(scores["change"], 0.4)
    evidence = {
        kind: strongest
        for kind in KINDS
        if scores[kind] >= 0.5 and (strongest := _evidence(text, cues, kind))
    }
    return scores, evidence


def _score(weights: list[float]) -> float:
    total = sum(weight * 0.5**rank for rank, weight in enumerate(sorted(weights, reverse=True)))
    return 1 / (1 + math.exp(-(BIAS + total))) if weights else 0.02


def _turned(text: str, cue: Cue) -> Cue:
    if cue.kind in _OPPOSITE and NEGATIONS.search(text, max(0, cue.start - 30), cue.start):
        return cue._replace(kind=_OPPOSITE[cue.kind], weight=cue.weight * 0.8)
    return cue


def _evidence(text: str, cues: list[Cue], kind: str) -> Span | None:
    own = [cue for cue in cues if cue.kind == kind]
    if not own:
        return None
    best: Cue = max(own, key=lambda cue: (cue.weight, cue.end - cue.start))
    return Span(text=text[best.start : best.end], start=best.start, end=best.end)
