"""What is said about odds: recalibrated, with an interval that means something, causes and changes that are true."""

from dataclasses import dataclass, replace

import numpy as np
import pytest

from hovmester.engines.promising import answer
from hovmester.engines.promising.chance import Seen, believe
from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import Change, Constraint, Params, Verdict
from hovmester.engines.promising.recalibration import recalibrate
from tests.engines.promising.cast import HOUSE, PORTERHOUSE, SANDWICH, wish


@dataclass(frozen=True)
class TooSure:
    """A house that came true less often than it said."""

    n: int = 200

    def __call__(self, p: float) -> float:
        return p**2


def test_odds_are_recalibrated_by_what_came_of_earlier_ones():
    plain = answer(HOUSE, wish(60), Params(), now=0, seed=1)
    corrected = answer(HOUSE, wish(60), Params(recalibration=TooSure()), now=0, seed=1)
    assert corrected.p_on_time == pytest.approx(plain.p_on_time**2)
    assert corrected.p_low < plain.p_low
    assert (plain.recalibrated_on, corrected.recalibrated_on) == (0, 200)
    assert plain.verdict is Verdict.YES
    assert corrected.verdict is not Verdict.YES
    assert plain.decide_by is not None
    assert corrected.decide_by is None


def test_decide_by_is_that_of_the_recalibrated_odds():
    corrected = answer(HOUSE, wish(100), Params(recalibration=TooSure()), now=0, seed=1)
    plain = answer(HOUSE, wish(100), Params(), now=0, seed=1)
    assert corrected.decide_by < plain.decide_by - 1
    stricter = answer(replace(HOUSE, floor=0.9**0.5), wish(100), Params(), now=0, seed=1)
    assert corrected.decide_by == pytest.approx(stricter.decide_by, abs=0.2)


def test_the_houses_own_recalibration_fits():
    rng = np.random.default_rng(0)
    said = rng.uniform(0.6, 1, 2_000)
    learnt = recalibrate(said, rng.random(2_000) < said**2)
    corrected = answer(HOUSE, wish(64), Params(recalibration=learnt), now=0, seed=1)
    exact = answer(HOUSE, wish(64), Params(recalibration=TooSure()), now=0, seed=1)
    assert corrected.p_on_time == pytest.approx(exact.p_on_time, abs=0.03)


def test_the_interval_holds_the_odds_of_the_true_law():
    """Laws learnt from ten dinners each: the interval should hold the odds of the truth about as often as it says."""
    rng = np.random.default_rng(1)

    def odds(make: Law) -> tuple[float, float, float]:
        house = replace(HOUSE, items=(replace(PORTERHOUSE, make=make), SANDWICH))
        said = answer(house, wish(64), Params(samples=512, fresh_samples=4096, alpha=0.2), now=0, seed=1)
        return said.p_on_time, said.p_low, said.p_high

    truth, _, _ = odds(Law.from_p50_p90(22, 28, n=1_000_000))
    holds = 0
    for _ in range(30):
        few = np.log(22) + np.log(28 / 22) / 1.2816 * rng.standard_normal(10)
        learnt = Law.from_p50_p90(
            float(np.exp(few.mean())), float(np.exp(few.mean() + 1.2816 * few.std(ddof=1))), n=10
        )
        _, low, high = odds(learnt)
        holds += low <= truth <= high
    assert 0.6 <= holds / 30 <= 0.98


def test_every_because_is_true_on_yet_another_stream():
    """Doing away with what binds makes the wish likelier, in samples that chose nothing."""
    said = answer(HOUSE, wish(60, 10), Params(), now=0, seed=1)
    assert said.p_on_time < 0.9
    for because in said.because:
        eased = {
            Constraint.MAKE: replace(
                HOUSE, items=(replace(PORTERHOUSE, make=PORTERHOUSE.make.scaled(0.5)), SANDWICH)
            ),
            Constraint.DRIVE: HOUSE,
            Constraint.FIND: HOUSE,
        }[because.constraint]
        params = Params()
        what = wish(60, 10)
        if because.constraint is Constraint.DRIVE:
            params = replace(params, drive=params.drive.scaled(0.5))
        if because.constraint is Constraint.FIND:
            door = what.meeting_points[0]
            what = replace(what, meeting_points=(replace(door, walk=door.walk.scaled(0.5)),))
        fresh = answer(eased, what, params, now=0, seed=77)
        rescued = (fresh.p_on_time - said.p_on_time) / (1 - said.p_on_time)
        assert rescued > 0.05
        assert rescued == pytest.approx(because.share, abs=0.12)


def test_every_if_only_comes_true_on_yet_another_stream():
    house = replace(HOUSE, items=(PORTERHOUSE, SANDWICH))
    said = answer(house, wish(60, 10), Params(), now=0, seed=1)
    assert said.if_only
    for found in said.if_only:
        (changed,) = found.changes
        if changed.change is Change.LATER:
            again = answer(house, wish(60 + changed.facts.minutes, 10), Params(), now=0, seed=78)
        elif changed.change is Change.EARLIER_PERMISSION:
            again = answer(house, wish(60, 10), Params(), now=changed.facts.at, seed=78)
        else:
            assert changed.change is Change.INSTEAD
            other = wish(60, 10, wanted=(replace(wish().wanted[0], item=changed.facts.other),))
            again = answer(house, other, Params(), now=0, seed=78)
        assert again.p_on_time == pytest.approx(found.p_on_time, abs=0.02)
        if found.reaches_floor:
            assert again.p_on_time >= house.floor - 0.015


def test_belief_about_tonight_is_the_textbook_posterior():
    share, scores = 0.4, [1.0, 0.5, 1.5]
    mean, sd = believe([Seen("kitchen", share, score) for score in scores])["kitchen"]
    precision = 1 + 3 * share / (1 - share)
    assert sd == pytest.approx(precision**-0.5)
    assert mean == pytest.approx(share**0.5 * sum(scores) / (1 - share) / precision)


def test_belief_from_steps_under_way_agrees_with_brute_force():
    share, least = 0.5, 1.2
    rng = np.random.default_rng(0)
    factor = rng.standard_normal(1_000_000)
    score = share**0.5 * factor + (1 - share) ** 0.5 * rng.standard_normal(1_000_000)
    kept = factor[score > least]
    mean, sd = believe([Seen("kitchen", share, least, ended=False)])["kitchen"]
    assert mean == pytest.approx(kept.mean(), abs=0.01)
    assert sd == pytest.approx(kept.std(), abs=0.01)
