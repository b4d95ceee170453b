"""How the promises that ended came out, and the correction of later odds that it calls for.

Only what was promised is ever seen to be kept or missed: nothing is known of odds at which the house said no. The map
is therefore drawn to doing nothing, and most of all far from where promises were given: at even odds it moves a tenth
of what it moves where they are (`recalibrate`).

Not here: which promises have ended, and whether they were kept (house/promises).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hovmester.engines.promising import model as engine

if TYPE_CHECKING:
    from hovmester.engines.promising.recalibration import Bin

ENOUGH = 30  # promises ended; with fewer, odds are told as they were worked out


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """`ended` promises, and how later odds are corrected by them; None while they are too few."""

    ended: int = 0
    recalibration: engine.Recalibration | None = None


NOTHING_ENDED = Reliability()


def learn(p_raw: Sequence[float], kept: Sequence[bool]) -> Reliability:
    """From the odds as worked out (n,) of promises that ended, and whether each was `kept` (n,)."""
    if len(p_raw) < ENOUGH:
        return Reliability(ended=len(p_raw))
    from hovmester.engines.promising.recalibration import recalibrate  # with the optimiser; few need it

    return Reliability(ended=len(p_raw), recalibration=recalibrate(p_raw, kept))


def held_against(told: Sequence[float], kept: Sequence[bool]) -> "Bin":
    """The told odds (n,) of a group of promises, n > 0, held against the share that was `kept` (n,)."""
    from hovmester.engines.promising.recalibration import reliability

    (one,) = reliability(told, kept, bins=1)
    return one
