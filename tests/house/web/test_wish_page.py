"""One wish, from its words to a yes or a no."""

import pytest

from hovmester.answering import can_we as answered
from hovmester.answering.saying import per_cent
from hovmester.engines.promising.model import Params
from hovmester.house.hearing.models import Channel, Message, Reply
from hovmester.house.people.house_file import house_file
from hovmester.house.promises import actions
from hovmester.house.promises.models import Promise, Wish
from hovmester.house.promises.wishing import as_answered
from tests import cast

NOW = cast.EVENING


@pytest.fixture
def nora(as_person, house):
    return as_person(cast.head_waiter())


@pytest.fixture
def wish(house):
    wish = cast.porterhouse_wish()
    actions.answer_wish(wish=wish, now=NOW, by=cast.head_waiter())
    return wish


@pytest.fixture
def written_wish(house):
    """One that came as a message, so that its guest can be asked back."""
    channel = Channel.objects.create(key="notes", kind=Channel.Kind.FILE, name="Notes")
    text = "Can you bring oysters to the courthouse?"
    message = Message.objects.create(
        channel=channel, external_id="1", text=text, author="@jonas", received_at=NOW, read_at=NOW
    )
    wish = actions.hear_wish(text=text, by=cast.head_waiter(), now=NOW, message=message)
    actions.answer_wish(wish=wish, now=NOW, by=cast.head_waiter())
    return wish


def page(client, wish):
    response = client.get(f"/wishes/{wish.pk}/")
    assert response.status_code == 200
    return response.content.decode()


def post(client, wish, what, **fields):
    response = client.post(f"/wishes/{wish.pk}/{what}/", fields)
    assert response.status_code == 303
    return client.get(response.headers["Location"]).content.decode()


def test_it_shows_the_words_with_their_marks_and_the_tone(nora, wish):
    text = page(nora, wish)
    assert "porterhouse<small>WHAT</small>" in text
    assert "Newark airport<small>WHERE</small>" in text
    assert "<small>WHEN</small>" in text
    assert "said as a joke" in text


def test_it_says_odds_plan_price_and_the_last_moment(nora, wish):
    text = page(nora, wish)
    assert "Yes – " in text
    assert " in 10" in text or " in 20" in text or " in 50" in text or " in 100" in text
    assert "between" in text
    assert "we do not know ourselves well enough yet" in text
    assert "say yes by" in text
    assert "Newark airport, arrivals, door B" in text
    assert "$" in text


def test_a_yes_leads_to_the_promise(nora, wish):
    text = post(nora, wish, "permission")
    promise = Promise.objects.get()
    assert promise.given_by == cast.head_waiter()
    assert "Promised." in text
    assert promise.title.split(" · ")[0] in text


def test_the_second_yes_is_told_who_was_first(nora, wish):
    actions.give_permission(wish=wish, by=cast.owner(), now=NOW)
    assert "Walter" in post(nora, wish, "permission")
    assert Promise.objects.count() == 1


def test_over_the_limit_the_page_offers_to_ask_the_next_one_up(as_person, wish):
    client = as_person(cast.courier())
    text = page(client, wish)
    assert "more than you may say yes to" in text
    assert "/permission/" not in text
    assert "has been asked for the yes" in post(client, wish, "asking")
    wish.refresh_from_db()
    assert wish.asked_of is not None
    assert wish.asked_of != cast.courier()


def test_a_limit_is_kept_even_where_the_button_was_not_shown(as_person, wish):
    text = post(as_person(cast.courier()), wish, "permission")
    assert "more than you may say yes to" in text
    assert not Promise.objects.exists()


def test_a_no_needs_a_reason(nora, wish):
    assert "Say why" in post(nora, wish, "decline", reason="  ")
    text = post(nora, wish, "decline", reason="the car is at the garage")
    assert "the car is at the garage" in text
    assert "by <bdi>Nora</bdi>" in text
    wish.refresh_from_db()
    assert wish.state == Wish.State.DECLINED


def test_letting_go_is_done_by_name(nora, wish):
    text = post(nora, wish, "letting-go", reason="the guest flew on")
    assert "by <bdi>Nora</bdi>" in text
    wish.refresh_from_db()
    assert wish.state == Wish.State.LET_GO


def test_a_wish_that_lacks_something_offers_the_question(nora, written_wish):
    text = page(nora, written_wish)
    assert "/permission/" not in text
    assert 'name="text"' in text
    assert written_wish.answer["ask_back"][:12] in text
    assert "Asked." in post(nora, written_wish, "question", text="When would you like them?")
    assert Reply.objects.get().text == "When would you like them?"


def test_a_wish_told_by_mouth_has_no_question_to_send(nora, wish):
    assert "told to one of us" in page(nora, wish)
    assert "ask the guest yourself" in post(nora, wish, "question", text="When?")


def test_it_is_worked_out_again_on_demand(nora, wish):
    Wish.objects.filter(pk=wish.pk).update(p_on_time=0.001)
    post(nora, wish, "answer")
    wish.refresh_from_db()
    assert wish.p_on_time > 0.1


