"""`hovmester can-we`: the whole of story one in a second, no server needed."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo

import typer

from hovmester.answering import can_we
from hovmester.cli.picture import show
from hovmester.housefile import HouseFile, HouseFileError, load

app = typer.Typer()


@app.command()
def can_we_command(
    text: Annotated[str, typer.Argument(help="What the guest said, in their own words.")],
    house: Annotated[Path, typer.Option(help="The house as a TOML file.")] = Path("house.toml"),
    now: Annotated[
        str, typer.Option(help="The moment it is asked, as ISO 8601. Default: this very moment.")
    ] = "",
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same answer.")] = 1,
    language: Annotated[str, typer.Option(help="en, nl or nb. Default: the language of the house.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Can we? What was understood, yes or no, how sure, what it costs, and by when to say yes."""
    known = _house(house)
    language = language or known.house.language
    if language not in {"en", "nl", "nb"}:
        _stop(f"--language must be en, nl or nb, got {language!r}")
    result = can_we(text, house=known, now=_moment(now, known.sites[0].zone), seed=seed, language=language)
    if as_json:
        print(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        show(result, known, language)


def _house(path: Path) -> HouseFile:
    try:
        return load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        _stop(
            f"no house file at {path}; name one with --house, for example --house examples/porterhouse.toml"
        )
    except (OSError, UnicodeDecodeError) as error:
        _stop(f"cannot read {path}: {error}")
    except HouseFileError as error:
        _stop(f"{path}: {error}")


def _moment(text: str, zone: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        _stop(f"--now must be a moment like 2011-08-17T17:00-04:00, got {text!r}")
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _stop(message: str) -> NoReturn:
    print(f"hovmester can-we: {message}", file=sys.stderr)
    raise typer.Exit(2)
