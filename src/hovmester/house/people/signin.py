"""Signing in: by a one-time link, or with a password. Too many wrong tries and the door stays shut for a while.

There is no default password: a person without one signs in by link and may then choose one.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from django.contrib.auth import authenticate
from django.core import signing
from django.db import transaction
from django.http import HttpRequest

from hovmester.house.ledger.record import record
from hovmester.house.people.errors import LinkSpent, TooManyAttempts
from hovmester.house.people.models import FailedSignIn, Person, SignInLink

LINK_LASTS: Final = timedelta(hours=24)
WINDOW: Final = timedelta(minutes=15)
TRIES_PER_PERSON: Final = 5  # within the window
TRIES_PER_ADDRESS: Final = 30  # one tablet on the pass serves the whole house

_signer = signing.Signer(salt="hovmester.people.signin")


def make_link(person: Person, now: datetime) -> str:
    """The token of a link that signs this person in once, within a day. Only its digest is kept."""
    secret = secrets.token_urlsafe(24)
    with transaction.atomic():
        SignInLink.objects.create(person=person, digest=_digest(secret), expires_at=now + LINK_LASTS)
        record(verb="sign-in-link", subject=person, at=now, rule="sign-in")
    return _signer.sign(secret)


def redeem(token: str, now: datetime, *, address: str = "") -> Person:
    """Whose link it is, spending it. Raises LinkSpent where it is used, too old, forged or its person has left."""
    _refuse_too_many(f"address:{address}", TRIES_PER_ADDRESS, now)
    link = _find(token)
    with transaction.atomic():
        if link and _spend(link, now):
            record(verb="signed-in", subject=link.person, at=now, by=link.person, with_="link")
            return link.person
    _failed(f"address:{address}", now=now)
    raise LinkSpent


def check_password(
    *, key: str, password: str, now: datetime, address: str = "", request: HttpRequest | None = None
) -> Person | None:
    """The person, or None where name or password is wrong. Raises TooManyAttempts when the door is shut."""
    person_key, address_key = f"person:{key.casefold()[:64]}", f"address:{address}"
    _refuse_too_many(person_key, TRIES_PER_PERSON, now)
    _refuse_too_many(address_key, TRIES_PER_ADDRESS, now)
    person = authenticate(request, username=key, password=password)
    if not isinstance(person, Person):
        _failed(person_key, address_key, now=now)
        return None
    with transaction.atomic():
        FailedSignIn.objects.filter(key=person_key).delete()
        record(verb="signed-in", subject=person, at=now, by=person, with_="password")
    return person


def _find(token: str) -> SignInLink | None:
    try:
        secret = _signer.unsign(token)
    except signing.BadSignature:
        return None
    return SignInLink.objects.select_related("person").filter(digest=_digest(secret)).first()


def _spend(link: SignInLink, now: datetime) -> bool:
    """Compare and set: of two clicks on one link, one signs in."""
    if not link.person.is_active:
        return False
    return bool(SignInLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=now).update(used_at=now))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _failed(*keys: str, now: datetime) -> None:
    FailedSignIn.objects.bulk_create(FailedSignIn(key=key, at=now) for key in keys)
    FailedSignIn.objects.filter(at__lt=now - 2 * WINDOW).delete()


def _refuse_too_many(key: str, tries: int, now: datetime) -> None:
    recent = FailedSignIn.objects.filter(key=key, at__gt=now - WINDOW, at__lte=now)
    if recent.count() >= tries:
        raise TooManyAttempts(WINDOW)
