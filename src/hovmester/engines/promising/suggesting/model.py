"""What a suggestion is made of: steps not yet begun, as they would be, and what that does to whom."""

from dataclasses import dataclass
from decimal import Decimal
from math import isfinite

from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import Point
from hovmester.engines.promising.replan import Disturbance
from hovmester.engines.promising.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedStep:
    """One step of an open promise (`number` among its steps), not begun, with its new worker, vehicle, law and start.

    The start says whose turn it is at the station, with the worker and with the vehicle. `place` is the name of the
    meeting point where it becomes another one, `to` where a drive then ends.
    """

    promise: str
    number: int
    start: float
    law: Law
    worker: str = ""
    vehicle: str = ""
    to: Point | None = None
    place: str = ""


Moves = tuple[MovedStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestParams:
    """Odds (0 to 1) that a change must be worth, and what each disturbance costs in odds."""

    worth: float = 0.05
    other_hands: float = 0.02  # a promise that somebody else brings
    guest_told: float = 0.02  # a guest who must be told of another meeting point
    other_promise: float = 0.02  # a promise that stands well and has its steps moved for this one
    per_shifted_min: float = 0.001  # a minute by which another promise's handover moves, sooner or later
    bearable: float = 0.005  # what a promise under its floor may lose
    samples: tuple[int, int, int] = (
        512,
        1024,
        2048,
    )  # all changes; the best few with all they touch; the verdict
    most: tuple[int, int, int, int] = (
        8,
        4,
        2,
        4,
    )  # tried: of its trip, in the kitchen, elsewhere, of those ahead
    finalists: int = 3

    def __post_init__(self) -> None:
        costs = self.other_hands, self.guest_told, self.other_promise, self.per_shifted_min
        if not all(isfinite(odds) and odds >= 0 for odds in (self.worth, self.bearable, *costs)):
            raise ValueError(
                f"worth, bearable and costs must be >= 0, got {self.worth}, {self.bearable}, {costs}"
            )
        if min(self.samples) < 64:
            raise ValueError(f"samples must be >= 64, got {self.samples}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One promise with the old plan and the new one: its odds, and when it is usually handed over."""

    promise: str
    p_before: float
    p_after: float
    before: float
    after: float

    @property
    def gain(self) -> float:
        return self.p_after - self.p_before

    @property
    def later_min(self) -> float:
        return self.after - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What moving `steps` does to every promise it can touch, in the order of the house (the same draws).

    `promise` is the one it is for; `refused` one that it would push under its floor, or further down. Where that was
    asked for, `costs_more`: the time and way of those who bring what moves, less what they cost as it was; `stands`:
    how it and those whose steps move would stand.
    """

    promise: str
    steps: Moves
    effects: tuple[Effect, ...]
    disturbance: Disturbance
    costs_more: Decimal = Decimal(0)
    refused: str = ""
    stands: tuple[Standing, ...] = ()

    @property
    def gain(self) -> float:
        """The odds that the promise it is for wins by it."""
        return next((effect.gain for effect in self.effects if effect.promise == self.promise), 0.0)
