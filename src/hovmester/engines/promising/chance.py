"""How many minutes a step takes, sample by sample: its law, what it shares with other steps, and what began already.

Log-durations of one kitchen shift move together, and so do those of one evening's and one hour's traffic (Gaussian
copula); independent draws would be surest exactly on the worst nights. Tonight's shared factors are known in part:
steps that ended tell how slow it is. Little-known laws get a second spread, one draw for each world of parameters.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.promising.draws import Draws, Vector
from hovmester.engines.promising.law import PER_Z, POINTS, Z_MAX, Law, Z
from hovmester.engines.promising.model import Params, Site

_FINE = 16  # entries of the lookup table for one step of the law's table
_FINE_POINTS = (POINTS - 1) * _FINE + 1
_WELL_KNOWN = 5_000  # observations beyond which a law's own uncertainty is not drawn
EVENING_MIN = 360.0  # moments this near to now share its traffic
Shares = tuple[tuple[str, float], ...]
Belief = Mapping[
    str, tuple[float, float]
]  # shared factor -> its mean and standard deviation, as far as known


class Chance:
    """Minutes of steps under one stream of draws."""

    def __init__(self, *, draws: Draws, params: Params, now: float, tonight: Belief) -> None:
        self.draws = draws
        self.params = params
        self.now = now
        self._tonight = tonight
        self._factors: dict[str, Vector] = {}
        self._tables: dict[int, tuple[Law, Vector]] = {}
        self._scaled: dict[tuple[int, float], tuple[Law, Law]] = {}
        self._again: dict[tuple[str, int, Shares], tuple[Law, Vector]] = {}

    @property
    def samples(self) -> int:
        return self.draws.samples

    def minutes(self, key: str, law: Law, *, shares: Shares = (), known: str = "") -> Vector:
        """Minutes (samples,) of the step `key`. `known`: what its law is about (laws about one thing err together)."""
        return self.look_up(law, self.scores(key, law, shares=shares, known=known))

    def again(self, key: str, law: Law, *, shares: Shares = (), known: str = "") -> Vector:
        """`minutes`, remembered: for steps that come back in one candidate after another."""
        name = (key, id(law), shares)
        if name not in self._again:
            self._again[name] = law, self.minutes(key, law, shares=shares, known=known)
        return self._again[name][1]

    def scaled(self, law: Law, factor: float) -> Law:
        """`law.scaled`, remembered."""
        name = (id(law), factor)
        if name not in self._scaled:
            self._scaled[name] = law, law.scaled(factor)
        return self._scaled[name][1]

    def scores(self, key: str, law: Law, *, shares: Shares = (), known: str = "") -> Vector:
        """Normal scores (samples,) before looking up the law."""
        if law.quantiles[0] == law.quantiles[-1]:
            return np.zeros(self.samples, np.float32)
        own, common = self._common(law, shares, known)
        z = self.draws.normal(key)
        return z if common is None else z * own + common

    def _common(self, law: Law, shares: Shares, known: str) -> tuple[np.float32, Vector | None]:
        """The weight of a step's own draw, and what it shares with others (samples,)."""
        own = np.float32(sqrt(max(0.0, 1 - sum(share for _, share in shares))))
        common: Vector | None = None
        for factor, share in shares:
            if share > 0:
                part = self.factor(factor) * np.float32(sqrt(share))
                common = part if common is None else common + part
        if known and law.n < _WELL_KNOWN:
            part = self.draws.world_normal(known) * np.float32(1 / sqrt(max(law.n, 1)))
            common = part if common is None else common + part
        return own, common

    def look_up(self, law: Law, z: Vector) -> Vector:
        cell = ((z + np.float32(Z_MAX)) * np.float32(PER_Z * _FINE) + np.float32(0.5)).astype(np.int32)
        return self._table(law).take(cell, mode="clip")

    def factor(self, key: str) -> Vector:
        """The shared factor (samples,): standard normal, or what is believed of it tonight."""
        if key not in self._factors:
            z = self.draws.normal("factor/" + key)
            if key in self._tonight:
                mean, sd = self._tonight[key]
                z = np.float32(mean) + np.float32(sd) * z
            self._factors[key] = z
        return self._factors[key]

    def under_way(self, key: str, law: Law, began: float, *, shares: Shares = (), known: str = "") -> Vector:
        """When a step that began and has not ended will end: F(e) + u (1 - F(e)) for e minutes gone.

        F is the law given what the step shares with others: a step that takes long in a kitchen known to be slow
        tonight is not a slow step.
        """
        gone = self.now - began
        if gone <= law.quantiles[0]:
            return np.asarray(began + self.minutes(key, law, shares=shares, known=known), np.float32)
        at = float(np.interp(gone, law.quantiles, Z))
        z = self.draws.normal(key).astype(np.float64)
        if at >= Z[-PER_TAIL] or law.quantiles[0] == law.quantiles[-1]:
            return np.asarray(self.now + _overdue(law, gone, z), np.float32)
        from scipy.special import ndtr, ndtri

        own, common = self._common(law, shares, known)
        least = (at - (0.0 if common is None else common)) / max(float(own), 1e-3)
        later = -ndtri(np.maximum(ndtr(-least) * ndtr(-z), 1e-300))
        scores = (own * later + (0.0 if common is None else common)).astype(np.float32)
        ends = np.float32(began) + self.look_up(law, scores)
        return np.asarray(np.maximum(ends, np.float32(self.now)), np.float32)

    def _table(self, law: Law) -> Vector:
        found = self._tables.get(id(law))
        if found is None:
            fine = np.interp(np.linspace(-Z_MAX, Z_MAX, _FINE_POINTS), Z, law.quantiles).astype(np.float32)
            found = self._tables[id(law)] = (law, fine)
        return found[1]


