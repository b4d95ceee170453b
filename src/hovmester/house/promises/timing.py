"""Where a running promise stands, as pages and worker read it: what the worker wrote down, on the clock of this moment.

Until the worker has looked for the first time, steps push each other along as planned, and the odds are those of the
yes.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hovmester.house.promises.models import Promise, Step, Stood
from hovmester.housefile.model import StepKind

SIDE_BY_SIDE: Final = (StepKind.MAKE, StepKind.PACK)
NINE_IN_TEN: Final = 0.9
LATE_MIN: Final = 3.0  # what moves by less is as planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """One step with the times it has, or will have as things stand. `late_min` is against the plan, at half odds."""

    step: Step
    start: datetime
    end_p50: datetime
    end_p90: datetime
    late_min: float

    @property
    def is_late(self) -> bool:
        return self.late_min >= LATE_MIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A promise as it stands. The slack is what is left of the window after the handover, at half odds.

    `as_of`: when that was worked out, and `binds` which step is most likely to make it late; None until the worker has
    looked.
    """

    promise: Promise
    steps: tuple[Timed, ...]
    lands_p50: datetime
    lands_p90: datetime
    as_of: datetime | None = None
    binds: Timed | None = None

    @property
    def slack_min(self) -> float:
        return _minutes(self.promise.deadline - self.lands_p50)

    @property
    def is_late(self) -> bool:
        """It was, or it is more likely to be than not."""
        if self.as_of is None or self.promise.handed_over_at:
            return self.lands_p50 > self.promise.deadline
        return self.promise.p_now < 0.5

    @property
    def is_thin(self) -> bool:
        """In time as things stand, but not in nine cases of ten."""
        return not self.is_late and self.p_on_time < NINE_IN_TEN

    @property
    def p_on_time(self) -> float:
        return float(not self.is_late) if self.promise.handed_over_at else self.promise.p_now

    @property
    def next_step(self) -> Timed | None:
        return next((timed for timed in self.steps if timed.step.state != Step.State.DONE), None)


def standing(promise: Promise, steps: Iterable[Step], now: datetime) -> Standing:
    """`promise` with its `stood`, if there is one (select_related), on the clock of `now`."""
    stood: Stood | None = getattr(promise, "stood", None)
    timed = project(steps, now, stood)
    handover = next(
        (one for one in timed if one.step.kind == StepKind.HANDOVER), timed[-1] if timed else None
    )
    if stood is not None:
        lands = max(stood.lands_p50, now), max(stood.lands_p90, now)
    else:
        lands = (handover.end_p50, handover.end_p90) if handover else (now, now)
    over = promise.handed_over_at
    return Standing(
        promise=promise,
        steps=timed,
        lands_p50=over or lands[0],
        lands_p90=over or lands[1],
        as_of=stood.at if stood else None,
        binds=next((one for one in timed if stood and one.step.position == stood.binds), None),
    )


def project(steps: Iterable[Step], now: datetime, stood: Stood | None = None) -> tuple[Timed, ...]:
    """Each step when `stood` has it. What that does not know (yet) begins when planned, but not before those before it
    end, nor in the past; dishes are made and packed side by side.

    Medians are added then; what is uncertain about the steps still open is taken as independent, so that the distances
    from P50 to P90 add as squares.
    """
    timed: list[Timed] = []
    before = ready = datetime.min.replace(
        tzinfo=now.tzinfo
    )  # the end of all that came before; of this one too
    variance = 0.0
    for step in steps:
        if not (timed and step.kind == timed[-1].step.kind and step.kind in SIDE_BY_SIDE):
            before = ready
        foreseen = foreseen_of(step, stood)
        if step.state == Step.State.DONE and step.done_at:
            start, end, late_end = step.started_at or step.done_at, step.done_at, step.done_at
        elif foreseen:
            start, end, late_end = foreseen[0], max(foreseen[1], now), max(foreseen[2], now)
        else:
            start = step.started_at or max(step.planned_start, before, now)
            end = max(start + timedelta(minutes=step.lasts_p50), now)
            variance += _rest(step, start, end) ** 2
            late_end = end + timedelta(minutes=math.sqrt(variance))
        timed.append(
            Timed(
                step=step,
                start=start,
                end_p50=end,
                end_p90=late_end,
                late_min=_minutes(end - step.end_p50),
            )
        )
        ready = max(ready, end)
    return tuple(timed)


def foreseen_of(step: Step, stood: Stood | None) -> tuple[datetime, datetime, datetime] | None:
    """When a step begins, ends at half odds, and in nine cases of ten; None where somebody has begun it since."""
    seconds = stood.steps.get(str(step.position)) if stood else None
    if stood is None or seconds is None or (step.started_at and step.started_at > stood.at):
        return None
    start, end_p50, end_p90 = (stood.at + timedelta(seconds=s) for s in seconds)
    return step.started_at or start, end_p50, end_p90


def _rest(step: Step, start: datetime, end: datetime) -> float:
    """Minutes by which this step alone may run past its own P50, in one case of ten."""
    return max(_minutes(start + timedelta(minutes=step.lasts_p90) - end), 0.0)


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60
