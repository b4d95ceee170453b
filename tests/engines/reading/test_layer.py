"""What staff correct is learnt, on top of what ships, and only there."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hovmester.engines.reading.layer import Correction, HouseLayer, teach
from hovmester.engines.reading.model import KINDS

EVEN = dict.fromkeys(KINDS, 0.3)


def correction(text, *kinds):
    return Correction(text=text, kinds=frozenset(kinds), shipped=EVEN)


def test_no_corrections_change_nothing():
    assert teach([]).adjusted(EVEN, "any words") == pytest.approx(EVEN)


def test_a_house_word_learns_its_meaning():
    lessons = [correction(f"the usual for table {n}", "wish") for n in range(6)]
    lessons += [correction(f"a fine evening at table {n}") for n in range(6)]
    layer = teach(lessons)
    assert (
        layer.adjusted(EVEN, "the usual please")["wish"]
        > 0.5
        > layer.adjusted(EVEN, "a fine evening")["wish"]
    )


def test_one_correction_moves_little():
    layer = teach([correction("the usual", "wish")])
    assert 0.3 < layer.adjusted(EVEN, "the usual")["wish"] < 0.75


def test_a_layer_survives_being_written_down(tmp_path):
    layer = teach([correction("the usual", "wish"), correction("no thanks", "thanks")])
    layer.save(tmp_path / "layer.npz")
    again = HouseLayer.load(tmp_path / "layer.npz")
    assert (again.words, again.n) == (layer.words, 2)
    assert np.array_equal(again.weights, layer.weights)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="grumble"):
        correction("hm", "grumble")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.sets(st.sampled_from(KINDS)), st.floats(0, 1)),
        min_size=1,
        max_size=8,
    )
)
def test_any_corrections_give_probabilities(rows):
    lessons = [Correction(text=t, kinds=frozenset(k), shipped=dict.fromkeys(KINDS, p)) for t, k, p in rows]
    layer = teach(lessons)
    for text, _, p in rows:
        assert all(0 <= q <= 1 for q in layer.adjusted(dict.fromkeys(KINDS, p), text).values())


def test_teaching_follows_the_order_of_nothing():
    lessons = [correction("a b", "wish"), correction("b c"), correction("c a", "praise")]
    first, second = teach(lessons), teach(lessons[::-1])
    assert np.allclose(first.weights, second.weights)
