"""Another plan, said in one calm sentence: who could do what instead, what it is worth, and who else would be moved."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from hovmester.answering import saying
from hovmester.house.people.models import Person
from hovmester.house.premises.models import House, Vehicle
from hovmester.house.promises import actions
from hovmester.house.promises.models import Promise, Step, Suggestion
from hovmester.house.web.place import language
from hovmester.housefile.model import StepKind

KITCHEN: Final = (StepKind.MAKE, StepKind.PACK)
WORTH_SAYING: Final = Decimal(1)  # more, in the currency of the house
NAMED: Final = 2  # others who come later are named; of more than so many the rest is counted

Move = Mapping[str, Any]  # Any: JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`text` is empty where nothing would help; `may`: whether the reader may say yes to it."""

    text: str
    version: str
    href: str
    may: bool
    suggestion: Suggestion


def plans(promises: Iterable[Promise], reader: Person) -> dict[int, Plan]:
    """What is suggested for each of these running promises (with their `suggestion`), by their ids."""
    found = [
        suggestion
        for promise in promises
        if promise.state == Promise.State.RUNNING
        and (suggestion := getattr(promise, "suggestion", None)) is not None
        and suggestion.at is not None
    ]
    if not found:
        return {}
    names = _Names(found)
    return {
        one.promise_id: Plan(
            text=_said(one, names) if one.moves else "",
            version=one.version,
            href=reverse("promise-plan", args=[one.promise_id]),
            may=bool(one.moves) and actions.may_move(reader, one.promise, one.costs_more),
            suggestion=one,
        )
        for one in found
    }


class _Names:
    """What is named in these suggestions, asked for at once."""

    def __init__(self, suggestions: list[Suggestion]) -> None:
        moves = [move for one in suggestions for move in one.moves]
        others = {other["promise"] for one in suggestions for other in one.others}
        self.steps = Step.objects.select_related("who").in_bulk([move["step"] for move in moves])
        others |= {step.promise_id for step in self.steps.values()}
        self.titles = dict(Promise.objects.filter(pk__in=others).values_list("pk", "title"))
        people, vehicles = ({move[of] for move in moves} for of in ("who", "vehicle"))
        self.people = dict(Person.objects.filter(key__in=people).values_list("key", "name"))
        self._currency = House.get().currency
        self.vehicles = dict(Vehicle.objects.filter(key__in=vehicles).values_list("key", "name"))

    def money(self, amount: Decimal) -> str:
        return saying.money(amount, self._currency, language())


def _said(one: Suggestion, names: _Names) -> str:
    clauses = list(dict.fromkeys(_clauses(one, names)))
    text = (
        _("%(what)s: %(after)s.") if one.p_before is None else _("%(what)s: %(after)s instead of %(before)s.")
    )
    said = text % {
        "what": capfirst(_(" and ").join(clauses)),
        "after": saying.per_cent(one.p_after or 0),
        "before": saying.per_cent(one.p_before or 0),
    }
    return " ".join([said, *_others(one, names)])


def _clauses(one: Suggestion, names: _Names) -> Iterator[str]:
    def promise_of(move: Move) -> int:
        return names.steps[move["step"]].promise_id if move["step"] in names.steps else 0

    moves = sorted(one.moves, key=lambda move: (promise_of(move) != one.promise_id, promise_of(move)))
    for pk, some in groupby(moves, key=promise_of):
        group = [move for move in some if move["step"] in names.steps]
        kinds = {names.steps[move["step"]].kind for move in group}
        if kinds & set(KITCHEN):
            yield _("it could be made sooner")
        places = [move["where"] for move in group if move["where"]]
        road = [move for move in group if names.steps[move["step"]].kind not in KITCHEN]
        if places:
            yield _("the guest could be met at %(where)s") % {"where": places[0]}
        elif road and pk == one.promise_id:
            yield _own(road[0], names)
        elif road:
            yield _other(road[0], names.titles.get(pk, ""), names)


def _own(move: Move, names: _Names) -> str:
    values = {"who": names.people.get(move["who"], _("nobody")), "vehicle": _vehicle(move, names)}
    if move["who"] != move["was"]["who"]:
        return _("%(who)s could take it") % values
    if move["vehicle"] != move["was"]["vehicle"]:
        return _("%(who)s could go with the %(vehicle)s") % values
    return _("%(who)s could bring it sooner") % values


def _other(move: Move, title: str, names: _Names) -> str:
    values = {
        "who": names.people.get(move["who"], _("nobody")),
        "vehicle": _vehicle(move, names),
        "title": title,
    }
    if move["who"] != move["was"]["who"]:
        return _("%(who)s could take “%(title)s” instead") % values
    if move["vehicle"] != move["was"]["vehicle"]:
        return _("%(who)s could bring “%(title)s” with the %(vehicle)s") % values
    if datetime.fromisoformat(move["start"]) > datetime.fromisoformat(move["was"]["start"]):
        return _("%(who)s could bring “%(title)s” afterwards") % values
    return _("%(who)s could bring “%(title)s” sooner") % values


def _vehicle(move: Move, names: _Names) -> str:
    return names.vehicles.get(move["vehicle"], str(move["vehicle"]))


def _others(one: Suggestion, names: _Names) -> Iterator[str]:
    """Who would come later by it, and whether the guest must be told."""
    later = sorted(
        (other for other in one.others if other["later_min"] > 0), key=lambda other: -other["later_min"]
    )
    for other in later[:NAMED]:
        yield _("“%(title)s” comes %(time)s later.") % {
            "title": names.titles.get(other["promise"], ""),
            "time": saying.lasting(other["later_min"], language()),
        }
    if len(later) > NAMED:
        yield _("%(n)d more come later.") % {"n": len(later) - NAMED}
    moved = {step.promise_id for move in one.moves if (step := names.steps.get(move["step"]))}
    if not later and moved <= {one.promise_id}:
        yield _("Nobody else is moved.")
    if one.costs_more >= WORTH_SAYING:
        yield _("It costs %(amount)s more.") % {"amount": names.money(one.costs_more)}
    if any(move["where"] for move in one.moves):
        yield _("The guest has to be told.")
