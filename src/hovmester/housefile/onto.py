"""A changed house written onto the text it was written in before: what did not change stays as somebody wrote it,
with its comments, its order and its spelling ("mon-fri" or five lines, 18.5 or 18.50).
"""

import re
from collections.abc import MutableMapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Table

from .dumping import document, write
from .errors import HouseFileError
from .loading import load
from .model import HouseFile

_BLANK_LINES = re.compile(r"\n{3,}")  # a row put between others brings too many

Fields = MutableMapping[str, Any]  # Any: what TOML can hold


def write_onto(house: HouseFile, text: str) -> str:
    """The text of `house`, as near to `text` as it can be; a text that is no house file is not kept."""
    try:
        before = load(text)
        found = tomlkit.parse(text)
        _tables(found, document(before), document(house))
        changed = tomlkit.dumps(found)
        for candidate in (_BLANK_LINES.sub("\n\n", changed), changed):
            if load(candidate) == house:
                return candidate
    except (HouseFileError, TOMLKitError, ValueError, KeyError):
        pass
    return write(house)  # plain, and certainly right


def _tables(found: Fields, before: Fields, after: Fields) -> None:
    for name in {**before, **after}:
        if before.get(name) == after.get(name):
            continue
        if isinstance(after.get(name), AoT) and isinstance(found.get(name), AoT):
            rows = _rows(found[name], before[name], after[name])
            if rows is not found[name]:
                found[name] = rows
        elif isinstance(after.get(name), Table) and name in found and list(before[name]) == list(after[name]):
            _fields(found[name], before[name], after[name])
        else:
            _put(found, name, after)


def _rows(found: AoT, before: AoT, after: AoT) -> AoT:
    """The rows of `after` in their order, each as it was found where it was there before."""
    known = {row["key"]: (row, old) for row, old in zip(found, before, strict=True)}
    if [row["key"] for row in before] == [row["key"] for row in after]:
        for row in after:
            _fields(*known[row["key"]], row)
        return found
    rows = tomlkit.aot()
    for row in after:
        if row["key"] in known:
            written, old = known[row["key"]]
            _fields(written, old, row)
            rows.append(written)
        else:
            rows.append(row)
    return rows


def _fields(found: Fields, before: Fields, after: Fields) -> None:
    for name in {**before, **after}:
        if before.get(name) == after.get(name):
            continue
        if name == "names":
            _fields(found[name], before[name], after[name])
        else:
            _put(found, name, after)


def _put(found: Fields, name: str, after: Fields) -> None:
    if name in after:
        found[name] = after[name]
    else:
        found.pop(name, None)
