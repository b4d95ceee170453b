"""The ledger behind a figure: every entry of a wish or a promise, the ones that hold the figure marked."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hovmester.house.people.access import staff
from hovmester.house.promises.models import Promise, Wish
from hovmester.house.promises.queries import zone_of
from hovmester.house.web import entries


@staff
@require_safe
def of_wish(request: HttpRequest, pk: int) -> HttpResponse:
    wish = get_object_or_404(Wish.objects.select_related("message"), pk=pk)
    return _page(
        request, str(wish), reverse("wish", args=[pk]), wish, entries.of_wish(wish, about=_about(request))
    )


@staff
@require_safe
def of_promise(request: HttpRequest, pk: int) -> HttpResponse:
    promise = get_object_or_404(Promise.objects.select_related("wish__message"), pk=pk)
    lines = entries.of_promise(promise, about=_about(request))
    return _page(request, promise.title, reverse("promise", args=[pk]), promise.wish, lines)


def _about(request: HttpRequest) -> str:
    return request.GET.get("about", "")


def _page(request: HttpRequest, title: str, back: str, wish: Wish, lines: list[entries.Line]) -> HttpResponse:
    context = {
        "title": title,
        "back": back,
        "lines": lines,
        "zone": zone_of(wish.site),
        "about": _about(request),
    }
    return render(request, "web/entries.html", context)
