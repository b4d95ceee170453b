"""Told odds against the share kept, drawn on the server as the lanes are: SVG in per cent, without a script.

What is told and kept alike lies on the diagonal. Each point leads to its promises, and the table says the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

TICKS_AT_MOST = 6
STEPS = (0.02, 0.05, 0.1, 0.2)
SMALLEST, LARGEST = 5.0, 12.0  # px: the radius of a point that stands for one promise, and for most of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """`share` of `n` promises told as `told` was kept, between `low` and `high`."""

    told: float
    share: float
    low: float
    high: float
    n: int
    href: str
    described: str


def reliability_diagram(
    points: Sequence[Point], *, floor: float, floor_label: str, described: str
) -> SafeString:
    scale = _Scale(_least(points, floor))
    most = max((point.n for point in points), default=1)
    at = scale.x(floor)
    drawn = [
        *_grid(scale),
        f'<line class="floor" x1="{at}%" x2="{at}%" y1="0" y2="100%"/>',
        f'<text class="floor-label" x="{at}%" dx="6" y="16">{escape(floor_label)}</text>',
        '<line class="diagonal" x1="0%" y1="100%" x2="100%" y2="0%"/>',
        *(_point(scale, point, most) for point in points),
    ]
    svg = (
        f'<svg class="diagram" width="100%" height="100%" overflow="visible" role="group" '
        f'aria-label="{escape(described)}">{"".join(drawn)}</svg>'
    )
    return mark_safe(svg)  # noqa: S308  numbers, class names and addresses of ours, and escaped texts


def share_bar(told: float, share: float, low: float, high: float) -> SafeString:
    """One row's share with its interval; the mark is what was told. From even odds to certain: lower is rare."""

    def at(p: float) -> str:
        return f"{100 * min(1.0, max(0.0, 2 * p - 1)):.1f}%"

    width = 200 * (high - max(low, 0.5)) if high > 0.5 else 0.0
    svg = (
        '<svg class="odds-bar" width="100%" height="20" overflow="visible" aria-hidden="true">'
        '<rect class="rail" y="8" width="100%" height="4" rx="2"/>'
        f'<rect class="interval" x="{at(low)}" y="6" width="{width:.1f}%" height="8" rx="4"/>'
        f'<line class="floor" x1="{at(told)}" x2="{at(told)}" y1="2" y2="18"/>'
        f'<circle class="said" cx="{at(share)}" cy="10" r="6"/></svg>'
    )
    return mark_safe(svg)  # noqa: S308  numbers alone


class _Scale:
    """From `least` to certain, the same along both sides."""

    def __init__(self, least: float) -> None:
        self.least = least

    def x(self, p: float) -> float:
        return round(100 * min(1.0, max(0.0, (p - self.least) / (1 - self.least))), 2)

    def y(self, p: float) -> float:
        return round(100 - self.x(p), 2)

    def ticks(self) -> list[float]:
        step = next(step for step in STEPS if (1 - self.least) / step <= TICKS_AT_MOST)
        return [round(1 - step * k, 2) for k in range(TICKS_AT_MOST + 1) if 1 - step * k >= self.least - 1e-9]


def _least(points: Sequence[Point], floor: float) -> float:
    """A round figure below all that is drawn; intervals of a handful may run off the edge."""
    lowest = min([floor, *(value for point in points for value in (point.told, point.share))])
    return max(0.0, int(20 * lowest - 1e-9) / 20)


def _grid(scale: _Scale) -> list[str]:
    lines = []
    for tick in scale.ticks():
        x, y = scale.x(tick), scale.y(tick)
        label = f"{100 * tick:.0f}"
        lines += [
            f'<line class="grid" x1="{x}%" x2="{x}%" y1="0" y2="100%"/>',
            f'<line class="grid" x1="0" x2="100%" y1="{y}%" y2="{y}%"/>',
            f'<text class="tick" x="{x}%" y="100%" dy="22" text-anchor="middle">{label}</text>',
            f'<text class="tick" x="0" dx="-8" y="{y}%" dy="5" text-anchor="end">{label}</text>',
        ]
    return lines


def _point(scale: _Scale, point: Point, most: int) -> str:
    x = scale.x(point.told)
    radius = SMALLEST + (LARGEST - SMALLEST) * (point.n / most) ** 0.5
    return (
        f'<a href="{escape(point.href)}" aria-label="{escape(point.described)}">'
        f"<title>{escape(point.described)}</title>"
        f'<line class="between" x1="{x}%" x2="{x}%" y1="{scale.y(point.low)}%" y2="{scale.y(point.high)}%"/>'
        f'<circle class="ours" cx="{x}%" cy="{scale.y(point.share)}%" r="{radius:.1f}"/>'
        f'<circle class="touch" cx="{x}%" cy="{scale.y(point.share)}%" r="22"/></a>'
    )
