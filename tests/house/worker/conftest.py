import pytest

from tests import cast


@pytest.fixture
def house(db):
    cast.lay_the_house()
