"""What must hold between the tables of a house file. One table alone is checked where it is read (`tables`)."""

from collections.abc import Iterable

from .errors import marked as _
from .hours import outside, overlap
from .model import Dish, GivenPromise, HouseFile, Opening, Person, Place, Site, Station, Vehicle
from .notes import Notes

Row = Site | Person | Station | Vehicle | Dish | Place | GivenPromise


def check(house: HouseFile, notes: Notes) -> None:
    if not house.sites:
        notes.add("missing", ("sites",), "sites", _("a house needs at least one [[sites]] table"))
    for name, label, rows in _lists(house):
        _check_keys(name, label, rows, notes)
    _check_sites(house, notes)
    _check_hours(house, notes)
    _check_dishes(house, notes)
    _check_airports(house, notes)
    for index, promise in enumerate(house.promises):
        _check_promise(house, index, promise, notes)


def _lists(house: HouseFile) -> Iterable[tuple[str, str, tuple[Row, ...]]]:
    return (
        ("sites", "site", house.sites),
        ("people", "person", house.people),
        ("stations", "station", house.stations),
        ("vehicles", "vehicle", house.vehicles),
        ("dishes", "dish", house.dishes),
        ("places", "place", house.places),
        ("promises", "promise", house.promises),
    )


def _check_keys(name: str, label: str, rows: tuple[Row, ...], notes: Notes) -> None:
    first: dict[str, int] = {}
    for index, row in enumerate(rows):
        if row.key and first.setdefault(row.key.lower(), index) != index:
            notes.add(
                "duplicate",
                (name, index, "key"),
                f"{label} “{row.key}” · key",
                _("is used twice; each {label} has a key of its own"),
                label=label,
            )


def _check_sites(house: HouseFile, notes: Notes) -> None:
    known = {site.key for site in house.sites}
    for name, label, rows in _lists(house):
        for index, row in enumerate(rows):
            if isinstance(row, Person | Station | Vehicle | GivenPromise):
                notes.refer((name, index, "site"), f"{label} “{row.key}” · site", row.site, known)


def _check_hours(house: HouseFile, notes: Notes) -> None:
    for index, site in enumerate(house.sites):
        _check_overlap(("sites", index, "hours"), f"site “{site.key}” · hours", site.hours, notes)
    for index, person in enumerate(house.people):
        label = f"person “{person.key}”"
        _check_overlap(("people", index, "shifts"), f"{label} · shifts", person.shifts, notes)
        _check_overlap(("people", index, "breaks"), f"{label} · breaks", person.breaks, notes)
        for pause in person.breaks:
            if outside(pause, person.shifts):
                notes.add(
                    "hours",
                    ("people", index, "breaks"),
                    f"{label} · breaks",
                    _("the break {day} {start:%H:%M}-{until:%H:%M} lies outside the shifts"),
                    day=pause.weekday,
                    start=pause.start,
                    until=pause.until,
                )


def _check_overlap(
    path: tuple[str, int, str], where: str, openings: tuple[Opening, ...], notes: Notes
) -> None:
    if pair := overlap(openings):
        one, other = pair
        notes.add(
            "overlap",
            path,
            where,
            _("{one} and {other} overlap; join them or move one"),
            one=_said(one),
            other=_said(other),
        )


def _said(opening: Opening) -> str:
    return f"{opening.weekday} {opening.start:%H:%M}-{opening.until:%H:%M}"


def _check_dishes(house: HouseFile, notes: Notes) -> None:
    stations = {station.key for station in house.stations}
    dishes = {dish.key for dish in house.dishes}
    for index, dish in enumerate(house.dishes):
        label = f"dish “{dish.key}”"
        notes.refer(("dishes", index, "station"), f"{label} · station", dish.station, stations)
        for other in dish.instead:
            notes.refer(("dishes", index, "instead"), f"{label} · instead", other, dishes - {dish.key})


def _check_airports(house: HouseFile, notes: Notes) -> None:
    seen: set[str] = set()
    for index, place in enumerate(house.places):
        if place.iata and place.iata in seen:
            notes.add(
                "duplicate",
                ("places", index, "iata"),
                f"place “{place.key}” · iata",
                _("{value} is already the code of another place"),
                value=place.iata,
            )
        seen.add(place.iata)


def _check_promise(house: HouseFile, index: int, promise: GivenPromise, notes: Notes) -> None:
    label = f"promise “{promise.key}”"
    if promise.earliest and promise.earliest > promise.deadline:
        notes.add(
            "order",
            ("promises", index, "earliest"),
            f"{label} · earliest",
            _("lies after the deadline {deadline}, got {earliest}"),
            deadline=promise.deadline.isoformat(),
            earliest=promise.earliest.isoformat(),
        )
    known = {
        "who": {person.key for person in house.people},
        "station": {station.key for station in house.stations},
        "vehicle": {vehicle.key for vehicle in house.vehicles},
        "dish": {dish.key for dish in house.dishes},
    }
    for number, step in enumerate(promise.steps):
        path, where = ("promises", index, "steps", number), f"{label} · step {number + 1}"
        for field, keys in known.items():
            notes.refer((*path, field), f"{where} · {field}", getattr(step, field), keys)
        if step.done_at and not (step.started_at and step.started_at <= step.done_at):
            notes.add(
                "order", (*path, "done_at"), f"{where} · done_at", _("a step is done after it was started")
            )
        if (step.to_lat is None) != (step.to_lon is None):
            notes.add("missing", path, where, _("to_lat and to_lon go together"))
