"""`HouseFile` -> TOML text. What equals its default is left out; `load` of the text gives an equal house."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.container import Container
from tomlkit.items import AoT, InlineTable, Item, Table

from .hours import write_hours
from .loading import NO_LIMIT
from .model import (
    Dish,
    GivenPromise,
    GivenStep,
    HouseFile,
    HouseRow,
    Look,
    MeetingPoint,
    Person,
    Place,
    Site,
    Spread,
    Station,
    Vehicle,
)

_HEAD = "Times of day are those of the site; spreads are minutes (p50: half of the times, p90: nine in ten)."
_LONGEST_LINE = 90


def write(house: HouseFile) -> str:
    """The text of a house file, in the order of `house`."""
    return tomlkit.dumps(document(house))


def document(house: HouseFile) -> TOMLDocument:
    document = tomlkit.document()
    document.add(tomlkit.comment(_HEAD))
    document.add(tomlkit.nl())
    document["house"] = _house(house.house)
    if house.authority:
        document["authority"] = _table(
            (row.role.value, NO_LIMIT if row.limit is None else row.limit) for row in house.authority
        )
    _add(document, "sites", [_site(row) for row in house.sites])
    _add(document, "people", [_person(row) for row in house.people])
    _add(document, "stations", [_station(row) for row in house.stations])
    _add(document, "vehicles", [_vehicle(row) for row in house.vehicles])
    _add(document, "dishes", [_dish(row) for row in house.dishes])
    _add(document, "places", [_place(row) for row in house.places])
    _add(document, "promises", [_promise(row) for row in house.promises])
    return document


def _house(row: HouseRow) -> Table:
    return _table(
        [
            ("name", row.name),
            ("trade", row.trade.value),
            ("language", row.language),
            ("currency", row.currency),
            ("floor", row.floor),
            ("reach_km", row.reach_km),
            ("patience_min", row.patience_min),
            ("look", _unless(row.look.value, Look.DEVICE.value)),
        ]
    )


def _site(row: Site) -> Table:
    return _table(
        [
            ("key", row.key),
            ("name", row.name),
            ("lat", row.lat),
            ("lon", row.lon),
            ("zone", row.zone),
            ("address", row.address or None),
            ("hours", write_hours(row.hours) or None),
            ("closed_on", row.closed_on or None),
        ]
    )


def _person(row: Person) -> Table:
    return _table(
        [
            ("key", row.key),
            ("name", row.name),
            ("role", row.role.value),
            ("site", row.site),
            ("skills", row.skills or None),
            ("drives", row.drives or None),
            ("hourly", row.hourly or None),
            ("may_say_yes_to", row.may_say_yes_to),
            ("shifts", write_hours(row.shifts) or None),
            ("breaks", write_hours(row.breaks) or None),
            ("language", row.language or None),
            ("email", row.email or None),
            ("phone", row.phone or None),
        ]
    )


def _station(row: Station) -> Table:
    return _table(
        [
            ("key", row.key),
            ("name", row.name),
            ("site", row.site),
            ("places", row.places),
            ("skill", row.skill or None),
        ]
    )


def _vehicle(row: Vehicle) -> Table:
    return _table(
        [
            ("key", row.key),
            ("name", row.name),
            ("site", row.site),
            ("kind", row.kind.value),
            ("per_km", row.per_km or None),
        ]
    )


def _dish(row: Dish) -> Table:
    return _table(
        [
            ("key", row.key),
            *((f"names.{language}", names) for language, names in row.names.items()),
            ("station", row.station),
            ("make", row.make),
            ("price", row.price),
            ("cost", row.cost or None),
            ("stock", row.stock),
            ("keeps_min", row.keeps_min),
            ("pack", _unless(row.pack, Spread(p50=3, p90=5))),
            ("instead", row.instead or None),
            ("allergens", row.allergens or None),
        ]
    )


def _place(row: Place) -> Table:
    table = _table(
        [
            ("key", row.key),
            *((f"names.{language}", names) for language, names in row.names.items()),
            ("lat", row.lat),
            ("lon", row.lon),
            ("iata", row.iata or None),
            ("zone", row.zone or None),
        ]
    )
    _add(table, "meeting_points", [_meeting_point(point) for point in row.meeting_points])
    return table


def _meeting_point(row: MeetingPoint) -> Table:
    return _table([("name", row.name), ("walk", row.walk)])


def _promise(row: GivenPromise) -> Table:
    table = _table(
        [
            ("key", row.key),
            ("title", row.title),
            ("guest", row.guest),
            ("site", row.site),
            ("earliest", row.earliest),
            ("deadline", row.deadline),
            ("lands", row.lands or None),
            ("odds_when_given", row.odds_when_given),
        ]
    )
    _add(table, "steps", [_step(step) for step in row.steps])
    return table


def _step(row: GivenStep) -> Table:
    return _table(
        [
            ("kind", row.kind.value),
            ("who", row.who or None),
            ("station", row.station or None),
            ("vehicle", row.vehicle or None),
            ("dish", row.dish or None),
            ("qty", row.qty if row.qty != 1 else None),
            ("lasts", row.lasts),
            ("planned_start", row.planned_start),
            ("started_at", row.started_at),
            ("done_at", row.done_at),
            ("to_lat", row.to_lat),
            ("to_lon", row.to_lon),
        ]
    )


def _table(fields: Iterable[tuple[str, object]]) -> Table:
    """A table of those fields that have a value; a dotted name stays dotted."""
    table = tomlkit.table()
    for name, value in fields:
        if value is not None:
            table.append(tomlkit.key(name.split(".")) if "." in name else name, _item(value))
    return table


def _add(parent: Container | Table, name: str, tables: Sequence[Table]) -> None:
    if tables:
        rows: AoT = tomlkit.aot()
        for table in tables:
            rows.append(table)
        parent.append(name, rows)


def _item(value: object) -> Item:
    if isinstance(value, Spread):
        return _spread(value)
    if isinstance(value, Decimal):
        return tomlkit.value(f"{value:f}")
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return tomlkit.value(value.isoformat())
    if isinstance(value, list | tuple):
        array = tomlkit.array()
        array.extend(value)
        return array.multiline(len(array.as_string()) > _LONGEST_LINE)
    return tomlkit.item(value)


def _spread(value: Spread) -> InlineTable:
    table = tomlkit.inline_table()
    table.update({"p50": _number(value.p50), "p90": _number(value.p90)})
    return table


def _number(value: float) -> Item:
    """60.0 is written 60: people write minutes and kilometres so."""
    whole = float(value).is_integer() and abs(value) < 2**53
    return tomlkit.item(int(value)) if whole else tomlkit.value(repr(float(value)))


def _unless(value: Any, default: object) -> Any:  # Any: whatever the field holds, or None
    return None if value == default else value
