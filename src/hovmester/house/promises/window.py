"""Whether a handover was in the guest's window: the one place where kept and missed are told apart.

docs/decisions/0015 says why it is so.
"""

from datetime import datetime, timedelta
from typing import Final

from hovmester.house.promises.models import HangsOn, Promise
from hovmester.housefile.model import StepKind

EARLY_AT_MOST: Final = timedelta(minutes=15)  # a guest who is there a little early is served
HAS_BEGINNING: Final = (HangsOn.MOMENT, HangsOn.WINDOW)


def outside_min(promise: Promise, handed_over_at: datetime) -> float:
    """Minutes outside the window of the promise: 0 within, above 0 too late, below 0 too early."""
    came = _we_were_there(promise, handed_over_at) if promise.hangs_on == HangsOn.LANDING else handed_over_at
    if came > promise.deadline:
        return (came - promise.deadline) / timedelta(minutes=1)
    begins = begins_at(promise)
    if begins and promise.earliest and handed_over_at < begins:
        return (handed_over_at - promise.earliest) / timedelta(minutes=1)
    return 0.0


def begins_at(promise: Promise) -> datetime | None:
    """Before this it is too early; None where the guest said no more than by when."""
    if promise.hangs_on not in HAS_BEGINNING or promise.earliest is None:
        return None
    return promise.earliest - EARLY_AT_MOST


def _we_were_there(promise: Promise, handed_over_at: datetime) -> datetime:
    """Who waits at the exit when a late flight lands has kept the promise, whatever the clock says by then."""
    find = promise.steps.filter(kind=StepKind.FIND, started_at__isnull=False).first()
    if find is None or find.started_at is None:
        return handed_over_at
    walked = find.started_at + timedelta(minutes=find.lasts_p50)
    return min(walked, find.done_at or handed_over_at, handed_over_at)
