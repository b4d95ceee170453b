"""One row of the house file <-> the columns of its table. Not here: saving (house_file)."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from hovmester.house.people.models import Person, Shift
from hovmester.house.premises.models import Dish, Opening, Place, Site, Station, Vehicle
from hovmester.housefile import model
from hovmester.housefile.tables import LANGUAGES

Fields = dict[str, Any]  # Any: the columns of a row


def site_fields(row: model.Site) -> Fields:
    return {
        "name": row.name,
        "lat": row.lat,
        "lon": row.lon,
        "zone": row.zone,
        "address": row.address,
        "closed_on": list(row.closed_on),
    }


def person_fields(row: model.Person, sites: dict[str, Site]) -> Fields:
    return {
        "name": row.name,
        "role": row.role.value,
        "site": sites[row.site],
        "skills": list(row.skills),
        "drives": row.drives,
        "hourly": row.hourly,
        "may_say_yes_to": row.may_say_yes_to,
        "language": row.language,
        "email": row.email,
        "phone": row.phone,
    }


def station_fields(row: model.Station, sites: dict[str, Site]) -> Fields:
    return {"name": row.name, "site": sites[row.site], "places": row.places, "skill": row.skill}


def vehicle_fields(row: model.Vehicle, sites: dict[str, Site]) -> Fields:
    return {"name": row.name, "site": sites[row.site], "kind": row.kind.value, "per_km": row.per_km}


def dish_fields(row: model.Dish, stations: dict[str, Station]) -> Fields:
    return {
        "names": _as_json(row.names),
        "station": stations[row.station],
        "make_p50": row.make.p50,
        "make_p90": row.make.p90,
        "pack_p50": row.pack.p50,
        "pack_p90": row.pack.p90,
        "price": row.price,
        "cost": row.cost,
        "stock": row.stock,
        "keeps_min": row.keeps_min,
        "instead": list(row.instead),
        "allergens": list(row.allergens),
    }


def place_fields(row: model.Place) -> Fields:
    return {
        "names": _as_json(row.names),
        "lat": row.lat,
        "lon": row.lon,
        "iata": row.iata,
        "zone": row.zone,
    }


def _as_json(names: Any) -> dict[str, list[str]]:  # Any: a mapping of language to names
    return {language: list(several) for language, several in names.items()}


def read_site(row: Site) -> model.Site:
    return model.Site(
        key=row.key,
        name=row.name,
        lat=row.lat,
        lon=row.lon,
        zone=row.zone,
        address=row.address,
        hours=_openings(row.hours.all()),
        closed_on=tuple(row.closed_on),
    )


def read_person(row: Person) -> model.Person:
    shifts = row.shifts.all()
    return model.Person(
        key=row.key,
        name=row.name,
        role=model.Role(row.role),
        site=row.site.key if row.site else "",
        skills=tuple(row.skills),
        drives=row.drives,
        hourly=money(row.hourly),
        may_say_yes_to=maybe_money(row.may_say_yes_to),
        shifts=_openings(shift for shift in shifts if not shift.is_break),
        breaks=_openings(shift for shift in shifts if shift.is_break),
        language=row.language,
        email=row.email,
        phone=row.phone,
    )


def read_station(row: Station) -> model.Station:
    return model.Station(key=row.key, name=row.name, site=row.site.key, places=row.places, skill=row.skill)


def read_vehicle(row: Vehicle) -> model.Vehicle:
    return model.Vehicle(
        key=row.key,
        name=row.name,
        site=row.site.key,
        kind=model.VehicleKind(row.kind),
        per_km=money(row.per_km),
    )


def read_dish(row: Dish) -> model.Dish:
    return model.Dish(
        key=row.key,
        names=_names(row.names),
        station=row.station.key,
        make=model.Spread(p50=row.make_p50, p90=row.make_p90),
        price=money(row.price),
        cost=money(row.cost),
        stock=row.stock,
        keeps_min=row.keeps_min,
        pack=model.Spread(p50=row.pack_p50, p90=row.pack_p90),
        instead=tuple(row.instead),
        allergens=tuple(row.allergens),
    )


def read_place(row: Place) -> model.Place:
    return model.Place(
        key=row.key,
        names=_names(row.names),
        lat=row.lat,
        lon=row.lon,
        iata=row.iata,
        zone=row.zone,
        meeting_points=tuple(
            model.MeetingPoint(name=point.name, walk=model.Spread(p50=point.walk_p50, p90=point.walk_p90))
            for point in row.meeting_points.all()
        ),
    )


def _openings(rows: Iterable[Opening | Shift]) -> tuple[model.Opening, ...]:
    return tuple(model.Opening(weekday=row.weekday, start=row.start, until=row.until) for row in rows)


def _names(names: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """In the order of the languages of the house: a database may keep keys in another."""
    order = {language: index for index, language in enumerate(LANGUAGES)}
    return {
        language: tuple(names[language])
        for language in sorted(names, key=lambda language: (order.get(language, len(order)), language))
    }


def money(amount: Decimal) -> Decimal:
    """As one writes it: 62, 18.50, 0.125 – never 18.5000."""
    if amount == amount.to_integral_value():
        return amount.quantize(Decimal(1))
    shortest = amount.normalize()
    return max(shortest, shortest.quantize(Decimal("0.01")), key=lambda one: -int(one.as_tuple().exponent))


def maybe_money(amount: Decimal | None) -> Decimal | None:
    return None if amount is None else money(amount)
