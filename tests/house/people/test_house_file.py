"""The house in the database and in the file are one house."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings

from hovmester.house.ledger.models import Entry
from hovmester.house.people.house_file import NoOwner, change_house, house_file, load_house
from hovmester.house.people.house_rows import money
from hovmester.house.people.models import Authority, Person
from hovmester.house.premises.models import Dish, House, Station
from hovmester.housefile import HouseFile, dump, load
from hovmester.housefile.model import Role
from tests.housefile.houses import houses

NOW = datetime(2011, 8, 17, 21, 0, tzinfo=UTC)
EXAMPLES = Path(__file__).parents[3] / "examples"


def porterhouse() -> HouseFile:
    return load((EXAMPLES / "porterhouse.toml").read_text())


@pytest.fixture
def house(db: None) -> HouseFile:
    file = porterhouse()
    load_house(file, by=None, now=NOW)
    return file


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.stem)
def test_each_sample_house_comes_back_from_the_database_as_it_was(path: Path) -> None:
    house = load(path.read_text())
    load_house(house, by=None, now=NOW)
    assert house_file() == house
    assert load(dump(house_file())) == house


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(houses())
@pytest.mark.django_db
def test_any_house_with_an_owner_comes_back_as_it_was_after_any_other(house: HouseFile) -> None:
    """Each example is loaded over the one before it: old rows must not shine through."""
    if house.people:
        first, *others = house.people
        house = replace(house, people=(replace(first, role=Role.OWNER), *others))
        load_house(house, by=None, now=NOW)
        assert house_file() == replace(house, promises=())
    else:
        with pytest.raises(NoOwner):
            load_house(house, by=None, now=NOW)


def test_loading_the_same_house_again_changes_and_records_nothing(house: HouseFile) -> None:
    entries = Entry.objects.count()
    assert load_house(house, by=None, now=NOW) == []
    assert Entry.objects.count() == entries


def test_what_changed_is_recorded_once_with_who_did_it(house: HouseFile) -> None:
    walter = Person.objects.get(key="walter")
    dearer = tuple(
        replace(dish, price=dish.price + 1) if dish.key == "salmon" else dish for dish in house.dishes
    )
    load_house(replace(house, dishes=dearer, vehicles=house.vehicles[1:]), by=walter, now=NOW)
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.verb, entry.actor, entry.at) == ("changed-house", walter, NOW)
    assert entry.facts["changed"] == ["-vehicle:house-car", "dish:salmon"]


def test_a_person_who_left_keeps_their_row_and_returns_with_their_password(house: HouseFile) -> None:
    alex = Person.objects.get(key="alex")
    alex.set_password("correct horse battery")
    alex.save()
    load_house(replace(house, people=tuple(p for p in house.people if p.key != "alex")), by=None, now=NOW)
    assert not Person.objects.get(key="alex").is_active
    assert "alex" not in {person.key for person in house_file().people}
    load_house(house, by=None, now=NOW)
    back = Person.objects.get(key="alex")
    assert back.is_active
    assert back.pk == alex.pk
    assert back.check_password("correct horse battery")


def test_a_new_person_has_no_password_until_they_choose_one(house: HouseFile) -> None:
    assert not any(person.has_usable_password() for person in Person.objects.all())


def test_a_dish_taken_off_the_menu_is_kept_for_the_promises_that_speak_of_it(house: HouseFile) -> None:
    load_house(replace(house, dishes=house.dishes[1:]), by=None, now=NOW)
    assert not Dish.objects.get(key="porterhouse").is_active


def test_a_house_without_an_owner_is_refused_and_left_as_it_was(house: HouseFile) -> None:
    people = tuple(person for person in house.people if person.role is not Role.OWNER)
    with pytest.raises(NoOwner):
        load_house(replace(house, people=people), by=None, now=NOW)
    assert house_file() == house


def test_a_portion_sold_meanwhile_stays_sold_when_another_dish_becomes_dearer(house: HouseFile) -> None:
    Dish.objects.filter(key="porterhouse").update(stock=13)

    def dearer(file: HouseFile) -> HouseFile:
        dishes = (replace(one, price=Decimal(65)) if one.key == "salmon" else one for one in file.dishes)
        return replace(file, dishes=tuple(dishes))

    assert change_house(dearer, by=None, now=NOW) == ["dish:salmon"]
    assert Dish.objects.get(key="porterhouse").stock == 13


def test_authority_keeps_its_order_and_no_limit(house: HouseFile) -> None:
    assert [(row.role, row.limit) for row in Authority.objects.order_by("id")] == [
        ("staff", Decimal(40)),
        ("head-waiter", Decimal(150)),
        ("owner", None),
    ]


def test_there_is_only_one_house(house: HouseFile) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        House.objects.create(id=2, name="another", currency="EUR")


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"make_p90": 1}, "premises_dish_times_in_order"),
        ({"price": -1}, "premises_dish_money_not_below_nothing"),
        ({"stock": -1}, "premises_dish_stock_not_below_nothing"),
        ({"keeps_min": 0}, "premises_dish_keeps_a_while"),
    ],
)
def test_the_database_itself_refuses_an_impossible_dish(
    house: HouseFile, change: dict[str, int], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Dish.objects.filter(key="porterhouse").update(**change)


def test_the_database_itself_refuses_a_station_without_a_place(house: HouseFile) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Station.objects.filter(key="grill").update(places=0)


@pytest.mark.parametrize(
    ("stored", "written"),
    [("62.0000", "62"), ("18.5000", "18.50"), ("0.1250", "0.125"), ("100.0000", "100"), ("0.0000", "0")],
)
def test_money_is_written_as_people_write_it(stored: str, written: str) -> None:
    assert str(money(Decimal(stored))) == written
