"""Letters by mail: smtp://user:password@host:587?from=house@example.com, or smtps:// for TLS from the first byte.

The idempotency key is the Message-ID: a mail server or mailbox that looks for repetitions finds them by it.
"""

import smtplib
import ssl
from email.message import EmailMessage
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from hovmester.outside.errors import Permanent, Temporary
from hovmester.outside.notify.letter import Letter

TIMEOUT_S: Final = 15


class MailSender:
    needs_address = True

    def __init__(self, url: str, secret: str = "") -> None:
        """Raises ValueError where the address names no host or no sender."""
        parts = urlsplit(url)
        self._from = parse_qs(parts.query).get("from", [""])[0]
        if not parts.hostname or "@" not in self._from:
            raise ValueError("a mail address looks like smtp://host:587?from=house@example.com")
        self._tls = parts.scheme == "smtps"
        self._host, self._port = parts.hostname, parts.port or (465 if self._tls else 587)
        self._user, self._password = unquote(parts.username or ""), unquote(parts.password or "")

    def send(self, letter: Letter) -> None:
        if "@" not in letter.to:
            raise Permanent("no mail address to send to")
        try:
            tls = ssl.create_default_context()
            with self._connect(tls) as server:
                self._sign_in(server, tls)
                server.send_message(self._mail(letter))
        except smtplib.SMTPRecipientsRefused as error:
            raise Permanent("the mail address was refused") from error
        except smtplib.SMTPResponseException as error:
            if error.smtp_code >= 500:
                raise Permanent(f"the mail server answered {error.smtp_code}") from error
            raise Temporary(f"the mail server answered {error.smtp_code}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Temporary(f"the mail server {self._host}:{self._port} could not be reached") from error

    def _connect(self, tls: ssl.SSLContext) -> smtplib.SMTP:
        if self._tls:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT_S, context=tls)
        return smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_S)

    def _sign_in(self, server: smtplib.SMTP, tls: ssl.SSLContext) -> None:
        server.ehlo()
        if not self._tls and server.has_extn("starttls"):
            server.starttls(context=tls)
        elif not self._tls and self._user:
            raise Permanent("the mail server offers no encryption, and a password is not sent in the clear")
        if self._user:
            server.login(self._user, self._password)

    def _mail(self, letter: Letter) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = self._from, letter.to
        mail["Subject"] = " ".join(letter.subject.split())[:200]
        mail["Message-ID"] = (
            f"<{sha256(letter.key.encode()).hexdigest()[:40]}@{self._from.rpartition('@')[2]}>"
        )
        mail.set_content(letter.text)
        return mail
