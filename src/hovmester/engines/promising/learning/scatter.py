"""How single steps scatter around what is expected of them: real logs are no bell.

A step marked done too soon or left open overnight says nothing about the kitchen, so it must not move what is learnt of
it; yet such steps happen, so the law must have room for them. Hence two views of one log: `settled` draws outliers in
(winsorising, Tukey 1962, doi:10.1214/aoms/1177704711) before means and spreads are learnt, and `Scatter` keeps the
shape of what was really seen, with how even each place is, drawn towards all places while it has few steps.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from hovmester.engines.promising.law import Z

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

OUTLIER_SD = 3.0  # beyond so many robust standard deviations a step is drawn in
QUARTILES_SD = 1.349  # distance of the quartiles of a normal law, in standard deviations
AS_THE_OTHERS = 10  # a place's own median or evenness counts as much as all others' after so many steps
BELL = 200  # … and the shape seen as much as the bell after so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """The standardised steps: their quantiles at the normal scores `Z`, and how much wider (> 1) a place scatters."""

    shape: tuple[float, ...] = tuple(Z.tolist())
    places: dict[str, float] = field(default_factory=dict)

    def of(self, place: str) -> Floats:
        """(129,) standardised quantiles of a step at this place."""
        return np.array(self.shape) * self.places.get(place, 1.0)


def settled(y: Floats, place: Ints) -> Floats:
    """`y` (n_steps,) with what lies absurdly far from the median of its place drawn in to where outliers begin."""
    overall = float(np.median(y))
    order = np.argsort(place, kind="stable")
    n = np.bincount(place)
    own = np.array([np.median(part) for part in np.split(y[order], np.cumsum(n)[:-1])])
    centre = (overall + (own - overall) * n / (n + AS_THE_OTHERS))[place]
    low, high = np.quantile(y - centre, [0.25, 0.75])
    most = OUTLIER_SD * (high - low) / QUARTILES_SD
    return np.clip(y, centre - most, centre + most) if most > 0 else y


def learn_scatter(standardised: Floats, names: tuple[str, ...], place: Ints) -> Scatter:
    """From steps less their mean, over their standard deviation, (n_steps,); `place` are positions in `names`."""
    size = np.minimum(np.abs(standardised), OUTLIER_SD)
    usual = float(size.mean())
    if usual == 0:
        return Scatter()
    n = np.bincount(place)
    even = (AS_THE_OTHERS + np.bincount(place, size) / usual) / (AS_THE_OTHERS + n)
    seen = _quantiles(np.sort(standardised / even[place]))
    believed = len(standardised) / (len(standardised) + BELL)
    return Scatter(
        shape=tuple((believed * seen + (1 - believed) * Z).tolist()),
        places={name: float(wide) for name, wide in zip(names, even, strict=True)},
    )


def _quantiles(ordered: Floats) -> Floats:
    """(129,) at the normal scores `Z`; beyond the outermost steps seen the bell goes on."""
    from scipy.special import ndtri  # takes a while to load, and only learning needs it

    scores = ndtri((np.arange(len(ordered)) + 0.5) / len(ordered))
    beyond = np.minimum(Z - scores[0], 0) + np.maximum(Z - scores[-1], 0)
    return np.asarray(np.interp(Z, scores, ordered) + beyond)
