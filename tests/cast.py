"""The few people and wishes that play in the tests, all of the sample house.

Walter owns the house; Nora is head waiter this Wednesday evening and may say yes to 150; Anna cooks; Alex drives and
may say yes to 60; Ben drives, too; Piet worked here once.
"""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hovmester.house.guests.actions import known_guest
from hovmester.house.guests.models import Guest
from hovmester.house.people.house_file import load_house
from hovmester.house.people.models import Person
from hovmester.house.promises import actions
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.housefile import load

EXAMPLES = Path(__file__).parent.parent / "examples"
NEW_YORK = ZoneInfo("America/New_York")
EVENING = datetime(2011, 8, 17, 17, 0, tzinfo=NEW_YORK)  # the Wednesday of the porterhouse
PORTERHOUSE = (
    "Hey @Mortons – can you meet me at Newark airport with a porterhouse "
    "when I land in two hours? K, thanks 🙂"
)
LATER = "Could you bring a porterhouse to Newark airport at 21:30 tonight?"

ROAD = ("drive", "find", "handover")


def lay_the_house(now: datetime = EVENING) -> None:
    """The sample house as `hovmester serve --sample` loads it."""
    load_house(load((EXAMPLES / "porterhouse.toml").read_text(encoding="utf-8")), by=None, now=now)


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def owner() -> Person:
    return person("walter")


def head_waiter() -> Person:
    return person("nora")


def cook() -> Person:
    return person("anna")


def courier() -> Person:
    return person("alex")


def outsider() -> Person:
    """Somebody who has left: known by name, let in nowhere."""
    return Person.objects.create_user("piet", name="Piet", is_active=False)


def guest() -> Guest:
    return known_guest(kind="handle", handle="@petershankman", name="Peter", now=EVENING)


def porterhouse_wish(*, by: Person | None = None, now: datetime = EVENING, text: str = PORTERHOUSE) -> Wish:
    return actions.hear_wish(text=text, by=by or head_waiter(), now=now, guest=guest())


def porterhouse_promise(*, now: datetime = EVENING, text: str = PORTERHOUSE) -> Promise:
    """The wish, said yes to by the head waiter the moment it was heard."""
    return actions.give_permission(wish=porterhouse_wish(now=now, text=text), by=head_waiter(), now=now)


def held_up_promise() -> tuple[Promise, datetime]:
    """A promise whose courier is stuck on the way to another guest, ready to be brought; and what o'clock it is then.

    The kitchen did all as planned, Ben has driven off to the courthouse at 17:28 and has not been heard of at 18:06.
    """
    before = porterhouse_promise(text="A ribeye and a salad at the courthouse by 18:00")
    held_up = porterhouse_promise(text="Hamburger to the train station by 18:30 please")
    for promise in (before, held_up):
        for step in promise.steps.filter(kind__in=["make", "pack"]).select_related("promise", "who"):
            actions.start_step(step=step, by=step.who or cook(), now=step.planned_start)
            actions.finish_step(step=step, by=step.who or cook(), now=step.end_p50)
    road = Step.objects.filter(promise__in=[before, held_up], kind__in=ROAD)
    road.update(who=person("ben"), vehicle="bike")  # equals are told apart by the draws of their wishes
    gone = step_of(before, "drive")
    actions.start_step(step=gone, by=person("ben"), now=gone.planned_start)
    return held_up, EVENING + timedelta(minutes=66)


def step_of(promise: Promise, kind: str) -> Step:
    return Step.objects.select_related("promise", "who").filter(promise=promise, kind=kind).first()
