"""How many portions are left, counted by the head waiter."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hovmester.house.people.access import head_waiter, person_of, staff
from hovmester.house.people.models import Role
from hovmester.house.premises.errors import StockMoved
from hovmester.house.premises.models import Dish
from hovmester.house.premises.stock import count_stock
from hovmester.house.web import place
from hovmester.house.web.views.house.kinds import KINDS


class StockForm(forms.Form):
    """One field per dish, and what it held when the page was made."""

    def __init__(self, data: Mapping[str, Any] | None, dishes: list[Dish]) -> None:
        super().__init__(data)
        self.dishes = dishes
        for dish in dishes:
            self.fields[dish.key] = forms.IntegerField(
                label=dish.name_in(place.language()),
                min_value=0,
                max_value=1_000_000,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
                error_messages={"min_value": gettext_lazy("Portions are counted from 0 upwards.")},
            )
            was = forms.IntegerField(required=False, widget=forms.HiddenInput)
            self.fields[f"was.{dish.key}"] = was
            self.initial[dish.key] = self.initial[f"was.{dish.key}"] = dish.stock

    def counted(self) -> list[tuple[Dish, int | None, int | None]]:
        """Dish, portions, what they were: those that were changed on this page."""
        rows = [
            (dish, self.cleaned_data[dish.key], self.cleaned_data[f"was.{dish.key}"]) for dish in self.dishes
        ]
        return [(dish, portions, was) for dish, portions, was in rows if portions != was]

    def rows(self) -> list[tuple[Dish, object, object]]:
        return [(dish, self[dish.key], self[f"was.{dish.key}"]) for dish in self.dishes]


@staff
@require_safe
def stock(request: HttpRequest) -> HttpResponse:
    return _page(request, StockForm(None, _dishes()))


@head_waiter
@require_POST
def stock_count(request: HttpRequest) -> HttpResponse:
    form = StockForm(request.POST, _dishes())
    if form.is_valid():
        for dish, portions, was in form.counted():
            try:
                count_stock(
                    dish=dish, portions=portions, was=was, by=person_of(request), now=place.now_of(request)
                )
            except StockMoved as error:
                form.add_error(dish.key, error.message)
    if form.errors:
        return _page(request, form)
    messages.success(request, _("Counted."))
    return redirect("house-stock")


def _page(request: HttpRequest, form: StockForm) -> HttpResponse:
    context = {
        "form": form,
        "kinds": KINDS,
        "here": "stock",
        "may_edit": person_of(request).is_at_least(Role.HEAD_WAITER),
    }
    return render(request, "premises/stock.html", context, status=422 if form.errors else 200)


def _dishes() -> list[Dish]:
    return list(Dish.objects.filter(is_active=True).select_related("station"))
