"""The forms of the House pages. A form turns what was typed into the fields of a TOML table, and back.

What is allowed is decided by `housefile` alone; its problems come back to the field they speak of.
"""

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any, ClassVar

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hovmester.house.people.models import Role
from hovmester.house.premises.models import Look, Trade, Wheels
from hovmester.housefile import HouseFile, HouseFileError, Problem
from hovmester.housefile.hours import write_hours
from hovmester.housefile.model import MeetingPoint, Opening, Spread
from hovmester.housefile.tables import LANGUAGES

HOURS = _("One line each: mon-fri 11:30-22:00. Past midnight is fine: sat 17:00-01:00.")
SHOWN = {"en": _("English"), "nl": _("Dutch"), "nb": _("Norwegian")}


class Words(forms.CharField):
    """ "grill, kitchen" <-> ["grill", "kitchen"]."""

    def to_python(self, value: Any) -> Any:  # Any: Django's field protocol
        return [word.strip() for word in (value or "").split(",") if word.strip()]

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else ", ".join(value or ())


class Lines(forms.CharField):
    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(value or ())


class Points(Lines):
    """ "arrivals, door B: 4-7" <-> {name, walk}."""

    def to_python(self, value: Any) -> Any:
        return [self._point(line) for line in super().to_python(value)]

    def _point(self, line: str) -> dict[str, object]:
        found = re.match(r"(?P<name>.+):\s*(?P<p50>\d+(?:[.,]\d+)?)\s*[-–]\s*(?P<p90>\d+(?:[.,]\d+)?)$", line)
        if not found:
            raise forms.ValidationError(
                gettext("“%(line)s” must end with the walk in minutes, such as “door B: 4-7”.")
                % {"line": line}
            )
        walk = {name: float(found[name].replace(",", ".")) for name in ("p50", "p90")}
        return {"name": found["name"].strip(), "walk": walk}


def _amount(label: Any, hint: Any = "", *, required: bool = False, whole: bool = False) -> forms.Field:
    """A number typed as it is written here: 18.50 or 18,50."""
    kind = forms.IntegerField if whole else forms.DecimalField
    return kind(
        label=label,
        help_text=hint,
        required=required,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "numeric" if whole else "decimal"}),
    )


