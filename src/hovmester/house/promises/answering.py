"""What this app knows of answering: the house as it stands, with what its open promises hold, and the one question."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q

from hovmester.answering import CanWe, can_we
from hovmester.house.hearing.learning import layer_for
from hovmester.house.hearing.reading import reading_by_model
from hovmester.house.people.house_file import house_file
from hovmester.house.promises import book
from hovmester.house.promises.laws import laws
from hovmester.house.promises.models import HangsOn, Promise, Step, Wish
from hovmester.house.promises.reliability import reliability
from hovmester.housefile.model import Dish, GivenPromise, GivenStep, HouseFile, Spread, StepKind

LONGEST_WAY: Final = timedelta(hours=6)  # home again after a handover; reach is some 60 km


def answer(wish: Wish, *, now: datetime) -> CanWe:
    """Can we, as things stand at `now`? The same wish and house give the same answer; the seed is the wish's own."""
    house = standing_house(now)
    return can_we(
        wish.text,
        house=house,
        now=now,
        said_at=wish.said_at,
        seed=wish.pk,
        laws=laws(house, now),
        reliability=reliability(),
        layer=layer_for(wish.message),
        reading=reading_by_model(wish.message, wish.text),
    )


def standing_house(now: datetime) -> HouseFile:
    """The house with its open promises, which hold people, places and portions.

    Those handed over a little while ago are among them: from their steps one sees who is still on the way home.
    """
    running = Q(state=Promise.State.RUNNING)
    lately = Q(
        state__in=[Promise.State.HANDED_OVER, Promise.State.KEPT, Promise.State.MISSED],
        deadline__gt=now - timedelta(days=1),  # few, by the index of the Board
        handed_over_at__range=(now - LONGEST_WAY, now),
    )
    promises = list(
        Promise.objects.filter(running | lately).select_related("wish__guest").prefetch_related("steps__who")
    )
    file = house_file()
    held: Counter[str] = Counter()
    for promise in promises:
        held += book.portions(step for step in promise.steps.all() if _still_to_make(step))
    return replace(
        file,
        dishes=tuple(_with_held(dish, held) for dish in file.dishes),
        promises=tuple(_given(promise) for promise in promises),
    )


def key_of(promise: Promise) -> str:
    """As the engine and a house file know it."""
    return f"promise-{promise.pk}"


def _still_to_make(step: Step) -> bool:
    return step.started_at is None and step.done_at is None


def _with_held(dish: Dish, held: Counter[str]) -> Dish:
    """A house file counts the portions that open promises have still to make; our stock has given them away already."""
    return dish if dish.stock is None else replace(dish, stock=dish.stock + held[dish.key])


def _given(promise: Promise) -> GivenPromise:
    return GivenPromise(
        key=key_of(promise),
        title=promise.title,
        guest=str(promise.wish.guest or ""),
        site=promise.wish.site,
        earliest=promise.earliest,
        deadline=promise.deadline,
        lands=promise.hangs_on == HangsOn.LANDING,
        odds_when_given=promise.p_when_given,
        steps=tuple(_step(step) for step in promise.steps.all()),
    )


def _step(step: Step) -> GivenStep:
    return GivenStep(
        kind=StepKind(step.kind),
        who=step.who.key if step.who else "",
        station=step.station,
        vehicle=step.vehicle,
        dish=step.dish,
        qty=step.qty,
        lasts=Spread(p50=step.lasts_p50, p90=step.lasts_p90),
        planned_start=step.planned_start,
        started_at=step.started_at,
        done_at=step.done_at,
        to_lat=step.to_lat,
        to_lon=step.to_lon,
    )