def test_a_wish_nobody_has_looked_at_offers_to_work_it_out(nora, house):
    wish = cast.porterhouse_wish()
    assert "Work out the odds" in page(nora, wish)
    assert "Yes – " in post(nora, wish, "answer")


def test_below_the_floor_there_is_no_yes_to_give(nora, house):
    wish = actions.hear_wish(
        text="a birthday cake at the hospital in 40 minutes", by=cast.head_waiter(), now=NOW
    )
    actions.answer_wish(wish=wish, now=NOW, by=cast.head_waiter())
    text = page(nora, wish)
    assert "/permission/" not in text


def test_a_wish_is_written_down_as_told(nora):
    response = nora.post("/wishes/", {"text": "Two ribeyes at the station at 19:30"})
    wish = Wish.objects.get()
    assert (response.status_code, response.headers["Location"]) == (303, f"/wishes/{wish.pk}/")
    assert wish.answered_at == NOW
    assert wish.message is None


def test_an_empty_wish_is_sent_back(nora):
    response = nora.post("/wishes/", {"text": "  "})
    assert response.headers["Location"] == "/wishes/"
    assert "needs words" in nora.get("/wishes/").content.decode()


def test_the_countdown_is_a_part_of_its_own(nora, wish):
    text = nora.get(f"/wishes/{wish.pk}/countdown/").content.decode()
    assert "<html" not in text
    assert "left" in text


def test_each_figure_leads_to_the_entries_it_came_from(nora, wish):
    assert f"/wishes/{wish.pk}/entries/?about=p" in page(nora, wish)
    text = nora.get(f"/wishes/{wish.pk}/entries/?about=p").content.decode()
    assert text.count("about") > 1
    assert "<bdi>Nora</bdi></strong> <bdi>worked out the odds" in text


def test_a_guests_markup_stays_words(nora, house):
    wish = actions.hear_wish(
        text="<img src=x onerror=alert(1)> a ribeye at the station at 19:00", by=cast.head_waiter(), now=NOW
    )
    actions.answer_wish(wish=wish, now=NOW, by=cast.head_waiter())
    assert "<img src=x" not in page(nora, wish)


def test_more_than_there_is_can_be_done_with_less_and_not_by_knowing_more(nora, house):
    wish = actions.hear_wish(
        text="Can you bring 100 porterhouses to Newark airport at 9 pm?", by=cast.head_waiter(), now=NOW
    )
    actions.answer_wish(wish=wish, now=NOW, by=cast.head_waiter())
    text = page(nora, wish)
    assert "Yes, if …" in text
    assert "knew more" not in text


@pytest.mark.parametrize(
    ("language", "said", "why"),
    [
        ("en", "We do not know ourselves well enough yet", "We do not know the kitchen at Hackensack well"),
        ("nl", "We kennen onszelf nog niet goed genoeg", "We kennen de keuken van Hackensack nog niet goed"),
        ("nb", "Vi kjenner oss selv ikke godt nok ennå", "Vi kjenner ikke kjøkkenet i Hackensack godt nok"),
    ],
)
def test_a_kitchen_too_little_known_is_no_no(nora, house, language, said, why):
    """Too few observations for odds: that is said, as the reason, and nothing is promised."""
    wish = cast.porterhouse_wish()
    can_we = answered(
        wish.text, house=house_file(), now=NOW, language=language, params=Params(not_known_below=50)
    )
    assert can_we.p_on_time is None
    Wish.objects.filter(pk=wish.pk).update(**as_answered(can_we, wish, NOW))
    nora.cookies["django_language"] = language
    text = page(nora, wish)
    assert said in text
    assert why in text
    assert "permission/" not in text


@pytest.mark.parametrize(
    ("language", "said", "why"),
    [
        ("en", "We do not know ourselves well enough yet", "the odds may be"),
        ("nl", "We kennen onszelf nog niet goed genoeg", "kan de kans"),
        ("nb", "Vi kjenner oss selv ikke godt nok ennå", "kan oddsen være"),
    ],
)
def test_a_guess_near_the_floor_says_so_beside_its_odds(nora, house, language, said, why):
    wish = cast.porterhouse_wish()
    close = "Could you bring a porterhouse to the courthouse at 17:23?"
    can_we = answered(close, house=house_file(), now=NOW, language=language)
    assert can_we.verdict == "not-known"
    Wish.objects.filter(pk=wish.pk).update(**as_answered(can_we, wish, NOW))
    nora.cookies["django_language"] = language
    text = page(nora, wish)
    assert said in text
    assert text.count(why) == 1
    assert per_cent(can_we.p_on_time) in text


def test_a_kitchen_nobody_has_seen_at_work_says_that_it_is_as_stated(nora, wish):
    text = page(nora, wish)
    assert "A guess: from the times we stated, not from what happened yet." in text
    assert "Told as worked out: no promise has ended yet to correct it by." in text
