"""What staff correct is learnt, on top of what ships, and only there."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hovmester.engines.reading import read
from hovmester.engines.reading.layer import Correction, HouseLayer, Judged, teach
from hovmester.engines.reading.model import KINDS, Name, NamedPlace, Vocabulary

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


HOUSE = Vocabulary(
    items=(Name(key="porterhouse", names=("porterhouse",)), Name(key="stout", names=("stout",))),
    places=(NamedPlace(key="pier", names=("the pier",), lat=40.7, lon=-74.0),),
)
TEXT = "Could Porter bring me the usual and a stout to the slip at half six?"


def reading(text=TEXT, layer=None):
    return read(
        text,
        vocabulary=HOUSE,
        now=datetime(2026, 11, 18, 14, tzinfo=UTC),
        zone="UTC",
        language="en",
        layer=layer,
    )


def judged(*spans):
    return Correction(text=TEXT, kinds=frozenset({"wish"}), shipped=EVEN, spans=spans)


@pytest.mark.parametrize(
    ("role", "words"), [("what", "stout"), ("when", "at half six"), ("when", "AT  half six")]
)
def test_words_struck_out_are_not_read_so_again(role, words):
    layer = teach([judged(Judged(role, words, holds=False))])
    before = [span.text for span in getattr(reading(), role)]
    after = [span.text for span in getattr(reading(layer=layer), role)]
    assert " ".join(words.lower().split()) in before
    assert after == [text for text in before if text != " ".join(words.lower().split())]


def test_words_given_a_meaning_keep_it():
    layer = teach(
        [judged(Judged("what", "the usual", key="porterhouse"), Judged("where", "slip", key="pier"))]
    )
    found = reading("Can you bring the usual to the slip at 8 pm?", layer)
    assert [(what.text, what.item) for what in found.what] == [("the usual", "porterhouse")]
    assert [(where.text, where.place) for where in found.where] == [("slip", "pier")]
    assert found.missing == ()


def test_what_staff_mean_comes_before_what_the_dictionary_says():
    layer = teach([judged(Judged("what", "stout", key="porterhouse"))])
    assert [what.item for what in reading(layer=layer).what if what.item] == ["porterhouse"]


def test_words_left_standing_as_often_as_struck_out_stand():
    out, stands = Judged("what", "stout", holds=False), Judged("what", "Stout")
    assert teach([judged(out), judged(stands)]).refused == frozenset()
    assert teach([judged(out), judged(out), judged(stands)]).refused == {("what", "stout")}


def test_the_words_of_one_message_come_before_what_was_learnt():
    layer = teach([judged(Judged("what", "stout", holds=False))])
    assert layer.with_words([Judged("what", "stout", key="stout")]).refused == frozenset()


def test_a_kind_that_was_taught_shows_the_word_that_says_so():
    never = dict.fromkeys(KINDS, 0.01)
    lessons = [Correction(text="skip forty", kinds=frozenset({"cancel"}), shipped=never)] * 30
    found = reading("skip forty", teach(lessons))
    assert reading("skip forty").kinds["cancel"] < 0.5 < found.kinds["cancel"]
    assert found.evidence["cancel"].text in ("skip", "forty")
    assert teach(lessons).evidence("wish", "no such word").text == "no such word"


def test_words_survive_being_written_down_and_older_layers_are_read(tmp_path):
    layer = replace(
        teach([judged(Judged("what", "stout", holds=False), Judged("what", "the usual", key="porterhouse"))]),
        until=datetime(2026, 11, 18, tzinfo=UTC),
    )
    layer.save(tmp_path / "layer.npz")
    again = HouseLayer.load(tmp_path / "layer.npz")
    assert (again.refused, again.named, again.until) == (layer.refused, layer.named, layer.until)
    np.savez_compressed(tmp_path / "old.npz", words=np.array(["a"]), weights=np.zeros((2, len(KINDS))), n=3)
    assert HouseLayer.load(tmp_path / "old.npz").refused == frozenset()


def test_an_unknown_role_is_refused():
    with pytest.raises(ValueError, match="mood"):
        judged(Judged("mood", "cross", holds=False))


@pytest.mark.parametrize("shipped", [0.001, 0.01, 0.3, 0.99])
def test_the_fit_is_where_its_loss_is_least(shipped):
    """Also where the shipped weights were sure of the opposite, as they are where staff correct them."""
    from scipy.optimize import minimize

    texts = ["skip forty", "skip it now", "a fine evening", "now then"]
    kinds = [{"cancel"}, {"cancel"}, set(), {"cancel"}]
    p = dict.fromkeys(KINDS, shipped)
    layer = teach(
        [Correction(text=t, kinds=frozenset(k), shipped=p) for t, k in zip(texts, kinds, strict=True)]
    )
    rows = np.array([[*(word in text.split() for word in layer.words), 1] for text in texts], float)
    sign = np.array([1 if k else -1 for k in kinds])
    offset = np.log(shipped / (1 - shipped))

    def loss(w):
        return np.logaddexp(0, -sign * (offset + rows @ w)).sum() + 2.0 * w @ w / 2

    best = minimize(loss, np.zeros(len(layer.words) + 1), tol=1e-12)
    assert np.allclose(layer.weights[:, KINDS.index("cancel")], best.x, atol=1e-3)
