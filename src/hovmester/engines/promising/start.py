"""When to begin: as late as is as good as any, with the turn at the stations a plan has if it begins then.

Later means fresher food and less waiting, but also a later turn. Along one turn the odds at every start are one curve;
across turns a plan has to be tried anew. It is, until no turn that is left could do better: no turn is better than an
earlier one, so the curve of the earliest bounds all, and that of any turn those behind it.
"""

from collections.abc import Set
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.harm import held_up_by_itself
from hovmester.engines.promising.model import Constraint, Wish
from hovmester.engines.promising.schedule import Schedule
from hovmester.engines.promising.trial import NO_RELAXATION, Draft, Trial, quantiles, try_out
from hovmester.engines.promising.world import World

STEP = 0.004  # of the odds: those on one rung of the ladder count as equal
NO_ODDS = 1e-9
MOST_AHEAD_MIN = 10_080.0  # a start is not looked for further ahead
MOST_TURNS = 8  # tried for one draft
SAME_ROADS_MIN = 10.0  # a drive that leaves so little later takes as long


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft in the race, begun as late as is as good as any: the start, the odds and the trial it has there."""

    draft: Draft  # as it was screened
    start: float
    sooner: float  # with the same turn, as good
    p: float
    trial: Trial


def rung(p: Vector | float) -> NDArray[np.int64]:
    """On which rung of a ladder odds stand, 0 the highest; those on one rung count as equal.

    A ladder and not a distance from the best: with more to choose from, the best stands where it stood or higher, and
    so does whatever is chosen from its rung.
    """
    return np.asarray(np.floor(-np.log(np.maximum(p, NO_ODDS, dtype=np.float64)) / STEP), np.int64)


NOWHERE = int(rung(NO_ODDS))  # below all odds there are


def best_start(trial: Trial, soonest: float) -> float:
    """The latest start as good as any, not before `soonest`, with the one turn that was tried."""
    starts, p = trial.p_along(*_from_to(trial, soonest))
    return float(starts[_best(p)[-1]])


def at_its_start(world: World, wish: Wish, draft: Draft, relaxed: Set[Constraint] = NO_RELAXATION) -> Entry:
    """The draft begun as late as is as good as any, not before it says, with the turn it has then."""
    plain = try_out(world, wish, draft, relaxed)
    starts, most = plain.most_along(*_from_to(plain, draft.start))
    at_most = rung(most)
    turns = np.searchsorted(_turns(world.schedule, draft), starts, "right")
    best = Entry(draft, draft.start, draft.start, 0.0, plain)
    too_soon, too_late = -np.inf, np.inf
    for tried in range(MOST_TURNS):
        left = np.flatnonzero(_could_be_better(starts, at_most, best))
        if not len(left):
            break
        between = left[(too_soon < starts[left]) & (starts[left] < too_late)]
        left = between if len(between) else left
        top = left[at_most[left] == at_most[left].min()]
        here = top[len(top) // 2] if tried else top[-1]
        first, last = np.flatnonzero(turns == turns[here])[[0, -1]]
        begun = _begun(plain, float(starts[here]))
        same = not first and begun.depart - draft.depart < SAME_ROADS_MIN
        trial = plain if same else try_out(world, wish, begun, relaxed)
        held_up = trial if relaxed else held_up_by_itself(world, wish, trial)
        there = _best_within(draft, held_up, starts[first], starts[last])
        best = min(best, there, key=_worth)
        if np.mean(held_up.in_time < there.start) > (1 - there.p) / 2:
            too_late = min(too_late, there.start)
        else:
            too_soon = max(too_soon, there.start)
        at_most[first : last + 1] = NOWHERE  # known now
        if _could_be_better(starts, at_most, best).any():
            _, behind = trial.most_along(starts[first], starts[-1])
            at_most[first:] = np.maximum(at_most[first:], rung(behind[first - len(starts) :]))
    return best


def _could_be_better(starts: Vector, at_most: NDArray[np.int64], than: Entry) -> NDArray[np.bool_]:
    """Which starts might stand higher, or as high and later, by the highest rung they can have."""
    worst = rung(than.p)
    return np.asarray((at_most < worst) | ((at_most == worst) & (starts > than.start) & (worst < NOWHERE)))


def _worth(entry: Entry) -> tuple[int, float]:
    """What an entry is compared by: the odds, as good as equal, then how late it may begin. Less is better."""
    return int(rung(entry.p)), -entry.start


def _best_within(draft: Draft, trial: Trial, first: float, last: float) -> Entry:
    """The draft at the latest start as good as any in between, where the turn is the one that was tried."""
    starts, p = trial.p_along(first, last)
    best = _best(p)
    return Entry(draft, float(starts[best[-1]]), float(starts[best[0]]), float(p[best[-1]]), trial)


def _begun(plain: Trial, start: float) -> Draft:
    """The draft begun then, with the turn at the stations it has then."""
    draft = plain.draft
    if draft.joins is not None:
        return replace(draft, start=start)
    leaves = max(draft.depart, quantiles(plain.leaves.at(start), (0.5,))[0])
    return replace(draft, start=start, depart=leaves)


def _turns(schedule: Schedule, draft: Draft) -> list[float]:
    """When the turn at any of its stations changes."""
    return sorted({turn for item, _ in draft.lines for turn in schedule.turns(item.station)})


def _from_to(trial: Trial, soonest: float) -> tuple[float, float]:
    """From the soonest start to the last that may do."""
    soonest = min(soonest, trial.draft.last_start)
    return soonest, max(soonest, min(trial.last, trial.draft.last_start, soonest + MOST_AHEAD_MIN))


def _best(p: Vector) -> NDArray[np.intp]:
    """Where the odds are on the highest rung; at the first where there are none at all."""
    return np.flatnonzero(rung(p) == rung(p).min()) if p.max() > 0 else np.array([0])
