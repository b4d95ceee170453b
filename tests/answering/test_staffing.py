from datetime import datetime
from decimal import Decimal

import pytest

from hovmester.answering import staffing
from hovmester.housefile import load
from hovmester.housefile.samples import sample

HOUSE = load(sample())
WEDNESDAY_EVENING = datetime.fromisoformat("2011-08-17T17:45-04:00")
MONDAY_NIGHT = datetime.fromisoformat("2011-08-15T03:00-04:00")


def test_the_one_on_shift_with_the_fewest_other_skills_makes_it():
    assert staffing.maker(HOUSE, "grill", WEDNESDAY_EVENING).name == "Anna"


def test_nobody_makes_anything_in_the_middle_of_the_night():
    assert staffing.maker(HOUSE, "grill", MONDAY_NIGHT) is None


def test_a_station_nobody_knows_is_worked_by_nobody():
    assert staffing.maker(HOUSE, "forge", WEDNESDAY_EVENING) is None


@pytest.mark.parametrize(("amount", "role"), [(30, "staff"), (100, "head-waiter"), (400, "owner")])
def test_the_yes_is_asked_of_the_lowest_who_may_give_it(amount, role):
    assert staffing.who_may_say_yes(HOUSE, Decimal(amount), WEDNESDAY_EVENING).role == role
