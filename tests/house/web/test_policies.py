"""Every address says who may open it, and means it."""

import pytest
from django.urls import URLResolver, get_resolver

from hovmester.house.people.access import POLICY
from tests import cast

pytestmark = pytest.mark.django_db


def views(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, route)
        else:
            yield route, pattern


def ours():
    """All but the API, whose senders sign what they send; its own tests hold it."""
    return [
        (route, view) for route, view in views(get_resolver().url_patterns) if not route.startswith("api/")
    ]


def address(route):
    return "/" + route.replace("<int:pk>", "1").replace("<str:token>", "x").replace("<slug:key>", "x")


def test_there_are_addresses_to_walk():
    assert len(ours()) > 20


@pytest.mark.parametrize(("route", "pattern"), ours(), ids=lambda part: part if isinstance(part, str) else "")
def test_an_address_says_who_may_open_it(route, pattern):
    assert getattr(pattern.callback, POLICY, None) in {"public", "staff", "head-waiter", "owner"}, route


@pytest.mark.parametrize(
    "route",
    [
        r
        for r, p in ours()
        if getattr(p.callback, POLICY, "public") != "public" and "<" not in r.replace("<int:pk>", "")
    ],
)
def test_who_is_not_signed_in_is_led_to_the_door(client, route):
    response = client.get(address(route))
    assert response.status_code == 302
    assert response.url.startswith("/sign-in/?next=")


def test_who_has_left_is_not_let_in(client, house):
    piet = cast.outsider()
    client.force_login(piet)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("path", ["/promises/1/calling-off/", "/promises/1/miss/"])
def test_a_cook_may_not_call_off_a_promise(as_person, house, path):
    assert as_person(cast.cook()).post(path, {"reason": "no"}).status_code == 403


@pytest.mark.parametrize("path", ["/wishes/999/", "/promises/999/", "/steps/999/", "/steps/999/photo/"])
def test_what_is_not_there_is_not_found(as_person, house, path):
    assert as_person(cast.head_waiter()).get(path).status_code == 404


def test_a_post_without_its_token_is_refused(house):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.head_waiter())
    response = strict.post("/wishes/", {"text": "a steak at the station at eight"})
    assert response.status_code == 403
    assert "send" in response.content.decode()
