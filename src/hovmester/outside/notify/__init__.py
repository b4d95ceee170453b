"""Telling people outside the pages: by a log line, a mail or another program's webhook. Off until configured.

A new way out is one file here and one line in `WAYS`. Not here: what is told, to whom and when (the outbox).
"""

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from hovmester.outside.notify.letter import Letter, Sender
from hovmester.outside.notify.log import LogSender
from hovmester.outside.notify.mail import MailSender
from hovmester.outside.notify.webhook import WebhookSender

WAYS: Final[dict[str, Callable[[str, str], Sender]]] = {
    "log": LogSender,
    "smtp": MailSender,
    "smtps": MailSender,
    "http": WebhookSender,
    "https": WebhookSender,
}

__all__ = ["Letter", "Sender", "sender_for"]


def sender_for(url: str, secret: str = "") -> Sender | None:
    """The way out that `url` names by its scheme; None where it is empty. Raises ValueError on anything else."""
    if not url:
        return None
    scheme = urlsplit(url).scheme
    if scheme not in WAYS:
        raise ValueError(f"a way out begins with one of {', '.join(WAYS)}, got {scheme!r}")
    return WAYS[scheme](url, secret)
