"""The cast of the hearing tests."""

from datetime import UTC, datetime

import pytest

from hovmester.house.hearing.item import Item
from hovmester.house.hearing.models import Channel
from hovmester.house.people.models import Person, Role

NOW = datetime(2026, 5, 1, 17, 0, tzinfo=UTC)
SECRET = "a secret between the house and its chat program"


@pytest.fixture
def chat(db):
    """A chat program that hands its messages in through a webhook."""
    return Channel.objects.create(key="chat", kind="webhook", name="Chat", secret=SECRET)


@pytest.fixture
def form(db):
    return Channel.objects.get_or_create(key="ask", defaults={"kind": "form", "name": "Wish form"})[0]


@pytest.fixture
def vera(db):
    """The head waiter."""
    return Person.objects.create_user("vera", name="Vera", role=Role.HEAD_WAITER)


@pytest.fixture
def omar(db):
    """The owner."""
    return Person.objects.create_user("omar", name="Omar", role=Role.OWNER)


@pytest.fixture
def kit(db):
    """A waiter: staff, but not the head waiter."""
    return Person.objects.create_user("kit", name="Kit", role=Role.STAFF)


def said(external_id="1", text="Can you bring a porterhouse to Newark at eight?", **more):
    return Item(external_id=external_id, text=text, **more)
