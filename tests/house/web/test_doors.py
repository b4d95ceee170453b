"""Coming in, going out, and what a device remembers."""

import re
from datetime import timedelta

import pytest

from hovmester.house.ledger import clock
from hovmester.house.people import signin
from tests import cast

PASSWORD = "a table by the window"


@pytest.fixture
def nora(house):
    nora = cast.head_waiter()
    nora.set_password(PASSWORD)
    nora.save()
    return nora


def sign_in(client, **changes):
    return client.post("/sign-in/", {"key": "nora", "password": PASSWORD} | changes)


def is_in(client):
    return client.get("/password/").status_code == 200


def test_name_and_password_let_a_person_in(client, nora):
    response = sign_in(client)
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert is_in(client)


def test_a_person_is_greeted_in_their_own_language(client, nora):
    nora.language = "nb"
    nora.save()
    sign_in(client)
    assert client.cookies["django_language"].value == "nb"


def test_the_way_one_wanted_is_kept_but_never_leads_away(client, nora):
    assert sign_in(client, next="/heard/").headers["Location"] == "/heard/"
    assert sign_in(client, next="https://elsewhere.example/").headers["Location"] == "/"
    assert sign_in(client, next="//elsewhere.example/").headers["Location"] == "/"


def test_a_wrong_password_is_told_without_telling_which_was_wrong(client, nora):
    for wrong in ({"password": "nonsense"}, {"key": "nobody"}):
        response = sign_in(client, **wrong)
        assert response.status_code == 422
        assert "do not belong together" in response.content.decode()
    assert not is_in(client)


def test_after_five_wrong_tries_the_door_stays_shut(client, nora):
    for _ in range(signin.TRIES_PER_PERSON):
        sign_in(client, password="nonsense")
    response = sign_in(client)
    assert response.status_code == 422
    assert "Too many tries" in response.content.decode()


def test_a_link_lets_one_in_once_and_only_by_its_button(client, house):
    token = signin.make_link(cast.cook(), cast.EVENING)
    assert client.get(f"/sign-in/{token}/").status_code == 200
    assert not is_in(client)
    assert client.post(f"/sign-in/{token}/").status_code == 303
    assert is_in(client)
    client.post("/sign-out/")
    assert "already" in client.post(f"/sign-in/{token}/").content.decode()
    assert not is_in(client)


def test_a_link_grows_old(client, house):
    token = signin.make_link(cast.cook(), cast.EVENING)
    clock.simulate(start=cast.EVENING + signin.LINK_LASTS + timedelta(minutes=1), speed=0)
    assert client.post(f"/sign-in/{token}/").status_code == 422


@pytest.mark.parametrize("token", ["nonsense", "a:b:c", "x" * 500])
def test_a_forged_link_opens_nothing(client, house, token):
    assert client.post(f"/sign-in/{token}/").status_code == 422


def test_signing_out_needs_a_post(client, nora):
    sign_in(client)
    assert client.get("/sign-out/").status_code == 405
    client.post("/sign-out/")
    assert not is_in(client)


def test_a_new_password_holds_and_keeps_one_signed_in(as_person, client, house):
    as_person(cast.cook())
    assert client.post("/password/", {"password": "knives in the drawer"}).status_code == 303
    assert is_in(client)
    client.post("/sign-out/")
    sign_in(client, key="anna", password="knives in the drawer")
    assert is_in(client)


def test_a_short_password_is_refused_with_what_would_do(as_person, house):
    response = as_person(cast.cook()).post("/password/", {"password": "short"})
    assert response.status_code == 422
    assert "10" in response.content.decode()


def test_language_and_look_are_remembered(client, house):
    response = client.post("/language/", {"language": "nl", "next": "/ask/"})
    assert (response.status_code, response.headers["Location"]) == (303, "/ask/")
    client.post("/look/", {"look": "dark", "next": "/sign-in/"})
    page = client.get("/sign-in/").content.decode()
    assert '<html lang="nl" data-look="dark">' in page


@pytest.mark.parametrize(("path", "field"), [("/language/", "language"), ("/look/", "look")])
def test_an_unknown_choice_is_a_bad_request_and_never_leads_away(client, house, path, field):
    assert client.post(path, {field: "klingon"}).status_code == 400
    known = {"language": "en", "look": "light"}[field]
    assert client.post(path, {field: known, "next": "https://elsewhere.example"}).headers["Location"] == "/"


def test_the_owner_lets_somebody_in_by_a_link_shown_once(as_person, client, house):
    as_person(cast.owner())
    assert "Anna" in client.get("/people/").content.decode()
    shown = client.post("/people/anna/link/")
    address = re.search(r'value="http://testserver(/sign-in/[^"]+)"', shown.content.decode())[1]
    assert "no-store" in shown.headers["Cache-Control"]
    client.post("/sign-out/")
    assert client.post(address).status_code == 303
    assert "Anna" in client.get("/password/").content.decode()


def test_only_the_owner_lets_somebody_in(as_person, house):
    client = as_person(cast.head_waiter())
    assert client.get("/people/").status_code == 403
    assert client.post("/people/walter/link/").status_code == 403
