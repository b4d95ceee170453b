"""What the house does with words: take them in, answer them, set them aside. And the channels they come through."""

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from hovmester.house.hearing.errors import NotAccepted, OddsNotSeen, TooLarge
from hovmester.house.hearing.intake import BATCH_MOST, Heard, Intake, take_in
from hovmester.house.hearing.item import TEXT_MOST, clean_text, one_line
from hovmester.house.hearing.models import Channel, Message, Reply
from hovmester.house.hearing.unread import read_now
from hovmester.house.ledger import outbox
from hovmester.house.ledger.record import record
from hovmester.house.people.models import Person

__all__ = [
    "BATCH_MOST",
    "Heard",
    "Intake",
    "file_channel",
    "open_webhook",
    "renew_secret",
    "reply",
    "set_aside",
    "take_in",
]


def reply(*, message: Message, text: str, by: Person, now: datetime) -> Reply:
    """Answer a message; the answer leaves through the outbox.

    Raises NotAccepted on empty words, TooLarge on too many.
    """
    text = clean_text(text)
    if not text:
        raise NotAccepted(_("A reply needs words."), field="text")
    if len(text) > TEXT_MOST:
        raise TooLarge(
            _("A reply may have %(most)d characters, got %(got)d.") % {"most": TEXT_MOST, "got": len(text)},
            field="text",
        )
    with transaction.atomic():
        message.mark_answered()
        answer = Reply.objects.create(message=message, text=text, by=by, at=now)
        record(verb="replied", subject=message, at=now, by=by, reply=answer.pk)
        outbox.put(kind="reply", key=answer.key, payload={"reply": answer.pk}, at=now)
    return answer


def set_aside(*, message: Message, reason: str, by: Person, now: datetime) -> None:
    """Leave a message without an answer, for a reason.

    Raises NotAccepted without a reason, OddsNotSeen where it reads as a wish whose odds nobody looked at, and
    AlreadyDealtWith where somebody else was first.
    """
    reason = one_line(reason)
    if not reason:
        raise NotAccepted(_("Say why: a message is set aside with a reason."), field="reason")
    read_now(message, now=now)
    if message.is_wish and message.odds_seen_at is None:
        raise OddsNotSeen
    message.set_aside(reason[:500], by=by, now=now)


def open_webhook(*, key: str, name: str, by: Person | None, now: datetime, reply_url: str = "") -> Channel:
    """A new way in for another program, with a secret of its own."""
    with transaction.atomic():
        channel = Channel(
            key=key,
            kind=Channel.Kind.WEBHOOK,
            name=one_line(name) or key,
            reply_url=reply_url,
            secret=_new_secret(),
        )
        _open(channel, by=by, now=now)
    return channel


def renew_secret(*, channel: Channel, by: Person, now: datetime) -> None:
    """A new secret for a webhook; what is signed with the old one is not heard any more."""
    with transaction.atomic():
        channel.secret = _new_secret()
        channel.save(update_fields=["secret"])
        record(verb="secret-renewed", subject=channel, at=now, by=by)


def file_channel(*, key: str, now: datetime) -> Channel:
    """The channel with this key, made for imported files where there is none."""
    with transaction.atomic():
        channel = Channel.objects.filter(key=key).first()
        if channel is None:
            channel = Channel(key=key, kind=Channel.Kind.FILE, name=key)
            _open(channel, by=None, now=now)
    return channel


def _open(channel: Channel, *, by: Person | None, now: datetime) -> None:
    try:
        channel.full_clean()
    except ValidationError as error:
        field, problems = next(iter(error.message_dict.items()))
        raise NotAccepted(problems[0], field=field) from error
    channel.save()
    record(verb="channel-opened", subject=channel, at=now, by=by, rule="" if by else "command")


def _new_secret() -> str:
    return secrets.token_urlsafe(32)
