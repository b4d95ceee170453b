"""Looking at how all promises stand, and telling in time who must know: before anything is late.

Whatever happened to a promise or a step is a reason to look, and so is every minute that passed. One worker looks at a
time; one that is killed meanwhile leaves it due again when its lease is over.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy

from hovmester.answering.saying import clock, odds
from hovmester.house.ledger.models import Entry
from hovmester.house.ledger.record import record
from hovmester.house.people import notices
from hovmester.house.people.models import Person
from hovmester.house.promises.models import Promise, Step, Watch
from hovmester.house.promises.queries import zone_of
from hovmester.house.promises.replanning import LATER
from hovmester.house.promises.standings import floor_of, work_out
from hovmester.house.promises.suggesting import BETTER, keep_up
from hovmester.house.promises.timing import Standing, Timed, standing
from hovmester.house.worker.claiming import LEASE

EVERY: Final = timedelta(minutes=1)
CHANGES: Final = ("promises.promise", "promises.step")  # entries about these are reasons to look
LATE, THIN = "lands-after-deadline", "odds-under-floor"  # rules; what they write is none, nor are suggestions
UNDER_FLOOR: Final = 0.1  # odds move with every step: nearer to the floor than this nobody is told
MOVED: Final = timedelta(minutes=10)  # who waits for others is told when a step moves by so much


def watch(now: datetime) -> bool:
    """Look, if anything runs and it is due; whether it was."""
    if not Promise.objects.filter(state=Promise.State.RUNNING).exists() or not _claim(now):
        return False
    promises = work_out(now)
    keep_up(promises, now)
    for promise in promises:
        _tell(standing(promise, promise.steps.all(), now), now)
    Watch.objects.filter(id=1, look_at=now + LEASE).update(look_at=now + EVERY)
    return True


def _claim(now: datetime) -> bool:
    """Compare and set: of two workers one looks."""
    row, _ = Watch.objects.get_or_create(id=1, defaults={"look_at": now})
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    if row.look_at > now and not _has_changed(row.seen):
        return False
    due = Watch.objects.filter(id=1, look_at=row.look_at, seen=row.seen)
    return bool(due.update(look_at=now + LEASE, seen=last))


def _has_changed(seen: int) -> bool:
    changes = Entry.objects.filter(pk__gt=seen, subject_type__in=CHANGES)
    return changes.exclude(rule__in=[LATE, THIN, BETTER]).exists()


def _tell(standing: Standing, now: datetime) -> None:
    promise = standing.promise
    if standing.is_late:
        _tell_late(standing, now)
    elif promise.p_now < floor_of(promise) - UNDER_FLOOR:
        _tell_thin(promise, now)
    for timed in _moved(standing):
        _tell_moved(timed, promise, now)


def _tell_late(standing: Standing, now: datetime) -> None:
    promise, late_min = standing.promise, max(1, round(-standing.slack_min))
    text = (
        gettext_lazy("As things stand, %(title)s comes %(late)d min late.")
        if standing.slack_min < 0
        else gettext_lazy("As things stand, %(title)s will more likely fail than not.")
    )
    with transaction.atomic():
        if _told(promise.given_by, text, f"late:{promise.pk}", promise, now, late=late_min):
            facts = {"late_min": late_min} if standing.slack_min < 0 else {"p": round(promise.p_now, 3)}
            record(verb="late", subject=promise, at=now, rule=LATE, **facts)


def _tell_thin(promise: Promise, now: datetime) -> None:
    text = gettext_lazy("%(title)s stands at %(odds)s: less than we promise on.")
    said = odds(promise.p_now, notices.language_of(promise.given_by))
    with transaction.atomic():
        if _told(promise.given_by, text, f"thin:{promise.pk}", promise, now, odds=said):
            record(verb="thin", subject=promise, at=now, rule=THIN, p=round(promise.p_now, 3))


def _moved(standing: Standing) -> list[Timed]:
    """For each who waits for others, their next step, where that begins much later than planned.

    Who is at work on the promise is the one who is waited for, or looks for the guest: they know.
    """
    at_work = {timed.step.who_id for timed in standing.steps if timed.step.state == Step.State.STARTED}
    found: dict[int, Timed] = {}
    for timed in standing.steps:
        who = timed.step.who_id
        if timed.step.state == Step.State.WAITING and who is not None and who not in at_work:
            found.setdefault(who, timed)
    return [timed for timed in found.values() if timed.start - timed.step.planned_start >= MOVED]


def _tell_moved(timed: Timed, promise: Promise, now: datetime) -> None:
    step = timed.step
    if step.who is None or timed.step.planned_start <= now:  # then they are the ones who are waited for
        return
    at = clock(timed.start, zone_of(promise.wish.site), now=now)
    with transaction.atomic():
        _told(step.who, LATER, f"moved:{step.pk}", promise, now, what=step.what or step.kind, at=at)


def _told(
    person: Person, text: LazyText, key: str, promise: Promise, now: datetime, **values: object
) -> bool:
    href = f"/promises/{promise.pk}/"
    return notices.tell(person, text, key=key, href=href, now=now, title=str(promise), **values)
