"""What can be wrong with a log before anything is asked of it.

VisitLogError
├── CannotOpen      no such file, no such table, a backend that is not there
├── MixedDates      dates that can be read in two ways
├── NoDates         not one date can be read
├── BadOption       an option says something that cannot be
└── CannotGuess     which column is the guest, or the moment, is not plain
"""


class VisitLogError(Exception):
    """`code` for machines, `sentence` for people: what happened, with which value, what to do."""

    code = "visit_log"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class CannotOpen(VisitLogError):
    code = "cannot_open"


class MixedDates(VisitLogError):
    code = "mixed_dates"


class NoDates(VisitLogError):
    code = "no_dates"


class BadOption(VisitLogError):
    code = "usage"


class CannotGuess(VisitLogError):
    code = "cannot_guess"
