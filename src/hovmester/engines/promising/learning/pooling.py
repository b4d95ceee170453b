"""How long work takes against its plan, learnt from past days by partial pooling.

    log(actual / planned) = mean + load + place + day + shift + also + step

place: what lasts (this kitchen is slow); day: what everybody shares today (rain); shift: what one place shares on one
day (a thin crew); also: whatever else steps have in common, by name (the item, the person, the hour); step: the rest.
Each but the step is normal with a spread of its own; a place with few steps is drawn towards the mean, one never seen
has the mean and the whole spread of places; how steps scatter is seen (`scatter`). The spreads come from the
covariance of pairs of steps: pairs that share the place and the day, the place alone, the day alone (analysis of
variance for unbalanced crossed effects, Searle, Casella & McCulloch 1992, ch. 5); what is also shared is found in turns
with these (backfitting).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log, sqrt

import numpy as np
import numpy.typing as npt

from hovmester.engines.promising.law import STATED_N, Law
from hovmester.engines.promising.learning.scatter import Scatter, learn_scatter, settled

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WINDOWS_MIN = (10.0, 20.0, 30.0, 45.0)
AT_EASE = (1, 2, 3)
SLOWER_BY = np.linspace(0, 0.3, 31)
TURNS = 3  # rounds of backfitting
SIGNIFICANT = 16.0  # a load effect must lower the deviance by so much: it was chosen among many


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Steps of one kind that ended on past days, shapes (n_steps,).

    `minute` is when each began, in its day; `also` what else steps share, such as {"item": …, "person": …, "hour": …}.
    """

    day: Ints
    minute: Floats
    place: tuple[str, ...]
    planned_min: Floats
    actual_min: Floats
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sizes = {
            len(self.day),
            len(self.minute),
            len(self.place),
            len(self.planned_min),
            len(self.actual_min),
        }
        sizes |= {len(column) for column in self.also.values()}
        if len(sizes) != 1:
            raise ValueError(f"every step needs all its figures, got lengths {sorted(sizes)}")
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
class Effects:
    """What steps share that have something in common: its spread, and (mean, variance left) by what it is."""

    sd: float
    by: dict[str, tuple[float, float]]

    def of(self, key: str) -> tuple[float, float]:
        return self.by.get(key, (0.0, self.sd**2))


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
    also: dict[str, Effects] = field(default_factory=dict)
    scatter: Scatter = field(default_factory=Scatter)

    def place(self, key: str) -> tuple[float, float]:
        return self.places.get(key, (0.0, self.sd_place**2))

    def law(self, planned_min: float, place: str = "", *, begun: int = 1, **also: str) -> Law:
        """The law of one step at a place on a day of which nothing is known yet; `also` as in `Past.also`."""
        mean, left = self.usual(place, begun=begun, **also)
        sd = sqrt(left + self.sd_day**2 + self.sd_shift**2 + self.sd_step**2)
        log_minutes = log(planned_min) + mean + sd * self.scatter.of(place)
        return Law(quantiles=tuple(np.exp(log_minutes).tolist()), n=self.n)

    def usual(self, place: str = "", *, begun: int = 1, **also: str) -> tuple[float, float]:
        """What log(actual / planned) usually is there, and the variance of what is not known of that."""
        effects = [self.place(place), *(known.of(also.get(name, "")) for name, known in self.also.items())]
        mean = self.mean + sum(mean for mean, _ in effects) + float(self.load.log_factor(begun))
        return mean, sum(left for _, left in effects)

    def effect(self, **also: str) -> float:
        """What is known to make a step slower (> 0) or quicker, on the log scale, besides its place and day."""
        return sum(effects.of(also.get(name, ""))[0] for name, effects in self.also.items())


