"""From effects to accusations: what is worse than an ordinary value of its detail by more than the house would mind.

Each detail is centred on its median value. The null is an interval (not worse than `worse_than`), because with enough
visits every point null is false. Benjamini-Hochberg over all values of all details. Where one detail decides another (a
dish decides its station) the blame is settled in order: a dish must also be worse than its own station's
dishes, then the station is tested without the dishes already accused. Values always seen together cannot be
told apart and stand as one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from hovmester.engines.unsaid.joint import Joint
from hovmester.engines.unsaid.levels import Detail
from hovmester.engines.unsaid.nested import Nesting

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Value = tuple[int, int]  # number of the detail, code of the value
SAME_SHARE = 0.9  # values seen together in this share of the visits that have either are one
DF = 255  # buckets - 1
T_95 = float(stdtrit(DF, 0.975))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One value's centred effect on the log scale, its error, and p against "not worse than the margin".

    `same` are the other values that cannot be told apart from it; effect and p are then of all of them together.
    """

    value: Value
    effect: float
    error: float
    p: float
    contrast: Floats
    same: tuple[Value, ...] = ()
    accused: bool = False

    @property
    def low(self) -> float:
        return self.effect - T_95 * self.error

    @property
    def high(self) -> float:
        return self.effect + T_95 * self.error


@dataclass(frozen=True, slots=True, kw_only=True)
class Court:
    """What the judgement needs. `place[k]` is the dimension of the joint model that holds detail k, or None."""

    joint: Joint
    details: Sequence[Detail]
    place: Sequence[int | None]
    nestings: Sequence[Nesting]
    worse_than: float
    q: float


def judge(court: Court) -> list[Tested]:
    """All values of all details, tested; `accused` where Benjamini-Hochberg says so."""
    own = [t for k, at in enumerate(court.place) if at is not None for t in _test_detail(court, k)]
    own = _settle_same(court, own)
    first = _accuse(own, court.q)
    guilty = {t.value for t in first if t.accused}
    above = [t for nesting in court.nestings for t in _test_parents(court, nesting, guilty)]
    return _accuse(own + above, court.q)


def _accuse(tests: Sequence[Tested], q: float) -> list[Tested]:
    rejected = benjamini_hochberg([t.p for t in tests], q)
    return [replace(t, accused=bool(r)) for t, r in zip(tests, rejected, strict=True)]


def benjamini_hochberg(p: Sequence[float], q: float) -> NDArray[np.bool_]:
    """Which hypotheses to reject so that the share of false rejections is at most q (1995, J. R. Stat. Soc. B 57)."""
    values = np.asarray(p, np.float64)
    order = np.argsort(values)
    good = values[order] <= q * np.arange(1, len(values) + 1) / max(len(values), 1)
    rejected = np.zeros(len(values), bool)
    if good.any():
        rejected[order[: int(np.flatnonzero(good).max()) + 1]] = True
    return rejected


def _test_detail(court: Court, k: int) -> list[Tested]:
    codes = np.arange(court.details[k].tested)
    return [_test_value(court, k, int(code), codes) for code in codes]


def _test_value(court: Court, k: int, code: int, codes: Codes) -> Tested:
    at = _start(court, k)
    alone = {at + code: 1.0}
    test = _against(court, (k, code), alone, at + codes[codes != code])
    for nesting in court.nestings:
        if nesting.fine == k and nesting.parent[code] >= 0:
            siblings = nesting.children(int(nesting.parent[code]))
            if len(siblings) > 2:
                beside = _against(court, (k, code), alone, at + siblings[siblings != code])
                test = max(test, beside, key=lambda t: t.p)
    return test


def _start(court: Court, k: int) -> int:
    at = court.place[k]
    assert at is not None
    return int(court.joint.start[at])


def _against(court: Court, value: Value, weights: dict[int, float], others: Codes) -> Tested:
    """Test a weighted mean of effects against the median of `others` (numbers into beta; expected returns weigh)."""
    joint = court.joint
    contrast = np.zeros(len(joint.beta))
    for i, w in weights.items():
        contrast[i] = w
    effect = float(contrast @ joint.beta)
    if len(others):
        weight = joint.expected[others]
        effect -= weighted_median(joint.beta[others], weight)
        contrast[others] -= weight / weight.sum()
    return _tested(court, value, effect, contrast)


def _tested(court: Court, value: Value, effect: float, contrast: Floats) -> Tested:
    error = court.joint.error(contrast)
    p = float(stdtr(DF, (effect - np.log1p(-court.worse_than)) / error))
    return Tested(value=value, effect=effect, error=error, p=p, contrast=contrast)


def weighted_median(values: Floats, weights: Floats) -> float:
    """The value at which half of the weight lies at or below; values, weights: (n,)."""
    order = np.argsort(values, kind="stable")
    cut = np.cumsum(weights[order])
    return float(values[order][min(np.searchsorted(cut, cut[-1] / 2), len(values) - 1)])


def _settle_same(court: Court, tests: list[Tested]) -> list[Tested]:
    """Values always seen together get their combined effect, each naming the others; the first stands for all."""
    where = {t.value: i for i, t in enumerate(tests)}
    result = list(tests)
    for group in _groups(court, tests):
        members = [tests[where[v]] for v in group]
        contrast = np.asarray(sum(m.contrast for m in members), np.float64)
        whole = _tested(court, group[0], float(sum(m.effect for m in members)), contrast)
        result[where[group[0]]] = replace(whole, same=tuple(group[1:]))
        for value in group[1:]:  # one accusation, not one a member
            result[where[value]] = replace(
                tests[where[value]], p=1.0, same=tuple(v for v in group if v != value)
            )
    return result


def _groups(court: Court, tests: Sequence[Tested]) -> Iterable[list[Value]]:
    joint = court.joint
    index = np.array([_start(court, t.value[0]) + t.value[1] for t in tests])
    together = joint.hessian[np.ix_(index, index)]
    alone = np.diag(together)
    share = together / np.maximum(alone[:, None] + alone[None, :] - together, 1e-9)
    same = np.argwhere(np.triu(share >= SAME_SHARE, 1))
    leader: dict[int, int] = {}
    for i, j in same:
        if tests[i].value[0] != tests[j].value[0]:
            leader[int(j)] = leader.get(int(i), int(i))
    groups: dict[int, list[Value]] = {}
    for j, i in leader.items():
        groups.setdefault(i, [tests[i].value]).append(tests[j].value)
    return groups.values()


def _test_parents(court: Court, nesting: Nesting, guilty: set[Value]) -> list[Tested]:
    """The coarser detail, each value as the mean of its finer ones that are not accused themselves."""
    at, expected = _start(court, nesting.fine), court.joint.expected
    innocent = np.array([(nesting.fine, c) not in guilty for c in range(len(nesting.parent))])
    tests = []
    for code in range(court.details[nesting.coarse].tested):
        mine = np.flatnonzero((nesting.parent == code) & innocent)
        others = np.flatnonzero((nesting.parent != code) & (nesting.parent >= 0) & innocent)
        if len(mine) == 0 or len(others) == 0:
            continue
        weight = expected[at + mine] / expected[at + mine].sum()
        test = _against(court, (nesting.coarse, code), dict(zip((at + mine).tolist(), weight.tolist(), strict=True)),
                        at + others)  # fmt: skip
        if len(nesting.children(code)) == 1:
            test = replace(test, p=1.0, same=((nesting.fine, int(mine[0])),))
        tests.append(test)
    return tests
