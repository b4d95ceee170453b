"""`hovmester demo`: the sample house's day on a fast clock, played through the same actions as the pages.

`day` is what happens, `staff` does the steps, `telling` says on the terminal what the ledger holds, `play` moves the
clock. `past` and `evening` are for a house that is opened to be looked at. Not here: a decision of any kind; the demo
only calls what a person would have clicked.
"""

import os
import tempfile
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from hovmester.cli.opening import open_house

app = typer.Typer(add_completion=False, help="The sample house on a fast clock.")


@app.command()
def demo(
    speed: Annotated[
        float, typer.Option("--speed", min=1, help="How many times as fast as the world.")
    ] = 120.0,
    web: Annotated[
        bool, typer.Option("--web/--no-web", help="Open the house in a browser meanwhile.")
    ] = True,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port of the web.")] = 8000,
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", help="A folder for the demo house; it must hold none yet. Default: a new one."
        ),
    ] = None,
    language: Annotated[str, typer.Option("--language", help="What is told: en, nl or nb.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """A day in the sample house, with the porterhouse evening in it. Ends by itself when the day does."""
    if language not in {"en", "nl", "nb"}:
        _stop(f"--language must be en, nl or nb, got {language!r}")
    folder = data or Path(tempfile.mkdtemp(prefix="hovmester-demo-"))
    if (folder / "house.sqlite3").exists():
        _stop(f"{folder} holds a house already; the demo begins in a folder of its own")
    # A demo never touches the database of a real house, whatever the environment says.
    os.environ.pop("HOVMESTER_DATABASE_URL", None)
    open_house(folder)

    from hovmester.cli.demo.play import play

    play(folder=folder, speed=speed, port=port if web else None, language=language, as_json=as_json)


def _stop(message: str) -> NoReturn:
    typer.echo(f"hovmester demo: {message}", err=True)
    raise typer.Exit(2)
