"""What an answer says in words, and what it rather leaves unsaid."""

from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from hovmester import housefile
from hovmester.answering import CanWe, can_we
from hovmester.answering.kinds import KINDS
from hovmester.answering.names import Names
from hovmester.answering.reasons import because
from hovmester.answering.telling import Telling
from hovmester.engines.promising.model import Because, Constraint, Facts
from hovmester.engines.reading import model as reading

EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "porterhouse.toml"
FIVE_O_CLOCK = datetime.fromisoformat("2011-08-17T17:00-04:00")
TO_NEWARK = "can you bring a porterhouse to Newark airport"


@cache
def asked(when: str) -> CanWe:
    return can_we(f"{TO_NEWARK} {when}?", house=housefile.load(EXAMPLE.read_text("utf-8")), now=FIVE_O_CLOCK)


def test_every_kind_of_message_has_its_word():
    assert set(KINDS) == set(reading.KINDS)


def test_nobody_is_told_to_have_said_yes_in_the_past():
    told = asked("at 18:00").if_only
    assert told
    assert not any("earlier-permission" in change.change for change in told)


def test_a_change_after_which_the_odds_are_said_alike_is_no_change():
    answer = asked("tomorrow at noon")
    assert answer.p_on_time < 0.02
    assert [change.change for change in answer.if_only] == ["later"]


def test_a_wish_for_noon_begins_when_the_kitchen_opens_and_says_so():
    answer = asked("tomorrow at noon")
    assert answer.steps[1].start.isoformat().startswith("2011-08-18T11:30:")
    assert answer.because[0].text.startswith("the kitchen is closed until Thu 18 Aug 11:30")


def test_a_wish_in_five_months_is_answered_by_the_hours_and_shifts_of_that_day():
    assert asked("on 24 January 2012 at 19:00").verdict == "yes"
    assert [reason.text for reason in asked("on 24 January 2012 at 09:00").because] == [
        "the kitchen is closed until Tue 24 Jan 11:30"
    ]


@pytest.mark.parametrize("day", ["2090-01-24", "9999-12-30"])
def test_a_day_whose_shifts_nobody_knows_is_not_promised(day):
    assert asked(f"on {day} at 19:00").verdict == "no"


def test_the_last_day_there_is_raises_nothing():
    assert asked("on 9999-12-31 at 19:00").verdict


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (Facts(opens=60.0), "the kitchen is closed until 18:00"),
        (Facts(opens=1_110.0, closes=360.0), "the kitchen is open until 23:00"),
        (Facts(), "the kitchen is closed then"),
    ],
)
def test_a_closed_kitchen_says_when_it_is_open(facts, said):
    telling = Telling(language="en", names=Names(by_key={}), origin=FIVE_O_CLOCK, zone="America/New_York")
    assert because(Because(constraint=Constraint.HOURS, share=1.0, facts=facts), telling) == said
