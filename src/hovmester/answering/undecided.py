"""Whether the house knows itself well enough for a yes or a no (docs/decisions/0019-odds-from-stated-times.md).

From its first day a house answers on the times it states. That is a guess, and is said to be one. Where a guess cannot
tell a yes from a no – the floor lies well within its interval – the house says that it does not know.

Not here: a law so thin that no odds are given at all (`engine.Params.not_known_below`).
"""

from hovmester.answering.model import Known
from hovmester.engines.promising import model as engine

MARGIN = 0.02  # of the odds: so near to the floor on either side a yes or a no matters little


def is_guess(made: int) -> bool:
    """Whether what is stated weighs more than what was seen, having made it so often."""
    return made < engine.STATED_N


def is_undecided(found: engine.Answer, known: Known) -> bool:
    """Whether the odds are a guess, and may as well be above the floor as below it."""
    if found.p_low is None or found.p_high is None or not is_guess(known.made):
        return False
    if found.verdict is engine.Verdict.YES_IF:
        return False  # a change that was tried says more
    return found.p_low <= found.floor - MARGIN and found.p_high >= found.floor + MARGIN
