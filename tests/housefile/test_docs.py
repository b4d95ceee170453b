"""docs/house-file.md names everything that a house file may say."""

from dataclasses import fields
from pathlib import Path

import pytest

from hovmester.housefile import model
from hovmester.housefile.samples import samples

DOCS = (Path(__file__).parents[2] / "docs" / "house-file.md").read_text()
TABLES = [
    model.HouseRow,
    model.Site,
    model.Person,
    model.Station,
    model.Vehicle,
    model.Dish,
    model.Place,
    model.MeetingPoint,
    model.GivenPromise,
    model.GivenStep,
]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_key_is_described(table: type) -> None:
    for field in fields(table):
        told = (
            f"`{field.name}`" in DOCS
            or f"[[{'places' if table is model.Place else 'promises'}.{field.name}]]" in DOCS
        )
        assert told, field.name


@pytest.mark.parametrize("words", [model.Trade, model.Look, model.Role, model.VehicleKind, model.StepKind])
def test_every_word_a_key_may_hold_is_described(words: type) -> None:
    for word in words:
        assert f"`{word}`" in DOCS


def test_every_sample_is_described() -> None:
    for name in samples():
        assert f"`sample:{name}`" in DOCS
