"""Staff are told once, in their own language."""

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy

from hovmester.house.ledger.models import OutboxItem
from hovmester.house.people import notices
from hovmester.house.people.models import Person
from tests import cast

NOW = cast.EVENING


@pytest.fixture
def house(db):
    cast.lay_the_house()


def tell(person, key="k"):
    with transaction.atomic():
        return notices.tell(
            person, gettext_lazy("Called off: %(title)s"), key=key, href="/", now=NOW, title="Cake"
        )


def test_a_person_is_told_once_for_each_key(house):
    assert tell(cast.cook())
    assert not tell(cast.cook())
    assert tell(cast.courier())
    assert tell(cast.cook(), key="other")
    assert OutboxItem.objects.count() == 3


def test_what_was_shown_is_shown_until_it_is_seen(house):
    tell(cast.cook())
    item = OutboxItem.objects.get()
    for _ in range(2):
        assert notices.show(key=item.key, payload=item.payload, now=NOW) == cast.cook()
    assert [notice.text for notice in notices.unseen(cast.cook())] == ["Called off: Cake"]
    assert notices.unseen(cast.courier()) == []
    notices.see_all(cast.cook(), NOW)
    assert notices.unseen(cast.cook()) == []


def test_everybody_is_told_in_their_own_language_or_that_of_the_house(house):
    Person.objects.filter(key="anna").update(language="nl")
    Person.objects.filter(key="nora").update(language="")
    assert notices.language_of(cast.cook()) == "nl"
    assert notices.language_of(cast.head_waiter()) == "en"


def test_what_needs_no_look_any_more_is_not_told_any_more(house):
    for key in ("a", "b"):
        tell(cast.cook(), key=key)
    item, other = OutboxItem.objects.order_by("pk")
    notices.show(key=item.key, payload=item.payload | {"href": "/wishes/1/"}, now=NOW)
    notices.show(key=other.key, payload=other.payload | {"href": "/wishes/12/"}, now=NOW)
    notices.take_back(href="/wishes/1/", now=NOW)
    assert [notice.href for notice in notices.unseen(cast.cook())] == ["/wishes/12/"]
