"""Text -> buckets of hashed n-grams: words, pairs of words, and stretches of 3 to 5 letters.

The same buckets at training and at run time; nothing here is learnt. A message of a tweet's length takes about 50 µs.
"""

import itertools
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 15
_SHIFT = np.uint64(64 - 15)
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(1_000_003)
LETTERS = (3, 4, 5)
MOST_WORDS = 400


def buckets_of(lows: Sequence[str]) -> NDArray[np.int64]:
    """Distinct buckets, sorted. `lows` are the lower-case tokens; figures all count as "0"."""
    words = ["0" if low.isdecimal() else low for low in lows[:MOST_WORDS]]
    if not words:
        return np.empty(0, dtype=np.int64)
    parts = [_word_buckets(words)]
    letters = np.frombuffer(f" {' '.join(words)} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    parts += [_letter_buckets(letters.astype(np.uint64), n) for n in LETTERS]
    return np.unique(np.concatenate(parts))


def _word_buckets(words: Sequence[str]) -> NDArray[np.int64]:
    hashes = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    pairs = [(a * 31 + b * 17 + 7) & 0xFFFFFFFFFFFF for a, b in itertools.pairwise(hashes)]
    return _spread(np.array(hashes + pairs, dtype=np.uint64))


def _letter_buckets(letters: NDArray[np.uint64], n: int) -> NDArray[np.int64]:
    if len(letters) < n:
        return np.empty(0, dtype=np.int64)
    width = len(letters) - n + 1
    total = np.full(width, np.uint64(n))
    for offset in range(n):
        total = total * _STEP + letters[offset : offset + width]
    return _spread(total)


def _spread(hashes: NDArray[np.uint64]) -> NDArray[np.int64]:
    return ((hashes * _GOLDEN) >> _SHIFT).astype(np.int64)
