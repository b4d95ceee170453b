"""What happens on the demo's day: who writes what, and who of the house answers how.

A Wednesday in August 2011, when a guest about to take off in Tampa made a joke about a porterhouse. The other
guests are made up. Everything is done through the actions the pages call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from hovmester.cli.demo.staff import Staff
from hovmester.house.hearing.actions import file_channel, reply, set_aside, take_in
from hovmester.house.hearing.item import Item
from hovmester.house.hearing.models import Message
from hovmester.house.people.models import Person
from hovmester.house.promises import actions
from hovmester.house.promises.models import Outcome, Promise, Step, Suggestion, Wish
from hovmester.housefile.model import StepKind

ZONE = ZoneInfo("America/New_York")
DATE = datetime(2011, 8, 17, tzinfo=ZONE).date()
BEGINS, ENDS = time(14, 30), time(20, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something done through an action of the house, or something that merely happens in the world."""

    at: datetime
    do: Callable[[Staff, datetime], None] | None = None
    happens: str = ""
    by_guest: bool = False


def at(clock: str) -> datetime:
    return datetime.combine(DATE, time.fromisoformat(clock), ZONE)


def the_day() -> list[Event]:
    """In the order of the clock."""
    events = [
        *_says(
            "14:40",
            "mary@example.org",
            "Mary",
            "Could you bring a birthday cake to the Hackensack hospital at 6:20 pm? It is for my mother, "
            "she turns eighty and cannot leave her bed.",
            "cake",
        ),
        *_wished("14:46", "cake", by="theo", yes="14:52"),
        *_says(
            "15:20",
            "@fenna",
            "Fenna",
            "Kunnen jullie om half zes een salade naar het station brengen? "
            "Ik heb maar tien minuten tussen twee treinen.",
            "salad",
        ),
        *_wished("15:26", "salad", by="nora", yes="15:31", giver="alex"),
        *_says(
            "15:55",
            "harold@example.org",
            "Harold",
            "Lovely evening yesterday, warm waiter, fair timing. "
            "Only the knife at table 9 was so blunt that I tore my steak.",
            "knife",
        ),
        Event(at=at("16:03"), do=_answer("knife", "nora", KNIFE)),
        *_says("16:15", "@deals", "Deals", "Win a cruise! Follow the link in our profile.", "spam"),
        Event(at=at("16:17"), do=_aside("spam", "nora", "advertising, not from a guest")),
        *_says(
            "16:34",
            "oliver@example.org",
            "Oliver",
            "Could you bring six oysters to my hotel in Boston at 7 pm tonight?",
            "boston",
        ),
        *_wished("16:38", "boston", by="nora"),
        Event(
            at=at("16:45"),
            do=_declined("boston", "nora", "Boston is four hours by car: oysters do not keep."),
        ),
        *_says(
            "17:00",
            "@petershankman",
            "Peter Shankman",
            "Hey @Mortons – can you meet me at Newark airport with a porterhouse "
            "when I land in two hours? K, thanks 🙂",
            "porterhouse",
        ),
        Event(at=at("17:01"), happens=_("A phone is switched off; a plane leaves its gate in Tampa.")),
        *_wished("17:03", "porterhouse", by="nora", yes="17:08"),
        Event(at=at("17:04"), do=_leaves_it("salad", "The bike has a flat tyre until six")),
        Event(at=at("17:06"), do=_another_plan("salad", "nora")),
        *_says(
            "17:12",
            "+1 201 555 0118",
            "Gus",
            "Can I get a burger at the courthouse at 6:30 pm? We are in a long session.",
            "burger",
        ),
        *_wished("17:16", "burger", by="chloe"),  # and nobody says yes
        *_says(
            "17:20",
            "@bigbluefan",
            "Rosa",
            "Can you bring a salmon and creamed spinach to the stadium at 7:10 pm? Meet us at lot G.",
            "stadium",
        ),
        *_wished("17:24", "stadium", by="nora", yes="17:30"),
        Event(
            at=at("18:50"), do=_trouble("stadium", "Route 17 is closed; going round by Moonachie Road", 45)
        ),
        Event(at=at("19:02"), happens=_("The plane from Tampa lands at Newark.")),
        *_says(
            "19:41",
            "@petershankman",
            "Peter Shankman",
            "Oh. My. God. I don't believe it. @Mortons showed up at EWR WITH A PORTERHOUSE!",
            "omg",
            after="porterhouse",
        ),
        Event(at=at("19:50"), do=_outcome("porterhouse", "omg", "nora", Outcome.Mood.DELIGHTED)),
        *_says(
            "19:55",
            "mary@example.org",
            "Mary",
            "She cried a little and ate two slices. Thank you!",
            "thanks",
            after="cake",
        ),
        Event(at=at("20:02"), do=_outcome("cake", "thanks", "nora", Outcome.Mood.DELIGHTED)),
    ]
    return sorted(events, key=lambda event: event.at)


