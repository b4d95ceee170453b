"""Telling a person of the house something: in their own language, once, through the outbox."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.functional import Promise as LazyText

from hovmester.house.ledger import outbox
from hovmester.house.people.models import Notice, Person
from hovmester.house.premises.models import House

KIND = "notice"
UNSEEN_MOST = 50  # shown at once, the newest first


def tell(person: Person, text: LazyText, *, key: str, href: str, now: datetime, **values: object) -> bool:
    """Ask for one notice per `key` and person, in the transaction of what it speaks of; whether it is a new one.

    `text` is a lazy text, said in the person's own language.
    """
    with translation.override(language_of(person)):
        said = str(text) % values
    payload = {"person": person.key, "text": said[:500], "href": href}
    return outbox.put(kind=KIND, key=f"{key}:{person.key}", payload=payload, at=now)


def language_of(person: Person) -> str:
    """Their own, else the house's, else English."""
    return person.language or house_language()


def house_language() -> str:
    house = House.objects.first()
    return house.language if house else "en"


def show(*, key: str, payload: dict[str, Any], now: datetime) -> Person | None:  # Any: JSON
    """Put the notice before its person; shown already, it is not shown again. None where the person has left."""
    person = Person.objects.filter(key=payload["person"], is_active=True).first()
    if person is None:
        return None
    try:
        with transaction.atomic():
            Notice.objects.create(
                person=person, key=key, text=payload["text"], href=payload.get("href", ""), at=now
            )
    except IntegrityError:  # an earlier attempt got this far
        pass
    return person


def unseen(person: Person) -> list[Notice]:
    return list(Notice.objects.filter(person=person, seen_at=None)[:UNSEEN_MOST])


def take_back(*, href: str, now: datetime) -> None:
    """Nobody needs to look there any more: what was told of it counts as seen."""
    Notice.objects.filter(href=href, seen_at=None).update(seen_at=now)


def see_all(person: Person, now: datetime) -> None:
    Notice.objects.filter(person=person, seen_at=None).update(seen_at=now)
