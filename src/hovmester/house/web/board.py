"""What the Board says of each promise and each wish that waits, in words and as a lane."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hovmester.answering import saying
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.house.promises.timing import Standing, Timed
from hovmester.house.web.axis import Axis, spanning
from hovmester.house.web.lane import Bar, Goal, lane
from hovmester.house.web.place import language
from hovmester.housefile.model import StepKind

BACK, AHEAD = timedelta(minutes=45), timedelta(hours=6)

OFF_LANE = (StepKind.PERMISSION, StepKind.FOLLOW_UP)  # a moment, and what comes when it is over

# Which step a reason of the answer speaks of.
BINDS = {
    "make": StepKind.MAKE,
    "station": StepKind.MAKE,
    "fresh": StepKind.MAKE,
    "courier": StepKind.DRIVE,
    "drive": StepKind.DRIVE,
    "find": StepKind.FIND,
    "guest": StepKind.FIND,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A word with the class that gives it its shape and colour."""

    kind: str  # "kept", "thin", "late", "waiting"
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    pk: int
    href: str
    title: str
    guest: str
    chain: str  # who does it, in order: "Anna → Alex"
    next_step: str
    p_now: float | None  # None once it has ended: odds are for what may still happen
    state: State
    until: str  # what is left until the deadline
    lane: SafeString


def rows(
    standings: Iterable[Standing], *, now: datetime, zone: ZoneInfo, whole: bool = False
) -> tuple[Axis, list[Row]]:
    """All on one axis around `now`; `whole` shows them from their first step to their last, however long ago."""
    shown = sorted(standings, key=lambda standing: standing.promise.state != Promise.State.RUNNING)
    moments = [moment for standing in shown for moment in _moments(standing)]
    if whole and moments:
        axis = Axis(start=min(moments), end=max(moments), zone=zone).with_margin()
    else:
        axis = spanning(moments, now=now, zone=zone, back=BACK, ahead=AHEAD)
    return axis, [row(standing, axis, now=now) for standing in shown]


def row(standing: Standing, axis: Axis, *, now: datetime) -> Row:
    promise = standing.promise
    return Row(
        pk=promise.pk,
        href=reverse("promise", args=[promise.pk]),
        title=held(promise.title),
        guest=guest_name(promise.wish),
        chain=chain(standing.steps),
        next_step=next_step(standing, axis.zone),
        p_now=standing.p_on_time if promise.state == Promise.State.RUNNING else None,
        state=state(standing),
        until=until(promise, now),
        lane=lane_of(standing, axis),
    )


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
    if any(timed.step.state == Step.State.TROUBLE for timed in standing.steps):
        return State(kind="late", word=_("trouble"))
    if standing.is_late:
        return State(kind="late", word=_("late by %(time)s") % {"time": saying.lasting(-spare, language())})
    if standing.is_thin:
        return State(
            kind="thin", word=_("thin, %(time)s to spare") % {"time": saying.lasting(spare, language())}
        )
    return State(kind="kept", word=_("%(time)s to spare") % {"time": saying.lasting(spare, language())})


def binding(standing: Standing) -> Timed | None:
    """The open step most likely to make it late: what the answer said binds, else the most uncertain one."""
    still_open = [timed for timed in standing.steps if timed.step.state != Step.State.DONE]
    for reason in _because(standing.promise):
        kind = BINDS.get(reason["constraint"])
        found = [timed for timed in still_open if timed.step.kind == kind]
        if found:
            return found[-1]
    return max(still_open, key=lambda timed: timed.step.lasts_p90 - timed.step.lasts_p50, default=None)


def _because(promise: Promise) -> list[dict[str, Any]]:  # Any: JSON
    """From what `queries.board` brought along, else from the whole answer."""
    if hasattr(promise, "because"):
        return json.loads(promise.because) if promise.because else []
    return list((promise.wish.answer or {}).get("because", ()))


def chain(steps: Iterable[Timed]) -> str:
    names: list[str] = []
    for timed in steps:
        if timed.step.who and timed.step.who.name not in names[-1:]:
            names.append(timed.step.who.name)
    return " → ".join(names)


def next_step(standing: Standing, zone: ZoneInfo) -> str:
    timed = standing.next_step
    if timed is None or standing.promise.state in (Promise.State.CANCELLED, Promise.State.MISSED):
        return ""
    values = {
        "who": timed.step.who.name if timed.step.who else _("nobody"),
        "what": timed.step.what,
        "at": f"{timed.start.astimezone(zone):%H:%M}",
        "until": f"{timed.end_p50.astimezone(zone):%H:%M}",
    }
    if timed.step.state == Step.State.TROUBLE:
        return _("%(who)s: trouble with “%(what)s”") % values
    if timed.step.state == Step.State.STARTED:
        return _("%(who)s: %(what)s, until %(until)s") % values
    return _("%(who)s: %(what)s at %(at)s") % values


def until(promise: Promise, now: datetime) -> str:
    if promise.state != Promise.State.RUNNING:
        return ""
    minutes = (promise.deadline - now).total_seconds() / 60
    if minutes < 0:
        return _("due %(time)s ago") % {"time": saying.lasting(-minutes, language())}
    return _("%(time)s left") % {"time": saying.lasting(minutes, language())}


def guest_name(wish: Wish) -> str:
    """As the house knows them: a name, else the handle the words came from."""
    if wish.guest and wish.guest.name:
        return wish.guest.name
    return (wish.message.author_name or wish.message.author) if wish.message else _("a guest")


def held(title: str) -> str:
    """A title whose dot stays on the line of what it follows."""
    return title.replace(" · ", "\u00a0· ")


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


def _moments(standing: Standing) -> Iterable[datetime]:
    yield standing.promise.deadline
    yield standing.lands_p90
    for timed in standing.steps:
        if timed.step.kind not in OFF_LANE:
            yield timed.start
            yield timed.end_p50


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A wish that waits for a yes."""

    wish: Wish
    href: str
    title: str
    guest: str
    minutes_left: float | None

    @property
    def urgency(self) -> str:
        """The class of the countdown: under ten minutes it is thin, past it is late."""
        if self.minutes_left is None:
            return "waiting"
        return "late" if self.minutes_left < 0 else "thin" if self.minutes_left < 10 else "waiting"


def waiting(wish: Wish, *, now: datetime) -> Waiting:
    last = wish.decide_by
    return Waiting(
        wish=wish,
        href=reverse("wish", args=[wish.pk]),
        title=held(wish.title or wish.text[:80]),
        guest=guest_name(wish),
        minutes_left=(last - now).total_seconds() / 60 if last else None,
    )
