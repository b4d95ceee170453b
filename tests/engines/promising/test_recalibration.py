"""Odds held against what came of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.engines.promising.recalibration import Recalibration, recalibrate, reliability


def outcomes(p: np.ndarray, seed: int = 0) -> np.ndarray:
    return (np.random.default_rng(seed).random(len(p)) < p).astype(float)


def test_without_outcomes_it_changes_nothing() -> None:
    nothing = recalibrate([], [])
    assert nothing.n == 0
    assert nothing([0.0, 0.3, 1.0]) == pytest.approx([0.0, 0.3, 1.0])


def test_few_outcomes_change_little() -> None:
    late = recalibrate([0.95] * 4, [0, 0, 1, 1])
    assert late.n == 4
    assert 0.80 < float(late(0.95)) < 0.95


def test_overconfident_odds_are_drawn_in() -> None:
    true = np.random.default_rng(1).uniform(0.05, 0.95, 4000)
    said = 1 / (1 + np.exp(-2 * np.log(true / (1 - true))))
    mended = recalibrate(said, outcomes(true))
    assert mended.slope == pytest.approx(0.5, abs=0.06)
    assert np.abs(mended(said) - true).max() < 0.06


def test_honest_odds_are_left_alone() -> None:
    said = np.random.default_rng(2).uniform(0.02, 0.98, 4000)
    assert np.abs(recalibrate(said, outcomes(said))(said) - said).max() < 0.04


def by_group(n: int, late: int, seed: int = 3) -> Recalibration:
    """`n` promises told .9 and kept so, and `late` of a group of which six in ten were kept."""
    kept = np.concatenate([outcomes(np.full(n, 0.9), seed), outcomes(np.full(late, 0.6), seed + 1)])
    return recalibrate(np.full(n + late, 0.9), kept, groups=[["room"]] * n + [["landing"]] * late)


def test_a_group_that_came_true_too_seldom_is_lowered_by_itself() -> None:
    found = by_group(300, 150)
    assert float(found.among(["landing"])(0.9)) == pytest.approx(0.6, abs=0.06)
    assert float(found.among(["room"])(0.9)) == pytest.approx(0.9, abs=0.03)
    assert float(found.among(["never seen"])(0.9)) == float(found(0.9))


def test_a_group_of_few_is_drawn_to_the_whole() -> None:
    apart = []
    for late in (5, 20, 80, 320):
        found = by_group(300, late)
        apart.append(float(found.among(["room"])(0.9)) - float(found.among(["landing"])(0.9)))
    assert apart[0] < 0.6 * apart[-1]
    assert apart == sorted(apart)
    assert apart[-1] > 0.25


def test_what_a_group_has_of_its_own_leaves_even_odds_alone() -> None:
    found = by_group(300, 150)
    assert float(found.among(["landing"])(0.5)) == pytest.approx(float(found(0.5)))


def test_every_one_of_the_odds_needs_its_groups() -> None:
    with pytest.raises(ValueError, match="every one of the 2 odds needs its groups, got 1"):
        recalibrate([0.9, 0.9], [1, 1], groups=[["room"]])


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=40),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_higher_odds_never_come_out_lower(seen: list[tuple[float, bool]], one: float, other: float) -> None:
    found = recalibrate([p for p, _ in seen], [float(kept) for _, kept in seen])
    low, high = sorted([one, other])
    assert 0 <= float(found(low)) <= float(found(high)) + 1e-12 <= 1 + 1e-9


def test_reliability_counts_everything_once_with_an_interval_around_what_came_true() -> None:
    said = np.linspace(0.05, 0.95, 1000)
    table = reliability(said, outcomes(said))
    assert sum(row.n for row in table) == 1000
    assert all(row.low <= row.kept <= row.high for row in table)
    assert sum(row.low <= row.said <= row.high for row in table) >= 8


def test_wilson_intervals_are_those_of_the_book() -> None:
    (row,) = reliability([0.5] * 10, [1.0] * 8 + [0.0] * 2, bins=1)
    assert (row.low, row.high) == pytest.approx((0.4902, 0.9433), abs=1e-3)


def test_what_cannot_be_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"odds must be in \[0, 1\], got 0.2 to 1.2"):
        recalibrate([0.2, 1.2], [1, 0])
    with pytest.raises(ValueError, match=r"got shapes \(2,\) and \(1,\)"):
        recalibrate([0.2, 0.3], [1])
    with pytest.raises(ValueError, match=r"prior_n must be > 0, got 0"):
        recalibrate([0.2], [1], prior_n=0)
    assert Recalibration()(0.4) == pytest.approx(0.4)
