"""The menu of least changes: what single change would bring a wish to the floor, and if none does, which pair.

A change is a wish or a house that differs in one thing. The best plan under it is chosen on the first stream and its
odds are told from the fresh one: nothing is offered that was not tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from hovmester.engines.promising.best import LIGHT, Best, best_plan
from hovmester.engines.promising.case import Case
from hovmester.engines.promising.cost import total
from hovmester.engines.promising.gates import kitchens
from hovmester.engines.promising.model import (
    Because,
    Change,
    Changed,
    Constraint,
    Facts,
    House,
    IfOnly,
    Promise,
    Vehicle,
    Wanted,
    Window,
    Wish,
    Worker,
)
from hovmester.engines.promising.odds import interval, raw_floor, recalibrated
from hovmester.engines.promising.schedule import station_line, vehicle_line, worker_line

LATER_STEP_MIN = 5.0
LATER_MOST_MIN = 240.0
SOONER_MOST_MIN = 240.0
OVERTIME_MIN = 60.0
ASK_MIN = 30.0
ASK_MOST = 3
ENOUGH = 2  # changes that reach the floor
PAIR_FROM = 2  # singles that help most, to be followed by a second change
HELPS = 0.01


@dataclass(frozen=True, slots=True)
class Option:
    """One change: the wish and the case under it."""

    changed: Changed
    wish: Wish
    case: Case
    best: Best | Because | None = None  # where it is known already

    def tried(self) -> Best | Because:
        return self.best or best_plan(self.case, self.wish, LIGHT)


@dataclass(frozen=True, slots=True)
class Tried:
    """Changes, and the best plan under them."""

    option: Option
    changes: tuple[Changed, ...]
    best: Best | Because

    @property
    def p(self) -> float:
        return self.best.p if isinstance(self.best, Best) else 0.0


def least_changes(case: Case, wish: Wish, now_is: Best | Because, floor: float) -> tuple[IfOnly, ...]:
    """Changes that help: those that reach the floor first, the cheapest before the dearer."""
    raw = raw_floor(floor, case.params.recalibration)
    tried: list[Tried] = []
    for option in _menu(case, wish, now_is, raw):
        if option.changed.change is Change.ASK and _reaching(tried, raw) >= ENOUGH:
            break  # other guests are asked only where little else helps
        tried.append(Tried(option, (option.changed,), option.tried()))
    found = _judged(tried, now_is, raw)
    if not any(x.reaches_floor and x.can_still_be_done for x in found):
        found += [x for x in _judged(list(_pairs(tried, now_is, raw)), now_is, raw) if x.reaches_floor]
    found.sort(key=_gentleness)
    return tuple(found[: case.params.max_if_only])


def _reaching(tried: list[Tried], raw: float) -> int:
    return sum(x.p >= raw and x.option.changed.change is not Change.EARLIER_PERMISSION for x in tried)


def _pairs(tried: list[Tried], now_is: Best | Because, raw: float) -> Iterator[Tried]:
    """What the menu offers once the changes that help most have been made."""
    for first in sorted((x for x in tried if _opens(x, now_is)), key=lambda x: -x.p)[:PAIR_FROM]:
        for option in _menu(first.option.case, first.option.wish, first.best, raw):
            if option.changed.change in {changed.change for changed in first.changes}:
                continue
            yield Tried(option, (*first.changes, option.changed), option.tried())


def _opens(tried: Tried, now_is: Best | Because) -> bool:
    """Whether a change does something: a gate less, or better odds."""
    if isinstance(tried.best, Because):
        return isinstance(now_is, Because) and tried.best.constraint is not now_is.constraint
    return isinstance(now_is, Because) or tried.p >= now_is.p + HELPS


def _judged(tried: list[Tried], now_is: Best | Because, raw: float) -> list[IfOnly]:
    before, cost_now = (now_is.p, _cost(now_is)) if isinstance(now_is, Best) else (0.0, None)
    found = []
    for x in tried:
        best, params = x.best, x.option.case.params
        if isinstance(best, Because) or best.p < before + HELPS:
            continue
        low, _ = interval(best.fresh, best.start, params)
        found.append(
            IfOnly(
                changes=x.changes,
                p_on_time=recalibrated(best.p, params.recalibration),
                p_low=recalibrated(low, params.recalibration),
                extra_cost=_cost(best) - cost_now if cost_now is not None else Decimal(0),
                reaches_floor=best.p >= raw,
            )
        )
    return found


def _cost(best: Best) -> Decimal:
    return total(best.parts)


def _gentleness(found: IfOnly) -> tuple[bool, bool, int, Decimal, float]:
    """What reaches the floor and can still be done first; one change before two; then the cheaper, then the surer."""
    misses = not found.reaches_floor
    cost = Decimal(0) if misses else found.extra_cost
    return misses, not found.can_still_be_done, len(found.changes), cost, -found.p_on_time


def _menu(case: Case, wish: Wish, now_is: Best | Because, raw: float) -> Iterator[Option]:
    if isinstance(now_is, Because) and now_is.constraint in _HOPELESS:
        return
    yield from _later(case, wish, now_is, raw)
    yield from _earlier(case, wish, now_is, raw)
    yield from _instead(case, wish)
    yield from _nearer(case, wish)
    yield from _other_kitchen(case, wish, now_is)
    yield from _fewer(case, wish)
    yield from _second_courier(case, wish, now_is)
    yield from _overtime(case, wish, now_is)
    yield from _ask(case, wish, now_is)


_HOPELESS = {Constraint.NOTHING, Constraint.NO_TIME, Constraint.NOT_COMING, Constraint.NOT_KNOWN}


def _later(case: Case, wish: Wish, now_is: Best | Because, raw: float) -> Iterator[Option]:
    """The deadline as much later as the odds need: a quantile of how late it is."""
    if wish.time.arrival is not None or wish.time.deadline is None:
        return
    shift: float | None
    if isinstance(now_is, Best):
        late = now_is.first.handed_over.at(now_is.start) - np.float32(wish.time.deadline)
        shift = float(np.quantile(late, min(1.0, raw + 0.01)))
    else:
        shift = _gate_opens(case, wish, now_is)
    if shift is None or not 0 < shift <= LATER_MOST_MIN:
        return
    for more in (0.0, 15.0, 30.0):  # later also moves the start: give it a little room if needed
        minutes = LATER_STEP_MIN * -(-(shift + more) // LATER_STEP_MIN)
        option = _later_by(case, wish, minutes)
        found = best_plan(case, option.wish, LIGHT)
        if isinstance(found, Best) and found.p >= raw:
            yield replace(option, best=found)
            return


def _gate_opens(case: Case, wish: Wish, why: Because) -> float | None:
    """How much later the wish would have to be for a gate in time to open."""
    assert wish.time.deadline is not None
    if why.constraint is Constraint.PAST:
        return case.now - wish.time.deadline + 30.0
    if why.constraint is Constraint.HOURS and why.facts.opens is not None:
        return why.facts.opens + 30.0 - wish.time.deadline
    return 30.0 if why.constraint in {Constraint.NO_DRIVER, Constraint.NO_VEHICLE, Constraint.HARM} else None


def _later_by(case: Case, wish: Wish, minutes: float) -> Option:
    time = wish.time
    assert time.deadline is not None
    moved = replace(
        time,
        deadline=time.deadline + minutes,
        earliest=None if time.earliest is None else time.earliest + minutes,
    )
    changed = Changed(change=Change.LATER, facts=Facts(minutes=minutes, at=moved.deadline))
    return Option(changed, replace(wish, time=moved), case)


def _earlier(case: Case, wish: Wish, now_is: Best | Because, raw: float) -> Iterator[Option]:
    """Permission before now: read off the same curve, and checked as a house whose clock is put back."""
    if not isinstance(now_is, Best) or now_is.start > case.now + 1:
        return
    at = now_is.first.latest_with(min(1.0, raw + 0.005))
    if at is None or not case.now - SOONER_MOST_MIN <= at < case.now:
        return
    minutes = float(np.ceil(case.now - at))
    changed = Changed(change=Change.EARLIER_PERMISSION, facts=Facts(minutes=minutes, at=case.now - minutes))
    yield Option(changed, wish, case.earlier(minutes))


def _instead(case: Case, wish: Wish) -> Iterator[Option]:
    for number, wanted in enumerate(wish.wanted):
        item = case.schedule.items.get(wanted.item)
        for other in item.instead[:3] if item else ():
            if other not in case.schedule.items:
                continue
            changed = Changed(change=Change.INSTEAD, facts=Facts(item=wanted.item, other=other))
            yield Option(changed, _with_wanted(wish, number, Wanted(item=other, qty=wanted.qty)), case)


def _fewer(case: Case, wish: Wish) -> Iterator[Option]:
    for number, wanted in enumerate(wish.wanted):
        item = case.schedule.items.get(wanted.item)
        if item is None or item.stock is None:
            continue
        left = item.stock - case.schedule.held.get(item.key, 0)
        if 0 < left < wanted.qty:
            changed = Changed(change=Change.FEWER, facts=Facts(item=item.key, qty=left))
            yield Option(changed, _with_wanted(wish, number, replace(wanted, qty=left)), case)


def _with_wanted(wish: Wish, number: int, wanted: Wanted) -> Wish:
    return replace(wish, wanted=(*wish.wanted[:number], wanted, *wish.wanted[number + 1 :]))


def _nearer(case: Case, wish: Wish) -> Iterator[Option]:
    for point in wish.offered:
        changed = Changed(change=Change.NEARER, facts=Facts(place=point.name))
        yield Option(changed, replace(wish, meeting_points=(point,), offered=()), case)


def _other_kitchen(case: Case, wish: Wish, now_is: Best | Because) -> Iterator[Option]:
    """Another site that has the item under a key of its own kind: `offered_elsewhere`."""
    wider = replace(
        wish,
        wanted=tuple(
            replace(w, elsewhere=(*w.elsewhere, *w.offered_elsewhere), offered_elsewhere=())
            for w in wish.wanted
        ),
    )
    if wider == wish:
        return
    here = now_is.first.draft.site.key if isinstance(now_is, Best) else ""
    able, _ = kitchens(case.schedule, wider, not_known_below=case.params.not_known_below)
    for kitchen in able:
        if kitchen.site.key != here:
            changed = Changed(change=Change.OTHER_KITCHEN, facts=Facts(site=kitchen.site.key))
            yield Option(changed, wider, case)
            return


def _second_courier(case: Case, wish: Wish, now_is: Best | Because) -> Iterator[Option]:
    if isinstance(now_is, Because):
        if now_is.constraint not in {
            Constraint.NO_DRIVER,
            Constraint.NO_VEHICLE,
            Constraint.SHIFT,
            Constraint.HARM,
        }:
            return
        site = now_is.facts.site or case.house.sites[0].key
    else:
        site = now_is.first.draft.site.key
        if now_is.first.draft.slot == 0 and now_is.first.draft.free_from <= case.now:
            return  # the driver it has is idle: another one would change nothing
    rates = [w.per_hour for w in case.house.workers if w.drives]
    changed = Changed(change=Change.SECOND_COURIER, facts=Facts(site=site))
    yield Option(
        changed,
        wish,
        case.with_staff(_with_courier(case.house, site, case.now, max(rates, default=Decimal(0)))),
    )


def _with_courier(house: House, site: str, now: float, per_hour: Decimal) -> House:
    worker = Worker(
        key="+courier", site=site, drives=True, per_hour=per_hour, shifts=(Window(start=now, end=now + 1440),)
    )
    kinds = [v.kind for v in house.vehicles if v.site == site] or ["car"]
    vehicle = Vehicle(key="+vehicle", site=site, kind="car" if "car" in kinds else kinds[0])
    return replace(house, workers=(*house.workers, worker), vehicles=(*house.vehicles, vehicle))


def _overtime(case: Case, wish: Wish, now_is: Best | Because) -> Iterator[Option]:
    if case.params.overtime_min >= OVERTIME_MIN:
        return
    minutes = OVERTIME_MIN
    if isinstance(now_is, Because) and now_is.constraint is Constraint.SHIFT:
        minutes = 5.0 * -(-((now_is.facts.minutes or OVERTIME_MIN) + 5.0) // 5.0)
    elif isinstance(now_is, Best) and now_is.first.draft.last_start - now_is.start > OVERTIME_MIN:
        return  # no shift is near its end
    who = now_is.facts.worker if isinstance(now_is, Because) else now_is.first.draft.worker
    changed = Changed(change=Change.OVERTIME, facts=Facts(worker=who, minutes=minutes))
    yield Option(changed, wish, case.with_overtime(minutes))


def _ask(case: Case, wish: Wish, now_is: Best | Because) -> Iterator[Option]:
    """Ask the guest of an earlier promise whether it may be later: those just before it in its lines, or hurt by it."""
    for number in _in_the_way(case, now_is)[:ASK_MOST]:
        promise = case.house.promises[number]
        changed = Changed(change=Change.ASK, facts=Facts(promise=promise.key, minutes=ASK_MIN))
        moved = replace(
            case.house,
            promises=(
                *case.house.promises[:number], _moved(promise, ASK_MIN), *case.house.promises[number + 1 :],
            ),
        )  # fmt: skip
        yield Option(changed, wish, case.changed(house=moved))


def _in_the_way(case: Case, now_is: Best | Because) -> list[int]:
    schedule = case.schedule
    if isinstance(now_is, Because):
        return [n for n, promise in enumerate(case.house.promises) if promise.key == now_is.facts.promise]
    draft = now_is.first.draft
    slots = {
        station_line(item.station): schedule.slot(station_line(item.station), draft.start)
        for item, _ in draft.lines
    }
    slots |= {worker_line(draft.worker): draft.slot, vehicle_line(draft.vehicle): draft.vehicle_slot}
    found: dict[int, None] = {}
    for line, slot in slots.items():
        for i in reversed(schedule.lines.get(line, [])[:slot]):
            if schedule.ops[i].step.began is None:
                found.setdefault(schedule.ops[i].promise)
    return list(found)


def _moved(promise: Promise, minutes: float) -> Promise:
    if any(step.began is not None for step in promise.steps):
        return replace(promise, deadline=promise.deadline + minutes)
    return replace(
        promise,
        deadline=promise.deadline + minutes,
        earliest=None if promise.earliest is None else promise.earliest + minutes,
        steps=tuple(replace(step, start=step.start + minutes) for step in promise.steps),
    )
