"""What the house does with the people it serves."""

import unicodedata
from datetime import datetime

from django.db import IntegrityError, transaction

from hovmester.house.guests.models import Guest, Identity


def known_guest(*, kind: str, handle: str, name: str = "", language: str = "", now: datetime) -> Guest:
    """The guest behind a handle; met for the first time, they are written down.

    Raises ValueError on an empty handle: it would make everybody the same guest.
    """
    handle = plain_handle(kind, handle)
    if not handle:
        raise ValueError("a handle must not be empty")
    identity = Identity.objects.select_related("guest").filter(kind=kind, handle=handle).first()
    return identity.guest if identity else _met(kind, handle, name, language, now)


def plain_handle(kind: str, handle: str) -> str:
    """One spelling for one handle: no spaces around it, no case where the world knows none."""
    handle = unicodedata.normalize("NFC", handle).strip()[:320]
    if kind == Identity.Kind.PHONE:
        return "".join(char for char in handle if char.isdigit() or char == "+")
    return handle.casefold()


def _met(kind: str, handle: str, name: str, language: str, now: datetime) -> Guest:
    try:
        with transaction.atomic():
            guest = Guest.objects.create(name=name.strip()[:200], language=language, made_at=now)
            Identity.objects.create(guest=guest, kind=kind, handle=handle)
            return guest
    except IntegrityError:  # met by somebody else in the same moment
        return Identity.objects.select_related("guest").get(kind=kind, handle=handle).guest
