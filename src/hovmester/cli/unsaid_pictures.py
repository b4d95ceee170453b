"""The pictures of the unsaid report as SVG: presentation attributes and classes only, no script.

Each function takes plain figures and gives one <svg>; the page puts the table behind it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from math import ceil, floor, log10

from hovmester.engines.unsaid import Finding, Point, Week

WIDTH = 720
SMOOTH_WEEKS = 4
LEFT, LABEL = 220, 28  # room left of a picture, and how many characters it holds
Scale = Callable[[float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a forest plot: an effect with its interval, as relative changes."""

    label: str
    effect: float
    low: float
    high: float
    kind: str  # a CSS class: accused, suspected, cleared, other


def forest(rows: Sequence[Row], title: str) -> str:
    """Effects with their intervals, zero in ink."""
    left, line, top = LEFT, 26, 28
    low, high = min([r.low for r in rows] + [-0.05]), max([r.high for r in rows] + [0.05])
    x = _scale(low, high, left, WIDTH - 20)
    height = top + line * len(rows) + 24
    marks = []
    for i, r in enumerate(rows):
        y = top + line * i + line / 2
        marks.append(
            f'<text x="{left - 12}" y="{y + 4:.0f}" text-anchor="end">{_beside(r.label)}</text>'
            f'<line class="{r.kind}" x1="{x(r.low):.1f}" x2="{x(r.high):.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<circle class="{r.kind}" cx="{x(r.effect):.1f}" cy="{y:.1f}" r="5"/>'
        )
    axis = _x_axis(
        _ticks(low, high),
        x,
        height - 18,
        lambda v: f"{v * 100:+.0f} %".replace("+0 %", "0 %"),
        top,
        height - 30,
    )
    zero = f'<line class="ink" x1="{x(0):.1f}" x2="{x(0):.1f}" y1="{top - 8}" y2="{height - 30}"/>'
    return _svg(height, title, axis + zero + "".join(marks))


def curves(points: Sequence[Point], title: str, seen: str, expected: str) -> str:
    """Share of guests back by day: seen against expected of visits like these."""
    height, left, bottom = 260, 52, 36
    top_share = max([p.expected for p in points] + [p.seen for p in points] + [0.05]) * 1.08
    x, y = _scale(0, points[-1].day or 1, left, WIDTH - 120), _scale(0, top_share, height - bottom, 16)
    axis = _x_axis(_ticks(0, points[-1].day), x, height - 14, lambda v: f"{v:.0f}", 16, height - bottom)
    axis += _y_axis(_ticks(0, top_share, 4), y, left, WIDTH - 120, lambda v: f"{v * 100:.0f} %")
    lines = _path([(x(p.day), y(p.expected)) for p in points], "expected") + _path(
        [(x(p.day), y(p.seen)) for p in points], "accused"
    )
    last = points[-1]
    gap = 14 if abs(y(last.expected) - y(last.seen)) < 14 else 0
    labels = (
        f'<text x="{WIDTH - 112}" y="{y(last.expected) + 4 - gap / 2:.0f}">{escape(expected)}</text>'
        f'<text class="accused" x="{WIDTH - 112}" y="{y(last.seen) + 4 + gap:.0f}">{escape(seen)}</text>'
    )
    return _svg(height, title, axis + lines + labels)


def weekly(weeks: Sequence[Week], finding: Finding, title: str) -> str:
    """Returns seen over expected, four weeks together, with the week of the change and its interval."""
    height, left, bottom = 240, 52, 36
    dots = smoothed(weeks)
    if not dots:
        return ""
    start, end = weeks[0].start.toordinal(), weeks[-1].start.toordinal() + 7
    values = [v for _, v in dots]
    low, high = min([*values, 0.9]) - 0.03, max([*values, 1.1]) + 0.03
    x, y = _scale(start, end, left, WIDTH - 20), _scale(low, high, height - bottom, 16)
    parts = [
        _x_axis(
            _quarters(start, end),
            x,
            height - 14,
            lambda v: date.fromordinal(int(v)).strftime("%Y-%m"),
            16,
            height - bottom,
        ),
        _y_axis(_ticks(low, high, 4), y, left, WIDTH - 20, lambda v: f"{v * 100:.0f} %"),
    ]
    if finding.since and finding.since_low and finding.since_high:
        a, b = x(finding.since_low.toordinal()), x(finding.since_high.toordinal() + 7)
        at = x(finding.since.toordinal())
        parts.append(
            f'<rect class="when" x="{a:.1f}" y="16" width="{max(b - a, 2):.1f}" height="{height - bottom - 16}"/>'
            f'<line class="ink" x1="{at:.1f}" x2="{at:.1f}" y1="16" y2="{height - bottom}"/>'
            f'<text x="{at + 6:.0f}" y="28">{finding.since.isoformat()}</text>'
        )
    parts.append(f'<line class="ink" x1="{left}" x2="{WIDTH - 20}" y1="{y(1):.1f}" y2="{y(1):.1f}"/>')
    parts.append(_path([(x(day), y(v)) for day, v in dots], "accused"))
    return _svg(height, title, "".join(parts))


