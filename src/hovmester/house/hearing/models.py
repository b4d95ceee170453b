"""Where words come from, what was said, and what we answered."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from hovmester.house.hearing.errors import AlreadyDealtWith
from hovmester.house.ledger.record import record

if TYPE_CHECKING:
    from hovmester.house.guests.models import Guest
    from hovmester.house.people.models import Person

READS_AS = 0.5  # from this probability on, a message counts as a wish, a complaint or praise


class Channel(models.Model):
    """One way in. `secret` signs what comes through a webhook; `reply_url` is where its answers go."""

    class Kind(models.TextChoices):
        FORM = "form", _("wish form")
        WEBHOOK = "webhook", _("webhook")
        FILE = "file", _("imported file")

    key = models.SlugField(max_length=64, unique=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200)
    secret = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)  # of its messages, where they do not say
    reply_url = models.URLField(blank=True)

    class Meta:
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind="webhook") | ~models.Q(secret=""),
                name="webhook_has_a_secret",
                violation_error_message=_("A webhook has a secret that signs its messages."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.key


class Message(models.Model):
    """Something a guest said. The text is the truth; everything read from it says which of its words say so.

    It is written before it is understood: until the worker has read it, `reading` is null and `look_at` is due.
    """

    class State(models.TextChoices):
        NEW = "new", _("new")
        WISH = "wish", _("made a wish")
        ANSWERED = "answered", _("answered")
        SET_ASIDE = "set-aside", _("set aside")

    channel = models.ForeignKey(Channel, on_delete=models.PROTECT, related_name="messages")
    external_id = models.CharField(
        max_length=255
    )  # the channel's own name for it: the same twice is one message
    guest = models.ForeignKey(
        "guests.Guest", null=True, blank=True, on_delete=models.PROTECT, related_name="messages"
    )
    author = models.CharField(max_length=320, blank=True)  # a handle as the channel gave it
    author_name = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    quoted = models.TextField(blank=True)  # of a mail: what it quotes, and its signature
    attachments = models.PositiveIntegerField(default=0)  # counted, never kept
    words = models.TextField(blank=True)  # the text as the search sees it (search.py)
    sent_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    language = models.CharField(max_length=10, blank=True)
    reading = models.JSONField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    wish_p = models.FloatField(null=True, blank=True)
    complaint_p = models.FloatField(null=True, blank=True)
    praise_p = models.FloatField(null=True, blank=True)
    is_wish = models.BooleanField(default=False)
    is_complaint = models.BooleanField(default=False)
    is_praise = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW)
    set_aside_reason = models.CharField(max_length=500, blank=True)
    odds_seen_at = models.DateTimeField(null=True, blank=True)  # when its wish was answered
    look_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["look_at"], name="message_look_at", condition=models.Q(look_at__isnull=False)
            ),  # the worker: what is still to be read
            models.Index(fields=["state", "id"], name="message_state"),  # the filters of Heard
            models.Index(fields=["channel", "id"], name="message_channel"),
            models.Index(fields=["language", "id"], name="message_language"),
            models.Index(fields=["id"], name="message_wish", condition=models.Q(is_wish=True)),
            models.Index(fields=["id"], name="message_complaint", condition=models.Q(is_complaint=True)),
            models.Index(fields=["id"], name="message_praise", condition=models.Q(is_praise=True)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="heard_once"),
            models.CheckConstraint(
                condition=~models.Q(state="set-aside") | ~models.Q(set_aside_reason=""),
                name="set_aside_with_reason",
                violation_error_message=_("A message is set aside with a reason."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="set-aside", is_wish=True) | models.Q(odds_seen_at__isnull=False),
                name="no_wish_set_aside_unseen",
                violation_error_message=_("A wish is set aside only after its odds were looked at."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel_id}:{self.external_id}"

    @property
    def said_at(self) -> datetime:
        return self.sent_at or self.received_at

    @property
    def who(self) -> str:
        return self.author_name or self.author

    def understand(
        self,
        columns: dict[str, Any],  # Any: values of several columns
        *,
        guest: "Guest | None",
        now: datetime,
    ) -> None:
        """What it means and who said it. The first reading stands, whoever comes second."""
        with transaction.atomic():
            unread = Message.objects.filter(pk=self.pk, read_at=None)
            if unread.update(**columns, guest=guest, read_at=now, look_at=None):
                facts = {name: round(columns[name], 3) for name in ("wish_p", "complaint_p", "praise_p")}
                if model := columns["reading"].get("model"):
                    facts |= {"model_dropped": model["dropped"], "model_failure": model["failure"]}
                record(verb="read", subject=self, at=now, rule="reading", **facts)

    def read_anew(
        self,
        columns: dict[str, Any],  # Any: values of several columns
    ) -> None:
        """Somebody said what it means. What turns out to be a wish is not left set aside with its odds unseen."""
        changes: dict[str, Any] = dict(columns)
        if self.state == self.State.SET_ASIDE and columns["is_wish"] and self.odds_seen_at is None:
            changes |= {"state": self.State.NEW, "set_aside_reason": ""}
        Message.objects.filter(pk=self.pk).update(**changes)
        for name, value in changes.items():
            setattr(self, name, value)

    def become_wish(self, *, by: "Person", now: datetime) -> None:
        """Somebody made a wish of it; whatever happens to it now happens to the wish."""
        with transaction.atomic():
            self._move(self.State.NEW, self.State.ANSWERED, self.State.SET_ASIDE, to=self.State.WISH)
            record(verb="made-wish", subject=self, at=now, by=by)

    def see_odds(self, *, now: datetime, by: "Person | None" = None, rule: str = "") -> None:
        """The odds of its wish were worked out and shown; from now on it may be set aside."""
        with transaction.atomic():
            if Message.objects.filter(pk=self.pk, odds_seen_at=None).update(odds_seen_at=now):
                record(verb="odds-seen", subject=self, at=now, by=by, rule=rule)
        self.odds_seen_at = self.odds_seen_at or now

    def _move(self, *states: str, to: str, **changes: str) -> None:
        """Compare and set: of two people at once, the second is told."""
        if not Message.objects.filter(pk=self.pk, state__in=states).update(state=to, **changes):
            raise AlreadyDealtWith(Message.objects.get(pk=self.pk).get_state_display())
        self.state = to
        for name, value in changes.items():
            setattr(self, name, value)

    def set_aside(self, reason: str, *, by: "Person", now: datetime) -> None:
        with transaction.atomic():
            self._move(self.State.NEW, to=self.State.SET_ASIDE, set_aside_reason=reason)
            record(verb="set-aside", subject=self, at=now, by=by)

    def mark_answered(self) -> None:
        """A wish stays a wish: its answer is one of several."""
        if self.state != self.State.WISH:
            self._move(self.State.NEW, self.State.ANSWERED, self.State.SET_ASIDE, to=self.State.ANSWERED)


class Reply(models.Model):
    """What we answered. It leaves through the outbox."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="replies")
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "replies"
        ordering: ClassVar = ["at", "id"]

    @property
    def key(self) -> str:
        """By which the outbox, and whoever receives it, knows a repetition."""
        return f"reply:{self.pk}"

    def __str__(self) -> str:
        return f"{self.message_id} {self.at:%Y-%m-%d %H:%M}"


