"""One message as it is handed in, from any channel, before it is written down."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from django.utils.translation import gettext as _

from hovmester.house.hearing.errors import NotAccepted, TooLarge

TEXT_MOST: Final = 50_000  # characters of one message
ID_MOST: Final = 255
AUTHOR_MOST: Final = 320  # the longest mail address there is
NAME_MOST: Final = 200
CONTROLS: Final = dict.fromkeys(set(range(0x20)) - {0x09, 0x0A} | set(range(0x7F, 0xA0)))
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Validated when made; raises NotAccepted or TooLarge, naming the field.

    `external_id` is the channel's own name for the message: handed in twice, it is heard once.
    """

    external_id: str
    text: str
    author: str = ""  # mail address, @name or phone
    author_name: str = ""
    sent_at: datetime | None = None
    language: str = ""
    quoted: str = field(default="", repr=False)
    attachments: int = 0

    def __post_init__(self) -> None:
        for name, clean in (
            ("external_id", _external_id(self.external_id)),
            ("text", _text(self.text)),
            ("quoted", clean_text(self.quoted)[:TEXT_MOST]),
            ("author", _author(self.author)),
            ("author_name", one_line(self.author_name)[:NAME_MOST]),
            ("sent_at", _moment(self.sent_at)),
            ("language", _language(self.language)),
            ("attachments", max(0, min(self.attachments, 10_000))),
        ):
            object.__setattr__(self, name, clean)


def clean_text(text: str) -> str:
    """Text that both databases and every browser hold: no control signs but line ends and tabs, no half characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return text.translate(CONTROLS).strip()


def one_line(text: str) -> str:
    return " ".join(clean_text(text).split())


def _external_id(value: str) -> str:
    """Never mended: two names must not become one, or the second message would not be heard."""
    value = value.strip(" ")
    if not value:
        raise NotAccepted(
            _("A message needs an external_id, the channel's own name for it."), field="external_id"
        )
    if any(unicodedata.category(char) in {"Cc", "Cs"} for char in value):
        raise NotAccepted(
            _("external_id may have no control characters and no half characters. Send it as plain text."),
            field="external_id",
        )
    if len(value) > ID_MOST:
        raise NotAccepted(
            _("external_id may have %(most)d characters, got %(got)d.")
            % {"most": ID_MOST, "got": len(value)},
            field="external_id",
        )
    return value


def _text(value: str) -> str:
    if len(value) > TEXT_MOST:
        raise TooLarge(
            _("A message may have %(most)d characters, got %(got)d. Send the part that matters.")
            % {"most": TEXT_MOST, "got": len(value)},
            field="text",
        )
    if not (value := clean_text(value)):
        raise NotAccepted(_("A message needs words: text is empty."), field="text")
    return value


def _author(value: str) -> str:
    value = one_line(value)
    if len(value) > AUTHOR_MOST:
        raise NotAccepted(
            _("author may have %(most)d characters, got %(got)d.") % {"most": AUTHOR_MOST, "got": len(value)},
            field="author",
        )
    return value


def _moment(value: datetime | None) -> datetime | None:
    if value is None:
        return None
    if value.tzinfo is None or not 1970 <= value.year <= 9000:
        raise NotAccepted(
            _("sent_at must be a moment with its offset, such as 2026-05-01T17:00:00+02:00, got %(got)s.")
            % {"got": value.isoformat()},
            field="sent_at",
        )
    return value.astimezone(UTC)


def _language(value: str) -> str:
    value = value.strip()
    if value and (len(value) > 35 or not LANGUAGE.fullmatch(value)):
        raise NotAccepted(
            _("language must be a code such as en, nl or nb, got “%(got)s”.") % {"got": one_line(value)[:20]},
            field="language",
        )
    return value.split("-")[0].lower()
