"""Common random numbers: every operation has draws of its own, found by its key alone.

Adding, removing or moving an operation changes nobody else's draws, so differences between two plans are exact, and an
answer depends on (inputs, seed) only. The generator is SplitMix64 (Steele, Lea & Flood 2014,
doi:10.1145/2660193.2660195) started at a hash of (seed, stream, key): counter-based, and a few microseconds for 4,096
draws.
"""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]

WORLDS = 64  # sets of parameters an interval is made from; samples belong to them in turn
_GAMMA = 0x9E3779B97F4A7C15
_LANES = 4  # 16-bit numbers in one 64-bit number


class Draws(Protocol):
    """`normal(key)`: standard normal draws (samples,); `world_normal(key)`: the same, but one for each world.

    `normals(keys)`: `normal` of each key (keys, samples), many at the cost of few.
    """

    @property
    def samples(self) -> int: ...

    def normal(self, key: str) -> Vector: ...

    def normals(self, keys: Sequence[str]) -> Vector: ...

    def world_normal(self, key: str) -> Vector: ...


class Stream:
    """Independent draws of one (seed, stream). Fewer samples are the first of more samples."""

    def __init__(self, *, seed: int, stream: int, samples: int) -> None:
        self.samples = samples
        self._salt = f"{seed}/{stream}".encode()[:64]
        self._worlds: dict[str, Vector] = {}

    def normal(self, key: str) -> Vector:
        found: Vector = self.normals((key,))[0]
        return found

    def normals(self, keys: Sequence[str]) -> Vector:
        return _normals(self._salt, keys, self.samples)

    def world_normal(self, key: str) -> Vector:
        if key not in self._worlds:
            each = _normals(self._salt, ("world/" + key,), WORLDS)[0]
            self._worlds[key] = np.resize(each, self.samples)
        return self._worlds[key]


def _normals(salt: bytes, keys: Sequence[str], samples: int) -> Vector:
    starts = [blake2b(key.encode(), digest_size=8, key=salt).digest() for key in keys]
    x = np.frombuffer(b"".join(starts), "<u8")[:, None] + _counters(-(-samples // _LANES))
    x ^= x >> np.uint64(30)
    x *= np.uint64(0xBF58476D1CE4E5B9)
    x ^= x >> np.uint64(27)
    x *= np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    found: Vector = _normal_scores().take(x.view(np.uint16)[:, :samples])
    return found


@cache
def _counters(n: int) -> NDArray[np.uint64]:
    return np.arange(1, n + 1, dtype=np.uint64) * np.uint64(_GAMMA)


@cache
def _normal_scores() -> Vector:
    """The normal score in the middle of each of 2^16 equally likely cells."""
    from scipy.special import ndtri

    levels = 1 << 16
    scores: Vector = ndtri((np.arange(levels) + 0.5) / levels).astype(np.float32)
    return scores
