"""Another plan on the Board and on the promise's page: one sentence, and one button for who may."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from hovmester.house.ledger import clock
from hovmester.house.promises.models import Promise, Step, Suggestion
from hovmester.house.web.suggestion import plans
from hovmester.house.worker import loop
from tests import cast

SENTENCE = re.compile(r"Alex could take it: 9\d % instead of \d\d %\. Nobody else is moved\.")


@pytest.fixture
def held_up(house):
    """The worker has looked; the clock stands when it did."""
    promise, now = cast.held_up_promise()
    clock.simulate(start=now, speed=0)
    for seconds in range(3):  # one look a second, the most urgent first
        while loop.step(now + timedelta(seconds=seconds)):
            pass
    return promise


def page(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_board_and_promise_say_it_in_one_sentence_with_one_button(as_person, held_up):
    nora = as_person(cast.head_waiter())
    for path in ("/", f"/promises/{held_up.pk}/"):
        text = page(nora, path)
        assert len(SENTENCE.findall(text)) == 1, path
        assert text.count("Do so") == 1, path


def test_the_button_of_the_board_works_without_javascript_and_with_its_token(held_up):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.head_waiter())
    text = page(browser, "/")
    form = re.search(
        r'<form id="other-plan" method="post" hidden>.*?name="csrfmiddlewaretoken" value="(\w+)"', text
    )
    button = re.search(
        r'<button[^>]*form="other-plan" formaction="([^"]+)" name="version" value="(\w+)"', text
    )
    assert form
    assert button
    told = {"csrfmiddlewaretoken": form[1], "version": button[2]}
    response = browser.post(button[1], told)
    assert (response.status_code, response["Location"]) == (303, f"/promises/{held_up.pk}/")
    after = page(browser, response["Location"])
    assert "Those whose steps changed" in after
    assert "Do so" not in after
    assert "changed the plan as suggested" in after
    assert "moved: drive there" in after
    assert not SENTENCE.search(page(browser, "/"))
    assert Step.objects.get(promise=held_up, kind="drive").who == cast.courier()


def test_who_may_not_say_yes_to_so_much_reads_it_and_has_no_button(as_person, held_up):
    Promise.objects.filter(pk=held_up.pk).update(amount=100)
    for path in ("/", f"/promises/{held_up.pk}/"):
        assert "Do so" in page(as_person(cast.head_waiter()), path)
        text = page(as_person(cast.courier()), path)
        assert SENTENCE.search(text)
        assert "Do so" not in text
    version = Suggestion.objects.get(pk=held_up.pk).version
    client = as_person(cast.courier())
    response = client.post(f"/promises/{held_up.pk}/plan/", {"version": version})
    assert "Ask the head waiter" in page(client, response["Location"])
    assert Step.objects.get(promise=held_up, kind="drive").who == cast.person("ben")


def test_a_plan_that_was_overtaken_is_refused_in_a_sentence(as_person, held_up):
    client = as_person(cast.head_waiter())
    path = f"/promises/{held_up.pk}/plan/"
    response = client.post(path, {"version": "0123456789abcdef"})
    assert "Nothing was moved; look again." in page(client, response["Location"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", r"Alex kan het overnemen: 9\d % in plaats van \d\d %\."),
        ("nb", r"Alex kan ta den: 9\d % i stedet for \d\d %\."),
    ],
)
def test_it_is_said_in_the_readers_language(as_person, held_up, language, said):
    client = as_person(cast.head_waiter())
    client.cookies["django_language"] = language
    assert re.search(said, page(client, "/"))


def test_where_nothing_helps_the_page_says_so_and_the_board_nothing(as_person, held_up):
    stuck = Promise.objects.exclude(pk=held_up.pk).get()
    client = as_person(cast.head_waiter())
    assert "no other plan would make it stand better" in page(client, f"/promises/{stuck.pk}/")
    assert "no other plan" not in page(client, "/")


# -- the sentence --------------------------------------------------------------------------------------------


def move(step, **changes):
    was = {
        "who": step.who.key if step.who else "",
        "vehicle": step.vehicle,
        "start": step.planned_start.isoformat(),
    }
    return {"step": step.pk, "was": was, **was, "where": "", **changes}


def said(promise, moves, others=(), p_before=0.614):
    Suggestion.objects.filter(pk=promise.pk).update(
        moves=moves, others=list(others), p_before=p_before, p_after=0.93
    )
    fresh = Promise.objects.select_related("suggestion").get(pk=promise.pk)
    return plans([fresh], cast.head_waiter())[promise.pk].text


def steps(promise, *kinds):
    return promise.steps.filter(kind__in=kinds).select_related("who")


def test_each_kind_of_change_has_its_words(held_up):
    other = Promise.objects.exclude(pk=held_up.pk).get()
    later = (held_up.deadline + timedelta(hours=1)).isoformat()
    drive, make = steps(held_up, "drive", "find"), steps(held_up, "make", "pack")
    theirs = steps(other, "drive", "find", "handover")
    figures = "93 % instead of 61 %."
    assert said(held_up, [move(s, who="alex") for s in drive]) == (
        f"Alex could take it: {figures} Nobody else is moved."
    )
    assert said(held_up, [move(s, vehicle="van") for s in drive]) == (
        f"Ben could go with the van: {figures} Nobody else is moved."
    )
    assert said(held_up, [move(s) for s in drive]).startswith("Ben could bring it sooner: 93")
    assert said(held_up, [move(s) for s in make]).startswith("It could be made sooner: 93")
    assert said(held_up, [move(s, who="alex") for s in [*drive, *make]]).startswith(
        (
            "It could be made sooner and Alex could take it: 93",
            "Alex could take it and it could be made sooner: 93",
        )
    )
    assert said(held_up, [move(drive[1], where="the station, exit 2")]) == (
        f"The guest could be met at the station, exit 2: {figures} Nobody else is moved. The guest has to be told."
    )
    assert said(held_up, [move(s, who="alex") for s in theirs]) == (
        f"Alex could take “{other.title}” instead: {figures}"
    )
    assert said(
        held_up, [move(s, start=later) for s in theirs], [{"promise": other.pk, "later_min": 6.4}]
    ) == (f"Ben could bring “{other.title}” afterwards: {figures} “{other.title}” comes 6 min later.")


def test_what_it_costs_more_is_said(held_up):
    drive = [move(step, who="alex") for step in steps(held_up, "drive")]
    Suggestion.objects.filter(pk=held_up.pk).update(costs_more="4.2")
    assert said(held_up, drive).endswith("Nobody else is moved. It costs US$4.20 more.")
    Suggestion.objects.filter(pk=held_up.pk).update(costs_more="-4.2")
    assert "costs" not in said(held_up, drive)


def test_where_no_odds_are_said_as_it_is_only_the_new_ones_are(held_up):
    drive = [move(step, who="alex") for step in steps(held_up, "drive")]
    assert said(held_up, drive, p_before=None) == "Alex could take it: 93 %. Nobody else is moved."


def test_who_else_comes_later_is_named_and_of_many_the_rest_is_counted(held_up):
    other = Promise.objects.exclude(pk=held_up.pk).get()
    drive = [move(step, who="alex") for step in steps(held_up, "drive")]
    text = said(held_up, drive, [{"promise": other.pk, "later_min": 3.0 + n} for n in range(4)])
    assert text.count("min later.") == 2
    assert "2 more come later." in text
    sooner = said(held_up, drive, [{"promise": other.pk, "later_min": -5.0}])
    assert "later" not in sooner


def test_what_a_guest_or_the_house_named_is_never_markup(as_person, held_up):
    Promise.objects.exclude(pk=held_up.pk).update(title="<b>Rib-eye</b>")
    other = Promise.objects.exclude(pk=held_up.pk).get()
    said(held_up, [move(s, who="alex") for s in steps(other, "drive")])
    text = page(as_person(cast.head_waiter()), f"/promises/{held_up.pk}/")
    assert "&lt;b&gt;Rib-eye&lt;/b&gt;" in text
    assert "<b>Rib-eye" not in text
