"""Letting somebody in: the owner makes a link that signs one person in, once."""

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hovmester.house.people import signin
from hovmester.house.people.access import owner
from hovmester.house.people.models import Person
from hovmester.house.web import place


@owner
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "web/people.html", {"people": Person.objects.filter(is_active=True)})


@owner
@never_cache
@require_POST
def link(request: HttpRequest, key: str) -> HttpResponse:
    """Shown in the answer to the post and nowhere else: it is kept as a digest alone."""
    person = get_object_or_404(Person, key=key, is_active=True)
    token = signin.make_link(person, place.now_of(request))
    address = request.build_absolute_uri(reverse("sign-in-link", args=[token]))
    code = segno.make(address, error="m", micro=False).svg_inline(
        omitsize=True, border=4, light="#fff", svgclass="code", lineclass=None
    )
    context = {"person": person, "address": address, "code": mark_safe(code)}  # noqa: S308  drawn here, no text in it
    return render(request, "web/people_link.html", context)
