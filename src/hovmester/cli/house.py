"""`hovmester house load|dump FILE`: the house as a TOML file, both ways."""

import json
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from hovmester.cli.opening import open_house
from hovmester.housefile import HouseFile, HouseFileError, dump, load
from hovmester.housefile.samples import sample, samples

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The house as a TOML file, both ways.")

Data = Annotated[
    Path | None,
    typer.Option("--data", help="The folder of the house. Default: HOVMESTER_HOME, else ./hovmester-data."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("load")
def load_command(
    file: Annotated[str, typer.Argument(help="A house file, - for standard input, or sample:NAME.")],
    data: Data = None,
    check: Annotated[bool, typer.Option("--check", help="Only say whether the file is right.")] = False,
    as_json: AsJson = False,
) -> None:
    """Make the house what FILE says. Passwords, wishes and promises stay as they are."""
    house = _read(file, as_json=as_json)
    if check:
        _say({"changed": []}, f"{file}: nothing wrong with it.", as_json=as_json)
        return
    open_house(data)

    from hovmester.house.ledger import clock
    from hovmester.house.ledger.errors import HouseError
    from hovmester.house.people.house_file import load_house

    try:
        changed = load_house(house, by=None, now=clock.now())
    except HouseError as error:
        _stop({"problems": [error.as_json()]}, f"{file}: {error.message}", as_json=as_json)
    _say({"changed": changed}, _told(house, changed), as_json=as_json)
    if house.promises and not as_json:
        print(f"Its {len(house.promises)} promises were left out: a running house keeps its own.")


@app.command("dump")
def dump_command(
    file: Annotated[str, typer.Argument(help="Where to write the house file; - for standard output.")] = "-",
    data: Data = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Bring FILE up to date if it is there; its comments stay.")
    ] = False,
) -> None:
    """Write the house as it stands to FILE; `house load FILE` gives the same house again."""
    path = Path(file)
    if file != "-" and path.exists() and not overwrite:
        _stop(
            {},
            f"{file} is there already; give --overwrite to bring it up to date, or another name",
            as_json=False,
        )
    open_house(data)

    from hovmester.house.people.house_file import house_file
    from hovmester.house.premises.models import House

    try:
        text = dump(house_file(), onto=_before(path) if file != "-" else "")
    except House.DoesNotExist:
        _stop(
            {},
            "there is no house yet; begin with hovmester house load FILE, for example sample:porterhouse",
            as_json=False,
        )
    if file == "-":
        print(text, end="")
        return
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        _stop({}, f"cannot write {file}: {error.strerror}", as_json=False)


def _before(path: Path) -> str:
    """What FILE says now; nothing where it is not there or no text."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _read(file: str, *, as_json: bool) -> HouseFile:
    try:
        return load(_text(file))
    except HouseFileError as error:
        problems = [
            {
                "code": problem.code,
                "line": problem.line,
                "where": problem.where,
                "message": problem.sentence(),
            }
            for problem in error.problems
        ]
        lines = "\n".join(f"{file}: {problem}" for problem in error.problems)
        _stop({"problems": problems}, lines, as_json=as_json)
    except LookupError as error:
        _stop({"problems": [{"code": "sample", "message": str(error)}]}, str(error), as_json=as_json)
    except UnicodeDecodeError:
        message = f"{file} is not UTF-8 text; save it as UTF-8"
        _stop({"problems": [{"code": "utf-8", "message": message}]}, message, as_json=as_json)
    except OSError as error:
        message = f"cannot read {file}: {error.strerror}; the samples are {_sample_names()}"
        _stop({"problems": [{"code": "file", "message": message}]}, message, as_json=as_json)


def _text(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    if file.startswith("sample:"):
        return sample(file.removeprefix("sample:"))
    return Path(file).read_text(encoding="utf-8")


def _sample_names() -> str:
    return ", ".join(f"sample:{name}" for name in samples())


def _told(house: HouseFile, changed: list[str]) -> str:
    if not changed:
        return f"{house.house.name}: nothing to change."
    return "\n".join([f"{house.house.name}: {len(changed)} changes", *(f"  {one}" for one in changed)])


def _say(shape: dict[str, object], text: str, *, as_json: bool) -> None:
    print(json.dumps(shape, ensure_ascii=False) if as_json else text)


def _stop(shape: dict[str, object], text: str, *, as_json: bool) -> NoReturn:
    """Exit 2: the command could not be carried out as it was given."""
    if as_json:
        print(json.dumps(shape, ensure_ascii=False))
    else:
        print(text, file=sys.stderr)
    raise typer.Exit(2)
