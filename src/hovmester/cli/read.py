"""`hovmester read`: JSON lines of messages in, JSON lines of readings out – or one message, explained in colour."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Annotated, Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from hovmester.answering.vocabulary import vocabulary
from hovmester.engines.reading import read
from hovmester.engines.reading.as_json import as_json
from hovmester.engines.reading.layer import Correction, HouseLayer
from hovmester.engines.reading.layer import teach as teach_layer
from hovmester.engines.reading.model import Reading, Vocabulary
from hovmester.housefile import HouseFileError, load

FIRST_YEAR, LAST_YEAR = 1900, 2200  # of a message; days are counted from it both ways
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")

app = typer.Typer(add_completion=False)


@app.command()
def read_command(
    source: Annotated[
        str, typer.Argument(help="A file of JSON lines {id, text, …}; - for standard input.")
    ] = "-",
    as_lines: Annotated[
        bool, typer.Option("--json", help="One JSON object a line (the default for files).")
    ] = False,
    explain: Annotated[
        str, typer.Option(help="Read this one message and show in colour what was understood.")
    ] = "",
    house: Annotated[Path | None, typer.Option(help="A house file: its dishes, places and zone.")] = None,
    now: Annotated[str, typer.Option(help="When messages were sent that do not say so, ISO 8601.")] = "",
    zone: Annotated[
        str, typer.Option(help="Zone of the house. Default: that of the house file, or UTC.")
    ] = "",
    language: Annotated[str, typer.Option(help="The language most guests write.")] = "",
    careful: Annotated[
        bool, typer.Option(help="Ask the encoder of every message: better, and slower.")
    ] = False,
    teach: Annotated[
        Path | None,
        typer.Option(help="Corrections {text, kinds}, JSON lines: learn the house's own layer from them."),
    ] = None,
    layer: Annotated[Path | None, typer.Option(help="Where the house's own layer is kept (.npz).")] = None,
) -> None:
    """What guests mean, with the words that say so."""
    if teach:
        _teach(_reader(house, now, zone, language, True, None), teach, layer)
        return
    kept = layer if layer is not None and layer.exists() else None
    reader = _reader(house, now, zone, language, careful or bool(explain), kept)
    if explain:
        from hovmester.cli.read_picture import show

        show(reader.read_one({"text": explain}))
        return
    _stream(reader, source, quiet=as_lines and source == "-")


def _reader(
    house: Path | None, now: str, zone: str, language: str, careful: bool, layer: Path | None
) -> "_Reader":
    words, home = _house(house)
    kept = HouseLayer.load(layer) if layer else None
    return _Reader(words, zone or home, _moment(now), language or None, careful, kept)


def _teach(reader: "_Reader", corrections: Path, layer: Path | None) -> None:
    if layer is None:
        _stop("--teach needs --layer: where to keep what was learnt, for example --layer house-layer.npz")
    lessons = []
    with _opened(str(corrections)) as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = _checked(json.loads(line))
                kinds = reader.read_one(row).kinds
                lessons.append(Correction(text=row["text"], kinds=_kinds_of(row), shipped=kinds))
            except (ValueError, OverflowError, RecursionError) as error:
                _stop(f"{corrections}, line {number}: {_why(error)}")
    taught = teach_layer(lessons)
    taught.save(layer)
    print(f"learnt from {taught.n} corrections, kept in {layer}", file=sys.stderr)


def _kinds_of(row: dict[str, Any]) -> frozenset[str]:  # Any: JSON
    kinds = row.get("kinds")
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise ValueError(f'"kinds" must be a list such as ["wish"], got {_short(kinds)}')
    return frozenset(kinds)


class _Reader:
    def __init__(
        self,
        words: Vocabulary,
        zone: str,
        now: datetime,
        language: str | None,
        careful: bool,
        layer: HouseLayer | None,
    ) -> None:
        self._words, self._now, self._language, self._careful = words, now, language, careful
        self._layer = layer
        self._zone = _zone(zone, "--zone")

    def read_one(self, row: dict[str, Any]) -> Reading:  # Any: JSON has no narrower type
        sent, zone = row.get("sent_at"), row.get("place_zone") or self._zone
        return read(
            row["text"],
            vocabulary=self._words,
            now=_aware(_sent(sent), zone) if sent else self._now,
            zone=zone,
            language=row.get("language") or self._language,
            careful=self._careful,
            layer=self._layer,
        )


def _stream(reader: _Reader, source: str, *, quiet: bool) -> None:
    refused = 0
    with _opened(source) as lines:
        for number, line in enumerate(_with_progress(lines, source, quiet), start=1):
            if not line.strip():
                continue
            try:
                row = _checked(json.loads(line))
                shape = {"id": row.get("id"), **as_json(reader.read_one(row))}
            except (ValueError, OverflowError, RecursionError) as error:
                refused += 1
                print(f"hovmester read: line {number}: {_why(error)}", file=sys.stderr)
                continue
            sys.stdout.write(_line(shape))
    if refused:
        raise typer.Exit(1)


def _line(shape: dict[str, Any]) -> str:  # Any: JSON
    """Half a character (a lone surrogate) cannot be written as it is; JSON has a way to say it."""
    told = json.dumps(shape, ensure_ascii=False)
    try:
        told.encode("utf-8")
    except UnicodeEncodeError:
        told = json.dumps(shape)
    return told + "\n"


def _checked(row: object) -> dict[str, Any]:  # Any: JSON
    """A message as the format says it is. Raises ValueError, naming what is wrong and how it should look."""
    if not isinstance(row, dict):
        raise ValueError(f"each line must be one object with id and text, got {type(row).__name__}")
    if not isinstance(row.get("text"), str):
        raise ValueError(f'"text" must be the words of the message, got {_short(row.get("text", "nothing"))}')
    for key, like in (
        ("sent_at", "a moment like 2011-08-17T17:00-04:00"),
        ("place_zone", "a time zone such as Europe/Amsterdam"),
        ("language", "a language such as nl"),
    ):
        if not isinstance(row.get(key) or "", str):
            raise ValueError(f'"{key}" must be {like}, got {_short(row[key])}')
    if row.get("sent_at"):
        _sent(row["sent_at"])
    if row.get("language"):
        row["language"] = _language(row["language"])
    if row.get("place_zone"):
        try:
            ZoneInfo(row["place_zone"])
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            got = _short(row["place_zone"])
            raise ValueError(
                f'"place_zone" must be a time zone such as Europe/Amsterdam, got {got}'
            ) from error
    return row


def _sent(text: str) -> datetime:
    try:
        sent = datetime.fromisoformat(text)
    except ValueError:
        sent = None
    if sent is None or not FIRST_YEAR <= sent.year <= LAST_YEAR:
        raise ValueError(
            f'"sent_at" must be a moment like 2011-08-17T17:00-04:00 between {FIRST_YEAR} and {LAST_YEAR}, '
            f"got {_short(text)}"
        )
    return sent


def _language(text: str) -> str:
    """ "nl-NL" is "nl". A language nobody here reads is still a language."""
    if not _LANGUAGE.fullmatch(text):
        raise ValueError(f'"language" must be a language such as nl, got {_short(text)}')
    return re.split("[-_]", text)[0].lower()


def _short(value: object) -> str:
    return json.dumps(value)[:60]


def _why(error: Exception) -> str:
    if isinstance(error, RecursionError):
        return "nested too deeply; each line must be one object with id and text"
    if "integer string conversion" in str(error):
        return "not JSON (a number of thousands of digits); each line must be one object with id and text"
    if isinstance(error, json.JSONDecodeError):
        return (
            f"not JSON ({error.msg} at column {error.colno}); each line must be one object with id and text"
        )
    return f"cannot be read: {error}"


def _opened(source: str) -> IO[str]:
    if source == "-":
        return sys.stdin
    try:
        return Path(source).open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        _stop(f"cannot read {source}: {error.strerror}; give a file of JSON lines, or - for standard input")


def _with_progress(lines: IO[str], source: str, quiet: bool) -> Iterable[str]:
    """A bar on stderr where a person is looking."""
    if quiet or not sys.stderr.isatty() or source == "-":
        return lines
    return _watched(lines, Path(source).stat().st_size)


def _watched(lines: IO[str], size: int) -> Iterator[str]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=size)
        for line in lines:
            yield line
            progress.advance(task, len(line.encode("utf-8")))


def _house(path: Path | None) -> tuple[Vocabulary, str]:
    if path is None:
        return Vocabulary(), "UTC"
    try:
        known = load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, HouseFileError) as error:
        _stop(f"{path}: {error}")
    return vocabulary(known), known.sites[0].zone


def _moment(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        return _aware(datetime.fromisoformat(text), "UTC")
    except ValueError:
        _stop(f"--now must be a moment like 2011-08-17T17:00-04:00, got {text!r}")


def _aware(moment: datetime, zone: str) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _zone(name: str, option: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        _stop(f"{option} must be a time zone such as Europe/Amsterdam, got {name!r}")
    return name


def _stop(message: str) -> NoReturn:
    print(f"hovmester read: {message}", file=sys.stderr)
    raise typer.Exit(2)
