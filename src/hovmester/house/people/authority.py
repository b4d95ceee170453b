"""Who may say yes to how much, and who is asked next."""

from datetime import datetime
from decimal import Decimal

from hovmester.house.people.models import Authority, Person, Role
from hovmester.house.people.shifts import on_shift
from hovmester.housefile.authority import limit, reaches


def limit_of(person: Person) -> Decimal | None:
    """The largest cost this person may say yes to; None without limit, 0 where nothing was granted."""
    row = Authority.objects.filter(role=person.role).first()
    return limit(
        person.may_say_yes_to, role_has_line=row is not None, of_role=row.limit if row is not None else None
    )


def may_say_yes(person: Person, amount: Decimal) -> bool:
    return person.is_active and reaches(limit_of(person), amount)


def next_up(
    *, amount: Decimal, now: datetime, beyond: Person | None = None, at_least: Role = Role.STAFF
) -> Person | None:
    """The one to ask: whose limit reaches just far enough, those on shift first. None where nobody may.

    `beyond` was asked before: only somebody of a higher role, or with a higher limit, comes next.
    """
    people = Person.objects.filter(is_active=True).select_related("site")
    able = [person for person in people if person.is_at_least(at_least) and may_say_yes(person, amount)]
    if beyond is not None:
        able = [person for person in able if is_above(person, beyond)]
    there = on_shift(now)
    return min(able, key=lambda person: (person.pk not in there, *_height(person), person.pk), default=None)


def is_above(person: Person, other: Person) -> bool:
    """Whether this one may say yes to more, or to as much in a higher role."""
    return person.pk != other.pk and _height(person) > _height(other)


def _height(person: Person) -> tuple[Decimal, int]:
    most = limit_of(person)
    return (Decimal("Infinity") if most is None else most), person.role_rank
