"""Who works when: the week as a table, and one person's shifts, which the head waiter may change."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hovmester.house.people.access import head_waiter, person_of, staff
from hovmester.house.people.house_file import change_house, house_file
from hovmester.house.people.models import Role
from hovmester.house.premises.models import Weekday
from hovmester.house.web import place
from hovmester.house.web.views.house.forms import ShiftsForm
from hovmester.house.web.views.house.kinds import KINDS
from hovmester.housefile import HouseFile, HouseFileError
from hovmester.housefile.changing import put_shifts
from hovmester.housefile.model import WEEKDAYS, Opening, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One person's one weekday, told as "15:00–23:00"."""

    name: str
    is_today: bool
    shifts: tuple[str, ...]
    breaks: tuple[str, ...]


@staff
@require_safe
def shifts(request: HttpRequest) -> HttpResponse:
    today = place.now_of(request).astimezone(place.tz_of(request)).weekday()
    weeks = [(person, _week(person, today)) for person in house_file().people]
    return render(
        request,
        "premises/shifts.html",
        {
            "kinds": KINDS,
            "here": "shifts",
            "weeks": weeks,
            "may_edit": person_of(request).is_at_least(Role.HEAD_WAITER),
        },
    )


@head_waiter
@require_http_methods(["GET", "POST"])
def person_shifts(request: HttpRequest, key: str) -> HttpResponse:
    house = house_file()
    person = _person(house, key)
    form = ShiftsForm(request.POST or None, house=house, row=person)
    if request.method == "POST" and form.is_valid():
        try:
            change_house(
                lambda house: put_shifts(house, key, form.table()),
                by=person_of(request),
                now=place.now_of(request),
            )
        except HouseFileError as error:
            form.blame(error)
        else:
            messages.success(request, _("Written down."))
            return redirect("house-shifts")
    return render(
        request,
        "premises/settings.html",
        {
            "form": form,
            "title": _("When %(name)s works") % {"name": person.name},
            "kinds": KINDS,
            "here": "shifts",
            "back": reverse("house-shifts"),
        },
        status=422 if form.errors else 200,
    )


def _person(house: HouseFile, key: str) -> Person:
    for person in house.people:
        if person.key == key:
            return person
    raise Http404


def _week(person: Person, today: int) -> list[Day]:
    return [
        Day(
            name=str(name),
            is_today=day == today,
            shifts=_on(WEEKDAYS[day], person.shifts),
            breaks=_on(WEEKDAYS[day], person.breaks),
        )
        for day, name in enumerate(Weekday.labels)
    ]


def _on(weekday: str, openings: tuple[Opening, ...]) -> tuple[str, ...]:
    return tuple(f"{one.start:%H:%M}–{one.until:%H:%M}" for one in openings if one.weekday == weekday)
