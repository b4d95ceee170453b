"""The `hovmester` command: one line for each thing it can do.

A command's module is imported when the command is called: `can-we` must answer within a second and needs no web
framework. Each module has `app`, a Typer application of its own.
"""

import os
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = {
    "serve": "hovmester.cli.serve",
    "can-we": "hovmester.cli.can_we",
    "read": "hovmester.cli.read",
    "unsaid": "hovmester.cli.unsaid",
    "house": "hovmester.cli.house",
    "bring-in": "hovmester.cli.bring_in",
    "demo": "hovmester.cli.demo",
}


class OnCall(TyperGroup):
    """The commands of `COMMANDS`, each imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # Any: Typer keeps its own copy of click's types private
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return None
        if cmd_name == "unsaid":  # its matrices are small: a second thread would burn a processor, waiting
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        command = get_command(import_module(COMMANDS[cmd_name]).app)
        command.name = cmd_name
        return command


app = typer.Typer(cls=OnCall, no_args_is_help=True, pretty_exceptions_show_locals=False, add_completion=False)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version  # slow to import, and asked for seldom

        print(version("hovmester"))
        raise typer.Exit


@app.callback()
def hovmester_command(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Which version this is.")
    ] = False,
) -> None:
    """The head waiter: keeps promises to guests, and keeps the details right."""


def main() -> None:
    app()
