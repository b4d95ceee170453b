"""What the house is made of, kind by kind: the list, one row's form, taking a row out."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hovmester.house.ledger.errors import HouseError
from hovmester.house.people.access import owner, person_of, staff
from hovmester.house.people.house_file import change_house, house_file
from hovmester.house.people.models import Person, Role
from hovmester.house.promises.queries import my_next_steps
from hovmester.house.web import place
from hovmester.house.web.views.house.kinds import KINDS, Kind, kind_at
from hovmester.housefile import HouseFile, HouseFileError
from hovmester.housefile.changing import drop, put


@staff
@require_safe
def rows(request: HttpRequest, path: str) -> HttpResponse:
    kind, reader = _kind(path), person_of(request)
    house = house_file()
    told = [kind.tell(row, house) for row in getattr(house, kind.rows)]
    groups: dict[str, list[object]] = {}
    for one in told:
        groups.setdefault(one.group, []).append(one)
    return render(
        request,
        "premises/rows.html",
        {
            "kind": kind,
            "kinds": KINDS,
            "here": path,
            "groups": list(groups.items()),
            "shows_figures": reader.is_at_least(kind.figures_for),
            "may_edit": reader.is_at_least(Role.OWNER),
        },
    )


@owner
@require_http_methods(["GET", "POST"])
def row(request: HttpRequest, path: str, key: str = "") -> HttpResponse:
    """One row, or a new one where `key` is empty."""
    kind = _kind(path)
    house = house_file()
    before = _row(house, kind, key) if key else None
    form = kind.form(request.POST or None, house=house, row=before)
    if request.method == "POST" and form.is_valid():
        try:
            change_house(
                lambda house: put(house, kind.rows, form.table(), key=key),
                by=person_of(request),
                now=place.now_of(request),
            )
        except HouseFileError as error:
            form.blame(error)
        except HouseError as error:
            form.add_error(error.field if error.field in form.fields else None, error.message)
        else:
            messages.success(request, _("Written down."))
            return redirect("house-rows", path=path)
    status = 422 if form.errors else 200
    told = kind.tell(before, house) if before else None
    return render(
        request,
        "premises/row.html",
        {
            "kind": kind,
            "kinds": KINDS,
            "here": path,
            "form": form,
            "told": told,
            "carries": _carries(key, place.now_of(request)) if kind.rows == "people" and key else 0,
        },
        status=status,
    )


@owner
@require_POST
def row_out(request: HttpRequest, path: str, key: str) -> HttpResponse:
    """Take a row out of use; promises and the ledger keep speaking of it."""
    kind = _kind(path)
    _row(house_file(), kind, key)
    try:
        change_house(
            lambda house: drop(house, kind.rows, key), by=person_of(request), now=place.now_of(request)
        )
    except HouseFileError as error:
        needs = ", ".join(problem.where for problem in error.problems)
        messages.error(request, _("%(key)s is still needed: %(where)s.") % {"key": key, "where": needs})
        return redirect("house-row", path=path, key=key)
    except HouseError as error:
        messages.error(request, error.message)
        return redirect("house-row", path=path, key=key)
    messages.success(request, _("Taken out of use. Old promises still name it."))
    return redirect("house-rows", path=path)


def _carries(key: str, now: datetime) -> int:
    """How many steps of running promises somebody else must take if this person leaves."""
    return len(my_next_steps(Person.objects.get(key=key), now))


def _kind(path: str) -> Kind:
    if (kind := kind_at(path)) is None:
        raise Http404
    return kind


def _row(house: HouseFile, kind: Kind, key: str) -> Any:  # Any: a row of that kind
    for one in getattr(house, kind.rows):
        if one.key == key:
            return one
    raise Http404
