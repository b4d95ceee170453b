"""Where couriers with nothing to do had best wait: near the kitchens likely to call, and quickest to be ready."""

from collections.abc import Sequence

import numpy as np

from hovmester.engines.promising.dispatch.model import (
    LONGEST_MIN,
    Courier,
    Day,
    Demand,
    DispatchParams,
    Floats,
    Go,
    Grounds,
    Ints,
)


def waiting_places(
    day: Day, idle: Sequence[Courier], others: Sequence[Courier], params: DispatchParams, *, now: float
) -> tuple[Go, ...]:
    """One by one, those who stay longest first, each idle courier goes where the next order's expected wait falls most.

    `others` are at work; who of them is free soon covers the surroundings of the place where that will be.
    """
    staying = sorted(
        (courier for courier in idle if courier.off_min > now + params.stay_before_off_min),
        key=lambda courier: -courier.off_min,
    )
    if not staying:
        return ()
    grounds, share = day.grounds, day.demand.per_kitchen / day.demand.per_kitchen.sum()
    wait = _wait_min(day.demand, grounds)
    covered = _covered(grounds, wait, others, params, now=now)
    between = wait[_whole(grounds.between_min)]
    ways = grounds.travel_min(np.array([courier.at_m for courier in staying])[:, None], grounds.at_m)
    gone = []
    for courier, travel, stays in zip(staying, ways, wait[_whole(ways)], strict=True):
        if_stays = np.maximum(covered - stays, 0) @ share
        if_goes = np.maximum(covered - between, 0) @ share - params.per_wander_min * travel
        best, covers = int(if_goes.argmax()), stays
        if if_goes[best] > if_stays and travel[best] > 0:
            gone.append(Go(courier=courier.key, kitchen=grounds.kitchens[best]))
            covers = between[best]
        covered = np.minimum(covered, covers)
    return tuple(gone)


def _wait_min(demand: Demand, grounds: Grounds) -> Floats:
    """How long food waits on average for a courier sent when it is ordered, (LONGEST_MIN + 1,) by minutes away."""
    distance = np.arange(LONGEST_MIN + 1)[:, None] + grounds.pickup_min / 2
    late = np.maximum(distance - np.arange(LONGEST_MIN), 0)
    return np.asarray(late @ demand.make_min / demand.make_min.sum())


def _covered(
    grounds: Grounds, wait: Floats, others: Sequence[Courier], params: DispatchParams, *, now: float
) -> Floats:
    """(n_kitchens,) the expected wait at each kitchen, if only `others` came."""
    nearest = np.full(len(grounds.kitchens), params.trip_min + 5)
    soon = [
        courier
        for courier in others
        if courier.free_min <= now + params.soon_free_min
        and courier.on_min <= now
        and courier.off_min > now + params.stay_before_off_min
    ]
    if soon:
        at_m = np.array([courier.at_m for courier in soon])
        free_in = np.array([max(courier.free_min - now, 0) for courier in soon])
        travel = grounds.travel_min(at_m[:, None], grounds.at_m[None])
        nearest = np.minimum(nearest, (free_in[:, None] + travel).min(axis=0))
    return wait[_whole(nearest)]


def _whole(minutes: Floats) -> Ints:
    return np.minimum(np.ceil(minutes), LONGEST_MIN).astype(np.int64)
