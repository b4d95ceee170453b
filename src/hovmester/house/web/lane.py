"""One promise or plan as a lane of bars on a time axis: SVG in per cent, so that it fills any width without a script.

Solid until P50, a faint line to P90; a late step shows where it was planned; what binds is drawn heavier.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from hovmester.house.web.axis import Axis

HEIGHT, MIDDLE = 84, 44
LETTER, PADDING, NARROWEST = (
    7.5,
    14,
    5.2,
)  # px of a letter, of a label's margins, of one per cent on a small desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    start: datetime
    end_p50: datetime
    end_p90: datetime
    label: str  # one word, shown where it fits
    state: str  # "done", "started", "waiting", "trouble", "late": a class of the stylesheet
    binds: bool = False
    planned: tuple[datetime, datetime] | None = None  # where it was to be, if it is elsewhere now


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """When it reaches the guest, and when it must; both with the words to write beside them."""

    lands: datetime
    lands_label: str
    deadline: datetime
    deadline_label: str
    state: str  # "kept", "thin", "late", "waiting"


def lane(axis: Axis, bars: Sequence[Bar], goal: Goal | None, *, described: str) -> SafeString:
    """`described` says the same in words, for those who do not see the drawing."""
    drawn = [*(_bar(axis, bar) for bar in bars), *(_goal(axis, goal) if goal else ())]
    svg = (
        f'<svg class="lane" width="100%" height="100%" role="img" aria-label="{escape(described)}">'
        f'<svg y="50%" width="100%" overflow="visible">{"".join(drawn)}</svg></svg>'
    )
    return mark_safe(svg)  # noqa: S308  numbers, class names of ours, and escaped texts


def grid(axis: Axis, *, now: datetime) -> SafeString:
    """What stands behind all lanes of one axis, drawn once: the lines of the clock, and the now-line through all."""
    svg = (
        f'<svg class="lane lanes-grid" width="100%" height="100%" aria-hidden="true">'
        f"{''.join(_grid(axis))}{_now(axis, now)}</svg>"
    )
    return mark_safe(svg)  # noqa: S308  numbers alone


def scale(axis: Axis, *, now: datetime, now_label: str, clear: float = 10) -> SafeString:
    """The clock times over the lanes, and the head of the now-line; no clock time within `clear` per cent of it."""
    here = axis.at(now)
    shown = [(x, label) for x, label in axis.ticks() if abs(x - here) > clear and x < 97]
    ticks = [f'<text x="{x}%" y="18" class="tick">{label}</text>' for x, label in shown]
    is_on = 0 <= here <= 100
    head = f'<text x="{here}%" y="18" class="now-label">{escape(now_label)}</text>' if is_on else ""
    svg = f'<svg class="scale" width="100%" height="26" aria-hidden="true">{"".join(ticks)}{head}</svg>'
    return mark_safe(svg)  # noqa: S308  as above


def _grid(axis: Axis) -> Iterable[str]:
    for x, _label in axis.ticks():
        yield f'<line class="grid" x1="{x}%" x2="{x}%" y1="0" y2="100%"/>'


def _bar(axis: Axis, bar: Bar) -> str:
    x, width = axis.at(bar.start), axis.width(bar.start, bar.end_p50)
    height = 28 if bar.binds else 18
    return (
        f'{_planned(axis, bar)}{_tail(axis, bar)}<svg x="{x}%" y="{-height / 2}" width="{max(width, 0.4)}%" '
        f'height="{height}"><rect class="bar {bar.state}" width="100%" height="{height}" rx="3"/>'
        f"{_label(bar, width, height)}</svg>"
    )


def _tail(axis: Axis, bar: Bar) -> str:
    width = axis.width(bar.end_p50, bar.end_p90)
    if not width:
        return ""
    return f'<rect class="tail {bar.state}" x="{axis.at(bar.end_p50)}%" y="17" width="{width}%" height="3"/>'


def _planned(axis: Axis, bar: Bar) -> str:
    if bar.planned is None:
        return ""
    x, width = axis.at(bar.planned[0]), axis.width(*bar.planned)
    return f'<rect class="planned" x="{x}%" y="-20" width="{width}%" height="3"/>'


def _label(bar: Bar, width: float, height: float) -> str:
    text = f"✓ {bar.label}" if bar.state == "done" else bar.label
    if width * NARROWEST < len(text) * LETTER + PADDING:
        text = "✓" if bar.state == "done" and width * NARROWEST > PADDING else ""
    weight = " binds" if bar.binds else ""
    return (
        f'<text class="bar-label {bar.state}{weight}" x="7" y="{height / 2 + 5}">{escape(text)}</text>'
        if text
        else ""
    )


def _goal(axis: Axis, goal: Goal) -> Iterable[str]:
    lands, deadline = axis.at(goal.lands), axis.at(goal.deadline)
    left, right = max(0.0, min(lands, deadline)), max(lands, deadline)
    yield f'<line class="slack {goal.state}" x1="{left}%" x2="{right}%"/>'
    yield f'<line class="deadline" x1="{deadline}%" x2="{deadline}%" y1="-16" y2="16"/>'
    yield f'<text class="deadline-label" x="{deadline}%" y="36">{escape(goal.deadline_label)}</text>'
    if lands >= 0:  # else it was handed over before the axis begins
        yield f'<svg x="{lands}%" overflow="visible"><path class="lands {goal.state}" d="M0-8 8 0 0 8-8 0z"/></svg>'
        yield f'<text class="lands-label" x="{lands}%" y="-26">{escape(goal.lands_label)}</text>'


def _now(axis: Axis, now: datetime) -> str:
    x = axis.at(now)
    if not 0 <= x <= 100:
        return ""
    return f'<line class="now" x1="{x}%" x2="{x}%" y1="0" y2="100%"/>'


def plan_lane(axis: Axis, bar: Bar, *, deadline: datetime | None, now: datetime) -> SafeString:
    """One step of a plan: solid until P50, faint until P90. The table beside it says the same in figures."""
    x, solid, faint = (
        axis.at(bar.start),
        axis.width(bar.start, bar.end_p50),
        axis.width(bar.start, bar.end_p90),
    )
    due = axis.at(deadline) if deadline else None
    line = f'<line class="deadline" x1="{due}%" x2="{due}%" y1="0" y2="100%"/>' if due is not None else ""
    svg = (
        f'<svg class="lane" width="100%" height="100%" aria-hidden="true">{"".join(_grid(axis))}{line}'
        '<svg y="50%" width="100%" overflow="visible">'
        f'<rect class="tail" x="{x}%" y="-6" width="{faint}%" height="12" rx="3"/>'
        f'<rect class="bar {bar.state}" x="{x}%" y="-6" width="{max(solid, 0.8)}%" height="12" rx="3"/></svg></svg>'
    )
    return mark_safe(svg)  # noqa: S308  numbers and class names of ours


def odds_bar(low: float, p: float, high: float, floor: float) -> SafeString:
    """The odds with their interval, from nought to one, and the floor below which the house does not promise."""

    def at(share: float) -> str:
        return f"{100 * min(1.0, max(0.0, share)):.1f}%"

    svg = (
        '<svg class="odds-bar" width="100%" height="20" aria-hidden="true">'
        '<rect class="rail" y="8" width="100%" height="4" rx="2"/>'
        f'<rect class="interval" x="{at(low)}" y="6" width="{at(high - low)}" height="8" rx="4"/>'
        f'<line class="floor" x1="{at(floor)}" x2="{at(floor)}" y1="2" y2="18"/>'
        f'<circle class="said" cx="{at(p)}" cy="10" r="6"/></svg>'
    )
    return mark_safe(svg)  # noqa: S308  numbers alone
