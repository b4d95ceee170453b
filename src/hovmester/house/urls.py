"""Every address of the house. URLs are nouns; each app lists its own."""

from django.urls import URLPattern, URLResolver, include, path

from hovmester.house.hearing.api import api, no_such_address

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("hovmester.house.web.urls")),
    path("house/", include("hovmester.house.web.views.house.urls")),
    path("heard/", include("hovmester.house.web.heard_urls")),
    path("ask/", include("hovmester.house.hearing.urls")),
    path("api/", api.urls),
    path("api/<path:path>", no_such_address),
]

handler400 = "hovmester.house.web.views.errors.bad_request"
handler403 = "hovmester.house.web.views.errors.not_allowed"
handler404 = "hovmester.house.web.views.errors.not_found"
handler500 = "hovmester.house.web.views.errors.broken"