def smoothed(weeks: Sequence[Week]) -> list[tuple[int, float]]:
    """(day, seen over expected) of each run of four weeks; the run is dated by its middle."""
    runs = [weeks[i : i + SMOOTH_WEEKS] for i in range(max(len(weeks) - SMOOTH_WEEKS + 1, 0))]
    return [
        (
            (run[0].start.toordinal() + run[-1].start.toordinal() + 7) // 2,
            sum(w.returned for w in run) / expected,
        )
        for run in runs
        if (expected := sum(w.expected for w in run)) >= 3
    ]


def bars(rows: Sequence[tuple[str, float, float]], title: str, say: Callable[[float], str]) -> str:
    """Money at risk: the bar is what is certain, the faint part what is likely."""
    left, line, top = LEFT, 30, 12
    height = top + line * len(rows) + 8
    x = _scale(0, max(likely for _, likely, _ in rows) or 1, left, WIDTH - 110)
    parts = []
    for i, (label, likely, least) in enumerate(rows):
        y = top + line * i
        parts.append(
            f'<text x="{left - 12}" y="{y + 17}" text-anchor="end">{_beside(label)}</text>'
            f'<rect class="likely" x="{left}" y="{y + 4}" width="{x(likely) - left:.1f}" height="18"/>'
            f'<rect class="least" x="{left}" y="{y + 4}" width="{max(x(least) - left, 0):.1f}" height="18"/>'
            f'<text x="{x(likely) + 8:.0f}" y="{y + 17}">{escape(say(likely))}</text>'
        )
    return _svg(height, title, "".join(parts))


def _beside(label: str) -> str:
    """A label as far as there is room for it; the table behind the picture has the whole."""
    return escape(label if len(label) <= LABEL else label[: LABEL - 1] + "…")


def _svg(height: float, title: str, inside: str) -> str:
    box, name = f"0 0 {WIDTH} {height:.0f}", escape(title)
    return f'<svg viewBox="{box}" role="img" aria-label="{name}"><title>{name}</title>{inside}</svg>'


def _scale(low: float, high: float, start: float, end: float) -> Scale:
    span = (high - low) or 1.0
    return lambda v: start + (v - low) / span * (end - start)


def _ticks(low: float, high: float, about: int = 6) -> list[float]:
    """Round numbers between low and high."""
    rough = (high - low) / about
    unit = 10.0 ** floor(log10(rough))
    step = unit * next((m for m in (1, 2, 5) if m * unit >= rough), 10)
    return [round(step * k, 10) for k in range(ceil(low / step), floor(high / step) + 1)]


def _quarters(start: int, end: int) -> list[float]:
    """First days of quarters; not at the very end, where half a label would be cut off."""
    day, found = date.fromordinal(start).replace(day=1), list[float]()
    while day.toordinal() < end - (end - start) / 25:
        if day.toordinal() >= start and day.month % 3 == 1:
            found.append(float(day.toordinal()))
        day = (day + timedelta(days=32)).replace(day=1)
    return found


def _x_axis(
    ticks: Sequence[float], x: Scale, y: float, say: Callable[[float], str], top: float, bottom: float
) -> str:
    return "".join(
        f'<line class="grid" x1="{x(t):.1f}" x2="{x(t):.1f}" y1="{top}" y2="{bottom}"/>'
        f'<text class="tick" x="{x(t):.1f}" y="{y}" text-anchor="middle">{say(t)}</text>'
        for t in ticks
    )


def _y_axis(ticks: Sequence[float], y: Scale, left: float, right: float, say: Callable[[float], str]) -> str:
    return "".join(
        f'<line class="grid" x1="{left}" x2="{right}" y1="{y(t):.1f}" y2="{y(t):.1f}"/>'
        f'<text class="tick" x="{left - 8}" y="{y(t) + 4:.1f}" text-anchor="end">{say(t)}</text>'
        for t in ticks
    )


def _path(points: Sequence[tuple[float, float]], kind: str) -> str:
    return f'<polyline class="{kind}" points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}"/>'
