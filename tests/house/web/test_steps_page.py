"""A promise in somebody's hand, until it is in the guest's."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hovmester.house.hearing.models import Channel, Message
from hovmester.house.people import notices
from hovmester.house.people.models import Notice
from hovmester.house.promises import actions
from hovmester.house.promises.models import Outcome, Promise, Step
from tests import cast

NOW = cast.EVENING


@pytest.fixture
def promise(house):
    return cast.porterhouse_promise()


def follow(client, response):
    assert response.status_code == 303
    return client.get(response.headers["Location"]).content.decode()


def press(client, step, what, **fields):
    return follow(client, client.post(f"/steps/{step.pk}/{what}/", fields))


def photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "maroon").save(out, "JPEG")
    return SimpleUploadedFile("handover.jpg", out.getvalue(), content_type="image/jpeg")


def mine(step):
    step.refresh_from_db()
    return step


def test_nothing_to_carry_says_what_will_appear(as_person, house):
    text = as_person(cast.cook()).get("/steps/").content.decode()
    assert "Nothing for you to carry" in text


def test_the_card_says_what_for_whom_where_and_by_when(as_person, promise):
    step = cast.step_of(promise, "make")
    text = as_person(step.who).get("/steps/").content.decode()
    assert "Make the Porterhouse steak" in text
    assert "Peter" in text
    assert "grill" in text
    assert "Start making it" in text


def test_a_step_is_begun_and_done_with_one_press_each(as_person, promise):
    step = cast.step_of(promise, "make")
    client = as_person(step.who)
    assert "It is made" in press(client, step, "start")
    assert mine(step).state == Step.State.STARTED
    press(client, step, "done")
    assert mine(step).state == Step.State.DONE


def test_trouble_needs_words_and_is_told_to_who_promised(as_person, promise):
    step = cast.step_of(promise, "make")
    client = as_person(step.who)
    assert "Say what is wrong" in press(client, step, "trouble", reason=" ")
    text = press(client, step, "trouble", reason="the grill is cold")
    assert "Nora has been told" in text
    assert "the grill is cold" in text
    assert "Go on with it" in text


def test_the_way_is_shown_where_there_is_one_to_go(as_person, promise):
    step = cast.step_of(promise, "drive")
    client = as_person(step.who)
    text = client.get(f"/steps/{step.pk}/").content.decode()
    assert "geo:40." in text
    assert "openstreetmap.org" in text
    assert "geo:" not in client.get(f"/steps/{cast.step_of(promise, 'make').pk}/").content.decode()


def test_a_map_is_addressed_with_points_in_every_language(as_person, promise):
    step = cast.step_of(promise, "drive")
    client = as_person(step.who)
    client.post("/language/", {"language": "nl"})
    assert "geo:40." in client.get(f"/steps/{step.pk}/").content.decode()


def test_the_handover_keeps_note_and_photo_and_shows_them_to_the_house_alone(
    as_person, client, promise, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    step = cast.step_of(promise, "handover")
    as_person(step.who)
    text = press(client, step, "handover", note="He laughed.", photo=photo())
    assert "Handed over" in text
    assert "He laughed." in text
    assert f"/steps/{step.pk}/photo/" in text
    shown = client.get(f"/steps/{step.pk}/photo/")
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content)[:2] == b"\xff\xd8"
    client.post("/sign-out/")
    assert client.get(f"/steps/{step.pk}/photo/").status_code == 302


def test_what_is_not_a_photo_is_refused_with_the_note_kept_and_nothing_is_handed_over(as_person, promise):
    step = cast.step_of(promise, "handover")
    typed = {"note": 'She said "lovely"', "photo": SimpleUploadedFile("a.jpg", b"not a picture")}
    response = as_person(step.who).post(f"/steps/{step.pk}/handover/", typed)
    text = response.content.decode()
    assert response.status_code == 422
    assert "not a photo" in text
    assert "Thank you" not in text
    assert 'value="She said &quot;lovely&quot;"' in text
    assert mine(step).state == Step.State.WAITING


def test_the_second_handover_is_told_that_it_was_done(as_person, promise):
    step = cast.step_of(promise, "handover")
    client = as_person(step.who)
    press(client, step, "handover")
    assert "already" in press(client, step, "handover")


@pytest.fixture
def handed_over(promise):
    step = cast.step_of(promise, "handover")
    actions.hand_over(step=step, by=step.who, now=NOW)
    promise.refresh_from_db()
    return promise


def test_the_promise_tells_everything_that_happened(as_person, handed_over):
    text = as_person(cast.head_waiter()).get(f"/promises/{handed_over.pk}/").content.decode()
    for line in ("gave permission", "gave the promise", "did: make the Porterhouse steak", "handed it over"):
        assert line in text


def test_an_outcome_is_written_down(as_person, handed_over):
    client = as_person(cast.head_waiter())
    path = f"/promises/{handed_over.pk}/outcome/"
    text = follow(client, client.post(path, {"text": "Could not stop smiling", "mood": "delighted"}))
    assert "Could not stop smiling" in text
    assert Outcome.objects.get().by == cast.head_waiter()
    assert "Say how" in follow(client, client.post(path, {"text": "again", "mood": "furious"}))


def test_the_guests_next_message_is_suggested_and_linked_by_a_click(as_person, handed_over):
    channel = Channel.objects.create(key="social", kind=Channel.Kind.FILE, name="Social")
    message = Message.objects.create(
        channel=channel, external_id="9", text="Oh. My. God.", guest=handed_over.wish.guest, received_at=NOW
    )
    client = as_person(cast.head_waiter())
    page = f"/promises/{handed_over.pk}/"
    assert "Oh. My. God." in client.get(page).content.decode()
    follow(client, client.post(page + "outcome/", {"message": message.pk, "mood": "delighted"}))
    assert Outcome.objects.get().message == message
    assert "Is it about this promise?" not in client.get(page).content.decode()


def test_calling_off_needs_a_reason_and_tells_those_who_carry_it(as_person, promise):
    client = as_person(cast.head_waiter())
    path = f"/promises/{promise.pk}/calling-off/"
    assert "Say why" in follow(client, client.post(path, {"reason": ""}))
    assert "the flight was cancelled" in follow(
        client, client.post(path, {"reason": "the flight was cancelled"})
    )
    promise.refresh_from_db()
    assert promise.state == Promise.State.CANCELLED


def test_a_miss_is_written_down_with_what_happened(as_person, promise):
    client = as_person(cast.head_waiter())
    text = follow(client, client.post(f"/promises/{promise.pk}/miss/", {"reason": "the car broke down"}))
    assert "the car broke down" in text
    promise.refresh_from_db()
    assert promise.state == Promise.State.MISSED


def test_a_notice_stays_until_it_was_seen(as_person, house):
    nora = cast.head_waiter()
    Notice.objects.create(person=nora, key="k", text="Trouble with the cake", href="/promises/1/", at=NOW)
    client = as_person(nora)
    assert "Trouble with the cake" in client.get("/").content.decode()
    follow(client, client.post("/notices/", {"next": "/steps/"}))
    assert "Trouble with the cake" not in client.get("/").content.decode()
    assert notices.unseen(nora) == []


def test_of_many_notices_the_newest_three_stand_there_and_the_rest_is_folded(as_person, house):
    nora = cast.head_waiter()
    for n in range(5):
        at = NOW + timedelta(minutes=n)
        Notice.objects.create(person=nora, key=f"k{n}", text=f"Trouble with cake {n}", href="/", at=at)
    shown, _, rest = as_person(nora).get("/").content.decode().partition("and 2 more")
    assert [n for n in range(5) if f"cake {n}" in shown] == [2, 3, 4]
    assert [n for n in range(5) if f"cake {n}" in rest] == [0, 1]


@pytest.mark.parametrize(("kind", "what"), [("handover", "done"), ("make", "handover")])
def test_a_form_for_another_kind_of_step_changes_nothing(as_person, promise, kind, what):
    step = cast.step_of(promise, kind)
    response = as_person(cast.cook()).post(f"/steps/{step.pk}/{what}/")
    assert response.status_code == 404
    assert mine(step).state == Step.State.WAITING
