"""What a guest is still worth: BG/NBD for how often they will come, gamma-gamma for what they will spend.

Sources: Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2),
doi:10.1287/mksc.1040.0098; Fader & Hardie (2013), the gamma-gamma model of monetary value.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import minimize
from scipy.special import betaln, gammaln, hyp2f1, psi

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lives:
    """How many guests (`weight`) came `x` times again, last at age `tx`, and are `age` old today.

    Shapes (n,); ages since the first visit, in one unit of time.
    """

    x: Floats
    tx: Floats
    age: Floats
    weight: Floats

    @classmethod
    def of(cls, x: ArrayLike, tx: ArrayLike, age: ArrayLike, weight: ArrayLike | None = None) -> "Lives":
        """Raises: ValueError where nobody is in it, or not 0 <= tx <= age and x >= 0."""
        columns = [np.asarray(c, np.float64) for c in (x, tx, age)]
        ones = np.ones(len(columns[0])) if weight is None else np.asarray(weight, np.float64)
        lives = cls(x=columns[0], tx=columns[1], age=columns[2], weight=ones)
        if len(lives.x) == 0:
            raise ValueError("lives must hold at least 1 guest, got 0")
        if (lives.tx > lives.age + 1e-9).any() or (lives.x < 0).any() or (lives.tx < 0).any():
            raise ValueError("lives need 0 <= tx <= age and x >= 0")
        return lives


@dataclass(frozen=True, slots=True, kw_only=True)
class BgNbd:
    """Guests come at a gamma(r, alpha) rate and, after each visit, stay away for good with a beta(a, b) chance.

    alpha is in the unit of the ages it was fitted to; doi:10.1287/mksc.1040.0098.
    """

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float
    guests: float

    def expected_visits(self, x: ArrayLike, tx: ArrayLike, age: ArrayLike, ahead: float) -> Floats:
        """Visits expected within `ahead` (same unit as the ages), equation (10) of the paper; shape (n,)."""
        x, tx, age = (np.asarray(v, np.float64) for v in (x, tx, age))
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        z = ahead / (alpha + age + ahead)
        h = hyp2f1(r + x, b + x, a + b + x - 1, z)
        ratio = np.exp((r + x) * np.log((alpha + age) / (alpha + age + ahead)))
        many = (a + b + x - 1) / (a - 1) * (1 - ratio * h) if abs(a - 1) > 1e-6 else np.full_like(z, np.nan)
        gone = np.where(
            x > 0,
            a / (b + np.maximum(x, 1) - 1) * np.exp((r + x) * np.log((alpha + age) / (alpha + tx))),
            0.0,
        )
        return np.asarray(many / (1 + gone), np.float64)

    def expected_of_the_seen(self, x: ArrayLike, age: ArrayLike, ahead: float) -> Floats:
        """Visits expected within `ahead` of a guest who sits here *now* for the (x + 1)th time and may yet leave."""
        return self.expected_visits(x, age, age, ahead)


def fit_bgnbd(lives: Lives) -> BgNbd:
    """Maximum likelihood, with the exact gradient on the log scale, from several starts; never fails to answer.

    Raises: ValueError where nobody ever came again: there is no rate to learn.
    """
    lives = _merged(lives)
    if not (lives.x > 0).any():
        raise ValueError("BG/NBD needs at least 1 guest who came again, got 0")
    unit = max(float(np.average(lives.age, weights=lives.weight)) / 30.0, 1e-9)  # keeps alpha near one
    scaled = Lives(x=lives.x, tx=lives.tx / unit, age=lives.age / unit, weight=lives.weight)
    guests = float(lives.weight.sum())
    best = None
    for start in ((0.0, 1.0, 0.0, 1.0), (-1.0, 0.0, -0.5, 0.5), (1.0, 2.0, -2.0, 1.0)):
        fit = minimize(_loss, np.array(start), (scaled, guests), "L-BFGS-B", jac=True, bounds=[(-9, 9)] * 4,
                       options={"maxiter": 500, "ftol": 1e-12, "gtol": 1e-7})  # fmt: skip
        if best is None or fit.fun < best.fun - 1e-9:
            best = fit
        if fit.success:
            break
    assert best is not None
    r, alpha, a, b = np.exp(best.x)
    # Stretching time by `unit` multiplies every density of a repeat visit by unit ** -x.
    shift = float((lives.weight * lives.x).sum() * np.log(unit))
    return BgNbd(r=float(r), alpha=float(alpha * unit), a=float(a), b=float(b),
                 log_likelihood=float(-best.fun * guests - shift), guests=guests)  # fmt: skip


def _merged(lives: Lives) -> Lives:
    rows, at = np.unique(np.stack([lives.x, lives.tx, lives.age]), axis=1, return_inverse=True)
    weight = np.bincount(at.ravel(), lives.weight).astype(np.float64)
    return Lives(x=rows[0], tx=rows[1], age=rows[2], weight=weight)


def _loss(theta: Floats, lives: Lives, guests: float) -> tuple[float, Floats]:
    """Minus the mean log-likelihood, equation (6), and its gradient in log r, log alpha, log a, log b."""
    r, alpha, a, b = np.exp(theta)
    xs, at = np.unique(lives.x, return_inverse=True)  # the gammas depend on x alone, and x has few values
    last = np.maximum(xs, 1) - 1
    la, lt = np.log(alpha + lives.age), np.log(alpha + lives.tx)
    alive_x = betaln(a, b + xs) - betaln(a, b)
    gone_x = betaln(a + 1, b + last) - betaln(a, b)
    both_x = gammaln(r + xs) - gammaln(r) + r * np.log(alpha)
    alive = alive_x[at] - (r + lives.x) * la
    gone = np.where(lives.x > 0, gone_x[at] - (r + lives.x) * lt, -np.inf)
    total = np.logaddexp(alive, gone)
    p = np.exp(alive - total)  # chance that this guest is still one, given the parameters
    w = lives.weight / guests
    value = float((w * (both_x[at] + total)).sum())
    ab = psi(a + b) - psi(a)
    da_alive, da_gone = ab - psi(a + b + xs), ab + psi(a + 1) - psi(a + 1 + b + last)
    db_alive = psi(b + xs) - psi(a + b + xs) + psi(a + b) - psi(b)
    db_gone = psi(b + last) - psi(a + 1 + b + last) + psi(a + b) - psi(b)
    da_alive = da_alive + psi(a)  # d betaln(a, b + x) / da carries psi(a); `ab` took it away
    grad = np.array([
        (w * ((psi(r + xs) - psi(r) + np.log(alpha))[at] - p * la - (1 - p) * lt)).sum() * r,
        (w * (r / alpha - (r + lives.x) * (p / (alpha + lives.age) + (1 - p) / (alpha + lives.tx)))).sum() * alpha,
        (w * (p * da_alive[at] + (1 - p) * da_gone[at])).sum() * a,
        (w * (p * db_alive[at] + (1 - p) * db_gone[at])).sum() * b,
    ])  # fmt: skip
    return -value, -grad


@dataclass(frozen=True, slots=True, kw_only=True)
class GammaGamma:
    """Mean spend differs between guests as gamma(q, gamma); each visit's spend is gamma(p) about it.

    gamma is in the currency of the spend.
    """

    p: float
    q: float
    gamma: float

    def expected_spend(self, visits: ArrayLike, mean_spend: ArrayLike) -> Floats:
        """Spend a visit, shrunk towards the house's mean where few visits were seen; shape (n,)."""
        n, m = np.asarray(visits, np.float64), np.asarray(mean_spend, np.float64)
        return np.asarray(self.p * (self.gamma + n * m) / (self.p * n + self.q - 1), np.float64)


