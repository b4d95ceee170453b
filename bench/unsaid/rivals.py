"""What others would conclude from the same worlds: each gives the (detail, value) pairs it accuses, q = .10 throughout.

* naive: share of visits followed by a return within the horizon, chi-square of each value against the rest, BH
* one at a time: a Cox model with one 0/1 covariate for each value (its score test: the log-rank test), BH
* uncensored logistic: all values at once, but a visit of last week counts as lost, and nothing of the guest is known
"""

from collections.abc import Callable, Sequence
from datetime import datetime

import numpy as np
import statsmodels.api as sm
from scipy import sparse
from scipy.stats import chi2_contingency, norm

from hovmester.engines.unsaid.attribution import benjamini_hochberg

HORIZON = 120
Q = 0.10
Columns = dict[str, np.ndarray]
Pairs = list[tuple[str, str]]


def naive(columns: Columns, details: Sequence[str], now: datetime) -> Pairs:
    gap, follow = _gaps(columns, now)
    full = follow >= HORIZON
    back = gap < HORIZON
    tests = []
    for detail in details:
        for value in np.unique(columns[detail]):
            had = (columns[detail] == value) & full
            rest = ~(columns[detail] == value) & full
            table = np.array([[back[had].sum(), (~back[had]).sum()], [back[rest].sum(), (~back[rest]).sum()]])
            if table.sum(1).min() == 0:
                continue
            worse = table[0, 0] / table[0].sum() < table[1, 0] / table[1].sum()
            tests.append(((detail, str(value)), chi2_contingency(table, correction=False)[1], worse))
    return _accused(tests)


def one_at_a_time(columns: Columns, details: Sequence[str], now: datetime) -> Pairs:
    gap, follow = _gaps(columns, now)
    time = np.minimum(gap, follow)
    event = (gap <= follow).astype(float)
    order = np.argsort(time)
    at_risk = np.empty(len(time))
    at_risk[order] = len(time) - np.arange(len(time))
    hazard = np.empty(len(time))
    hazard[order] = np.cumsum(event[order] / at_risk[order])
    tests = []
    for detail in details:
        for value in np.unique(columns[detail]):
            had = columns[detail] == value
            seen, expected = event[had].sum(), hazard[had].sum()
            z = (seen - expected) / np.sqrt(max(expected * (1 - had.mean()), 1e-9))
            tests.append(((detail, str(value)), 2 * norm.sf(abs(z)), z < 0))
    return _accused(tests)


def uncensored_logistic(columns: Columns, details: Sequence[str], now: datetime) -> Pairs:
    gap, _ = _gaps(columns, now)
    parts, names = [np.ones((len(gap), 1))], []
    for detail in (
        d for d in details if d != "station"
    ):  # the dish decides it: the model would have no solution
        values, code = np.unique(columns[detail], return_inverse=True)
        parts.append(sparse.eye(len(values), format="csr")[code][:, 1:].toarray())
        names += [(detail, str(v)) for v in values[1:]]
    fit = sm.GLM(
        (gap < HORIZON).astype(float), np.concatenate(parts, axis=1), family=sm.families.Binomial()
    ).fit()
    tests = [(name, p, b < 0) for name, p, b in zip(names, fit.pvalues[1:], fit.params[1:], strict=True)]
    return _accused(tests)


def _gaps(columns: Columns, now: datetime) -> tuple[np.ndarray, np.ndarray]:
    """Days to the next visit (infinite if none) and days one could look."""
    t = columns["visited_at"].astype("datetime64[s]").astype(np.int64) / 86400
    _, guest = np.unique(columns["guest_id"], return_inverse=True)
    order = np.lexsort((t, guest))
    gap = np.full(len(t), np.inf)
    same = guest[order][1:] == guest[order][:-1]
    gap[order[:-1][same]] = (t[order][1:] - t[order][:-1])[same]
    return gap, np.datetime64(now, "s").astype(np.int64) / 86400 - t


def _accused(tests: Sequence[tuple[tuple[str, str], float, bool]]) -> Pairs:
    rejected = benjamini_hochberg([p for _, p, _ in tests], Q)
    return [name for (name, _, worse), r in zip(tests, rejected, strict=True) if r and worse]


OF_WORLDS: dict[str, Callable[[Columns, Sequence[str], datetime], Pairs]] = {
    "naive": naive,
    "one at a time": one_at_a_time,
    "uncensored logistic": uncensored_logistic,
}
SLOW = {"uncensored logistic"}
