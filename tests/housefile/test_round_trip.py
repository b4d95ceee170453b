"""A house survives the way to TOML and back, whatever it holds."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from hovmester.housefile import HouseFile, dump, load
from hovmester.housefile.model import Role
from tests.housefile.houses import houses

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(houses())
def test_what_is_dumped_loads_to_an_equal_house(house: HouseFile) -> None:
    assert load(dump(house)) == house


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_example_loads_and_survives_the_round_trip(path: Path) -> None:
    house = load(path.read_text())
    assert load(dump(house)) == house


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_example_can_be_run(path: Path) -> None:
    """Somebody owns it, every station has somebody for it on shift, and somebody can drive."""
    house = load(path.read_text())
    assert any(person.role is Role.OWNER for person in house.people)
    assert any(person.drives and person.shifts for person in house.people)
    for station in house.stations:
        assert any(station.skill in person.skills and person.shifts for person in house.people), station.key
    for named in (*house.dishes, *house.places):
        assert set(named.names) == {"en", "nl", "nb"}, named.key
