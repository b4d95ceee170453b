"""One step as a card in somebody's hand: what, for whom, where, by when, and the one thing to press."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from hovmester.house.promises.models import Step
from hovmester.house.promises.queries import zone_of
from hovmester.house.promises.timing import LATE_MIN, foreseen_of
from hovmester.house.promises.window import begins_at
from hovmester.house.web.board import guest_name
from hovmester.housefile.model import StepKind

WORTH_SAYING: Final = timedelta(minutes=LATE_MIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    step: Step
    guest: str
    zone: str
    press: str  # the verb of its button
    is_handover: bool
    start: datetime  # as things stand
    done_by: datetime
    is_moved: bool  # what it waits for comes later than planned
    is_thin: bool  # it should have been begun, or be done, by now
    too_early: datetime | None  # a handover now would be: the moment the guest asked for

    @property
    def has_way(self) -> bool:
        """Somewhere to go, for which a map helps."""
        return self.step.to_lat is not None and self.step.kind in (
            StepKind.DRIVE,
            StepKind.FIND,
            StepKind.HANDOVER,
        )


def card(step: Step, *, now: datetime) -> Card:
    is_begun = step.state == Step.State.STARTED
    start, done_by = _as_things_stand(step)
    return Card(
        step=step,
        guest=guest_name(step.promise.wish),
        zone=zone_of(step.promise.wish.site),
        press=_done_word(step.kind) if is_begun else _start_word(step.kind),
        is_handover=step.kind == StepKind.HANDOVER,
        too_early=_too_early(step, now),
        start=start,
        done_by=done_by,
        is_moved=not is_begun and start - step.planned_start >= WORTH_SAYING,
        is_thin=now > (step.end_p50 if is_begun else step.planned_start),
    )


def _too_early(step: Step, now: datetime) -> datetime | None:
    begins = begins_at(step.promise)
    is_too_early = step.kind == StepKind.HANDOVER and begins is not None and now < begins
    return step.promise.earliest if is_too_early else None


def _as_things_stand(step: Step) -> tuple[datetime, datetime]:
    """When it begins and is to be done: as planned, where nothing moved it by more than a moment."""
    foreseen = foreseen_of(step, getattr(step.promise, "stood", None))
    if foreseen is None:
        return step.planned_start, step.end_p50
    if max(foreseen[0] - step.planned_start, foreseen[1] - step.end_p50) < WORTH_SAYING:
        return step.planned_start, step.end_p50
    return foreseen[0], foreseen[1]


def _start_word(kind: str) -> str:
    return {
        StepKind.MAKE: _("Start making it"),
        StepKind.PACK: _("Start packing"),
        StepKind.DRIVE: _("Drive off"),
        StepKind.FIND: _("Look for the guest"),
        StepKind.FOLLOW_UP: _("Ask the guest"),
    }.get(StepKind(kind), _("Take step"))


def _done_word(kind: str) -> str:
    return {
        StepKind.MAKE: _("It is made"),
        StepKind.PACK: _("It is packed"),
        StepKind.DRIVE: _("I am there"),
        StepKind.FIND: _("Guest is found"),
        StepKind.FOLLOW_UP: _("Guest was asked"),
    }.get(StepKind(kind), _("Step is done"))
