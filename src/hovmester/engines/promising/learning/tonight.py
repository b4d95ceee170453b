"""How tonight goes: each kitchen's factor given the steps that ended today, and those that should have by now.

Given the law of past days, log(actual / planned) of a step at place r today is mean + load + K_r + step, and
K_r = place + day + shift. All are normal, so their posterior is exact for steps that ended. A step still
under way says only that it lasts longer than so far: it enters by matching the two moments of its truncated
normal (assumed-density filtering, Minka 2001). Leaving it out would make every evening look quick, since the
quick ones end first.
"""

from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt

from hovmester.engines.promising.law import Law
from hovmester.engines.promising.learning.pooling import RatioLaw
from hovmester.engines.promising.learning.scatter import OUTLIER_SD

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepToday:
    """A step begun today; `ended` False: still under way after `minutes`.

    `begun`: how many began here lately (`Load`); `effect`: what its item, person, hour are known to do
    (`RatioLaw.effect`).
    """

    place: str
    planned_min: float
    minutes: float
    ended: bool
    begun: int = 1
    effect: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tonight:
    """(mean, variance) of each place's factor K today, on the log scale, and of the day's for places not heard of."""

    law: RatioLaw
    day: tuple[float, float]
    places: dict[str, tuple[float, float]]

    def factor(self, place: str) -> tuple[float, float]:
        if place in self.places:
            return self.places[place]
        mean, left = self.law.place(place)
        return mean + self.day[0], left + self.day[1] + self.law.sd_shift**2

    def log_minutes(
        self, place: str, planned_min: float, *, begun: int = 1, effect: float = 0.0
    ) -> tuple[float, float]:
        """(mean, sd) of the log minutes of one step at a place, tonight."""
        mean, variance = self.factor(place)
        level = log(planned_min) + self.law.mean + float(self.law.load.log_factor(begun)) + effect
        return level + mean, float(np.sqrt(variance + self.law.sd_step**2))

    def law_of(self, place: str, planned_min: float, *, begun: int = 1, effect: float = 0.0) -> Law:
        """The law of one step at a place, tonight."""
        mean, sd = self.log_minutes(place, planned_min, begun=begun, effect=effect)
        return Law(quantiles=tuple(np.exp(mean + sd * self.law.scatter.of(place)).tolist()), n=self.law.n)


def tonight(
    law: RatioLaw, steps: tuple[StepToday, ...], *, day_prior: tuple[float, float] | None = None
) -> Tonight:
    """The posterior after `steps`; `day_prior` (mean, variance) where something else tells of the day: the roads."""
    day0, day_var0 = day_prior or (0.0, law.sd_day**2)
    first = _posterior(law, *_told([step for step in steps if step.ended], law, None), day0, day_var0)
    waiting = [step for step in steps if not step.ended]
    if not waiting:
        return first
    ended = _told([step for step in steps if step.ended], law, None)
    late = _told(waiting, law, first)
    merged = tuple(np.concatenate([a, b]) for a, b in zip(ended[1:], late[1:], strict=True))
    return _posterior(law, ended[0] + late[0], merged[0], merged[1], day0, day_var0)


def _told(steps: list[StepToday], law: RatioLaw, so_far: Tonight | None) -> tuple[list[str], Floats, Floats]:
    """Places, observed K and its noise variance, one of each a step that tells anything."""
    places = [step.place for step in steps]
    y = np.array([log(step.minutes / step.planned_min) if step.minutes > 0 else -20.0 for step in steps])
    y -= (
        law.mean
        + law.load.log_factor([step.begun for step in steps])
        + np.array([step.effect for step in steps])
    )
    noise = np.full(len(y), law.sd_step**2)
    if not len(y):
        return places, y, noise
    if so_far is None:
        usual, variance = np.array([law.place(place) for place in places]).T
        most = OUTLIER_SD * np.sqrt(variance + law.sd_day**2 + law.sd_shift**2 + noise)
        return places, np.clip(y, usual - most, usual + most), noise
    from scipy.special import log_ndtr, ndtr  # takes a while to load, and few evenings need it

    factors = np.array([so_far.factor(place) for place in places])
    mean, variance = factors[:, 0], factors[:, 1] + law.sd_step**2
    sd = np.sqrt(variance)
    cut = (y - mean) / sd
    hazard = np.exp(-0.5 * cut**2 - 0.5 * log(2 * np.pi) - log_ndtr(-cut))
    lower = np.clip(1 - hazard * (hazard - cut), 1e-6, 1 - 1e-9)  # share of the variance that is left
    extra = lower / (1 - lower) * variance  # noise of a plain observation of y that would tell as much
    seen = mean + hazard * sd / (1 - lower)
    telling = ndtr(cut) > 0.02
    return [p for p, t in zip(places, telling, strict=True) if t], seen[telling], (noise + extra)[telling]


def _posterior(
    law: RatioLaw, names: list[str], y: Floats, noise: Floats, day0: float, day_var0: float
) -> Tonight:
    if not names:
        return Tonight(law=law, day=(day0, day_var0), places={})
    keys, group = np.unique(np.array(names), return_inverse=True)
    lasting = np.array([law.place(str(key)) for key in keys])
    own = lasting[:, 1] + law.sd_shift**2 + 1e-9
    precision = np.bincount(group, 1 / noise)
    seen = np.bincount(group, y / noise) / precision - lasting[:, 0]  # day + shift, as each place saw it
    spread = own + 1 / precision
    day_precision = (1 / spread).sum() + (1 / day_var0 if day_var0 > 0 else 1e9)
    day = ((seen / spread).sum() + (day0 / day_var0 if day_var0 > 0 else 1e9 * day0)) / day_precision
    day_var = 1 / day_precision
    share = own / spread  # how far each place is believed
    mean = lasting[:, 0] + day + share * (seen - day)
    variance = (1 - share) * own + (1 - share) ** 2 * day_var
    places = {str(key): (float(m), float(v)) for key, m, v in zip(keys, mean, variance, strict=True)}
    return Tonight(law=law, day=(float(day), float(day_var)), places=places)
