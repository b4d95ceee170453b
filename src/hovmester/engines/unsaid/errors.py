"""What can go wrong before a question can even be asked.

    UnsaidError
    ├── NoVisits          nothing is left to look at
    ├── NotAVisitLog      a column that must be there is not, or holds something else
    └── NobodyReturned    no guest came twice, so there is no return to lose

Too little data *about one detail* is never an error: it is an answer ("about 1,900 more visits needed").
"""

from collections.abc import Mapping


class UnsaidError(Exception):
    """`code` for machines, `sentence` for people; typed facts in `fields`."""

    code = "unsaid"

    def __init__(self, sentence: str, **fields: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fields: Mapping[str, object] = fields


class NoVisits(UnsaidError):
    code = "no_visits"


class NotAVisitLog(UnsaidError):
    code = "not_a_visit_log"


class NobodyReturned(UnsaidError):
    code = "nobody_returned"
