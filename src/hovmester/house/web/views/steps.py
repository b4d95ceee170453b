"""My steps: one card in the hand, what comes next in small. Begin, done, trouble, handover."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hovmester.house.ledger.errors import HouseError
from hovmester.house.people.access import person_of, staff
from hovmester.house.promises import actions, queries
from hovmester.house.promises.errors import PhotoRefused
from hovmester.house.promises.models import Step
from hovmester.house.web import place
from hovmester.house.web.posting import SeeOther, told
from hovmester.house.web.steps import card
from hovmester.housefile.model import StepKind


@staff
@require_safe
def steps(request: HttpRequest) -> HttpResponse:
    now = place.now_of(request)
    mine = queries.my_next_steps(person_of(request), now)
    context = {
        "card": card(mine[0], now=now) if mine else None,
        "next": [card(step, now=now) for step in mine[1:]],
    }
    return render(request, "web/steps.html", context)


@staff
@require_safe
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Any step as a card: whoever takes it, carries it."""
    return render(request, "web/step.html", {"card": card(_get(pk), now=place.now_of(request))})


@staff
@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    with told(request):
        actions.start_step(step=_get(pk), by=person_of(request), now=place.now_of(request))
    return SeeOther("steps")


@staff
@require_POST
def done(request: HttpRequest, pk: int) -> HttpResponse:
    with told(request):
        actions.finish_step(
            step=_get(pk, is_handover=False),
            by=person_of(request),
            now=place.now_of(request),
            note=request.POST.get("note", ""),
        )
    return SeeOther("steps")


@staff
@require_POST
def trouble(request: HttpRequest, pk: int) -> HttpResponse:
    step = _get(pk)
    said = _("%(who)s has been told.") % {"who": step.promise.given_by.name}
    with told(request, said):
        actions.report_trouble(
            step=step, reason=request.POST.get("reason", ""), by=person_of(request), now=place.now_of(request)
        )
    return SeeOther("steps")


@staff
@require_POST
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    step, note, now = _get(pk, is_handover=True), request.POST.get("note", ""), place.now_of(request)
    photo = request.FILES.get("photo")
    try:
        actions.hand_over(step=step, by=person_of(request), now=now, note=note, photo=photo)
    except PhotoRefused as error:  # what was typed is kept, for a try with another photo
        messages.error(request, error.message)
        return render(request, "web/step.html", {"card": card(step, now=now), "note": note}, status=422)
    except HouseError as error:
        messages.error(request, error.message)
        return SeeOther("step", step.pk)
    messages.success(request, _("Handed over. Thank you."))
    return SeeOther("promise", step.promise_id)


@staff
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A handover photo is for the people of the house alone."""
    step = _get(pk)
    if not step.photo:
        raise Http404
    return FileResponse(
        step.photo.open("rb"), content_type="image/jpeg", headers={"Cache-Control": "private, no-cache"}
    )


def _get(pk: int, *, is_handover: bool | None = None) -> Step:
    """A handover has a form of its own, so that form and step must be of one kind."""
    steps = Step.objects.select_related(
        "promise__wish__guest", "promise__wish__message", "promise__given_by", "promise__stood", "who"
    )
    step = get_object_or_404(steps, pk=pk)
    if is_handover is not None and is_handover != (step.kind == StepKind.HANDOVER):
        raise Http404
    return step
