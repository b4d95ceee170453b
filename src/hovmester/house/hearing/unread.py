"""Reading what nobody has read yet: what it means, and who said it. The worker does so for whatever is due."""

import re
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from hovmester.house.guests.actions import known_guest
from hovmester.house.guests.models import Guest, Identity
from hovmester.house.hearing.intake import give_way
from hovmester.house.hearing.models import Message
from hovmester.house.hearing.reading import reader

CLAIM: Final = timedelta(minutes=1)  # how long a worker may take to read what it claimed
RETRY: Final = timedelta(hours=1)  # after which a message that could not be read is tried again
MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+?[0-9][0-9 ()./-]{5,}")


def read_due(*, now: datetime, most: int = 16) -> int:
    """Read some of the messages nobody has read yet; how many there were.

    The newest first, so that what a guest says now is not kept waiting by an import of old mail. They are claimed for a
    minute: killed in between, another worker reads them. One that cannot be read waits an hour; its error is raised
    when the others are written. While messages pour in, one at a time is read and the pouring goes first.
    """
    if give_way():
        most = 1
    messages = _claim_unread(now, most)
    if not messages:
        return 0  # before the house is asked for its words: this is called twice a second
    read_one, read, failed = reader(with_model=True), [], []
    for message in messages:
        try:
            read.append((message, read_one(message).columns, _guest_of(message, now)))
        except Exception as error:
            failed.append(error)
            Message.objects.filter(pk=message.pk, read_at=None).update(look_at=now + RETRY)
    with transaction.atomic():
        for message, columns, guest in read:
            message.understand(columns, guest=guest, now=now)
    if failed:
        raise failed[0]
    return len(read)


def read_now(message: Message, *, now: datetime) -> None:
    """Somebody wants to act on a message that no worker has read yet."""
    if message.read_at is None:
        understood = reader()(message)
        with transaction.atomic():
            message.understand(understood.columns, guest=_guest_of(message, now), now=now)
        message.refresh_from_db()


def _claim_unread(now: datetime, most: int) -> list[Message]:
    due = Message.objects.filter(look_at__lte=now)
    if not due.exists():
        return []
    with transaction.atomic():
        latest = due.order_by("-id")
        if connection.features.has_select_for_update_skip_locked:
            latest = latest.select_for_update(skip_locked=True)
        mine = list(latest.values_list("id", flat=True)[:most])
        Message.objects.filter(pk__in=mine).update(look_at=now + CLAIM)
    return list(Message.objects.filter(pk__in=mine).select_related("channel").order_by("-id"))


def _guest_of(message: Message, now: datetime) -> Guest | None:
    """Whoever is behind the handle. A bare name means somebody only within its own channel."""
    author = message.author
    if not author:
        return None
    kind = identity_kind(author)
    handle = f"{message.channel.key}:{author}" if kind is Identity.Kind.OTHER else author
    return known_guest(kind=kind, handle=handle, name=message.author_name, language=message.language, now=now)


def identity_kind(author: str) -> Identity.Kind:
    if author.startswith("@"):
        return Identity.Kind.HANDLE
    if MAIL_ADDRESS.fullmatch(author):
        return Identity.Kind.MAIL
    if PHONE.fullmatch(author):
        return Identity.Kind.PHONE
    return Identity.Kind.OTHER
