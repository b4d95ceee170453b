"""A house written onto the text it came from: what did not change stays as it was written."""

import difflib
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings

from hovmester.housefile import HouseFile, dump, load
from hovmester.housefile.changing import drop, put_authority
from hovmester.housefile.samples import sample, samples
from tests.housefile.houses import houses


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.fixture(scope="module")
def text() -> str:
    return sample("porterhouse")


@pytest.mark.parametrize("name", samples())
def test_an_unchanged_house_leaves_its_file_untouched(name: str) -> None:
    assert dump(load(sample(name)), onto=sample(name)) == sample(name)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(houses(), houses())
def test_whatever_was_written_before_the_house_is_the_new_one(before: HouseFile, after: HouseFile) -> None:
    assert load(dump(after, onto=dump(before))) == after


def test_one_price_changes_one_line_and_a_comment_stays(text: str) -> None:
    house = load(text)
    dishes = tuple(
        replace(dish, price=Decimal("64.50")) if dish.key == "porterhouse" else dish for dish in house.dishes
    )
    dearer = replace(house, dishes=dishes, house=replace(house.house, floor=0.8))
    assert changed_lines(text, dump(dearer, onto=text)) == [
        "-floor = 0.9           # we do not promise below these odds",
        "+floor = 0.8           # we do not promise below these odds",
        "-price = 62",
        "+price = 64.50",
    ]


def test_one_name_changes_one_line(text: str) -> None:
    house = load(text)
    first = replace(house.dishes[0], names={**house.dishes[0].names, "en": ("Porterhouse",)})
    written = dump(replace(house, dishes=(first, *house.dishes[1:])), onto=text)
    assert changed_lines(text, written)[1:] == ['+names.en = ["Porterhouse"]']


def test_a_row_put_between_others_or_taken_out_leaves_the_others(text: str) -> None:
    house = load(text)
    zoe = replace(house.people[3], key="zoe", name="Zoë")
    more = replace(house, people=(*house.people[:3], zoe, *house.people[3:]))
    assert all(line.startswith("+") for line in changed_lines(text, dump(more, onto=text)))
    fewer = drop(house, "vehicles", "van")
    assert all(line.startswith("-") for line in changed_lines(text, dump(fewer, onto=text)))


def test_authority_keeps_the_order_of_the_house(text: str) -> None:
    other = put_authority(load(text), {"owner": "no limit", "staff": 1})
    assert load(dump(other, onto=text)) == other


@pytest.mark.parametrize("before", ["", "not a house", "[house]\nname = 3\n", "\x00"])
def test_a_text_that_is_no_house_file_is_not_kept(text: str, before: str) -> None:
    house = load(text)
    assert dump(house, onto=before) == dump(house)


def test_blank_lines_within_a_text_are_never_lost(text: str) -> None:
    house = load(text)
    odd = replace(house, house=replace(house.house, name="one\n\n\n\ntwo"))
    assert load(dump(odd, onto=text)) == odd
