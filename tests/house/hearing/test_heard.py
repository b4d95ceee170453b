"""The Heard page: what came, what was understood, and what can be done with it."""

import re

import pytest

from hovmester.house.hearing import queries
from hovmester.house.hearing.actions import take_in
from hovmester.house.hearing.models import Message
from hovmester.house.hearing.queries import Wanted
from hovmester.house.hearing.unread import read_due
from hovmester.house.ledger.models import Entry, OutboxItem
from hovmester.house.promises.models import Wish
from tests.house.hearing.conftest import NOW, said

TEXTS = {
    "wish": "Hey, can you meet me at Newark airport with a porterhouse at 7 pm?",
    "complaint": "The knife was blunt and the soup was cold, very disappointing.",
    "praise": "Best steak of my life, thank you so much, we loved it!",
    "other": "I am in the car.",
}


@pytest.fixture
def heard(chat):
    items = [said(name, text, author="@pete", author_name="Pete & <Co>") for name, text in TEXTS.items()]
    take_in(channel=chat, items=items, now=NOW)
    read_due(now=NOW)
    return {message.external_id: message for message in Message.objects.all()}


@pytest.fixture
def page(client, vera):
    client.force_login(vera)
    return client


def shown(response):
    return [int(pk) for pk in re.findall(r'<article[^>]* id="m(\d+)"', response.text)]


@pytest.mark.parametrize("path", ["/heard/", "/heard/arrivals/", "/heard/1/", "/ask/poster/"])
def test_an_outsider_is_led_to_the_door(client, db, path):
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("path", ["/heard/", "/heard/arrivals/", "/heard/1/", "/heard/channels/"])
def test_a_waiter_is_told_that_this_is_not_for_them(client, kit, path):
    client.force_login(kit)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("what", ["wish", "replies", "setting-aside"])
def test_nobody_acts_who_may_not_see(client, kit, heard, what):
    client.force_login(kit)
    response = client.post(f"/heard/{heard['other'].pk}/{what}/", {"text": "x", "reason": "x"})
    assert response.status_code == 403
    assert set(Message.objects.values_list("state", flat=True)) == {"new"}


def test_the_latest_stands_first_and_shows_its_evidence(page, heard):
    response = page.get("/heard/")
    assert shown(response) == sorted((m.pk for m in heard.values()), reverse=True)
    assert re.search(r'<mark class="evidence">porterhouse<small>', response.text)
    assert "says-wish" in response.text
    assert "Pete &amp; &lt;Co&gt;" in response.text


def test_a_guests_words_cannot_become_part_of_the_page(page, chat):
    evil = "<script>alert(1)</script> \"><img src=x onerror=alert(1)> {{ 7|add:7 }} {% now 'Y' %}"
    take_in(channel=chat, items=[said(text=evil, author=evil, author_name=evil)], now=NOW)
    for path in ("/heard/", f"/heard/{Message.objects.get().pk}/"):
        text = page.get(path).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "{{ 7|add:7 }}" in text
    read_due(now=NOW)
    assert "<script>alert" not in page.get("/heard/").text


@pytest.mark.parametrize("kind", ["wish", "complaint", "praise", "other"])
def test_a_kind_shows_that_kind(page, heard, kind):
    assert shown(page.get(f"/heard/?kind={kind}")) == [heard[kind].pk]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=PORTERHOUSE", ["wish"]),
        ("q=newark+porter", ["wish"]),
        ("q=blunt+porterhouse", []),
        ("q=pete", ["other", "praise", "complaint", "wish"]),
        ("q='%22)--;&state=all", []),
        ("q=NOT+AND+OR", []),
        ("q=%00", ["other", "praise", "complaint", "wish"]),
        ("language=nl", []),
        ("language=en", ["other", "praise", "complaint", "wish"]),
        ("channel=chat", ["other", "praise", "complaint", "wish"]),
        ("channel=nobody", []),
        ("state=answered", []),
        ("state=nonsense&kind=nonsense", ["other", "praise", "complaint", "wish"]),
        ("before=nonsense", ["other", "praise", "complaint", "wish"]),
        ("before=99999999999999999999", ["other", "praise", "complaint", "wish"]),
        ("before=-1", ["other", "praise", "complaint", "wish"]),
        ("before=0", []),
        ("channel=%00", ["other", "praise", "complaint", "wish"]),
        ("language=%00%1f&q=%00", ["other", "praise", "complaint", "wish"]),
    ],
)
def test_filters_show_what_was_asked_for(page, heard, query, names):
    assert shown(page.get(f"/heard/?{query}")) == [heard[name].pk for name in names]


