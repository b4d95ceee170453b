"""The API of the house: one object to which every app adds its routers, one shape for whatever goes wrong.

An error is {code, message, field?}: the code for machines, the message one sentence for a person, the field the part
of the request at fault. That holds for what django-ninja finds by itself, too.
"""

import logging
from typing import Final

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from hovmester.house.hearing import errors
from hovmester.house.hearing.webhook import router
from hovmester.house.ledger.errors import HouseError
from hovmester.house.people.access import public

log = logging.getLogger(__name__)

# The status of a HouseError and of those below it. An app that adds a router adds its own errors here.
STATUS: Final[dict[type[HouseError], int]] = {
    HouseError: 400,
    errors.NotSigned: 401,
    errors.UnknownChannel: 404,
    errors.AlreadyDealtWith: 409,
    errors.OddsNotSeen: 409,
    errors.TooLarge: 413,
}

# The interactive page is off: it would need scripts that the content security policy forbids.
api = NinjaAPI(title="Hovmester", version="1", docs_url=None)
api.add_router("/messages", router)


# Programs post here, with a slash too many perhaps: they are told so in the shape of the API, and nothing is changed.
@csrf_exempt
@public
def no_such_address(request: HttpRequest, path: str) -> HttpResponse:
    return _refuse(request, 404, "not-found", _("There is nothing at /api/%(path)s.") % {"path": path[:100]})


@api.exception_handler(HouseError)
def _house_error(request: HttpRequest, error: HouseError) -> HttpResponse:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    return api.create_response(request, error.as_json(), status=status)


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The first thing that does not fit, with its place in the body: "messages.3.text"."""
    first = error.errors[0]
    field = ".".join(str(part) for part in first["loc"][2:])  # without "body" and the name of our parameter
    too_large = first["type"] == "too_long"
    message = _("%(field)s does not fit: %(problem)s.") % {"field": field or "body", "problem": first["msg"]}
    return _refuse(
        request, 413 if too_large else 400, "too-large" if too_large else "malformed", message, field=field
    )


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 400:
        return _refuse(request, 400, "malformed", _("The body is not JSON that can be read."))
    codes = {401: "not-signed-in", 403: "not-allowed", 405: "method-not-allowed", 429: "too-many"}
    return _refuse(request, error.status_code, codes.get(error.status_code, "refused"), error.message)


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _refuse(request, 404, "not-found", _("There is no such thing here."))


@api.exception_handler(OperationalError)
def _busy(request: HttpRequest, error: OperationalError) -> HttpResponse:
    """Nothing was written: the sender sends again."""
    log.error("api=busy path=%s error=%s", request.path, error)
    response = _refuse(request, 503, "busy", _("The house could not write this down in time. Send it again."))
    response["Retry-After"] = "5"
    return response


@api.exception_handler(Exception)
def _unexpected(request: HttpRequest, error: Exception) -> HttpResponse:
    log.error("api=failed path=%s", request.path, exc_info=error)
    return _refuse(
        request,
        500,
        "internal",
        _("Something went wrong here. It is in the log of the house; send it again later."),
    )


def _refuse(request: HttpRequest, status: int, code: str, message: str, *, field: str = "") -> HttpResponse:
    shape = {"code": code, "message": message} | ({"field": field} if field else {})
    return api.create_response(request, shape, status=status)
