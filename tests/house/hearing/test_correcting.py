"""Staff say what a message really means: it reads so at once, and in the night the house learns from it."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hovmester.house.hearing import learning
from hovmester.house.hearing.actions import set_aside, take_in
from hovmester.house.hearing.correcting import Missed, correct, span_name
from hovmester.house.hearing.errors import NotAccepted
from hovmester.house.hearing.learning import layer_in_force, learn, learn_tonight
from hovmester.house.hearing.models import Correction, Learnt, Message
from hovmester.house.hearing.unread import read_due
from hovmester.house.ledger.models import Entry
from hovmester.house.promises.actions import answer_wish, hear_wish
from hovmester.house.worker.loop import step
from tests import cast
from tests.house.hearing.conftest import said

NOW = cast.EVENING
NIGHT = datetime(2011, 8, 18, 4, 0, tzinfo=ZoneInfo("America/New_York"))
TEXT = "Could you bring the usual to Newark airport at 8 pm? Alex knows."


@pytest.fixture
def house(db):
    cast.lay_the_house()


@pytest.fixture
def heard(house, chat):
    def heard(*texts, now=NOW):
        first = Message.objects.count()
        items = [said(str(first + n), text) for n, text in enumerate(texts)]
        take_in(channel=chat, items=items, now=now)
        while read_due(now=now):
            pass
        found = list(Message.objects.order_by("id"))[first:]
        return found[0] if len(texts) == 1 else found

    return heard


def kinds_of(message):
    return {kind for kind, p in message.reading["kinds"].items() if p >= 0.5}


def corrected(message, *kinds, now=NOW, **more):
    done = correct(message=message, kinds=kinds, by=cast.head_waiter(), now=now, **more)
    message.refresh_from_db()
    return done


def test_a_correction_says_who_when_and_what_and_the_message_reads_so_at_once(heard):
    message = heard(TEXT)
    corrected(message, "question", "thanks")
    assert kinds_of(message) == {"question", "thanks"}
    assert not message.is_wish
    assert message.reading["ask_back"] is None  # what is no wish lacks nothing
    row = Correction.objects.get()
    assert (row.by.key, row.at, row.kinds) == ("nora", NOW, ["question", "thanks"])
    entry = Entry.objects.get(verb="corrected", subject_id=message.pk)
    assert (entry.actor.key, entry.facts["kinds"], entry.facts["struck"]) == (
        "nora",
        ["question", "thanks"],
        0,
    )
    assert TEXT not in str(entry.facts)


def test_what_was_no_wish_becomes_one_with_its_evidence_and_what_it_lacks(heard):
    message = heard("In the car, no dinner yet.")
    corrected(message, "wish")
    assert message.is_wish
    evidence = message.reading["evidence"]["wish"]
    assert message.text[evidence["start"] : evidence["end"]] == evidence["text"]
    assert message.reading["ask_back"]


def test_a_struck_out_time_is_gone_and_is_asked_for(heard):
    message = heard(TEXT)
    (when,) = message.reading["when"]
    corrected(message, *kinds_of(message), struck=[span_name("when", when)])
    assert message.reading["when"] == []
    assert "when" in message.reading["missing"]


def test_missed_words_mean_what_staff_say(heard):
    message = heard(TEXT)
    dish = "porterhouse"
    corrected(message, *kinds_of(message), missed=[Missed(words="THE usual", role="what", key=dish)])
    assert [(what["text"], what["item"]) for what in message.reading["what"]] == [("the usual", dish)]


def test_the_wish_made_of_a_corrected_message_is_answered_as_corrected(heard):
    message = heard(TEXT)
    corrected(message, "wish", missed=[Missed(words="the usual", role="what", key="porterhouse")])
    wish = hear_wish(text=message.text, by=cast.head_waiter(), now=NOW, message=message)
    assert [what.item for what in answer_wish(wish=wish, now=NOW, rule="answer").reading.what] == [
        "porterhouse"
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"kinds": {"grumble"}},
        {"struck": ["when-0-3"]},
        {"means": {"what-0-3": "porterhouse"}},
        {"missed": [Missed(words="a yacht", role="what", key="porterhouse")]},
        {"missed": [Missed(words="the usual", role="what", key="yacht")]},
        {"missed": [Missed(words="the usual", role="when", key="porterhouse")]},
        {"missed": [Missed(words=" ", role="what", key="porterhouse")]},
        {},
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(heard, more):
    message = heard(TEXT)
    before = message.reading
    with pytest.raises(NotAccepted):
        correct(
            message=message,
            **({"kinds": kinds_of(message)} | more),
            by=cast.head_waiter(),
            now=NOW,
        )
    message.refresh_from_db()
    assert message.reading == before
    assert not Correction.objects.exists()
    assert not Learnt.objects.exists()


def test_a_message_set_aside_that_is_a_wish_after_all_comes_back(heard):
    message = heard("In the car, no dinner yet.")
    set_aside(message=message, reason="talk", by=cast.head_waiter(), now=NOW)
    corrected(message, "wish")
    assert message.state == Message.State.NEW


def test_the_coming_night_is_four_by_the_clock_of_the_house(house):
    learn_tonight(NOW)
    assert Learnt.objects.get().look_at == NIGHT
    learn_tonight(NIGHT + timedelta(days=3))  # what is planned stands
    assert Learnt.objects.get().look_at == NIGHT


def test_the_worker_learns_in_the_night_and_every_later_reading_uses_it(heard):
    unlike = "The usual for table 9."
    assert "cancel" not in kinds_of(heard(unlike))
    for message in heard(*(f"The usual for table {n}." for n in range(6))):
        corrected(message, "cancel")
    for message in heard(*(f"Warm evening at table {n}." for n in range(6))):
        corrected(message, "praise")
    while step(NOW):
        pass
    assert layer_in_force() is None
    while step(NIGHT):
        pass
    learnt = Learnt.objects.get()
    assert (learnt.is_taken, learnt.look_at, learnt.taught_at) == (True, None, NIGHT)
    assert learnt.right_after > learnt.right_before
    entry = Entry.objects.get(verb="learnt")
    assert (entry.rule, entry.facts["corrections"]) == ("nightly", learnt.n)
    assert "cancel" in kinds_of(heard(unlike, now=NIGHT))


def test_names_staff_gave_are_read_in_later_messages(heard):
    corrected(heard(TEXT), "wish", missed=[Missed(words="the usual", role="what", key="porterhouse")])
    while step(NIGHT):
        pass
    later = heard("Please bring the usual to Newark airport at nine.", now=NIGHT)
    assert [what["item"] for what in later.reading["what"]] == ["porterhouse"]


def test_a_refit_that_would_read_worse_is_not_taken(heard, monkeypatch):
    for number, message in enumerate(heard(*["The usual."] * 6, *(f"Word{n} here." for n in range(6)))):
        corrected(message, *(["cancel"] if number % 2 else ["praise"]))
    # Corrections that contradict each other under the same words, told apart only by chance.
    lessons = list(learning._lessons())
    texts = [f"{lesson.text} {'a' if n % 2 else 'b'}" for n, lesson in enumerate(lessons)]
    sure = dict.fromkeys(lessons[0].shipped, 0.02) | {"praise": 0.5, "cancel": 0.5}
    torn = [
        replace(one, text=text, shipped=sure) for one, text in zip(lessons[:6], texts[:6][::-1], strict=True)
    ]
    worse = [
        replace(one, kinds=frozenset(), shipped=sure | {"praise": 0.02, "cancel": 0.02})
        for one in lessons[6:]
    ]
    monkeypatch.setattr(learning, "_lessons", lambda: iter(torn + worse))
    learn(Learnt.objects.get(), NIGHT)
    learnt = Learnt.objects.get()
    assert (learnt.is_taken, learnt.layer, learnt.tried_at) == (False, None, NIGHT)
    assert Entry.objects.filter(verb="not-learnt", rule="nightly").exists()
    assert layer_in_force() is None


def test_a_correction_made_while_the_house_learns_is_learnt_the_next_night(heard, monkeypatch):
    first, second = heard(TEXT, "I am in the car.")
    corrected(first, "thanks")
    lessons = learning._lessons

    def meanwhile():
        found = list(lessons())
        corrected(second, "wish", now=NIGHT)
        return iter(found)

    monkeypatch.setattr(learning, "_lessons", meanwhile)
    learn(Learnt.objects.get(), NIGHT)
    assert Learnt.objects.get().look_at == NIGHT + timedelta(days=1)


def test_messages_dealt_with_as_they_were_read_speak_for_the_reader(heard):
    wish, talk, other = heard(TEXT, "I am in the car.", "Thanks a lot!")
    hear_wish(text=wish.text, by=cast.head_waiter(), now=NOW, message=wish)
    set_aside(message=talk, reason="talk", by=cast.head_waiter(), now=NOW)
    corrected(other, "praise")
    lessons = {lesson.text: lesson.kinds for lesson in learning._lessons()}
    assert lessons[other.text] == {"praise"}
    assert "wish" in lessons[wish.text]
    assert "wish" not in lessons[talk.text]


def test_of_two_corrections_of_one_message_the_later_one_is_learnt(heard):
    message = heard(TEXT)
    corrected(message, "thanks")
    corrected(message, "praise", now=NOW + timedelta(minutes=1))
    assert [set(lesson.kinds) for lesson in learning._lessons()] == [{"praise"}]
