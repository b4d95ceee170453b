"""A house with one row put in, changed or taken out: what a form sends is read and checked like a file.

`fields` are what the TOML table would hold. Each function raises `HouseFileError`; a problem's `path` ends with the
field at fault. The house given is never changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

from .checks import check
from .errors import HouseFileError
from .lines import Lines
from .loading import (
    read_authority,
    read_dish,
    read_house,
    read_person,
    read_place,
    read_site,
    read_station,
    read_vehicle,
)
from .model import HouseFile
from .notes import Notes
from .tables import Table

Rows = Literal["sites", "people", "stations", "vehicles", "dishes", "places"]
Fields = Mapping[str, object]

_READERS: dict[Rows, tuple[str, Callable[[Table], Any]]] = {  # Any: one of the rows of a house
    "sites": ("site", read_site),
    "people": ("person", read_person),
    "stations": ("station", read_station),
    "vehicles": ("vehicle", read_vehicle),
    "dishes": ("dish", read_dish),
    "places": ("place", read_place),
}


def put(house: HouseFile, rows: Rows, fields: Fields, *, key: str = "") -> HouseFile:
    """With the row `key` as `fields` say; with a new row at the end where `key` is empty or unknown."""
    label, read = _READERS[rows]
    before = getattr(house, rows)
    index = next((at for at, row in enumerate(before) if row.key == key), len(before))
    notes = Notes(Lines(""))
    row = read(Table(fields, (rows, index), f"{label} “{fields.get('key', key)}”", notes))
    return _checked(_with(house, rows, (*before[:index], row, *before[index + 1 :])), notes)


def drop(house: HouseFile, rows: Rows, key: str) -> HouseFile:
    """Without the row `key`; refused while another row still refers to it."""
    kept = tuple(row for row in getattr(house, rows) if row.key != key)
    return _checked(_with(house, rows, kept), Notes(Lines("")))


def put_shifts(house: HouseFile, key: str, fields: Fields) -> HouseFile:
    """With other shifts and breaks for the person `key`, who stays the same otherwise."""
    notes = Notes(Lines(""))
    index = next(at for at, row in enumerate(house.people) if row.key == key)
    table = Table(fields, ("people", index), f"person “{key}”", notes)
    row = replace(house.people[index], shifts=table.openings("shifts"), breaks=table.openings("breaks"))
    people = (*house.people[:index], row, *house.people[index + 1 :])
    return _checked(replace(house, people=people), notes)


def put_house(house: HouseFile, fields: Fields) -> HouseFile:
    notes = Notes(Lines(""))
    return _checked(replace(house, house=read_house(Table(fields, ("house",), "house", notes))), notes)


def put_authority(house: HouseFile, fields: Fields) -> HouseFile:
    notes = Notes(Lines(""))
    rows = read_authority(Table(fields, ("authority",), "authority", notes))
    return _checked(replace(house, authority=rows), notes)


def _with(house: HouseFile, rows: str, values: tuple[Any, ...]) -> HouseFile:  # Any: the rows of one kind
    changes: dict[str, Any] = {rows: values}
    return replace(house, **changes)


def _checked(house: HouseFile, notes: Notes) -> HouseFile:
    if not notes.problems:
        check(house, notes)
    if notes.problems:
        raise HouseFileError(tuple(notes.problems))
    return house
