"""The staff of the demo, doing the steps of running promises as their day goes: each as long as it takes that day."""

import math
import random
from datetime import datetime, timedelta
from typing import Final

from hovmester.house.promises import actions
from hovmester.house.promises.models import HangsOn, Promise, Step
from hovmester.housefile.model import StepKind

ORDER: Final = list(StepKind)
Z90: Final = 1.2816  # the standard normal's 90 % point
SETTLES: Final = timedelta(minutes=6)  # from meeting trouble to going on
NOTES: Final = {
    StepKind.FIND: "found: the name on a sign",
    StepKind.HANDOVER: "in the guest's hand, with bread, napkin and cutlery",
}


class Staff:
    """Begins making when it was planned and all else as soon as what comes before it is done; nobody hands over before
    the guest is there. Each step is finished after its drawn time.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._until: dict[int, datetime] = {}
        self._goes_on: dict[int, datetime] = {}

    def work(self, now: datetime) -> None:
        for promise in Promise.objects.filter(state__in=[Promise.State.RUNNING, Promise.State.HANDED_OVER]):
            steps = list(promise.steps.select_related("promise", "who").order_by("position"))
            for step in steps:
                if step.state == Step.State.STARTED and now >= self._end(step):
                    self._finish(step, now)
                elif step.who is not None and self._may_begin(step, steps, now):
                    actions.start_step(step=step, by=step.who, now=now)

    def hold_up(self, step: Step, now: datetime, costs_min: float) -> None:
        """A step in trouble goes on after a while, and takes so much longer."""
        self._goes_on[step.pk] = now + SETTLES
        self._until[step.pk] = max(self._end(step), now) + timedelta(minutes=costs_min)

    def _may_begin(self, step: Step, steps: list[Step], now: datetime) -> bool:
        if step.state == Step.State.TROUBLE:  # who has not begun leaves it to somebody else
            return step.started_at is not None and now >= self._goes_on.get(step.pk, now)
        before = [one for one in steps if _before(one, step)]
        due = step.planned_start if step.kind == StepKind.MAKE else now
        if step.kind == StepKind.HANDOVER:
            due = step.promise.earliest or now
        return (
            step.state == Step.State.WAITING
            and now >= due
            and all(one.state == Step.State.DONE for one in before)
        )

    def _finish(self, step: Step, now: datetime) -> None:
        assert step.who is not None  # whoever started it carries it
        note = NOTES.get(StepKind(step.kind), "")
        if step.kind == StepKind.HANDOVER:
            actions.hand_over(step=step, by=step.who, now=now, note=note)
        else:
            actions.finish_step(step=step, by=step.who, now=now, note=note)

    def _end(self, step: Step) -> datetime:
        if step.pk not in self._until:
            assert step.started_at is not None
            until = step.started_at + timedelta(minutes=self._lasts(step))
            promise = step.promise
            if step.kind == StepKind.FIND and promise.hangs_on == HangsOn.LANDING and promise.earliest:
                until = max(until, promise.earliest)  # found is who is there
            self._until[step.pk] = until
        return self._until[step.pk]

    def _lasts(self, step: Step) -> float:
        """One draw from the step's own law; the same day whenever it is played."""
        drawn = random.Random(f"{self._seed}:{step.pk}").gauss(0, 1)  # noqa: S311 - play, not secrets
        spread = math.log(step.lasts_p90 / step.lasts_p50) / Z90 if step.lasts_p50 > 0 else 0.0
        return step.lasts_p50 * math.exp(spread * max(-1.5, min(1.5, drawn)))


def _before(one: Step, other: Step) -> bool:
    return ORDER.index(StepKind(one.kind)) < ORDER.index(StepKind(other.kind))
