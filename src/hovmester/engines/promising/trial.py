"""One way of doing what the wish asks, tried in every sample: when it would be handed over, and what that rests on."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.promising.chance import kitchen_shares
from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.law import Law
from hovmester.engines.promising.lines import Free
from hovmester.engines.promising.model import (
    Constraint,
    Item,
    MeetingPoint,
    PlanStep,
    Point,
    Site,
    StepKind,
    Time,
    Wish,
)
from hovmester.engines.promising.moment import AT_PERMISSION, NEVER, Moment, fixed, keeps, last_of
from hovmester.engines.promising.schedule import Trip, station_line, vehicle_line, worker_line
from hovmester.engines.promising.world import World

AT_HOME = frozenset({StepKind.PERMISSION, StepKind.MAKE, StepKind.PACK})
HALF = np.float32(0.5)
PER_MIN = np.float32(2)  # starts looked at in a minute
HERE_M = 150.0  # nearer than this nobody drives
NO_RELAXATION: Set[Constraint] = frozenset()
IN_THE_KITCHEN = frozenset({Constraint.MAKE, Constraint.STATION})
THE_GUEST = frozenset({Constraint.GUEST})
NOTHING_KNOWN: Mapping[str, Free] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A candidate: which kitchen, who drives what, between which trips, to which meeting point, starting when."""

    site: Site
    lines: tuple[tuple[Item, int], ...]
    point: MeetingPoint
    worker: str
    vehicle: str
    slot: int  # in the worker's line
    vehicle_slot: int
    free_from: float  # when the worker's shift begins or break ends
    start: float  # when making is planned to begin
    depart: float  # when the drive is expected to begin (for the roads)
    last_start: float  # beyond it the kitchen closes, the shift ends or an earlier promise breaks
    push: float  # minutes other trips would have to wait, as planned
    joins: Trip | None = None  # a trip that goes on to this guest and waits for this food, too

    @property
    def origin(self) -> Point:
        """Where its drive begins."""
        return self.site.at if self.joins is None else self.joins.ends_at

    @property
    def spots(self) -> tuple[tuple[str, int], ...]:
        """Its places in the lines of its worker and vehicle."""
        held = (worker_line(self.worker), self.slot), (vehicle_line(self.vehicle), self.vehicle_slot)
        return tuple(spot for spot, who in zip(held, (self.worker, self.vehicle), strict=True) if who)


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One step of a trial."""

    kind: StepKind
    begins: Moment
    ends: Moment
    law: Law
    times: float = 1.0  # the law is of a share of it: rounds at a station, minutes planned for a leg
    waits_for: Constraint | None = None  # what else than the step before it can hold it up
    item: str = ""
    station: str = ""
    qty: int = 1

    @property
    def lasts(self) -> Law:
        return self.law if self.times == 1 else self.law.scaled(self.times)

    @property
    def p50(self) -> float:
        """Minutes it usually lasts."""
        return self.law.p50 * self.times


PERMISSION = Played(kind=StepKind.PERMISSION, begins=AT_PERMISSION, ends=AT_PERMISSION, law=Law.fixed(0.0))


@dataclass(frozen=True, kw_only=True)  # not slotted: it keeps its sorted edges
class Trial:
    """Permission at t is on time in the samples where `lowest` <= t <= `highest`."""

    draft: Draft
    steps: tuple[Played, ...]
    handed_over: Moment
    lowest: Vector
    highest: Vector
    in_time: Vector  # the last permission that is in time, were the food to keep for ever
    deadline: Vector
    earliest: Vector | None
    n: int

    @property
    def ready(self) -> Moment:
        """When everything is made and packed."""
        return last_of([step.ends for step in self.steps if step.kind in AT_HOME])

    @property
    def leaves(self) -> Moment:
        """When the worker leaves."""
        return next(step.begins for step in self.steps if step.kind in {StepKind.DRIVE, StepKind.FIND})

    def p(self, permission: float) -> float:
        """P(on time | permission then)."""
        return float(np.count_nonzero(self.hits(permission))) / len(self.highest)

    def hits(self, permission: float) -> NDArray[np.bool_]:
        """In which samples it is on time (bool)."""
        return np.asarray((self.lowest <= permission) & (permission <= self.highest))

    def p_at(self, permissions: Vector) -> Vector:
        """P(on time | permission at each of these)."""
        low, high = self._edges
        hits = np.searchsorted(low, permissions, "right") - np.searchsorted(high, permissions, "left")
        return np.asarray(hits / len(self.highest))

    def p_along(self, first: float, last: float) -> tuple[Vector, Vector]:
        """Permissions from the first to the last, at it and at every half minute in between, and the odds at each.

        Half minutes by the clock, whatever the first is: whoever may begin sooner chooses among all of these and more.
        Counted by half minute, without sorting.
        """
        return _along(self.lowest, self.highest, first, last)

    def most_along(self, first: float, last: float) -> tuple[Vector, Vector]:
        """`p_along`, were the food to keep for ever: no later turn at the stations has better odds at any of these."""
        return _along(np.full_like(self.in_time, NEVER), self.in_time, first, last)

    def latest_with(self, p: float) -> float | None:
        """The last permission with at least these odds; None where there is none."""
        _, high = self._edges
        good = np.flatnonzero(self.p_at(high) >= p)
        return float(high[good[-1]]) if len(good) else None

    @property
    def last(self) -> float:
        """The last permission that is in time in any sample; -inf where none is."""
        return float(self.in_time.max(where=self.in_time < np.inf, initial=NEVER))

    @cached_property
    def _edges(self) -> tuple[Vector, Vector]:
        possible = self.lowest <= self.highest
        return np.sort(self.lowest[possible]), np.sort(self.highest[possible])


def _along(lowest: Vector, highest: Vector, first: float, last: float) -> tuple[Vector, Vector]:
    first32, last32 = np.float32(first), np.float32(last)
    before, behind = np.floor(first32 * PER_MIN), np.ceil(last32 * PER_MIN)
    inner = np.arange(before + 1, behind, dtype=np.float32) / PER_MIN
    at = np.concatenate(([first32], inner, [last32]))
    possible = lowest <= highest
    low, high = lowest[possible], highest[possible]
    begins = np.where(low > last32, behind + 1, np.ceil(low * PER_MIN))
    ends = np.where(high >= last32, behind + 1, np.floor(high * PER_MIN) + 1)
    begins[low <= first32] = ends[high < first32] = before
    more, fewer = (
        np.bincount((step - before).astype(np.intp), minlength=len(at))[: len(at)] for step in (begins, ends)
    )
    return at, np.asarray(np.cumsum(more - fewer) / len(highest), np.float32)


def try_out(
    world: World,
    wish: Wish,
    draft: Draft,
    relaxed: Set[Constraint] = NO_RELAXATION,
    free: Mapping[str, Free] = NOTHING_KNOWN,
    leaves: Vector | None = None,
) -> Trial:
    """Play a draft. What is in `relaxed` is made easy: waits vanish, work takes half as long, food keeps for ever.

    `free`: when lines (worker, vehicle) are free, `leaves`: when the trip it joins leaves, where that is not as in the
    world.
    """
    kitchen = IN_THE_KITCHEN & relaxed
    made = tuple((item.key, qty) for item, qty in draft.lines)
    name = wish.key, made, draft.start, kitchen
    cooked, ready = world.once(name, lambda: _cooked(world, wish, draft, kitchen))
    steps = [*cooked, *_road(world, wish, draft, ready, len(cooked), relaxed, free, leaves)]
    earliest, deadline = meets(world, wish, relaxed)
    there = steps[-1].ends if earliest is None else steps[-1].ends.not_before(earliest)
    params = world.chance.params
    minutes = world.chance.again(f"{wish.key}/{len(steps)}", params.handover, known="handover")
    end = there.plus(minutes)
    steps.append(Played(kind=StepKind.HANDOVER, begins=there, ends=end, law=params.handover))
    lowest, highest = _fresh(draft, steps, end, world.samples, relaxed)
    in_time = end.by(deadline)
    return Trial(
        draft=draft,
        steps=tuple(steps),
        handed_over=end,
        lowest=lowest,
        highest=np.minimum(highest, in_time),
        in_time=in_time,
        deadline=deadline,
        earliest=earliest,
        n=min(step.law.n for step in steps),
    )


def meets(world: World, wish: Wish, relaxed: Set[Constraint] = NO_RELAXATION) -> tuple[Vector | None, Vector]:
    """From when until when the guest can be met (samples,)."""
    guest = THE_GUEST & relaxed
    return world.once(("meets", wish.key, wish.time, guest), lambda: _meets(world, wish, guest))


def _meets(world: World, wish: Wish, relaxed: Set[Constraint]) -> tuple[Vector | None, Vector]:
    time: Time = wish.time
    if time.arrival is None:
        deadline = np.full(world.samples, np.inf if time.deadline is None else time.deadline, np.float32)
        return (
            None if time.earliest is None else np.full(world.samples, time.earliest, np.float32)
        ), deadline
    arrival = time.arrival
    if Constraint.GUEST in relaxed:
        here = np.full(world.samples, arrival.at + arrival.late.p50, np.float32)
        return here, here + np.float32(time.patience_min)
    late = world.chance.again(f"{wish.key}/arrival", arrival.late)
    here = np.asarray(np.float32(arrival.at) + late, np.float32)
    leaves = here + np.float32(time.patience_min)
    if arrival.never > 0:
        from scipy.special import ndtri

        missing = world.chance.draws.normal(f"{wish.key}/never") < ndtri(arrival.never)
        leaves = np.where(missing, NEVER, leaves)
    return here, leaves


def _cooked(
    world: World, wish: Wish, draft: Draft, relaxed: Set[Constraint]
) -> tuple[tuple[Played, ...], Moment]:
    """Permission, making and packing, and when all is ready to go: the same for every driver."""
    steps: list[Played] = [PERMISSION]
    steps += _makes(world, wish, draft, relaxed)
    made = last_of([step.ends for step in steps])
    steps += _packs(world, wish, draft, made, len(steps), relaxed)
    return tuple(steps), last_of([step.ends for step in steps])


def _makes(world: World, wish: Wish, draft: Draft, relaxed: Set[Constraint]) -> list[Played]:
    chance = world.chance
    shares = kitchen_shares(chance.params, draft.site, draft.start)
    rows: dict[str, list[Moment]] = {}
    steps: list[Played] = []
    for number, (item, qty) in enumerate(draft.lines, start=1):
        if item.station not in rows:
            rows[item.station] = _room(world, draft, item.station, relaxed)
        free = rows[item.station]
        taken = min(qty, len(free))
        begins = last_of([AT_PERMISSION, *free[:taken]])
        rounds = -(-qty // len(free))
        minutes = chance.again(f"{wish.key}/{number}", item.make, shares=shares, known=f"make/{item.key}")
        minutes = minutes * np.float32(rounds)
        ends = begins.plus(minutes * HALF if Constraint.MAKE in relaxed else minutes)
        rows[item.station] = free[taken:] + [ends] * taken
        steps.append(
            Played(
                kind=StepKind.MAKE, begins=begins, ends=ends, law=item.make, times=rounds,
                waits_for=Constraint.STATION, item=item.key, station=item.station, qty=qty,
            )
        )  # fmt: skip
    return steps


def _room(world: World, draft: Draft, station: str, relaxed: Set[Constraint]) -> list[Moment]:
    """When each place of a station is free, in order."""
    places = world.places(station, world.schedule.slot(station_line(station), draft.start))
    spare = places.of - len(places.busy)
    wanted = sum(qty for item, qty in draft.lines if item.station == station)
    if Constraint.STATION in relaxed or wanted <= spare:
        return [AT_PERMISSION] * places.of
    return [AT_PERMISSION] * spare + [fixed(row) for row in places.rows()]


def _packs(
    world: World, wish: Wish, draft: Draft, made: Moment, number: int, relaxed: Set[Constraint]
) -> list[Played]:
    shares = kitchen_shares(world.chance.params, draft.site, draft.start)
    steps: list[Played] = []
    for item, qty in draft.lines:
        if item.pack.quantiles[-1] == 0:
            continue
        minutes = world.chance.again(
            f"{wish.key}/{number + len(steps)}", item.pack, shares=shares, known=f"pack/{item.key}"
        )
        ends = made.plus(minutes * HALF if Constraint.MAKE in relaxed else minutes)
        steps.append(
            Played(kind=StepKind.PACK, begins=made, ends=ends, law=item.pack, item=item.key, qty=qty)
        )
    return steps


def _road(
    world: World,
    wish: Wish,
    draft: Draft,
    ready: Moment,
    number: int,
    relaxed: Set[Constraint],
    free: Mapping[str, Free],
    leaves: Vector | None,
) -> list[Played]:
    steps: list[Played] = []
    origin = draft.origin
    if draft.joins is not None:
        if Constraint.COURIER not in relaxed:
            ready = ready.not_before(leaves_with(world, draft.joins) if leaves is None else leaves)
        ready = _met_before(world, draft.joins, ready)
    if draft.worker and (draft.vehicle or not_here(world, draft.site.at, draft.point.at)):
        begins = (
            ready
            if Constraint.COURIER in relaxed or draft.joins is not None
            else ready.not_before(free_to_leave(world, f"{wish.key}/{number}", draft, free))
        )
        planned = world.planned(origin, draft.point.at, draft.vehicle, draft.depart)
        leg = world.drive(f"{wish.key}/{number}", planned, draft.depart)
        steps.append(
            Played(
                kind=StepKind.DRIVE, begins=begins, waits_for=Constraint.COURIER, law=world.chance.params.drive,
                times=planned, ends=begins.plus(leg * HALF if Constraint.DRIVE in relaxed else leg),
            )
        )  # fmt: skip
        ready = steps[0].ends
    elif draft.worker:
        ready = ready.not_before(free_to_leave(world, f"{wish.key}/{number}", draft, free))
    walk = world.chance.again(f"{wish.key}/{number + len(steps)}", draft.point.walk, known="find")
    if Constraint.FIND in relaxed:
        walk = walk * HALF
    steps.append(Played(kind=StepKind.FIND, begins=ready, ends=ready.plus(walk), law=draft.point.walk))
    return steps


def leaves_with(world: World, trip: Trip) -> Vector:
    """When a trip leaves (samples,)."""
    return world.begins(world.schedule.on_road(trip.promise)[0].number)


def _met_before(world: World, trip: Trip, ready: Moment) -> Moment:
    """When the guest of the trip it joins has been met, if the trip leaves at `ready`."""
    for op in world.schedule.on_road(trip.promise):
        here = world.guest(trip.promise).here
        if op.step.kind is StepKind.HANDOVER and here is not None:
            ready = ready.not_before(here)
        ready = ready.plus(world.minutes(op))
    return ready


def not_here(world: World, here: Point, there: Point) -> bool:
    return world.roads.metres(here, there) > HERE_M


def free_to_leave(world: World, key: str, draft: Draft, known: Mapping[str, Free]) -> Vector:
    """When worker and vehicle are both back at the site (samples,), to leave with the step `key`."""
    when = np.full(world.samples, draft.free_from, np.float32)
    for line, slot in draft.spots:
        free = known.get(line) or world.free(line, slot)
        back = None
        if free.at is not None:
            back = world.back(key, free.at, draft.site.at, draft.vehicle, draft.depart)
        when = np.maximum(when, free.when if back is None else free.when + back)
    return when


def _fresh(
    draft: Draft, steps: list[Played], end: Moment, samples: int, relaxed: Set[Constraint]
) -> tuple[Vector, Vector]:
    lowest = np.full(samples, NEVER, np.float32)
    highest = np.full(samples, np.inf, np.float32)
    if Constraint.FRESH in relaxed:
        return lowest, highest
    made = [step for step in steps if step.kind is StepKind.MAKE]
    for (item, _), step in zip(draft.lines, made, strict=True):
        if item.keeps_min is not None:
            low, high = keeps(step.ends, end, item.keeps_min)
            lowest, highest = np.maximum(lowest, low), np.minimum(highest, high)
    return lowest, highest


def plan_of(trial: Trial, wish: Wish, permission: float) -> tuple[PlanStep, ...]:
    """The steps as a person reads them, if permission is given then."""
    draft = trial.draft
    steps = []
    for step in trial.steps:
        (start,), (p50, p90) = (
            quantiles(step.begins.at(permission), (0.5,)),
            quantiles(step.ends.at(permission), (0.5, 0.9)),
        )
        on_road = step.kind in {StepKind.DRIVE, StepKind.FIND, StepKind.HANDOVER}
        steps.append(
            PlanStep(
                kind=step.kind, start=start, start_p50=start, end_p50=p50, end_p90=p90, lasts=step.lasts,
                worker=draft.worker if on_road else "", station=step.station, vehicle=draft.vehicle if on_road else "",
                item=step.item, qty=step.qty, site=draft.site.key,
                place=draft.point.name if on_road else "", to=draft.point.at if step.kind is StepKind.DRIVE else None,
                origin=draft.origin if step.kind is StepKind.DRIVE and draft.joins else None,
            )
        )  # fmt: skip
    return tuple(steps)


def quantiles(of: Vector, levels: Sequence[float]) -> list[float]:
    """As `numpy.quantile`, without sorting all."""
    if of.size == 1:
        return [float(of.item())] * len(levels)
    at = [level * (len(of) - 1) for level in levels]
    below = [min(int(k), len(of) - 2) for k in at]
    parts = np.partition(of, sorted({k for i in below for k in (i, i + 1)}))
    return [
        float(parts[i]) + (k - i) * float(parts[i + 1] - parts[i]) for k, i in zip(at, below, strict=True)
    ]
