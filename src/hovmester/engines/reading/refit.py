"""Whether what staff corrected makes the next reading better: a layer is tried on corrections it has not seen.

`refitted(corrections, in_force)` teaches one layer from all corrections, and takes it only if layers taught in the same
way without each fifth of them do not read that fifth worse than before.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hovmester.engines.reading.layer import UNTAUGHT, Correction, HouseLayer, teach
from hovmester.engines.reading.model import KINDS

FOLDS = 5
LEAST_P = 1e-3  # a loss is finite


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """`layer` is the one to read with from now on: the new one, or the old one where the new one reads worse.

    `loss_before`, `loss_after`: mean log loss of a kind on corrections held out, in nats; `right_before`,
    `right_after`: share of held-out corrections of which every kind is read right. None where nothing could be held
    out: with a single correction.
    """

    layer: HouseLayer
    n: int
    is_taken: bool
    loss_before: float | None = None
    loss_after: float | None = None
    right_before: float | None = None
    right_after: float | None = None


def refitted(corrections: Sequence[Correction], in_force: HouseLayer = UNTAUGHT) -> Refit:
    """The same corrections in the same order give the same layer.

    A new layer must not read held-out corrections worse than the shipped weights do; nor those made since the layer in
    force was taught, which neither of the two has seen, worse than that layer does.
    """
    new, n = teach(corrections), len(corrections)
    if n < 2:
        return Refit(layer=new, n=n, is_taken=True)
    read = {id(c): layer for c, layer in _held_out(corrections)}

    def anew(c: Correction) -> Mapping[str, float]:
        return read[id(c)].adjusted(c.shipped, c.text)

    def as_shipped(c: Correction) -> Mapping[str, float]:
        return c.shipped

    def as_in_force(c: Correction) -> Mapping[str, float]:
        return in_force.adjusted(c.shipped, c.text)

    since = [c for c in corrections if _is_since(c, in_force)]
    before, after = _loss(corrections, as_shipped), _loss(corrections, anew)
    is_taken = after <= before and _loss(since, anew) <= _loss(since, as_in_force)
    return Refit(
        layer=new if is_taken else in_force,
        n=n,
        is_taken=is_taken,
        loss_before=before,
        loss_after=after,
        right_before=_right(corrections, as_shipped),
        right_after=_right(corrections, anew),
    )


Reader = Callable[[Correction], Mapping[str, float]]


def _held_out(corrections: Sequence[Correction]) -> list[tuple[Correction, HouseLayer]]:
    """Each correction with a layer that has not seen it. The same words, corrected twice, stay together."""
    texts = {text: place for place, text in enumerate(dict.fromkeys(c.text for c in corrections))}
    folds = min(FOLDS, len(texts))
    layers = [teach([c for c in corrections if texts[c.text] % folds != fold]) for fold in range(folds)]
    return [(c, layers[texts[c.text] % folds]) for c in corrections]


def _is_since(correction: Correction, layer: HouseLayer) -> bool:
    return layer.until is None or correction.at is None or correction.at > layer.until


def _loss(corrections: Sequence[Correction], read: Reader) -> float:
    losses = [
        -math.log(max(p if kind in c.kinds else 1 - p, LEAST_P))
        for c in corrections
        for kind, p in ((kind, read(c)[kind]) for kind in KINDS)
    ]
    return sum(losses) / len(losses) if losses else 0.0


def _right(corrections: Sequence[Correction], read: Reader) -> float:
    return sum({kind for kind in KINDS if read(c)[kind] >= 0.5} == c.kinds for c in corrections) / len(
        corrections
    )
