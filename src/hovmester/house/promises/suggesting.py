"""Another plan for a promise that stands under its floor: worked out by the worker, written down for whoever decides.

docs/decisions/0018 says what it may move, who says yes to it, and why nothing moves by itself.

Not here: saying yes to it (`replanning`), how it is said (web).
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, Final

from django.db import transaction

from hovmester.answering.suggesting import Moved, Suggested, suggest
from hovmester.house.ledger.record import record
from hovmester.house.promises.answering import key_of, standing_house
from hovmester.house.promises.laws import laws
from hovmester.house.promises.models import Promise, Step, Suggestion
from hovmester.house.promises.standings import as_told, floor_of
from hovmester.housefile.model import Spread, StepKind

AGAIN: Final = timedelta(minutes=1)
APART: Final = timedelta(seconds=1)  # of two that are due at once the more urgent one is looked at first
BETTER: Final = "another-plan"  # the rule
ROAD: Final = (StepKind.DRIVE, StepKind.FIND, StepKind.HANDOVER)
FELT_MIN: Final = 1.0  # a handover that moves by less is not moved

Fields = dict[str, Any]  # Any: JSON


def keep_up(promises: Iterable[Promise], now: datetime) -> None:
    """Those of the running `promises` that stand under their floor are looked at anew, the most urgent first.

    However many they are, one a second; the suggestions of all others are let go.
    """
    in_need = sorted(filter(_needs_one, promises), key=lambda promise: (promise.deadline, promise.pk))
    Suggestion.objects.exclude(promise__in=in_need).delete()
    due = {promise.pk: now + n * APART for n, promise in enumerate(in_need)}
    rows = [Suggestion(promise=promise, look_at=due[promise.pk]) for promise in in_need]
    Suggestion.objects.bulk_create(rows, ignore_conflicts=True)
    for pk, at in due.items():
        Suggestion.objects.filter(pk=pk, look_at__gt=at).update(look_at=at)


def _needs_one(promise: Promise) -> bool:
    """Nothing can move once all has begun; nor are there odds in trouble, unless somebody else could go instead."""
    steps = [step for step in promise.steps.all() if step.kind != StepKind.FOLLOW_UP]
    if any(step.state == Step.State.TROUBLE for step in steps):
        return is_stuck(promise)
    return any(step.state == Step.State.WAITING for step in steps) and promise.p_now < floor_of(promise)


def is_stuck(promise: Promise) -> bool:
    """Its trouble is with whoever is to bring it, and they have not begun: somebody else can."""
    in_trouble = [step for step in promise.steps.all() if step.state == Step.State.TROUBLE]
    return bool(in_trouble) and all(step.kind in ROAD and step.started_at is None for step in in_trouble)


def work_out(suggestion: Suggestion, now: datetime) -> None:
    """Look for another plan as things stand now, and write it down in place of the one before."""
    promise = suggestion.promise
    if promise.state != Promise.State.RUNNING:
        Suggestion.objects.filter(pk=promise.pk).delete()
        return
    house, find = standing_house(now), promise.steps.filter(kind=StepKind.FIND).first()
    found = suggest(
        house, key_of(promise),
        now=now, laws=laws(house, now), met_at=find.where if find else "", stuck=is_stuck(promise),
    )  # fmt: skip
    with transaction.atomic():
        _write(suggestion, found, now)


def _write(suggestion: Suggestion, found: Suggested | None, now: datetime) -> None:
    """Only on the row that was claimed: one that was taken back meanwhile stays away."""
    promise, fields = suggestion.promise, _fields(suggestion.promise, found)
    mine = Suggestion.objects.filter(pk=suggestion.pk, look_at=suggestion.look_at)
    if not mine.update(**fields, at=now, look_at=now + AGAIN):
        return
    if fields["version"] not in ("", suggestion.version):
        odds = {"p_now": fields["p_before"], "p": fields["p_after"]}
        told: Fields = {name: round(p, 3) for name, p in odds.items() if p is not None}
        record(verb="suggested", subject=promise, at=now, rule=BETTER, **told)


def _fields(promise: Promise, found: Suggested | None) -> Fields:
    if found is None:
        nothing: Fields = {"version": "", "moves": [], "others": [], "p_before": None, "p_after": None}
        return nothing | {"costs_more": 0}
    keys = {key_of_pk(one.promise) for one in found.moved}
    steps = {
        (step.promise_id, number): step
        for one in Promise.objects.filter(pk__in=keys).prefetch_related("steps__who")
        for number, step in enumerate(one.steps.all())
    }
    moves = [as_json(one, steps[key_of_pk(one.promise), one.number]) for one in found.moved]
    return {
        "version": _version(moves),
        "moves": moves,
        "others": [
            {"promise": key_of_pk(effect.promise), "later_min": round(effect.later_min, 1)}
            for effect in found.effects
            if effect.promise != found.promise and abs(effect.later_min) >= FELT_MIN
        ],
        "p_before": None if is_stuck(promise) else as_told(found.own.p_before, promise),
        "p_after": as_told(found.own.p_after, promise),
        "costs_more": found.costs_more,
    }


def key_of_pk(key: str) -> int:
    """The promise of an engine's key (`answering.key_of`)."""
    return int(key.removeprefix("promise-"))


def as_json(one: Moved, step: Step) -> Fields:
    """A moved step as it is kept, with how the step was: what a yes compares it with."""
    return {
        "step": step.pk,
        "was": {
            "state": step.state,
            "who": step.who.key if step.who else "",
            "vehicle": step.vehicle,
            "start": step.planned_start.isoformat(),
        },
        **asdict(one),
        "start": one.start.isoformat(),
    }


def from_json(kept: Mapping[str, Any]) -> Moved:  # Any: JSON
    fields = {name: value for name, value in kept.items() if name not in {"step", "was", "start", "lasts"}}
    return Moved(**fields, start=datetime.fromisoformat(kept["start"]), lasts=Spread(**kept["lasts"]))


def _version(moves: Iterable[Fields]) -> str:
    """The same as long as the same steps go to the same people, vehicles and places; minutes may pass meanwhile."""
    named = [(move["step"], move["who"], move["vehicle"], move["where"]) for move in moves]
    return blake2b(repr(sorted(named)).encode(), digest_size=8).hexdigest()
