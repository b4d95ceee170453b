"""What promising takes says what is wrong with it; laws keep their quantiles."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hovmester.engines.promising.law import STATED_N, Law, lognormal
from hovmester.engines.promising.model import Params, Point, Site, Time, Wanted, Window
from tests.engines.promising.cast import HOUSE, SITE


@given(p50=st.floats(0.1, 500), ratio=st.floats(1, 5))
def test_a_stated_spread_keeps_its_median_and_ninth_decile(p50, ratio):
    law = Law.from_p50_p90(p50, p50 * ratio)
    assert law.p50 == pytest.approx(p50)
    assert law.p90 == pytest.approx(p50 * ratio, rel=1e-3)
    assert law.n == STATED_N


@settings(max_examples=30)
@given(st.lists(st.floats(0.1, 200), min_size=2, max_size=80))
def test_a_law_of_samples_lies_where_the_samples_lie(seen):
    law = Law.from_samples(seen)
    assert law.n == len(seen)
    assert law.quantiles == tuple(sorted(law.quantiles))
    assert min(seen) - 1e-9 <= law.p50 <= max(seen) + 1e-9


def test_a_law_of_many_samples_is_the_law_they_came_from():
    seen = np.random.default_rng(0).lognormal(3, 0.4, 20_000)
    law, truth = Law.from_samples(seen), lognormal(3, 0.4)
    assert law.p50 == pytest.approx(truth.p50, rel=0.02)
    assert law.p90 == pytest.approx(truth.p90, rel=0.02)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Law.from_p50_p90(5, 4), "got p50=5, p90=4"),
        (lambda: Law.from_samples([]), "got 0"),
        (lambda: Law(quantiles=(1.0,)), "129 quantiles, got 1"),
        (lambda: Law(quantiles=tuple(float(-i) for i in range(129))), "never fall"),
        (lambda: Law.fixed(float("nan")), "finite"),
        (lambda: Law.fixed(1).scaled(-1), "got -1"),
        (lambda: lognormal(0, -1), "got -1"),
        (lambda: Point(lat=91, lon=0), "got 91"),
        (lambda: Window(start=2, end=1), "got 2 to 1"),
        (lambda: Wanted(item="x", qty=0), "qty must be >= 1, got 0"),
        (lambda: Time.window(5, 4), "got 4"),
        (lambda: Params(samples=1), "samples must be >= 64, got 1"),
        (lambda: Params(alpha=2), "alpha must be in [0, 1], got 2"),
    ],
)
def test_what_is_wrong_is_said_with_its_value(make, message):
    with pytest.raises(ValueError) as error:
        make()
    assert message in str(error.value)


def test_two_sites_with_one_key_are_refused():
    from dataclasses import replace

    with pytest.raises(ValueError, match="manhattan"):
        replace(HOUSE, sites=(SITE, Site(key="manhattan", at=SITE.at)))
