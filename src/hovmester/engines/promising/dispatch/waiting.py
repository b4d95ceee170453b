"""Where couriers with nothing to do had best wait: near the kitchens likely to call, and quickest to be ready.

The nearest courier may be away when the next order comes, the more likely the more of them are at work; then the next
nearest is called. So second and third ones near a busy quarter are worth something too, as in Daskin's "A maximum
expected covering location model" (1983), doi:10.1287/trsc.17.1.48.
"""

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

LAYERS = 5  # the nearest couriers who count at each kitchen


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
    called = _called([*staying, *others], now=now)
    between = wait[_whole(grounds.between_min)]
    ways = grounds.travel_min(np.array([courier.at_m for courier in staying])[:, None], grounds.at_m)
    gone = []
    for courier, travel, stays in zip(staying, ways, wait[_whole(ways)], strict=True):
        if_stays = called @ np.maximum(covered - stays, 0) @ share
        saved = np.maximum(covered[:, None] - between, 0)  # (layers, n_kitchens to wait at, n_kitchens)
        if_goes = np.tensordot(called, saved, 1) @ share - params.per_wander_min * travel
        best, covers = int(if_goes.argmax()), stays
        if if_goes[best] > if_stays and travel[best] > 0:
            gone.append(Go(courier=courier.key, kitchen=grounds.kitchens[best]))
            covers = between[best]
        covered = np.sort(np.vstack([covered, covers]), axis=0)[:LAYERS]
    return tuple(gone)


def _called(couriers: Sequence[Courier], *, now: float) -> Floats:
    """(LAYERS,) how likely the nearest is called, the next nearest, …: each is away as often as couriers are now."""
    on = [courier.free_min > now for courier in couriers if courier.on_min <= now]
    away = (sum(on) + 0.5) / (len(on) + 1)
    return np.asarray(away ** np.arange(LAYERS) * np.append(np.full(LAYERS - 1, 1 - away), 1.0))


def _wait_min(demand: Demand, grounds: Grounds) -> Floats:
    """How long food waits on average for a courier sent when it is ordered, (LONGEST_MIN + 1,) by minutes away."""
    distance = np.arange(LONGEST_MIN + 1)[:, None] + grounds.pickup_min / 2
    late = np.maximum(distance - np.arange(LONGEST_MIN), 0)
    return np.asarray(late @ demand.make_min / demand.make_min.sum())


def _covered(
    grounds: Grounds, wait: Floats, others: Sequence[Courier], params: DispatchParams, *, now: float
) -> Floats:
    """(LAYERS, n_kitchens) the expected waits for the nearest of `others` at each kitchen, the nearest first."""
    nearest = np.full((LAYERS, len(grounds.kitchens)), params.trip_min + 5)
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
        nearest = np.sort(np.vstack([nearest, free_in[:, None] + travel]), axis=0)[:LAYERS]
    return wait[_whole(nearest)]


def _whole(minutes: Floats) -> Ints:
    return np.minimum(np.ceil(minutes), LONGEST_MIN).astype(np.int64)
