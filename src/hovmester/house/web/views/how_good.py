"""How good are our promises: what was told beside what was kept, and the promises behind each figure."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hovmester.answering import saying
from hovmester.house.ledger.record import entries_of
from hovmester.house.people.access import staff
from hovmester.house.premises.models import House
from hovmester.house.promises.how_good import How, Past, group, past, those
from hovmester.house.promises.models import Promise
from hovmester.house.promises.reliability import reliability
from hovmester.house.web import how_good as telling
from hovmester.house.web.board import guest_name, held
from hovmester.house.web.entries import PLAYED

SHOWN = 200  # promises in one list


@staff
@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    found, house = past(), House.objects.first()
    telling_ones = [one for one in found if one.how is not How.CALLED_OFF]
    context: dict[str, object] = {"counts": telling.counts(found), "is_played": _is_played(found[-1:])}
    if telling_ones and house:
        told = telling.by_told(telling_ones)
        learnt = reliability()
        context |= {
            "whole": telling.line("", "", telling_ones),
            "told": told,
            "diagram": telling.diagram(told, house.floor),
            "kinds": telling.by_kind(telling_ones),
            "horizons": telling.by_horizon(telling_ones),
            "corrected_on": learnt.recalibration.n if learnt.recalibration else 0,
            "corrections": telling.corrections(learnt),
            "own": [
                {"label": telling.label(group), "href": telling.address(group), "told": told, "n": n}
                for group, told, n in telling.own_corrections(learnt)
            ],
            "often": saying.per_cent(telling.OFTEN),
        }
    return render(request, "web/how_good.html", context)


@staff
@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """The promises behind a figure: ?told=93-96, ?kind=landing, ?ahead=60-120 or ?how=late."""
    asked = (group(by, request.GET[by]) for by in ("told", "kind", "ahead", "how") if by in request.GET)
    chosen = next(asked, None)
    if chosen is None:
        raise Http404
    found = those(chosen, past())
    rows = Promise.objects.select_related("wish__guest", "wish__message").defer("wish__answer")
    by_pk = rows.in_bulk([one.pk for one in found[:SHOWN]])
    context = {
        "title": telling.label(chosen),
        "whole": telling.line("", "", found) if found and chosen.by != "how" else None,
        "n": len(found),
        "more": max(0, len(found) - SHOWN),
        "rows": [
            {
                "promise": by_pk[one.pk],
                "title": held(by_pk[one.pk].title),
                "guest": guest_name(by_pk[one.pk].wish),
                "state": telling.state_of(one),
                "word": telling.word_of(one),
            }
            for one in found[:SHOWN]
        ],
    }
    return render(request, "web/how_good_ended.html", context)


def _is_played(oldest: list[Past]) -> bool:
    return any(entries_of(Promise(pk=one.pk)).filter(rule=PLAYED).exists() for one in oldest)
