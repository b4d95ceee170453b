"""What a device or a person likes: the language, light or dark. Kept in cookies; works without JavaScript."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.views.decorators.http import require_POST

from hovmester.house.people.access import public
from hovmester.house.web.posting import SeeOther
from hovmester.house.web.views.doors import is_ours

YEAR = 365 * 24 * 3600
LOOKS = ("device", "light", "dark")


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    return _remember(
        request, "language", settings.LANGUAGE_COOKIE_NAME, [code for code, _name in settings.LANGUAGES]
    )


@public
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    return _remember(request, "look", "look", LOOKS)


def _remember(
    request: HttpRequest, field: str, cookie: str, known: list[str] | tuple[str, ...]
) -> HttpResponse:
    value, back = request.POST.get(field, ""), request.POST.get("next", "")
    if value not in known:
        return HttpResponseBadRequest()
    response = SeeOther(back if is_ours(request, back) else "/")
    response.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response
