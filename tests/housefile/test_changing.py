"""One row of a house put in, changed or taken out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from hovmester.housefile import HouseFile, HouseFileError, load
from hovmester.housefile.changing import drop, put, put_authority, put_house, put_shifts
from hovmester.housefile.samples import sample

SALMON = {
    "key": "salmon",
    "names": {"en": ["Salmon"]},
    "station": "grill",
    "make": {"p50": 10, "p90": Decimal("12.5")},
    "price": Decimal("30.10"),
}


@pytest.fixture(scope="module")
def house() -> HouseFile:
    return load(sample("porterhouse"))


def problems(caught: pytest.ExceptionInfo[HouseFileError]) -> list[tuple[str, object]]:
    return [(problem.code, problem.path[-1]) for problem in caught.value.problems]


def test_a_changed_row_keeps_its_place_and_leaves_the_others(house: HouseFile) -> None:
    changed = put(house, "dishes", SALMON, key="salmon")
    at = [dish.key for dish in house.dishes].index("salmon")
    assert [dish.key for dish in changed.dishes] == [dish.key for dish in house.dishes]
    assert changed.dishes[at].price == Decimal("30.10")
    assert changed.dishes[:at] == house.dishes[:at]


def test_a_new_row_comes_last(house: HouseFile) -> None:
    changed = put(house, "dishes", SALMON | {"key": "trout"})
    assert changed.dishes[-1].key == "trout"
    assert changed.dishes[:-1] == house.dishes


def test_a_new_row_may_not_take_a_key_in_use(house: HouseFile) -> None:
    with pytest.raises(HouseFileError) as caught:
        put(house, "dishes", SALMON)
    assert problems(caught) == [("duplicate", "key")]


def test_what_is_wrong_names_the_field(house: HouseFile) -> None:
    with pytest.raises(HouseFileError) as caught:
        put(house, "dishes", SALMON | {"price": Decimal(-1), "make": {"p50": 9, "p90": 3}}, key="salmon")
    assert problems(caught) == [("spread", "make"), ("money", "price")]


def test_a_row_another_one_needs_cannot_be_taken_out(house: HouseFile) -> None:
    with pytest.raises(HouseFileError) as caught:
        drop(house, "stations", "oven")
    assert {code for code, _field in problems(caught)} == {"unknown-reference"}
    assert len(drop(house, "vehicles", "bike").vehicles) == len(house.vehicles) - 1


def test_house_and_authority_are_changed_the_same_way(house: HouseFile) -> None:
    fields = {"name": "Ours", "trade": "shop", "language": "nl", "currency": "EUR"}
    assert put_house(house, fields).house.floor == 0.9
    changed = put_authority(house, {"owner": "no limit", "staff": 12})
    assert [row.limit for row in changed.authority] == [None, Decimal(12)]
    with pytest.raises(HouseFileError):
        put_house(house, fields | {"currency": "florins"})
    with pytest.raises(HouseFileError):
        put_authority(house, {"cook": 12})


def test_shifts_change_without_the_rest_of_the_person(house: HouseFile) -> None:
    fields = {"shifts": ["mon 09:00-17:00"], "breaks": ["mon 12:00-12:30"]}
    before, after = (
        next(person for person in one.people if person.key == "alex")
        for one in (house, put_shifts(house, "alex", fields))
    )
    assert [one.weekday for one in after.shifts] == ["mon"]
    assert replace(after, shifts=before.shifts, breaks=before.breaks) == before
    with pytest.raises(HouseFileError) as caught:
        put_shifts(house, "alex", fields | {"breaks": ["tue 12:00-12:30"]})
    assert problems(caught) == [("hours", "breaks")]
