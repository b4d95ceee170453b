"""Seven weeks of promises before the sample evening, played in a few seconds and marked so in the ledger.

Each wish of `WISHES` is answered by the house itself (`can_we`), with what it had learnt by then; for speed once for
the first weeks and once for the later ones, and the answer is moved to its evening. What then happened is drawn from
`TRUTH`, which the house does not know: its kitchen takes a little longer than it states, its roads are slow on some
evenings. The guests of the past have no names.

Not here: an action of the house. Seven weeks of clicks would take a minute; these are the rows that the actions write.
"""

import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final, TypeVar

from django.db import models, transaction

from hovmester.answering import CanWe, can_we
from hovmester.cli.demo.day import DATE, ZONE
from hovmester.engines.promising.model import Params
from hovmester.house.ledger.models import Entry
from hovmester.house.people.house_file import house_file
from hovmester.house.people.models import Person
from hovmester.house.promises.ending import how_it_ended
from hovmester.house.promises.laws import laws
from hovmester.house.promises.models import HangsOn, Promise, Step, Wish
from hovmester.house.promises.permission import given_with, planned_steps, promised
from hovmester.house.promises.reliability import reliability
from hovmester.house.promises.window import outside_min
from hovmester.house.promises.wishing import as_answered
from hovmester.house.web.entries import PLAYED
from hovmester.housefile.model import StepKind

Moved = TypeVar("Moved")

SEED: Final = 1104
WEEKS: Final = 7
ANSWERED_ANEW: Final = (0, 2)  # after so many weeks
EVENINGS: Final = (2, 3, 4, 5)  # Wednesday to Saturday, when the same people work
AN_EVENING: Final = 7  # promises at most
EFFORT: Final = Params(samples=1024, fresh_samples=2048)

# When it is wished for, and the guest's words.
WISHES: Final = (
    ("15:20", "A birthday cake to the hospital at 4:29 pm, main lobby, please"),
    ("15:30", "Could you bring two burgers to the courthouse by 4:02 pm?"),
    ("16:20", "Could you bring a porterhouse and creamed spinach to the hospital by 5:05 pm?"),
    ("16:40", "Can you meet me at lot G of the stadium at 5:26 pm with a filet?"),
    ("16:50", "Pasta for two children, at the hospital by 5:22 pm please"),
    ("17:00", "Can you meet me at Newark airport with a porterhouse when I land in two hours?"),
    ("18:20", "I am boarding: can you meet me at Newark airport with a filet when I land in two hours?"),
    ("17:20", "Can I get a burger at the station at 5:33 pm?"),
    ("17:30", "Shrimp and bread to the stadium by 6:32 pm, lot G"),
    ("17:40", "A rib-eye for the night shift at the hospital at 6:00 pm"),
    ("17:50", "Could you bring a salmon and a salad to the courthouse by 6:32 pm?"),
    ("18:00", "Kan dere komme med en burger til stasjonen klokka 18:15?"),
    ("18:10", "Two porterhouse steaks to lot G at the stadium at 7:02 pm, is that possible?"),
    ("18:30", "Could you bring a salad to the station by 6:58 pm?"),
    ("19:00", "Pasta at the courthouse by 7:32 pm, we are still in session"),
    ("19:10", "Can you bring a burger and fries to the station at 7:25 pm?"),
    ("19:30", "Two burgers to the stadium, lot G, by 8:26 pm"),
    ("19:50", "Een biefstuk naar het ziekenhuis om tien over acht, lukt dat?"),
    ("20:00", "A rib-eye to the courthouse by 8:39 pm please"),
    ("20:20", "Could you bring a chopped salad to the station between 8:30 and 8:50 pm?"),
)

