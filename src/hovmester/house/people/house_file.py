"""The house in the database and the house as a file, both ways: the one writer of what a house is made of.

The pages change one row, `hovmester house load` changes all; both end here, in one transaction with one entry.
Passwords, wishes and promises are not in the file and are kept. What the file no longer names is set inactive:
the ledger and old promises still speak of it, and it returns with everything it had when the file names it again.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from hovmester.house.ledger.errors import HouseError
from hovmester.house.ledger.record import record
from hovmester.house.people import house_rows as rows
from hovmester.house.people.house_rows import Fields
from hovmester.house.people.models import Authority, Person, Shift
from hovmester.house.premises.models import (
    Dish,
    House,
    MeetingPoint,
    Opening,
    Place,
    Site,
    Station,
    Vehicle,
)
from hovmester.housefile import HouseFile, model

Keyed = TypeVar("Keyed", Site, Station, Vehicle, Dish, Place, Person)


class NoOwner(HouseError):
    code = "no-owner"

    def __init__(self) -> None:
        super().__init__(
            _("This would leave the house without an owner. Give one person the role owner."), field="role"
        )


def change_house(change: Callable[[HouseFile], HouseFile], *, by: Person | None, now: datetime) -> list[str]:
    """Apply `change` to the house as it stands; nobody else changes it meanwhile. Returns what became different."""
    with transaction.atomic():
        House.objects.select_for_update().get()
        return load_house(change(house_file()), by=by, now=now)


def load_house(house: HouseFile, *, by: Person | None, now: datetime) -> list[str]:
    """Make the database say what `house` says, promises apart. Returns what became different, one word each.

    Raises NoOwner where nobody could sign in as owner any more.
    """
    if not any(person.role is model.Role.OWNER for person in house.people):
        raise NoOwner
    with transaction.atomic():
        changed = [*_write_house(house.house), *_write_authority(house.authority)]
        sites, done = _write(Site, [(row.key, rows.site_fields(row)) for row in house.sites])
        changed += done
        for row in house.sites:
            changed += _write_hours(sites[row.key], row.hours)
        changed += _write_people(house.people, sites)
        stations, done = _write(
            Station, [(row.key, rows.station_fields(row, sites)) for row in house.stations]
        )
        changed += done
        changed += _write(Vehicle, [(row.key, rows.vehicle_fields(row, sites)) for row in house.vehicles])[1]
        changed += _write(Dish, [(row.key, rows.dish_fields(row, stations)) for row in house.dishes])[1]
        changed += _write_places(house.places)
        if changed:
            record(
                verb="changed-house",
                subject=House.get(),
                at=now,
                by=by,
                rule="" if by else "house-file",
                changed=changed,
            )
    return changed


def house_file() -> HouseFile:
    """The house as it stands, without its promises. Raises House.DoesNotExist on a fresh machine."""
    house = House.get()
    return HouseFile(
        house=model.HouseRow(
            name=house.name,
            trade=model.Trade(house.trade),
            language=house.language,
            currency=house.currency,
            floor=house.floor,
            reach_km=house.reach_km,
            patience_min=house.patience_min,
            look=model.Look(house.look),
        ),
        sites=tuple(
            rows.read_site(row) for row in Site.objects.filter(is_active=True).prefetch_related("hours")
        ),
        people=tuple(
            rows.read_person(row)
            for row in Person.objects.filter(is_active=True).select_related("site").prefetch_related("shifts")
        ),
        authority=tuple(
            model.Authority(role=model.Role(row.role), limit=rows.maybe_money(row.limit))
            for row in Authority.objects.order_by("id")
        ),
        stations=tuple(
            rows.read_station(row) for row in Station.objects.filter(is_active=True).select_related("site")
        ),
        vehicles=tuple(
            rows.read_vehicle(row) for row in Vehicle.objects.filter(is_active=True).select_related("site")
        ),
        dishes=tuple(
            rows.read_dish(row) for row in Dish.objects.filter(is_active=True).select_related("station")
        ),
        places=tuple(
            rows.read_place(row)
            for row in Place.objects.filter(is_active=True).prefetch_related("meeting_points")
        ),
    )


def _write(
    kind: type[Keyed], wanted_rows: Sequence[tuple[str, Fields]]
) -> tuple[dict[str, Keyed], list[str]]:
    """Rows of one kind by their keys: added, changed where they differ, or set inactive. Returns them all."""
    known: dict[str, Keyed] = {row.key: row for row in kind.objects.all()}
    changed = []
    for position, (key, fields) in enumerate(wanted_rows):
        row = known.get(key)
        wanted = fields | {"position": position, "is_active": True}
        if row is None:
            known[key] = _added(kind, key, wanted)
            changed.append(f"+{kind._meta.model_name}:{key}")
        elif _changed(row, wanted):
            changed.append(f"{kind._meta.model_name}:{key}")
    gone = sorted(known.keys() - {key for key, _fields in wanted_rows})
    changed += [
        f"-{kind._meta.model_name}:{key}" for key in gone if _changed(known[key], {"is_active": False})
    ]
    return known, changed


def _added(kind: type[Keyed], key: str, fields: Fields) -> Keyed:
    row = kind(key=key, **fields)
    if isinstance(row, Person):
        row.set_unusable_password()  # they come in by a link, and choose one
    row.save()
    return row


def _changed(row: models.Model, wanted: Fields) -> bool:
    """Write the columns that differ, and only those: a portion sold meanwhile stays sold.

    Whether anything but the order became different.
    """
    differing = [name for name, value in wanted.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, wanted[name])
    if differing:
        row.save(update_fields=differing)
    return differing not in ([], ["position"])


def _write_house(row: model.HouseRow) -> list[str]:
    fields = {
        "name": row.name,
        "trade": row.trade.value,
        "language": row.language,
        "currency": row.currency,
        "floor": row.floor,
        "reach_km": row.reach_km,
        "patience_min": row.patience_min,
        "look": row.look.value,
    }
    house = House.objects.select_for_update().first()
    if house is None:
        House.objects.create(**fields)
        return ["+house"]
    return ["house"] if _changed(house, fields) else []


def _write_authority(authority: tuple[model.Authority, ...]) -> list[str]:
    wanted = [(row.role.value, row.limit) for row in authority]
    if [(row.role, row.limit) for row in Authority.objects.order_by("id")] == wanted:
        return []
    Authority.objects.all().delete()
    for role, limit in wanted:
        Authority.objects.create(role=role, limit=limit)
    return ["authority"]


def _write_hours(site: Site, openings: tuple[model.Opening, ...]) -> list[str]:
    wanted = [(row.weekday, row.start, row.until) for row in openings]
    if [(row.weekday, row.start, row.until) for row in site.hours.all()] == wanted:
        return []
    site.hours.all().delete()
    Opening.objects.bulk_create(
        Opening(site=site, weekday=day, start=start, until=until) for day, start, until in wanted
    )
    return [f"hours:{site.key}"]


def _write_people(staff: tuple[model.Person, ...], sites: dict[str, Site]) -> list[str]:
    people, changed = _write(Person, [(row.key, rows.person_fields(row, sites)) for row in staff])
    for row in staff:
        person = people[row.key]
        wanted = [(one.weekday, one.start, one.until, False) for one in row.shifts]
        wanted += [(one.weekday, one.start, one.until, True) for one in row.breaks]
        shifts = person.shifts.order_by("is_break", "id")
        if list(shifts.values_list("weekday", "start", "until", "is_break")) == wanted:
            continue
        person.shifts.all().delete()
        Shift.objects.bulk_create(
            Shift(person=person, weekday=day, start=start, until=until, is_break=is_break)
            for day, start, until, is_break in wanted
        )
        changed.append(f"shifts:{row.key}")
    return changed


def _write_places(wanted_places: tuple[model.Place, ...]) -> list[str]:
    places, changed = _write(Place, [(row.key, rows.place_fields(row)) for row in wanted_places])
    for row in wanted_places:
        wanted = [(point.name, point.walk.p50, point.walk.p90) for point in row.meeting_points]
        points = places[row.key].meeting_points
        if [(point.name, point.walk_p50, point.walk_p90) for point in points.all()] == wanted:
            continue
        points.all().delete()
        MeetingPoint.objects.bulk_create(
            MeetingPoint(place=places[row.key], name=name, walk_p50=p50, walk_p90=p90)
            for name, p50, p90 in wanted
        )
        changed.append(f"meeting-points:{row.key}")
    return changed
