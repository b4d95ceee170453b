"""What the Board says of each promise and each wish that waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hovmester.answering import saying
from hovmester.house.people.models import Person
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.house.promises.timing import Standing, Timed
from hovmester.house.web.axis import Axis, spanning
from hovmester.house.web.place import language
from hovmester.house.web.standing import State, in_trouble, lane_of, moments, state
from hovmester.house.web.suggestion import Plan, plans

BACK, AHEAD = timedelta(minutes=45), timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    pk: int
    href: str
    title: str
    guest: str
    chain: str  # who does it, in order: "Anna → Alex"
    next_step: str
    p_now: float | None  # None once it has ended, and in trouble, of which no law knows
    state: State
    until: str  # what is left until the deadline
    lane: SafeString
    plan: Plan | None = None  # another one that would help


def rows(
    standings: Iterable[Standing],
    *,
    now: datetime,
    zone: ZoneInfo,
    reader: Person,
    whole: bool = False,
) -> tuple[Axis, list[Row]]:
    """All on one axis around `now`; `whole` shows them from their first step to their last, however long ago."""
    shown = sorted(standings, key=lambda standing: standing.promise.state != Promise.State.RUNNING)
    near = [moment for standing in shown for moment in moments(standing)]
    if whole and near:
        axis = Axis(start=min(near), end=max(near), zone=zone).with_margin()
    else:
        axis = spanning(near, now=now, zone=zone, back=BACK, ahead=AHEAD)
    suggested = plans((standing.promise for standing in shown), reader)
    return axis, [row(standing, axis, now=now, plan=suggested.get(standing.promise.pk)) for standing in shown]


def row(standing: Standing, axis: Axis, *, now: datetime, plan: Plan | None = None) -> Row:
    promise = standing.promise
    return Row(
        pk=promise.pk,
        href=reverse("promise", args=[promise.pk]),
        title=held(promise.title),
        guest=guest_name(promise.wish),
        chain=chain(standing.steps),
        next_step=next_step(standing, axis.zone),
        p_now=None if promise.state != Promise.State.RUNNING or in_trouble(standing) else standing.p_on_time,
        state=state(standing),
        until=until(promise, now),
        lane=lane_of(standing, axis),
        plan=plan,
    )


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


def guest_name(wish: Wish) -> str:
    """As the house knows them: a name, else the handle the words came from."""
    if wish.guest and wish.guest.name:
        return wish.guest.name
    return (wish.message.author_name or wish.message.author) if wish.message else _("a guest")


def held(title: str) -> str:
    """A title whose dot stays on the line of what it follows."""
    return title.replace(" · ", "\u00a0· ")
