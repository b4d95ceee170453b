"""A promise on its way: its steps begun, done, or in trouble."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hovmester.house.hearing.item import clean_text, one_line
from hovmester.house.ledger.record import record
from hovmester.house.people import notices
from hovmester.house.people.models import Person
from hovmester.house.promises.ending import settle
from hovmester.house.promises.errors import NotNow, WordsMissing
from hovmester.house.promises.models import Promise, Step
from hovmester.housefile.model import StepKind

REMIND_BEFORE: Final = timedelta(minutes=5)  # of a step that is due
OPEN_PROMISE: Final = (Promise.State.RUNNING, Promise.State.HANDED_OVER)


def start_step(*, step: Step, by: Person, now: datetime) -> None:
    """Take it up, or take it up again after trouble. Whoever starts it, carries it."""
    with transaction.atomic():
        before = step.who
        change_step(
            step,
            Step.State.WAITING,
            Step.State.TROUBLE,
            state=Step.State.STARTED,
            started_at=step.started_at or now,
            who=by,
            trouble="",
            look_at=now + timedelta(minutes=step.lasts_p90),
        )
        took_over = {"from": before.key} if before and before.pk != by.pk else {}
        record(verb="started", subject=step, at=now, by=by, **took_over)


def finish_step(*, step: Step, by: Person, now: datetime, note: str = "") -> None:
    """Done. A handover has its own way (`hand_over`), since it ends the promise. Raises NotNow."""
    if step.kind == StepKind.HANDOVER:
        raise ValueError("a handover is finished by hand_over")
    with transaction.atomic():
        done_step(step, by=by, now=now, note=note)
        settle(promise=step.promise, now=now)


def done_step(step: Step, *, by: Person, now: datetime, note: str = "", **changes: object) -> None:
    change_step(
        step,
        Step.State.WAITING,
        Step.State.STARTED,
        Step.State.TROUBLE,
        state=Step.State.DONE,
        started_at=step.started_at or now,
        done_at=now,
        who=step.who or by,
        note=clean_text(note)[:1000] or step.note,
        look_at=None,
        **changes,
    )
    record(verb="done", subject=step, at=now, by=by)


def report_trouble(*, step: Step, reason: str, by: Person, now: datetime) -> None:
    """Something is wrong; the one who gave the promise is told at once."""
    reason = one_line(reason)[:500]
    if not reason:
        raise WordsMissing(_("Say what is wrong, so that somebody can help."), field="reason")
    with transaction.atomic():
        change_step(
            step,
            Step.State.WAITING,
            Step.State.STARTED,
            Step.State.TROUBLE,
            state=Step.State.TROUBLE,
            trouble=reason,
        )
        entry = record(verb="trouble", subject=step, at=now, by=by)
        notices.tell(
            step.promise.given_by,
            gettext_lazy("Trouble with %(title)s: %(reason)s"),
            key=f"trouble:{entry.pk}",
            href=f"/promises/{step.promise_id}/",
            now=now,
            title=step.promise.title,
            reason=reason,
        )


def change_step(step: Step, *states: str, **changes: object) -> None:
    """Compare and set, while its promise is open. Raises NotNow with the state it is in.

    The promise is held first and the step compared by its own columns alone: PostgreSQL does not compare again what an
    UPDATE found through a join.
    """
    promise = Promise.objects.select_for_update().filter(pk=step.promise_id, state__in=OPEN_PROMISE)
    if not promise.exists() or not Step.objects.filter(pk=step.pk, state__in=states).update(**changes):
        raise _not_now(step)
    for name, value in changes.items():
        setattr(step, name, value)


def _not_now(step: Step) -> NotNow:
    step = Step.objects.select_related("promise").get(pk=step.pk)
    if step.promise.state not in OPEN_PROMISE:
        return NotNow(what=step.promise.title, state=step.promise.get_state_display())
    return NotNow(what=step.what or step.kind, state=step.get_state_display())
