"""What is written down is read soon after, by whichever worker comes first, and says who said it."""

import threading
from datetime import timedelta

import pytest
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

    def reader():
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
