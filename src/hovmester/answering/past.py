"""The steps a house has ended, as laws are learnt from them: how long each took beside what was stated.

A log is made of people pressing buttons with full hands: a step pressed done seconds after it was begun, one left open
overnight. `is_believable` leaves out what cannot be the time the work took; what is merely odd the engine draws in.

Not here: which law that makes (`laws`), reading the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

import numpy as np

from hovmester.engines.promising.learning import Past
from hovmester.housefile.model import StepKind

DAY_BEGINS = timedelta(hours=5)  # a house's day ends when the last guest has left, not at midnight
LEAST_SHARE, MOST_TIMES = 0.25, 6.0  # of what was stated
ENOUGH_TO_SPLIT = 20  # steps, before what they share besides the place is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """One step that ended; `began` in the clock of its site, `stated_min` the median nobody had learnt anything for."""

    kind: StepKind
    site: str
    stated_min: float
    took_min: float
    began: datetime
    station: str = ""
    dish: str = ""
    who: str = ""


def is_believable(took_min: float, stated_min: float, *, ended: bool = True) -> bool:
    """Whether work stated to take `stated_min` can have taken so long: a quarter of it at least, six times at most.

    What has not `ended` may have begun just now.
    """
    least = LEAST_SHARE * stated_min if ended else -inf
    return stated_min > 0 and least <= took_min <= MOST_TIMES * stated_min


def house_day(moment: datetime) -> int:
    """The house's day, counted; `moment` in the clock of the place."""
    return (moment - DAY_BEGINS).toordinal()


def past(steps: Sequence[Ended], *, by_hour: bool) -> Past:
    """`steps` of one kind, all believable, as the engine learns from them; a place is a site."""
    return Past(
        day=np.array([house_day(step.began) for step in steps], dtype=np.int64),
        minute=np.array([minute_of_day(step.began) for step in steps]),
        place=tuple(step.site for step in steps),
        planned_min=np.array([step.stated_min for step in steps]),
        actual_min=np.array([step.took_min for step in steps]),
        also=_shared(steps, by_hour=by_hour) if len(steps) >= ENOUGH_TO_SPLIT else {},
    )


def minute_of_day(moment: datetime) -> float:
    return moment.hour * 60 + moment.minute + moment.second / 60


def hour(moment: datetime) -> str:
    return f"{moment.hour:02d}"


def _shared(steps: Sequence[Ended], *, by_hour: bool) -> dict[str, tuple[str, ...]]:
    """What steps have in common besides place and day, where it differs at all."""
    columns = {
        "station": tuple(step.station for step in steps),
        "dish": tuple(step.dish for step in steps),
        "person": tuple(step.who for step in steps),
    }
    if by_hour:
        columns["hour"] = tuple(hour(step.began) for step in steps)
    return {name: column for name, column in columns.items() if len(set(column)) > 1}
