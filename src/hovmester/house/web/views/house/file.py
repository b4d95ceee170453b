"""The house as a TOML file, out of the browser and back into it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from hovmester.house.ledger.errors import HouseError
from hovmester.house.people.access import owner, person_of
from hovmester.house.people.house_file import house_file, load_house
from hovmester.house.web import place
from hovmester.house.web.views.house.forms import said
from hovmester.house.web.views.house.kinds import KINDS
from hovmester.housefile import HouseFileError, dump, load

MOST_BYTES = 2 * 1024 * 1024


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("House file"),
        help_text=gettext_lazy(
            "A TOML file, such as one written down here before. Promises stay as they are."
        ),
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
    )

    def clean_file(self) -> str:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                _("The file has %(n)d bytes; a house fits into %(most)d.")
                % {"n": file.size, "most": MOST_BYTES}
            )
        try:
            return str(file.read().decode("utf-8"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("This is not UTF-8 text. Save the file as UTF-8.")) from error


@owner
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Every problem is shown with its line; the house stays as it was until the whole file is right."""
    form = FileForm(request.POST or None, request.FILES or None)
    problems: list[dict[str, object]] = []
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["file"]
        try:
            changed = load_house(load(text), by=person_of(request), now=place.now_of(request))
        except HouseFileError as error:
            lines = text.splitlines()
            problems = [
                {
                    "line": problem.line,
                    "text": lines[problem.line - 1].strip()
                    if problem.line and problem.line <= len(lines)
                    else "",
                    "where": problem.where,
                    "said": said(problem),
                }
                for problem in error.problems
            ]
        except HouseError as error:
            form.add_error("file", error.message)
        else:
            told = ngettext("%(n)d thing changed.", "%(n)d things changed.", len(changed)) % {
                "n": len(changed)
            }
            messages.success(request, told if changed else _("Nothing to change: the house is so already."))
            return redirect("house")
    wrong = bool(form.errors or problems)
    context = {"form": form, "problems": problems, "kinds": KINDS, "here": "house"}
    return render(request, "premises/file.html", context, status=422 if wrong else 200)


@owner
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    house = house_file()
    name = slugify(house.house.name) or "house"
    return HttpResponse(
        dump(house),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.toml"'},
    )
