"""What slow roads say of slow kitchens: on a rainy day both are late, and the roads show it first."""

from dataclasses import dataclass

import numpy as np

from hovmester.engines.promising.learning.pooling import Past, RatioLaw
from hovmester.engines.promising.learning.traffic import Roads, TrafficLaw

FEWEST_DAYS = 8
SIGNIFICANT_R = 0.5  # below this correlation of daily means, with a month of days, it may be chance


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Regression of the kitchens' day effect on the roads' day effect, and what variance it leaves."""

    slope: float
    left: float
    n_days: int

    def day_prior(self, roads: Roads) -> tuple[float, float]:
        """(mean, variance) of the kitchens' day effect, given the roads so far."""
        return self.slope * float(roads.mean[0]), self.left + self.slope**2 * float(roads.covariance[0, 0])


def learn_tie(make: Past, make_law: RatioLaw, drive: Past, drive_law: TrafficLaw) -> Tie:
    """The tie between the two days' effects in days that have both."""
    days = np.intersect1d(make.day, drive.day)
    variance = make_law.sd_day**2
    if len(days) < FEWEST_DAYS:
        return Tie(slope=0.0, left=variance, n_days=len(days))
    kitchens = make.log_ratio - make_law.mean
    roads = drive.log_ratio - drive_law.usual_at(drive.minute)
    x = np.array([roads[drive.day == day].mean() for day in days])
    y = np.array([kitchens[make.day == day].mean() for day in days])
    r = float(np.corrcoef(x, y)[0, 1])
    if r < SIGNIFICANT_R or drive_law.sd_day < 0.01:
        return Tie(slope=0.0, left=variance, n_days=len(days))
    slope = float(np.cov(x, y)[0, 1]) / max(float(x.var(ddof=1)), drive_law.sd_day**2)
    left = max(0.1 * variance, variance - slope**2 * drive_law.sd_day**2)
    return Tie(slope=slope, left=left, n_days=len(days))
