from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.answering import saying


@pytest.mark.parametrize(
    ("p", "said"), [(0.91, "9 in 10"), (0.95, "19 in 20"), (0.999, "99 in 100"), (0.0, "1 in 100")]
)
def test_odds_are_said_as_people_say_them(p, said):
    assert saying.odds(p, "en") == said


@given(st.floats(0, 1))
def test_odds_are_never_said_to_be_certain(p):
    assert saying.per_cent(p) not in {"0 %", "100 %"}
    assert abs(eval(saying.odds(p, "en").replace(" in ", "/")) - p) <= 0.051


def test_a_clock_time_names_the_day_only_when_it_is_another():
    now = datetime(2011, 8, 17, 21, 0, tzinfo=UTC)
    assert saying.clock(datetime(2011, 8, 17, 23, 4, tzinfo=UTC), "America/New_York", now=now) == "19:04"
    assert (
        saying.clock(datetime(2011, 8, 18, 23, 4, tzinfo=UTC), "America/New_York", now=now)
        == "Thu 18 Aug 19:04"
    )


def test_money_is_written_as_the_country_writes_it():
    assert saying.money(Decimal("84.5"), "EUR", "nl").replace("\xa0", " ") == "€ 84,50"
    assert saying.money(Decimal("84.2"), "USD", "en", round_up=True) == "US$85"
    assert saying.money(Decimal("84.2"), "USD", "nb", round_up=True).replace("\xa0", " ") == "85 USD"
    assert saying.money(Decimal("9.2"), "NOK", "nb", round_up=True).replace("\xa0", " ") == "10 kr"


@pytest.mark.parametrize(("minutes", "said"), [(14.2, "14 min"), (130, "2 h 10"), (-3, "0 min")])
def test_what_is_left_is_said_shortly(minutes, said):
    assert saying.lasting(minutes, "en") == said
