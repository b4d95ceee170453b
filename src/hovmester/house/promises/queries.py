"""What the pages show of wishes and promises. Nothing here changes anything."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Case, F, Max, Prefetch, Q, QuerySet, Value, When

from hovmester.house.hearing.models import Message
from hovmester.house.ledger.models import Entry
from hovmester.house.people.models import Person
from hovmester.house.premises.models import Site
from hovmester.house.promises.models import Promise, Step, Suggestion, Watch, Wish
from hovmester.house.promises.timing import Standing, standing

STAYS: Final = timedelta(hours=3)  # how long an ended promise stays on the Board
SUGGESTED: Final = 5

# Few people carry many steps: each person is read once. Answers are long, and no row shows one.
_STEPS = Prefetch(
    "steps",
    Step.objects.only(
        "promise", "position", "kind", "who", "what", "state", "started_at", "done_at", "planned_start", "end_p50",
        "lasts_p50", "lasts_p90",
    )
    .prefetch_related(Prefetch("who", Person.objects.only("name")))
    .order_by("position"),
)  # fmt: skip
_AUTHOR = Prefetch("wish__message", Message.objects.only("author", "author_name"))


def board(now: datetime) -> list[Standing]:
    """Every promise that runs or ended a little while ago, the late ones first, then by deadline."""
    shown = Q(state__in=[Promise.State.RUNNING, Promise.State.HANDED_OVER]) | Q(deadline__gt=now - STAYS)
    promises = (
        Promise.objects.filter(shown)
        .select_related("wish__guest", "stood", "suggestion")
        .only(
            "title",
            "state",
            "amount",
            "deadline",
            "p_now",
            "handed_over_at",
            "stood",
            "suggestion",
            "wish__message",
            "wish__guest__name",
        )
        .prefetch_related(_STEPS, _AUTHOR)
    )
    rows = [standing(promise, promise.steps.all(), now) for promise in promises]
    return sorted(rows, key=lambda row: (not _needs_eyes(row), row.promise.deadline, row.promise.pk))


def board_version() -> tuple[object, ...]:
    """Another one whenever the Board may look otherwise, the clock apart.

    An entry that commits after a later one can be missed, until the next look at the promises: a minute at most.
    """
    last = Entry.objects.aggregate(last=Max("pk"))["last"]
    worked_out = Suggestion.objects.aggregate(at=Max("at"))["at"]
    return last, worked_out, *Watch.objects.values_list("look_at", "seen")


def standing_of(promise: Promise, now: datetime) -> Standing:
    """`promise` with its `stood`, if there is one: fetched with it, or now."""
    return standing(promise, promise.steps.select_related("who").order_by("position"), now)


def open_wishes(now: datetime) -> QuerySet[Wish]:
    """What still needs a yes or a no: those whose moment passes first on top, those without one below."""
    return (
        Wish.objects.filter(state=Wish.State.OPEN)
        .select_related("guest", "asked_of", "message__channel")
        .order_by(F("decide_by").asc(nulls_last=True), "made_at", "id")
    )


def my_next_steps(person: Person, now: datetime) -> list[Step]:
    """This person's open steps in running promises, what is begun first, then by the time planned."""
    first = Case(When(state=Step.State.STARTED, then=Value(0)), default=Value(1))
    return list(
        Step.objects.filter(who=person, promise__state__in=[Promise.State.RUNNING, Promise.State.HANDED_OVER])
        .exclude(state=Step.State.DONE)
        .select_related("promise__wish__guest", "promise__stood", "who")
        .order_by(first, "planned_start", "position", "pk")
    )


def suggested_outcomes(promise: Promise) -> list[Message]:
    """What the guest said next, that nobody has linked yet; a person decides whether it speaks of this promise."""
    guest = promise.wish.guest_id
    if guest is None:
        return []
    since = promise.handed_over_at or promise.given_at
    return list(
        Message.objects.filter(guest=guest, received_at__gte=since, outcome=None, wish=None)
        .select_related("channel")
        .order_by("received_at", "id")[:SUGGESTED]
    )


def zone_of(site: str) -> str:
    """The time zone of a site by its key; of the first site where there is none of that key."""
    zones = dict(Site.objects.values_list("key", "zone"))
    return zones.get(site) or next(iter(zones.values()), "UTC")


def _needs_eyes(row: Standing) -> bool:
    return row.promise.state == Promise.State.RUNNING and row.is_late
