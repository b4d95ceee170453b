"""Coming in and going out: with a password, by a one-time link; choosing a password."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, password_validation, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from hovmester.house.ledger.record import record
from hovmester.house.people import signin
from hovmester.house.people.access import person_of, public, staff
from hovmester.house.people.errors import PeopleError
from hovmester.house.people.models import Person
from hovmester.house.web import place
from hovmester.house.web.posting import SeeOther

BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignInForm(forms.Form):
    key = forms.CharField(
        label=gettext_lazy("Your short name"),
        max_length=64,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@public
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignInForm(request.POST or None)
    wanted = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        try:
            person = signin.check_password(
                **form.cleaned_data, now=place.now_of(request), address=address_of(request), request=request
            )
        except PeopleError as error:
            form.add_error(None, error.message)
        else:
            if person:
                return let_in(request, person, wanted)
            form.add_error(
                None, _("Name and password do not belong together. Check both, or ask for a link.")
            )
    status = 200 if not form.errors else 422
    return render(request, "web/sign_in.html", {"form": form, "next": wanted}, status=status)


@public
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link asks; only the button spends it, so that a mail scanner cannot."""
    problem = ""
    if request.method == "POST":
        try:
            person = signin.redeem(token, place.now_of(request), address=address_of(request))
        except PeopleError as error:
            problem = error.message
        else:
            return let_in(request, person, "")
    return render(request, "web/sign_in_link.html", {"problem": problem}, status=422 if problem else 200)


@staff
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return SeeOther(settings.LOGOUT_REDIRECT_URL)


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=gettext_lazy("At least 10 characters; a few words in a row are good."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:  # Any: Django's own
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password, self.person)
        return password


@staff
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    form = PasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            person.set_password(form.cleaned_data["password"])
            person.save(update_fields=["password"])
            record(verb="chose-password", subject=person, at=place.now_of(request), by=person)
        update_session_auth_hash(request, person)
        messages.success(request, _("Your new password holds from now on."))
        return SeeOther("/")
    return render(request, "web/password.html", {"form": form}, status=422 if form.errors else 200)


def let_in(request: HttpRequest, person: Person, wanted: str) -> HttpResponse:
    login(request, person, backend=BACKEND)
    response = SeeOther(wanted if is_ours(request, wanted) else settings.LOGIN_REDIRECT_URL)
    if person.language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language, samesite="Lax")
    return response


def is_ours(request: HttpRequest, address: str) -> bool:
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())


def address_of(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
