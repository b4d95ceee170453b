"""What replanning takes and gives: jobs in trips, trips in routes."""

from collections.abc import Iterator
from dataclasses import dataclass

from hovmester.engines.promising.dispatch.model import Courier, Grounds, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """An order to deliver by `due_min`. `told`: begun, or somebody has been told who brings it or when: it stays."""

    order: Order
    due_min: float
    told: bool = False


Trip = tuple[Job, ...]  # jobs of one kitchen, fetched together, delivered in this order


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    courier: Courier
    trips: tuple[Trip, ...] = ()

    def __post_init__(self) -> None:
        for trip in self.trips:
            kitchens = {job.order.kitchen for job in trip}
            if len(kitchens) != 1:
                raise ValueError(
                    f"a trip fetches from one kitchen, got {sorted(kitchens)} for {self.courier.key}"
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The day as planned: each courier's route, and jobs that nobody has yet."""

    grounds: Grounds
    routes: tuple[Route, ...]
    unplanned: tuple[Job, ...] = ()

    def __post_init__(self) -> None:
        keys = [job.order.key for job in self.jobs()]
        twice = sorted({key for key in keys if keys.count(key) > 1}) if len(set(keys)) < len(keys) else []
        if twice:
            raise ValueError(f"every order is planned once, got {twice} more than once")
        told = sorted(job.order.key for job in self.unplanned if job.told)
        if told:
            raise ValueError(f"an order that somebody was told of is planned, got {told} unplanned")

    def jobs(self) -> Iterator[Job]:
        for route in self.routes:
            for trip in route.trips:
                yield from trip
        yield from self.unplanned


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplanParams:
    """Costs in minutes of a guest's waiting."""

    per_late_min: float = 5.0
    other_courier: float = 2.0  # what giving a job to another courier must gain at least
    per_shifted_min: float = 0.1  # each minute a hand-over moves, sooner or later
    most_in_trip: int = 3
    most_moves: int = 200

    def __post_init__(self) -> None:
        if min(self.per_late_min, self.other_courier, self.per_shifted_min) < 0:
            raise ValueError(
                "costs must be >= 0, got "
                f"{self.per_late_min}, {self.other_courier} and {self.per_shifted_min} for lateness, courier and shift"
            )
        if self.most_in_trip < 1:
            raise ValueError(f"most_in_trip must be >= 1, got {self.most_in_trip}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance:
    """`moved`: planned orders that change courier; `shifted_min`: by how much planned hand-overs move, in all."""

    moved: tuple[str, ...]
    shifted_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Replan:
    """`waiting_min` sums placement to hand-over, `late_min` what is beyond due, over all jobs that are planned."""

    running: Running
    disturbance: Disturbance
    waiting_min: tuple[float, float]  # before, after
    late_min: tuple[float, float]
    undone: tuple[int, int]  # jobs nobody does, or only after going off


def first_free(trips: tuple[Trip, ...]) -> int:
    """The first trip that nobody was told of, nor of one after it: what comes before keeps its time."""
    return max((n + 1 for n, trip in enumerate(trips) if any(job.told for job in trip)), default=0)
