"""What dispatch takes and gives.

Minutes count from an origin the caller chooses; metres lie on a plane; keys are the caller's own and come
back unchanged.
"""

from dataclasses import dataclass, field
from math import ceil, hypot
from typing import Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LONGEST_MIN = 120  # beyond this, nearer or farther makes no difference to where couriers wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What stays the same all day: the kitchens, and how couriers travel and hand over.

    `at_m` has shape (n_kitchens, 2). Half of each service lies before the moment of pick-up or drop-off, half
    after it.
    """

    kitchens: tuple[str, ...]
    at_m: Floats
    metres_per_min: float
    pickup_min: float = 4.0
    dropoff_min: float = 4.0
    whole_minutes: bool = True  # travel is rounded up to whole minutes
    between_min: Floats = field(init=False, compare=False)  # (n_kitchens, n_kitchens)
    number: dict[str, int] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if self.at_m.shape != (len(self.kitchens), 2):
            raise ValueError(f"at_m must have shape ({len(self.kitchens)}, 2), got {self.at_m.shape}")
        if not self.metres_per_min > 0:
            raise ValueError(f"metres_per_min must be > 0, got {self.metres_per_min}")
        if min(self.pickup_min, self.dropoff_min) < 0:
            raise ValueError(
                f"services must last >= 0 minutes, got {self.pickup_min} (pick-up) and {self.dropoff_min} (drop-off)"
            )
        object.__setattr__(self, "number", {key: k for k, key in enumerate(self.kitchens)})
        object.__setattr__(self, "between_min", self.travel_min(self.at_m[:, None], self.at_m[None]))

    def travel_min(self, start_m: Floats, end_m: Floats) -> Floats:
        """Minutes between points; the shapes of `start_m` and `end_m` (…, 2) broadcast."""
        gap = start_m - end_m
        minutes = np.hypot(gap[..., 0], gap[..., 1]) / self.metres_per_min
        return np.asarray(np.ceil(minutes) if self.whole_minutes else minutes)

    def way_min(self, start_m: tuple[float, float], end_m: tuple[float, float]) -> float:
        """Minutes between two points: what `travel_min` gives, at a tenth of its cost."""
        minutes = hypot(start_m[0] - end_m[0], start_m[1] - end_m[1]) / self.metres_per_min
        return float(ceil(minutes)) if self.whole_minutes else minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Courier:
    """`at_m` is where the courier is, or will be when free. Nothing may be picked up after `off_min`."""

    key: str
    at_m: tuple[float, float]
    free_min: float
    on_min: float
    off_min: float

    def __post_init__(self) -> None:
        if not self.off_min >= self.on_min:
            raise ValueError(
                f"off_min must be >= on_min {self.on_min}, got {self.off_min} for courier {self.key}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order nobody has fetched. `ready_min` is known, or the best present guess of it."""

    key: str
    kitchen: str
    to_m: tuple[float, float]
    placed_min: float
    ready_min: float

    def __post_init__(self) -> None:
        if not self.ready_min >= self.placed_min:
            raise ValueError(
                f"ready_min must be >= placed_min {self.placed_min}, got {self.ready_min} for order {self.key}"
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What today has shown so far: which kitchens are asked for, how fast they are, how often an order comes.

    `per_kitchen` (n_kitchens,) and `make_min` (LONGEST_MIN,) are counts; `placed_min` the last orders'
    moments.
    """

    per_kitchen: Floats
    make_min: Floats

    @classmethod
    def unknown(cls, n_kitchens: int) -> Self:
        """Before the first order: every kitchen alike, every make time from 2 to 32 minutes alike."""
        make_min = np.zeros(LONGEST_MIN)
        make_min[2:32] = 20 / 30
        return cls(per_kitchen=np.ones(n_kitchens), make_min=make_min)

    def after(self, orders: tuple[Order, ...], grounds: Grounds) -> Self:
        """Demand with newly placed `orders` counted in."""
        if not orders:
            return self
        per_kitchen, make_min = self.per_kitchen.copy(), self.make_min.copy()
        for order in orders:
            per_kitchen[grounds.number[order.kitchen]] += 1
            make_min[min(int(order.ready_min - order.placed_min), LONGEST_MIN - 1)] += 1
        return type(self)(per_kitchen=per_kitchen, make_min=make_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A running day: who is on, what nobody has fetched yet, and what the day has shown so far."""

    grounds: Grounds
    couriers: tuple[Courier, ...]
    orders: tuple[Order, ...]
    demand: Demand

    def __post_init__(self) -> None:
        unknown = sorted({order.kitchen for order in self.orders} - self.grounds.number.keys())
        if unknown:
            raise ValueError(f"every order needs a kitchen of these grounds, got {unknown}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DispatchParams:
    """Weights in minutes of guests' delay. Tuned on the 120 public instances with even seeds, together."""

    most_in_bundle: int = 2
    ready_apart_min: float = 15.0  # orders readier apart than this never share a bundle
    per_travel_min: float = 0.1  # what a minute of a courier's way to the kitchen costs
    look_ahead_min: float = 30.0  # couriers who come on within this time are counted on
    trip_min: float = 15.0  # how long a courier is away on a trip not planned yet
    second_trip: float = 4.0  # what it costs to leave an order for a courier's next trip
    spare_hour: float = 1.0  # what an order costs of a courier with an hour left, against one about to go off
    per_wander_min: float = 0.01  # what a minute of going to a better waiting place costs
    soon_free_min: float = 20.0  # couriers free within this time count as waiting where they will be
    stay_before_off_min: float = 15.0  # in the last minutes of a shift nobody goes to wait elsewhere

    def __post_init__(self) -> None:
        if self.most_in_bundle < 1:
            raise ValueError(f"most_in_bundle must be >= 1, got {self.most_in_bundle}")
        if self.trip_min <= 0:
            raise ValueError(f"trip_min must be > 0, got {self.trip_min}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """The courier fetches these orders from their one kitchen and delivers them in this order."""

    courier: str
    orders: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Go:
    """The courier goes to a kitchen and waits there; what to fetch is decided later."""

    courier: str
    kitchen: str


Decision = Fetch | Go
