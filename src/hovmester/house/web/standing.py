"""Where one promise stands, in a word and as a lane."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hovmester.answering import saying
from hovmester.house.promises.models import Promise, Step
from hovmester.house.promises.timing import Standing, Timed
from hovmester.house.web.axis import Axis
from hovmester.house.web.lane import Bar, Goal, lane
from hovmester.house.web.place import language
from hovmester.housefile.model import StepKind

OFF_LANE = (StepKind.PERMISSION, StepKind.FOLLOW_UP)  # a moment, and what comes when it is over


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A word with the class that gives it its shape and colour."""

    kind: str  # "kept", "thin", "late", "waiting"
    word: str


def lane_of(standing: Standing, axis: Axis) -> SafeString:
    heaviest = binding(standing)
    shown = [timed for timed in standing.steps if timed.step.kind not in OFF_LANE]
    groups = [list(group) for _kind, group in groupby(shown, key=lambda timed: timed.step.kind)]
    bars = [_bar(group, binds=any(timed is heaviest for timed in group)) for group in groups]
    return lane(axis, bars, _goal(standing, axis.zone), described=described(standing, axis.zone))


def state(standing: Standing) -> State:
    """One word on how it stands, with the minutes that say so."""
    promise, spare = standing.promise, standing.slack_min
    if promise.state != Promise.State.RUNNING:
        ended = {Promise.State.MISSED: "late", Promise.State.CANCELLED: "waiting"}
        return State(kind=ended.get(Promise.State(promise.state), "kept"), word=promise.get_state_display())
    if in_trouble(standing):
        return State(kind="late", word=_("trouble"))
    if standing.is_late and spare < 0:
        return State(kind="late", word=_("late by %(time)s") % {"time": saying.lasting(-spare, language())})
    if standing.is_late:
        return State(kind="late", word=_("more likely not"))
    if standing.is_thin:
        return State(
            kind="thin", word=_("thin, %(time)s to spare") % {"time": saying.lasting(spare, language())}
        )
    return State(kind="kept", word=_("%(time)s to spare") % {"time": saying.lasting(spare, language())})


def in_trouble(standing: Standing) -> bool:
    return any(timed.step.state == Step.State.TROUBLE for timed in standing.steps)


def binding(standing: Standing) -> Timed | None:
    """The open step most likely to make it late; until that is worked out, the most uncertain one."""
    still_open = [timed for timed in standing.steps if timed.step.state != Step.State.DONE]
    if standing.binds in still_open:
        return standing.binds
    return max(still_open, key=lambda timed: timed.step.lasts_p90 - timed.step.lasts_p50, default=None)


def moments(standing: Standing) -> Iterable[datetime]:
    yield standing.promise.deadline
    yield standing.lands_p90
    for timed in standing.steps:
        if timed.step.kind not in OFF_LANE:
            yield timed.start
            yield timed.end_p50


def described(standing: Standing, zone: ZoneInfo) -> str:
    """The lane in words."""
    words = state_words(language())
    parts = [
        f"{words[timed.step.state]}: {timed.step.what} "
        f"{timed.start.astimezone(zone):%H:%M}–{timed.end_p50.astimezone(zone):%H:%M}"
        for timed in standing.steps
        if timed.step.kind not in OFF_LANE
    ]
    goal = _("reaches the guest at %(at)s, due by %(by)s") % {
        "at": f"{standing.lands_p50.astimezone(zone):%H:%M}",
        "by": f"{standing.promise.deadline.astimezone(zone):%H:%M}",
    }
    return "; ".join([*parts, goal])


def _bar(group: list[Timed], *, binds: bool) -> Bar:
    """Steps of one kind in a row, dishes made side by side, are one bar."""
    is_moved = any(timed.is_late for timed in group)
    return Bar(
        start=min(timed.start for timed in group),
        end_p50=max(timed.end_p50 for timed in group),
        end_p90=max(timed.end_p90 for timed in group),
        label=kind_words(language())[group[0].step.kind],
        state=_bar_state(group),
        binds=binds,
        planned=(
            (min(timed.step.planned_start for timed in group), max(timed.step.end_p50 for timed in group))
            if is_moved
            else None
        ),
    )


def _bar_state(group: list[Timed]) -> str:
    """The one that most needs eyes."""
    states = {timed.step.state for timed in group}
    if Step.State.TROUBLE in states:
        return "trouble"
    if any(timed.is_late and timed.step.state != Step.State.DONE for timed in group):
        return "late"
    return next(
        state for state in (Step.State.STARTED, Step.State.WAITING, Step.State.DONE) if state in states
    )


def _goal(standing: Standing, zone: ZoneInfo) -> Goal:
    deadline = standing.promise.deadline
    return Goal(
        lands=standing.lands_p50,
        lands_label=f"{standing.lands_p50.astimezone(zone):%H:%M}",
        deadline=deadline,
        deadline_label=_("by %(at)s") % {"at": f"{deadline.astimezone(zone):%H:%M}"},
        state=state(standing).kind,
    )


@cache
def kind_words(language: str) -> dict[str, str]:
    """Looked up once per language: a Board says them a thousand times."""
    with translation.override(language):
        return {
            StepKind.PERMISSION: _("yes"),
            StepKind.MAKE: _("make"),
            StepKind.PACK: _("pack"),
            StepKind.DRIVE: _("drive"),
            StepKind.FIND: _("find"),
            StepKind.HANDOVER: _("hand over"),
            StepKind.FOLLOW_UP: _("follow up"),
        }


@cache
def state_words(language: str) -> dict[str, str]:
    with translation.override(language):
        return {state.value: str(state.label) for state in Step.State}
