"""When the guest of an open promise is there and until when, given what is known of it by now.

A guest who comes by a law moves both ends of the window: one fixed at their medians would count a late plane twice,
once as a handover that is late and once as a deadline that did not wait for it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.promising.chance import Chance
from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import Arrival, Promise, Step, StepKind

FAR = 9.0  # a normal score nobody is beyond
LONG_AGO_MIN = 1e4  # when a guest was there who will not be met any more


@dataclass(frozen=True, slots=True)
class Guest:
    """From when until when the guest can be met: (samples,) each, or one moment."""

    here: Vector | float | None  # None: at any time
    leaves: Vector | float
    # In which samples whoever looks for them stands where they come to already; None: nobody looks for them
    is_waited_for: NDArray[np.bool_] | None = None


def guest(promise: Promise, chance: Chance) -> Guest:
    """With an arrival, drawn under what the steps tell: one who was found had come and not left; one who is looked for
    has not come, or has left, or is hard to find.
    """
    arrival = promise.arrival
    if arrival is None:
        return Guest(promise.earliest, promise.deadline)
    z = chance.draws.normal(f"{promise.key}/arrival").astype(np.float64)
    found, looked_for = _found(promise), _looked_for(promise)
    is_waited_for, has_left = None, chance.draws.normal(f"{promise.key}/never") < _score_of(arrival.never)
    if found is not None:
        z = _between(z, _score(arrival, found - promise.patience_min), _score(arrival, found))
        came_just_then = chance.draws.normal(f"{promise.key}/met") < _score_of(
            _came_just_then(promise, arrival, looked_for, found)
        )
        z = np.where(came_just_then, _score(arrival, found), z)
        has_left = np.zeros_like(has_left)
    elif looked_for is not None:
        is_waited_for, is_gone = _not_found_yet(promise, arrival, looked_for, chance)
        z = np.where(is_waited_for, _between(z, _score(arrival, chance.now), FAR), z)
        has_left |= is_gone
    here = np.asarray(np.float32(arrival.at) + chance.at(arrival.late, z.astype(np.float32)), np.float32)
    here[has_left] = chance.now - LONG_AGO_MIN
    return Guest(here, here + np.float32(promise.patience_min), is_waited_for)


def _found(promise: Promise) -> float | None:
    """When the guest was seen to be there."""
    for step in promise.steps:
        if step.kind is StepKind.FIND and step.ended is not None:
            return step.ended
        if step.kind is StepKind.HANDOVER and step.began is not None:
            return step.began
    return None


def _looked_for(promise: Promise) -> Step | None:
    return next((s for s in promise.steps if s.kind is StepKind.FIND and s.began is not None), None)


def _came_just_then(promise: Promise, arrival: Arrival, find: Step | None, found: float) -> float:
    """How likely whoever found the guest stood there before: then the guest has all of their patience left."""
    from scipy.special import ndtr

    if find is None or find.began is None:
        return 0.0
    took = found - find.began
    was_there = float(ndtr(_score(arrival, found)) - ndtr(_score(arrival, found - promise.patience_min)))
    came_then = _density(arrival.late, found - arrival.at) * float(ndtr(_score_in(find.law, took)))
    walked_then = _density(find.law, took) * was_there
    return came_then / (came_then + walked_then) if walked_then > 0 else 1.0


def _density(law: Law, minutes: float) -> float:
    from scipy.special import ndtr

    more, less = _score_in(law, minutes + 0.5), _score_in(law, minutes - 0.5)
    return float(ndtr(more) - ndtr(less))


def _not_found_yet(
    promise: Promise, arrival: Arrival, find: Step, chance: Chance
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """In which samples the way to where the guest comes to is behind, and the guest has left before, given that nobody
    was found by now: by Bayes' rule on when the way was behind.
    """
    from scipy.special import ndtr

    assert find.began is not None
    draws, now = chance.draws, chance.now
    gone = _score_in(find.law, now - find.began)
    way = _between(draws.normal(f"{promise.key}/way").astype(np.float64), -FAR, gone)
    stood_there = find.began + chance.at(find.law, way.astype(np.float32)).astype(np.float64)
    to_come = float(ndtr(-_score(arrival, now)))
    left = ndtr(np.array([_score(arrival, at) for at in (stood_there - promise.patience_min).tolist()]))
    told = to_come + left  # how likely nobody is found by now, for one who stood there then
    on_the_way, there = float(ndtr(-gone)), float(ndtr(gone)) * float(told.mean())
    is_there = draws.normal(f"{promise.key}/there") < _score_of(there / (on_the_way + there))
    chosen = np.searchsorted(np.cumsum(told), (np.arange(len(told)) + 0.5) / len(told) * told.sum())
    is_gone = draws.normal(f"{promise.key}/gone") < _score_of((left / told)[chosen])
    return is_there, is_there & is_gone


def _score(arrival: Arrival, moment: float) -> float:
    """The normal score of having come by then."""
    return _score_in(arrival.late, moment - arrival.at)


def _score_in(law: Law, minutes: float) -> float:
    """As `Law.score`; a law that does not vary is reached or not."""
    if law.quantiles[0] == law.quantiles[-1]:
        return FAR if minutes >= law.quantiles[0] else -FAR
    return law.score(minutes)


def _score_of(p: NDArray[np.float64] | float) -> NDArray[np.float64]:
    from scipy.special import ndtri

    return np.asarray(ndtri(p))


def _between(z: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    """Normal scores between these, as far up among those as `z` is among all."""
    from scipy.special import ndtr, ndtri

    if low > 0:  # the lower tail is the exact one
        return -_between(-z, -high, -low)
    below, above = ndtr(low), ndtr(high)
    return np.asarray(np.clip(ndtri(below + (above - below) * ndtr(z)), low, high))
