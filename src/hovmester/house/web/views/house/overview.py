"""The House page: what the house is, how much of everything it has, who changed it last; its settings."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hovmester.house.hearing.models import Learnt
from hovmester.house.ledger.record import entries_of
from hovmester.house.people.access import owner, person_of, staff
from hovmester.house.people.house_file import change_house, house_file
from hovmester.house.people.models import Role
from hovmester.house.premises.models import Trade
from hovmester.house.web import place
from hovmester.house.web.views.house.forms import AuthorityForm, HouseFileForm, SettingsForm
from hovmester.house.web.views.house.kinds import KINDS, money, tell_site, told_change
from hovmester.housefile import HouseFile, HouseFileError
from hovmester.housefile.changing import put_authority, put_house

LAST_CHANGES = 5
CHANGES_SHOWN = 12


@staff
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    record = place.house_of(request)
    if record is None:
        return render(request, "premises/none.html", {"may_edit": _may_edit(request)})
    house = house_file()
    return render(
        request,
        "premises/house.html",
        {
            "house": house,
            "trade": Trade(house.house.trade.value).label,
            "kinds": KINDS,
            "here": "house",
            "sites": [tell_site(site, house) for site in house.sites],
            "authority": _authority(house),
            "changes": [
                (entry, [told_change(word) for word in entry.facts.get("changed", ())[:CHANGES_SHOWN]])
                for entry in entries_of(record).order_by("-at", "-id")[:LAST_CHANGES]
            ],
            "learnt": Learnt.objects.defer("layer").first(),
            "may_edit": _may_edit(request),
        },
    )


@owner
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    house = house_file()
    form = SettingsForm(request.POST or None, house=house, row=house.house)
    return _change(request, form, put_house, _("The house in general"))


@owner
@require_http_methods(["GET", "POST"])
def authority(request: HttpRequest) -> HttpResponse:
    """Up to which cost each role may say yes."""
    form = AuthorityForm(request.POST or None, house=house_file())
    return _change(request, form, put_authority, _("Who may say yes"))


def _change(
    request: HttpRequest,
    form: HouseFileForm,
    put: Callable[[HouseFile, dict[str, object]], HouseFile],
    title: str,
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            change_house(
                lambda house: put(house, form.table()), by=person_of(request), now=place.now_of(request)
            )
        except HouseFileError as error:
            form.blame(error)
        else:
            messages.success(request, _("Written down."))
            return redirect("house")
    return render(
        request,
        "premises/settings.html",
        {"form": form, "title": title, "kinds": KINDS, "here": "house", "back": reverse("house")},
        status=422 if form.errors else 200,
    )


def _authority(house: HouseFile) -> list[tuple[str, str]]:
    """Each role in words: "head waiter", "up to $150"."""
    limits = {row.role.value: row.limit for row in house.authority}
    told = []
    for role, label in Role.choices:
        limit = limits.get(role)
        if role not in limits:
            words = _("not at all")
        elif limit is None:
            words = _("without limit")
        else:
            words = _("up to %(amount)s") % {"amount": money(limit, house)}
        told.append((str(label), words))
    return told


def _may_edit(request: HttpRequest) -> bool:
    return person_of(request).is_at_least(Role.OWNER)
