"""Where a running promise stands: late steps push later ones. Worked out anew each time, never stored."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import NormalDist
from typing import Final

from hovmester.house.promises.models import Promise, Step
from hovmester.housefile.model import StepKind

SIDE_BY_SIDE: Final = (StepKind.MAKE, StepKind.PACK)
NINE_IN_TEN: Final = 0.9
Z_90: Final = NormalDist().inv_cdf(NINE_IN_TEN)  # standard deviations from P50 to P90
UNTIL_HANDOVER: Final = frozenset(StepKind) - {StepKind.PERMISSION, StepKind.FOLLOW_UP}


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
        return self.late_min >= 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A promise as it stands at `now`. The slack is what is left of the window after the handover, at half odds."""

    promise: Promise
    steps: tuple[Timed, ...]
    lands_p50: datetime
    lands_p90: datetime

    @property
    def slack_min(self) -> float:
        return _minutes(self.promise.deadline - self.lands_p50)

    @property
    def is_late(self) -> bool:
        return self.lands_p50 > self.promise.deadline

    @property
    def is_thin(self) -> bool:
        """In time as things stand, but not in nine cases of ten."""
        return not self.is_late and self.p_on_time < NINE_IN_TEN

    @property
    def p_on_time(self) -> float:
        """The odds when it was given, moved by what has happened since: slack lost or won, steps no longer uncertain.

        One normal law for all that is left. Coarser than an answer, but of this very moment; while all goes as planned
        it is the answer's own.
        """
        spread = self._spread_min()
        if self.promise.handed_over_at or spread <= 0:
            return float(not self.is_late)
        return NormalDist(0, spread).cdf(self.slack_min)

    def _spread_min(self) -> float:
        """Standard deviation of the handover as things stand, on the scale on which the answer's odds come out."""
        left = _minutes(self.lands_p90 - self.lands_p50) / Z_90
        work = [timed.step for timed in self.steps if timed.step.kind in UNTIL_HANDOVER]
        whole = math.hypot(*(step.lasts_p90 - step.lasts_p50 for step in work)) / Z_90
        planned = next((s for s in work if s.kind == StepKind.HANDOVER), None)
        if planned is None or whole <= 0:
            return left
        z = NormalDist().inv_cdf(min(max(self.promise.p_when_given, 0.001), 0.999))
        slack = _minutes(self.promise.deadline - planned.end_p50)
        return left * (slack / z / whole if slack * z > 0 else 1.0)

    @property
    def next_step(self) -> Timed | None:
        return next((timed for timed in self.steps if timed.step.state != Step.State.DONE), None)


def standing(promise: Promise, steps: Iterable[Step], now: datetime) -> Standing:
    """The forward pass over the steps in their order."""
    timed = project(steps, now)
    handover = next(
        (one for one in timed if one.step.kind == StepKind.HANDOVER), timed[-1] if timed else None
    )
    return Standing(
        promise=promise,
        steps=timed,
        lands_p50=promise.handed_over_at or (handover.end_p50 if handover else now),
        lands_p90=promise.handed_over_at or (handover.end_p90 if handover else now),
    )


def project(steps: Iterable[Step], now: datetime) -> tuple[Timed, ...]:
    """Each step begins when planned, but not before those before it end, nor in the past; dishes are made
    and packed side by side.

    Medians are added; what is uncertain about the steps still open is taken as independent, so that the distances
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
        if step.state == Step.State.DONE and step.done_at:
            start, end = step.started_at or step.done_at, step.done_at
        else:
            start = step.started_at or max(step.planned_start, before, now)
            end = max(start + timedelta(minutes=step.lasts_p50), now)
            variance += _rest(step, start, end) ** 2
        timed.append(
            Timed(
                step=step,
                start=start,
                end_p50=end,
                end_p90=end + timedelta(minutes=math.sqrt(variance)),
                late_min=_minutes(end - step.end_p50),
            )
        )
        ready = max(ready, end)
    return tuple(timed)


def _rest(step: Step, start: datetime, end: datetime) -> float:
    """Minutes by which this step alone may run past its own P50, in one case of ten."""
    return max(_minutes(start + timedelta(minutes=step.lasts_p90) - end), 0.0)


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60