def learn_ratio(past: Past, *, with_load: bool = False) -> RatioLaw:
    """The law of one kind of step.

    What is stated – planned times hold, give or take a third – counts as much as a dozen steps, a place and a day.
    """
    if not len(past.day):
        return STATED
    names, place = np.unique(np.array(past.place), return_inverse=True)
    days, day = np.unique(past.day, return_inverse=True)
    cell = np.unique(place * len(days) + day, return_inverse=True)[1]
    told = settled(past.log_ratio, place)
    load = _load(past, told, cell) if with_load else Load()
    slower = load.log_factor(begun_lately(past, load.window_min)) if load.slower else np.zeros(len(told))
    y = told - slower
    mean = float(y.mean()) * len(y) / (len(y) + STATED_N)
    y = y - mean
    also: dict[str, Effects] = {}
    shared = np.zeros(len(y))
    for _ in range(TURNS if past.also else 1):
        left = y - shared
        sds = _spreads(left - left.mean(), place, day, cell)
        effects = _place_effects(left, place, day, cell, sds)
        of_place = np.array([effect for effect, _ in effects])[place]
        if past.also:
            also, shared = _also(y - of_place, past.also, cell, sds)
    sd_place, sd_day, sd_shift, sd_step = sds
    places = tuple(str(name) for name in names)
    unknown = np.array([left for _, left in effects])[place] + sd_day**2 + sd_shift**2 + sd_step**2
    off = past.log_ratio - slower - mean - of_place - shared
    return RatioLaw(
        mean=mean,
        sd_place=sd_place,
        sd_day=sd_day,
        sd_shift=sd_shift,
        sd_step=sd_step,
        load=load,
        places=dict(zip(places, effects, strict=True)),
        n=len(y),
        also=also,
        scatter=learn_scatter(off / np.sqrt(unknown), places, place),
    )


STATED = RatioLaw(
    mean=0.0, sd_place=0.15, sd_day=0.1, sd_shift=0.15, sd_step=0.25, load=Load(), places={}, n=0
)


def _spreads(y: Floats, place: Ints, day: Ints, cell: Ints) -> tuple[float, float, float, float]:
    """sd of place, day, shift and step."""
    both, same_place, same_day = (_pair_covariance(y, group) for group in (cell, place, day))
    var_place, var_day = max(0.0, _without(same_place, both)), max(0.0, _without(same_day, both))
    shared = both[0] / both[1] if both[1] else var_place + var_day
    var_shift = max(0.0, shared - var_place - var_day)
    var_step = max(0.0, float(y @ y) / len(y) - var_place - var_day - var_shift)
    return (
        _with_stated(var_place, int(place.max()) + 1, STATED.sd_place, 1),
        _with_stated(var_day, int(day.max()) + 1, STATED.sd_day, 1),
        _with_stated(var_shift, int(cell.max()) + 1, STATED.sd_shift, 1),
        _with_stated(var_step, len(y), STATED.sd_step, STATED_N),
    )


def _with_stated(variance: float, n: int, stated_sd: float, worth: int) -> float:
    """The standard deviation, what is stated counting as `worth` of the `n` places, days or steps seen."""
    return sqrt((n * variance + worth * stated_sd**2) / (n + worth))


def _also(
    left: Floats, groups: Mapping[str, tuple[str, ...]], cell: Ints, sds: tuple[float, float, float, float]
) -> tuple[dict[str, Effects], Floats]:
    """What steps share besides place and day, each in turn with the others, and its sum for every step."""
    _, sd_day, sd_shift, sd_step = sds
    found: dict[str, Effects] = {}
    fits = {name: np.zeros(len(left)) for name in groups}
    for name in list(groups) * TURNS:
        others = np.asarray(sum((fit for key, fit in fits.items() if key != name), np.zeros(len(left))))
        y, fit = left - others, fits[name]
        told = 1 - 1 / (1 + np.bincount(cell) * (sd_day**2 + sd_shift**2) / sd_step**2)
        y = y - (told * np.bincount(cell, y - fit) / np.bincount(cell))[cell]
        names, group = np.unique(np.array(groups[name]), return_inverse=True)
        products, pairs = _pair_covariance(y, group)
        variance = max(0.0, products / pairs) if pairs else 0.0
        n = np.bincount(group)
        share = n / (n + sd_step**2 / variance) if variance else np.zeros(len(n))
        means = share * np.bincount(group, y) / n
        fits[name] = means[group]
        by = {
            str(key): (float(m), float((1 - k) * variance))
            for key, m, k in zip(names, means, share, strict=True)
        }
        found[name] = Effects(sd=variance**0.5, by=by)
    return found, np.asarray(sum(fits.values()))


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


def _load(past: Past, told: Floats, cell: Ints) -> Load:
    """The hinge that explains most of the variation within a place's day; none where that may be chance."""
    y = _within(told, cell)
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
