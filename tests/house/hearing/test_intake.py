"""Every message is written down once, whoever hands it in and however often."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hovmester.house.hearing.actions import BATCH_MOST, take_in
from hovmester.house.hearing.errors import NotAccepted, TooLarge
from hovmester.house.hearing.item import Item
from hovmester.house.hearing.models import Channel, Message
from hovmester.house.ledger.models import Entry
from tests.house.hearing.conftest import NOW, said


def test_a_message_is_written_down_with_its_entry(chat):
    intake = take_in(channel=chat, items=[said(author="@pete", author_name="Pete")], now=NOW)
    message = Message.objects.get()
    assert intake.new == 1
    assert intake.heard[0].id == message.pk
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
            intake = take_in(channel=channel, items=[said(name) for name in batch], now=NOW)
            for name, heard in zip(batch, intake.heard, strict=True):
                assert heard.is_new == (name not in seen)
                seen.add(name)
        assert set(channel.messages.values_list("external_id", flat=True)) == seen


@pytest.mark.django_db(transaction=True)
def test_six_senders_at_once_are_heard_once(chat):
    """Real threads, each with its own connection, all handing in overlapping batches."""
    results, failures = [], []
    start = threading.Barrier(6)

    def hand_in(first):
        try:
            start.wait(timeout=10)
            for n in range(first, first + 12, 3):
                items = [said(str(n + k)) for k in range(6)]
                results.append(take_in(channel=chat, items=items, now=NOW))
        except Exception as error:  # reported by the test itself
            failures.append(error)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=hand_in, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    wanted = {str(n) for first in range(6) for n in range(first, first + 15)}
    assert sorted(Message.objects.values_list("external_id", flat=True)) == sorted(wanted)
    assert sum(intake.new for intake in results) == len(wanted)
    assert Entry.objects.filter(verb="heard").count() == len(wanted)
    by_name = {heard.external_id: heard.id for intake in results for heard in intake.heard}
    assert all(by_name[h.external_id] == h.id for intake in results for h in intake.heard)


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
