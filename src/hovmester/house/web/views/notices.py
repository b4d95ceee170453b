"""What a person of the house is told, until they have seen it."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from hovmester.house.people import notices
from hovmester.house.people.access import person_of, staff
from hovmester.house.web import place
from hovmester.house.web.posting import SeeOther
from hovmester.house.web.views.doors import is_ours


@staff
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    notices.see_all(person_of(request), place.now_of(request))
    back = request.POST.get("next", "")
    return SeeOther(back if is_ours(request, back) else "/")
