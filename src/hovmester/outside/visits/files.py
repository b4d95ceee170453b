"""What kind of file somebody named: text, Parquet, or nothing that can be read - and then what to do about it.

The name says it, or else the first bytes. Not here: reading it (`opening`), and what its columns mean (`columns`).
"""

import csv
import glob
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder
from collections import Counter
from enum import Enum
from os import SEEK_END
from pathlib import Path

from hovmester.outside.visits.errors import CannotOpen

TEXT = (".csv", ".tsv", ".txt")
PARQUET = (".parquet", ".pq")
PACKED = (".gz", ".zst")
SHEETS = (".xlsx", ".xls", ".xlsm", ".ods")
LOOKED_AT = 64_000_000  # bytes of a text file that tell how it is encoded
SEPARATORS = ",;\t|"
OTHERS = {
    b"PK": "a zip archive; unpack it and name the file in it",
    b"SQLite format 3": "an SQLite database; name a table of it and give --on sqlite:///{path}",
    b"\x1f\x8b": "packed with gzip; let its name end in .csv.gz",
    b"%PDF": "a PDF; save the table in it as CSV",
    b"{": "JSON; turn it into CSV or Parquet",
    b"[": "JSON; turn it into CSV or Parquet",
}
PARQUET_MARK = b"PAR1"
DUCKDB = slice(8, 12)  # where such a file says what it is


class Kind(Enum):
    """How a file is read."""

    TEXT = "text"
    PARQUET = "parquet"


def kind_of(source: str, *, tables: bool) -> Kind | None:
    """What is named by `source`, a path or a pattern; None where it is a table's name.

    `tables`: whether there is a database with tables, so that only a file's own ending makes it a file.

    Raises: CannotOpen for a folder, an empty file, a spreadsheet, an archive or a database.
    """
    if not source.strip():
        raise CannotOpen("No file was named. Give a CSV or Parquet file, or a table's name with --on.")
    path = Path(source)
    by_name = _by_name(path)
    if tables and by_name is None:
        return None
    if path.exists():
        return _of_file(path, by_name)
    if glob.has_magic(source):
        if not glob.glob(source, recursive=True):
            raise CannotOpen(f"There is no file that matches {source}.")
        return by_name or Kind.PARQUET
    if by_name is not None:
        raise CannotOpen(f"There is no file {source}.")
    return None


def _by_name(path: Path) -> Kind | None:
    bare = path.with_suffix("") if path.suffix.lower() in PACKED else path
    if bare.suffix.lower() in TEXT:
        return Kind.TEXT
    return Kind.PARQUET if bare.suffix.lower() in PARQUET else None


def _of_file(path: Path, by_name: Kind | None) -> Kind:
    if path.is_dir():
        raise CannotOpen(f"{path} is a folder; name the files in it, such as {path / '*.parquet'}.")
    if path.suffix.lower() in SHEETS:
        raise CannotOpen(f"{path} is a spreadsheet; save its sheet as CSV first.")
    if path.is_file() and path.stat().st_size == 0:
        raise CannotOpen(f"{path} is an empty file: it has no heading and no rows.")
    try:
        with path.open("rb") as file:
            start = file.read(16)
            file.seek(-min(4, path.stat().st_size), SEEK_END)
            end = file.read()
    except OSError as error:
        raise CannotOpen(f"Cannot read {path}: {error.strerror or error}.") from error
    if path.suffix.lower() not in PACKED:
        for mark, what in OTHERS.items():
            if start.startswith(mark):
                raise CannotOpen(f"{path} is {what.format(path=path)}.")
        if start[DUCKDB] == b"DUCK":
            raise CannotOpen(
                f"{path} is a DuckDB database; name a table of it and give --on duckdb://{path}."
            )
    if start.startswith(PARQUET_MARK):
        if end != PARQUET_MARK:
            raise CannotOpen(f"{path} is cut off: a whole Parquet file ends as it begins. Copy it again.")
        return Kind.PARQUET
    if by_name is Kind.PARQUET:
        raise CannotOpen(f"{path} is called a Parquet file and is none, or its beginning is lost.")
    return Kind.TEXT


def encoding_of(path: Path) -> str:
    """UTF-16 says so itself; what is no UTF-8 is Latin-1 where it has no byte that is none of its letters.

    Raises: CannotOpen where it is no text, or in another encoding.
    """
    if not path.is_file() or path.suffix.lower() in PACKED:
        return "utf-8"
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in start:
        raise CannotOpen(f"{path} is no text: it holds bytes that no CSV file has. Save it as CSV in UTF-8.")
    try:
        getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError as error:
        if any(0x80 <= byte < 0xA0 for byte in set(start)):
            raise CannotOpen(f"{path} is neither UTF-8 nor Latin-1; save it again as UTF-8.") from error
        return "latin-1"
    return "utf-8"


def separator_of(path: Path, encoding: str) -> str:
    """The mark between the cells of a text file: that which splits its heading into the most.

    Raises: CannotOpen where two columns have one name: nobody could say which of them is meant.
    """
    if not path.is_file() or path.suffix.lower() in PACKED:
        return "\t" if path.suffix.lower() == ".tsv" else ","
    with path.open(encoding="utf-8-sig" if encoding == "utf-8" else encoding, newline="") as file:
        line = next((line for line in file if line.strip()), "")
    split = {mark: [name.strip() for name in next(csv.reader([line], delimiter=mark))] for mark in SEPARATORS}
    mark = max(split, key=lambda one: len(split[one]))
    names = Counter(name.lower() for name in split[mark] if name)
    if twice := [name for name, n in names.items() if n > 1]:
        raise CannotOpen(
            f"{path} has {names[twice[0]]} columns called {twice[0]!r}; give each a name of its own."
        )
    return mark
