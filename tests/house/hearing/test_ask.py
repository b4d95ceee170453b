"""The public wish form: any guest, any browser, three languages, no programs."""

import re

import pytest
from django.core.cache import cache

from hovmester.house.hearing import knocking
from hovmester.house.hearing.models import Message


@pytest.fixture(autouse=True)
def _nobody_knocked():
    cache.clear()


def nonce_of(client, path="/ask/en/"):
    return re.search(r'name="nonce" value="([^"]+)"', client.get(path).text).group(1)


def wish(client, **said):
    return client.post("/ask/en/", {"text": "A cake at eight, please", "nonce": nonce_of(client)} | said)


def test_a_wish_is_heard_and_the_guest_is_thanked(client, form):
    response = wish(client, name="Kari", reach="kari@example.no")
    assert (response.status_code, response["Location"]) == (303, "/ask/en/thanks/")
    message = Message.objects.get()
    assert (message.channel, message.text) == (form, "A cake at eight, please")
    assert (message.author, message.author_name) == ("kari@example.no", "Kari")
    assert "We have your wish" in client.get("/ask/en/thanks/").text


def test_sent_twice_by_an_impatient_thumb_it_is_heard_once(client, form):
    nonce = nonce_of(client)
    assert [wish(client, nonce=nonce).status_code for _ in range(2)] == [303, 303]
    assert Message.objects.count() == 1
    wish(client)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("nonce", ["", "made up", "made:up", "x" * 5000, "\x00"])
def test_a_nonce_that_is_not_ours_counts_as_none(client, form, nonce):
    assert wish(client, nonce=nonce).status_code == 303
    assert len(Message.objects.get().external_id) < 40


def test_a_form_on_a_house_where_nobody_opened_it_opens_it(client, db):
    assert wish(client).status_code == 303
    assert Message.objects.get().channel.kind == "form"


def test_it_works_without_cookies_and_from_the_houses_own_website(form):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/ask/nl/", {"text": "Een taart om acht uur"}).status_code == 303


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": ""}, "required"),
        ({"text": " \x0b\x1b "}, "empty"),
        ({"text": "x" * 5_001}, "at most"),
        ({"reach": "x" * 400}, "at most"),
        ({"website": "http://buy.example"}, "Leave this field empty"),
    ],
)
def test_what_cannot_be_taken_is_said_and_what_was_typed_is_kept(client, form, said, error):
    response = wish(client, **{"name": "Ka<ri"} | said)
    assert response.status_code == 422
    assert error in response.text
    assert "Ka&lt;ri" in response.text
    assert not Message.objects.exists()


def test_a_program_that_fills_in_the_hidden_field_is_not_heard_but_a_person_sees_why(client, form):
    assert "ask-trap" in client.get("/ask/en/").text
    refused = wish(client, website="http://buy.example")
    assert "ask-trap" not in refused.text


def test_a_form_as_large_as_a_film_is_refused_before_it_is_read(client, form):
    assert client.post("/ask/en/", {"text": "x" * 9_000_000}).status_code in {400, 413, 422}
    assert not Message.objects.exists()


def test_too_many_from_one_place_are_asked_to_wait(client, form, monkeypatch):
    monkeypatch.setattr(knocking, "KNOCKS_MOST", 3)
    assert [wish(client).status_code for _ in range(5)] == [303, 303, 303, 429, 429]
    assert client.get("/ask/en/").status_code == 200
    elsewhere = client.post("/ask/en/", {"text": "hello"}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 303


def test_behind_a_proxy_each_guest_is_somebody(client, form, monkeypatch, settings):
    monkeypatch.setattr(knocking, "KNOCKS_MOST", 1)
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for forwarded, status in [("192.0.2.1", 303), ("192.0.2.2", 303), ("198.51.100.9, 192.0.2.1", 429)]:
        got = client.post("/ask/en/", {"text": "hello"}, headers={"X-Forwarded-For": forwarded})
        assert got.status_code == status


def test_without_a_trusted_proxy_nobody_chooses_their_own_address(client, form, monkeypatch):
    monkeypatch.setattr(knocking, "KNOCKS_MOST", 1)
    statuses = [
        client.post("/ask/en/", {"text": "hello"}, headers={"X-Forwarded-For": f"192.0.2.{n}"}).status_code
        for n in range(2)
    ]
    assert statuses == [303, 429]


@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_it_speaks_the_language_of_its_address(client, form, language):
    text = client.get(f"/ask/{language}/").text
    assert f'<html lang="{language}"' in text
    assert f'action="/ask/{language}/"' in text


def test_it_follows_the_browser_where_the_address_says_nothing(client, form):
    assert '<html lang="nl"' in client.get("/ask/", headers={"Accept-Language": "nl-NL,nl;q=0.9"}).text


@pytest.mark.parametrize("path", ["/ask/xx/", "/ask/xx/thanks/", "/ask/%00/"])
def test_a_language_it_does_not_speak_is_not_found(client, db, path):
    assert client.get(path).status_code == 404


def test_its_code_is_printed_for_the_wall(client, kit):
    client.force_login(kit)
    text = client.get("/ask/poster/").text
    assert "http://testserver/ask/" in text
    assert "<svg" in text
    assert "<path" in text
