"""A stretch of time laid out from left to right, in per cent of whatever width it gets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

TICK_MINUTES = (5, 10, 15, 30, 60, 120, 240)
MOST_TICKS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """From `start` to `end`, both aware, ticked in the clock of `zone`."""

    start: datetime
    end: datetime
    zone: ZoneInfo

    def at(self, moment: datetime) -> float:
        """Per cent from the left; what lies outside sits just beyond the edge."""
        whole = (self.end - self.start).total_seconds()
        return round(min(102.0, max(-2.0, 100 * (moment - self.start).total_seconds() / whole)), 2)

    def width(self, start: datetime, end: datetime) -> float:
        return round(max(0.0, self.at(end) - self.at(start)), 2)

    def ticks(self) -> list[tuple[float, str]]:
        """Round clock times with their place; only as many as can be read."""
        step = timedelta(minutes=self._tick_minutes())
        moment = _round_up(self.start.astimezone(self.zone), step)
        found = []
        while moment < self.end:
            found.append((self.at(moment), f"{moment:%H:%M}"))
            moment += step
        return found

    def with_margin(self) -> "Axis":
        """Room for what is written at both ends."""
        margin = (self.end - self.start) * 0.05
        return Axis(start=self.start - margin, end=self.end + margin, zone=self.zone)

    def _tick_minutes(self) -> int:
        whole = (self.end - self.start).total_seconds() / 60
        return next((step for step in TICK_MINUTES if whole / step <= MOST_TICKS), 24 * 60)


def spanning(
    moments: Iterable[datetime], *, now: datetime, zone: ZoneInfo, back: timedelta, ahead: timedelta
) -> Axis:
    """An axis that holds `now` and as many of `moments` as lie within `back` and `ahead` of it, with a margin."""
    near = [moment for moment in moments if now - back <= moment <= now + ahead]
    start, end = min([now, *near]), max([now + timedelta(hours=1), *near])
    return Axis(start=start, end=end, zone=zone).with_margin()


def _round_up(moment: datetime, step: timedelta) -> datetime:
    midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + -(-(moment - midnight) // step) * step
