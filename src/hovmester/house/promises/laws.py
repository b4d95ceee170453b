"""What the house has learnt of its own work, from the steps that its people began and ended.

Nothing is stored: laws are worked out from the steps of past days, and kept in memory until the house's day or the
number of its ended steps is another. Steps of today are not among them; they move tonight's answers through the house
as it stands.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db.models import Count, Max, QuerySet

from hovmester.answering.laws import LEARNT_KINDS, Laws, learn
from hovmester.answering.past import DAY_BEGINS, Ended
from hovmester.house.promises.models import Step
from hovmester.housefile.model import HouseFile, StepKind

MOST_STEPS: Final = 12_000  # the newest; older ones speak of another kitchen
KEPT_S: Final = 24 * 3600


def laws(house: HouseFile, now: datetime) -> Laws:
    """The laws of `house` on the day of `now`; the first question of a day takes some tenths of a second longer."""
    ended = _ended_before(_day_begins(house, now))
    seen = ended.aggregate(n=Count("pk"), last=Max("done_at"))
    if not seen["n"]:
        return learn(())
    stated = tuple((dish.key, dish.make, dish.pack) for dish in house.dishes)
    key = f"laws:{seen['n']}:{seen['last'].isoformat()}:{hash(stated)}"
    found: Laws | None = cache.get(key)
    if found is None:
        found = learn(_steps(ended, house))
        cache.set(key, found, KEPT_S)
    return found


def _day_begins(house: HouseFile, now: datetime) -> datetime:
    """When the house's day of `now` began, on the clock of its first site."""
    there = now.astimezone(ZoneInfo(house.sites[0].zone)) - DAY_BEGINS
    return there.replace(hour=0, minute=0, second=0, microsecond=0) + DAY_BEGINS


def _ended_before(moment: datetime) -> QuerySet[Step]:
    return Step.objects.filter(state=Step.State.DONE, done_at__lt=moment, kind__in=LEARNT_KINDS)


def _steps(ended: QuerySet[Step], house: HouseFile) -> Iterator[Ended]:
    zones = {site.key: ZoneInfo(site.zone) for site in house.sites}
    dishes = {dish.key: dish for dish in house.dishes}
    places = {station.key: station.places for station in house.stations}
    rows = ended.order_by("-done_at").values_list(
        "kind", "promise__wish__site", "station", "dish", "who__key", "qty", "stated_p50", "started_at", "done_at",
        "promise__earliest",
    )  # fmt: skip
    for kind, site, station, dish, who, qty, stated_p50, began, done, earliest in rows[:MOST_STEPS]:
        if began is None or done is None or site not in zones or _was_a_wait(kind, began, done, earliest):
            continue
        stated = stated_p50
        if (
            dish in dishes and kind == StepKind.MAKE
        ):  # what the owner states now counts, not what was stated then
            stated = dishes[dish].make.p50 * -(-qty // places.get(station, 1))
        elif dish in dishes and kind == StepKind.PACK:
            stated = dishes[dish].pack.p50
        yield Ended(
            kind=StepKind(kind),
            site=site,
            station=station,
            dish=dish,
            who=who or "",
            stated_min=stated,
            took_min=(done - began) / timedelta(minutes=1),
            began=began.astimezone(zones[site]),
        )


def _was_a_wait(kind: str, began: datetime, done: datetime, earliest: datetime | None) -> bool:
    """Whoever looks for a guest who is not there yet waits; how long says nothing of finding."""
    return kind == StepKind.FIND and earliest is not None and began < earliest < done
