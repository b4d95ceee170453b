"""What a house file may say, and the sentences it is answered with when it says something else."""

from datetime import UTC, datetime, time
from decimal import Decimal

import pytest

from hovmester.housefile import HouseFileError, Problem, load
from hovmester.housefile.model import Opening, Role, Spread

HOUSE = """\
[house]
name = "The Porterhouse"
trade = "restaurant"
language = "en"
currency = "USD"

[authority]
staff = 40
owner = "no limit"

[[sites]]
key = "hackensack"
name = "Hackensack"
lat = 40.8859
lon = -74.0435
zone = "America/New_York"
hours = ["mon-thu 11:30-23:00", "fri,sat 11:30-00:00"]

[[people]]
key = "anna"
name = "Anna"
role = "staff"
site = "hackensack"
skills = ["grill"]
hourly = 22.50
shifts = ["wed 14:00-23:00"]
breaks = ["wed 15:30-16:00"]

[[stations]]
key = "grill"
name = "grill"
site = "hackensack"
places = 4
skill = "grill"

[[dishes]]
key = "porterhouse"
names.en = ["Porterhouse steak", "porterhouse"]
station = "grill"
make = { p50 = 22, p90 = 28 }
price = 62.10
"""


def problems(old: str, new: str) -> tuple[Problem, ...]:
    assert old in HOUSE
    with pytest.raises(HouseFileError) as caught:
        load(HOUSE.replace(old, new, 1))
    return caught.value.problems


def line_of(text: str) -> int:
    return HOUSE[: HOUSE.index(text)].count("\n") + 1


def test_it_reads_every_kind_of_value() -> None:
    house = load(HOUSE)
    assert house.authority[1].role is Role.OWNER
    assert house.authority[1].limit is None
    assert house.sites[0].hours[-1] == Opening(weekday="sat", start=time(11, 30), until=time(0, 0))
    assert len(house.sites[0].hours) == 6
    assert house.people[0].hourly == Decimal("22.50")
    assert house.dishes[0].price == Decimal("62.10")
    assert house.dishes[0].make == Spread(p50=22, p90=28)
    assert house.dishes[0].stock is None
    assert house.house.floor == 0.9


def test_money_is_read_to_the_cent_and_never_through_a_float() -> None:
    house = load(HOUSE.replace("62.10", "0.1"))
    assert house.dishes[0].price == Decimal("0.1")


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        (
            'trade = "restaurant"',
            'trade = "restauran"',
            "not-allowed",
            "must be one of restaurant, shop, direct-sales",
        ),
        ('trade = "restaurant"', 'trade = "restauran"', "not-allowed", "did you mean “restaurant”?"),
        ('currency = "USD"', 'currency = "dollars"', "not-allowed", "got “dollars”"),
        ("staff = 40", "staff = -1", "money", "from 0 to under 100000000, got -1"),
        ("staff = 40", "stuff = 40", "unknown-key", "did you mean “staff”?"),
        ("staff = 40", 'staff = "lots"', "wrong-type", "an amount such as 12.50, got “lots”"),
        ('owner = "no limit"', "chef = 12", "unknown-key", "there are staff, head-waiter, owner"),
        ("lat = 40.8859", "lat = 140.8", "out-of-range", "from -90 to 90, got 140.8"),
        ("lat = 40.8859", 'lat = "north"', "wrong-type", "must be a number, got “north”"),
        ("lat = 40.8859", "lat = true", "wrong-type", "must be a number, got true"),
        ("lat = 40.8859", "lat = nan", "out-of-range", "got nan"),
        ('zone = "America/New_York"', 'zone = "Hackensack"', "zone", "such as Europe/Amsterdam"),
        ('zone = "America/New_York"', 'zone = "../etc/passwd"', "zone", "got “../etc/passwd”"),
        ("mon-thu 11:30-23:00", "mon-thu 11:30-25:00", "hours", "got “mon-thu 11:30-25:00”"),
        ("mon-thu 11:30-23:00", "maandag 11:30-23:00", "hours", "mon tue wed thu fri sat sun"),
        (
            "mon-thu 11:30-23:00",
            "mon-fri 11:30-23:00",
            "overlap",
            "fri 11:30-23:00 and fri 11:30-00:00 overlap",
        ),
        ('role = "staff"', 'role = "headwaiter"', "not-allowed", "did you mean “head-waiter”?"),
        ("hourly = 22.50", "hourly = 22.12345", "money", "at most four decimals"),
        ('skills = ["grill"]', 'skills = "grill"', "wrong-type", "a list of texts"),
        ('skills = ["grill"]', 'skils = ["grill"]', "unknown-key", "did you mean “skills”?"),
        ("wed 15:30-16:00", "thu 15:30-16:00", "hours", "the break thu 15:30-16:00 lies outside the shifts"),
        ("places = 4", "places = 0", "out-of-range", "from 1 to 1000, got 0"),
        ("places = 4", "places = 4.5", "wrong-type", "must be a whole number, got 4.5"),
        ('station = "grill"', 'station = "gril"', "unknown-reference", "did you mean “grill”?"),
        ("p90 = 28", "p90 = 18", "spread", "p90 is at least p50, got p50 = 22 and p90 = 18"),
        ("p50 = 22", "p50 = 0", "out-of-range", "more than 0 and at most 10080, got 0"),
        ("p90 = 28", "p95 = 28", "unknown-key", "there is no key “p95” here; there are p50, p90"),
        ("price = 62.10", "price = -3", "money", "got -3"),
        ("price = 62.10", "", "missing", "is missing"),
        ('names.en = ["Porterhouse steak", "porterhouse"]', "names.en = []", "empty", "at least one name"),
        (
            'names.en = ["Porterhouse steak", "porterhouse"]',
            'names.english = ["x"]',
            "not-allowed",
            "“english” is not a language",
        ),
        ('key = "anna"', 'key = "anna maria"', "key", "got “anna maria”"),
        ('name = "Anna"', 'name = ""', "empty", "must not be empty"),
        ('name = "Anna"', f'name = "{"a" * 121}"', "too-long", "at most 120 characters, got 121"),
    ],
)
def test_each_mistake_is_named_with_its_line_what_is_allowed_and_its_value(
    old: str, new: str, code: str, said: str
) -> None:
    found = [problem for problem in problems(old, new) if problem.code == code]
    assert found, problems(old, new)
    assert any(said in problem.sentence() for problem in found), [str(problem) for problem in found]
    if new:
        assert {problem.line for problem in found} == {line_of(old)}


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = HOUSE.replace("USD", "dollars").replace("p90 = 28", "p90 = 1").replace("40.8859", "99")
    with pytest.raises(HouseFileError) as caught:
        load(text)
    assert [problem.code for problem in caught.value.problems] == ["not-allowed", "out-of-range", "spread"]
    assert str(caught.value).count("\n") == 2


