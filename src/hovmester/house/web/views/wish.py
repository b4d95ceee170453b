"""One wish: the guest's words, can we, and the yes or no."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hovmester.house.ledger.record import entries_of
from hovmester.house.people import authority
from hovmester.house.people.access import person_of, staff
from hovmester.house.people.models import Person
from hovmester.house.premises.models import House
from hovmester.house.promises import actions
from hovmester.house.promises.models import Promise, Wish
from hovmester.house.promises.queries import zone_of
from hovmester.house.web import answering, place
from hovmester.house.web.axis import Axis
from hovmester.house.web.board import guest_name, held
from hovmester.house.web.lane import odds_bar, scale
from hovmester.house.web.marks import remarks
from hovmester.house.web.posting import SeeOther, told
from hovmester.house.web.track import track_of


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Write a wish down as a guest told it. Its odds are worked out at once."""
    if request.method != "POST":
        return render(request, "web/new_wish.html")
    now, person = place.now_of(request), person_of(request)
    with told(request):
        wish = actions.hear_wish(text=request.POST.get("text", ""), by=person, now=now)
        actions.answer_wish(wish=wish, now=now, by=person)
        return SeeOther("wish", wish.pk)
    return SeeOther("wishes")


@staff
@require_safe
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "web/wish.html", _context(request, _get(pk)))


@staff
@require_safe
def countdown(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left until the last moment to say yes; asked again by the page."""
    return render(request, "web/wish_countdown.html", {"wish": _get(pk)})


@staff
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Work it out anew, as things stand now."""
    wish = _get(pk)
    with told(request):
        actions.answer_wish(wish=wish, now=place.now_of(request), by=person_of(request))
    return SeeOther("wish", wish.pk)


@staff
@require_POST
def permission(request: HttpRequest, pk: int) -> HttpResponse:
    wish = _get(pk)
    with told(request, _("Promised. Those who carry it see their steps now.")):
        promise = actions.give_permission(wish=wish, by=person_of(request), now=place.now_of(request))
        return SeeOther("promise", promise.pk)
    return SeeOther("wish", wish.pk)


@staff
@require_POST
def asking(request: HttpRequest, pk: int) -> HttpResponse:
    """Over one's own limit: the next one up is asked for the yes."""
    wish = _get(pk)
    with told(request):
        asked = actions.ask_up(wish=wish, by=person_of(request), now=place.now_of(request))
        _say_who_was_asked(request, asked)
    return SeeOther("wish", wish.pk)


@staff
@require_POST
def question(request: HttpRequest, pk: int) -> HttpResponse:
    wish = _get(pk)
    with told(request, _("Asked. The wish waits for the guest's answer.")):
        actions.ask_guest(
            wish=wish, text=request.POST.get("text", ""), by=person_of(request), now=place.now_of(request)
        )
    return SeeOther("wish", wish.pk)


@staff
@require_POST
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    wish = _get(pk)
    with told(request, _("Declined. Your reason stays with the wish.")):
        actions.decline(
            wish=wish, reason=request.POST.get("reason", ""), by=person_of(request), now=place.now_of(request)
        )
    return SeeOther("wish", wish.pk)


@staff
@require_POST
def letting_go(request: HttpRequest, pk: int) -> HttpResponse:
    wish = _get(pk)
    with told(request, _("Let go, by you. Your reason stays with the wish.")):
        actions.let_go(
            wish=wish, reason=request.POST.get("reason", ""), by=person_of(request), now=place.now_of(request)
        )
    return SeeOther("wish", wish.pk)


def _get(pk: int) -> Wish:
    return get_object_or_404(Wish.objects.select_related("guest", "message__channel", "asked_of"), pk=pk)


def _say_who_was_asked(request: HttpRequest, asked: Person | None) -> None:
    if asked:
        messages.success(request, _("%(who)s has been asked for the yes.") % {"who": asked.name})
    else:
        messages.error(request, _("Nobody here may say yes to so much. Ask the owner to raise a limit."))


def _context(request: HttpRequest, wish: Wish) -> dict[str, object]:
    person, house = person_of(request), House.objects.first()
    zone = zone_of(wish.site)
    context: dict[str, object] = {
        "wish": wish,
        "title": held(wish.title) or _("A wish"),
        "guest": guest_name(wish),
        "zone": zone,
        "promise": Promise.objects.filter(wish=wish).first(),
        "decided": entries_of(wish).filter(verb__in=["permitted", "declined", "let-go"]).last(),
        "floor": house.floor if house else None,
    }
    if wish.answer and house:
        context |= _answered(wish, person, request, zone, house)
    return context


def _answered(wish: Wish, person: Person, request: HttpRequest, zone: str, house: House) -> dict[str, object]:
    now, stored = place.now_of(request), wish.answer or {}
    can_we = answering.told(stored, now=now, zone=ZoneInfo(zone))
    amount = wish.amount or can_we.amount
    p = can_we.p_on_time
    may = authority.may_say_yes(person, amount)
    return {
        "can_we": can_we,
        "reading": stored["reading"],
        "remarks": remarks(stored["reading"]),
        "bar": odds_bar(can_we.p_low or 0, p, can_we.p_high or 1, house.floor) if p is not None else "",
        "scale": _plan_scale(can_we.axis, wish.deadline or now, zone) if can_we.axis else "",
        "track": track_of(p) if p is not None else None,
        "is_enough": p is not None and p >= house.floor,
        "may": may,
        "limit": authority.limit_of(person),
        "next_up": None if may else authority.next_up(amount=amount, now=now, beyond=person),
        "now": now,
    }


def _plan_scale(axis: Axis, deadline: datetime, zone: str) -> SafeString:
    """The clock over a plan, with the guest's time where its line stands."""
    label = _("by %(at)s") % {"at": f"{deadline.astimezone(ZoneInfo(zone)):%H:%M}"}
    return scale(axis, now=deadline, now_label=label, clear=16)
