"""The moment it reaches the guest, with proof."""

from datetime import datetime

from django.core.files.base import ContentFile
from django.db import transaction

from hovmester.house.ledger.record import record
from hovmester.house.people.models import Person
from hovmester.house.promises.ending import handed_over, settle
from hovmester.house.promises.models import Step
from hovmester.house.promises.photo import Upload, clean_photo
from hovmester.house.promises.running import change_step, done_step
from hovmester.housefile.model import StepKind


def hand_over(*, step: Step, by: Person, now: datetime, note: str = "", photo: Upload | None = None) -> None:
    """The guest has it. Steps before it that nobody ticked off were done, or it could not be in the guest's hand.

    Raises PhotoRefused, and NotNow where it was handed over already or the promise is off.
    """
    if step.kind != StepKind.HANDOVER:
        raise ValueError(f"only a handover is handed over, got a step of kind {step.kind!r}")
    picture = clean_photo(photo) if photo is not None else None
    with transaction.atomic():
        done_step(step, by=by, now=now, note=note)
        for earlier in step.promise.steps.filter(position__lt=step.position).exclude(state=Step.State.DONE):
            _was_done(earlier, by, now)
        if picture is not None:
            step.photo.save(f"{step.pk}.jpg", ContentFile(picture), save=False)
            Step.objects.filter(pk=step.pk).update(photo=step.photo.name)
        handed_over(step.promise, by=by, now=now)
        settle(promise=step.promise, now=now)


def _was_done(step: Step, by: Person, now: datetime) -> None:
    change_step(
        step,
        Step.State.WAITING,
        Step.State.STARTED,
        Step.State.TROUBLE,
        state=Step.State.DONE,
        started_at=step.started_at or now,
        done_at=now,
        look_at=None,
    )
    record(verb="done", subject=step, at=now, by=by, implied=True)
