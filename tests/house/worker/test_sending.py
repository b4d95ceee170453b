"""The outbox: sent at least once, always under the same key, and never marked before the world has it."""

import http.server
import json
import threading
from datetime import timedelta

import pytest
from django.db import transaction

from hovmester.house.hearing import actions as hearing
from hovmester.house.hearing.models import Channel, Message
from hovmester.house.hearing.signature import verify
from hovmester.house.ledger import clock, outbox
from hovmester.house.ledger.models import OutboxItem
from hovmester.house.people.models import Notice
from hovmester.house.worker import loop
from tests import cast

NOW = cast.EVENING


@pytest.fixture
def receiver():
    """A real server on the loopback that answers as told and keeps what it was sent."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            server.got.append((self.path, dict(self.headers), body))
            status, headers = server.answers.pop(0) if server.answers else (204, {})
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.got, server.answers = [], []
    server.url = f"http://127.0.0.1:{server.server_address[1]}/letters"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def put(key="step-7", **payload):
    with transaction.atomic():
        outbox.put(
            kind="notice",
            key=key,
            payload={"person": "nora", "text": "Now", "href": "/steps/"} | payload,
            at=NOW,
        )


def test_without_a_way_out_a_notice_stands_on_the_pages(house):
    put()
    assert loop.step(NOW)
    item = OutboxItem.objects.get()
    assert (item.sent_at, item.look_at, item.attempts) == (NOW, None, 1)
    notice = Notice.objects.get()
    assert (notice.person, notice.text, notice.href) == (cast.head_waiter(), "Now", "/steps/")
    assert not loop.step(NOW + timedelta(days=1))


def test_who_has_no_mail_address_has_the_pages(house, settings):
    settings.NOTIFY_URL = "smtp://127.0.0.1:9?from=house@example.com"
    put()
    loop.step(NOW)
    assert OutboxItem.objects.get().sent_at == NOW
    assert Notice.objects.count() == 1


def test_a_webhook_gets_the_letter_signed_and_under_its_key(house, settings, receiver):
    settings.NOTIFY_URL, settings.NOTIFY_SECRET = receiver.url, "the way out is signed"
    put()
    loop.step(NOW)
    ((_, headers, body),) = receiver.got
    assert json.loads(body)["text"] == "Now"
    assert headers["Idempotency-Key"] == "step-7"
    verify(
        body,
        secret="the way out is signed",
        timestamp=headers["Hovmester-Timestamp"],
        signature=headers["Hovmester-Signature"],
        now=clock.real_now(),
    )


def test_what_failed_for_a_while_is_sent_again_under_the_same_key(house, settings, receiver):
    settings.NOTIFY_URL = receiver.url
    receiver.answers = [(503, {}), (429, {"Retry-After": "120"}), (500, {})]
    put()
    now = NOW
    waits = []
    while OutboxItem.objects.get().sent_at is None:
        loop.step(now)
        item = OutboxItem.objects.get()
        if item.look_at:
            waits.append(item.look_at - now)
            assert item.last_error
            assert not loop.step(item.look_at - timedelta(seconds=1))
            now = item.look_at
    assert waits == [timedelta(seconds=15), timedelta(seconds=120), timedelta(seconds=60)]
    assert {headers["Idempotency-Key"] for _, headers, _ in receiver.got} == {"step-7"}
    assert len(receiver.got) == item.attempts == 4
    assert item.last_error == ""
    assert Notice.objects.count() == 1


def test_what_failed_for_good_says_why_and_is_left(house, settings, receiver):
    settings.NOTIFY_URL = receiver.url
    receiver.answers = [(410, {})]
    put()
    loop.step(NOW)
    item = OutboxItem.objects.get()
    assert (item.sent_at, item.look_at, item.last_error) == (None, None, "the receiver answered 410")
    assert Notice.objects.count() == 1  # staff see it all the same


def test_a_letter_is_not_carried_elsewhere_by_a_redirect(house, settings, receiver):
    settings.NOTIFY_URL = receiver.url
    receiver.answers = [(302, {"Location": "/elsewhere"})]
    put()
    loop.step(NOW)
    assert [path for path, _, _ in receiver.got] == ["/letters"]
    assert OutboxItem.objects.get().sent_at is None


def test_a_receiver_that_is_away_costs_only_time(house, settings, receiver):
    settings.NOTIFY_URL = "http://127.0.0.1:9/"  # nothing listens there
    put()
    loop.step(NOW)
    settings.NOTIFY_URL = receiver.url
    loop.step(NOW + timedelta(seconds=15))
    assert OutboxItem.objects.get().sent_at == NOW + timedelta(seconds=15)


def test_one_bad_item_is_pushed_back_and_does_not_stop_the_queue(house):
    with transaction.atomic():
        outbox.put(kind="no-such-kind", key="bad", payload={}, at=NOW - timedelta(minutes=1))
    put()
    with pytest.raises(KeyError):
        loop.step(NOW)
    bad = OutboxItem.objects.get(key="bad")
    assert bad.look_at > NOW
    assert bad.last_error == "KeyError"
    assert loop.step(NOW)
    assert OutboxItem.objects.get(key="step-7").sent_at == NOW


def test_a_notice_to_somebody_who_left_is_dropped(house):
    cast.outsider()
    put(person="piet")
    loop.step(NOW)
    assert OutboxItem.objects.get().sent_at == NOW
    assert not Notice.objects.exists()


@pytest.fixture
def message(house):
    def said(**channel):
        made = Channel.objects.create(key="social", kind="webhook", name="Social", secret="s" * 32, **channel)
        return Message.objects.create(
            channel=made, external_id="tweet-1", author="@petershankman", text="Hey", received_at=NOW
        )

    return said


def test_a_reply_goes_back_through_its_channel(message, receiver):
    hearing.reply(message=message(reply_url=receiver.url), text="On our way", by=cast.head_waiter(), now=NOW)
    loop.step(NOW)
    ((_, headers, body),) = receiver.got
    letter = json.loads(body)
    assert (letter["text"], letter["to"], letter["about"]) == ("On our way", "@petershankman", "tweet-1")
    assert headers["Hovmester-Signature"].startswith("v1=")
    assert OutboxItem.objects.get(kind="reply").sent_at == NOW


def test_a_reply_without_a_way_back_says_so(message):
    hearing.reply(message=message(), text="On our way", by=cast.head_waiter(), now=NOW)
    loop.step(NOW)
    item = OutboxItem.objects.get(kind="reply")
    assert item.sent_at is None
    assert "no way back" in item.last_error
