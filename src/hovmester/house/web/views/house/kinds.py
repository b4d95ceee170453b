"""The kinds of rows a house is made of, how each is told on its page, and which form changes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hovmester.answering import saying
from hovmester.house.people.models import Role
from hovmester.house.premises.models import Wheels
from hovmester.house.web import place
from hovmester.house.web.views.house import forms
from hovmester.housefile import HouseFile
from hovmester.housefile.changing import Rows
from hovmester.housefile.hours import day_runs
from hovmester.housefile.model import (
    Dish,
    MeetingPoint,
    Opening,
    Person,
    Place,
    Site,
    Spread,
    Station,
    Vehicle,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One row as its page tells it."""

    key: str
    name: str
    figure: str = ""
    facts: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    path: str  # in the address: /house/menu/
    rows: Rows  # in the house file
    title: LazyText
    one: LazyText  # on the button that adds one
    empty: LazyText
    form: type[forms.RowForm]
    figures_for: Role = Role.STAFF  # and whoever stands above
    tell: Callable[[Any, HouseFile], Told]  # Any: a row of this kind


def _tell_person(row: Person, house: HouseFile) -> Told:
    shifts = "; ".join(hours(row.shifts)) or _("no shifts yet")
    skills = ", ".join(row.skills)
    return Told(
        key=row.key,
        name=row.name,
        group=str(Role(row.role.value).label).capitalize(),
        figure=_("%(amount)s an hour") % {"amount": money(row.hourly, house)} if row.hourly else "",
        facts=_some(
            shifts,
            skills,
            _("drives") if row.drives else "",
            _("may say yes up to %(amount)s") % {"amount": money(row.may_say_yes_to, house)}
            if row.may_say_yes_to is not None
            else "",
        ),
    )


def _tell_station(row: Station, house: HouseFile) -> Told:
    able = [person.name for person in house.people if not row.skill or row.skill in person.skills]
    return Told(
        key=row.key,
        name=row.name,
        figure=_("%(n)d at once") % {"n": row.places},
        facts=_some(
            _("needs %(skill)s") % {"skill": row.skill} if row.skill else _("anyone can work it"),
            _("who can: %(names)s") % {"names": ", ".join(able)} if able else _("nobody here can work it"),
        ),
        group=_site_name(row.site, house),
    )


def _tell_vehicle(row: Vehicle, house: HouseFile) -> Told:
    per_km = _("%(amount)s a km") % {"amount": money(row.per_km, house)} if row.per_km else ""
    return Told(
        key=row.key,
        name=row.name,
        figure=per_km,
        facts=(str(Wheels(row.kind.value).label),),
        group=_site_name(row.site, house),
    )


def _tell_dish(row: Dish, house: HouseFile) -> Told:
    station = next((station.name for station in house.stations if station.key == row.station), row.station)
    return Told(
        key=row.key,
        name=name_of(row.names, row.key),
        figure=money(row.price, house),
        facts=_some(
            _("made in %(minutes)s") % {"minutes": minutes(row.make)},
            _("packed in %(minutes)s") % {"minutes": minutes(row.pack)},
            _("%(n)d left") % {"n": row.stock} if row.stock is not None else "",
            _("good for %(time)s") % {"time": saying.lasting(row.keeps_min, place.language())}
            if row.keeps_min is not None
            else "",
            ", ".join(row.allergens),
        ),
        group=station,
    )


def tell_site(row: Site, house: HouseFile) -> Told:
    return Told(
        key=row.key,
        name=row.name,
        figure=row.zone,
        facts=_some(
            row.address,
            *hours(row.hours),
            _("closed on %(days)s") % {"days": ", ".join(row.closed_on)} if row.closed_on else "",
        ),
    )


def _tell_place(row: Place, house: HouseFile) -> Told:
    return Told(
        key=row.key,
        name=name_of(row.names, row.key),
        figure=row.iata,
        facts=tuple(_point(point) for point in row.meeting_points) or (_("met at the kerb"),),
    )


