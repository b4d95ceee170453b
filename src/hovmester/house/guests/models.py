"""Whom the house serves, and the handles by which it knows them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Guest(models.Model):
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10, blank=True)
    made_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name or f"#{self.pk}"


class Identity(models.Model):
    """One handle of a guest's. The same handle is always the same guest."""

    class Kind(models.TextChoices):
        MAIL = "mail", _("mail address")
        PHONE = "phone", _("phone")
        HANDLE = "handle", _("name on a social network")
        OTHER = "other", _("other")

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="identities")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    handle = models.CharField(max_length=320)

    class Meta:
        verbose_name_plural = "identities"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "handle"], name="one_guest_per_handle"),
        ]

    def __str__(self) -> str:
        return self.handle
