"""Who carries a step that the plan left to the kitchen: somebody at work then who can do it, with the least to do."""

from collections import Counter
from collections.abc import Iterable

from hovmester.house.people.models import Person
from hovmester.house.people.shifts import on_shift
from hovmester.house.premises.models import Station
from hovmester.house.promises.models import Promise, Step
from hovmester.housefile.model import StepKind


def give_to_somebody(steps: Iterable[Step], site: str) -> None:
    """Name a person for each making and packing that has none, as far as there is one. Whoever makes it, packs it."""
    skills = dict(Station.objects.values_list("key", "skill"))
    load = _load()
    maker: Person | None = None
    for step in steps:
        if step.who is None and step.kind == StepKind.MAKE:
            step.who = maker = _least_loaded(step, site, skills.get(step.station, ""), load)
        elif step.who is None and step.kind == StepKind.PACK:
            step.who = maker or _least_loaded(step, site, "", load)


def _least_loaded(step: Step, site: str, skill: str, load: Counter[int]) -> Person | None:
    there = on_shift(step.planned_start)
    people = Person.objects.filter(pk__in=there, site__key=site).order_by("position", "pk")
    able = [person for person in people if not skill or skill in person.skills]
    if not able:
        return None
    # Who can do little else comes first: the driver is not put to the stove, the baker not called to pack.
    person = min(able, key=lambda person: (load[person.pk], person.drives, len(person.skills)))
    load[person.pk] += 1
    return person


def _load() -> Counter[int]:
    running = Step.objects.filter(promise__state=Promise.State.RUNNING).exclude(state=Step.State.DONE)
    return Counter(running.exclude(who=None).values_list("who", flat=True))
