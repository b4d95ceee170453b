"""A refit that reads corrections it has not seen worse than before is not taken."""

from datetime import UTC, datetime, timedelta

import pytest

from hovmester.engines.reading.layer import UNTAUGHT, Correction, teach
from hovmester.engines.reading.model import KINDS
from hovmester.engines.reading.refit import refitted

EVEN = dict.fromkeys(KINDS, 0.3)
DAY = datetime(2026, 11, 18, tzinfo=UTC)


def lessons(texts, *kinds, at=DAY, shipped=EVEN):
    return [Correction(text=text, kinds=frozenset(kinds), shipped=shipped, at=at) for text in texts]


USUAL = lessons([f"the usual for table {n}" for n in range(10)], "wish")
TALK = lessons([f"a fine evening, we talked of table {n}" for n in range(10)])


def test_what_can_be_learnt_is_taken_and_reads_held_out_corrections_better():
    refit = refitted(USUAL + TALK)
    assert refit.is_taken
    assert refit.n == refit.layer.n == 20
    assert refit.loss_after < refit.loss_before
    assert refit.right_after > refit.right_before
    assert refit.layer.adjusted(EVEN, "the usual")["wish"] > 0.5


def test_corrections_that_speak_against_each_other_are_not_taken():
    sure = dict.fromkeys(KINDS, 0.02)
    torn = lessons(["the usual"] * 3, "wish", shipped=sure | {"wish": 0.5})
    torn += lessons(["the usual please"] * 3, shipped=sure | {"wish": 0.5})
    torn += lessons([f"word{n} other{n}" for n in range(20)], shipped=sure)
    refit = refitted(torn)
    assert not refit.is_taken
    assert refit.layer is UNTAUGHT
    assert refit.loss_after > refit.loss_before


def test_the_layer_in_force_stays_where_it_reads_the_new_corrections_better():
    in_force = teach(USUAL + TALK)
    # Better than what ships, but far less was kept of what was known: the old corrections are gone.
    later = lessons([f"the usual, corner {n}" for n in range(3)], "wish", at=DAY + timedelta(days=1))
    refit = refitted(later, in_force)
    assert not refit.is_taken
    assert refit.layer is in_force


def test_a_single_correction_is_taken_and_claims_no_figures():
    refit = refitted(USUAL[:1])
    assert refit.is_taken
    assert refit.loss_before is refit.loss_after is refit.right_before is None


def test_none_at_all_changes_nothing():
    assert refitted([]).layer.adjusted(EVEN, "the usual") == pytest.approx(EVEN)


def test_the_same_words_corrected_twice_are_held_out_together():
    assert refitted(lessons(["the usual"] * 6, "wish")).loss_after == pytest.approx(
        refitted(lessons(["the usual"] * 6, "wish")).loss_before
    )
