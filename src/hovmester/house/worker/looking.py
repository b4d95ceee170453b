"""What is done when a wish, a promise or a step is due: compare what is with what should be, take one safe step.

Each look ends by writing the next moment to look, if there is one. What people decided meanwhile stands: a rule that
comes too late finds the state changed, and does nothing.
"""

from contextlib import suppress
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext_lazy

from hovmester.answering.saying import clock
from hovmester.house.people import notices
from hovmester.house.people.models import Person
from hovmester.house.promises.actions import answer_wish, ask_up, let_go, miss, settle
from hovmester.house.promises.ending import LATE_AT_MOST
from hovmester.house.promises.errors import AlreadyDecided, NotNow
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.house.promises.queries import standing_of, zone_of
from hovmester.house.promises.running import REMIND_BEFORE
from hovmester.house.promises.timing import Timed
from hovmester.house.promises.wishing import last_moment, page_of

WHY: Final = {
    "decide-by": gettext_lazy("Nobody said yes before the last moment."),
    "deadline": gettext_lazy("The guest's time passed without a yes."),
    "left-open": gettext_lazy("Nobody decided within two days."),
    "never-handed-over": gettext_lazy("No handover was reported."),
}


def look_at_wish(wish: Wish, now: datetime) -> None:
    """Answer it, ask the next one up when the last moment nears, let it go when that has passed."""
    with suppress(AlreadyDecided):
        if wish.answered_at is None:
            answer_wish(wish=wish, now=now, rule="answer")
            return
        last, rule = last_moment(wish.decide_by, wish.deadline, wish)
        if now < last:
            _ask(wish, last, f"{rule}-nears", now)
        elif not (rule == "decide-by" and _still_possible(wish, now)):
            let_go(wish=wish, reason=_why(rule), rule=rule, now=now)


def _ask(wish: Wish, last: datetime, rule: str, now: datetime) -> None:
    with transaction.atomic():
        before = wish.asked_of
        if ask_up(wish=wish, now=now, rule=rule) is None and before is not None:
            text = gettext_lazy("Say yes or no by %(at)s: %(title)s")
            href = page_of(wish)
            _tell(before, text, f"nears:{wish.pk}", href, now, at=_clock(last, wish, now), title=str(wish))
        Wish.objects.filter(pk=wish.pk, state=Wish.State.OPEN).update(look_at=last)


def _still_possible(wish: Wish, now: datetime) -> bool:
    """A courier came back, a wish was declined: the last moment may be later than it was."""
    decide_by = answer_wish(wish=wish, now=now, rule="answer").decide_by
    return decide_by is not None and decide_by > now


def look_at_promise(promise: Promise, now: datetime) -> None:
    """Say kept or missed when nothing more is to come."""
    given_up = promise.deadline + LATE_AT_MOST
    with suppress(NotNow):
        if promise.state == Promise.State.HANDED_OVER:
            settle(promise=promise, now=now, waited_long_enough=True)
        elif now >= given_up:
            miss(promise=promise, reason=_why("never-handed-over"), rule="never-handed-over", now=now)
        else:
            Promise.objects.filter(pk=promise.pk, state=Promise.State.RUNNING).update(look_at=given_up)


def look_at_step(step: Step, now: datetime) -> None:
    """Remind whose step is due; tell who gave the promise when it is not begun, or takes too long."""
    timed = next(one for one in standing_of(step.promise, now).steps if one.step.pk == step.pk)
    if step.state == Step.State.WAITING and timed.start - REMIND_BEFORE > now:
        _look_again(step, timed.start - REMIND_BEFORE)  # what comes before it is late
        return
    with transaction.atomic():
        if step.state == Step.State.WAITING and _remind(step, timed, now):
            _look_again(step, max(timed.end_p50, now + REMIND_BEFORE))
            return
        if step.state in (Step.State.WAITING, Step.State.STARTED):
            _tell_who_gave_it(step, now)
        _look_again(step, None)


def _remind(step: Step, timed: Timed, now: datetime) -> bool:
    """Whether the reminder is a new one. A step that nobody carries is the affair of whoever gave the promise."""
    text = gettext_lazy("Now: %(what)s, start by %(at)s – %(title)s")
    at = _clock(timed.start, step.promise.wish, now)
    who = step.who or step.promise.given_by
    what = step.what or step.kind
    return _tell(who, text, f"due:{step.pk}", "/steps/", now, what=what, at=at, title=str(step.promise))


def _tell_who_gave_it(step: Step, now: datetime) -> None:
    begun = step.state == Step.State.STARTED
    text = (
        gettext_lazy("%(what)s takes longer than nine times in ten – %(title)s")
        if begun
        else gettext_lazy("Not begun yet: %(what)s – %(title)s")
    )
    key = f"{'long' if begun else 'not-begun'}:{step.pk}"
    href = f"/promises/{step.promise_id}/"
    what = step.what or step.kind
    _tell(step.promise.given_by, text, key, href, now, what=what, title=str(step.promise))


def _look_again(step: Step, at: datetime | None) -> None:
    """Only while it is as it was looked at: a step that somebody touched meanwhile has its own next moment."""
    Step.objects.filter(pk=step.pk, state=step.state, look_at=step.look_at).update(look_at=at)


def _tell(person: Person, text: LazyText, key: str, href: str, now: datetime, **values: object) -> bool:
    return notices.tell(person, text, key=key, href=href, now=now, **values)


def _clock(at: datetime, wish: Wish, now: datetime) -> str:
    return clock(at, zone_of(wish.site), now=now)


def _why(rule: str) -> str:
    with translation.override(notices.house_language()):
        return str(WHY[rule])
