"""The menu of single changes, and what a wish and a house are like once one has been made."""

from collections.abc import Callable, Iterator, Set
from dataclasses import replace
from decimal import Decimal

import numpy as np

from hovmester.engines.promising.best import LIGHT, Best, best_plan
from hovmester.engines.promising.case import FIRST, Case
from hovmester.engines.promising.gates import kitchens
from hovmester.engines.promising.model import (
    Because,
    Change,
    Changed,
    Constraint,
    Facts,
    House,
    Promise,
    Vehicle,
    Wanted,
    Window,
    Wish,
    Worker,
)
from hovmester.engines.promising.schedule import Schedule, station_line
from hovmester.engines.promising.start import best_start
from hovmester.engines.promising.trial import NO_RELAXATION, Draft, Trial, try_out

LATER_STEP_MIN = 5.0
LATER_MOST_MIN = 240.0
SOONER_MOST_MIN = 240.0
OVERTIME_MIN = 60.0
OVERTIME_MOST_MIN = 120.0
ASK_MIN = 30.0
ASK_MOST = 3
HELPS = 0.01  # more odds by less than this is no help
HOPELESS = {Constraint.NOTHING, Constraint.NO_TIME, Constraint.NOT_COMING, Constraint.NOT_KNOWN}
A_DRIVER: Set[Constraint] = frozenset({Constraint.COURIER})
ROOM: Set[Constraint] = frozenset({Constraint.STATION})
A_DRIVER_HELPS = {Constraint.NO_DRIVER, Constraint.NO_VEHICLE, Constraint.SHIFT, Constraint.HARM}


def menu(case: Case, wish: Wish, now_is: Best | Because, raw: float) -> Iterator[Changed]:
    """Changes worth trying where the best plan (or the gate) is `now_is`; `raw`: the floor before recalibration."""
    if isinstance(now_is, Because) and now_is.constraint in HOPELESS:
        return
    yield from _later(case, wish, now_is, raw)
    yield from _earlier(case, now_is, raw)
    yield from _instead(case, wish)
    yield from _nearer(wish)
    yield from _other_kitchen(case, wish, now_is)
    yield from _fewer(case, wish)
    yield from _second_courier(case, now_is)
    yield from _overtime(case, now_is)
    yield from _ask(case, now_is)


def made(changed: Changed, case: Case, wish: Wish) -> tuple[Case, Wish]:
    """The house and the wish once the change has been made."""
    facts = changed.facts
    minutes = facts.minutes or 0.0
    match changed.change:
        case Change.EARLIER_PERMISSION:
            case = case.earlier(minutes)
        case Change.SECOND_COURIER:
            case = case.with_staff(_with_courier(case.house, facts.site, case.now))
        case Change.OVERTIME:
            case = case.with_overtime(minutes)
        case Change.ASK:
            case = case.changed(_asked(case.house, facts.promise, minutes))
        case Change.LATER:
            wish = _later_by(wish, minutes)
        case Change.INSTEAD:
            wish = _with(wish, facts.item, lambda wanted: Wanted(item=facts.other, qty=wanted.qty))
        case Change.FEWER:
            wish = _with(wish, facts.item, lambda wanted: replace(wanted, qty=facts.qty or 1))
        case Change.NEARER:
            points = tuple(point for point in wish.offered if point.name == facts.place)
            wish = replace(wish, meeting_points=points, offered=())
        case Change.OTHER_KITCHEN:
            wish = _from_elsewhere(wish)
    return case, wish


