"""What is written down is read soon after, by whichever worker comes first, and says who said it."""

import threading
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import close_old_connections, connection

from hovmester.house.guests.models import Guest, Identity
from hovmester.house.hearing import intake, unread
from hovmester.house.hearing.actions import take_in
from hovmester.house.hearing.models import Message
from hovmester.house.hearing.unread import CLAIM, RETRY, identity_kind, read_due, read_now
from hovmester.house.ledger.models import Entry
from tests.house.hearing.conftest import NOW, said

LATER = NOW + timedelta(seconds=1)


def heard(channel, *texts, **more):
    take_in(channel=channel, items=[said(str(n), text, **more) for n, text in enumerate(texts)], now=NOW)
    return list(Message.objects.order_by("id"))


def test_a_wish_is_read_with_the_words_that_say_so(chat):
    (message,) = heard(
        chat, "Hey, can you meet me at Newark airport with a porterhouse at 7 pm?", author="@pete"
    )
    assert read_due(now=LATER) == 1
    message.refresh_from_db()
    assert message.is_wish
    assert message.language == "en"
    assert message.look_at is None
    spans = [span for role in ("what", "where", "when") for span in message.reading[role]]
    assert spans
    assert all(message.text[span["start"] : span["end"]] == span["text"] for span in spans)
    entry = Entry.objects.get(verb="read", subject_id=message.pk)
    assert entry.facts["wish_p"] == round(message.wish_p, 3)
    assert read_due(now=LATER) == 0


def test_the_newest_is_read_first(chat):
    heard(chat, "a table", "a steak", "a cake")
    read_due(now=LATER, most=1)
    assert list(Message.objects.filter(read_at__isnull=False).values_list("external_id", flat=True)) == ["2"]


def test_the_guest_behind_a_handle_is_one_guest(chat, form):
    heard(chat, "a table please", "a steak please", author="Pete@Example.com", author_name="Pete")
    take_in(channel=form, items=[said(author="pete@example.com")], now=NOW)
    read_due(now=LATER)
    assert Guest.objects.count() == 1
    assert {message.guest_id for message in Message.objects.all()} == {Guest.objects.get().pk}


def test_a_bare_name_is_somebody_only_within_its_channel(chat, form):
    for channel in (chat, form):
        take_in(channel=channel, items=[said(author="Pete")], now=NOW)
    read_due(now=LATER)
    assert sorted(Identity.objects.values_list("handle", flat=True)) == ["ask:pete", "chat:pete"]


@pytest.mark.parametrize(
    ("author", "kind"),
    [
        ("@pete", "handle"),
        ("a@b.example", "mail"),
        ("+47 22 00 00 00", "phone"),
        ("Pete", "other"),
        ("12", "other"),
    ],
)
def test_a_handle_says_what_it_is(author, kind):
    assert identity_kind(author) == kind


def test_a_message_nobody_signed_has_no_guest(chat):
    (message,) = heard(chat, "a steak please")
    read_due(now=LATER)
    message.refresh_from_db()
    assert message.guest is None
    assert message.read_at == LATER


def test_a_worker_that_is_killed_leaves_its_messages_to_another(chat):
    heard(chat, "a steak please")
    claimed = unread._claim_unread(LATER, 16)
    assert len(claimed) == 1
    assert read_due(now=LATER) == 0
    assert read_due(now=LATER + CLAIM + timedelta(seconds=1)) == 1


def test_one_message_that_cannot_be_read_keeps_no_other_waiting(chat, monkeypatch):
    good, bad = heard(chat, "a steak please", "POISON")
    truly = unread.reader()

    def reader(**_):
        def read_one(message):
            if "POISON" in message.text:
                raise ZeroDivisionError
            return truly(message)

        return read_one

    monkeypatch.setattr(unread, "reader", reader)
    with pytest.raises(ZeroDivisionError):
        read_due(now=LATER)
    good.refresh_from_db()
    bad.refresh_from_db()
    assert good.read_at == LATER
    assert (bad.read_at, bad.look_at) == (None, LATER + RETRY)


def test_reading_gives_way_while_messages_pour_in(chat, monkeypatch):
    heard(chat, "a table", "a steak", "a cake")
    monkeypatch.setattr(intake.time, "sleep", lambda _seconds: intake._taken.set())  # somebody came meanwhile
    monkeypatch.setattr(intake, "PATIENCE_S", 0)
    intake._taken.set()
    assert [read_due(now=LATER), read_due(now=LATER)] == [1, 1]
    monkeypatch.undo()  # nobody came any more
    heard(chat, "a table", "a steak", "a cake", "a drink", "a seat")
    assert read_due(now=LATER) == 3


