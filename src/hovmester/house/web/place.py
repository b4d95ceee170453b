"""When, in which house, language and zone a page is shown."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import get_language

from hovmester.house.people.models import Person
from hovmester.house.premises.models import House, Site


def now_of(request: HttpRequest) -> datetime:
    """The one moment of this request (`ledger.middleware`)."""
    now: datetime = request.now  # type: ignore[attr-defined]
    return now


def house_of(request: HttpRequest) -> House | None:
    """The house, asked once per request; None on a fresh machine, before a house file was loaded."""
    if not hasattr(request, "_house"):
        request._house = House.objects.first()  # type: ignore[attr-defined]
    house: House | None = request._house  # type: ignore[attr-defined]
    return house


def zone_of(request: HttpRequest) -> str:
    """The zone of the person's own site, else of the first site; asked once per request."""
    if not hasattr(request, "_zone"):
        own = request.user.site if isinstance(request.user, Person) else None
        request._zone = own.zone if own else _first_zone()  # type: ignore[attr-defined]
    zone: str = request._zone  # type: ignore[attr-defined]
    return zone


def _first_zone() -> str:
    return Site.objects.values_list("zone", flat=True).first() or "UTC"


def tz_of(request: HttpRequest) -> ZoneInfo:
    return ZoneInfo(zone_of(request))


def language() -> str:
    return (get_language() or "en").split("-")[0]
