"""The lines of a mail, without what makes it heavy.

A mail of 20 MB is a few lines of words and a photo. The photo is dropped line by line as it streams by, before the mail
is taken apart, so that a mail costs no more memory than its words.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

PART_MOST: Final = 512 * 1024  # bytes kept of one part
MAIL_MOST: Final = 2 * 1024 * 1024  # bytes kept of all parts together
HEADERS_MOST: Final = 64 * 1024  # bytes kept of the headers of one part
LINE_MOST: Final = 64 * 1024  # longer lines come in pieces
PARTS_MOST: Final = 200
BOUNDARY = re.compile(rb"boundary\s*=\s*(?:\"([^\"\r\n]{1,200})\"|([^\s;\"]{1,200}))", re.IGNORECASE)


def skim(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The lines, each part cut at its limit; the lines between parts are always kept."""
    boundaries: set[bytes] = set()
    in_headers, part, mail, parts = True, 0, 0, 0
    for line in lines:
        if _divides(line, boundaries):
            in_headers, part, parts = True, 0, parts + 1
            if parts <= PARTS_MOST:
                yield line
            continue
        part += len(line)
        if in_headers:
            boundaries.update(a or b for a, b in BOUNDARY.findall(line) if len(boundaries) < PARTS_MOST)
            if not line.strip():
                in_headers, part = False, 0
            elif part > HEADERS_MOST:
                continue
        elif part > PART_MOST or mail > MAIL_MOST or parts > PARTS_MOST:
            continue
        mail += len(line)
        yield line


def _divides(line: bytes, boundaries: set[bytes]) -> bool:
    if not line.startswith(b"--") or not boundaries:
        return False
    name = line[2:].rstrip()
    return name in boundaries or name.removesuffix(b"--") in boundaries