def test_the_first_reading_stands(chat):
    (message,) = heard(chat, "a steak please")
    read_now(message, now=LATER)
    read_now(Message.objects.get(), now=LATER + timedelta(hours=1))
    message.understand({"language": "xx"}, guest=None, now=LATER + timedelta(hours=2))
    assert Message.objects.get().read_at == LATER
    assert Entry.objects.filter(verb="read").count() == 1


def test_very_long_and_odd_texts_are_read(chat):
    heard(chat, "please " * 7_000, "🙂" * 5_000, "\u202e\u0301" * 500, "1" * 20_000, "a@" * 9_000)
    assert read_due(now=LATER) == 5


@pytest.mark.django_db(transaction=True)
def test_four_workers_read_each_message_once(chat):
    heard(chat, *[f"a table for {n} please" for n in range(24)])
    failures, start = [], threading.Barrier(4)

    def work():
        try:
            start.wait(timeout=60)
            while read_due(now=LATER, most=3):
                pass
        except Exception as error:  # reported by the test itself
            failures.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    read_due(now=LATER, most=99)  # a worker that found its choice claimed stops; what it left is due
    assert not Message.objects.filter(read_at=None).exists()
    assert Entry.objects.filter(verb="read").count() == 24


@pytest.fixture
def model(monkeypatch):
    """The house has a language model: a real server on this machine that answers `said`."""
    from hovmester.house.hearing import reading
    from hovmester.outside.llm.endpoint import Endpoint
    from tests.outside.llm.test_reader_with_model import endpoint

    with ExitStack() as stack:

        def model(said, **more):
            url, asked = stack.enter_context(endpoint(said, **more))
            monkeypatch.setattr(settings, "LANGUAGE_MODEL", Endpoint(url=url, model="any", timeout_s=0.5))
            reading._language_model.cache_clear()
            return asked

        yield model
        reading._language_model.cache_clear()


def test_the_language_model_of_the_house_reads_too_and_what_it_made_up_is_counted(chat, model, caplog):
    asked = model(
        {"what": [{"text": "the usual", "item": None, "qty": 2}, {"text": "a yacht", "item": None, "qty": 1}]}
    )
    (message,) = heard(chat, "Can you bring two of the usual to Newark at eight?")
    with caplog.at_level("INFO"):
        read_due(now=LATER)
    message.refresh_from_db()
    assert len(asked) == 1
    assert [(what["text"], what["qty"]) for what in message.reading["what"]] == [("the usual", 2)]
    assert Entry.objects.get(verb="read").facts["model_dropped"] == 1
    assert "dropped=1 failure=none" in caplog.text
    assert "usual" not in caplog.text
    assert "yacht" not in caplog.text


def test_a_slow_language_model_leaves_the_built_in_reading(chat, model):
    messages = heard(chat, "Can you bring a porterhouse to Newark airport at eight?", "We loved it!")
    asked = model({}, hold=threading.Event())
    assert read_due(now=LATER) == 2
    for message in messages:
        message.refresh_from_db()
    assert [message.reading["model"]["failure"] for message in reversed(messages)] == [
        "unreachable",
        "resting",
    ]
    assert messages[0].is_wish
    assert len(asked) == 1


def test_without_a_language_model_nothing_is_said_of_one(chat):
    (message,) = heard(chat, "We loved it!")
    read_due(now=LATER)
    message.refresh_from_db()
    assert "model" not in message.reading


@pytest.mark.parametrize(
    ("url", "model_name", "key"),
    [
        ("ftp://x/v1", "m", ""),
        ("https:///v1", "m", ""),
        ("https://x/v1", "", ""),
        ("http://x/v1", "m", "secret"),
    ],
)
def test_an_odd_language_model_stops_the_start(monkeypatch, url, model_name, key):
    from hovmester.house import settings as the_settings

    for name, value in (("URL", url), ("MODEL", model_name), ("KEY", key)):
        monkeypatch.setenv(f"HOVMESTER_LLM_{name}", value)
    with pytest.raises(ImproperlyConfigured, match="HOVMESTER_LLM_URL") as refused:
        the_settings._language_model()
    assert "secret" not in str(refused.value)
