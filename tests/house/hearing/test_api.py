"""POST /api/messages, as another program sees it."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from hovmester.house.hearing import webhook
from hovmester.house.hearing.models import Message
from hovmester.house.hearing.signature import sign
from tests.house.hearing.conftest import SECRET

ONE = {"external_id": "1", "text": "Kan dere møte meg på Gardermoen?", "author": "@pete"}


@pytest.fixture
def post(client, chat):
    def post(body, *, channel="chat", secret=SECRET, at=None, **headers):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        timestamp, signature = sign(raw, secret=secret, at=at or datetime.now(UTC))
        return client.post(
            "/api/messages",
            raw,
            content_type="application/json",
            headers={
                "Hovmester-Channel": channel,
                "Hovmester-Timestamp": timestamp,
                "Hovmester-Signature": signature,
            }
            | headers,
        )

    return post


def refusal(response):
    """The one shape of every error: {code, message, field?}, and nothing else."""
    shape = response.json()
    assert {"code", "message"} <= set(shape) <= {"code", "message", "field"}, shape
    assert all(isinstance(value, str) and value for value in shape.values())
    return response.status_code, shape["code"], shape.get("field", "")


def test_a_signed_message_is_on_disk_when_the_sender_hears_so(post):
    response = post({"messages": [ONE]})
    message = Message.objects.get()
    assert response.status_code == 201
    assert response.json() == {"new": 1, "heard": [{"external_id": "1", "id": message.pk, "is_new": True}]}
    assert (message.text, message.author, message.channel.key) == (ONE["text"], "@pete", "chat")


def test_sending_twice_is_hearing_once(post):
    first = post({"messages": [ONE]})
    second = post({"messages": [ONE]})
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == {
        "new": 0,
        "heard": [{"external_id": "1", "id": first.json()["heard"][0]["id"], "is_new": False}],
    }
    assert Message.objects.count() == 1


def test_a_thousand_at_once_are_welcome_and_one_more_is_too_many(post):
    batch = [{"external_id": str(n), "text": "hello"} for n in range(1001)]
    assert refusal(post({"messages": batch})) == (413, "too-large", "messages")
    assert not Message.objects.exists()
    assert post({"messages": batch[:1000]}).json()["new"] == 1000


def test_a_wrong_secret_is_401(post):
    assert refusal(post({"messages": [ONE]}, secret="guessed")) == (
        401,
        "bad-signature",
        "Hovmester-Signature",
    )
    assert not Message.objects.exists()


@pytest.mark.parametrize("signature", ["", "v1=", "v1=00", "v2=" + "0" * 64, "ÿ" * 70])
def test_a_made_up_signature_is_401(post, signature):
    got = refusal(post({"messages": [ONE]}, **{"Hovmester-Signature": signature}))
    assert got == (401, "bad-signature", "Hovmester-Signature")


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "1e9", "9" * 12, "9" * 400, "٣٣٣"])
def test_a_made_up_moment_is_401(post, timestamp):
    got = refusal(post({"messages": [ONE]}, **{"Hovmester-Timestamp": timestamp}))
    assert got == (401, "bad-signature", "Hovmester-Timestamp")


def test_a_replay_after_the_window_is_401(post):
    old = datetime.now(UTC) - timedelta(minutes=6)
    assert refusal(post({"messages": [ONE]}, at=old)) == (401, "bad-signature", "Hovmester-Timestamp")


@pytest.mark.parametrize("channel", ["", "nobody", "ask", "ÿ", "x" * 5000])
def test_an_unknown_channel_is_404(post, channel):
    """The wish form is a channel, too, but not one that a program may speak through."""
    assert refusal(post({"messages": [ONE]}, channel=channel)) == (
        404,
        "unknown-channel",
        "Hovmester-Channel",
    )


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (b"", ""),
        (b"not json", ""),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
        (b"null", ""),
        (b"[]", ""),
        (b"{}", "messages"),
        (b'{"messages": {}}', "messages"),
        (b'{"messages": []}', "messages"),
        (b'{"messages": [7]}', "messages.0"),
        (b'{"messages": [{"text": "hello"}]}', "messages.0.external_id"),
        (b'{"messages": [{"external_id": "1"}]}', "messages.0.text"),
        (b'{"messages": [{"external_id": "1", "text": ""}]}', "messages.0.text"),
        (b'{"messages": [{"external_id": 7, "text": "hello"}]}', "messages.0.external_id"),
        (b'{"messages": [{"external_id": "1", "text": "a", "colour": "red"}]}', "messages.0.colour"),
        (b'{"messages": [{"external_id": "1", "text": "a", "sent_at": "17:00"}]}', "messages.0.sent_at"),
        (
            b'{"messages": [{"external_id": "1", "text": "a", "sent_at": "2026-05-01T17:00"}]}',
            "messages.0.sent_at",
        ),
        (b'{"messages": [{"external_id": "1", "text": "a", "language": "dutch!"}]}', "messages.0.language"),
        (b'{"messages": [{"external_id": "1", "text": "\\u0000"}]}', "messages.0.text"),
        (b'{"messages": [{"external_id": "a\\u0000b", "text": "a"}]}', "messages.0.external_id"),
        (b'{"messages": [{"external_id": "a\\nb", "text": "a"}]}', "messages.0.external_id"),
        (b'{"messages": [{"external_id": "1\\u001f", "text": "a"}]}', "messages.0.external_id"),
        (b'{"messages": [{"external_id": "\\ud83d", "text": "a"}]}', "messages.0.external_id"),
        (b'{"messages": [{"external_id": "1", "text": 1' + b"0" * 5000 + b"}]}", ""),
    ],
)
def test_a_malformed_body_is_400_and_names_the_field(post, body, field):
    status, code, got = refusal(post(body))
    assert (status, code) == (400, "malformed")
    assert got == field
    assert not Message.objects.exists()


def test_one_bad_message_refuses_the_whole_batch(post):
    batch = [ONE, {"external_id": "2", "text": " "}]
    assert refusal(post({"messages": batch})) == (400, "malformed", "messages.1.text")
    assert not Message.objects.exists()


def test_a_message_too_long_is_413(post):
    long = ONE | {"text": "x" * 50_001}
    assert refusal(post({"messages": [long]})) == (413, "too-large", "messages.0.text")


def test_a_body_too_large_is_413_before_it_is_read(post, monkeypatch):
    monkeypatch.setattr(webhook, "BODY_MOST", 50)
    assert refusal(post({"messages": [ONE]}))[:2] == (413, "too-large")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
def test_another_method_is_405_in_the_same_shape(client, db, method):
    assert refusal(client.generic(method, "/api/messages"))[:2] == (405, "method-not-allowed")


def test_names_that_differ_are_two_messages(post):
    """However alike they look: doubled spaces, an accent written in two ways."""
    names = ["a b", "a  b", "caf\u00e9", "cafe\u0301"]
    batch = [{"external_id": name, "text": "hello"} for name in names]
    assert [heard["external_id"] for heard in post({"messages": batch}).json()["heard"]] == names
    assert Message.objects.count() == len(names)


def test_another_address_is_404_in_the_same_shape(client, db):
    assert refusal(client.get("/api/nothing/here"))[:2] == (404, "not-found")


def test_a_database_that_cannot_write_in_time_is_503(post, monkeypatch):
    def locked(**_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(webhook, "take_in", locked)
    response = post({"messages": [ONE]})
    assert refusal(response)[:2] == (503, "busy")
    assert response["Retry-After"] == "5"


def test_a_fault_of_ours_keeps_the_shape_and_tells_nothing(post, monkeypatch):
    def broken(**_):
        raise ZeroDivisionError("the guest said something private")

    monkeypatch.setattr(webhook, "take_in", broken)
    response = post({"messages": [ONE]})
    assert refusal(response)[:2] == (500, "internal")
    assert "private" not in response.text


def test_the_description_of_the_api_is_published(client, db):
    paths = client.get("/api/openapi.json").json()["paths"]
    assert set(paths["/api/messages"]) == {"post"}
    assert {"400", "401", "404", "413"} <= set(paths["/api/messages"]["post"]["responses"])


def test_a_post_to_no_address_is_told_in_the_shape_of_the_api(db):
    response = Client(enforce_csrf_checks=True).post("/api/messages/", b"{}", content_type="application/json")
    assert refusal(response) == (404, "not-found", "")
