"""When a newly placed order will be delivered by a dispatched fleet: samples of the moment.

The courier is sent so as to arrive when the food is expected, and at once when it is ready sooner; so the
moment of pick-up depends on how long the making takes. What the fleet's other work adds to that is not
derived but learnt, from days played with the same dispatch (`Waits`), among orders that looked alike when
they were placed.
"""

from dataclasses import dataclass
from math import inf, log
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from hovmester.engines.promising.dispatch.model import Floats

MINUTES = np.arange(121.0)
AIM = 0.1  # couriers are sent to be there by when the food is ready with this probability: early rather than late
PRACTICE_N = 60  # practice on past days counts like so many of today's orders
ALIKE = 200  # orders looked back upon for each new one
NEAR_RANK = 0.1  # how alike their making time must be, as a share of all


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What is known of an order as it is placed. `make` and `drive`: mean and sd of log minutes.

    `travel_min`: the matched courier's way to the kitchen; `delay_min`: by how much the plan would be later
    than the expected food; `at_hand`: couriers free now or soon.
    """

    make: tuple[float, float]
    drive: tuple[float, float]
    travel_min: float
    delay_min: float
    at_hand: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How much later than expected couriers were at the kitchen, of orders looked back upon.

    `alike` (n, 2): what was known as each was placed; `score` (n,): the normal score of how long its making
    then took; `later_min` (n,): inf where it was never delivered; `today` (n,): whether it was today, or in
    practice on past days.
    """

    alike: Floats
    score: Floats
    later_min: Floats
    today: npt.NDArray[np.bool_]

    @classmethod
    def none(cls) -> Self:
        return cls(
            alike=np.zeros((0, 2)), score=np.zeros(0), later_min=np.zeros(0), today=np.zeros(0, dtype=bool)
        )

    def joined(self, other: Self) -> Self:
        return type(self)(
            alike=np.concatenate([self.alike, other.alike]),
            score=np.concatenate([self.score, other.score]),
            later_min=np.concatenate([self.later_min, other.later_min]),
            today=np.concatenate([self.today, other.today]),
        )

    def draw(self, outlook: Outlook, score: Floats, rng: np.random.Generator) -> Floats:
        """One wait for each `score` of the making (samples,), from the orders that looked most alike.

        Today's orders count in full and practice like PRACTICE_N orders; among the alike, one whose making
        took about as long is taken.
        """
        if not len(self.later_min):
            return np.zeros(len(score))
        distance = np.abs(self.alike - features(outlook)).sum(axis=1)
        today = self.today.sum()
        share = today / (today + PRACTICE_N) if today < len(self.today) else 1.0
        chosen = np.concatenate(
            [
                _nearest(distance, self.today, round(ALIKE * share)),
                _nearest(distance, ~self.today, round(ALIKE * (1 - share))),
            ]
        )
        chosen = chosen[np.argsort(self.score[chosen], kind="stable")]
        rank = (ndtr(score) + rng.normal(0, NEAR_RANK, len(score))) * len(chosen)
        return np.asarray(self.later_min[chosen[np.clip(rank.astype(int), 0, len(chosen) - 1)]])


def _nearest(distance: Floats, among: npt.NDArray[np.bool_], n: int) -> npt.NDArray[np.int64]:
    rows = np.flatnonzero(among)
    if n >= len(rows):
        return rows
    return rows[np.argpartition(distance[rows], n)[:n]] if n else rows[:0]


def features(outlook: Outlook) -> Floats:
    return np.array([min(outlook.delay_min, 30.0) / 3, np.log2(1 + outlook.at_hand)])


def expected_ready_min(make: tuple[float, float], minutes: Floats | float, aim: float = AIM) -> Floats:
    """Minutes from placement within which it is ready with probability `aim`, given it was not after `minutes`."""
    mean, sd = make
    so_far = ndtr((np.log(np.maximum(minutes, 1e-9)) - mean) / sd)
    level = np.clip(so_far + (1 - so_far) * aim, 0, 1 - 1e-9)
    return np.asarray(np.maximum(np.exp(mean + sd * ndtri(level)), minutes))


def courier_there_min(outlook: Outlook, ready: Floats, half_service_min: float) -> Floats:
    """Minutes from placement until the courier could take the food, if nothing else came between."""
    way = outlook.travel_min + half_service_min
    due = MINUTES + way >= expected_ready_min(outlook.make, MINUTES)
    sent = float(MINUTES[due.argmax()]) if due.any() else 120.0
    return np.minimum(sent, np.ceil(ready)) + way


def delivery_min(
    outlook: Outlook,
    waits: Waits,
    rng: np.random.Generator,
    *,
    pickup_sd: float,
    services_min: float,
    samples: int,
) -> Floats:
    """(samples,) minutes from placement to hand-over; inf where it is never delivered."""
    z = rng.standard_normal((4, samples))
    ready = np.exp(outlook.make[0] + outlook.make[1] * z[0])
    half = services_min / 2
    later = waits.draw(outlook, z[0], rng)
    pickup = np.maximum(ready, courier_there_min(outlook, ready, half) + later)
    drive = (
        np.exp(outlook.drive[0] + outlook.drive[1] * z[1]) if outlook.drive[0] > -inf else np.zeros(samples)
    )
    services = half * (np.exp(pickup_sd * z[2]) + np.exp(pickup_sd * z[3]))
    return np.asarray(pickup + services + drive)


def log_minutes(planned_min: float, ratio: tuple[float, float]) -> tuple[float, float]:
    """(mean, sd) of log minutes of a step planned to last so long; 0 minutes: exp(-inf)."""
    return (log(planned_min) + ratio[0], ratio[1]) if planned_min > 0 else (-inf, ratio[1])
