"""Who may open which page. Every view carries one of these; a test walks the addresses and fails on one without.

A guest who is not signed in is led to the sign-in page; a person whose role does not reach is told so (403).
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from hovmester.house.people.models import Person, Role

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[HttpRequest, P], R]

POLICY: Final = "hovmester_policy"  # the attribute the walking test looks for


def public(view: View[P, R]) -> View[P, R]:
    """Anybody at all: the public wish form, the sign-in page, a webhook that checks its own signature."""
    setattr(view, POLICY, "public")
    return view


def staff(view: View[P, R]) -> View[P, HttpResponseBase]:
    return _at_least(Role.STAFF, view)


def head_waiter(view: View[P, R]) -> View[P, HttpResponseBase]:
    return _at_least(Role.HEAD_WAITER, view)


def owner(view: View[P, R]) -> View[P, HttpResponseBase]:
    return _at_least(Role.OWNER, view)


def person_of(request: HttpRequest) -> Person:
    """Who is signed in; for views behind one of the decorators above."""
    if not request.user.is_authenticated:
        raise PermissionDenied
    return request.user


def _at_least(role: Role, view: View[P, R]) -> View[P, HttpResponseBase]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if not request.user.is_at_least(role):
            raise PermissionDenied(_("This page is for the %(role)s.") % {"role": role.label})
        return view(request, *args, **kwargs)

    setattr(guarded, POLICY, role.value)
    return guarded


def _to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """A part of a page that asks by itself (htmx) gets no sign-in page in its place: the whole page goes there."""
    response = redirect_to_login(request.get_full_path())
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": response.url})
    return response