KINDS = (
    Kind(
        path="menu",
        rows="dishes",
        title=gettext_lazy("Menu"),
        one=gettext_lazy("Add a dish"),
        empty=gettext_lazy("What guests can wish for will be listed here, with how long it takes to make."),
        form=forms.DishForm,
        tell=_tell_dish,
    ),
    Kind(
        path="people",
        rows="people",
        title=gettext_lazy("People"),
        one=gettext_lazy("Add a person"),
        empty=gettext_lazy("Everybody who works here will be listed here."),
        form=forms.PersonForm,
        figures_for=Role.OWNER,  # what an hour of a colleague costs
        tell=_tell_person,
    ),
    Kind(
        path="stations",
        rows="stations",
        title=gettext_lazy("Stations"),
        one=gettext_lazy("Add a station"),
        empty=gettext_lazy("Where things are made: a grill, an oven, a packing table."),
        form=forms.StationForm,
        tell=_tell_station,
    ),
    Kind(
        path="vehicles",
        rows="vehicles",
        title=gettext_lazy("Vehicles"),
        one=gettext_lazy("Add a vehicle"),
        empty=gettext_lazy("What takes us to a guest. Without one, promises end at the door."),
        form=forms.VehicleForm,
        tell=_tell_vehicle,
    ),
    Kind(
        path="hours",
        rows="sites",
        title=gettext_lazy("Sites and hours"),
        one=gettext_lazy("Add a site"),
        empty=gettext_lazy("Where the house is, and when it is open."),
        form=forms.SiteForm,
        tell=tell_site,
    ),
    Kind(
        path="places",
        rows="places",
        title=gettext_lazy("Places"),
        one=gettext_lazy("Add a place"),
        empty=gettext_lazy("Where guests like to be met. Airports are known without being listed."),
        form=forms.PlaceForm,
        tell=_tell_place,
    ),
)


def kind_at(path: str) -> Kind | None:
    return next((kind for kind in KINDS if kind.path == path), None)


def name_of(names: Any, key: str) -> str:  # Any: a mapping of language to names
    """In the reader's language, else English, else any."""
    for several in (names.get(place.language()), names.get("en"), *names.values()):
        if several:
            return str(several[0])
    return key


CHANGED = {
    "house": gettext_lazy("the house in general"),
    "authority": gettext_lazy("who may say yes"),
    "site": gettext_lazy("site %(key)s"),
    "hours": gettext_lazy("opening hours of %(key)s"),
    "person": gettext_lazy("person %(key)s"),
    "shifts": gettext_lazy("shifts of %(key)s"),
    "station": gettext_lazy("station %(key)s"),
    "vehicle": gettext_lazy("vehicle %(key)s"),
    "dish": gettext_lazy("dish %(key)s"),
    "place": gettext_lazy("place %(key)s"),
    "meeting-points": gettext_lazy("meeting points of %(key)s"),
}


def told_change(word: str) -> str:
    """ "-vehicle:bike", as the ledger keeps it, in words."""
    kind, _sep, key = word.lstrip("+-").partition(":")
    told = str(CHANGED[kind]) % {"key": key} if kind in CHANGED else word
    if word.startswith("+"):
        return _("new: %(what)s") % {"what": told}
    return _("out of use: %(what)s") % {"what": told} if word.startswith("-") else told


def money(amount: Decimal, house: HouseFile) -> str:
    return saying.money(amount, house.house.currency, place.language())


def minutes(spread: Spread) -> str:
    return _("%(p50)s to %(p90)s min") % {"p50": f"{spread.p50:g}", "p90": f"{spread.p90:g}"}


def hours(openings: Sequence[Opening]) -> list[str]:
    """ "Mon–Thu, Sun 16:00–23:00", the days in the reader's language."""
    from babel.dates import get_day_names  # slow to import

    names = get_day_names("abbreviated", locale=saying.LOCALES.get(place.language(), "en_GB"))
    days = [names[day].rstrip(".") for day in range(7)]
    return [
        f"{', '.join('–'.join(dict.fromkeys((days[first], days[last]))) for first, last in runs)} "
        f"{start:%H:%M}–{until:%H:%M}"
        for runs, start, until in day_runs(openings)
    ]


def _point(point: MeetingPoint) -> str:
    return _("%(name)s, a walk of %(minutes)s") % {"name": point.name, "minutes": minutes(point.walk)}


def _site_name(key: str, house: HouseFile) -> str:
    """Told only where there are several sites."""
    if len(house.sites) < 2:
        return ""
    return next((site.name for site in house.sites if site.key == key), key)


def _some(*facts: str) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact)
