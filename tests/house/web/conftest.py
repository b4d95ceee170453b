import pytest

from hovmester.house.ledger import clock
from tests import cast


@pytest.fixture
def house(db):
    """The sample house on the Wednesday of the porterhouse, its clock standing at five."""
    clock.simulate(start=cast.EVENING, speed=0)
    cast.lay_the_house()


@pytest.fixture
def as_person(client):
    """The pages as one of the cast sees them."""

    def sign_in(who):
        client.force_login(who)
        return client

    return sign_in
