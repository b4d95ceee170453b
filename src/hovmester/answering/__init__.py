"""Words and a house -> *can we?* Joins the two engines, for the command line and the web alike.

`can_we(text, house=, now=, seed=, language=) -> CanWe`. Pure: no database, no clock, no network.

Not here: permission, promises as rows, pages.
"""

from hovmester.answering.answer import can_we
from hovmester.answering.model import CanWe, Verdict

__all__ = ["CanWe", "Verdict", "can_we"]
