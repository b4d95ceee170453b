"""Signing in: a link that works once, a password that is never given, and a door that shuts."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from hovmester.house.ledger.record import entries_of
from hovmester.house.people import signin
from hovmester.house.people.errors import LinkSpent, TooManyAttempts
from hovmester.house.people.models import FailedSignIn, Person, SignInLink
from tests import cast

NOW = cast.EVENING
PASSWORD = "a knife that is sharp"


@pytest.fixture(autouse=True)
def _hash_quickly(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def nora(db):
    cast.lay_the_house()
    nora = cast.head_waiter()
    nora.set_password(PASSWORD)
    nora.save()
    return nora


def test_a_link_signs_its_person_in_once(nora):
    token = signin.make_link(nora, NOW)
    assert signin.redeem(token, NOW + timedelta(hours=1)) == nora
    with pytest.raises(LinkSpent):
        signin.redeem(token, NOW + timedelta(hours=1))
    assert [entry.verb for entry in entries_of(nora)][-2:] == ["sign-in-link", "signed-in"]


@pytest.mark.parametrize("when", [timedelta(days=1), timedelta(days=400)])
def test_a_link_is_too_old_after_a_day(nora, when):
    token = signin.make_link(nora, NOW)
    with pytest.raises(LinkSpent):
        signin.redeem(token, NOW + when)


def test_the_link_of_somebody_who_left_opens_nothing(nora):
    token = signin.make_link(nora, NOW)
    Person.objects.filter(pk=nora.pk).update(is_active=False)
    with pytest.raises(LinkSpent):
        signin.redeem(token, NOW)


@pytest.mark.parametrize(
    "forge", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "", lambda t: t.split(":")[0]]
)
def test_a_forged_link_opens_nothing(nora, forge):
    token = signin.make_link(nora, NOW)
    with pytest.raises(LinkSpent):
        signin.redeem(forge(token), NOW)
    assert signin.redeem(token, NOW) == nora


def test_the_database_holds_no_link_that_works(nora):
    token = signin.make_link(nora, NOW)
    kept = SignInLink.objects.get()
    assert kept.digest not in token
    assert token.split(":")[0] not in kept.digest


def test_guessing_links_shuts_the_door_for_that_address_alone(nora):
    token = signin.make_link(nora, NOW)
    for _ in range(signin.TRIES_PER_ADDRESS):
        with pytest.raises(LinkSpent):
            signin.redeem("guessed", NOW, address="192.0.2.7")
    with pytest.raises(TooManyAttempts, match="15 minutes"):
        signin.redeem(token, NOW, address="192.0.2.7")
    assert signin.redeem(token, NOW, address="192.0.2.8") == nora


def test_a_password_signs_in(nora):
    assert signin.check_password(key="nora", password=PASSWORD, now=NOW) == nora
    assert signin.check_password(key="nora", password="a guess", now=NOW) is None
    assert signin.check_password(key="nobody", password=PASSWORD, now=NOW) is None


def test_nobody_has_a_default_password(nora):
    for person in Person.objects.exclude(pk=nora.pk):
        assert not person.has_usable_password()
        for guess in ("", "password", person.key, person.name, "admin"):
            assert signin.check_password(key=person.key, password=guess, now=NOW) is None
            FailedSignIn.objects.all().delete()


def test_who_left_does_not_get_in_with_a_password(nora):
    Person.objects.filter(pk=nora.pk).update(is_active=False)
    assert signin.check_password(key="nora", password=PASSWORD, now=NOW) is None


def test_five_wrong_passwords_shut_the_door_for_a_while(nora):
    for _ in range(signin.TRIES_PER_PERSON):
        signin.check_password(key="nora", password="a guess", now=NOW, address="192.0.2.7")
    with pytest.raises(TooManyAttempts):
        signin.check_password(key="NORA", password=PASSWORD, now=NOW, address="192.0.2.8")
    later = NOW + signin.WINDOW
    assert signin.check_password(key="nora", password=PASSWORD, now=later) == nora


def test_one_address_may_not_try_everybody(nora):
    for n in range(signin.TRIES_PER_ADDRESS):
        signin.check_password(key=f"person-{n}", password="a guess", now=NOW, address="192.0.2.7")
    with pytest.raises(TooManyAttempts):
        signin.check_password(key="nora", password=PASSWORD, now=NOW, address="192.0.2.7")
    assert signin.check_password(key="nora", password=PASSWORD, now=NOW, address="192.0.2.8") == nora


def test_the_right_password_forgets_the_wrong_ones(nora):
    for _ in range(3):
        for _ in range(signin.TRIES_PER_PERSON - 1):
            signin.check_password(key="nora", password="a guess", now=NOW)
        assert signin.check_password(key="nora", password=PASSWORD, now=NOW) == nora


@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_one_link_sign_in_once():
    cast.lay_the_house()
    token = signin.make_link(cast.owner(), NOW)
    results, together = [], threading.Barrier(4)

    def click():
        together.wait()
        try:
            results.append(signin.redeem(token, NOW).key)
        except LinkSpent:
            results.append("spent")
        finally:
            connection.close()

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    assert sorted(results) == ["spent", "spent", "spent", "walter"]
