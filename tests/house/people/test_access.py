"""Every page says who may open it, and keeps to it."""

import re

import pytest
from django.urls import URLPattern, get_resolver, reverse

from hovmester.house.people.access import POLICY, public, staff
from hovmester.house.people.models import Role
from tests import cast

POLICIES = {"public", *Role.values}
BY_ITS_OWN_KEY = {"api/messages"}  # signed by the channel's secret: tests/house/hearing/test_api.py


def addresses(patterns=None, before=""):
    """Every address of the house with its view."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address, entry.callback
        else:
            yield from addresses(entry.url_patterns, address)


def policy_of(view):
    return getattr(view, POLICY, None)


def is_of_the_api(view):
    return getattr(view, "func", view).__module__.startswith("ninja.")


def test_every_address_says_who_may_open_it():
    silent = [a for a, view in addresses() if policy_of(view) not in POLICIES and not is_of_the_api(view)]
    assert silent == []
    assert len(list(addresses())) > 10


def test_of_the_api_only_what_is_signed_is_open():
    open_ = {address for address, view in addresses() if is_of_the_api(view)}
    described = {"api/openapi.json", "api/"}  # which addresses there are, and nothing else
    assert open_ - described <= BY_ITS_OWN_KEY


def concrete(address):
    """An address with something in each of its gaps."""
    address = re.sub(r"<int:\w+>", "1", address)
    return "/" + re.sub(r"<[^>]+>", "x", address)


GUARDED = [(a, policy_of(v)) for a, v in addresses() if policy_of(v) in set(Role.values)]


@pytest.mark.parametrize(("address", "policy"), GUARDED)
def test_an_outsider_is_led_to_the_door(db, client, address, policy):
    for method in (client.get, client.post):
        response = method(concrete(address))
        assert response.status_code == 302, address
        assert response["Location"].startswith("/sign-in/")


@pytest.mark.parametrize(("address", "policy"), [row for row in GUARDED if row[1] != Role.STAFF])
def test_a_role_that_does_not_reach_is_told_so(db, client, address, policy):
    cast.lay_the_house()
    client.force_login(cast.cook() if policy == Role.HEAD_WAITER else cast.head_waiter())
    for method in (client.get, client.post):
        assert method(concrete(address)).status_code == 403, address


def test_who_has_left_is_an_outsider(db, client):
    cast.lay_the_house()
    piet = cast.outsider()
    client.force_login(piet)
    assert client.get("/").status_code == 302


def test_a_part_that_asks_by_itself_sends_the_whole_page_to_the_door(db, client):
    response = client.get(reverse("board-rows"), headers={"HX-Request": "true"})
    assert response.status_code == 204
    assert response["HX-Redirect"].startswith("/sign-in/")


def test_the_decorators_name_their_policy():
    assert policy_of(public(lambda request: None)) == "public"
    assert policy_of(staff(lambda request: None)) == "staff"
    assert policy_of(lambda request: None) is None
