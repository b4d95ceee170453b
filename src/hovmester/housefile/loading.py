"""TOML text -> `HouseFile`. What must hold between the tables is in `checks`."""

import re
import tomllib
from decimal import Decimal

from .checks import check
from .currencies import CURRENCIES
from .errors import HouseFileError, Problem
from .errors import marked as _
from .lines import Lines
from .model import (
    Authority,
    Dish,
    GivenPromise,
    GivenStep,
    HouseFile,
    HouseRow,
    Look,
    MeetingPoint,
    Person,
    Place,
    Role,
    Site,
    Spread,
    Station,
    StepKind,
    Trade,
    Vehicle,
    VehicleKind,
)
from .notes import Notes
from .tables import LANGUAGES, LONGEST_MIN, Table

NO_LIMIT = "no limit"
_SYNTAX = re.compile(r"(?P<what>.*?)\s*\(at (?:line (?P<line>\d+), column \d+|end of document)\)\Z")


def load(text: str) -> HouseFile:
    """The house that `text` describes; raises `HouseFileError` with every problem found in it."""
    top, notes = _parse(text)
    house = HouseFile(
        house=read_house(top.table("house")),
        sites=tuple(read_site(table) for table in top.tables("sites", "site")),
        people=tuple(read_person(table) for table in top.tables("people", "person")),
        authority=read_authority(top.table("authority")),
        stations=tuple(read_station(table) for table in top.tables("stations", "station")),
        vehicles=tuple(read_vehicle(table) for table in top.tables("vehicles", "vehicle")),
        dishes=tuple(read_dish(table) for table in top.tables("dishes", "dish")),
        places=tuple(read_place(table) for table in top.tables("places", "place")),
        promises=tuple(read_promise(table) for table in top.tables("promises", "promise")),
    )
    top.leftover()
    check(house, notes)
    if notes.problems:
        raise HouseFileError(tuple(sorted(notes.problems, key=lambda problem: problem.line or 0)))
    return house


def _parse(text: str) -> tuple[Table, Notes]:
    try:
        fields = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise HouseFileError((_syntax(str(error), text),)) from error
    except RecursionError as error:
        raise HouseFileError((_syntax("Nested too deeply", text),)) from error
    except (ValueError, ArithmeticError) as error:  # more digits or a larger exponent than Python takes
        raise HouseFileError((_syntax("A number is too large", text),)) from error
    notes = Notes(Lines(text))
    return Table(fields, (), "", notes), notes


def _syntax(message: str, text: str) -> Problem:
    found = _SYNTAX.match(message)
    return Problem(
        code="syntax",
        line=int(found["line"]) if found and found["line"] else len(text.splitlines()) or 1,
        path=(),
        where="",
        template=_("this cannot be read as TOML: {what}"),
        values={"what": found["what"] if found else message},
    )


def read_house(table: Table) -> HouseRow:
    row = HouseRow(
        name=table.text("name", longest=120),
        trade=table.choice("trade", Trade),
        language=table.one_of("language", LANGUAGES),
        currency=table.one_of("currency", CURRENCIES),
        floor=table.number("floor", 0.9, low=0.5, high=0.999),
        reach_km=table.number("reach_km", 60.0, low=0, high=20_000, more_than_low=True),
        patience_min=table.number("patience_min", 20.0, low=0, high=LONGEST_MIN),
        look=table.choice("look", Look, Look.DEVICE),
    )
    table.leftover()
    return row


def read_site(table: Table) -> Site:
    site = Site(
        key=table.key(),
        name=table.text("name", longest=120),
        lat=table.number("lat", low=-90, high=90),
        lon=table.number("lon", low=-180, high=180),
        zone=table.zone("zone"),
        address=table.text("address", ""),
        hours=table.openings("hours"),
        closed_on=table.days("closed_on"),
    )
    table.leftover()
    return site


