"""When something cannot be shown: what happened, and where to go from here."""

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        return _another_name(request)
    if isinstance(exception, RequestDataTooBig):
        text = _("That is more than one form takes. Go back and send less of it.")
        return _page(request, 413, _("Too much at once"), text)
    text = _("Your browser sent something this page does not know. Go back, reload the page and try again.")
    return _page(request, 400, _("That was not understood"), text)


@requires_csrf_token
def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    text = str(exception or "") or _("Somebody with another role can open it; ask your head waiter.")
    return _page(request, 403, _("Not for you to open"), text)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's protection token did not fit: it was open for too long, or cookies are off."""
    text = _("This page was open for too long, or cookies are off. Reload it and send the form again.")
    return _page(request, 403, _("Please send that once more"), text)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    text = _("There is nothing at %(path)s. It may have been moved, or the address has a typing error.")
    return _page(request, 404, _("Nothing here"), text % {"path": request.path[:80]})


def broken(request: HttpRequest) -> HttpResponse:
    """Drawn without the request: whatever broke (the database, perhaps) must not be asked again."""
    context = {
        "title": _("Something broke on our side"),
        "text": _(
            "Nothing you entered was lost before this page. Try again; if it stays, tell whoever runs the house."
        ),
    }
    return _bare(500, context)


def _another_name(request: HttpRequest) -> HttpResponse:
    """Refused before it is known who asks, in which language and what time the house has."""
    context = {
        "title": _("The house does not know itself by this name"),
        "text": _("Whoever runs the house can add %(name)s to HOVMESTER_HOSTS and start it again.")
        % {"name": request.META.get("HTTP_HOST", "")[:80]},
    }
    return _bare(400, context)


def _bare(status: int, context: dict[str, str]) -> HttpResponse:
    return HttpResponse(render_to_string("web/error.html", context), status=status)


def _page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "web/error.html", {"title": title, "text": text}, status=status)
