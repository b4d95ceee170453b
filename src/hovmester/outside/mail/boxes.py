"""Files full of mails: eml, mbox, and zips of them, one mail at a time."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, Final
from zlib import error as ZlibError  # noqa: N812

from hovmester.outside.mail.errors import MailRefused, Refusal
from hovmester.outside.mail.letter import Letter, read_mail
from hovmester.outside.mail.skim import LINE_MOST

ENTRY_MOST: Final = 1024**3  # bytes of one unpacked entry of a zip
ZIP_MOST: Final = 4 * 1024**3  # bytes of all of them
ENTRIES_MOST: Final = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One mail of a file, or why it was refused."""

    where: str  # "old.zip, march.mbox, mail 3"
    letter: Letter | None = None
    refused: MailRefused | None = None


def mails_in(path: Path, *, on_bytes: Callable[[int], None] = lambda _: None) -> Iterator[Found]:
    """Every mail of an eml, mbox or zip file. `on_bytes` hears how many more bytes of the file were read."""
    with path.open("rb") as file:
        if path.suffix.lower() == ".zip":
            yield from _in_zip(file, path.name, on_bytes)
        else:
            yield from _in_lines(_lines(file, on_bytes), path.name)


def _lines(file: IO[bytes], on_bytes: Callable[[int], None] = lambda _: None) -> Iterator[bytes]:
    while line := file.readline(LINE_MOST):
        on_bytes(len(line))
        yield line


def _in_lines(lines: Iterable[bytes], name: str) -> Iterator[Found]:
    """One mail; or several, each after a line that begins with "From " (mbox)."""
    for number, numbered in groupby(_numbered(lines), key=itemgetter(0)):
        yield _read(f"{name}, mail {number}" if number else name, (line for _, line in numbered))


def _numbered(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    number, after_blank = 0, True
    for line in lines:
        if after_blank and line.startswith(b"From "):
            number += 1
        else:
            is_masked = number > 0 and line.startswith(b">") and line.lstrip(b">").startswith(b"From ")
            yield number, line[1:] if is_masked else line
        after_blank = not line.strip()


def _read(where: str, lines: Iterator[bytes]) -> Found:
    try:
        return Found(where=where, letter=read_mail(lines))
    except MailRefused as error:
        for _ in lines:  # to where the next one begins
            pass
        return Found(where=where, refused=error)


def _in_zip(file: IO[bytes], name: str, on_bytes: Callable[[int], None]) -> Iterator[Found]:
    try:
        box = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        yield Found(where=name, refused=MailRefused(Refusal.NOT_A_ZIP, str(error)))
        return
    unpacked = 0
    for entry in box.infolist()[:ENTRIES_MOST]:
        if entry.is_dir() or Path(entry.filename).name.startswith(("._", ".")):
            continue
        where = f"{name}, {entry.filename}"
        counted = _Counted()
        try:
            yield from _in_entry(box, entry, where, counted)
        except (zipfile.BadZipFile, NotImplementedError, ZlibError, EOFError, OSError, RuntimeError) as error:
            yield Found(where=where, refused=MailRefused(Refusal.NOT_A_ZIP, str(error)))
        except MailRefused as error:
            yield Found(where=where, refused=error)
        on_bytes(entry.compress_size)
        unpacked += counted.bytes
        if unpacked > ZIP_MOST:
            yield Found(where=name, refused=MailRefused(Refusal.TOO_LARGE, f"{ZIP_MOST // 1024**2} MB"))
            return
    if len(box.infolist()) > ENTRIES_MOST:
        refused = MailRefused(Refusal.TOO_LARGE, f"{len(box.infolist())}")
        yield Found(where=name, refused=refused)


def _in_entry(
    box: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str, counted: "_Counted"
) -> Iterator[Found]:
    suffix = Path(entry.filename).suffix.lower()
    if suffix == ".zip":
        raise MailRefused(Refusal.NESTED)
    if suffix not in {".eml", ".mbox", ".mbx", ""}:
        raise MailRefused(Refusal.UNKNOWN_KIND, suffix)
    if entry.flag_bits & 0x1:
        raise MailRefused(Refusal.ENCRYPTED)
    with box.open(entry) as file:
        yield from _in_lines(counted.lines(file), where)


class _Counted:
    """Stops where an entry turns out larger than anything a mail program writes, whatever its header claims."""

    def __init__(self) -> None:
        self.bytes = 0

    def lines(self, file: IO[bytes]) -> Iterator[bytes]:
        for line in _lines(file):
            self.bytes += len(line)
            if self.bytes > ENTRY_MOST:
                raise MailRefused(Refusal.TOO_LARGE, f"{ENTRY_MOST // 1024**2} MB")
            yield line
