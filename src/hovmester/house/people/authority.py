"""Who may say yes to how much, and who is asked next."""

from datetime import datetime
from decimal import Decimal

from hovmester.house.people.models import Authority, Person, Role
from hovmester.house.people.shifts import on_shift


def limit_of(person: Person) -> Decimal | None:
    """The largest cost this person may say yes to; None without limit, 0 where nothing was granted."""
    if person.may_say_yes_to is not None:
        return person.may_say_yes_to
    row = Authority.objects.filter(role=person.role).first()
    return row.limit if row else Decimal(0)


def may_say_yes(person: Person, amount: Decimal) -> bool:
    """Somebody who was granted nothing may not say yes even to what costs nothing."""
    if not person.is_active:
        return False
    limit = limit_of(person)
    return limit is None or (limit > 0 and amount <= limit)


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
    limit = limit_of(person)
    return (Decimal("Infinity") if limit is None else limit), person.role_rank
