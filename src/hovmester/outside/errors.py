"""What an adapter says when the world did not take it.

OutsideError
├── Temporary    try again, not before `delay`
└── Permanent    trying again will not help
"""

from datetime import timedelta


class OutsideError(Exception):
    """Names no guest and holds no text of theirs: it goes into the log."""


class Temporary(OutsideError):
    def __init__(self, message: str, *, delay: timedelta | None = None) -> None:
        super().__init__(message)
        self.delay = delay


class Permanent(OutsideError):
    pass