def test_words_are_found_without_their_accents_and_in_other_letters(chat):
    for n, text in enumerate(["Smørbrød på Ålesund", "SMORBROD", "smør og brød", "Ελλάδα 東京 naïve"]):
        take_in(channel=chat, items=[said(str(n), text)], now=NOW)
    for query, found in [
        ("smorbrod", {"0", "1"}),
        ("Ålesund", {"0"}),
        ("ΕΛΛΑΔΑ", {"3"}),
        ("naive", {"3"}),
        ("東京", {"3"}),
    ]:
        got = queries.heard(Wanted(q=query)).values_list("external_id", flat=True)
        assert set(got) == found, query


def test_pages_follow_each_other_without_gap_or_repetition(page, chat):
    take_in(channel=chat, items=[said(str(n), "hello there") for n in range(70)], now=NOW)
    seen, address = [], "/heard/"
    while address:
        response = page.get(address)
        seen += shown(response)
        older = re.search(r'rel="next" href="([^"]+)"', response.text)
        address = "/heard/" + older.group(1).replace("&amp;", "&") if older else ""
    assert seen == sorted(Message.objects.values_list("pk", flat=True), reverse=True)


def test_what_arrives_is_put_on_top_once(page, chat, heard):
    newest = max(message.pk for message in heard.values())
    assert page.get(f"/heard/arrivals/?after={newest}").status_code == 204
    take_in(channel=chat, items=[said("new", "a table please")], now=NOW)
    response = page.get(f"/heard/arrivals/?after={newest}")
    new = Message.objects.get(external_id="new")
    assert shown(response) == [new.pk]
    assert f"after={new.pk}" in response.text
    assert page.get(f"/heard/arrivals/?after={new.pk}").status_code == 204


def test_a_message_being_read_holds_back_later_ones_of_its_kind(page, chat):
    take_in(channel=chat, items=[said("first", TEXTS["wish"]), said("second", TEXTS["wish"])], now=NOW)
    first, second = Message.objects.order_by("pk")
    read_due(now=NOW, most=1)  # the second
    wanted = Wanted(kind="wish")
    assert queries.arrived(wanted, after=0, now=NOW, most=9) == []
    read_due(now=NOW)
    assert queries.arrived(wanted, after=0, now=NOW, most=9) == [second.pk, first.pk]


def test_a_message_not_read_yet_asks_for_itself_until_it_is(page, chat):
    take_in(channel=chat, items=[said(text=TEXTS["wish"])], now=NOW)
    pk = Message.objects.get().pk
    assert f'hx-get="/heard/{pk}/"' in page.get("/heard/").text
    read_due(now=NOW)
    row = page.get(f"/heard/{pk}/", headers={"HX-Request": "true"}).text
    assert row.lstrip().startswith("<article")
    assert 'hx-trigger="load' not in row


def test_a_reply_is_sent_with_and_without_javascript(page, heard):
    first, second = heard["praise"], heard["complaint"]
    response = page.post(f"/heard/{first.pk}/replies/", {"text": "Thank you."})
    assert (response.status_code, response["Location"]) == (303, "/heard/")
    response = page.post(
        f"/heard/{second.pk}/replies/", {"text": "We are sorry."}, headers={"HX-Request": "true"}
    )
    assert shown(response) == [second.pk]
    assert "We are sorry." in response.text
    assert Message.objects.filter(state="answered").count() == 2


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({}, "on its way"),
        ({"sent_at": NOW, "look_at": None}, "sent"),
        ({"look_at": None}, "answer the guest yourself"),
    ],
)
def test_an_answer_says_whether_it_has_left_the_house(page, heard, change, word):
    message = heard["praise"]
    page.post(f"/heard/{message.pk}/replies/", {"text": "Thank you."})
    OutboxItem.objects.update(**change)
    for path in ("/heard/?state=answered", f"/heard/{message.pk}/"):
        assert re.search(rf"[ >]{word}", page.get(path).text)


