"""Sending what is in the outbox, at least once, with a key by which a receiver knows a repetition.

An item is marked as sent after the world has taken it, never before. Staff see their notices on the pages in any case;
the way out of the settings comes on top.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _

from hovmester.house.hearing.models import Reply
from hovmester.house.ledger.models import OutboxItem
from hovmester.house.people import notices
from hovmester.outside.errors import Permanent, Temporary
from hovmester.outside.notify import Letter, Sender, sender_for
from hovmester.outside.notify.webhook import WebhookSender

FIRST_WAIT: Final = timedelta(seconds=15)
LONGEST_WAIT: Final = timedelta(hours=1)


def send(item: OutboxItem, now: datetime) -> None:
    """Send one item. What fails for a while is tried again, ever more slowly; what fails for good says why."""
    try:
        WAYS[item.kind](item, now)
    except Permanent as error:
        _mark(item, look_at=None, last_error=str(error))
    except Temporary as error:
        _mark(item, look_at=now + (error.delay or _wait(item)), last_error=str(error))
    except Exception as error:
        _mark(item, look_at=now + _wait(item), last_error=type(error).__name__)
        raise
    else:
        _mark(item, look_at=None, sent_at=now, last_error="")


def _mark(item: OutboxItem, **changes: object) -> None:
    OutboxItem.objects.filter(pk=item.pk, sent_at=None).update(attempts=item.attempts + 1, **changes)


def _wait(item: OutboxItem) -> timedelta:
    doubled: int = 2 ** min(item.attempts, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)


def _notice(item: OutboxItem, now: datetime) -> None:
    person = notices.show(key=item.key, payload=item.payload, now=now)
    sender = sender_for(settings.NOTIFY_URL, settings.NOTIFY_SECRET)
    if person is None or sender is None or (sender.needs_address and not person.email):
        return  # it stands on the pages; there is nobody, or no way, to send it to besides
    text = item.payload["text"]
    sender.send(
        Letter(
            key=item.key,
            kind=item.kind,
            to=person.email,
            subject=text,
            text=text,
            href=item.payload.get("href", ""),
        )
    )


def _reply(item: OutboxItem, now: datetime) -> None:
    reply = Reply.objects.select_related("message__channel").get(pk=item.payload["reply"])
    message = reply.message
    _way_back(reply).send(
        Letter(
            key=item.key,
            kind=item.kind,
            to=message.author,
            subject=_("Our answer"),
            text=reply.text,
            about=message.external_id,
        )
    )


def _way_back(reply: Reply) -> Sender:
    """To where the channel takes its answers; else by mail, where there is an address and a mail server."""
    channel = reply.message.channel
    if channel.reply_url:
        return WebhookSender(channel.reply_url, channel.secret)
    if "@" in reply.message.author[1:] and settings.NOTIFY_URL.startswith("smtp"):
        sender = sender_for(settings.NOTIFY_URL)
        assert sender is not None
        return sender
    raise Permanent("no way back: this channel has no address for answers")


WAYS: Final[dict[str, Callable[[OutboxItem, datetime], None]]] = {"notice": _notice, "reply": _reply}