PER_TAIL = 9  # half a unit of z from the end of the table: beyond it the law says nothing of its own


def _overdue(law: Law, gone: float, z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Minutes still to go where the law is used up: exponential, with the mean excess of a lognormal out there."""
    from scipy.special import log_ndtr

    median, above = law.p50, law.at(1.0)
    sigma = max(0.1, float(np.log(above / median)) if median > 0 else 0.1)
    scores = max(1.0, float(np.log(gone / median)) / sigma) if median > 0 else 1.0
    return np.asarray(-gone * sigma / scores * log_ndtr(-z))


def kitchen(site: Site, at: float) -> str:
    """The kitchen shift a moment belongs to, as the key of its shared factor."""
    for number, window in enumerate(site.open):
        if window.start <= at <= window.end:
            return f"kitchen/{site.key}/{number}"
    return f"kitchen/{site.key}/closed"


def kitchen_shares(params: Params, site: Site, at: float) -> Shares:
    return ((kitchen(site, at), params.kitchen_share),)


def traffic_shares(params: Params, now: float, at: float) -> Shares:
    """Evening and hour of a leg that leaves at `at`."""
    evening = "tonight" if abs(at - now) <= EVENING_MIN else f"{(at - now) // (2 * EVENING_MIN):.0f}"
    return (
        (f"traffic/{evening}", params.traffic_share * params.evening_share),
        (f"traffic/hour/{(at - now) // 60:.0f}", params.traffic_share * (1 - params.evening_share)),
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """A step tonight: the factor it shares in, how much, and the normal score of its duration (so far)."""

    factor: str
    share: float
    score: float
    ended: bool = True


def believe(seen: Iterable[Seen]) -> dict[str, tuple[float, float]]:
    """Posterior (mean, standard deviation) of shared factors: score = sqrt(share) factor + sqrt(1 - share) own.

    Steps that ended are plain observations. One still under way says only that it takes longer than so far; its
    truncated normal is matched in two moments (assumed-density filtering, Minka 2001). Without those every evening
    would look quick, since the quick steps end first.
    """
    beliefs: dict[str, tuple[float, float]] = {}
    for step in sorted((s for s in seen if 0 < s.share < 1), key=lambda s: not s.ended):
        mean, variance = beliefs.get(step.factor, (0.0, 1.0))
        expected = sqrt(step.share) * mean
        spread = step.share * variance + 1 - step.share
        gain = sqrt(step.share) * variance / spread
        told, left = (step.score, 0.0) if step.ended else _beyond(step.score, expected, spread)
        beliefs[step.factor] = mean + gain * (told - expected), variance + gain**2 * (left - spread)
    return {key: (mean, sqrt(variance)) for key, (mean, variance) in beliefs.items()}


def _beyond(least: float, mean: float, variance: float) -> tuple[float, float]:
    """Mean and variance of a normal law above `least`."""
    from scipy.special import log_ndtr

    cut = (least - mean) / sqrt(variance)
    hazard = exp(-0.5 * cut**2 - 0.5 * log(2 * pi) - float(log_ndtr(-cut)))
    return mean + hazard * sqrt(variance), variance * max(0.0, 1 - hazard * (hazard - cut))


def score_of(law: Law, minutes: float) -> float | None:
    """The normal score of a duration under its law; None where the law does not vary."""
    if law.quantiles[0] == law.quantiles[-1]:
        return None
    return float(np.interp(minutes, law.quantiles, Z))
