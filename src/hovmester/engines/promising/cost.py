"""What a plan costs the house, part by part: items, the driver's time there and back, overtime, the vehicle's way."""

from decimal import Decimal

from hovmester.engines.promising.case import Case
from hovmester.engines.promising.harm import Harm
from hovmester.engines.promising.model import CostKind, CostPart, StepKind, Wish
from hovmester.engines.promising.trial import Draft, Trial, quantiles

CENT = Decimal("0.01")
OVERTIME_EXTRA = Decimal("0.5")  # of the hourly cost, on top of it


def cost_of(case: Case, trial: Trial, permission: float) -> tuple[CostPart, ...]:
    """Parts of the cost if permission is given then; medians over the samples."""
    draft = trial.draft
    parts = [
        CostPart(kind=CostKind.ITEM, key=item.key, amount=_cents(item.cost * qty), qty=qty)
        for item, qty in draft.lines
    ]
    drives = [step for step in trial.steps if step.kind is StepKind.DRIVE]
    worker = case.schedule.workers.get(draft.worker)
    if worker is not None:
        road = [step for step in trial.steps if step.kind in {StepKind.DRIVE, StepKind.FIND}]
        (leaves,), (handed,) = (
            quantiles(moment.at(permission), (0.5,)) for moment in (road[0].begins, trial.handed_over)
        )
        back = handed + (_way_home(case, draft, handed) if draft.joins else sum(step.p50 for step in drives))
        minutes = max(0.0, back - leaves)
        parts.append(
            CostPart(
                kind=CostKind.WORKER, key=worker.key, minutes=minutes,
                amount=_cents(worker.per_hour * Decimal(minutes) / 60),
            )
        )  # fmt: skip
        ends = max((w.end for w in worker.shifts if w.start <= leaves), default=back)
        if back > ends:
            late = min(back - ends, minutes)
            parts.append(
                CostPart(
                    kind=CostKind.OVERTIME, key=worker.key, minutes=late,
                    amount=_cents(worker.per_hour * OVERTIME_EXTRA * Decimal(late) / 60),
                )
            )  # fmt: skip
    vehicle = case.schedule.vehicles.get(draft.vehicle)
    if vehicle is not None and drives:
        home, there, door = draft.site.at, draft.origin, draft.point.at
        away = max(
            0.0, sum(map(case.roads.metres, (there, door), (door, home))) - case.roads.metres(there, home)
        )
        parts.append(
            CostPart(
                kind=CostKind.VEHICLE, key=vehicle.key, distance_m=away,
                amount=_cents(vehicle.per_km * Decimal(away) / 1000),
            )
        )  # fmt: skip
    return tuple(parts)


def _way_home(case: Case, draft: Draft, at: float) -> float:
    """Minutes by which the way home is longer for a trip that went on to this guest."""
    vehicle = case.schedule.vehicles.get(draft.vehicle)
    kind, home = vehicle.kind if vehicle else "car", draft.site.at
    here, there = (
        case.roads.minutes(door, home, vehicle=kind, depart=at) for door in (draft.point.at, draft.origin)
    )
    return here - there


def charge(case: Case, harm: Harm) -> tuple[CostPart, ...]:
    """What the loss of odds to earlier promises costs."""
    return tuple(
        CostPart(
            kind=CostKind.HARM, key=hurt.promise,
            amount=_cents(case.params.broken_promise * Decimal(hurt.p_before - hurt.p_after)),
        )
        for hurt in harm.hurts
    )  # fmt: skip


def price_of(wish: Wish, trial: Trial) -> Decimal:
    """What the guest pays for the items."""
    return sum((item.price * qty for item, qty in trial.draft.lines), Decimal(0))


def total(parts: tuple[CostPart, ...]) -> Decimal:
    return sum((part.amount for part in parts), Decimal(0))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT)
