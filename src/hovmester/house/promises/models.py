"""A wish and what became of it. Every wish ends kept, missed, declined with a reason, or let go by name."""

from datetime import timedelta
from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from hovmester.housefile.model import StepKind

KEY = 64  # as long as the keys of a house file may be


class Book(models.Model):
    """The one book in which scarce things are promised: portions, people, places at the stove.

    Whoever gives a permission turns its page (`book.turn`); who reckoned on an older page reckons again.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    page = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_book")]

    def __str__(self) -> str:
        return f"page {self.page}"


class Wish(models.Model):
    """Something a guest would like. Its text is its source of truth; `answer` is the last `CanWe.as_json()`."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        PROMISED = "promised", _("promised")
        DECLINED = "declined", _("declined")
        LET_GO = "let-go", _("let go")

    message = models.OneToOneField(
        "hearing.Message", null=True, blank=True, on_delete=models.PROTECT, related_name="wish"
    )
    guest = models.ForeignKey(
        "guests.Guest", null=True, blank=True, on_delete=models.PROTECT, related_name="wishes"
    )
    text = models.TextField()
    said_at = models.DateTimeField()  # what "in two hours" counts from
    title = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    reason = models.CharField(max_length=500, blank=True)  # why it was declined or let go
    answer = models.JSONField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    p_on_time = models.FloatField(null=True, blank=True)
    decide_by = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    site = models.CharField(max_length=KEY, blank=True)
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="asked_for"
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    look_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "wishes"
        ordering: ClassVar = ["made_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["look_at"], name="wish_look_at", condition=models.Q(look_at__isnull=False)),
            models.Index(fields=["state", "decide_by"], name="wish_state"),  # the Board: what needs a yes
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["declined", "let-go"]) | ~models.Q(reason=""),
                name="wish_ends_with_reason",
                violation_error_message=_("A wish is declined or let go with a reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(p_on_time__isnull=True) | models.Q(p_on_time__range=(0, 1)),
                name="wish_odds",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"wish {self.pk}"


class HangsOn(models.TextChoices):
    """What the time of a promise hangs on, as its answer said (`answering.model.HangsOn`)."""

    MOMENT = "moment", _("at a time")
    DEADLINE = "deadline", _("by a time")
    WINDOW = "window", _("between two times")
    LANDING = "landing", _("when the guest lands")


class Promise(models.Model):
    """A wish that somebody with authority said yes to."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        HANDED_OVER = "handed-over", _("handed over")
        KEPT = "kept", _("kept")
        MISSED = "missed", _("missed")
        CANCELLED = "cancelled", _("cancelled")

    wish = models.OneToOneField(Wish, on_delete=models.PROTECT, related_name="promise")
    title = models.CharField(max_length=200)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="given")
    given_at = models.DateTimeField()
    amount = models.DecimalField(max_digits=12, decimal_places=4)
    earliest = models.DateTimeField(null=True, blank=True)
    deadline = models.DateTimeField()
    p_when_given = models.FloatField()  # as told, and promised on
    p_raw = models.FloatField()  # as worked out, before they were corrected: what corrections are learnt from
    floor = models.FloatField(null=True, blank=True)  # of the house then; null: given before it was kept
    hangs_on = models.CharField(max_length=10, choices=HangsOn.choices, blank=True)
    p_now = models.FloatField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.RUNNING)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(
        max_length=500, blank=True
    )  # why it was cancelled, or given up before a handover
    look_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["deadline", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["look_at"], name="promise_look_at", condition=models.Q(look_at__isnull=False)
            ),
            models.Index(fields=["state", "deadline"], name="promise_state"),  # the Board
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["handed-over", "kept"])
                | models.Q(handed_over_at__isnull=False),
                name="promise_handed_over",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(reason=""),
                name="promise_cancelled_with_reason",
                violation_error_message=_("A promise is cancelled with a reason."),
            ),
            models.CheckConstraint(
                condition=models.Q(p_when_given__range=(0, 1)) & models.Q(p_now__range=(0, 1)),
                name="promise_odds",
            ),
            models.CheckConstraint(condition=models.Q(p_raw__range=(0, 1)), name="promise_odds_worked_out"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def horizon(self) -> timedelta:
        """From the answer to the promised moment."""
        return self.deadline - self.given_at


class Step(models.Model):
    """One piece of the work. What it holds is kept by key: the house may change, this does not."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        STARTED = "started", _("started")
        DONE = "done", _("done")
        TROUBLE = "trouble", _("trouble")

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in StepKind])
    who = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="steps"
    )
    station = models.CharField(max_length=KEY, blank=True)
    vehicle = models.CharField(max_length=KEY, blank=True)
    dish = models.CharField(max_length=KEY, blank=True)
    qty = models.PositiveSmallIntegerField(default=1)
    what = models.CharField(max_length=200, blank=True)
    where = models.CharField(max_length=200, blank=True)
    planned_start = models.DateTimeField()
    end_p50 = models.DateTimeField()
    end_p90 = models.DateTimeField()
    lasts_p50 = models.FloatField()  # minutes
    lasts_p90 = models.FloatField()
    stated_p50 = models.FloatField()  # minutes before anything was learnt: what laws are learnt against
    to_lat = models.FloatField(null=True, blank=True)  # where a drive ends
    to_lon = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=1000, blank=True)
    photo = models.FileField(
        upload_to="handovers/%Y/%m/", blank=True, validators=[FileExtensionValidator(["jpg"])]
    )
    look_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["promise", "position"]
        indexes: ClassVar = [
            models.Index(fields=["look_at"], name="step_look_at", condition=models.Q(look_at__isnull=False)),
            models.Index(fields=["who", "state"], name="step_who"),  # My steps
            models.Index(
                fields=["done_at"], name="step_done", condition=models.Q(state="done")
            ),  # laws are learnt from these
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["promise", "position"], name="one_step_per_position"),
            models.CheckConstraint(
                condition=~models.Q(state="done") | models.Q(done_at__isnull=False), name="step_done_at"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="trouble") | ~models.Q(trouble=""),
                name="step_trouble_says_what",
                violation_error_message=_("Trouble is reported with what is wrong."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id}.{self.position} {self.kind}"


