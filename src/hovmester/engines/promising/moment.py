"""Moments as functions of when permission is given.

Along a plan whose resources serve in a fixed order every moment is `max(t + a, b)` for permission at t: `a` is the
longest way from permission, `b` the longest from anything that does not wait for it. One pass forward with the pair is
the forward pass for every t at once, and its inverse, `by(deadline)`, is the backward pass.
"""

from dataclasses import dataclass
from functools import reduce

import numpy as np

from hovmester.engines.promising.draws import Vector

Number = Vector | np.float32 | float
NEVER, AT_LAST = np.float32(-np.inf), np.float32(np.inf)


@dataclass(frozen=True, slots=True)
class Moment:
    a: Number
    b: Number

    def plus(self, minutes: Number) -> "Moment":
        return Moment(self.a + minutes, self.b + minutes)

    def not_before(self, moment: Number) -> "Moment":
        return Moment(self.a, np.maximum(self.b, moment))

    def at(self, permission: float) -> Vector:
        """The moment (samples,) if permission is given then."""
        return np.asarray(np.maximum(np.float32(permission) + self.a, self.b), np.float32)

    def by(self, deadline: Number) -> Vector:
        """The latest permission (samples,) that still makes it by the deadline; -inf where none does."""
        return np.asarray(np.where(self.b <= deadline, deadline - self.a, NEVER), np.float32)


AT_PERMISSION = Moment(0.0, NEVER)


def fixed(moment: Number) -> Moment:
    return Moment(NEVER, moment)


def last_of(moments: list[Moment]) -> Moment:
    return reduce(lambda x, y: Moment(np.maximum(x.a, y.a), np.maximum(x.b, y.b)), moments)


def keeps(ready: Moment, eaten: Moment, minutes: float) -> tuple[Number, Number]:
    """Between which permissions what is ready at `ready` is at most so old when `eaten` (lowest, highest).

    Either both move with t (then the age is A - a), or only one of them does.
    """
    still_good = eaten.b <= ready.b + minutes
    moving_good = eaten.a - ready.a <= minutes
    if np.all(still_good) and np.all(moving_good):
        return NEVER, AT_LAST
    low = np.where(moving_good & ~still_good, eaten.b - ready.a - minutes, NEVER)
    high = np.where(moving_good, np.inf, np.where(still_good, ready.b + minutes - eaten.a, NEVER))
    return np.asarray(low, np.float32), np.asarray(high, np.float32)
