"""Who does what nobody is scarce for: making, packing, and saying yes.

The engine schedules couriers, whom there are few of; of cooks it only knows that one on shift has the skill. A step in
somebody's hand needs a name all the same. No cost or odds hang on the choice.
"""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hovmester.housefile.authority import limit, reaches
from hovmester.housefile.hours import covers
from hovmester.housefile.model import HouseFile, Person, Role


def maker(house: HouseFile, station: str, at: datetime, *, besides: str = "") -> Person | None:
    """Somebody on shift at `at` who can work `station`: with the fewest other skills, and rather not `besides`."""
    place = next((s for s in house.stations if s.key == station), None)
    if place is None:
        return None
    able = [
        person
        for person in house.people
        if person.site == place.site
        and (not place.skill or place.skill in person.skills)
        and on_shift(person, house, at)
    ]
    return min(
        able,
        key=lambda person: (person.key == besides, person.role != Role.STAFF, len(person.skills)),
        default=None,
    )


def who_may_say_yes(house: HouseFile, amount: Decimal, at: datetime) -> Person | None:
    """Who may give permission for `amount`: of those on shift the one with the smallest limit, else an owner."""
    able = [person for person in house.people if may_say_yes(house, person, amount)]
    here = [person for person in able if on_shift(person, house, at)]
    rank = {Role.STAFF: 0, Role.HEAD_WAITER: 1, Role.OWNER: 2}
    return min(
        here,
        key=lambda person: rank[person.role],
        default=max(able, key=lambda p: rank[p.role], default=None),
    )


def may_say_yes(house: HouseFile, person: Person, amount: Decimal) -> bool:
    line = next((line for line in house.authority if line.role == person.role), None)
    most = limit(
        person.may_say_yes_to,
        role_has_line=line is not None,
        of_role=line.limit if line is not None else None,
    )
    return reaches(most, amount)


def on_shift(person: Person, house: HouseFile, at: datetime) -> bool:
    local = at.astimezone(ZoneInfo(next(site.zone for site in house.sites if site.key == person.site)))
    working = any(covers(one.weekday, one.start, one.until, local) for one in person.shifts)
    resting = any(covers(one.weekday, one.start, one.until, local) for one in person.breaks)
    return working and not resting
