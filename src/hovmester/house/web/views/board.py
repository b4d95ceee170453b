"""The Board: every wish that needs a yes, every promise on one time axis. It asks again by itself."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hovmester.house.ledger.models import Clock
from hovmester.house.people import authority
from hovmester.house.people.access import person_of, staff
from hovmester.house.promises import queries
from hovmester.house.web import board as telling
from hovmester.house.web import place
from hovmester.house.web.lane import grid, scale

KEPT_S = 120
SECONDS = 15  # between two looks, while the house lives in real time


@staff
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    shown = _shown(request)
    return render(request, "web/board.html", {"shown": shown, "every_seconds": every_seconds()})


@staff
@require_safe
def board_rows(request: HttpRequest) -> HttpResponse:
    """The part that changes. Nothing is sent where nothing changed (ETag)."""
    html = _shown(request).html
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag, None, HttpResponse(html, headers={"ETag": etag}))
    assert response is not None  # a response went in
    response["Cache-Control"] = "private, no-cache"
    return response


@dataclass(frozen=True, slots=True)
class Shown:
    """The Board as drawn, the same for all who read one language in one zone and may say yes to as much."""

    late: int
    html: SafeString


def _shown(request: HttpRequest) -> Shown:
    """Drawn anew when anything was written in the ledger, when the promises were looked at, and every minute."""
    now = place.now_of(request)
    version = (queries.board_version(), now.replace(second=0, microsecond=0))
    limit = authority.limit_of(person_of(request))
    name = f"board:{place.language()}:{place.zone_of(request)}:{limit}"
    kept: tuple[object, Shown] | None = cache.get(name)
    if kept is None or kept[0] != version:
        context = _context(request)
        html = render_to_string("web/board_rows.html", context, request)
        kept = version, Shown(context["late"], html)
        cache.set(name, kept, KEPT_S)
    return kept[1]


def _context(request: HttpRequest) -> dict[str, Any]:  # Any: what the template shows
    now, zone = place.now_of(request), place.tz_of(request)
    standings = queries.board(now)
    axis, rows = telling.rows(standings, now=now, zone=zone, reader=person_of(request))
    return {
        "rows": rows,
        "wishes": [telling.waiting(wish, now=now) for wish in queries.open_wishes(now)],
        "late": sum(row.state.kind == "late" for row in rows),
        "scale": scale(axis, now=now, now_label=_("now %(at)s") % {"at": f"{now.astimezone(zone):%H:%M}"}),
        "grid": grid(axis, now=now),
    }


def every_seconds() -> int:
    """A simulated day runs faster, and so does the Board."""
    clock = Clock.objects.first()
    return max(2, round(SECONDS / max(clock.speed, 1))) if clock else SECONDS
