"""`hovmester bring-in FILE… --channel KEY`: take in what guests said before."""

import csv
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from hovmester.cli.opening import open_house

if TYPE_CHECKING:
    from hovmester.house.hearing.bringing_in import Row, Tally

app = typer.Typer(add_completion=False)
SHOWN = 20  # refused rows on the screen; the report holds all


@app.command()
def bring_in(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="Mails (.eml, .mbox, .zip of them), JSON lines (.jsonl) or tables (.csv).", exists=True
        ),
    ],
    channel: Annotated[
        str, typer.Option("--channel", help="The channel they came through; made if it is new.")
    ],
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", help="The folder of the house. Default: HOVMESTER_HOME, else ./hovmester-data."
        ),
    ] = None,
    report: Annotated[
        Path | None, typer.Option("--report", help="Write every refused row and why to this CSV file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Take in what guests said before; every row refused is named, with the reason.

    Columns and keys: external_id, text, author, author_name, sent_at, language; only text is needed. Bringing the same
    file in again adds nothing. Exits 1 when no row at all could be taken in.
    """
    open_house(data)

    from hovmester.house.hearing import bringing_in
    from hovmester.house.hearing.actions import file_channel
    from hovmester.house.ledger import clock
    from hovmester.house.ledger.errors import HouseError

    console = Console(stderr=True)
    try:
        into = file_channel(key=channel, now=clock.now())
        with _progress(console, quiet=as_json) as progress:
            tally = bringing_in.bring_in(channel=into, rows=_rows(files, progress), now=clock.now())
    except HouseError as error:
        _stop(error.as_json(), as_json=as_json)
    except OSError as error:
        _stop({"code": "file", "message": f"cannot read {error.filename}: {error.strerror}"}, as_json=as_json)
    if report:
        _write_report(report, tally.refused)
    _tell(tally, report, as_json=as_json)
    if tally.refused and not tally.new + tally.known:
        raise typer.Exit(1)


def _progress(console: Console, *, quiet: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, disable=quiet or not console.is_terminal)


def _rows(files: list[Path], progress: Progress) -> Iterator["Row"]:
    from hovmester.house.hearing.bringing_in import rows_in

    for file in files:
        task = progress.add_task(file.name, total=file.stat().st_size)
        yield from rows_in(file, on_bytes=partial(progress.advance, task))


def _write_report(path: Path, refused: tuple["Row", ...]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["where", "code", "field", "why"])
        writer.writerows(_reason(row) for row in refused)


def _reason(row: "Row") -> list[str]:
    assert row.error is not None
    return [row.where, row.error.code, row.error.field or "", row.error.message]


def _tell(tally: "Tally", report: Path | None, *, as_json: bool) -> None:
    if as_json:
        names = ("where", "code", "field", "message")
        refused = [dict(zip(names, _reason(row), strict=True)) for row in tally.refused]
        print(json.dumps({"new": tally.new, "known": tally.known, "refused": refused}, ensure_ascii=False))
        return
    print(f"{tally.new} new, {tally.known} known already, {len(tally.refused)} refused.")
    for row in tally.refused[:SHOWN]:
        where, _, _, why = _reason(row)
        print(f"  {where}: {why}")
    if len(tally.refused) > SHOWN:
        print(
            f"  and {len(tally.refused) - SHOWN} more"
            + (f", all in {report}" if report else "; --report FILE lists all")
        )


def _stop(shape: dict[str, str], *, as_json: bool) -> NoReturn:
    """Exit 2: the command could not be carried out as it was given."""
    typer.echo(json.dumps(shape, ensure_ascii=False) if as_json else shape["message"], err=not as_json)
    raise typer.Exit(2)
