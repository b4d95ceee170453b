"""The encoder remembers the last sentences, and nobody can spoil what it remembers."""

import numpy as np

from hovmester.engines.reading.encoder import MOST_CHARACTERS, default_encoder, readable


def test_what_is_remembered_is_what_was_worked_out():
    encoder = default_encoder()
    first = encoder.encode(["Where is my steak?"])
    kept = first.copy()
    first[:] = 0
    assert np.array_equal(encoder.encode(["Where is my steak?"]), kept)
    assert np.allclose(encoder.encode(["Where is my steak?", "Thank you!"])[0], kept[0], atol=1e-6)


def test_a_web_address_is_not_encoded():
    plain, *linked = default_encoder().encode(
        [
            "Where is my steak? Thanks",
            "Where is my steak? https://t.co/tXCCFVowjv Thanks",
            "www.example.org/menu?a=1 Where is my steak? Thanks HTTP://EXAMPLE.ORG",
        ]
    )
    for other in linked:
        assert np.allclose(other, plain, atol=1e-6)
    assert readable("https://t.co/tXCCFVowjv") == "."


def test_what_is_encoded_is_the_first_of_the_words_however_many_addresses_stand_between():
    words = "steak https://example.org/a " * 50
    assert readable(words) == ("steak " * 50).strip()
    assert len(readable("steak " * 500)) <= MOST_CHARACTERS
