"""Heard: what guests say, as it comes; each message is answered, made a wish, or set aside with a reason."""

from contextlib import suppress

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hovmester.house.hearing import actions, queries
from hovmester.house.hearing.correcting import correct
from hovmester.house.hearing.models import Channel, Message
from hovmester.house.hearing.queries import Wanted
from hovmester.house.ledger.errors import HouseError
from hovmester.house.people.access import head_waiter, person_of
from hovmester.house.people.models import Role
from hovmester.house.promises.actions import hear_wish
from hovmester.house.web import entries, place
from hovmester.house.web import heard as telling
from hovmester.house.web.correcting import answered, asked_kinds, asked_missed, asked_spans
from hovmester.house.web.posting import SeeOther, told

PAGE = 30
ARRIVALS_MOST = 30


@head_waiter
@require_safe
def heard(request: HttpRequest) -> HttpResponse:
    wanted, before = Wanted.from_query(request.GET.dict()), _number(request, "before")
    pks = queries.page(wanted, before=before, size=PAGE)
    context = {
        "wanted": wanted,
        "lines": telling.lines(pks[:PAGE]),
        "newest": pks[0] if pks else _newest(),
        "older": f"{wanted.as_query()}&before={pks[PAGE - 1]}".lstrip("&") if len(pks) > PAGE else "",
        "is_first_page": before is None,
        "to_do": queries.to_do(),
        "to_do_most": queries.COUNTED_MOST,
        "may_open_channels": person_of(request).is_at_least(Role.OWNER),
        "kinds": _kinds(wanted),
        "channels": Channel.objects.all(),
        "languages": [(key, _language_name(key)) for key in queries.languages()],
        "states": [*Message.State.choices, ("all", _("any"))],
        "is_filtered": wanted != Wanted(kind=wanted.kind),
        "is_empty_house": not pks and not Message.objects.exists(),
    }
    return render(request, "hearing/heard.html", context)


@head_waiter
@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """What came since the page was last asked; nothing at all (204) when nothing came."""
    wanted, after = Wanted.from_query(request.GET.dict()), _number(request, "after") or 0
    pks = queries.arrived(wanted, after=after, now=place.now_of(request), most=ARRIVALS_MOST)
    if not pks:
        return HttpResponse(status=204)
    context = {"wanted": wanted, "newest": pks[0], "lines": telling.lines(pks)}
    return render(request, "hearing/arrivals.html", context)


@head_waiter
@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message with all its words. A part of Heard asks for its own row alone."""
    found = _get(pk)
    if request.headers.get("HX-Request"):
        return render(request, "hearing/line.html", {"line": telling.line(found)})
    return _page(request, found)


@head_waiter
@require_POST
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    found = _get(pk)
    with told(request):
        made = hear_wish(text=found.text, by=person_of(request), now=place.now_of(request), message=found)
        return SeeOther("wish", made.pk)
    return SeeOther("message", pk)


@head_waiter
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    found, text = _get(pk), request.POST.get("text", "")
    try:
        actions.reply(message=found, text=text, by=person_of(request), now=place.now_of(request))
    except HouseError as error:
        return _again(request, found, error, text=text)
    return _done(request, found, _("Your answer is on its way."))


@head_waiter
@require_POST
def setting_aside(request: HttpRequest, pk: int) -> HttpResponse:
    found, reason = _get(pk), request.POST.get("reason", "")
    try:
        actions.set_aside(message=found, reason=reason, by=person_of(request), now=place.now_of(request))
    except HouseError as error:
        return _again(request, found, error, reason=reason)
    return _done(request, found, _("Set aside. Your reason stays with the message."))


@head_waiter
@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """What it really means: the house learns from that, tonight."""
    found, error = _get(pk), ""
    said = request.POST if request.method == "POST" else None
    if said is not None:
        try:
            correct(message=found, by=person_of(request), now=place.now_of(request), **answered(said))
        except HouseError as refused:
            found.refresh_from_db()
            error = refused.message
        else:
            messages.success(request, _("Corrected. The house learns from it tonight."))
            return SeeOther("message", pk)
    context = {
        "message": found,
        "error": error,
        "kinds": asked_kinds(found, said),
        "spans": asked_spans(found, said, place.language()),
        "missed": asked_missed(said, place.language()),
        "words": said.get("words", "") if said is not None else "",
    }
    return render(request, "hearing/correction.html", context, status=422 if error else 200)


def _done(request: HttpRequest, found: Message, said: str) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return render(request, "hearing/line.html", {"line": telling.line(_get(found.pk)), "said": said})
    messages.success(request, said)
    return SeeOther("heard")


def _again(request: HttpRequest, found: Message, error: HouseError, **typed: str) -> HttpResponse:
    """What was typed is kept, with what is wrong with it."""
    found.refresh_from_db()
    if request.headers.get("HX-Request"):
        context = {"line": telling.line(found), "error": error.message, "typed": typed}
        return render(request, "hearing/line.html", context, status=422)
    return _page(request, found, error=error.message, typed=typed, status=422)


def _page(request: HttpRequest, found: Message, *, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "line": telling.line(found, shown=len(found.text)),
        "lines": entries.of_message(found, about=request.GET.get("about", "")),
        "is_page": True,
        **more,
    }
    return render(request, "hearing/message.html", context, status=status)


def _get(pk: int) -> Message:
    wanted = Message.objects.select_related("channel", "wish").prefetch_related(
        "replies__by", "corrections__by"
    )
    return get_object_or_404(wanted, pk=pk)


def _kinds(wanted: Wanted) -> list[tuple[str, str, bool]]:
    """The kinds as links: word, address, whether it is the one shown."""
    names = {"": _("Everything"), "pressing": _("Cannot wait"), "wish": _("Wishes")}
    names |= {"complaint": _("Complaints"), "praise": _("Praise"), "other": _("Other")}
    return [(name, f"?{wanted.as_query(kind=kind)}", kind == wanted.kind) for kind, name in names.items()]


def _language_name(key: str) -> str:
    try:
        return str(get_language_info(key)["name_translated"])
    except KeyError:
        return key


def _newest() -> int:
    return Message.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _number(request: HttpRequest, name: str) -> int | None:
    with suppress(ValueError):
        if 0 <= (number := int(request.GET.get(name, "")[:19])) < 2**63:
            return number
    return None
