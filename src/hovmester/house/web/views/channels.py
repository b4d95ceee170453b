"""The ways in: the wish form, other programs with their secrets, imported files. The owner opens a new one here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_POST

from hovmester.house.hearing import actions
from hovmester.house.hearing.models import Channel
from hovmester.house.ledger.errors import HouseError
from hovmester.house.people.access import owner, person_of
from hovmester.house.web import place


@owner
@require_http_methods(["GET", "HEAD", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    try:
        opened = actions.open_webhook(
            key=request.POST.get("key", ""),
            name=request.POST.get("name", ""),
            reply_url=request.POST.get("reply_url", ""),
            by=person_of(request),
            now=place.now_of(request),
        )
    except HouseError as error:
        return _page(request, error=error, typed=request.POST, status=422)
    return _page(request, opened=opened)


@owner
@require_POST
def secret(request: HttpRequest, key: str) -> HttpResponse:
    """A new secret: whoever signs with the old one is no longer heard."""
    channel = get_object_or_404(Channel, key=key, kind=Channel.Kind.WEBHOOK)
    actions.renew_secret(channel=channel, by=person_of(request), now=place.now_of(request))
    return _page(request, opened=channel)


def _page(request: HttpRequest, *, status: int = 200, **more: object) -> HttpResponse:
    """The secret of a channel just opened is on this one answer, and on no page ever again."""
    address = request.build_absolute_uri("/api/messages")
    context = {"channels": Channel.objects.all(), "address": address, **more}
    response = render(request, "hearing/channels.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