def fit_gamma_gamma(visits: ArrayLike, mean_spend: ArrayLike, weight: ArrayLike | None = None) -> GammaGamma:
    """Maximum likelihood, equation (1a) of Fader & Hardie (2013). q is kept above 1 so that the mean exists.

    visits, mean_spend: (n,) of each guest, or of `weight` such guests; who spent nothing is left out.
    Raises: ValueError where nobody spent anything.
    """
    n, m = np.asarray(visits, np.float64), np.asarray(mean_spend, np.float64)
    w = np.ones_like(n) if weight is None else np.asarray(weight, np.float64)
    keep = (n > 0) & (m > 0)
    if not keep.any():
        raise ValueError("gamma-gamma needs at least 1 guest with spend above 0, got 0")
    n, m, w = n[keep], m[keep], w[keep] / w[keep].sum()
    scale = float((w * m).sum())
    m = m / scale

    def loss(theta: Floats) -> float:
        p, q, gamma = np.exp(theta[0]), 1 + np.exp(theta[1]), np.exp(theta[2])
        ll = gammaln(p * n + q) - gammaln(p * n) - gammaln(q) + q * np.log(gamma) + (p * n - 1) * np.log(m)
        ll += p * n * np.log(n) - (p * n + q) * np.log(gamma + m * n)
        return -float((w * ll).sum())

    fit = minimize(loss, np.array([1.0, 1.0, 1.0]), method="L-BFGS-B", bounds=[(-8, 8)] * 3)
    p, q, gamma = np.exp(fit.x[0]), 1 + np.exp(fit.x[1]), np.exp(fit.x[2])
    return GammaGamma(p=float(p), q=float(q), gamma=float(gamma * scale))
