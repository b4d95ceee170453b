"""The least changes: what single change would bring a wish to the floor, and if none does, which pair.

The best plan under a change is chosen on the first stream and its odds are told from the fresh one, and what is said
of them has to hold in either half of it: nothing is offered that was not tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hovmester.engines.promising.best import LIGHT, Best, best_plan
from hovmester.engines.promising.case import Case
from hovmester.engines.promising.cost import total
from hovmester.engines.promising.menu import HELPS, made, menu
from hovmester.engines.promising.model import Because, Change, Changed, IfOnly, Wish
from hovmester.engines.promising.odds import in_either_half, interval, raw_floor, recalibrated

ENOUGH = 2  # changes that reach the floor
NOISE = 0.01  # of odds in half of the samples
PAIR_FROM = 2  # singles that help most, to be followed by a second change


@dataclass(frozen=True, slots=True)
class Tried:
    """Changes made, the house and wish under them, and the best plan there."""

    changes: tuple[Changed, ...]
    case: Case
    wish: Wish
    best: Best | Because

    @property
    def p_chosen(self) -> float:
        return self.best.p_chosen if isinstance(self.best, Best) else 0.0


def least_changes(case: Case, wish: Wish, now_is: Best | Because, floor: float) -> tuple[IfOnly, ...]:
    """Changes that help: those that reach the floor first, the cheapest before the dearer."""
    raw = raw_floor(floor, case.params.recalibration)
    tried: list[Tried] = []
    for changed in menu(case, wish, now_is, raw):
        if changed.change is Change.ASK and _reaching(tried, raw) >= ENOUGH:
            break  # other guests are asked only where little else helps
        tried.append(_try((), changed, case, wish))
    found = _judged(tried, now_is, raw)
    if not any(x.reaches_floor and x.can_still_be_done for x in found):
        found += [x for x in _judged(list(_pairs(tried, now_is, raw)), now_is, raw) if x.reaches_floor]
    found.sort(key=_gentleness)
    return tuple(found[: case.params.max_if_only])


def _try(before: tuple[Changed, ...], changed: Changed, case: Case, wish: Wish) -> Tried:
    then_case, then_wish = made(changed, case, wish)
    return Tried((*before, changed), then_case, then_wish, best_plan(then_case, then_wish, LIGHT))


def _reaching(tried: list[Tried], raw: float) -> int:
    return sum(x.p_chosen >= raw and x.changes[0].change is not Change.EARLIER_PERMISSION for x in tried)


def _pairs(tried: list[Tried], now_is: Best | Because, raw: float) -> Iterator[Tried]:
    """What the menu offers once the changes that help most have been made."""
    for first in sorted((x for x in tried if _opens(x, now_is)), key=lambda x: -x.p_chosen)[:PAIR_FROM]:
        for changed in menu(first.case, first.wish, first.best, raw):
            if changed.change is not first.changes[0].change:
                yield _try(first.changes, changed, first.case, first.wish)


def _opens(tried: Tried, now_is: Best | Because) -> bool:
    """Whether a change does something: a gate less, or better odds."""
    if isinstance(tried.best, Because):
        return isinstance(now_is, Because) and tried.best.constraint is not now_is.constraint
    return isinstance(now_is, Because) or tried.p_chosen >= now_is.p_chosen + HELPS


def _judged(tried: list[Tried], now_is: Best | Because, raw: float) -> list[IfOnly]:
    before, cost_now = (now_is.p, _cost(now_is)) if isinstance(now_is, Best) else (0.0, None)
    found = []
    for x in tried:
        best, params = x.best, x.case.params
        if isinstance(best, Because) or not _opens(x, now_is):
            continue
        surely = in_either_half(best.fresh, best.start)
        reaches = best.p >= raw and surely >= raw - NOISE
        if not reaches and surely < before + HELPS:
            continue
        low, _ = interval(best.fresh, best.start, params)
        found.append(
            IfOnly(
                changes=x.changes,
                p_on_time=recalibrated(best.p, params.recalibration),
                p_low=recalibrated(low, params.recalibration),
                extra_cost=_cost(best) - cost_now if cost_now is not None else Decimal(0),
                reaches_floor=reaches,
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