def test_one_mistake_gives_one_sentence() -> None:
    found = problems('site = "hackensack"', 'site = "hackensak"')
    assert [str(problem) for problem in found] == [
        f"line {line_of('site = ')}: person “anna” · site: there is no “hackensak”; "
        "did you mean “hackensack”? There are hackensack"
    ]


def test_a_key_used_twice_is_told_at_the_second_place() -> None:
    again = '\n[[stations]]\nkey = "Grill"\nname = "second grill"\nsite = "hackensack"\n'
    with pytest.raises(HouseFileError) as caught:
        load(HOUSE + again)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("duplicate", HOUSE.count("\n") + 3)


def test_an_unknown_table_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(HouseFileError) as caught:
        load(HOUSE.replace("[[stations]]", "[[station]]"))
    unknown = [problem for problem in caught.value.problems if problem.code == "unknown-key"]
    assert "did you mean “stations”?" in unknown[0].sentence()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[house\nname = 1", 1),
        ("[house]\nname = ", 2),
        ('[house]\nname = "a"\nname = "b"', 3),
        ("x = [", 1),
        ("a\x00b", 1),
        ("x = " + "9" * 5000, 1),
        ("x = 1e" + "9" * 30, 1),
        ("x = " + "[" * 5000, 1),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(HouseFileError) as caught:
        load(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line) == ("syntax", line)


def test_an_empty_file_says_what_a_house_needs() -> None:
    with pytest.raises(HouseFileError) as caught:
        load("")
    where = {problem.where for problem in caught.value.problems}
    assert {"house · name", "house · trade", "house · language", "house · currency", "sites"} <= where


def test_house_as_a_number_is_not_a_crash() -> None:
    with pytest.raises(HouseFileError):
        load("house = 3\nsites = 4\npeople = [1]\nauthority = []\n")


PROMISE = """
[[promises]]
key = "cake"
title = "Birthday cake"
guest = "Mary"
site = "hackensack"
deadline = 2011-08-17T18:20:00-04:00
odds_when_given = 0.95

[[promises.steps]]
kind = "make"
who = "anna"
station = "grill"
lasts = { p50 = 55, p90 = 70 }
planned_start = 2011-08-17T16:20:00-04:00

[[promises.steps]]
kind = "drive"
lasts = { p50 = 10, p90 = 15 }
planned_start = 2011-08-17T17:40:00-04:00
"""


def test_a_promise_already_given_keeps_its_steps_and_moments() -> None:
    (promise,) = load(HOUSE + PROMISE).promises
    assert promise.deadline == datetime(2011, 8, 17, 22, 20, tzinfo=UTC)
    assert [step.kind for step in promise.steps] == ["make", "drive"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('who = "anna"', 'who = "hanna"', "unknown-reference"),
        ("2011-08-17T16:20:00-04:00", "2011-08-17T16:20:00", "wrong-type"),
        ('kind = "drive"', 'kind = "drive"\nto_lat = 40.1', "missing"),
        ('kind = "drive"', 'kind = "drive"\ndone_at = 2011-08-17T16:20:00Z', "order"),
        ('guest = "Mary"', 'guest = "Mary"\nearliest = 2011-08-17T23:20:00Z', "order"),
        ("odds_when_given = 0.95", "odds_when_given = 95", "out-of-range"),
    ],
)
def test_a_promise_that_cannot_be_is_told(old: str, new: str, code: str) -> None:
    with pytest.raises(HouseFileError) as caught:
        load(HOUSE + PROMISE.replace(old, new, 1))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_sentence_can_be_said_in_another_language() -> None:
    (problem,) = problems("places = 4", "places = 0")
    assert problem.sentence(
        {problem.template: "van {low:.12g} tot {high:.12g}, niet {value:.12g}"}.__getitem__
    ) == ("van 1 tot 1000, niet 0")
