"""Houses of every shape that a house file can describe, for property tests."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

from hypothesis import strategies as st

from hovmester.housefile.currencies import CURRENCIES
from hovmester.housefile.hours import outside, overlap
from hovmester.housefile.model import (
    WEEKDAYS,
    Authority,
    Dish,
    GivenPromise,
    GivenStep,
    HouseFile,
    HouseRow,
    Look,
    MeetingPoint,
    Opening,
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

KEY = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,11}", fullmatch=True)
# Everything TOML can hold in a text: quotes, backslashes, line ends, other alphabets.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t"), max_size=40)
TEXT = ANY_TEXT.filter(str.strip)
NAMES = st.dictionaries(
    st.sampled_from(["en", "nl", "nb", "de"]),
    st.lists(TEXT, min_size=1, max_size=3).map(tuple),
    min_size=1,
)
MONEY = st.decimals(min_value=0, max_value=99_999, places=2) | st.integers(0, 10**6).map(Decimal)
LAT, LON = st.floats(-90, 90), st.floats(-180, 180)
ZONE = st.sampled_from(["America/New_York", "Europe/Amsterdam", "Europe/Oslo", "UTC"])
MINUTES = st.floats(min_value=0, max_value=10_000, exclude_min=True, allow_subnormal=False)
SPREAD = st.tuples(MINUTES, MINUTES).map(lambda pair: Spread(p50=min(pair), p90=max(pair)))
TIME = st.builds(time, st.integers(0, 23), st.integers(0, 59))
MOMENT = st.datetimes(
    datetime(2000, 1, 1),  # noqa: DTZ001 - the offset is drawn beside it
    datetime(2090, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=-4)), timezone(timedelta(hours=5, minutes=30))]),
)


def _apart(openings: list[Opening]) -> tuple[Opening, ...]:
    kept: tuple[Opening, ...] = ()
    for opening in openings:
        if not overlap((*kept, opening)):
            kept = (*kept, opening)
    return kept


OPENINGS = st.lists(
    st.builds(Opening, weekday=st.sampled_from(WEEKDAYS), start=TIME, until=TIME), max_size=6
).map(_apart)


def keys(most: int = 4, least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(KEY, min_size=least, max_size=most, unique_by=str.lower)


@st.composite
def houses(draw: st.DrawFn) -> HouseFile:
    site_keys = draw(keys(2, 1))
    site = st.sampled_from(site_keys)
    people = [draw(_person(key, site)) for key in draw(keys())]
    stations = [draw(_station(key, site)) for key in draw(keys(3))]
    vehicles = [draw(_vehicle(key, site)) for key in draw(keys(3))]
    dish_keys = draw(keys()) if stations else []
    return HouseFile(
        house=draw(_house()),
        sites=tuple(draw(_site(key)) for key in site_keys),
        people=tuple(people),
        authority=draw(_authority()),
        stations=tuple(stations),
        vehicles=tuple(vehicles),
        dishes=tuple(draw(_dish(key, [row.key for row in stations], dish_keys)) for key in dish_keys),
        places=draw(_places()),
        promises=tuple(
            draw(_promise(key, site, people, stations, vehicles, dish_keys)) for key in draw(keys(2))
        ),
    )


def _house() -> st.SearchStrategy[HouseRow]:
    return st.builds(
        HouseRow,
        name=TEXT,
        trade=st.sampled_from(Trade),
        language=st.sampled_from(["en", "nl", "nb"]),
        currency=st.sampled_from(sorted(CURRENCIES)),
        floor=st.floats(0.5, 0.999),
        reach_km=st.floats(0.5, 20_000),
        patience_min=st.floats(0, 600),
        look=st.sampled_from(Look),
    )


def _site(key: str) -> st.SearchStrategy[Site]:
    days = st.dates(date(2000, 1, 1)).map(date.isoformat)
    return st.builds(
        Site,
        key=st.just(key),
        name=TEXT,
        lat=LAT,
        lon=LON,
        zone=ZONE,
        address=ANY_TEXT,
        hours=OPENINGS,
        closed_on=st.lists(days, max_size=3).map(tuple),
    )


@st.composite
def _person(draw: st.DrawFn, key: str, site: st.SearchStrategy[str]) -> Person:
    shifts = draw(OPENINGS)
    return Person(
        key=key,
        name=draw(TEXT),
        role=draw(st.sampled_from(Role)),
        site=draw(site),
        skills=tuple(draw(st.lists(TEXT, max_size=3))),
        drives=draw(st.booleans()),
        hourly=draw(MONEY),
        may_say_yes_to=draw(st.none() | MONEY),
        shifts=shifts,
        breaks=tuple(pause for pause in draw(OPENINGS) if not outside(pause, shifts)),
        language=draw(st.sampled_from(["", "en", "nl", "nb"])),
        email=draw(ANY_TEXT),
        phone=draw(ANY_TEXT),
    )


def _authority() -> st.SearchStrategy[tuple[Authority, ...]]:
    return st.dictionaries(st.sampled_from(Role), st.none() | MONEY).map(
        lambda limits: tuple(Authority(role=role, limit=limit) for role, limit in limits.items())
    )


def _station(key: str, site: st.SearchStrategy[str]) -> st.SearchStrategy[Station]:
    return st.builds(
        Station, key=st.just(key), name=TEXT, site=site, places=st.integers(1, 1000), skill=ANY_TEXT
    )


def _vehicle(key: str, site: st.SearchStrategy[str]) -> st.SearchStrategy[Vehicle]:
    return st.builds(
        Vehicle, key=st.just(key), name=TEXT, site=site, kind=st.sampled_from(VehicleKind), per_km=MONEY
    )


def _dish(key: str, stations: list[str], dishes: list[str]) -> st.SearchStrategy[Dish]:
    others = [other for other in dishes if other != key]
    return st.builds(
        Dish,
        key=st.just(key),
        names=NAMES,
        station=st.sampled_from(stations),
        make=SPREAD,
        price=MONEY,
        cost=MONEY,
        stock=st.none() | st.integers(0, 1_000_000),
        keeps_min=st.none() | MINUTES,
        pack=SPREAD,
        instead=st.lists(st.sampled_from(others), max_size=2).map(tuple) if others else st.just(()),
        allergens=st.lists(TEXT, max_size=2).map(tuple),
    )


@st.composite
def _places(draw: st.DrawFn) -> tuple[Place, ...]:
    codes = iter(draw(st.permutations(["EWR", "AMS", "OSL", "TRD", "", ""])))
    point = st.builds(MeetingPoint, name=TEXT, walk=SPREAD)
    return tuple(
        Place(
            key=key,
            names=draw(NAMES),
            lat=draw(LAT),
            lon=draw(LON),
            iata=next(codes),
            zone=draw(st.just("") | ZONE),
            meeting_points=tuple(draw(st.lists(point, max_size=2))),
        )
        for key in draw(keys(3))
    )


@st.composite
def _promise(
    draw: st.DrawFn,
    key: str,
    site: st.SearchStrategy[str],
    people: list[Person],
    stations: list[Station],
    vehicles: list[Vehicle],
    dishes: list[str],
) -> GivenPromise:
    one, other = sorted([draw(MOMENT), draw(MOMENT)])
    steps = st.lists(
        _step(
            [row.key for row in people],
            [row.key for row in stations],
            [row.key for row in vehicles],
            dishes,
        ),
        max_size=3,
    )
    return GivenPromise(
        key=key,
        title=draw(TEXT),
        guest=draw(TEXT),
        site=draw(site),
        earliest=draw(st.sampled_from([None, one])),
        deadline=other,
        odds_when_given=draw(st.floats(0, 1)),
        steps=tuple(draw(steps)),
    )


@st.composite
def _step(
    draw: st.DrawFn, people: list[str], stations: list[str], vehicles: list[str], dishes: list[str]
) -> GivenStep:
    started, done = sorted([draw(MOMENT), draw(MOMENT)])
    has_started = draw(st.booleans())
    there = draw(st.none() | st.tuples(LAT, LON))
    return GivenStep(
        kind=draw(st.sampled_from(StepKind)),
        who=draw(st.sampled_from(["", *people])),
        station=draw(st.sampled_from(["", *stations])),
        vehicle=draw(st.sampled_from(["", *vehicles])),
        dish=draw(st.sampled_from(["", *dishes])),
        qty=draw(st.integers(1, 10_000)),
        lasts=draw(SPREAD),
        planned_start=draw(MOMENT),
        started_at=started if has_started else None,
        done_at=done if has_started and draw(st.booleans()) else None,
        to_lat=there[0] if there else None,
        to_lon=there[1] if there else None,
    )
