"""What a house file says: the house, its places, people, equipment, dishes and the promises already given.

Every class is one table of `house.toml`. Times of day are `datetime.time` in the zone of the site; moments are
aware `datetime`; money is `Decimal` in the currency of the house; durations are minutes. Names of people are the
house's own.

Not here: reading or writing TOML (`load`, `dump`), opening hours on a given date, the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from decimal import Decimal
from enum import StrEnum

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Trade(StrEnum):
    RESTAURANT = "restaurant"
    SHOP = "shop"
    DIRECT_SALES = "direct-sales"


class Look(StrEnum):
    """Light or dark pages, or as each device prefers."""

    DEVICE = "device"
    LIGHT = "light"
    DARK = "dark"


class Role(StrEnum):
    STAFF = "staff"
    HEAD_WAITER = "head-waiter"
    OWNER = "owner"


class VehicleKind(StrEnum):
    CAR = "car"
    VAN = "van"
    BIKE = "bike"
    FOOT = "foot"


class StepKind(StrEnum):
    """The pieces of work a promise is made of, in the order in which they are done."""

    PERMISSION = "permission"
    MAKE = "make"
    PACK = "pack"
    DRIVE = "drive"
    FIND = "find"
    HANDOVER = "handover"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How long something takes, in minutes: half of the times within `p50`, nine in ten within `p90`."""

    p50: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One stretch of a weekly pattern. `until` at or before `start` means: past midnight."""

    weekday: str
    start: time
    until: time


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseRow:
    name: str
    trade: Trade
    language: str  # "en", "nl" or "nb"
    currency: str  # ISO 4217
    floor: float = 0.9  # the house does not promise below these odds
    reach_km: float = 60.0
    # How long a guest waits after the time wished for, where nothing else is known.
    patience_min: float = 20.0
    look: Look = Look.DEVICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    key: str
    name: str
    lat: float
    lon: float
    zone: str  # IANA, e.g. "America/New_York"
    address: str = ""
    hours: tuple[Opening, ...] = ()
    closed_on: tuple[str, ...] = ()  # ISO dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    key: str
    name: str
    role: Role
    site: str
    skills: tuple[str, ...] = ()
    drives: bool = False
    hourly: Decimal = Decimal(0)  # what an hour costs the house
    may_say_yes_to: Decimal | None = None  # largest cost of a promise; None: what the role may (`Authority`)
    shifts: tuple[Opening, ...] = ()
    breaks: tuple[Opening, ...] = ()
    language: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """Up to which cost a role may give permission. None: without limit."""

    role: Role
    limit: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    key: str
    name: str
    site: str
    places: int = 1  # how many dishes at once
    skill: str = ""  # what the person working it must be able to do; empty: anyone


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    key: str
    name: str
    site: str
    kind: VehicleKind
    per_km: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dish:
    """Something a guest can wish for: a dish, an article of a shop, a sample of a direct-sales team."""

    key: str
    names: Mapping[str, tuple[str, ...]]  # language -> names, the first is the one shown
    station: str
    make: Spread
    price: Decimal
    cost: Decimal = Decimal(0)
    stock: int | None = None  # portions left; None: not counted
    keeps_min: float | None = None  # good for so long after it is ready
    pack: Spread = Spread(p50=3, p90=5)
    instead: tuple[str, ...] = ()  # what may be offered in its place, best first
    allergens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPoint:
    name: str
    walk: Spread  # from the kerb to the guest


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere guests may ask to be met. Airports need not be listed: they are known by code and name."""

    key: str
    names: Mapping[str, tuple[str, ...]]
    lat: float
    lon: float
    iata: str = ""
    zone: str = ""
    meeting_points: tuple[MeetingPoint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenStep:
    """One step of a promise already given."""

    kind: StepKind
    who: str = ""  # person key
    station: str = ""
    vehicle: str = ""
    dish: str = ""
    qty: int = 1
    lasts: Spread
    planned_start: datetime
    started_at: datetime | None = None
    done_at: datetime | None = None
    to_lat: float | None = None  # where a drive ends
    to_lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenPromise:
    """A promise already given and not yet ended: it holds people, places and portions.

    `lands`: the guest comes when a flight does, and earliest and deadline are when that usually is.
    """

    key: str
    title: str
    guest: str
    site: str
    earliest: datetime | None = None
    deadline: datetime
    lands: bool = False
    odds_when_given: float
    steps: tuple[GivenStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseFile:
    house: HouseRow
    sites: tuple[Site, ...]
    people: tuple[Person, ...] = ()
    authority: tuple[Authority, ...] = ()
    stations: tuple[Station, ...] = ()
    vehicles: tuple[Vehicle, ...] = ()
    dishes: tuple[Dish, ...] = ()
    places: tuple[Place, ...] = ()
    promises: tuple[GivenPromise, ...] = field(default=())
