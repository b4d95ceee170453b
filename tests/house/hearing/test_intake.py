"""Every message is written down once, whoever hands it in and however often."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hovmester.house.hearing import intake
from hovmester.house.hearing.actions import BATCH_MOST, take_in
from hovmester.house.hearing.errors import NotAccepted, TooLarge
from hovmester.house.hearing.item import Item
from hovmester.house.hearing.models import Channel, Message
from hovmester.house.ledger.models import Entry
from tests.house.hearing.conftest import NOW, said


def test_a_message_is_written_down_with_its_entry(chat):
    taken = take_in(channel=chat, items=[said(author="@pete", author_name="Pete")], now=NOW)
    message = Message.objects.get()
    assert taken.new == 1
    assert taken.heard[0].id == message.pk
    assert (message.text, message.author, message.state) == (said().text, "@pete", "new")
    assert message.look_at == message.received_at == NOW
    entry = Entry.objects.get(subject_type="hearing.message", subject_id=message.pk)
    assert (entry.verb, entry.rule) == ("heard", "intake")


def test_what_was_heard_before_is_left_as_it_is(chat):
    take_in(channel=chat, items=[said(text="the first words")], now=NOW)
    again = take_in(channel=chat, items=[said(text="other words"), said("2")], now=NOW)
    assert [one.is_new for one in again.heard] == [False, True]
    assert Message.objects.get(external_id="1").text == "the first words"
    assert Entry.objects.filter(verb="heard").count() == 2


def test_the_same_name_in_another_channel_is_another_message(chat, form):
    take_in(channel=chat, items=[said()], now=NOW)
    assert take_in(channel=form, items=[said()], now=NOW).new == 1


def test_more_than_a_thousand_at_once_are_refused(chat):
    with pytest.raises(TooLarge):
        take_in(channel=chat, items=[said(str(n)) for n in range(BATCH_MOST + 1)], now=NOW)
    assert not Message.objects.exists()


def test_a_message_without_its_channel_secret_cannot_be_set_up(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Channel.objects.create(key="chat", kind="webhook", name="Chat", secret="")


class TestIntakeKeepsCount(TestCase):
    @settings(max_examples=25, deadline=None)
    @given(batches=st.lists(st.lists(st.sampled_from("abcdefg"), max_size=8), max_size=5))
    def test_each_name_is_new_exactly_once(self, batches):
        channel = Channel.objects.create(key="chat", kind="webhook", name="Chat", secret="s")
        seen: set[str] = set()
        for batch in batches:
            taken = take_in(channel=channel, items=[said(name) for name in batch], now=NOW)
            for name, heard in zip(batch, taken.heard, strict=True):
                assert heard.is_new == (name not in seen)
                seen.add(name)
        assert set(channel.messages.values_list("external_id", flat=True)) == seen


def in_threads(*calls):
    """Each call in a thread of its own, all beginning at once; what each returned or raised."""
    start, results = threading.Barrier(len(calls)), [None] * len(calls)

    def work(n, call):
        start.wait(timeout=60)
        try:
            results[n] = call()
        except BaseException as error:  # also a thread that is told to die
            results[n] = error
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_for_one_sender_goes_wrong_for_no_other(chat, monkeypatch):
    truly = intake._message

    def message(one, item):
        if item.text == "POISON":
            raise ZeroDivisionError
        return truly(one, item)

    monkeypatch.setattr(intake, "_message", message)
    texts = ["a", "b", "POISON", "c", "d", "e"]
    results = in_threads(
        *[
            lambda n=n, text=text: take_in(channel=chat, items=[said(str(n), text)], now=NOW)
            for n, text in enumerate(texts)
        ]
    )
    assert [type(result).__name__ for result in results] == [
        "ZeroDivisionError" if text == "POISON" else "Intake" for text in texts
    ]
    assert Message.objects.count() == Entry.objects.filter(verb="heard").count() == 5


@pytest.mark.django_db(transaction=True)
def test_a_thread_that_dies_while_it_writes_for_others_leaves_nobody_waiting(chat, monkeypatch):
    truly, died = intake._write, []

    def write(waiting):
        if not died and len(waiting) > 1:
            died.append(waiting)
            raise SystemExit
        truly(waiting)

    monkeypatch.setattr(intake, "_write", write)
    with intake._writing:  # everybody arrives before anybody writes
        threads = threading.Thread(
            target=lambda: results.extend(
                in_threads(
                    *[lambda n=n: take_in(channel=chat, items=[said(str(n))], now=NOW) for n in range(5)]
                )
            )
        )
        results = []
        threads.start()
        while len(intake._waiting) < 5:
            pass
    threads.join(timeout=120)
    assert len(died) == 1
    assert sorted(type(result).__name__ for result in results) == ["Intake"] * 4 + ["SystemExit"]
    assert Message.objects.count() == 4


def test_a_caller_with_a_transaction_of_its_own_writes_alone(chat):
    with intake._writing, transaction.atomic():  # it would wait for ever
        assert take_in(channel=chat, items=[said()], now=NOW).new == 1


@pytest.mark.django_db(transaction=True)
def test_six_senders_at_once_are_heard_once(chat):
    """Real threads, each with its own connection, all handing in overlapping batches."""

    def hand_in(first):
        return [
            take_in(channel=chat, items=[said(str(n + k)) for k in range(6)], now=NOW)
            for n in range(first, first + 12, 3)
        ]

    results = [
        taken for several in in_threads(*[lambda n=n: hand_in(n) for n in range(6)]) for taken in several
    ]
    wanted = {str(n) for first in range(6) for n in range(first, first + 15)}
    assert sorted(Message.objects.values_list("external_id", flat=True)) == sorted(wanted)
    assert sum(taken.new for taken in results) == len(wanted)
    assert Entry.objects.filter(verb="heard").count() == len(wanted)
    by_name = {heard.external_id: heard.id for taken in results for heard in taken.heard}
    assert all(by_name[h.external_id] == h.id for taken in results for h in taken.heard)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"external_id": ""}, "external_id"),
        ({"external_id": "\x00 \n"}, "external_id"),
        ({"external_id": "x" * 256}, "external_id"),
        ({"text": ""}, "text"),
        ({"text": " \x00\x1b\n "}, "text"),
        ({"text": "x" * 50_001}, "text"),
        ({"author": "x" * 321}, "author"),
        ({"language": "english please"}, "language"),
        ({"language": "<script>"}, "language"),
        ({"sent_at": datetime(2026, 5, 1, 17, 0)}, "sent_at"),  # noqa: DTZ001
        ({"sent_at": datetime(1, 1, 1, tzinfo=UTC)}, "sent_at"),
    ],
)
def test_an_item_that_cannot_be_kept_names_its_field(change, field):
    with pytest.raises(NotAccepted) as refused:
        Item(**({"external_id": "1", "text": "Hello"} | change))
    assert refused.value.field == field


@given(text=st.text(st.characters(), max_size=200), name=st.text(max_size=20))
def test_whatever_is_accepted_can_be_written_down(text, name):
    """No null signs, which PostgreSQL refuses, and no half characters, which UTF-8 cannot hold."""
    try:
        item = Item(external_id="1", text=text, author=name, author_name=name)
    except NotAccepted:
        return
    for value in (item.text, item.author, item.author_name):
        value.encode()
        assert "\x00" not in value
    assert item.text.strip()


def test_half_an_emoji_does_not_stop_the_intake(chat):
    take_in(channel=chat, items=[said(text="K, thanks \ud83d", author="@p\x00")], now=NOW)
    assert Message.objects.get().text == "K, thanks ?"
