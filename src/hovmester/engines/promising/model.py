"""What promising takes and gives.

Moments are float minutes from an origin the caller chooses (negative: before it); durations are `Law`s of minutes;
distances metres; money `Decimal` in the currency of the house. Keys are the caller's own and come back unchanged. The
answer holds numbers, keys and the codes of `Constraint` and `Change`; sentences are made elsewhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import isfinite
from typing import Protocol, Self, SupportsFloat

from hovmester.engines.promising.law import STATED_N, Law

__all__ = ["STATED_N", "Law"]

ZERO = Decimal(0)


class StepKind(StrEnum):
    PERMISSION = "permission"
    MAKE = "make"
    PACK = "pack"
    DRIVE = "drive"
    FIND = "find"  # park, walk, find the guest
    HANDOVER = "handover"
    FOLLOW_UP = "follow-up"  # holds nobody; never changes the odds


class Constraint(StrEnum):
    """Why a wish is late, impossible or not answered: the codes of `Because.constraint` and `Answer.reason`.

    The comment says which `Facts` are filled.
    """

    # What makes plans late, with the share of the late cases in which relaxing it alone would have saved them
    MAKE = "make"  # item, station, minutes (p50): making and packing takes too long
    STATION = "station"  # station, minutes (p50 wait): no place free at the station
    COURIER = "courier"  # worker, minutes (p50 wait): everybody who drives is still out
    DRIVE = "drive"  # minutes (p50), distance_m: the road takes too long
    FIND = "find"  # place, minutes (p50): from the kerb to the guest
    FRESH = "fresh"  # item, minutes (keeps_min): the food would have waited too long
    GUEST = "guest"  # minutes (patience): the guest comes and goes at an uncertain time
    TIME = "time"  # minutes (too late by, p50): several of these together; none alone would save it
    # Hard gates: share is 1
    NOTHING = "nothing"  # the wish names nothing the house could bring
    UNKNOWN_ITEM = "unknown-item"  # item: the house does not know it
    STOCK = "stock"  # item, qty (wished), left
    NO_TIME = "no-time"  # the wish has no time
    PAST = "past"  # at (the deadline), minutes (ago)
    NOT_COMING = "not-coming"  # the guest's flight is cancelled or diverted
    REACH = "reach"  # distance_m, reach_m, site (the nearest)
    HOURS = "hours"  # site, opens / closes: the kitchen is closed when it would have to be made
    SKILL = (
        "skill"  # station, skill: nobody on shift can work it; worker: who alone can, and would be driving
    )
    NO_STATION = "no-station"  # item, station: no such station
    NO_DRIVER = "no-driver"  # nobody who drives works here, or none is on shift then
    SHIFT = "shift"  # worker, minutes (overtime needed): the only drivers go home before they would be back
    NO_VEHICLE = "no-vehicle"  # every vehicle is out
    HARM = "harm"  # promise, p_before, p_after: it would push an earlier promise under its floor
    NOT_KNOWN = "not-known"  # n: too little is known about this house to give odds


class Change(StrEnum):
    """The menu of least changes: the codes of `Changed.change`, and which `Facts` are filled."""

    LATER = "later"  # minutes (later), at (the new deadline)
    EARLIER_PERMISSION = "earlier-permission"  # minutes (sooner), at: it would have needed permission by then
    INSTEAD = "instead"  # item (wished), other (offered)
    NEARER = "nearer"  # place (meeting point offered)
    SECOND_COURIER = "second-courier"  # one more driver with a vehicle, from now on
    OVERTIME = "overtime"  # worker, minutes
    OTHER_KITCHEN = "other-kitchen"  # site
    ASK = "ask"  # promise, minutes: ask that guest whether it may be so much later
    FEWER = "fewer"  # item, qty (that are left)


class Verdict(StrEnum):
    YES = "yes"
    YES_IF = "yes-if"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    lat: float
    lon: float

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(f"lat must be in [-90, 90] and lon in [-180, 180], got {self.lat}, {self.lon}")


class Roads(Protocol):
    """Planned distances and times between points. `vehicle` is "car", "van", "bike" or "foot"."""

    def metres(self, start: Point, end: Point) -> float: ...

    def minutes(self, start: Point, end: Point, *, vehicle: str, depart: float) -> float: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    start: float
    end: float

    def __post_init__(self) -> None:
        if not self.end >= self.start:
            raise ValueError(f"a window must not end before it starts, got {self.start} to {self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """`open`: when its kitchen works, as moments (so days, midnight and clock changes are the caller's)."""

    key: str
    at: Point
    open: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    key: str
    site: str
    places: int = 1
    skill: str = ""  # what at least one person on shift must be able to do; empty: anyone

    def __post_init__(self) -> None:
        _at_least("places", self.places, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    key: str
    site: str
    skills: tuple[str, ...] = ()
    drives: bool = False
    shifts: tuple[Window, ...] = ()
    breaks: tuple[Window, ...] = ()
    per_hour: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    key: str
    site: str
    kind: str = "car"
    per_km: Decimal = ZERO


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    key: str
    station: str
    make: Law
    pack: Law
    price: Decimal = ZERO
    cost: Decimal = ZERO
    stock: int | None = None  # portions left, those of open promises not yet made included; None: not counted
    keeps_min: float | None = None  # good for so long after it is made
    instead: tuple[str, ...] = ()  # keys of items that may be offered in its place, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of an open promise. `start` is when it was planned to begin: it will not begin before.

    `began` and `ended` are what really happened so far; `to` is where a drive ends; `origin` where it begins (None:
    at the site of the promise).
    """

    kind: StepKind
    law: Law
    start: float
    worker: str = ""
    station: str = ""
    vehicle: str = ""
    item: str = ""
    qty: int = 1
    to: Point | None = None
    origin: Point | None = None
    began: float | None = None
    ended: float | None = None

    def __post_init__(self) -> None:
        _at_least("qty", self.qty, 1)
        if self.ended is not None and self.began is None:
            raise ValueError(f"a step that ended at {self.ended} must have begun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A guest who comes at `at` + a draw of `late` (may be negative); with probability `never` not at all."""

    at: float
    late: Law
    never: float = 0.0

    def __post_init__(self) -> None:
        _share("never", self.never)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An open promise: its steps in order (several makes run side by side).

    With an arrival, the guest waits `patience_min` after it, and earliest and deadline only say when that is usually.
    `joins`: the key of a promise whose trip goes on to this guest; it leaves the site with the food of both.
    """

    key: str
    site: str
    deadline: float
    earliest: float | None = None
    arrival: Arrival | None = None
    patience_min: float = 0.0
    joins: str = ""
    p_when_given: float = 1.0
    floor: float | None = None  # odds this promise may not be pushed below; None: the floor of the house
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DoneStep:
    """A step that ended lately: how long it took beside what its law said. Tonight's slowness is learnt from these."""

    kind: StepKind
    site: str
    law: Law
    began: float
    ended: float


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    sites: tuple[Site, ...]
    stations: tuple[Station, ...] = ()
    workers: tuple[Worker, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    items: tuple[Item, ...] = ()
    promises: tuple[Promise, ...] = ()
    done: tuple[DoneStep, ...] = ()
    floor: float = 0.9
    reach_m: float = 60_000.0
    roads: Roads | None = None  # None: `GreatCircleRoads()`

    def __post_init__(self) -> None:
        _share("floor", self.floor)
        for name, things in (
            ("site", self.sites),
            ("station", self.stations),
            ("worker", self.workers),
            ("vehicle", self.vehicles),
            ("item", self.items),
            ("promise", self.promises),
        ):
            keys = [thing.key for thing in things]
            twice = {key for key in keys if keys.count(key) > 1} if len(set(keys)) < len(keys) else set()
            if twice:
                raise ValueError(f"every {name} needs a key of its own, got {sorted(twice)} more than once")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`item` x `qty`. `elsewhere`: keys of the same thing made in other kitchens, each as good as the first.

    `offered_elsewhere`: keys made in other kitchens that the guest would have to be asked about ("other-kitchen").
    """

    item: str
    qty: int = 1
    elsewhere: tuple[str, ...] = ()
    offered_elsewhere: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _at_least("qty", self.qty, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPoint:
    """`walk`: minutes from arriving at `at` by vehicle to standing before the guest."""

    name: str
    at: Point
    walk: Law


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """When the guest can be met: not before `earliest`, at the latest by `deadline`; or around an `arrival`.

    With an arrival, the guest waits `patience_min` after it, and earliest and deadline do not count.
    """

    earliest: float | None = None
    deadline: float | None = None
    arrival: Arrival | None = None
    patience_min: float = 0.0

    def __post_init__(self) -> None:
        _at_least("patience_min", self.patience_min, 0)
        if self.earliest is not None and self.deadline is not None and self.deadline < self.earliest:
            raise ValueError(f"deadline must be >= earliest {self.earliest}, got {self.deadline}")

    @classmethod
    def point(cls, at: float, patience_min: float) -> Self:
        """At that moment; the guest waits `patience_min`."""
        return cls(earliest=at, deadline=at + patience_min, patience_min=patience_min)

    @classmethod
    def window(cls, start: float, end: float) -> Self:
        return cls(earliest=start, deadline=end)

    @classmethod
    def by(cls, deadline: float) -> Self:
        """Any time up to then."""
        return cls(deadline=deadline)

    @classmethod
    def arriving(cls, at: float, late: Law, patience_min: float, never: float = 0.0) -> Self:
        """When a flight lands, say: expected at `at`, later than that by a draw of `late`."""
        return cls(arrival=Arrival(at=at, late=late, never=never), patience_min=patience_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Any of `meeting_points` (at least one) will do; those in `offered` the guest must be asked about ("nearer")."""

    wanted: tuple[Wanted, ...]
    meeting_points: tuple[MeetingPoint, ...]
    time: Time
    offered: tuple[MeetingPoint, ...] = ()
    key: str = "wish"
    floor: float | None = None  # None: the floor of the house

    def __post_init__(self) -> None:
        _at_least("the number of meeting points", len(self.meeting_points), 1)


class Recalibration(Protocol):
    """How past odds came true: said -> came true, learnt from `n` accepted promises."""

    @property
    def n(self) -> int: ...

    def __call__(self, p: float, /) -> SupportsFloat: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """How the odds are worked out. `alpha`: odds come with a 1 - alpha interval."""

    samples: int = 4096
    fresh_samples: int = 8192
    alpha: float = 0.2
    kitchen_share: float = 0.27  # share of log-duration variance shared by a kitchen's whole shift
    traffic_share: float = 0.5  # share of it shared by all legs of an evening and hour
    evening_share: float = 0.7  # of the traffic share: what lasts the whole evening, not one hour
    drive: Law = field(default_factory=lambda: Law.from_p50_p90(1.0, 1.3, n=50))  # actual / planned minutes
    handover: Law = field(default_factory=lambda: Law.from_p50_p90(2.0, 4.0, n=50))
    join_trips: bool = False  # whether a wish may join a trip that is planned, after its last guest
    overtime_min: float = 0.0  # how much later than the end of the shift a courier may be back
    not_known_below: int = 4  # fewer observations than this behind a law: the house does not give odds
    max_if_only: int = 5
    broken_promise: Decimal = Decimal(
        50
    )  # what breaking an earlier promise costs; its loss of odds is charged so
    recalibration: Recalibration | None = None

    def __post_init__(self) -> None:
        _at_least("samples", self.samples, 64)
        _at_least("fresh_samples", self.fresh_samples, 64)
        for name in ("alpha", "kitchen_share", "traffic_share", "evening_share"):
            _share(name, getattr(self, name))
        _at_least("overtime_min", self.overtime_min, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a code is about. Only the fields named beside the code are filled."""

    minutes: float | None = None
    at: float | None = None
    qty: int | None = None
    left: int | None = None
    distance_m: float | None = None
    reach_m: float | None = None
    opens: float | None = None
    closes: float | None = None
    p_before: float | None = None
    p_after: float | None = None
    n: int | None = None
    item: str = ""
    other: str = ""
    station: str = ""
    skill: str = ""
    worker: str = ""
    vehicle: str = ""
    site: str = ""
    place: str = ""
    promise: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """One step of the plan if permission is given at once. Ends are quantiles over the samples."""

    kind: StepKind
    start: float  # planned
    start_p50: float
    end_p50: float
    end_p90: float
    lasts: Law
    worker: str = ""
    station: str = ""
    vehicle: str = ""
    item: str = ""
    qty: int = 1
    site: str = ""
    place: str = ""  # name of the meeting point
    to: Point | None = None  # where a drive ends
    origin: Point | None = None  # where it begins, if not at the site: at the last guest of the trip it joins


class CostKind(StrEnum):
    ITEM = "item"  # key, qty
    WORKER = "worker"  # key, minutes
    VEHICLE = "vehicle"  # key, distance_m
    OVERTIME = "overtime"  # key (worker), minutes
    HARM = "harm"  # key (promise): the loss of odds to others, charged


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPart:
    kind: CostKind
    key: str
    amount: Decimal
    qty: int = 1
    minutes: float = 0.0
    distance_m: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """`share`: of the late cases, those that relaxing this alone would have saved; 1 for a hard gate."""

    constraint: Constraint
    share: float
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    change: Change
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class IfOnly:
    """One change, or a pair, and the odds with it (on a fresh stream)."""

    changes: tuple[Changed, ...]
    p_on_time: float
    p_low: float
    extra_cost: Decimal
    reaches_floor: bool

    @property
    def can_still_be_done(self) -> bool:
        """False where it only says what would have helped: permission in the past."""
        return all(changed.change is not Change.EARLIER_PERMISSION for changed in self.changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurt:
    promise: str
    p_before: float
    p_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """P(on time | permission at t), never rising; `at` and `p` have equal length."""

    at: tuple[float, ...] = ()
    p: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Can we? Odds are None where no plan could be made (`reason` says why) or too little is known (NOT_KNOWN)."""

    verdict: Verdict
    floor: float
    reason: Constraint | None = None
    p_on_time: float | None = None
    p_low: float | None = None
    p_high: float | None = None
    p_raw: float | None = None  # the odds before recalibration: what later recalibrations are learnt from
    n: int = 0  # observations behind the least known law the plan rests on
    recalibrated_on: int = 0  # accepted promises the odds were corrected by
    decide_by: float | None = None  # last moment permission leaves the odds at the floor; None: none does
    deadline: float | None = None  # median over the samples where it hangs on an arrival
    earliest: float | None = None
    site: str = ""
    joins: str = ""  # the promise whose trip goes on to this guest; it waits for this food, too
    steps: tuple[PlanStep, ...] = ()
    curve: Curve = field(default_factory=Curve)
    delivered: Mapping[float, float] = field(default_factory=dict)  # level -> quantile of the handover moment
    price: Decimal = ZERO  # what the guest pays for the items
    cost: Decimal = ZERO  # what the promise costs the house: the sum of the parts
    parts: tuple[CostPart, ...] = ()
    because: tuple[Because, ...] = ()
    if_only: tuple[IfOnly, ...] = ()
    hurts: tuple[Hurt, ...] = ()
    now: float = 0.0
    seed: int = 0


def _at_least(name: str, value: float, bound: float) -> None:
    if not (isfinite(value) and value >= bound):
        raise ValueError(f"{name} must be >= {bound}, got {value}")


def _share(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"{name} must be in [0, 1], got {value}")