class Correction(models.Model):
    """What somebody of the house says a message really means. Of several, the latest holds.

    `kinds` are those it is; `spans` are its words as they were read, {role, words, holds, key}: whether they are that,
    and which item or place of the house is meant (the engine's `Judged`).
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="corrections")
    kinds = models.JSONField(default=list)
    spans = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="corrections")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.message_id} {self.at:%Y-%m-%d %H:%M}"


class Learnt(models.Model):
    """What the corrections have taught the reader: one layer, taught anew in the night after a correction.

    It stays in this database. `right_before` and `right_after` are the shares of corrections, held out, that were read
    right without and with it; `is_taken` says whether the last try was good enough to be used.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    layer = models.BinaryField(null=True, blank=True)
    taught_at = models.DateTimeField(null=True, blank=True)  # the layer in use
    tried_at = models.DateTimeField(null=True, blank=True)
    n = models.PositiveIntegerField(default=0)  # messages learnt from at the last try
    is_taken = models.BooleanField(default=False)
    right_before = models.FloatField(null=True, blank=True)
    right_after = models.FloatField(null=True, blank=True)
    look_at = models.DateTimeField(null=True, blank=True)  # the worker; null: nothing new to learn

    class Meta:
        verbose_name_plural = "learnt"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="hearing_one_layer",
                violation_error_message=_("There is one layer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.n} corrections"
