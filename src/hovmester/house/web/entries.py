"""The ledger as a timeline that people read: who did what, when, and the figures it was done with."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils.functional import Promise as LazyText
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hovmester.answering import saying
from hovmester.answering.kinds import KINDS
from hovmester.house.hearing.models import Message
from hovmester.house.ledger.models import Entry
from hovmester.house.ledger.record import entries_of
from hovmester.house.people.models import Person
from hovmester.house.premises.models import House
from hovmester.house.promises.models import HangsOn, Outcome, Promise, Step, Wish
from hovmester.house.web.place import language

Facts = Mapping[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    id: int
    at: datetime
    who: str  # a person, or the rule of the house that did it
    is_rule: bool
    text: str
    figures: tuple[tuple[str, str], ...]  # label, value
    is_about: bool  # it holds the figure the reader came from
    kind: str  # a class of the stylesheet: "", "kept", "late"


SAID: dict[str, LazyText] = {
    "heard": gettext_lazy("heard it"),
    "read": gettext_lazy("read it"),
    "made-wish": gettext_lazy("made it a wish"),
    "odds-seen": gettext_lazy("looked at the odds"),
    "answered": gettext_lazy("worked out the odds"),
    "asked": gettext_lazy("asked for the yes"),
    "asked-guest": gettext_lazy("asked the guest back"),
    "corrected": gettext_lazy("said what it really means"),
    "learnt": gettext_lazy("learnt from corrections"),
    "not-learnt": gettext_lazy("learnt nothing that reads better"),
    "replied": gettext_lazy("answered the guest"),
    "set-aside": gettext_lazy("set the message aside"),
    "permitted": gettext_lazy("gave permission"),
    "given": gettext_lazy("gave the promise"),
    "declined": gettext_lazy("declined the wish"),
    "let-go": gettext_lazy("let the wish go"),
    "started": gettext_lazy("began: %(what)s"),
    "done": gettext_lazy("did: %(what)s"),
    "trouble": gettext_lazy("met trouble: %(what)s"),
    "late": gettext_lazy("noticed that it will be late"),
    "thin": gettext_lazy("noticed that it stands below what we promise on"),
    "suggested": gettext_lazy("found another plan"),
    "replanned": gettext_lazy("changed the plan as suggested"),
    "moved": gettext_lazy("moved: %(what)s"),
    "handed-over": gettext_lazy("handed it over"),
    "kept": gettext_lazy("wrote it down as kept"),
    "missed": gettext_lazy("wrote it down as missed"),
    "cancelled": gettext_lazy("called it off"),
    "outcome": gettext_lazy("wrote down what the guest said"),
}
LATE = {"trouble", "late", "missed"}
KEPT = {"handed-over", "kept"}

LABELS: dict[str, LazyText] = {
    "p": gettext_lazy("odds"),
    "p_raw": gettext_lazy("worked out as"),
    "p_when_given": gettext_lazy("odds when given"),
    "p_now": gettext_lazy("odds then"),
    "wish_p": gettext_lazy("a wish"),
    "complaint_p": gettext_lazy("a complaint"),
    "praise_p": gettext_lazy("praise"),
    "amount": gettext_lazy("cost"),
    "verdict": gettext_lazy("verdict"),
    "late_min": gettext_lazy("late by"),
    "early_min": gettext_lazy("too early by"),
    "floor": gettext_lazy("floor"),
    "hangs_on": gettext_lazy("kind of wish"),
    "horizon_min": gettext_lazy("promised ahead"),
    "person": gettext_lazy("asked of"),
    "mood": gettext_lazy("the guest was"),
    "from": gettext_lazy("taken over from"),
    "to": gettext_lazy("now with"),
    "portions": gettext_lazy("portions"),
    "kinds": gettext_lazy("it is"),
    "model_dropped": gettext_lazy("claims of the language model whose words are not there"),
    "model_failure": gettext_lazy("the language model was silent"),
    "struck": gettext_lazy("words read wrongly"),
}


PLAYED = "played"  # the past of a sample house
RULES: dict[str, LazyText] = {
    PLAYED: gettext_lazy("played for the sample house, not lived"),
    "intake": gettext_lazy("what comes in is written down"),
    "reading": gettext_lazy("what comes in is read"),
    "answer": gettext_lazy("a wish is worked out"),
    "decide-by-nears": gettext_lazy("the last moment for a yes nears"),
    "decide-by": gettext_lazy("the last moment for a yes has passed"),
    "deadline": gettext_lazy("the guest's time has passed"),
    "left-open": gettext_lazy("nobody decided within two days"),
    "lands-after-deadline": gettext_lazy("as things stand it comes too late"),
    "odds-under-floor": gettext_lazy("the odds are well under the floor"),
    "another-plan": gettext_lazy("another plan stands better"),
    "never-handed-over": gettext_lazy("no handover was reported"),
    "handed-over-in-time": gettext_lazy("handed over in time"),
    "nightly": gettext_lazy("in the night the reader learns from corrections"),
    "handed-over-late": gettext_lazy("handed over too late"),
    "handed-over-early": gettext_lazy("handed over too early"),
}


def of_wish(wish: Wish, *, about: str = "") -> list[Line]:
    subjects: list[models.Model] = [wish, *([wish.message] if wish.message else [])]
    return _lines(entries_of(*subjects), {}, about)


def of_message(message: Message, *, about: str = "") -> list[Line]:
    return _lines(entries_of(message), {}, about)


def of_promise(promise: Promise, *, about: str = "") -> list[Line]:
    steps = list(promise.steps.all())
    wish = promise.wish
    subjects: list[models.Model] = [promise, wish, *steps, *([wish.message] if wish.message else [])]
    return _lines(entries_of(*subjects), {step.pk: step for step in steps}, about)


def _lines(entries: Iterable[Entry], steps: Mapping[int, Step], about: str) -> list[Line]:
    return [_line(entry, steps, about) for entry in entries]


def _line(entry: Entry, steps: Mapping[int, Step], about: str) -> Line:
    step = steps.get(entry.subject_id) if entry.subject_type == Step._meta.label_lower else None
    said = SAID.get(entry.verb)
    return Line(
        id=entry.pk,
        at=entry.at,
        who=entry.actor.name if entry.actor else _("the house"),
        is_rule=entry.actor is None,
        text=str(said) % {"what": step.what or step.kind if step else ""} if said else entry.verb,
        figures=tuple(_figures(entry)),
        is_about=bool(about) and about in entry.facts,
        kind="late" if entry.verb in LATE else "kept" if entry.verb in KEPT else "",
    )


def _figures(entry: Entry) -> Iterable[tuple[str, str]]:
    if entry.rule:
        yield _("by the rule"), str(RULES.get(entry.rule, entry.rule))
    for key, value in entry.facts.items():
        if value and key in LABELS:
            yield str(LABELS[key]), SHOWN.get(key, str)(value)


def _money(amount: str) -> str:
    house = House.objects.first()
    return saying.money(Decimal(amount), house.currency, language()) if house else amount


def _person(key: str) -> str:
    person = Person.objects.filter(key=key).first()
    return person.name if person else key


def _portions(portions: Mapping[str, int]) -> str:
    return ", ".join(f"{qty} × {dish}" for dish, qty in portions.items())


def _mood(mood: str) -> str:
    return str(Outcome.Mood(mood).label)


def _verdict(verdict: str) -> str:
    said = {
        "yes": _("yes"),
        "yes-if": _("yes, if …"),
        "no": _("no, because …"),
        "not-known": _("not known well enough"),
    }
    return said.get(verdict, verdict)


SHOWN: dict[str, Callable[[Any], str]] = {  # Any: JSON
    "p": lambda p: f"{saying.odds(p, language())} ({saying.per_cent(p)})",
    "p_when_given": lambda p: f"{saying.odds(p, language())} ({saying.per_cent(p)})",
    "p_raw": saying.per_cent,
    "p_now": saying.per_cent,
    "floor": saying.per_cent,
    "hangs_on": lambda kind: str(HangsOn(kind).label),
    "horizon_min": lambda minutes: saying.lasting(minutes, language()),
    "wish_p": saying.per_cent,
    "complaint_p": saying.per_cent,
    "praise_p": saying.per_cent,
    "late_min": lambda minutes: saying.lasting(minutes, language()),
    "early_min": lambda minutes: saying.lasting(minutes, language()),
    "amount": _money,
    "verdict": _verdict,
    "person": _person,
    "from": _person,
    "to": _person,
    "mood": _mood,
    "portions": _portions,
    "kinds": lambda kinds: ", ".join(_(KINDS[kind]) for kind in kinds),
}
