"""Text -> buckets of hashed n-grams: words, pairs of words, and stretches of 3 to 5 letters.

The same buckets at training and at run time; nothing here is learnt. A message of a tweet's length takes about 20 µs.
"""

import itertools
import zlib
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 15
_SHIFT = np.uint64(64 - 15)  # so that a bucket fits 16 bits, which sort twice as fast
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(1_000_003)
LETTERS = (3, 4, 5)
_LENGTH = {n: np.uint64(n * 1_000_003**n & 0xFFFFFFFFFFFFFFFF) for n in LETTERS}
MOST_WORDS = 400


def buckets_of(lows: Sequence[str]) -> NDArray[np.int64]:
    """Distinct buckets, sorted. `lows` are the lower-case tokens; figures all count as "0"."""
    words = ["0" if low.isdecimal() else low for low in lows[:MOST_WORDS]]
    if not words:
        return np.empty(0, dtype=np.int64)
    letters = np.frombuffer(f" {' '.join(words)} ".encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    hashes = np.concatenate([_word_hashes(words), *_letter_hashes(letters.astype(np.uint64))])
    buckets = ((hashes * _GOLDEN) >> _SHIFT).astype(np.uint16)
    buckets.sort()
    first = np.empty(len(buckets), dtype=bool)
    first[0] = True
    np.not_equal(buckets[1:], buckets[:-1], out=first[1:])
    return buckets[first].astype(np.int64)


def _word_hashes(words: Sequence[str]) -> NDArray[np.uint64]:
    hashes = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in words]
    pairs = [(a * 31 + b * 17 + 7) & 0xFFFFFFFFFFFF for a, b in itertools.pairwise(hashes)]
    return np.array(hashes + pairs, dtype=np.uint64)


def _letter_hashes(letters: NDArray[np.uint64]) -> Iterator[NDArray[np.uint64]]:
    """Of every stretch of 3, 4 and 5 letters: a number to the base `_STEP` with its letters as figures."""
    rolling = letters
    for n in range(2, LETTERS[-1] + 1):
        if len(letters) < n:
            return
        rolling = rolling[:-1] * _STEP + letters[n - 1 :]
        if n in LETTERS:
            yield rolling + _LENGTH[n]