def _choices(kinds: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    return [(str(value), label) for value, label in kinds]


class HouseFileForm(forms.Form):
    """One table of the house file. `row` is what it says now; a new row has none."""

    rows: ClassVar[str] = ""

    def __init__(self, *args: Any, house: HouseFile, row: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = _initial(row, self.base_fields) if row else {}
        self.house = house
        self.row = row
        for name, rows in (("site", house.sites), ("station", house.stations)):
            if name in self.fields:
                choices = [(one.key, one.name) for one in rows]
                self.fields[name] = forms.ChoiceField(label=self.fields[name].label, choices=choices)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def table(self) -> dict[str, object]:
        """What was typed, as the fields of a TOML table; what was left empty is left out."""
        table: dict[str, Any] = {"names": {}} if "names_en" in self.fields else {}
        if table and self.row:
            table["names"] = {k: list(v) for k, v in self.row.names.items() if k not in LANGUAGES}
        for name, value in self.cleaned_data.items():
            if value is None or value is False or value in ("", []):
                continue
            stem, _sep, end = name.rpartition("_")
            if stem == "names":
                table["names"][end] = value
            elif end in {"p50", "p90"}:
                table.setdefault(stem, {})[end] = value
            else:
                table[name] = value
        table |= self.untouched()
        return table

    def untouched(self) -> dict[str, object]:
        """Fields of the row that this form does not show."""
        return {}

    def blame(self, error: HouseFileError) -> None:
        for problem in error.problems:
            self.add_error(self._field_of(problem), said(problem))

    def _field_of(self, problem: Problem) -> str | None:
        tail = [str(part) for part in problem.path[2 if self.rows else 1 :]]
        for name in ("_".join(tail[:2]), *tail[:1], *(f"{stem}_p90" for stem in tail[:1])):
            if name in self.fields:
                return name
        return "names_en" if tail[:1] == ["names"] else None


class RowForm(HouseFileForm):
    """A row with a key; the key of a new row is made from its name."""

    def key(self) -> str:
        if self.row:
            return str(self.row.key)
        names = self.cleaned_data.get("names_en") or [self.cleaned_data.get("name", "")]
        stem = slugify(names[0])[:50] or self.rows
        taken = {one.key.lower() for one in getattr(self.house, self.rows)}
        numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
        return next(key for key in (stem, *numbered) if key not in taken)

    def table(self) -> dict[str, object]:
        return {"key": self.key()} | super().table()


class SettingsForm(HouseFileForm):
    name = forms.CharField(label=_("Name"))
    trade = forms.ChoiceField(label=_("Trade"), choices=_choices(Trade.choices))
    language = forms.ChoiceField(label=_("Language"), choices=list(SHOWN.items()))
    currency = forms.CharField(label=_("Currency"), help_text=_("Three letters, such as EUR or USD."))
    floor = _amount(_("Floor"), _("We do not promise below these odds: 0.9 is nine in ten."), required=True)
    reach_km = _amount(_("Reach, in km"), _("How far we go to meet a guest."), required=True)
    patience_min = _amount(
        _("Patience, in minutes"), _("How long a guest waits where nothing else is known."), required=True
    )
    look = forms.ChoiceField(label=_("Look"), choices=_choices(Look.choices))

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()


class AuthorityForm(HouseFileForm):
    """An empty limit means: not at all; "no limit" is a box of its own for each role."""

    def __init__(self, *args: Any, house: HouseFile, **kwargs: Any) -> None:
        super().__init__(*args, house=house, **kwargs)
        limits = {row.role.value: row.limit for row in house.authority}
        for role, label in Role.choices:
            hint = _("Up to which cost of a promise. Empty: not at all.")
            self.fields[role] = _amount(label, hint)
            self.fields[f"{role}-free"] = forms.BooleanField(
                label=gettext("%(role)s: without limit") % {"role": label}, required=False
            )
            self.initial[role] = limits.get(role)
            self.initial[f"{role}-free"] = role in limits and limits[role] is None

    def table(self) -> dict[str, object]:
        table: dict[str, object] = {}
        for role in Role.values:
            if self.cleaned_data[f"{role}-free"]:
                table[role] = "no limit"
            elif self.cleaned_data[role] is not None:
                table[role] = self.cleaned_data[role]
        return table


class SiteForm(RowForm):
    rows = "sites"
    name = forms.CharField(label=_("Name"))
    address = forms.CharField(label=_("Address"), required=False)
    lat = _amount(_("Latitude"), required=True)
    lon = _amount(_("Longitude"), required=True)
    zone = forms.CharField(label=_("Time zone"), help_text=_("Such as Europe/Amsterdam."))
    hours = Lines(label=_("Opening hours"), help_text=HOURS, required=False)
    closed_on = Words(
        label=_("Closed on"), help_text=_("Dates, with commas between: 2026-12-25."), required=False
    )


class PersonForm(RowForm):
    rows = "people"
    name = forms.CharField(label=_("Name"))
    role = forms.ChoiceField(label=_("Role"), choices=_choices(Role.choices))
    site = forms.CharField(label=_("Works at"))
    skills = Words(label=_("Skills"), help_text=_("With commas between: grill, kitchen."), required=False)
    drives = forms.BooleanField(label=_("Drives"), required=False)
    hourly = _amount(_("An hour costs us"))
    may_say_yes_to = _amount(_("May say yes up to"), _("Empty: what the role may."))
    shifts = Lines(label=_("Shifts"), help_text=HOURS, required=False)
    breaks = Lines(label=_("Breaks"), required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=[("", _("as the house")), *SHOWN.items()], required=False
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False)


class StationForm(RowForm):
    rows = "stations"
    name = forms.CharField(label=_("Name"))
    site = forms.CharField(label=_("Where"))
    places = _amount(_("Places"), _("How many dishes at once."), required=True, whole=True)
    skill = forms.CharField(
        label=_("Skill needed"), help_text=_("Empty: anyone can work it."), required=False
    )


class VehicleForm(RowForm):
    rows = "vehicles"
    name = forms.CharField(label=_("Name"))
    site = forms.CharField(label=_("Stands at"))
    kind = forms.ChoiceField(label=_("Kind"), choices=_choices(Wheels.choices))
    per_km = _amount(_("A kilometre costs us"))


class DishForm(RowForm):
    rows = "dishes"
    names_en = Words(label=_("Names in English"), help_text=_("With commas between; the first is shown."))
    names_nl = Words(label=_("Names in Dutch"), required=False)
    names_nb = Words(label=_("Names in Norwegian"), required=False)
    station = forms.CharField(label=_("Made at"))
    keeps_min = _amount(_("Good for, minutes"), _("After it is ready. Empty: all day."))
    make_p50 = _amount(_("Made in, minutes"), _("Half of the times."), required=True)
    make_p90 = _amount(_("Made in at most, minutes"), _("Nine times in ten."), required=True)
    pack_p50 = _amount(_("Packed in, minutes"), _("Half of the times."), required=True)
    pack_p90 = _amount(_("Packed in at most, minutes"), _("Nine times in ten."), required=True)
    price = _amount(_("Price"), required=True)
    cost = _amount(_("Costs us"))
    instead = Words(
        label=_("Offered in its place"), help_text=_("Keys of dishes, the best first."), required=False
    )
    allergens = Words(label=_("Allergens"), required=False)

    def untouched(self) -> dict[str, object]:
        """Portions are counted on the page Stock, where two people cannot overwrite each other."""
        return {"stock": self.row.stock} if self.row and self.row.stock is not None else {}


class PlaceForm(RowForm):
    rows = "places"
    names_en = Words(label=_("Names in English"), help_text=_("With commas between; the first is shown."))
    names_nl = Words(label=_("Names in Dutch"), required=False)
    names_nb = Words(label=_("Names in Norwegian"), required=False)
    lat = _amount(_("Latitude"), required=True)
    lon = _amount(_("Longitude"), required=True)
    iata = forms.CharField(label=_("Airport code"), required=False)
    zone = forms.CharField(label=_("Time zone"), help_text=_("Empty: ours."), required=False)
    meeting_points = Points(
        label=_("Meeting points"),
        help_text=_("One line each, with the walk from the kerb in minutes: door B: 4-7."),
        required=False,
    )


class ShiftsForm(HouseFileForm):
    rows = "people"
    shifts = Lines(label=_("Shifts"), help_text=HOURS, required=False)
    breaks = Lines(label=_("Breaks"), required=False)


def said(problem: Problem) -> str:
    """The problem as a sentence of its own in the reader's language."""
    sentence = problem.sentence(gettext)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _initial(row: Any, fields: Mapping[str, forms.Field]) -> dict[str, Any]:
    return {name: _typed(_value(row, name)) for name in fields}


def _value(row: Any, name: str) -> Any:
    stem, _sep, end = name.rpartition("_")
    if stem == "names":
        return row.names.get(end, ())
    if end in {"p50", "p90"}:
        return getattr(getattr(row, stem), end)
    return getattr(row, name)


def _typed(value: Any) -> Any:
    """A value of the house as one would type it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, tuple) and value and isinstance(value[0], Opening):
        return write_hours(value)
    if isinstance(value, tuple) and value and isinstance(value[0], MeetingPoint):
        return [f"{point.name}: {_walk(point.walk)}" for point in value]
    return value


def _walk(walk: Spread) -> str:
    return f"{walk.p50:g}-{walk.p90:g}"
