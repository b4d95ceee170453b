"""The encoder remembers the last sentences, and nobody can spoil what it remembers."""

import numpy as np

from hovmester.engines.reading.encoder import default_encoder


def test_what_is_remembered_is_what_was_worked_out():
    encoder = default_encoder()
    first = encoder.encode(["Where is my steak?"])
    kept = first.copy()
    first[:] = 0
    assert np.array_equal(encoder.encode(["Where is my steak?"]), kept)
    assert np.allclose(encoder.encode(["Where is my steak?", "Thank you!"])[0], kept[0], atol=1e-6)
