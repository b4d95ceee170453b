"""Did the mend bring guests back? Three windows, controls, and evidence one may look at every morning.

The weeks before the mend are cut in two: the first half may have raised the suspicion, only the second half
says how many came back (the worst of forty harmless tables recovers by itself). After the mend, the other
values of the same detail in the same weeks carry whatever happened to everybody. The evidence is an e-process
for two Poisson counts: a mixture over the unknown rate and its improvement, against the best that "nothing
changed" can do, on counts scaled to vary like Poisson counts - so it stays honest however often one looks
(Ville 1939; Ramdas, Gruenwald, Vovk & Shafer 2023, doi:10.1214/23-STS894).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, logsumexp

from hovmester.engines.unsaid.model import Mend, Proof

ENOUGH = 20.0  # odds against "nothing changed" that count as proof
PRIOR = 20.0  # the rate of the bad weeks is gamma(20, 20): one, give or take a quarter
BETTER = np.linspace(1.02, 1.6, 30)  # improvements mixed over
WORSE = np.linspace(0.5, 0.98, 25)
DISPERSION_MIN = 0.2
ESTIMATE_MIN = 15.0  # expected returns needed before the mend


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """Sums per week, shape (n_weeks,): visits, returns seen, returns expected of an ordinary value, their variance."""

    week: Sequence[int]
    visits: Sequence[float]
    seen: Sequence[float]
    expected: Sequence[float]
    variance: Sequence[float] = ()

    def between(self, start: float, end: float) -> tuple[float, float, float]:
        """Sums of visits, returns seen and returns expected from week `start` to before week `end`."""
        week = np.asarray(self.week)
        within = (week >= start) & (week < end)
        return tuple(
            float(np.asarray(v, np.float64)[within].sum()) for v in (self.visits, self.seen, self.expected)
        )  # type: ignore[return-value]


def prove(mend: Mend, own: Weekly, controls: Weekly, *, mended_week: int, since_week: int | None) -> Proof:
    """Weigh the weeks after `mended_week` against those before it. The mend's own week belongs to neither."""
    start = (
        since_week
        if since_week is not None and since_week < mended_week
        else min(own.week, default=mended_week)
    )
    cut = _second_half(own, start, mended_week)
    _, seen_before, expected_before = own.between(cut, mended_week)
    visits, seen_after, expected_after = own.between(mended_week + 1, np.inf)
    drift = _drift(controls, cut, mended_week)
    healed = expected_after * drift
    if expected_before < ESTIMATE_MIN:
        return _no_proof(mend, seen_after, healed, healed, 1.0, None, "mend_too_little_before")
    if visits == 0:
        return _no_proof(mend, 0, 0.0, 0.0, 1.0, None, "mend_too_fresh")
    before = (seen_before + PRIOR) / (expected_before + PRIOR)
    unmended = healed * before
    scale = _dispersion(own)
    counts = (seen_before, expected_before, seen_after, healed)
    evidence = evidence_of_change(*(n / scale for n in counts))
    half_way = healed * (1 + min(before, 1.0)) / 2  # a mend that brings back half of the loss has helped
    still_bad = evidence_below(seen_after / scale, half_way / scale)
    if evidence >= ENOUGH and seen_after > unmended:
        verdict = "proved"
    elif still_bad >= ENOUGH:
        verdict = "did not help"
    else:
        needed = _needed(before, seen_after, healed, visits)
        return _no_proof(mend, seen_after, unmended, healed, evidence, needed, None)
    return Proof(detail=mend.detail, value=mend.value, mended_at=mend.mended_at, verdict=verdict,
                 came_back=round(seen_after), expected=unmended, expected_healed=healed, evidence=evidence)  # fmt: skip


def _second_half(own: Weekly, start: float, end: float) -> float:
    week, expected = np.asarray(own.week), np.asarray(own.expected, np.float64)
    within = (week >= start) & (week < end)
    if not within.any():
        return start
    filled = np.cumsum(expected[within])
    return float(week[within][np.searchsorted(filled, filled[-1] / 2)])


def _dispersion(own: Weekly) -> float:
    """How much less than Poisson counts returns vary: each comes or does not. Counts are divided by it."""
    if not own.variance:
        return 1.0
    return float(np.clip(sum(own.variance) / max(sum(own.expected), 1e-9), DISPERSION_MIN, 1.0))


def _drift(controls: Weekly, cut: float, mended: float) -> float:
    _, seen_before, expected_before = controls.between(cut, mended)
    _, seen_after, expected_after = controls.between(mended + 1, np.inf)
    ratio = ((seen_after + PRIOR) / (expected_after + PRIOR)) / (
        (seen_before + PRIOR) / (expected_before + PRIOR)
    )
    return float(ratio)


def evidence_of_change(
    seen_before: float, expected_before: float, seen_after: float, expected_after: float
) -> float:
    """E-value against "the rate after is the rate before", for improvements of 2 to 60 %."""
    total, seen = expected_before + expected_after, seen_before + seen_after
    exposure = expected_before + BETTER * expected_after
    mixed = (PRIOR * np.log(PRIOR) - gammaln(PRIOR) + gammaln(PRIOR + seen) - (PRIOR + seen) * np.log(PRIOR + exposure)
             + seen_after * np.log(BETTER))  # fmt: skip
    best = seen * np.log(max(seen, 1e-12) / max(total, 1e-12)) - seen
    return float(np.exp(np.clip(logsumexp(mixed) - np.log(len(BETTER)) - best, -700, 700)))


def evidence_below(seen: float, expected: float) -> float:
    """E-value against "no fewer than these come back", for shortfalls of 2 to 50 %."""
    logs = seen * np.log(WORSE) - (WORSE - 1) * expected
    return float(np.exp(np.clip(logsumexp(logs) - np.log(len(WORSE)), -700, 700)))


def _needed(before: float, seen: float, healed: float, visits: float) -> int | None:
    """Visits after the mend at which a full recovery would show: returns per arm of about 2 (3.4 / effect)^2."""
    if before >= 0.98 or healed <= 0 or visits <= 0:
        return None
    returns = 2 * (3.4 / np.log(before)) ** 2
    return max(int(np.ceil((returns - healed) * visits / healed / 10) * 10), 10)


def _no_proof(
    mend: Mend,
    seen: float,
    expected: float,
    healed: float,
    evidence: float,
    needed: int | None,
    reason: str | None,
) -> Proof:
    return Proof(detail=mend.detail, value=mend.value, mended_at=mend.mended_at, verdict="no proof yet",
                 came_back=round(seen), expected=expected, expected_healed=healed, evidence=evidence,
                 visits_needed=needed, reason=reason)  # fmt: skip


def unknown_mend(mend: Mend) -> Proof:
    """A mend of something the log does not know, or knows too seldom."""
    return _no_proof(mend, 0, 0.0, 0.0, 1.0, None, "mend_unknown")
