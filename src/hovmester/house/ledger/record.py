"""Writing an entry and reading a timeline."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from hovmester.house.ledger.models import Entry

if TYPE_CHECKING:
    from hovmester.house.people.models import Person


def record(
    *,
    verb: str,
    subject: models.Model,
    at: datetime,
    by: "Person | None" = None,
    rule: str = "",
    **facts: Any,  # Any: whatever JSON holds
) -> Entry:
    """One entry, written in the transaction of the change it speaks of.

    Raises RuntimeError outside a transaction (a change without its entry, or an entry without its change, must be
    impossible), and ValueError where neither a person nor a rule did it. What a guest or a channel sets off is done by
    a rule: "intake", "form".
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb!r} must be recorded in the transaction of its change")
    if by is None and not rule:
        raise ValueError(f"{verb!r} must name the person (by) or the rule that did it")
    return Entry.objects.create(
        at=at,
        actor=by,
        rule=rule,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        facts=facts,
    )


def record_each(*, verb: str, subjects: Sequence[models.Model], at: datetime, rule: str) -> None:
    """One entry for each of many records changed together by a rule, in one statement."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{verb!r} must be recorded in the transaction of its change")
    Entry.objects.bulk_create(
        Entry(at=at, rule=rule, verb=verb, subject_type=subject._meta.label_lower, subject_id=subject.pk)
        for subject in subjects
    )


def entries_of(*subjects: models.Model) -> models.QuerySet[Entry]:
    """The timeline of one record, or of several together, oldest first."""
    wanted = models.Q(pk__in=[])
    for subject in subjects:
        wanted |= models.Q(subject_type=subject._meta.label_lower, subject_id=subject.pk)
    return Entry.objects.filter(wanted).select_related("actor").order_by("at", "id")
