"""The weights are those of the cues, n-grams and encoder of today."""

import numpy as np

from hovmester.engines.reading.heads import WEIGHTS
from training.looks import look_otherwise, looks_of
from training.messages import written

MESSAGES = list(written())[::400]


def test_messages_look_as_they_did_when_nothing_has_changed():
    assert look_otherwise(looks_of(MESSAGES)) == []


def test_a_message_whose_cues_have_changed_looks_otherwise():
    kept = looks_of(MESSAGES)
    kept["look_cues"][3, 0] += 0.5
    assert look_otherwise(kept) == [kept["look_texts"][3]]


def test_a_message_whose_n_grams_or_encoding_have_changed_looks_otherwise():
    kept = looks_of(MESSAGES)
    kept["look_marks"][2, 0] ^= 1
    kept["look_marks"][5, 1] ^= 1
    assert look_otherwise(kept) == kept["look_texts"][[2, 5]].tolist()


def test_the_weights_were_learnt_from_messages_that_look_as_they_do_today():
    with np.load(WEIGHTS) as weights:
        moved_on = look_otherwise(weights)
    assert not moved_on, (
        f"{len(moved_on)} messages look otherwise than when the weights were learnt, such as {moved_on[0]!r}: "
        "run python -m training.reading"
    )
