"""Gives each request its `now`, asked once, so that one page never holds two moments."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from hovmester.house.ledger import clock


class NowMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.now = clock.now()  # type: ignore[attr-defined]
        return self.get_response(request)
