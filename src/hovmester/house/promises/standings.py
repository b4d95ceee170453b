"""How the running promises stand, worked out for all of them at once and written down for whoever looks.

A page never works it out: it reads what is written and says as of when. The worker does so whenever something happened
to a promise, and every minute besides (`worker.watching`).

Not here: who is told of it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from hovmester.answering.standings import Foreseen, corrected, standings
from hovmester.house.premises.models import House
from hovmester.house.promises.answering import key_of, standing_house
from hovmester.house.promises.laws import laws
from hovmester.house.promises.models import Promise, Stood

WORTH_WRITING: Final = 0.001  # odds that moved by less are the same
WRITTEN: Final = ("at", "lands_p50", "lands_p90", "binds", "steps")


def work_out(now: datetime) -> list[Promise]:
    """Write down how every running promise stands at `now`; those promises, with `stood` and `p_now` as written."""
    running = Promise.objects.filter(state=Promise.State.RUNNING)
    rows = running.select_related("wish", "given_by").prefetch_related("steps__who").order_by("pk")
    promises = {key_of(promise): promise for promise in rows}
    house = standing_house(now)
    found = standings(house, now=now, laws=laws(house, now), of=promises.keys())
    with transaction.atomic():
        write_down(found, promises, now)
    return [promises[one.promise] for one in found]


def write_down(found: Iterable[Foreseen], promises: Mapping[str, Promise], now: datetime) -> None:
    """How these stand at `now`, on them and in the database. `promises` by their keys, with their steps.

    In the order of the promises, and `Stood` first: of two who write at once neither waits for the other.
    """
    stood, moved = [], []
    for one in found:
        promise = promises[one.promise]
        promise.stood = _stood(promise, one, now)
        stood.append(promise.stood)
        p = as_told(one.p_raw, promise)
        if abs(p - promise.p_now) > WORTH_WRITING:
            promise.p_now = p
            moved.append(promise)
    Stood.objects.bulk_create(stood, update_conflicts=True, unique_fields=["promise"], update_fields=WRITTEN)
    Promise.objects.filter(state=Promise.State.RUNNING).bulk_update(moved, ["p_now"])


def as_told(p_raw: float, promise: Promise) -> float:
    """Odds worked out now as they are told: corrected as they were when it was given."""
    return corrected(p_raw, told=promise.p_when_given, worked_out=promise.p_raw)


def floor_of(promise: Promise) -> float:
    """Given below the floor of the house, it is held to its own odds."""
    return min(promise.floor if promise.floor is not None else House.get().floor, promise.p_when_given)


def _stood(promise: Promise, found: Foreseen, now: datetime) -> Stood:
    position = [step.position for step in promise.steps.all()]
    return Stood(
        promise=promise,
        at=now,
        lands_p50=found.lands_p50,
        lands_p90=found.lands_p90,
        binds=None if found.binds is None else position[found.binds],
        steps={
            str(position[step.number]): [
                round((moment - now).total_seconds()) for moment in (step.start, step.end_p50, step.end_p90)
            ]
            for step in found.steps
        },
    )
