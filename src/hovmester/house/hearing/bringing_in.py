"""Bringing in what guests said before: files of mails, JSON lines and CSV, row by row.

A row that cannot be read is refused by name and keeps no other from being taken in. The same file brought in twice
adds nothing: a row without a name of its own is named after its words.
"""

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hovmester.house.hearing.actions import take_in
from hovmester.house.hearing.errors import HearingError, NotAccepted, TooLarge
from hovmester.house.hearing.item import Item, one_line
from hovmester.house.hearing.models import Channel
from hovmester.outside.mail import Letter, MailRefused, Refusal, mails_in

ROW_MOST: Final = 1024 * 1024  # bytes of one line
BATCH: Final = 500  # messages written at once
COLUMNS: Final = ("external_id", "text", "author", "author_name", "sent_at", "language")
MAIL_REFUSED: Final = {
    Refusal.NO_MAIL: gettext_lazy("this is not a mail that can be read %(value)s"),
    Refusal.EMPTY: gettext_lazy("the mail has no words; attachments: %(value)s"),
    Refusal.NOT_A_ZIP: gettext_lazy("it cannot be unpacked: %(value)s"),
    Refusal.ENCRYPTED: gettext_lazy("it is encrypted; unpack it first"),
    Refusal.NESTED: gettext_lazy("a zip inside a zip is not opened; unpack it first"),
    Refusal.UNKNOWN_KIND: gettext_lazy("%(value)s holds no mails; eml and mbox do"),
    Refusal.TOO_LARGE: gettext_lazy("the rest was left: too much at once (%(value)s)"),
}
OnBytes = Callable[[int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a file: what it says, or why it was refused."""

    where: str  # "old.csv, line 7"
    item: Item | None = None
    error: HearingError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of all rows; each is counted once."""

    new: int
    known: int
    refused: tuple[Row, ...]


def bring_in(*, channel: Channel, rows: Iterable[Row], now: datetime) -> Tally:
    """Take in every row that can be read; the others come back with the reason."""
    new = known = 0
    refused: list[Row] = []
    remaining = iter(rows)
    while batch := list(islice(remaining, BATCH)):
        refused += [row for row in batch if row.error]
        items = [row.item for row in batch if row.item]
        fresh = take_in(channel=channel, items=items, now=now).new
        new, known = new + fresh, known + len(items) - fresh
    return Tally(new=new, known=known, refused=tuple(refused))


def rows_in(path: Path, *, on_bytes: OnBytes = lambda _: None) -> Iterator[Row]:
    """The rows of one file, by its ending: .jsonl, .csv, and mails in anything else. Raises OSError."""
    suffix = path.suffix.lower()
    if suffix in {".jsonl", ".ndjson", ".json"}:
        with path.open("rb") as file:
            yield from _json_rows(_lines(file, on_bytes), path.name)
    elif suffix in {".csv", ".tsv"}:
        with path.open("rb") as file:
            yield from _csv_rows(_lines(file, on_bytes), path.name)
    else:
        for found in mails_in(path, on_bytes=on_bytes):
            yield _mail_row(found.where, found.letter, found.refused)


def _lines(file: IO[bytes], on_bytes: OnBytes) -> Iterator[bytes]:
    """Whole lines; of one that is far too long only a beginning that will be refused."""
    while line := file.readline(ROW_MOST + 1):
        on_bytes(len(line))
        yield line
        while len(line) > ROW_MOST and not line.endswith(b"\n") and (line := file.readline(ROW_MOST + 1)):
            on_bytes(len(line))


def _json_rows(lines: Iterable[bytes], name: str) -> Iterator[Row]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _row(f"{name}, line {number}", partial(_json_item, line))


def _json_item(line: bytes) -> Item:
    if len(line) > ROW_MOST:
        raise TooLarge(_("the line is longer than %(most)d bytes") % {"most": ROW_MOST})
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise NotAccepted(_("the line is not JSON")) from error
    if not isinstance(said, dict):
        raise NotAccepted(_("the line must be an object {…}, got %(got)s") % {"got": type(said).__name__})
    said.setdefault("external_id", said.pop("id", None))
    if type(said["external_id"]) is int:  # as databases write it out
        said["external_id"] = str(said["external_id"])
    for column in COLUMNS:
        if not isinstance(said.get(column), str | None):
            raise NotAccepted(_("%(column)s must be text") % {"column": column}, field=column)
    return _item(said)


def _csv_rows(lines: Iterable[bytes], name: str) -> Iterator[Row]:
    texts = (_as_text(line) for line in lines)
    first = next(texts, "").removeprefix("\ufeff")
    delimiter = max(",;\t", key=first.count)
    columns = [column.strip().lower() for column in next(csv.reader([first], delimiter=delimiter), [])]
    if "text" not in columns:
        error = NotAccepted(
            _("the first line must name the columns, text among them; known are %(known)s")
            % {"known": ", ".join(COLUMNS)},
            field="text",
        )
        yield Row(where=f"{name}, line 1", error=error)
        return
    reader = csv.reader(texts, delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row(where=f"{name}, line {reader.line_num + 1}", error=NotAccepted(str(error)))
            continue
        if any(cells):
            where = f"{name}, line {reader.line_num + 1}"
            yield _row(where, partial(_csv_item, columns, cells))


def _csv_item(columns: list[str], cells: list[str]) -> Item:
    if len(cells) > len(columns):
        raise NotAccepted(
            _("the row has %(got)d cells for %(most)d columns; a text with a comma needs quotes")
            % {"got": len(cells), "most": len(columns)}
        )
    return _item(dict(zip(columns, cells, strict=False)))


def _as_text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")  # what spreadsheets on Windows write


def _mail_row(where: str, letter: Letter | None, refused: MailRefused | None) -> Row:
    if refused is not None:
        kind = TooLarge if refused.code is Refusal.TOO_LARGE else NotAccepted
        return Row(where=where, error=kind(MAIL_REFUSED[refused.code] % {"value": refused.value}))
    assert letter is not None
    return _row(
        where,
        lambda: Item(
            external_id=one_line(letter.id),  # a header, whatever a mail program wrote into it
            text=letter.text,
            author=letter.author,
            author_name=letter.author_name,
            sent_at=letter.sent_at,
            quoted=letter.quoted,
            attachments=letter.attachments,
        ),
    )


def _row(where: str, item: Callable[[], Item]) -> Row:
    try:
        return Row(where=where, item=item())
    except HearingError as error:
        return Row(where=where, error=error)


def _item(said: Mapping[str, Any]) -> Item:  # Any: cells of JSON or CSV, text or None
    text, author = said.get("text") or "", said.get("author") or ""
    sent_at = (said.get("sent_at") or "").strip()
    return Item(
        external_id=said.get("external_id") or _digest(author, sent_at, text),
        text=text,
        author=author,
        author_name=said.get("author_name") or "",
        sent_at=_moment(sent_at),
        language=said.get("language") or "",
    )


def _digest(*words: str) -> str:
    return "sha256:" + hashlib.sha256("\x1f".join(words).encode("utf-8", "replace")).hexdigest()


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError as error:
        raise NotAccepted(
            _("sent_at must be a moment such as 2026-05-01T17:00:00+02:00, got “%(got)s”")
            % {"got": text[:40]},
            field="sent_at",
        ) from error
