"""How the promises that ended came out, and the correction of later odds that it calls for.

Only what was promised is ever seen to be kept or missed: nothing is known of odds at which the house said no. The map
is therefore drawn to doing nothing, and most of all far from where promises were given: at even odds it moves a tenth
of what it moves where they are (`recalibrate`). What a time hangs on and how far ahead it is have a part of their own
where enough were promised so, drawn to the whole.

Not here: which promises have ended, and whether they were kept (house/promises).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING, Final

from hovmester.engines.promising import model as engine

if TYPE_CHECKING:
    from hovmester.engines.promising.recalibration import Bin, Recalibration

ENOUGH = 30  # promises ended; with fewer, odds are told as they were worked out
AHEAD_MIN: Final = (0, 60, 120, 240, 1440, inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """`ended` promises, and how later odds are corrected by them; None while they are too few.

    `groups`: how many of them there are of each group that has a part of its own in it.
    """

    ended: int = 0
    recalibration: "Recalibration | None" = None
    groups: dict[str, int] = field(default_factory=dict)

    def correction(self, hangs_on: str, ahead_min: float) -> engine.Recalibration | None:
        """For odds of a wish whose time hangs on that and is so far ahead."""
        return self.recalibration and self.recalibration.among(groups(hangs_on, ahead_min))


NOTHING_ENDED = Reliability()


def horizon(ahead_min: float) -> str:
    """Between which minutes ahead: "60-120", "1440-"."""
    low, high = next(pair for pair in pairwise(AHEAD_MIN) if max(0.0, ahead_min) < pair[1])
    return f"{low:.0f}-{high:.0f}" if high < inf else f"{low:.0f}-"


def groups(hangs_on: str, ahead_min: float) -> tuple[str, ...]:
    """The kind of wish, where it is known, and the horizon, as the groups of a correction."""
    ahead = f"ahead={horizon(ahead_min)}"
    return (f"kind={hangs_on}", ahead) if hangs_on else (ahead,)


def learn(
    p_raw: Sequence[float], kept: Sequence[bool], belongs: Sequence[tuple[str, ...]] = ()
) -> Reliability:
    """From the odds as worked out (n,) of promises that ended, whether each was `kept` (n,), and its `groups` (n,)."""
    if len(p_raw) < ENOUGH:
        return Reliability(ended=len(p_raw))
    from hovmester.engines.promising.recalibration import recalibrate  # with the optimiser; few need it

    counted = Counter(group for some in belongs for group in some)
    own = {group: n for group, n in counted.items() if ENOUGH <= n < len(p_raw)}
    with_own = [[group for group in some if group in own] for some in belongs]
    found = recalibrate(p_raw, kept, groups=with_own)
    return Reliability(ended=len(p_raw), recalibration=found, groups=own)


def held_against(told: Sequence[float], kept: Sequence[bool]) -> "Bin":
    """The told odds (n,) of a group of promises, n > 0, held against the share that was `kept` (n,)."""
    from hovmester.engines.promising.recalibration import reliability

    (one,) = reliability(told, kept, bins=1)
    return one
