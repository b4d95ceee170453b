"""Who may say yes to how much, and who is asked next."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hovmester.house.people.authority import limit_of, may_say_yes, next_up
from hovmester.house.people.models import Authority, Person, Shift
from hovmester.house.people.shifts import on_shift
from tests import cast

NOW = cast.EVENING


@pytest.fixture
def house(db):
    cast.lay_the_house()


def test_a_limit_of_ones_own_goes_before_that_of_the_role(house):
    assert limit_of(cast.cook()) == 40
    assert limit_of(cast.courier()) == 60
    assert limit_of(cast.head_waiter()) == 150
    assert limit_of(cast.owner()) is None


def test_the_limit_itself_is_still_within_it(house):
    assert may_say_yes(cast.head_waiter(), Decimal("150.00"))
    assert not may_say_yes(cast.head_waiter(), Decimal("150.01"))
    assert may_say_yes(cast.owner(), Decimal(10**7))


def test_a_role_that_was_granted_nothing_may_say_yes_to_nothing(house):
    Authority.objects.filter(role="staff").delete()
    assert not may_say_yes(cast.cook(), Decimal(0))
    Authority.objects.create(role="staff", limit=0)
    assert not may_say_yes(cast.cook(), Decimal(0))


def test_who_has_left_may_say_yes_to_nothing(house):
    Person.objects.filter(key="walter").update(is_active=False)
    assert not may_say_yes(cast.owner(), Decimal(1))


@pytest.mark.parametrize(("amount", "who"), [(10, "staff"), (50, "alex"), (100, "nora"), (151, "walter")])
def test_the_one_whose_limit_just_reaches_is_asked(house, amount, who):
    found = next_up(amount=Decimal(amount), now=NOW)
    assert who in (found.key, found.role)


def test_those_at_work_are_asked_first(house):
    """Two head waiters: in the morning it is Theo, in the evening Nora."""
    morning = NOW.replace(hour=11)
    assert next_up(amount=Decimal(100), now=morning).key == "theo"
    assert next_up(amount=Decimal(100), now=NOW).key == "nora"


def test_above_the_owner_there_is_nobody(house):
    assert next_up(amount=Decimal(100), now=NOW, beyond=cast.head_waiter()) == cast.owner()
    assert next_up(amount=Decimal(100), now=NOW, beyond=cast.owner()) is None


def test_a_shift_past_midnight_belongs_to_the_evening_it_began(house):
    alex = cast.courier()
    Shift.objects.filter(person=alex).delete()
    Shift.objects.create(person=alex, weekday="wed", start="22:00", until="02:00")
    there = [hour for hour in range(48) if alex.pk in on_shift(NOW.replace(hour=0) + timedelta(hours=hour))]
    assert there == [22, 23, 24, 25]


def test_a_break_is_no_work(house):
    luis = cast.person("luis")  # tue-sun 15:00-23:00, break 20:30-20:50
    assert luis.pk in on_shift(NOW.replace(hour=20, minute=29))
    assert luis.pk not in on_shift(NOW.replace(hour=20, minute=30))
    assert luis.pk in on_shift(NOW.replace(hour=20, minute=50))


def test_shifts_are_on_the_clock_of_the_site(house):
    """15:00 in New York is 19:00 in Greenwich."""
    assert cast.courier().pk not in on_shift(datetime(2011, 8, 17, 18, 59, tzinfo=UTC))
    assert cast.courier().pk in on_shift(datetime(2011, 8, 17, 19, 0, tzinfo=UTC))


money = st.decimals(min_value=0, max_value=10_000, places=2)


class WhateverTheLimits(TestCase):
    """Properties of asking, for any limits at all."""

    @given(limits=st.lists(st.one_of(st.none(), money), min_size=1, max_size=6), amount=money)
    def test_asking_up_ends_and_never_asks_who_may_not(self, limits, amount):
        Authority.objects.create(role="staff", limit=0)
        for n, limit in enumerate(limits):
            own = Person.objects.create_user(f"p{n}", name=f"P{n}", may_say_yes_to=limit)
            assert not (limit is None and may_say_yes(own, amount))
        asked, person = [], next_up(amount=amount, now=NOW)
        while person is not None:
            assert may_say_yes(person, amount)
            assert person.pk not in asked
            asked.append(person.pk)
            person = next_up(amount=amount, now=NOW, beyond=person)
        able = {limit for limit in limits if limit and limit >= amount}
        assert len(asked) == len(able)  # one of each height: who may say yes to the same is not above
