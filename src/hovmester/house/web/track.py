"""How often odds like these came true: said so often, kept so often."""

from dataclasses import dataclass

from hovmester.house.promises.models import Promise

ENOUGH = 20  # below this we do not know ourselves well enough
NEAR = 0.05  # odds this close count as the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    said: int
    kept: int

    @property
    def is_known(self) -> bool:
        return self.said >= ENOUGH


def track_of(p: float) -> Track:
    ended = Promise.objects.filter(
        p_when_given__range=(p - NEAR, p + NEAR), state__in=[Promise.State.KEPT, Promise.State.MISSED]
    )
    kept = ended.filter(state=Promise.State.KEPT)
    return Track(said=ended.count(), kept=kept.count())
