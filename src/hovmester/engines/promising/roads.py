"""Roads without a map: great circles with a detour, one speed in town and one beyond, factors per hour of day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt

from hovmester.engines.promising.model import Point

EARTH_M = 6_371_008.8

# km/h in town, km/h beyond
SPEEDS = {"car": (28.0, 70.0), "van": (26.0, 62.0), "bike": (16.0, 16.0), "foot": (5.0, 5.0)}


@dataclass(frozen=True, slots=True, kw_only=True)
class GreatCircleRoads:
    """The first `town_m` of a way (half at either end) go at the town speed, the rest at the road speed.

    `hour_at_origin`: local hour of day (0-24) at minute 0. `hour_factors`: 24 factors on the time of motor vehicles.
    """

    detour: float = 1.3
    town_m: float = 8_000.0
    speeds_kmh: Mapping[str, tuple[float, float]] = field(default_factory=lambda: dict(SPEEDS))
    hour_at_origin: float = 12.0
    hour_factors: tuple[float, ...] = (1.0,) * 24

    def __post_init__(self) -> None:
        if self.detour < 1:
            raise ValueError(f"detour must be >= 1, got {self.detour}")
        if len(self.hour_factors) != 24:
            raise ValueError(f"need 24 hour factors, got {len(self.hour_factors)}")

    def metres(self, start: Point, end: Point) -> float:
        return self.detour * great_circle_m(start, end)

    def minutes(self, start: Point, end: Point, *, vehicle: str, depart: float) -> float:
        town, beyond = self.speeds_kmh.get(vehicle, self.speeds_kmh["car"])
        metres = self.metres(start, end)
        in_town = min(metres, self.town_m)
        free = 0.06 * (in_town / town + (metres - in_town) / beyond)
        return free * (self._hour_factor(depart) if vehicle in {"car", "van"} else 1.0)

    def _hour_factor(self, at: float) -> float:
        """Between the factors of two full hours: a straight line, so that no minute is a cliff."""
        hour = (self.hour_at_origin + at / 60) % 24
        before = int(hour) % 24
        share = hour - int(hour)
        return self.hour_factors[before] * (1 - share) + self.hour_factors[(before + 1) % 24] * share


def great_circle_m(a: Point, b: Point) -> float:
    """Metres over the sphere (haversine)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    h = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * EARTH_M * asin(min(1.0, sqrt(h)))
