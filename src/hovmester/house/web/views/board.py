"""The Board: every wish that needs a yes, every promise on one time axis. It asks again by itself."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hovmester.house.ledger.models import Clock
from hovmester.house.people.access import staff
from hovmester.house.promises import queries
from hovmester.house.web import board as telling
from hovmester.house.web import place
from hovmester.house.web.lane import grid, scale

SECONDS = 15  # between two looks, while the house lives in real time


@staff
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    return render(request, "web/board.html", _context(request))


@staff
@require_safe
def board_rows(request: HttpRequest) -> HttpResponse:
    """The part that changes. Nothing is sent where nothing changed (ETag)."""
    html = render_to_string("web/board_rows.html", _context(request), request)
    etag = f'"{hashlib.sha256(html.encode()).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag, None, HttpResponse(html, headers={"ETag": etag}))
    assert response is not None  # a response went in
    response["Cache-Control"] = "private, no-cache"
    return response


def _context(request: HttpRequest) -> dict[str, object]:
    now, zone = place.now_of(request), place.tz_of(request)
    standings = queries.board(now)
    axis, rows = telling.rows(standings, now=now, zone=zone)
    wishes = [telling.waiting(wish, now=now) for wish in queries.open_wishes(now)]
    late = sum(row.state.kind == "late" for row in rows)
    return {
        "rows": rows,
        "wishes": wishes,
        "late": late,
        "scale": scale(axis, now=now, now_label=_("now %(at)s") % {"at": f"{now.astimezone(zone):%H:%M}"}),
        "grid": grid(axis, now=now),
        "every_seconds": every_seconds(),
    }


def every_seconds() -> int:
    """A simulated day runs faster, and so does the Board."""
    clock = Clock.objects.first()
    return max(2, round(SECONDS / max(clock.speed, 1))) if clock else SECONDS