class Stood(models.Model):
    """How a running promise stood at `at`, worked out by the worker; its odds are the promise's own `p_now`.

    `steps`: for each step still to end, by position, the seconds from `at` until it begins, ends at half odds, and in
    nine cases of ten. `binds`: the position of the step most likely to make it late.
    """

    promise = models.OneToOneField(Promise, on_delete=models.CASCADE, primary_key=True, related_name="stood")
    at = models.DateTimeField()
    lands_p50 = models.DateTimeField()
    lands_p90 = models.DateTimeField()
    binds = models.PositiveSmallIntegerField(null=True, blank=True)
    steps = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.promise_id} at {self.at:%H:%M}"


class Suggestion(models.Model):
    """A promise that stands under its floor, and the other plan that would help it, if there is one.

    `at`: when that was worked out; null: not yet. `moves`: the steps that would move, as `suggesting` writes them;
    none: nothing would help. `version` tells one plan from another. Odds are as told; `others`: promises that would be
    handed over at another time.
    """

    promise = models.OneToOneField(
        Promise, on_delete=models.CASCADE, primary_key=True, related_name="suggestion"
    )
    look_at = models.DateTimeField()
    at = models.DateTimeField(null=True, blank=True)
    version = models.CharField(max_length=16, blank=True)
    moves = models.JSONField(default=list)
    p_before = models.FloatField(null=True, blank=True)
    p_after = models.FloatField(null=True, blank=True)
    others = models.JSONField(default=list)
    costs_more = models.DecimalField(max_digits=12, decimal_places=4, default=Decimal(0))

    class Meta:
        indexes: ClassVar = [models.Index(fields=["look_at"], name="suggestion_look_at")]

    def __str__(self) -> str:
        return f"{self.promise_id}: {len(self.moves)} steps"


class Watch(models.Model):
    """When to look next at how all promises stand, and the last entry of the ledger that was known then."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    look_at = models.DateTimeField()
    seen = models.BigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "watches"
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="one_watch")]

    def __str__(self) -> str:
        return f"look at {self.look_at:%H:%M}"


class Outcome(models.Model):
    """What the guest said or did afterwards, entered by a person or linked to a message by a person's click."""

    class Mood(models.TextChoices):
        DELIGHTED = "delighted", _("delighted")
        CONTENT = "content", _("content")
        DISAPPOINTED = "disappointed", _("disappointed")

    promise = models.ForeignKey(Promise, on_delete=models.CASCADE, related_name="outcomes")
    message = models.OneToOneField(
        "hearing.Message", null=True, blank=True, on_delete=models.PROTECT, related_name="outcome"
    )
    text = models.TextField(blank=True)
    mood = models.CharField(max_length=20, choices=Mood.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(message__isnull=False) | ~models.Q(text=""), name="outcome_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.promise_id} {self.mood}"
