"""How the pages say things: `{% load look %}`. Numbers are worded by `answering.saying`, nowhere else."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hovmester.answering import saying
from hovmester.house.people import notices
from hovmester.house.people.models import Notice, Person
from hovmester.house.web import marks, place
from hovmester.house.web.rooms import is_here, rooms_for

register = template.Library()
Context = dict[str, Any]  # Any: whatever the view put in


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing beside a word; screen readers pass over it."""
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("web/vendor/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def clock(
    context: Context, moment: datetime | None, zone: str = "", day: datetime | None = None
) -> SafeString | str:
    """ "17:22" at the place (the reader's own, unless `zone` is given); another day than that of `day` is named.

    Without `day` that is today.
    """
    if moment is None:
        return "–"
    request: HttpRequest = context["request"]
    said = saying.clock(
        moment,
        zone or place.zone_of(request),
        now=day or place.now_of(request),
        language=place.language(),
    )
    return format_html('<time class="nowrap" datetime="{}">{}</time>', moment.isoformat(), said)


@register.simple_tag(takes_context=True)
def other_day(context: Context, moment: datetime, zone: str) -> str:
    """ "Fri 4 Mar" at the place, or nothing where that is today."""
    now = place.now_of(context["request"])
    return saying.other_day(moment, zone, now=now, language=place.language())


@register.simple_tag(takes_context=True)
def left(context: Context, moment: datetime) -> str:
    """ "14 min left", or "3 min late" once it has passed."""
    minutes = (moment - place.now_of(context["request"])).total_seconds() / 60
    if minutes < 0:
        return _("%(time)s late") % {"time": saying.lasting(-minutes, place.language())}
    return _("%(time)s left") % {"time": saying.lasting(minutes, place.language())}


@register.simple_tag(takes_context=True)
def ago(context: Context, moment: datetime) -> str:
    minutes = (place.now_of(context["request"]) - moment).total_seconds() / 60
    if minutes < 1:
        return _("just now")
    return _("%(time)s ago") % {"time": saying.lasting(minutes, place.language())}


@register.simple_tag(takes_context=True)
def money(context: Context, amount: Decimal | str | None, currency: str = "") -> str:
    """ "€ 84" in whole units, rounded up: cents would only tire the eye."""
    if amount is None:
        return "–"
    house = place.house_of(context["request"])
    known = currency or (house.currency if house else "EUR")
    return saying.money(Decimal(amount), known, place.language(), round_up=True)


@register.filter
def bdi(name: object) -> SafeString:
    """A name or a guest's words within a sentence: what they do to the direction of writing ends with them."""
    return format_html("<bdi>{}</bdi>", name)


@register.filter
def odds(p: float | None) -> str:
    """ "9 in 10"."""
    return "–" if p is None else saying.odds(p, place.language())


@register.filter
def per_cent(p: float | None) -> str:
    """ "91 %"."""
    return "–" if p is None else saying.per_cent(p)


@register.filter
def counted(share: float) -> str:
    """ "100 %": a share that was counted, and so may be all or none."""
    return f"{round(100 * share)} %"


@register.filter
def hundredths(p: float | None) -> str:
    """ "87": the bare figure of "87 %", for intervals."""
    return "–" if p is None else saying.per_cent(p).removesuffix(" %")


@register.filter
def lasting(minutes: float) -> str:
    """ "2 h 10"."""
    return saying.lasting(minutes, place.language())


@register.simple_tag
def marked(text: str, reading: marks.Reading | None) -> SafeString:
    """The guest's words with what was understood marked in them; `reading` as it was stored."""
    return marks.marked(text, reading)


@register.simple_tag(takes_context=True)
def house_name(context: Context) -> str:
    house = place.house_of(context["request"]) if "request" in context else None
    return house.name if house else "Hovmester"


@register.simple_tag(takes_context=True)
def chosen_look(context: Context) -> str:
    """ "light" or "dark" where this device, else the house, asks for one; empty: as the device is set."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return ""
    chosen = request.COOKIES.get("look", "")
    if not chosen and (house := place.house_of(request)):
        chosen = house.look
    return chosen if chosen in {"light", "dark"} else ""


@register.simple_tag(takes_context=True)
def rooms(context: Context) -> list[dict[str, Any]]:  # Any: Room and bool
    request: HttpRequest = context["request"]
    if not request.user.is_authenticated:
        return []
    return [{"room": room, "here": is_here(room, request.path)} for room in rooms_for(request.user)]


@register.simple_tag(takes_context=True)
def unseen(context: Context) -> list[Notice]:
    """What the reader was told and has not seen; nothing for those who are not signed in, or where all is broken."""
    request: HttpRequest | None = context.get("request")
    return notices.unseen(request.user) if request and isinstance(request.user, Person) else []


@register.simple_tag(takes_context=True)
def weekday_and_time(context: Context) -> str:
    """ "Thu 17:08", the time of the house."""
    from babel.dates import format_datetime  # slow to import

    request: HttpRequest = context["request"]
    there = place.now_of(context["request"]).astimezone(place.tz_of(request))
    return format_datetime(there, "EEE HH:mm", locale=saying.LOCALES.get(place.language(), "en_GB"))