def test_what_was_typed_is_kept_when_it_is_refused(page, heard):
    url = f"/heard/{heard['wish'].pk}/setting-aside/"
    for headers in ({}, {"HX-Request": "true"}):
        response = page.post(url, {"reason": "Im<b>possible"}, headers=headers)
        assert response.status_code == 422
        assert "Im&lt;b&gt;possible" in response.text
        assert "odds" in response.text
    assert Message.objects.get(pk=heard["wish"].pk).state == "new"


def test_a_message_is_set_aside_with_its_reason(page, heard):
    response = page.post(f"/heard/{heard['other'].pk}/setting-aside/", {"reason": "Nothing asked."})
    assert response.status_code == 303
    assert shown(page.get("/heard/?state=set-aside")) == [heard["other"].pk]
    assert "Nothing asked." in page.get("/heard/?state=set-aside").text


def test_a_message_becomes_a_wish_once(page, heard):
    message = heard["wish"]
    response = page.post(f"/heard/{message.pk}/wish/")
    wish = Wish.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/wishes/{wish.pk}/")
    assert (wish.message_id, wish.text) == (message.pk, message.text)
    again = page.post(f"/heard/{message.pk}/wish/")
    assert again.status_code == 303
    assert Wish.objects.count() == 1
    assert f'href="/wishes/{wish.pk}/"' in page.get("/heard/?state=wish").text


def test_a_message_nobody_has_read_yet_is_read_before_it_becomes_a_wish(page, chat):
    take_in(channel=chat, items=[said(text=TEXTS["wish"], author="@pete")], now=NOW)
    page.post(f"/heard/{Message.objects.get().pk}/wish/")
    assert Wish.objects.get().guest is not None


def test_a_figure_leads_to_the_entry_it_came_from(page, heard):
    message = heard["wish"]
    href = re.search(rf'href="(/heard/{message.pk}/[^"]*)">\s*\d+', page.get("/heard/?kind=wish").text).group(
        1
    )
    assert href == f"/heard/{message.pk}/?about=wish_p#happened"
    text = page.get(href).text
    entry = Entry.objects.get(verb="read", subject_id=message.pk)
    assert re.search(rf'<li class="[^"]*about" id="entry-{entry.pk}"', text)
    assert "read it" in text


def test_a_message_that_is_not_there_is_not_found(page):
    assert page.get("/heard/7/").status_code == 404
    assert page.post("/heard/7/replies/", {"text": "x"}).status_code == 404


def test_empty_pages_say_what_will_be_here(page, chat):
    assert "Nothing heard yet" in page.get("/heard/").text
    take_in(channel=chat, items=[said()], now=NOW)
    assert "Nothing like that" in page.get("/heard/?q=unheard").text
    Message.objects.update(state="answered")
    assert "Everything is dealt with" in page.get("/heard/").text


def test_the_owner_opens_a_channel_and_sees_its_secret_once(client, omar):
    client.force_login(omar)
    response = client.post("/heard/channels/", {"key": "chat", "name": "Chat"})
    secret = Message._meta.get_field("channel").related_model.objects.get(key="chat").secret
    assert secret in response.text
    assert secret not in client.get("/heard/channels/").text
    renewed = client.post("/heard/channels/chat/secret/")
    assert secret not in renewed.text
    wrong = client.post("/heard/channels/", {"key": "chat", "name": "Again"})
    assert wrong.status_code == 422
    assert client.post("/heard/channels/ask/secret/").status_code == 404


