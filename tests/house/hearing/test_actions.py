"""Answering and setting aside: by a person, with words, and never a wish unseen."""

import threading

import pytest
from django.db import DatabaseError, close_old_connections, connection, transaction

from hovmester.house.hearing.actions import file_channel, open_webhook, reply, set_aside, take_in
from hovmester.house.hearing.errors import AlreadyDealtWith, HearingError, NotAccepted, OddsNotSeen, TooLarge
from hovmester.house.hearing.models import Message, Reply
from hovmester.house.ledger.models import Entry, OutboxItem
from tests.house.hearing.conftest import NOW, said

WISH = "Hey, can you meet me at Newark airport with a porterhouse at 7 pm?"


def message(channel, text="The parking was hard to find."):
    intake = take_in(channel=channel, items=[said(text=text, author="@pete")], now=NOW)
    return Message.objects.get(pk=intake.heard[0].id)


def test_a_reply_leaves_through_the_outbox(chat, vera):
    heard = message(chat)
    answer = reply(message=heard, text=" With pleasure. ", by=vera, now=NOW)
    assert (answer.text, answer.by) == ("With pleasure.", vera)
    assert Message.objects.get().state == "answered"
    item = OutboxItem.objects.get(kind="reply")
    assert (item.key, item.payload, item.look_at) == (f"reply:{answer.pk}", {"reply": answer.pk}, NOW)
    assert Entry.objects.get(verb="replied").actor == vera


@pytest.mark.parametrize(
    ("text", "error"), [("", NotAccepted), (" \x00\n", NotAccepted), ("x" * 50_001, TooLarge)]
)
def test_a_reply_needs_words_and_not_too_many(chat, vera, text, error):
    with pytest.raises(error):
        reply(message=message(chat), text=text, by=vera, now=NOW)
    assert not Reply.objects.exists()
    assert not OutboxItem.objects.exists()
    assert Message.objects.get().state == "new"


def test_a_message_is_set_aside_with_a_reason(chat, vera):
    heard = message(chat)
    with pytest.raises(NotAccepted):
        set_aside(message=heard, reason=" \n ", by=vera, now=NOW)
    set_aside(message=heard, reason="Told the car park.", by=vera, now=NOW)
    stored = Message.objects.get()
    assert (stored.state, stored.set_aside_reason) == ("set-aside", "Told the car park.")
    assert Entry.objects.get(verb="set-aside").actor == vera


def test_a_wish_is_not_set_aside_before_its_odds_were_seen(chat, vera):
    heard = message(chat, WISH)
    with pytest.raises(OddsNotSeen):  # though no worker has read it yet
        set_aside(message=heard, reason="Impossible.", by=vera, now=NOW)
    assert Message.objects.get().is_wish
    with pytest.raises(DatabaseError), transaction.atomic():  # nor by any other way
        Message.objects.update(state="set-aside", set_aside_reason="Impossible.")
    heard.see_odds(now=NOW, rule="answer")
    set_aside(message=heard, reason="The guest found another way.", by=vera, now=NOW)
    assert Message.objects.get().state == "set-aside"


def test_what_became_a_wish_is_no_longer_set_aside_here(chat, vera):
    """The wish itself is declined or let go, with its reason."""
    heard = message(chat)
    heard.become_wish(by=vera, now=NOW)
    heard.see_odds(now=NOW, rule="answer")
    with pytest.raises(AlreadyDealtWith):
        set_aside(message=heard, reason="Too far.", by=vera, now=NOW)


def test_what_was_set_aside_can_still_become_a_wish(chat, vera):
    heard = message(chat)
    set_aside(message=heard, reason="Nothing to do.", by=vera, now=NOW)
    heard.become_wish(by=vera, now=NOW)
    assert Message.objects.get().state == "wish"


def test_what_was_set_aside_can_still_be_answered(chat, vera):
    heard = message(chat)
    set_aside(message=heard, reason="Nothing to do.", by=vera, now=NOW)
    reply(message=heard, text="We thought again.", by=vera, now=NOW)
    assert Message.objects.get().state == "answered"


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_one_wins_and_the_other_is_told(chat, vera, omar):
    pk = message(chat).pk
    Message.objects.filter(pk=pk).update(read_at=NOW)
    start, told = threading.Barrier(2), []

    def act(person):
        mine = Message.objects.get(pk=pk)
        start.wait(timeout=60)
        try:
            set_aside(message=mine, reason=f"By {person.key}.", by=person, now=NOW)
        except HearingError as error:
            told.append(type(error))
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=act, args=(person,)) for person in (vera, omar)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [AlreadyDealtWith]
    assert Entry.objects.filter(verb="set-aside").count() == 1


def test_a_webhook_is_opened_with_a_secret_of_its_own(db, omar):
    first = open_webhook(key="chat", name="Chat", by=omar, now=NOW)
    second = open_webhook(key="site", name="", by=omar, now=NOW)
    assert len(first.secret) >= 40
    assert first.secret != second.secret
    assert str(second) == "site"
    assert Entry.objects.filter(verb="channel-opened", actor=omar).count() == 2


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"key": "chat"}, "key"),
        ({"key": "no spaces"}, "key"),
        ({"key": "b", "reply_url": "javascript:x"}, "reply_url"),
    ],
)
def test_a_webhook_that_cannot_be_says_what_is_wrong(db, omar, fields, field):
    file_channel(key="chat", now=NOW)
    with pytest.raises(NotAccepted) as refused:
        open_webhook(name="Chat", by=omar, now=NOW, **fields)
    assert refused.value.field == field