KNIFE = (
    "You are right, and thank you for saying so. We answer for the knives too: those of table 9 were changed today. "
    "Your next steak is on us."
)


# -- what guests do ------------------------------------------------------------------------------------------


def _says(clock: str, author: str, name: str, text: str, key: str, *, after: str = "") -> list[Event]:
    """A message; with `after`, only once what that guest was promised has been handed over."""

    def do(staff: Staff, now: datetime) -> None:
        if after and not _handed_over(after):
            return
        channel = file_channel(key="mail" if "@" in author[1:] else "mentions", now=now)
        item = Item(external_id=key, text=text, author=author, author_name=name, sent_at=now)
        take_in(channel=channel, items=[item], now=now)

    return [Event(at=at(clock), do=do, by_guest=True)]


def _handed_over(key: str) -> bool:
    return Promise.objects.filter(wish__message__external_id=key, handed_over_at__isnull=False).exists()


# -- what the house does -------------------------------------------------------------------------------------


def _wished(clock: str, key: str, *, by: str, yes: str = "", giver: str = "") -> list[Event]:
    """Somebody makes the message a wish; the worker works out the odds; somebody says yes, or nobody does."""

    def hear(staff: Staff, now: datetime) -> None:
        message = _message(key)
        actions.hear_wish(text=message.text, by=_person(by), now=now, message=message)

    def permit(staff: Staff, now: datetime) -> None:
        actions.give_permission(wish=_wish(key), by=_person(giver or by), now=now)

    events = [Event(at=at(clock), do=hear)]
    return [*events, Event(at=at(yes), do=permit)] if yes else events


def _declined(key: str, by: str, reason: str) -> Callable[[Staff, datetime], None]:
    return lambda staff, now: actions.decline(wish=_wish(key), reason=reason, by=_person(by), now=now)


def _answer(key: str, by: str, text: str) -> Callable[[Staff, datetime], None]:
    def do(staff: Staff, now: datetime) -> None:
        reply(message=_message(key), text=text, by=_person(by), now=now)

    return do


def _aside(key: str, by: str, reason: str) -> Callable[[Staff, datetime], None]:
    return lambda staff, now: set_aside(message=_message(key), reason=reason, by=_person(by), now=now)


def _trouble(key: str, reason: str, costs_min: float) -> Callable[[Staff, datetime], None]:
    def do(staff: Staff, now: datetime) -> None:
        steps = Step.objects.select_related("promise", "who")
        step = steps.get(promise=_promise(key), kind=StepKind.DRIVE, state=Step.State.STARTED)
        assert step.who is not None  # whoever started it carries it
        actions.report_trouble(step=step, reason=reason, by=step.who, now=now)
        staff.hold_up(step, now, costs_min)

    return do


def _leaves_it(key: str, reason: str) -> Callable[[Staff, datetime], None]:
    """Whoever is to bring it says in time that they cannot."""

    def do(staff: Staff, now: datetime) -> None:
        steps = Step.objects.select_related("promise", "who")
        step = steps.get(promise=_promise(key), kind=StepKind.DRIVE, state=Step.State.WAITING)
        assert step.who is not None
        actions.report_trouble(step=step, reason=reason, by=step.who, now=now)

    return do


def _another_plan(key: str, by: str) -> Callable[[Staff, datetime], None]:
    """What the house suggests is done."""

    def do(staff: Staff, now: datetime) -> None:
        promise = _promise(key)
        found = Suggestion.objects.get(promise=promise)
        actions.move_steps(promise=promise, version=found.version, by=_person(by), now=now)

    return do


def _outcome(key: str, message: str, by: str, mood: Outcome.Mood) -> Callable[[Staff, datetime], None]:
    def do(staff: Staff, now: datetime) -> None:
        actions.link_outcome(
            promise=_promise(key), by=_person(by), now=now, mood=mood, message=_message(message)
        )

    return do


def _message(key: str) -> Message:
    return Message.objects.get(external_id=key)


def _wish(key: str) -> Wish:
    return Wish.objects.select_related("message", "asked_of").get(message__external_id=key)


def _promise(key: str) -> Promise:
    return Promise.objects.select_related("wish", "given_by").get(wish__message__external_id=key)


def _person(key: str) -> Person:
    return Person.objects.get(key=key)
