"""One handle is always one guest."""

import threading

import pytest
from django.db import connection

from hovmester.house.guests.actions import known_guest
from hovmester.house.guests.models import Guest, Identity
from tests import cast

NOW = cast.EVENING


def met(handle, kind="mail", **more):
    return known_guest(kind=kind, handle=handle, now=NOW, **more)


def test_a_guest_is_met_once(db):
    first = met("gerda@example.com", name="Gerda", language="nl")
    assert met("gerda@example.com", name="Somebody else") == first
    assert (first.name, first.language) == ("Gerda", "nl")
    assert Guest.objects.count() == Identity.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "one", "same"),
    [
        ("mail", "Gerda@Example.com", " gerda@example.com "),
        ("handle", "@PeterShankman", "@petershankman"),
        ("phone", "+31 6 1234-5678", "+31612345678"),
        ("mail", "Ge\u0301rda@example.com", "g\u00e9rda@example.com"),
    ],
)
def test_one_handle_has_one_spelling(db, kind, one, same):
    assert met(one, kind) == met(same, kind)


def test_the_same_word_on_two_networks_is_two_handles(db):
    assert met("gerda", "handle") != met("gerda", "other")


@pytest.mark.parametrize(("kind", "handle"), [("mail", "  "), ("phone", "none"), ("handle", "")])
def test_an_empty_handle_is_nobody(db, kind, handle):
    with pytest.raises(ValueError, match="must not be empty"):
        met(handle, kind)


@pytest.mark.django_db(transaction=True)
def test_two_who_meet_a_guest_at_once_meet_one():
    guests, together = [], threading.Barrier(4)

    def meet():
        together.wait()
        try:
            guests.append(met("gerda@example.com").pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=meet) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(guests)) == Guest.objects.count() == 1
