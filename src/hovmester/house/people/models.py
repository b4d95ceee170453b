"""The staff: who they are, when they work, how much they may say yes to, and what they are told."""

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from hovmester.housefile.model import WEEKDAYS


class Role(models.TextChoices):
    """In rising order; each may do what those before it may."""

    STAFF = "staff", _("staff")
    HEAD_WAITER = "head-waiter", _("head waiter")
    OWNER = "owner", _("owner")

    @property
    def rank(self) -> int:
        return list(Role).index(self)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, key: str, password: str | None = None, **fields: Any) -> "Person":  # Any: columns
        """A person without a password signs in by a one-time link."""
        person = self.model(key=key, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody of the house. `key` is what they sign in with and what the house file calls them."""

    key = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.STAFF)
    site = models.ForeignKey(
        "premises.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    skills = models.JSONField(default=list, blank=True)
    drives = models.BooleanField(default=False)
    hourly = models.DecimalField(max_digits=12, decimal_places=4, default=Decimal(0))
    may_say_yes_to = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    language = models.CharField(max_length=10, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)  # the order of the house file
    is_active = models.BooleanField(default=True)

    objects = PersonManager()

    USERNAME_FIELD = "key"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="person_role"),
            models.CheckConstraint(
                condition=models.Q(may_say_yes_to__isnull=True) | models.Q(may_say_yes_to__gte=0),
                name="person_may_say_yes_to",
                violation_error_message=_("How much somebody may say yes to cannot be below nothing."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role_rank(self) -> int:
        return Role(self.role).rank

    def is_at_least(self, role: Role) -> bool:
        return self.role_rank >= role.rank


class Shift(models.Model):
    """One stretch of a person's week, in the zone of their site. `until` at or before `start`: past midnight."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="shifts")
    weekday = models.CharField(max_length=3, choices=[(day, day) for day in WEEKDAYS])
    start = models.TimeField()
    until = models.TimeField()
    is_break = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.weekday} {self.start:%H:%M}-{self.until:%H:%M}"


class Authority(models.Model):
    """Up to which cost a role may give permission. Null: without limit. No row: not at all."""

    role = models.CharField(max_length=20, choices=Role.choices, unique=True)
    limit = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)

    class Meta:
        verbose_name_plural = "authority"

    def __str__(self) -> str:
        return f"{self.role} {self.limit}"


class Notice(models.Model):
    """Something a person of the house is told, on every page until they have seen it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=128, unique=True)  # the outbox key: told once however often it is sent
    text = models.CharField(max_length=500)
    href = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="notice_unseen", condition=models.Q(seen_at__isnull=True)),
        ]  # read by every page

    def __str__(self) -> str:
        return self.text


class SignInLink(models.Model):
    """A one-time way in. Only a digest is kept: who reads the database cannot sign in with it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.person_id} until {self.expires_at:%Y-%m-%d %H:%M}"


class FailedSignIn(models.Model):
    """One wrong password or link; too many in a while and the door stays shut for that name and that address."""

    key = models.CharField(max_length=150)  # "person:anna" or "address:192.0.2.7"
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["key", "at"], name="failed_sign_in")
        ]  # counted at each attempt

    def __str__(self) -> str:
        return f"{self.key} {self.at:%Y-%m-%d %H:%M}"