def read_person(table: Table) -> Person:
    person = Person(
        key=table.key(),
        name=table.text("name", longest=120),
        role=table.choice("role", Role),
        site=table.text("site"),
        skills=table.texts("skills"),
        drives=table.flag("drives", False),
        hourly=table.money("hourly", Decimal(0)),
        may_say_yes_to=table.maybe_money("may_say_yes_to"),
        shifts=table.openings("shifts"),
        breaks=table.openings("breaks"),
        language=table.one_of("language", ("", *LANGUAGES), ""),
        email=table.text("email", "", longest=254),
        phone=table.text("phone", "", longest=40),
    )
    table.leftover()
    return person


def read_authority(table: Table) -> tuple[Authority, ...]:
    found = []
    for role in table.fields():
        if role not in {*Role}:
            table.not_allowed(role, role, [str(one) for one in Role], code="unknown-key")
        elif table.is_text(role, NO_LIMIT):
            found.append(Authority(role=Role(role), limit=None))
        else:
            found.append(Authority(role=Role(role), limit=table.money(role)))
    return tuple(found)


def read_station(table: Table) -> Station:
    station = Station(
        key=table.key(),
        name=table.text("name", longest=120),
        site=table.text("site"),
        places=table.whole("places", 1, low=1, high=1000),
        skill=table.text("skill", "", longest=60),
    )
    table.leftover()
    return station


def read_vehicle(table: Table) -> Vehicle:
    vehicle = Vehicle(
        key=table.key(),
        name=table.text("name", longest=120),
        site=table.text("site"),
        kind=table.choice("kind", VehicleKind),
        per_km=table.money("per_km", Decimal(0)),
    )
    table.leftover()
    return vehicle


def read_dish(table: Table) -> Dish:
    dish = Dish(
        key=table.key(),
        names=table.names(),
        station=table.text("station"),
        make=table.spread("make"),
        price=table.money("price"),
        cost=table.money("cost", Decimal(0)),
        stock=table.maybe_whole("stock", low=0, high=1_000_000),
        keeps_min=table.maybe_number("keeps_min", low=0, high=365 * 24 * 60, more_than_low=True),
        pack=table.spread("pack", Spread(p50=3, p90=5)),
        instead=table.texts("instead"),
        allergens=table.texts("allergens"),
    )
    table.leftover()
    return dish


def read_place(table: Table) -> Place:
    place = Place(
        key=table.key(),
        names=table.names(),
        lat=table.number("lat", low=-90, high=90),
        lon=table.number("lon", low=-180, high=180),
        iata=table.airport("iata"),
        zone=table.zone("zone", ""),
        meeting_points=tuple(
            _meeting_point(point) for point in table.tables("meeting_points", "meeting point")
        ),
    )
    table.leftover()
    return place


def _meeting_point(table: Table) -> MeetingPoint:
    point = MeetingPoint(name=table.text("name", longest=120), walk=table.spread("walk"))
    table.leftover()
    return point


def read_promise(table: Table) -> GivenPromise:
    promise = GivenPromise(
        key=table.key(),
        title=table.text("title"),
        guest=table.text("guest"),
        site=table.text("site"),
        earliest=table.maybe_moment("earliest"),
        deadline=table.moment("deadline"),
        lands=table.flag("lands", False),
        odds_when_given=table.number("odds_when_given", low=0, high=1),
        steps=tuple(_step(step) for step in table.tables("steps", "step")),
    )
    table.leftover()
    return promise


def _step(table: Table) -> GivenStep:
    step = GivenStep(
        kind=table.choice("kind", StepKind),
        who=table.text("who", ""),
        station=table.text("station", ""),
        vehicle=table.text("vehicle", ""),
        dish=table.text("dish", ""),
        qty=table.whole("qty", 1, low=1, high=10_000),
        lasts=table.spread("lasts"),
        planned_start=table.moment("planned_start"),
        started_at=table.maybe_moment("started_at"),
        done_at=table.maybe_moment("done_at"),
        to_lat=table.maybe_number("to_lat", low=-90, high=90),
        to_lon=table.maybe_number("to_lon", low=-180, high=180),
    )
    table.leftover()
    return step
