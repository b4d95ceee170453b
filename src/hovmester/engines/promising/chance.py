"""How many minutes a step takes, sample by sample: its law, what it shares with other steps, and what began already.

Log-durations of one kitchen shift move together, and so do those of one evening's and one hour's traffic (Gaussian
copula); independent draws would be surest exactly on the worst nights. Tonight's shared factors are known in part:
steps that ended tell how slow it is. Little-known laws get a second spread, one draw for each world of parameters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from hovmester.engines.promising.draws import Draws, Vector
from hovmester.engines.promising.law import PER_Z, POINTS, Z_MAX, Law, Z
from hovmester.engines.promising.model import Params, Site

_FINE = 16  # entries of the lookup table for one step of the law's table
_PARTS = np.arange(_FINE, dtype=np.float32) / np.float32(_FINE)
PER_CELL = np.float32(PER_Z * _FINE)  # entries for one unit of z
MIDDLE = np.float32(Z_MAX * PER_Z * _FINE + 0.5)  # where z = 0 is, so that cutting off rounds
AT_ONCE = 1 << 17  # samples drawn in one go: as many as stay near the processor
LITTLE = np.float32(1e-3)  # of a step's own, where all is shared
_WELL_KNOWN = 5_000  # observations beyond which a law's own uncertainty is not drawn
EVENING_MIN = 360.0  # moments this near to now share its traffic
Shares = tuple[tuple[str, float], ...]
Belief = Mapping[
    str, tuple[float, float]
]  # shared factor -> its mean and standard deviation, as far as known


@dataclass(frozen=True, slots=True)
class Ask:
    """Whose minutes are asked for: the key of its draws, its law, what it shares with others.

    `known`: what its law is about (laws about one thing err together).
    """

    key: str
    law: Law
    shares: Shares = ()
    known: str = ""


class Tables:
    """Laws as lookup tables, each made once."""

    def __init__(self) -> None:
        self._made: dict[int, tuple[Law, Vector]] = {}

    def of(self, law: Law) -> Vector:
        found = self._made.get(id(law))
        if found is None:
            found = self._made[id(law)] = law, _table(law)
        return found[1]


def _table(law: Law) -> Vector:
    """The law between its quantiles, in straight lines."""
    quantiles = np.array(law.quantiles, np.float32)
    fine = np.empty((POINTS - 1) * _FINE + 1, np.float32)
    np.add(quantiles[:-1, None], np.diff(quantiles)[:, None] * _PARTS, out=fine[:-1].reshape(-1, _FINE))
    fine[-1] = quantiles[-1]
    return fine


class Chance:
    """Minutes of steps under one stream of draws."""

    def __init__(
        self, *, draws: Draws, params: Params, now: float, tonight: Belief, tables: "Tables"
    ) -> None:
        self.draws = draws
        self.params = params
        self.now = now
        self._tonight = tonight
        self._tables = tables
        self._factors: dict[str, Vector] = {}
        self._weights: dict[tuple[int, Shares, str], tuple[np.float32, Vector | np.float32]] = {}
        self._again: dict[tuple[str, int, Shares], tuple[Law, Vector]] = {}

    @property
    def samples(self) -> int:
        return self.draws.samples

    def minutes(self, asks: Sequence[Ask]) -> list[Vector]:
        """How long each of these steps takes (samples,)."""
        at_once = max(1, AT_ONCE // self.samples)
        found: list[Vector] = []
        for first in range(0, len(asks), at_once):
            found += self._minutes(asks[first : first + at_once])
        return found

    def again(self, key: str, law: Law, *, shares: Shares = (), known: str = "") -> Vector:
        """`minutes`, remembered: for steps that come back in one candidate after another."""
        name = (key, id(law), shares)
        if name not in self._again:
            self._again[name] = law, self._minutes([Ask(key, law, shares, known)])[0]
        return self._again[name][1]

    def _minutes(self, asks: Sequence[Ask]) -> list[Vector]:
        cells = self.draws.normals([ask.key for ask in asks])
        for row, ask in zip(cells, asks, strict=True):
            own, common = self._weighed(ask.law, ask.shares, ask.known)
            np.multiply(row, own, out=row)
            np.add(row, common, out=row)
        whole = cells.astype(np.intp)
        return [self._tables.of(ask.law).take(row, mode="clip") for row, ask in zip(whole, asks, strict=True)]

    def _weighed(self, law: Law, shares: Shares, known: str) -> tuple[np.float32, Vector | np.float32]:
        """The weight of a step's own draw and what it shares with others, in cells of a law's table."""
        name = law.n, shares, known
        found = self._weights.get(name)
        if found is None:
            own, common = self._common(law, shares, known)
            shared = MIDDLE if common is None else common * PER_CELL + MIDDLE
            found = self._weights[name] = own * PER_CELL, shared
        return found

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

    def at(self, law: Law, z: Vector) -> Vector:
        """Minutes at these normal scores (samples,)."""
        return self._tables.of(law).take((z * PER_CELL + MIDDLE).astype(np.intp), mode="clip")

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
            return np.asarray(began + self.again(key, law, shares=shares, known=known), np.float32)
        at = law.score(gone)
        z = self.draws.normal(key)
        if at >= Z[-PER_TAIL] or law.quantiles[0] == law.quantiles[-1]:
            return np.asarray(self.now + _overdue(law, gone, z.astype(np.float64)), np.float32)
        own, common = self._common(law, shares, known)
        least = np.full(self.samples, at, np.float32) if common is None else np.float32(at) - common
        later = _left(least / max(own, LITTLE), z)
        ends = np.float32(began) + self.at(law, own * later if common is None else own * later + common)
        return np.asarray(np.maximum(ends, np.float32(self.now)), np.float32)


PER_TAIL = 9  # half a unit of z from the end of the table: beyond it the law says nothing of its own


def _left(least: Vector, z: Vector) -> Vector:
    """Normal scores above `least`, as far up among those as `z` is among all: F(e) + u (1 - F(e)), in logarithms."""
    tails = _log_tails()
    log_p = tails.take(_cell(least), mode="clip") + tails.take(_cell(z), mode="clip")
    cell = (np.log(-log_p) * _PER_LOG + np.float32(_LEAST_LOG * _PER_LOG + 0.5)).astype(np.intp)
    found: Vector = _scores_beyond().take(cell, mode="clip")
    return found


_MOST, _PER_SCORE = 9.0, np.float32(512)  # the table of tails: scores up to 9, so many entries for one
_LEAST_LOG, _MOST_LOG, _PER_LOG = 12.0, 4.1, np.float32(1024)  # its inverse: log(-log p) from -12 to 4.1


def _cell(z: Vector) -> NDArray[np.intp]:
    return (z * _PER_SCORE + np.float32(_MOST * 512 + 0.5)).astype(np.intp)


@cache
def _log_tails() -> Vector:
    """log P(Z > z)."""
    from scipy.special import log_ndtr

    z = np.arange(2 * _MOST * 512 + 1) / 512 - _MOST
    return np.asarray(log_ndtr(-z), np.float32)


@cache
def _scores_beyond() -> Vector:
    """The score z with log(-log P(Z > z)) = y."""
    from scipy.special import ndtri_exp

    y = np.arange((_LEAST_LOG + _MOST_LOG) * 1024 + 1) / 1024 - _LEAST_LOG
    return np.asarray(-ndtri_exp(-np.exp(y)), np.float32)


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
    return law.score(minutes)
