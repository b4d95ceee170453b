"""What every post of a page does: say what went wrong or right, and send the reader on with a 303."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.encoding import iri_to_uri

from hovmester.house.ledger.errors import HouseError


class SeeOther(HttpResponse):
    """303: the answer to a post is a page to look at; reloading it posts nothing."""

    status_code = 303

    def __init__(self, to: str, *args: object) -> None:
        super().__init__(headers={"Location": iri_to_uri(resolve_url(to, *args))})


@contextmanager
def told(request: HttpRequest, done: str = "") -> Iterator[None]:
    """Tell the reader that it is done, or in the error's own sentence why it is not."""
    try:
        yield
    except HouseError as error:
        messages.error(request, error.message)
    else:
        if done:
            messages.success(request, done)
