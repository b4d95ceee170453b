"""How often odds like these came true: said so often, kept so often."""

from dataclasses import dataclass

from hovmester.house.promises.reliability import KEPT, ended
from hovmester.house.web.how_good import ENOUGH

NEAR = 0.05  # odds this close count as the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    said: int
    kept: int

    @property
    def is_known(self) -> bool:
        return self.said >= ENOUGH


def track_of(p: float) -> Track:
    near = ended().filter(p_when_given__range=(p - NEAR, p + NEAR))
    return Track(said=near.count(), kept=near.filter(KEPT).count())
