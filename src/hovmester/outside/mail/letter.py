"""One mail, read: who wrote when, and the words."""

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesFeedParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import Final

from hovmester.outside.mail.errors import MailRefused, Refusal
from hovmester.outside.mail.skim import skim
from hovmester.outside.mail.words import split_reply, words_of_html

TEXT_MOST: Final = 50_000  # characters
HEADER_MOST: Final = 2_000
CHARSET = re.compile(
    r"(utf|iso|latin|cp|windows|ascii|us-ascii|koi8|gb|big5|hz|euc|shift|sjis|mac|ks_c|tis)", re.IGNORECASE
)
ANSWER = re.compile(r"^\s*(re|fwd?|aw|antw|sv|vs|vb|doorst)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`text` is what is new, under the subject where that says something; `quoted` what it quotes or signs with."""

    id: str  # its Message-ID, or a digest of the mail where it has none
    author: str  # mail address; empty where there is none that can be read
    author_name: str
    sent_at: datetime | None  # UTC
    text: str
    quoted: str
    attachments: int


def read_mail(lines: Iterable[bytes]) -> Letter:
    """Take a mail apart. Charsets that lie, broken parts and missing ends cost words, never the mail.

    Raises MailRefused where there is no mail at all, or no words in it.
    """
    digest = hashlib.sha256()
    try:
        mail = _parsed(lines, digest)
        plain, page, attachments = _bodies(mail)
    except (RecursionError, MessageError) as error:
        raise MailRefused(Refusal.NO_MAIL, type(error).__name__) from error
    if not mail.keys():
        raise MailRefused(Refusal.NO_MAIL)
    new, quoted = split_reply(_text(plain) or words_of_html(page))
    text = _under_subject(_header(mail, "Subject"), new)
    if not text.strip():
        raise MailRefused(Refusal.EMPTY, str(attachments))
    name, address = parseaddr(_header(mail, "From"))
    return Letter(
        id=_header(mail, "Message-ID")[:255] or f"sha256:{digest.hexdigest()}",
        author=address if "@" in address and len(address) <= 320 else "",
        author_name=name[:200],
        sent_at=_moment(_header(mail, "Date")),
        text=text[:TEXT_MOST],
        quoted=quoted[:TEXT_MOST],
        attachments=attachments,
    )


def _parsed(lines: Iterable[bytes], digest: "hashlib._Hash") -> Message:
    parser = BytesFeedParser()
    for line in skim(lines):
        digest.update(line)
        parser.feed(line)
    return parser.close()


def _bodies(mail: Message) -> tuple[str, str, int]:
    """The first plain text, the first page of HTML, and how many other things hang on it."""
    plain = page = ""
    attachments = 0
    for part in _parts(mail):
        kind = part.get_content_type()
        is_attached = bool(part.get_filename()) or part.get_content_disposition() == "attachment"
        if is_attached or kind not in {"text/plain", "text/html"}:
            attachments += 1
        elif kind == "text/plain":
            plain = plain or _decoded(part)
        else:
            page = page or _decoded(part)
    return plain, page, attachments


def _parts(mail: Message) -> Iterator[Message]:
    """The leaves, in their order. A mail inside a mail is one attachment."""
    if mail.get_content_maintype() != "multipart":
        yield mail
        return
    children = mail.get_payload()
    if isinstance(children, list):
        for child in children:
            if isinstance(child, Message):
                yield from _parts(child)
    else:  # called multipart, but without parts: its words are read as they stand
        mail.set_type("text/plain")
        yield mail


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    return _as_text(payload, part.get_content_charset() or "") if isinstance(payload, bytes) else ""


def _as_text(raw: bytes, charset: str) -> str:
    """By the charset named, where it fits; else as UTF-8; else as the Windows charset, which fits anything."""
    for name in (charset, "utf-8"):
        if CHARSET.match(name):
            try:
                return raw.decode(codecs.lookup(name).name)
            except (LookupError, ValueError):
                continue
    return raw.decode("cp1252", "replace")


def _header(mail: Message, name: str) -> str:
    """Decoded, on one line; empty where it is missing. What cannot be decoded is shown as it came."""
    raw = next((str(value) for key, value in mail.raw_items() if key.lower() == name.lower()), "")
    text = _as_text(raw[:HEADER_MOST].encode("ascii", "surrogateescape"), "")
    try:
        parts = [
            part if isinstance(part, str) else _as_text(part, charset or "")
            for part, charset in decode_header(text)
        ]
    except (MessageError, ValueError):
        parts = [text]
    return " ".join("".join(parts).split())


def _text(plain: str) -> str:
    return plain.replace("\r\n", "\n").replace("\r", "\n").strip()


def _under_subject(subject: str, new: str) -> str:
    if not subject or ANSWER.match(subject) or subject.casefold() in new.casefold():
        return new
    return f"{subject}\n\n{new}".strip()


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return moment if 1970 <= moment.year <= 2200 else None
