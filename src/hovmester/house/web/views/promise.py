"""One promise: where it stands, its steps, its handover, what the guest said, and everything that happened."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hovmester.house.hearing.models import Message
from hovmester.house.people.access import head_waiter, person_of, staff
from hovmester.house.promises import actions, queries
from hovmester.house.promises.models import Outcome, Promise
from hovmester.house.web import board, entries, place
from hovmester.house.web.lane import grid, scale
from hovmester.house.web.posting import SeeOther, told
from hovmester.house.web.track import track_of


@staff
@require_safe
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    now, promise = place.now_of(request), _get(pk)
    standing = queries.standing_of(promise, now)
    zone = queries.zone_of(promise.wish.site)
    axis, (row,) = board.rows([standing], now=now, zone=ZoneInfo(zone), reader=person_of(request), whole=True)
    now_label = _("now %(at)s") % {"at": f"{now.astimezone(axis.zone):%H:%M}"}
    context = {
        "promise": promise,
        "row": row,
        "standing": standing,
        "zone": zone,
        "scale": scale(axis, now=now, now_label=now_label),
        "grid": grid(axis, now=now),
        "steps": standing.steps,
        "is_running": promise.state == Promise.State.RUNNING,
        "handover": promise.steps.filter(kind="handover").first(),
        "outcomes": promise.outcomes.select_related("message", "by"),
        "suggested": queries.suggested_outcomes(promise),
        "moods": Outcome.Mood.choices,
        "track": track_of(promise.p_when_given),
        "lines": entries.of_promise(promise),
    }
    return render(request, "web/promise.html", context)


@staff
@require_POST
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What the guest said or did: told to us, or a message of theirs that a person points at."""
    promise = _get(pk)
    message = get_object_or_404(Message, pk=request.POST["message"]) if request.POST.get("message") else None
    with told(request, _("Written down.")):
        actions.link_outcome(
            promise=promise,
            message=message,
            text=request.POST.get("text", ""),
            mood=request.POST.get("mood", ""),
            by=person_of(request),
            now=place.now_of(request),
        )
    return SeeOther("promise", promise.pk)


@staff
@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what is suggested, in the version that was shown."""
    promise = _get(pk)
    with told(request, _("Done. Those whose steps changed have been told.")):
        actions.move_steps(
            promise=promise,
            version=request.POST.get("version", ""),
            by=person_of(request),
            now=place.now_of(request),
        )
    return SeeOther("promise", promise.pk)


@head_waiter
@require_POST
def calling_off(request: HttpRequest, pk: int) -> HttpResponse:
    promise = _get(pk)
    with told(request, _("Called off. Those who carried it have been told.")):
        actions.cancel(
            promise=promise,
            reason=request.POST.get("reason", ""),
            by=person_of(request),
            now=place.now_of(request),
        )
    return SeeOther("promise", promise.pk)


@head_waiter
@require_POST
def missed(request: HttpRequest, pk: int) -> HttpResponse:
    promise = _get(pk)
    with told(request, _("Written down as missed, with your reason.")):
        actions.miss(
            promise=promise,
            reason=request.POST.get("reason", ""),
            by=person_of(request),
            now=place.now_of(request),
        )
    return SeeOther("promise", promise.pk)


def _get(pk: int) -> Promise:
    return get_object_or_404(
        Promise.objects.select_related("wish__guest", "wish__message", "given_by", "stood", "suggestion"),
        pk=pk,
    )