# How many times as long as stated it takes, and the standard deviation of its logarithm: of a step, of an evening.
TRUTH: Final = {
    StepKind.MAKE: (1.08, 0.18, 0.08),
    StepKind.PACK: (1.15, 0.30, 0.05),
    StepKind.DRIVE: (1.04, 0.16, 0.12),
    StepKind.FIND: (1.05, 0.45, 0.0),
    StepKind.HANDOVER: (0.90, 0.35, 0.0),
}
# Logarithm of the minutes from landing to the exit: half within 22, nine in ten within 45.
AFTER_LANDING: Final = (3.09, 0.56)
USUALLY_AFTER: Final = timedelta(minutes=22)
CALLED_OFF: Final = 0.03  # of the promises
NOT_IN_TIME: Final = "We would not have been there in time."
PLANS_CHANGED: Final = "The guest's plans changed."
LEFT: Final = "The guest had left before we were there."


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One promise with its steps as they went; `given_up`: when it was ended without a handover, and why."""

    promise: Promise
    steps: list[Step]
    given_up: tuple[datetime, str] | None = None


def live_before(today: date = DATE) -> None:
    """Everything up to the evening before `today`."""
    chance = random.Random(SEED)  # noqa: S311 - play, not secrets
    house, by = house_file(), Person.objects.get(key="nora")
    first = today - timedelta(weeks=WEEKS, days=today.weekday())
    for number, after in enumerate(ANSWERED_ANEW):
        until = ANSWERED_ANEW[number + 1] if number + 1 < len(ANSWERED_ANEW) else WEEKS
        days = [first + timedelta(weeks=week, days=day) for week in range(after, until) for day in EVENINGS]
        then, learnt = laws(house, _at(days[0], "12:00")), reliability()
        answers = [
            can_we(
                text,
                house=house,
                now=_at(days[0], clock),
                seed=n,
                params=EFFORT,
                laws=then,
                reliability=learnt,
            )
            for n, (clock, text) in enumerate(WISHES, start=1)
        ]
        with transaction.atomic():
            for day in days:
                _keep_evening(day, answers, by, chance)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def _keep_evening(day: date, answers: list[CanWe], by: Person, chance: random.Random) -> None:
    later = timedelta(days=(day - answers[0].now.date()).days)
    chosen = [moved(answer, later) for answer in sorted(_chosen(answers, chance), key=lambda one: one.now)]
    wishes = Wish.objects.bulk_create(_wish(can_we) for can_we in chosen)
    entries = [
        entry for wish, can_we in zip(wishes, chosen, strict=True) for entry in _heard(wish, can_we, by)
    ]
    given = [
        (wish, can_we)
        for wish, can_we in zip(wishes, chosen, strict=True)
        if wish.state != Wish.State.DECLINED
    ]
    promises = Promise.objects.bulk_create(
        promised(wish, can_we, by, _said_yes(can_we)) for wish, can_we in given
    )
    tonight = {kind: chance.gauss(0, evening) for kind, (_times, _step, evening) in TRUTH.items()}
    played = [
        _played(promise, can_we, by, tonight, chance)
        for promise, (_wish, can_we) in zip(promises, given, strict=True)
    ]
    Step.objects.bulk_create(step for one in played for step in one.steps)
    for one in played:
        entries += [*_given(one.promise, by), *_worked(one), *_ended(one, by)]
    Promise.objects.bulk_update(promises, ["state", "handed_over_at", "reason", "look_at"])
    Wish.objects.bulk_update([promise.wish for promise in promises], ["state", "reason"])
    Entry.objects.bulk_create(sorted(entries, key=lambda entry: entry.at))


def _chosen(answers: Iterable[CanWe], chance: random.Random) -> Iterator[CanWe]:
    """As many as those who drive can carry one after the other, in no order."""
    left = list(answers)
    out: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    chance.shuffle(left)
    taken = 0
    for answer in left:
        drive = next((step for step in answer.steps if step.kind == StepKind.DRIVE), None)
        if drive is None or taken == AN_EVENING:
            continue
        back = answer.steps[-1].end_p90 + (drive.end_p50 - drive.start)
        if all(back <= start or end <= drive.start for start, end in out[drive.who]):
            out[drive.who].append((drive.start, back))
            taken += 1
            yield answer


def _said_yes(can_we: CanWe) -> datetime:
    return can_we.now + timedelta(minutes=1)


def _wish(can_we: CanWe) -> Wish:
    is_promised = (
        can_we.p_on_time is not None and can_we.floor is not None and can_we.p_on_time >= can_we.floor
    )
    wish = Wish(
        text=can_we.reading.text,
        said_at=can_we.now,
        made_at=can_we.now,
        state=Wish.State.PROMISED if is_promised else Wish.State.DECLINED,
        reason="" if is_promised else NOT_IN_TIME,
    )
    for name, value in as_answered(can_we, wish, can_we.now).items():
        setattr(wish, name, value)
    wish.look_at = None
    return wish


def _played(
    promise: Promise, can_we: CanWe, by: Person, tonight: dict[StepKind, float], chance: random.Random
) -> Played:
    """Its steps one after the other, each as long as it takes that evening; dishes are made and packed side by side."""
    steps = planned_steps(promise, can_we, by, promise.given_at)
    if chance.random() < CALLED_OFF:
        off = promise.given_at + chance.uniform(0.1, 0.4) * promise.horizon
        return Played(promise=promise, steps=_untouched(steps), given_up=(off, PLANS_CHANGED))
    comes, leaves = _guest(promise, chance)
    free = promise.given_at
    for kind, some in _by_kind(steps):
        begins, ended = max(free, comes if kind == StepKind.HANDOVER else free), free
        for step in some:
            step.started_at = max(step.planned_start, begins)
            step.done_at = step.started_at + timedelta(minutes=_lasts(step, tonight, chance))
            step.state = Step.State.DONE
            ended = max(ended, step.done_at)
        free = ended
        if kind == StepKind.FIND and free > leaves:
            handover = next(step for step in steps if step.kind == StepKind.HANDOVER)
            return Played(promise=promise, steps=_untouched(steps, after=handover), given_up=(free, LEFT))
    return Played(promise=promise, steps=_untouched(steps))


def _guest(promise: Promise, chance: random.Random) -> tuple[datetime, datetime]:
    """When the guest is there, and until when. Who waits at home waits as long as it takes."""
    if promise.hangs_on == HangsOn.LANDING and promise.earliest is not None:
        after = timedelta(minutes=chance.lognormvariate(*AFTER_LANDING))
        comes = promise.earliest - USUALLY_AFTER + after
        return comes, comes + (promise.deadline - promise.earliest)
    return promise.earliest or promise.given_at, promise.deadline + timedelta(hours=2)


def _by_kind(steps: list[Step]) -> Iterator[tuple[StepKind, list[Step]]]:
    for kind in TRUTH:
        yield kind, [step for step in steps if step.kind == kind]


def _lasts(step: Step, tonight: dict[StepKind, float], chance: random.Random) -> float:
    times, spread, _evening = TRUTH[StepKind(step.kind)]
    drawn = max(-2.5, min(2.5, chance.gauss(0, 1)))
    return step.stated_p50 * times * math.exp(tonight[StepKind(step.kind)] + spread * drawn)


def _untouched(steps: list[Step], after: Step | None = None) -> list[Step]:
    """The steps, nothing of them due any more; `after` and what follows it never happened."""
    for step in steps:
        step.look_at = None
        if after is not None and step.position >= after.position:
            step.state, step.started_at, step.done_at = Step.State.WAITING, None, None
    return steps


def _heard(wish: Wish, can_we: CanWe, by: Person) -> Iterator[Entry]:
    yield _entry("heard", wish, wish.made_at, by)
    yield _entry(
        "answered", wish, wish.made_at, by,
        verdict=can_we.verdict.value, p=can_we.p_on_time, p_raw=can_we.p_raw,
        amount=str(can_we.cost.amount), seed=can_we.seed,
    )  # fmt: skip
    if wish.state == Wish.State.DECLINED:
        yield _entry("declined", wish, _said_yes(can_we), by)


def _given(promise: Promise, by: Person) -> Iterator[Entry]:
    yield _entry("permitted", promise.wish, promise.given_at, by, promise=promise.pk)
    yield _entry("given", promise, promise.given_at, by, **given_with(promise))


def _worked(played: Played) -> Iterator[Entry]:
    for step in played.steps:
        if step.kind != StepKind.PERMISSION and step.started_at and step.done_at:
            yield _entry("started", step, step.started_at, step.who)
            yield _entry("done", step, step.done_at, step.who)


def _ended(played: Played, by: Person) -> Iterator[Entry]:
    """How it ended, by the rule that tells kept from missed; what it says is set on the promise."""
    promise = played.promise
    promise.look_at = None
    if played.given_up is not None:
        at, promise.reason = played.given_up
        is_off = promise.reason == PLANS_CHANGED
        promise.state = Promise.State.CANCELLED if is_off else Promise.State.MISSED
        if is_off:
            promise.wish.state, promise.wish.reason = Wish.State.LET_GO, promise.reason
            yield _entry("let-go", promise.wish, at, by)
        facts = {"p_now": promise.p_now} if is_off else {}
        yield _entry("cancelled" if is_off else "missed", promise, at, by, **facts)
        return
    handover = next(step for step in played.steps if step.kind == StepKind.HANDOVER)
    assert handover.done_at is not None
    promise.handed_over_at = handover.done_at
    yield _entry("handed-over", promise, handover.done_at, handover.who)
    promise.state, rule, facts = how_it_ended(outside_min(promise, handover.done_at))
    yield _entry(
        promise.state.value, promise, handover.done_at, None,
        ended_by=rule, p_when_given=promise.p_when_given, p_raw=promise.p_raw, **facts,
    )  # fmt: skip


def _entry(
    verb: str,
    subject: models.Model,
    at: datetime,
    by: Person | None,
    **facts: Any,  # Any: whatever JSON holds
) -> Entry:
    return Entry(
        at=at,
        actor=by,
        rule=PLAYED,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        facts=facts,
    )


def moved(value: Moved, by: timedelta) -> Moved:
    """`value` with every moment in it so much later."""
    return _moved(value, by)  # type: ignore[no-any-return]


def _moved(value: Any, by: timedelta) -> Any:  # Any: whatever an answer holds
    if isinstance(value, datetime):
        return value + by
    if isinstance(value, tuple):
        return tuple(_moved(item, by) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _moved(getattr(value, f.name), by) for f in fields(value)})
    return value