def test_no_page_needs_anything_the_security_policy_forbids(page, heard, omar, client):
    client.force_login(omar)
    paths = [
        "/heard/",
        f"/heard/{heard['wish'].pk}/",
        "/heard/channels/",
        "/ask/",
        "/ask/nl/thanks/",
        "/ask/poster/",
    ]
    for path in paths:
        response = client.get(path)
        assert "unsafe" not in response["Content-Security-Policy"]
        assert not re.search(
            r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)|javascript:", response.text
        ), path


def test_a_correction_is_made_on_its_page_and_told_on_the_message(page, heard, vera):
    message = heard["other"]
    assert f"/heard/{message.pk}/correction/" in page.get("/heard/").text
    path = f"/heard/{message.pk}/correction/"
    assert 'name="kind" value="wish"' in page.get(path).text
    response = page.post(path, {"kind": ["complaint", "thanks"]})
    assert response.status_code == 303
    text = page.get(response["Location"]).text
    assert "corrected by" in text
    assert "said what it really means" in text
    message.refresh_from_db()
    assert message.is_complaint


def test_words_are_struck_out_on_the_page_of_corrections(page, heard):
    message = heard["wish"]
    (when,) = message.reading["when"]
    name = f"when-{when['start']}-{when['end']}"
    path = f"/heard/{message.pk}/correction/"
    assert f'name="{name}"' in page.get(path).text
    page.post(path, {"kind": "wish", name: "no"})
    message.refresh_from_db()
    assert message.reading["when"] == []


def test_a_correction_that_says_nothing_new_is_refused_and_what_was_typed_is_kept(page, heard):
    path = f"/heard/{heard['wish'].pk}/correction/"
    response = page.post(path, {"kind": "wish", "words": "a <b>yacht</b>", "meaning": "what:yacht"})
    assert response.status_code == 422
    assert "a &lt;b&gt;yacht&lt;/b&gt;" in response.text


def test_a_waiter_corrects_nothing(client, kit, heard):
    client.force_login(kit)
    assert client.get(f"/heard/{heard['other'].pk}/correction/").status_code == 403
    assert client.post(f"/heard/{heard['other'].pk}/correction/", {"kind": "wish"}).status_code == 403


def test_a_correction_of_a_message_that_is_still_unread_is_made_when_it_is_read(page, chat):
    take_in(channel=chat, items=[said("9", "I am in the car.")], now=NOW)
    message = Message.objects.get()
    assert page.get(f"/heard/{message.pk}/correction/").status_code == 200
    assert page.post(f"/heard/{message.pk}/correction/", {"kind": "thanks"}).status_code == 303


def test_what_cannot_wait_says_until_when_and_is_found_alone(page, chat):
    texts = {
        "now": "Two towels to room 412 asap please",
        "hour": "Can you bring a porterhouse to Newark airport at 7 pm?",
        "later": "Can you bring a porterhouse to Newark airport on Friday at 7 pm?",
        "calm": "No rush, but could we get an extra pillow in room 7?",
    }
    take_in(channel=chat, items=[said(name, text) for name, text in texts.items()], now=NOW)
    read_due(now=NOW)
    known = {message.external_id: message.pk for message in Message.objects.all()}
    response = page.get("/heard/?kind=pressing")
    assert sorted(shown(response)) == sorted([known["now"], known["hour"]])
    assert "cannot wait" in response.text
    assert "“asap”" in response.text.replace("<bdi>", "").replace("</bdi>", "")
    assert response.text.count("wanted by") == 1


def test_what_is_dealt_with_no_longer_presses(page, chat):
    take_in(channel=chat, items=[said("1", "Two towels to room 412 asap please")], now=NOW)
    read_due(now=NOW)
    message = Message.objects.get()
    assert "cannot wait" in page.get(f"/heard/{message.pk}/").text
    page.post(f"/heard/{message.pk}/replies/", {"text": "They are on their way."})
    assert "cannot wait" not in page.get(f"/heard/{message.pk}/").text
