"""Another plan for one promise that stands badly: `suggest(house, promise, ..., now=, seed=) -> Weighed | None`.

Another courier, another order of the stops, another turn at the stations, another meeting point, or somebody else for
what is to be brought before: steps not yet begun move, and nothing that has begun. Each change must be worth its
disturbance, and none may push another promise under its floor. Changes race on one stream of samples; what is said of
the winner comes from a fresh one. `weigh` says the same of a change that is given.

Not here: whole days of orders (`dispatch`, `replan`), telling people, deciding.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hovmester.engines.promising.case import FIRST, FRESH, Case
from hovmester.engines.promising.model import House, MeetingPoint, Params
from hovmester.engines.promising.origin import house_from, is_far
from hovmester.engines.promising.roads import GreatCircleRoads
from hovmester.engines.promising.standing import odds_of
from hovmester.engines.promising.suggesting.model import MovedStep, Moves, SuggestParams, Weighed
from hovmester.engines.promising.suggesting.moves import (
    Move,
    elsewhere,
    in_the_kitchen,
    of_its_trip,
    of_those_ahead,
)
from hovmester.engines.promising.suggesting.weighing import Replanned, hands, weighed

__all__ = ["MovedStep", "Moves", "SuggestParams", "Weighed", "is_worth_it", "suggest", "weigh"]


def suggest(
    house: House,
    promise: str,
    params: Params | None = None,
    *,
    now: float,
    seed: int,
    points: Iterable[MeetingPoint] = (),
    stuck: bool = False,
    stakes: SuggestParams | None = None,
) -> Weighed | None:
    """What would make the open promise of this key stand better; None where nothing is worth its disturbance.

    `points`: where else its guest can be met. `stuck`: its trip, not begun, does not go on with its worker nor with its
    vehicle, so that it has no odds as it is. Depends on the arguments alone. Raises ValueError for a promise that the
    house does not have.
    """
    stakes = stakes or SuggestParams()
    case, shift = _case(house, params, now, seed)
    number = next((n for n, one in enumerate(case.house.promises) if one.key == promise), None)
    if number is None:
        raise ValueError(f"a suggestion is for an open promise of the house, got {promise!r}")
    for steps in _finalists(case, number, tuple(points), stakes, stuck=stuck):
        verdict = _verdict(case, promise, steps, stakes, shift, stuck=stuck)
        if is_worth_it(verdict, stakes):
            return replace(verdict, steps=tuple(replace(step, start=step.start + shift) for step in steps))
    return None


def weigh(
    house: House,
    promise: str,
    steps: Moves,
    params: Params | None = None,
    *,
    now: float,
    seed: int,
    stuck: bool = False,
    stakes: SuggestParams | None = None,
) -> Weighed:
    """What moving these steps for a promise does, on the fresh stream.

    Raises ValueError where one of them has begun or is not there.
    """
    stakes = stakes or SuggestParams()
    case, shift = _case(house, params, now, seed)
    near = tuple(replace(step, start=step.start - shift) for step in steps)
    return replace(_verdict(case, promise, near, stakes, shift, stuck=stuck), steps=steps)


def is_worth_it(verdict: Weighed, stakes: SuggestParams | None = None) -> bool:
    """Whether a change helps the promise it is for by enough, costs others less than that, and breaks none."""
    stakes = stakes or SuggestParams()
    return not verdict.refused and min(verdict.gain, _value(verdict, stakes)) >= stakes.worth


def _verdict(
    case: Case, promise: str, steps: Moves, stakes: SuggestParams, shift: float, *, stuck: bool
) -> Weighed:
    return weighed(
        case, promise, steps, stakes, stream=FRESH, samples=stakes.samples[2], stuck=stuck, shift=shift, in_full=True
    )  # fmt: skip


def _case(house: House, params: Params | None, now: float, seed: int) -> tuple[Case, float]:
    """The house around a moment near zero, and by how much it is shifted."""
    params, shift = params or Params(), now if is_far(now) else 0.0
    if shift:
        house = house_from(house, -now, house.roads or GreatCircleRoads())
    return Case(house, params, now=now - shift, seed=seed), shift


def _finalists(
    case: Case, number: int, points: tuple[MeetingPoint, ...], stakes: SuggestParams, *, stuck: bool
) -> list[Moves]:
    """The changes that are worth it on the first stream, best first."""
    few, more, _ = stakes.samples
    promise = case.house.promises[number]
    trips, kitchen, places, ahead = stakes.most
    of_trip = of_its_trip(case, number, few, other_hands=stuck)[:trips]
    of_kitchen = in_the_kitchen(case, number)[:kitchen]
    others = elsewhere(case, number, points)[:places] + of_those_ahead(case, number, few)[:ahead]
    moves = of_trip if stuck else of_trip + of_kitchen + others
    tried = [_heat(case, promise.key, move.steps, stakes) for move in moves]
    floor = case.house.floor if promise.floor is None else promise.floor
    if max((heat.p for heat in tried), default=1.0) < floor:
        tried += [_heat(case, promise.key, steps, stakes) for steps in _both(tried, of_trip, of_kitchen)]
    now_is = 0.0 if stuck else odds_of(case.world(FIRST, few), number)
    least = now_is + stakes.worth
    tried = sorted((heat for heat in tried if heat.p >= least), key=lambda heat: -heat.value)
    final = [
        weighed(case, promise.key, heat.steps, stakes, stream=FIRST, samples=more, stuck=stuck)
        for heat in tried[: stakes.finalists]
    ]
    worth = [verdict for verdict in final if is_worth_it(verdict, stakes)]
    return [verdict.steps for verdict in sorted(worth, key=lambda verdict: -_value(verdict, stakes))]


@dataclass(frozen=True, slots=True)
class _Heat:
    """A change in few samples: the odds of the promise it is for, and those less the disturbance."""

    value: float
    p: float
    steps: Moves


def _heat(case: Case, promise: str, steps: Moves, stakes: SuggestParams) -> _Heat:
    number = next(n for n, one in enumerate(case.house.promises) if one.key == promise)
    p = odds_of(Replanned.of(case, steps).world(FIRST, stakes.samples[0]), number)
    return _Heat(p - _cost(promise, steps, len(hands(case.house, steps)), stakes), p, steps)


def _both(tried: list[_Heat], trips: list[Move], kitchen: list[Move]) -> Iterator[Moves]:
    """The best change of its trip together with the best one in the kitchen."""
    ranked = sorted(tried, key=lambda heat: -heat.value)
    trip, made = (
        next((heat.steps for heat in ranked if any(heat.steps is move.steps for move in moves)), ())
        for moves in (trips, kitchen)
    )
    if trip and made:
        yield trip + made


def _value(verdict: Weighed, stakes: SuggestParams) -> float:
    """Odds won by all promises together, less what the disturbance costs."""
    won = sum(effect.gain for effect in verdict.effects)
    cost = _cost(verdict.promise, verdict.steps, len(verdict.disturbance.moved), stakes)
    return won - cost - stakes.per_shifted_min * verdict.disturbance.shifted_min


def _cost(promise: str, steps: Moves, hands: int, stakes: SuggestParams) -> float:
    """What the disturbance costs, whomever it shifts apart; `hands`: promises that somebody else brings."""
    others = len({step.promise for step in steps} - {promise})
    told = any(step.place for step in steps)
    return stakes.other_hands * hands + stakes.other_promise * others + stakes.guest_told * told