def _later(case: Case, wish: Wish, now_is: Best | Because, raw: float) -> Iterator[Changed]:
    """The deadline as much later as the odds need: a quantile of how late it is."""
    deadline = wish.time.deadline
    if wish.time.arrival is not None or deadline is None:
        return
    shift: float | None
    if isinstance(now_is, Best):
        late = now_is.first.handed_over.at(now_is.start) - np.float32(deadline)
        shift = float(np.quantile(late, min(1.0, raw + 0.01)))
    else:
        shift = _gate_opens(case, deadline, now_is)
    if shift is None or not 0 < shift <= LATER_MOST_MIN:
        return
    for more in (0.0, 15.0, 30.0):  # later also moves the start: give it a little room if needed
        minutes = LATER_STEP_MIN * -(-(shift + more) // LATER_STEP_MIN)
        found = best_plan(case, _later_by(wish, minutes), LIGHT)
        if isinstance(found, Best) and found.p >= raw:
            yield Changed(change=Change.LATER, facts=Facts(minutes=minutes, at=deadline + minutes))
            return


def _gate_opens(case: Case, deadline: float, why: Because) -> float | None:
    """How much later the wish would have to be for a gate in time to open."""
    if why.constraint is Constraint.PAST:
        return case.now - deadline + 30.0
    if why.constraint is Constraint.HOURS and why.facts.opens is not None:
        return why.facts.opens + 30.0 - deadline
    return 30.0 if why.constraint in {Constraint.NO_DRIVER, Constraint.NO_VEHICLE, Constraint.HARM} else None


def _later_by(wish: Wish, minutes: float) -> Wish:
    time = wish.time
    earliest = None if time.earliest is None else time.earliest + minutes
    deadline = None if time.deadline is None else time.deadline + minutes
    return replace(wish, time=replace(time, earliest=earliest, deadline=deadline))


def _earlier(case: Case, now_is: Best | Because, raw: float) -> Iterator[Changed]:
    """Permission before now: read off the same curve, and checked as a house whose clock is put back."""
    if not isinstance(now_is, Best) or now_is.start > case.now + 1:
        return
    at = now_is.first.latest_with(min(1.0, raw + 0.005))
    if at is None or not case.now - SOONER_MOST_MIN <= at < case.now:
        return
    minutes = float(np.ceil(case.now - at))
    yield Changed(change=Change.EARLIER_PERMISSION, facts=Facts(minutes=minutes, at=case.now - minutes))


def _instead(case: Case, wish: Wish) -> Iterator[Changed]:
    for wanted in wish.wanted:
        item = case.schedule.items.get(wanted.item)
        for other in item.instead[:3] if item else ():
            if other in case.schedule.items:
                yield Changed(change=Change.INSTEAD, facts=Facts(item=wanted.item, other=other))


def _fewer(case: Case, wish: Wish) -> Iterator[Changed]:
    for wanted in wish.wanted:
        item = case.schedule.items.get(wanted.item)
        if item is not None and item.stock is not None:
            left = item.stock - case.schedule.held.get(item.key, 0)
            if 0 < left < wanted.qty:
                yield Changed(change=Change.FEWER, facts=Facts(item=item.key, qty=left))


def _with(wish: Wish, item: str, changed: Callable[[Wanted], Wanted]) -> Wish:
    return replace(wish, wanted=tuple(changed(w) if w.item == item else w for w in wish.wanted))


def _nearer(wish: Wish) -> Iterator[Changed]:
    for point in wish.offered:
        yield Changed(change=Change.NEARER, facts=Facts(place=point.name))


def _other_kitchen(case: Case, wish: Wish, now_is: Best | Because) -> Iterator[Changed]:
    """Another site that has the item under a key of its own: `offered_elsewhere`."""
    wider = _from_elsewhere(wish)
    if wider == wish:
        return
    here = now_is.first.draft.site.key if isinstance(now_is, Best) else ""
    able, _ = kitchens(case.schedule, wider, not_known_below=case.params.not_known_below)
    elsewhere = [kitchen.site.key for kitchen in able if kitchen.site.key != here]
    if elsewhere:
        yield Changed(change=Change.OTHER_KITCHEN, facts=Facts(site=elsewhere[0]))


def _from_elsewhere(wish: Wish) -> Wish:
    return replace(
        wish,
        wanted=tuple(
            replace(w, elsewhere=(*w.elsewhere, *w.offered_elsewhere), offered_elsewhere=())
            for w in wish.wanted
        ),
    )


def _second_courier(case: Case, now_is: Best | Because) -> Iterator[Changed]:
    if isinstance(now_is, Because):
        if now_is.constraint in A_DRIVER_HELPS:
            site = now_is.facts.site or case.house.sites[0].key
            yield Changed(change=Change.SECOND_COURIER, facts=Facts(site=site))
        return
    draft = now_is.first.draft
    busy = draft.slot or draft.free_from > case.now  # an idle driver needs no second one
    if busy and _waits_for(case, now_is, A_DRIVER):
        yield Changed(change=Change.SECOND_COURIER, facts=Facts(site=draft.site.key))


def _with_courier(house: House, site: str, now: float) -> House:
    rates = [worker.per_hour for worker in house.workers if worker.drives]
    worker = Worker(
        key="+courier", site=site, drives=True, per_hour=max(rates, default=Decimal(0)),
        shifts=(Window(start=now, end=now + 1440),),
    )  # fmt: skip
    fleet = [v for v in house.vehicles if v.site == site] or [Vehicle(key="", site=site)]
    like = min(fleet, key=lambda v: (v.kind != "car", v.per_km))
    vehicle = replace(like, key="+vehicle")
    return replace(house, workers=(*house.workers, worker), vehicles=(*house.vehicles, vehicle))


def _overtime(case: Case, now_is: Best | Because) -> Iterator[Changed]:
    minutes = OVERTIME_MIN
    if isinstance(now_is, Because):
        who = now_is.facts.worker
        if now_is.constraint is Constraint.SHIFT and now_is.facts.minutes is not None:
            minutes = 5.0 * -(-(now_is.facts.minutes + 5.0) // 5.0)
    else:
        who = now_is.first.draft.worker
        if now_is.first.draft.last_start - now_is.start > OVERTIME_MIN:
            return  # no shift is near its end
        if not _waits_for(case, now_is, A_DRIVER):
            return
    if case.params.overtime_min < minutes <= OVERTIME_MOST_MIN:
        yield Changed(change=Change.OVERTIME, facts=Facts(worker=who, minutes=minutes))


def _ask(case: Case, now_is: Best | Because) -> Iterator[Changed]:
    """Ask the guest of an earlier promise whether it may be later: those just before it in its lines, or hurt by it."""
    for number in _in_the_way(case, now_is)[:ASK_MOST]:
        if isinstance(now_is, Because) or _waits_behind(case, now_is, number):
            promise = case.house.promises[number]
            yield Changed(change=Change.ASK, facts=Facts(promise=promise.key, minutes=ASK_MIN))


def _waits_for(case: Case, now_is: Best, what: Set[Constraint]) -> bool:
    """Whether the plan would be any likelier if it never waited for these: no change to them can do more."""
    draft, world = now_is.first.draft, case.world(FIRST, len(now_is.first.highest))
    return _helps(case, now_is, try_out(world, now_is.wish, draft, what))


def _waits_behind(case: Case, now_is: Best, promise: int) -> bool:
    """Whether the plan would be any likelier with its worker and vehicle free before this promise, and room at the
    stations where it waits behind it: moving the promise does no more.
    """
    schedule, draft = case.schedule, now_is.first.draft
    if draft.joins is not None:
        return True
    world = case.world(FIRST, len(now_is.first.highest))
    before = {
        line: min(
            (op.place[line] for i in schedule.of(promise) if line in (op := schedule.ops[i]).place),
            default=slot,
        )
        for line, slot in (*draft.spots, *_turns_at_stations(schedule, draft))
    }
    free = {line: world.free(line, before[line]) for line, slot in draft.spots if before[line] < slot}
    queues = any(before[line] < slot for line, slot in _turns_at_stations(schedule, draft))
    return _helps(case, now_is, try_out(world, now_is.wish, draft, ROOM if queues else NO_RELAXATION, free))


def _helps(case: Case, now_is: Best, eased: Trial) -> bool:
    start = best_start(eased, max(case.now, eased.draft.start))
    return max(eased.p(start), eased.p(now_is.start)) >= now_is.p_chosen + HELPS


def _in_the_way(case: Case, now_is: Best | Because) -> list[int]:
    schedule = case.schedule
    if isinstance(now_is, Because):
        return [n for n, promise in enumerate(case.house.promises) if promise.key == now_is.facts.promise]
    draft = now_is.first.draft
    found: dict[int, None] = {}
    for line, slot in (*_turns_at_stations(schedule, draft), *draft.spots):
        for i in reversed(schedule.lines.get(line, [])[:slot]):
            if schedule.ops[i].step.began is None:
                found.setdefault(schedule.ops[i].promise)
    return list(found)


def _turns_at_stations(schedule: Schedule, draft: Draft) -> Iterator[tuple[str, int]]:
    for line in dict.fromkeys(station_line(item.station) for item, _ in draft.lines):
        yield line, schedule.slot(line, draft.start)


def _asked(house: House, key: str, minutes: float) -> House:
    return replace(house, promises=tuple(_moved(p, minutes) if p.key == key else p for p in house.promises))


def _moved(promise: Promise, minutes: float) -> Promise:
    promise = replace(promise, patience_min=promise.patience_min + minutes)
    if any(step.began is not None for step in promise.steps):
        return replace(promise, deadline=promise.deadline + minutes)
    return replace(
        promise,
        deadline=promise.deadline + minutes,
        earliest=None if promise.earliest is None else promise.earliest + minutes,
        steps=tuple(replace(step, start=step.start + minutes) for step in promise.steps),
    )
