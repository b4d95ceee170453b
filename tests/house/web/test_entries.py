"""The ledger in words: whatever the house writes down about a wish or a promise has a sentence."""

import re
from pathlib import Path

import pytest

from hovmester.house.promises import actions
from hovmester.house.web import entries
from tests import cast

HOUSE = Path(__file__).parents[3] / "src/hovmester/house"
# Of people, channels and the house itself: on no timeline of a wish or a promise.
ELSEWHERE = {
    "changed-house",
    "channel-opened",
    "chose-password",
    "secret-renewed",
    "sign-in-link",
    "signed-in",
}


def written(pattern):
    texts = [
        path.read_text()
        for folder in ("promises", "hearing", "worker")
        for path in HOUSE.glob(f"{folder}/*.py")
    ]
    return {found for text in texts for found in re.findall(pattern, text)}


def test_every_verb_has_a_sentence():
    assert written(r'verb="([a-z-]+)"') - ELSEWHERE <= entries.SAID.keys()


@pytest.mark.django_db
def test_a_promise_tells_its_life_in_order_with_figures(house):
    promise = cast.porterhouse_promise()
    actions.cancel(promise=promise, reason="the flight is off", by=cast.head_waiter(), now=cast.EVENING)
    lines = entries.of_promise(promise, about="amount")
    texts = [line.text for line in lines]
    assert texts.index("worked out the odds") < texts.index("gave permission") < texts.index("called it off")
    assert [line.at for line in lines] == sorted(line.at for line in lines)
    about = [line for line in lines if line.is_about]
    assert {line.text for line in about} == {"worked out the odds", "gave the promise"}
    assert all("$" in dict(line.figures)["cost"] for line in about)


@pytest.mark.django_db
def test_what_a_rule_did_is_told_by_its_name(house):
    wish = cast.porterhouse_wish()
    actions.let_go(wish=wish, reason="too late", rule="decide-by", now=cast.EVENING)
    line = entries.of_wish(wish)[-1]
    assert line.is_rule
    assert dict(line.figures)["by the rule"] == "the last moment for a yes has passed"
