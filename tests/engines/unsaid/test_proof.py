"""A mend is proved by guests who come back beyond what weeks, other tables and luck explain."""

from datetime import datetime

import numpy as np
import pytest

from hovmester.engines.unsaid.model import Mend
from hovmester.engines.unsaid.proof import ENOUGH, Weekly, evidence_of_change, prove

MEND = Mend(detail="cutlery", value="k11", mended_at=datetime(2025, 3, 1))  # noqa: DTZ001
N, MENDED = 80, 40


def weekly(rng: np.random.Generator, share: np.ndarray, visits: int) -> Weekly:
    expected = np.full(N, visits * 0.7)
    return Weekly(
        week=range(N), visits=[visits] * N, seen=rng.binomial(visits, 0.7 * share).tolist(), expected=expected.tolist(),
        variance=(expected * 0.3).tolist(),
    )  # fmt: skip


def proof(seed: int, before: float, after: float, everybody_after: float = 1.0, visits: int = 60):
    rng = np.random.default_rng(seed)
    week = np.arange(N)
    drift = np.where(week > MENDED, everybody_after, 1.0)
    own = weekly(rng, np.where(week > MENDED, after, before) * drift, visits)
    controls = weekly(rng, drift, 20 * visits)
    return prove(MEND, own, controls, mended_week=MENDED, since_week=None)


def test_a_full_recovery_is_proved():
    found = proof(1, 0.75, 1.0)
    assert found.verdict == "proved"
    assert found.came_back > found.expected
    assert found.evidence >= ENOUGH


def test_no_recovery_did_not_help():
    assert proof(2, 0.75, 0.75).verdict == "did not help"


def test_few_visits_are_no_proof_yet_and_it_says_how_many_more():
    found = proof(3, 0.85, 1.0, visits=4)
    assert found.verdict == "no proof yet"
    assert found.visits_needed is not None
    assert found.visits_needed > 0


def test_a_new_menu_that_brings_everybody_back_is_not_the_mends_merit():
    assert [proof(seed, 0.8, 0.8, everybody_after=1.2).verdict for seed in range(20)].count("proved") == 0


def test_the_worst_of_forty_harmless_tables_is_not_proved_by_its_own_recovery():
    """Regression to the mean: what raised the suspicion may not also measure it."""
    proved = 0
    for seed in range(25):
        rng = np.random.default_rng([9, seed])
        tables = [weekly(rng, np.ones(N), 8) for _ in range(40)]
        worst = min(tables, key=lambda w: sum(w.seen[: MENDED // 2]))
        controls = weekly(rng, np.ones(N), 300)
        proved += prove(MEND, worst, controls, mended_week=MENDED, since_week=None).verdict == "proved"
    assert proved <= 1


def test_looking_every_week_proves_a_useless_mend_in_at_most_one_of_twenty():
    fooled = 0
    for seed in range(400):
        rng = np.random.default_rng([7, seed])
        before, after = (
            rng.binomial(300, 0.6) / 0.4,
            np.cumsum(rng.binomial(12, 0.6, 60)) / 0.4,
        )  # scaled by 1 - p
        evidence = [evidence_of_change(before, 450.0, float(o), 18.0 * (i + 1)) for i, o in enumerate(after)]
        fooled += max(evidence) >= ENOUGH
    assert fooled <= 400 * 0.05


@pytest.mark.parametrize(("left", "per_arm"), [(0.9, 1240), (0.8, 310)])
def test_the_returns_named_in_the_methods_page_mostly_show_the_effect(left, per_arm):
    """1,240 expected returns on each side for a tenth, 310 for a fifth; seven of ten visits are followed by one."""
    rng, visits, scale = np.random.default_rng(11), round(per_arm / 0.7), 0.3
    before, after = rng.binomial(visits, 0.7 * left, 100) / scale, rng.binomial(visits, 0.7, 100) / scale
    arm = per_arm / scale
    shown = sum(evidence_of_change(b, arm, a, arm) >= ENOUGH for b, a in zip(before, after, strict=True))
    assert shown >= 60


def test_a_mend_that_brings_half_of_them_back_is_not_told_to_be_useless():
    """Of 20 that undo half of a loss of a fifth, at most a few are called useless; of those that undo nothing, all."""
    half = [proof(seed, 0.8, 0.9).verdict for seed in range(20)]
    assert half.count("did not help") <= 3
    assert [proof(seed, 0.8, 0.8).verdict for seed in range(20)].count("did not help") >= 18
