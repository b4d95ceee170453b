"""A wish from the moment it is heard until somebody decides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from hovmester.house.hearing.errors import AlreadyDealtWith
from hovmester.house.hearing.models import Channel, Message, Reply
from hovmester.house.ledger.models import OutboxItem
from hovmester.house.ledger.record import entries_of
from hovmester.house.people import notices
from hovmester.house.promises import actions
from hovmester.house.promises.errors import AlreadyDecided, NotAnswered, NotYours, TooLong, WordsMissing
from hovmester.house.promises.models import Wish
from hovmester.house.promises.queries import open_wishes
from tests import cast

NOW = cast.EVENING


@pytest.fixture
def message(house):
    channel = Channel.objects.create(key="social", kind=Channel.Kind.WEBHOOK, name="Social", secret="s" * 32)
    return Message.objects.create(
        channel=channel,
        external_id="1",
        guest=cast.guest(),
        author="@petershankman",
        text=cast.PORTERHOUSE,
        sent_at=NOW,
        received_at=NOW + timedelta(minutes=2),
        is_wish=True,
    )


def test_a_wish_is_answered_with_odds_a_last_moment_and_a_cost(house):
    wish = cast.porterhouse_wish()
    can_we = actions.answer_wish(wish=wish, now=NOW, by=cast.head_waiter())
    wish.refresh_from_db()
    assert wish.answer == can_we.as_json()
    assert wish.p_on_time == can_we.p_on_time > 0.85
    assert NOW < wish.decide_by < wish.deadline
    assert wish.amount == can_we.cost.amount > 0
    assert wish.title == "Porterhouse steak · Newark airport"
    assert wish.site == "hackensack"
    assert [entry.verb for entry in entries_of(wish)] == ["heard", "answered", "asked"]


def test_a_wish_answered_later_is_still_the_same_wish(house):
    """ "In two hours" counts from when it was said: the deadline stands, and what is left of it shrinks."""
    wish = cast.porterhouse_wish()
    first = actions.answer_wish(wish=wish, now=NOW)
    later = actions.answer_wish(wish=wish, now=NOW + timedelta(minutes=45))
    assert later.deadline == first.deadline
    much_later = actions.answer_wish(wish=wish, now=NOW + timedelta(minutes=100))
    assert much_later.p_on_time is None or much_later.p_on_time < first.p_on_time


def test_what_the_language_model_heard_is_what_the_wish_is_for(house, message):
    """Heard showed its reading; the wish made of the message is not read anew with other eyes."""
    from hovmester.house.hearing.reading import reader

    understood = reader()(message).reading
    understood["what"][0]["qty"] = 3
    understood["model"] = {"dropped": 0, "failure": ""}
    Message.objects.filter(pk=message.pk).update(reading=understood, read_at=NOW)
    message.refresh_from_db()
    wish = actions.hear_wish(text=message.text, by=cast.head_waiter(), now=NOW, message=message)
    can_we = actions.answer_wish(wish=wish, now=NOW)
    assert [what.qty for what in can_we.reading.what] == [3]
    understood["model"]["failure"] = "unreachable"
    Message.objects.filter(pk=message.pk).update(reading=understood)
    message.refresh_from_db()
    wish.message = message
    assert [what.qty for what in actions.answer_wish(wish=wish, now=NOW).reading.what] == [1]


def test_the_same_house_gives_the_same_answer(house):
    wish = cast.porterhouse_wish()
    assert actions.answer_wish(wish=wish, now=NOW) == actions.answer_wish(wish=wish, now=NOW)


def test_the_one_whose_limit_reaches_is_asked(house):
    wish = cast.porterhouse_wish()
    actions.answer_wish(wish=wish, now=NOW)
    assert wish.asked_of == cast.head_waiter()
    notice = OutboxItem.objects.get(kind="notice")
    assert notice.payload["person"] == "nora"
    assert notice.payload["href"] == f"/wishes/{wish.pk}/"


def test_nobody_is_asked_about_what_cannot_be_done(house):
    wish = cast.porterhouse_wish(text="Could you bring me something nice?")
    can_we = actions.answer_wish(wish=wish, now=NOW)
    assert can_we.steps == ()
    assert wish.asked_of is None
    assert not OutboxItem.objects.exists()


def test_a_message_becomes_one_wish_and_counts_from_when_it_was_sent(message):
    wish = actions.hear_wish(
        text=message.text, message=message, by=cast.courier(), now=NOW + timedelta(minutes=5)
    )
    assert wish.said_at == NOW
    assert wish.guest == cast.guest()
    message.refresh_from_db()
    assert message.state == Message.State.WISH
    with pytest.raises(AlreadyDealtWith):
        actions.hear_wish(text=message.text, message=message, by=cast.courier(), now=NOW)
    assert Wish.objects.count() == 1


def test_a_message_nobody_has_read_yet_is_read_first(message):
    Message.objects.update(guest=None, language="", look_at=NOW)
    fresh = Message.objects.get()
    wish = actions.hear_wish(text=fresh.text, message=fresh, by=cast.courier(), now=NOW)
    assert wish.guest == cast.guest()
    assert wish.language == "en"
    assert Message.objects.get().read_at == NOW


def test_answering_shows_the_odds_to_the_message(message):
    wish = actions.hear_wish(text=message.text, message=message, by=cast.courier(), now=NOW)
    assert message.odds_seen_at is None
    actions.answer_wish(wish=wish, now=NOW, by=cast.courier())
    message.refresh_from_db()
    assert message.odds_seen_at == NOW


def test_a_question_goes_back_to_the_guest_and_the_wish_stays_open(message):
    wish = actions.hear_wish(text=message.text, message=message, by=cast.head_waiter(), now=NOW)
    actions.ask_guest(wish=wish, text="Which terminal?", by=cast.head_waiter(), now=NOW)
    assert Reply.objects.get().text == "Which terminal?"
    assert OutboxItem.objects.get(kind="reply")
    assert Wish.objects.get().state == Wish.State.OPEN


def test_a_question_needs_words_and_a_way_to_the_guest(house):
    wish = cast.porterhouse_wish()
    for text in ("", "Which terminal?"):
        with pytest.raises(WordsMissing) as raised:
            actions.ask_guest(wish=wish, text=text, by=cast.head_waiter(), now=NOW)
        assert raised.value.as_json()["field"] == "text"


def test_a_wish_needs_words(house):
    with pytest.raises(WordsMissing):
        cast.porterhouse_wish(text="  \n")


def test_it_is_declined_with_a_reason_once_its_odds_were_looked_at(house):
    wish = cast.porterhouse_wish()
    with pytest.raises(NotAnswered):
        actions.decline(wish=wish, reason="No car tonight", by=cast.head_waiter(), now=NOW)
    actions.answer_wish(wish=wish, now=NOW)
    with pytest.raises(WordsMissing):
        actions.decline(wish=wish, reason=" ", by=cast.head_waiter(), now=NOW)
    actions.decline(wish=wish, reason="No car tonight", by=cast.head_waiter(), now=NOW)
    wish.refresh_from_db()
    assert (wish.state, wish.reason, wish.look_at) == (Wish.State.DECLINED, "No car tonight", None)


def test_declining_is_not_for_who_may_say_yes_to_nothing(house):
    wish = cast.porterhouse_wish()
    actions.answer_wish(wish=wish, now=NOW)
    with pytest.raises(NotYours):
        actions.decline(wish=wish, reason="No", by=cast.outsider(), now=NOW)
    with pytest.raises(NotYours):
        actions.let_go(wish=wish, reason="No", by=cast.person("piet"), now=NOW)


def test_the_second_to_decide_is_told_who_was_first(house):
    wish = cast.porterhouse_wish()
    actions.answer_wish(wish=wish, now=NOW)
    same = Wish.objects.get()
    actions.decline(wish=wish, reason="No car", by=cast.head_waiter(), now=NOW)
    for act in (
        lambda: actions.decline(wish=same, reason="Too far", by=cast.owner(), now=NOW),
        lambda: actions.let_go(wish=same, reason="Too late", by=cast.owner(), now=NOW),
        lambda: actions.answer_wish(wish=same, now=NOW),
    ):
        with pytest.raises(AlreadyDecided, match="Nora was first: this wish is declined") as raised:
            act()
        assert raised.value.as_json()["code"] == "already-decided"
    assert Wish.objects.get().reason == "No car"


def test_the_database_refuses_an_end_without_a_reason(house):
    wish = cast.porterhouse_wish()
    for state in (Wish.State.DECLINED, Wish.State.LET_GO):
        with pytest.raises(IntegrityError), transaction.atomic():
            Wish.objects.filter(pk=wish.pk).update(state=state)


def test_what_passes_first_is_on_top_of_the_open_wishes(house):
    unanswered = cast.porterhouse_wish()
    soon = cast.porterhouse_wish()
    actions.answer_wish(wish=soon, now=NOW)
    declined = cast.porterhouse_wish()
    actions.answer_wish(wish=declined, now=NOW)
    actions.decline(wish=declined, reason="No", by=cast.owner(), now=NOW)
    assert list(open_wishes(NOW)) == [soon, unanswered]


def test_no_entry_holds_the_guests_words(message):
    wish = actions.hear_wish(text=message.text, message=message, by=cast.head_waiter(), now=NOW)
    actions.answer_wish(wish=wish, now=NOW)
    actions.decline(wish=wish, reason="Mr Shankman is joking", by=cast.head_waiter(), now=NOW)
    for entry in entries_of(wish, message):
        assert "Newark" not in str(entry.facts)
        assert "Shankman" not in str(entry.facts)


def test_a_wish_longer_than_anybody_reads_is_refused(house):
    with pytest.raises(TooLong, match="50000 characters, got 50001"):
        actions.hear_wish(text="x" * 50_001, by=cast.cook(), now=NOW)
    assert not Wish.objects.exists()


def test_what_no_database_can_hold_is_left_out_of_a_wish(house):
    wish = actions.hear_wish(text="a porter\0house", by=cast.cook(), now=NOW)
    wish.refresh_from_db()
    assert wish.text == "a porterhouse"


@pytest.mark.parametrize(
    "decide",
    [
        lambda wish: actions.give_permission(wish=wish, by=cast.head_waiter(), now=NOW),
        lambda wish: actions.decline(wish=wish, reason="Sold out", by=cast.owner(), now=NOW),
        lambda wish: actions.let_go(wish=wish, reason="Too late", rule="decide-by", now=NOW),
    ],
)
def test_whoever_was_asked_is_no_longer_asked_once_it_is_decided(house, decide):
    wish = cast.porterhouse_wish()
    actions.answer_wish(wish=wish, now=NOW)
    item = OutboxItem.objects.get(key__startswith="asked:")
    notices.show(key=item.key, payload=item.payload, now=NOW)
    assert [notice.href for notice in notices.unseen(cast.head_waiter())] == [f"/wishes/{wish.pk}/"]
    decide(wish)
    assert notices.unseen(cast.head_waiter()) == []
