"""The record of everything that happened, the outbox, and the clock."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class Entry(models.Model):
    """One thing that happened. Never changed, never deleted: the database itself refuses (migration 0002).

    Done by a person (`actor`) or by a rule of the house (`rule`); facts hold keys and figures, never a guest's words,
    so that erasing a guest leaves nothing behind here.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    rule = models.CharField(max_length=64, blank=True)
    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="entry_subject"),  # a timeline
            models.Index(fields=["at"], name="entry_at"),  # a day in the life of the house
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(actor__isnull=False) | ~models.Q(rule=""),
                name="entry_says_who",
                violation_error_message="An entry names the person or the rule that did it.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_type} {self.subject_id}"


class OutboxItem(models.Model):
    """Something the world is to be told, written in the transaction that asks for it and sent at least once.

    `key` is the idempotency key: the same for every attempt, so that a receiver can tell a repetition.
    """

    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=128, unique=True)
    payload = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    look_at = models.DateTimeField(null=True, blank=True)  # null: sent, or given up
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["look_at"], name="outbox_look_at", condition=models.Q(look_at__isnull=False)
            ),
        ]  # read by the worker

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Clock(models.Model):
    """A simulated time, where there is one: at `started_real` it was `started_house`, running `speed` times as fast.

    Without this row the house lives in real time.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    started_real = models.DateTimeField(db_default=Now())
    started_house = models.DateTimeField()
    speed = models.FloatField(default=1.0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_clock"),
            models.CheckConstraint(condition=models.Q(speed__gte=0), name="clock_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.started_house:%Y-%m-%d %H:%M} × {self.speed:g}"
