"""How long work takes against its plan, learnt from past days by partial pooling.

    log(actual / planned) = mean + load + place + day + shift + step

place: what lasts (this kitchen is slow); day: what everybody shares today (rain); shift: what one place
shares on one day (a thin crew); step: the rest. Each is normal with a spread of its own; a place with few
steps is drawn towards the mean, one never seen has the mean and the whole spread of places. The spreads come
from the covariance of pairs of steps: pairs that share the place and the day, the place alone, the day alone
(analysis of variance for unbalanced crossed effects, Searle, Casella & McCulloch 1992, ch. 5).
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from hovmester.engines.promising.law import Law, lognormal

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WINDOWS_MIN = (10.0, 20.0, 30.0, 45.0)
AT_EASE = (1, 2, 3)
SLOWER_BY = np.linspace(0, 0.3, 31)
SIGNIFICANT = 16.0  # a load effect must lower the deviance by so much: it was chosen among many


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Steps of one kind that ended on past days, shapes (n_steps,). `minute` is when each began, in its day."""

    day: Ints
    minute: Floats
    place: tuple[str, ...]
    planned_min: Floats
    actual_min: Floats

    def __post_init__(self) -> None:
        sizes = {
            len(self.day),
            len(self.minute),
            len(self.place),
            len(self.planned_min),
            len(self.actual_min),
        }
        if len(sizes) != 1:
            raise ValueError(f"every step needs all five figures, got lengths {sorted(sizes)}")
        if len(self.day) and min(self.planned_min.min(), self.actual_min.min()) <= 0:
            raise ValueError(
                f"planned_min and actual_min must be > 0, got {min(self.planned_min.min(), self.actual_min.min())}"
            )

    @property
    def log_ratio(self) -> Floats:
        return np.log(self.actual_min / self.planned_min)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """How a place slows down under load: by the factor 1 + slower · (begun − at_ease)+.

    `begun`: how many steps began here in the last `window_min`, this one counted.
    """

    window_min: float = 20.0
    at_ease: int = 2
    slower: float = 0.0

    def log_factor(self, begun: npt.ArrayLike) -> Floats:
        return np.asarray(np.log1p(self.slower * np.maximum(0, np.asarray(begun, float) - self.at_ease)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioLaw:
    """What is known of log(actual / planned); `places` holds (mean, variance left) of each place's lasting effect."""

    mean: float
    sd_place: float
    sd_day: float
    sd_shift: float
    sd_step: float
    load: Load
    places: dict[str, tuple[float, float]]
    n: int

    def place(self, key: str) -> tuple[float, float]:
        return self.places.get(key, (0.0, self.sd_place**2))

    def law(self, planned_min: float, place: str = "", *, begun: int = 1) -> Law:
        """The law of one step at a place on a day of which nothing is known yet."""
        effect, left = self.place(place)
        mean = np.log(planned_min) + self.mean + effect + float(self.load.log_factor(begun))
        spread = sqrt(left + self.sd_day**2 + self.sd_shift**2 + self.sd_step**2)
        return lognormal(float(mean), spread, n=self.n)


def learn_ratio(past: Past, *, with_load: bool = False) -> RatioLaw:
    """The law of one kind of step. Without any past steps: planned times hold, give or take a third."""
    if len(past.day) < 2:
        return RatioLaw(
            mean=0.0,
            sd_place=0.15,
            sd_day=0.1,
            sd_shift=0.15,
            sd_step=0.25,
            load=Load(),
            places={},
            n=len(past.day),
        )
    names, place = np.unique(np.array(past.place), return_inverse=True)
    days, day = np.unique(past.day, return_inverse=True)
    cell = np.unique(place * len(days) + day, return_inverse=True)[1]
    load = _load(past, cell) if with_load else Load()
    y = past.log_ratio - (load.log_factor(begun_lately(past, load.window_min)) if load.slower else 0.0)
    mean = float(y.mean())
    y = y - mean
    both, same_place, same_day = (_pair_covariance(y, group) for group in (cell, place, day))
    sd_place, sd_day = _root(_without(same_place, both)), _root(_without(same_day, both))
    shared = both[0] / both[1] if both[1] else sd_place**2 + sd_day**2
    sd_shift = _root(shared - sd_place**2 - sd_day**2)
    sd_step = max(0.02, _root(float(y @ y) / len(y) - sd_place**2 - sd_day**2 - sd_shift**2))
    effects = _place_effects(y, place, day, cell, (sd_place, sd_day, sd_shift, sd_step))
    return RatioLaw(
        mean=mean,
        sd_place=sd_place,
        sd_day=sd_day,
        sd_shift=sd_shift,
        sd_step=sd_step,
        load=load,
        places={str(name): effect for name, effect in zip(names, effects, strict=True)},
        n=len(y),
    )


def begun_lately(past: Past, window_min: float) -> Ints:
    """(n_steps,) how many steps began at the same place in the `window_min` before each, itself counted."""
    begun = np.ones(len(past.day), dtype=np.int64)
    _, place = np.unique(np.array(past.place), return_inverse=True)
    order = np.lexsort((past.minute, place, past.day))
    place, day, minute = place[order], past.day[order], past.minute[order]
    counted = np.ones(len(order), dtype=np.int64)
    for back in range(1, len(order)):
        together = (place[back:] == place[:-back]) & (day[back:] == day[:-back])
        near = together & (minute[back:] - minute[:-back] < window_min)
        if not near.any():
            break
        counted[back:] += near
    begun[order] = counted
    return begun


def _load(past: Past, cell: Ints) -> Load:
    """The hinge that explains most of the variation within a place's day; none where that may be chance."""
    y = _within(past.log_ratio, cell)
    best, best_ss, plain_ss = Load(), float(y @ y), float(y @ y)
    for window in WINDOWS_MIN:
        begun = begun_lately(past, window)
        for at_ease in AT_EASE:
            if (begun > at_ease).sum() < 20:
                continue
            for slower in SLOWER_BY[1:]:
                load = Load(window_min=window, at_ease=at_ease, slower=float(slower))
                left = y - _within(load.log_factor(begun), cell)
                if (ss := float(left @ left)) < best_ss:
                    best, best_ss = load, ss
    gain = len(y) * np.log(plain_ss / best_ss) if best_ss > 0 else 0.0
    return best if gain > SIGNIFICANT else Load()


def _within(values: Floats, group: Ints) -> Floats:
    return values - (np.bincount(group, values) / np.bincount(group))[group]


def _pair_covariance(y: Floats, group: Ints) -> tuple[float, float]:
    """Sum of the products of all pairs that share a group, and how many pairs."""
    sums, squares, sizes = np.bincount(group, y), np.bincount(group, y * y), np.bincount(group)
    return float((sums**2 - squares).sum()), float((sizes * (sizes - 1)).sum())


def _without(outer: tuple[float, float], inner: tuple[float, float]) -> float:
    """Mean product of the pairs that share the outer group and not the inner one."""
    pairs = outer[1] - inner[1]
    return (outer[0] - inner[0]) / pairs if pairs > 0 else 0.0


def _root(variance: float) -> float:
    return sqrt(max(0.0, variance))


def _place_effects(
    y: Floats, place: Ints, day: Ints, cell: Ints, sds: tuple[float, float, float, float]
) -> list[tuple[float, float]]:
    """(mean, variance left) of each place's lasting effect, days weighted by how much they tell."""
    sd_place, sd_day, sd_shift, sd_step = sds
    day_mean = np.bincount(day, y) / np.bincount(day)
    told = (
        sd_day**2 / (sd_day**2 + (sd_place**2 + sd_shift**2 + sd_step**2) / np.bincount(day))
        if sd_day
        else 0.0
    )
    left = y - (told * day_mean)[day]
    sizes = np.bincount(cell)
    cell_place = np.zeros(len(sizes), dtype=np.int64)
    cell_place[cell] = place
    weight = 1 / (sd_shift**2 + sd_step**2 / sizes)
    cell_mean = np.bincount(cell, left) / sizes
    total = np.bincount(cell_place, weight)
    mean = np.bincount(cell_place, weight * cell_mean) / total
    if sd_place == 0:
        return [(0.0, 0.0)] * len(total)
    share = total / (total + 1 / sd_place**2)
    return [(float(m), float(v)) for m, v in zip(share * mean, (1 - share) * sd_place**2, strict=True)]
