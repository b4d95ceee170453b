"""The House pages: everybody reads, those who may change, and the house file decides what is right."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hovmester.house.ledger.models import Entry
from hovmester.house.people.house_file import house_file
from hovmester.house.people.models import Person
from hovmester.house.premises.models import Dish
from hovmester.housefile import dump, load
from hovmester.housefile.model import Role
from tests import cast

pytestmark = pytest.mark.django_db

PAGES = ["", "menu/", "people/", "stations/", "vehicles/", "hours/", "places/", "shifts/", "stock/"]
FORMS = [
    "settings/",
    "authority/",
    "file/",
    "menu/new/",
    "menu/porterhouse/",
    "people/alex/",
    "stations/grill/",
    "vehicles/bike/",
    "hours/hackensack/",
    "places/ewr/",
]


@pytest.fixture(autouse=True)
def _house() -> None:
    cast.lay_the_house()


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def owner() -> Client:
    return signed_in(cast.owner())


def dish_form(**changes: str) -> dict[str, str]:
    typed = {
        "names_en": "Broiled salmon, salmon",
        "names_nl": "Zalm van de grill, zalm",
        "names_nb": "Grillet laks, laks",
        "station": "stove",
        "make_p50": "16",
        "make_p90": "22",
        "pack_p50": "3",
        "pack_p90": "5",
        "price": "36",
        "cost": "13",
        "keeps_min": "60",
        "instead": "",
        "allergens": "fish",
    }
    return typed | changes


@pytest.mark.parametrize("page", PAGES)
def test_everybody_who_works_here_reads_every_page(page: str) -> None:
    assert signed_in(cast.cook()).get(f"/house/{page}").status_code == 200


@pytest.mark.parametrize("page", [*PAGES, *FORMS])
def test_somebody_who_is_not_signed_in_is_led_to_the_door(page: str) -> None:
    response = Client().get(f"/house/{page}")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("page", FORMS)
def test_forms_are_for_the_owner(page: str, owner: Client) -> None:
    assert signed_in(cast.head_waiter()).get(f"/house/{page}").status_code == 403
    assert owner.get(f"/house/{page}").status_code == 200


def test_the_menu_tells_make_times_price_and_what_is_left(owner: Client) -> None:
    page = owner.get("/house/menu/").content.decode()
    assert "Porterhouse steak" in page
    assert "made in 22 to 28 min" in page
    assert "14 left" in page


def test_what_an_hour_of_somebody_costs_is_for_the_owner_alone(owner: Client) -> None:
    assert "an hour" in owner.get("/house/people/").content.decode()
    for reader in (cast.cook(), cast.head_waiter()):
        for page in PAGES:
            assert "an hour" not in signed_in(reader).get(f"/house/{page}").content.decode(), page


@pytest.mark.parametrize(
    ("language", "days"), [("en", "Mon–Thu 11:30–23:00"), ("nl", "ma–do 11:30"), ("nb", "man–tor 11:30")]
)
def test_days_are_named_in_the_reader_s_language_and_written_as_in_the_file(
    owner: Client, language: str, days: str
) -> None:
    owner.cookies["django_language"] = language
    for page in ("", "hours/"):
        assert days in owner.get(f"/house/{page}").content.decode()
    assert "mon-thu 11:30-23:00" in owner.get("/house/hours/hackensack/").content.decode()


def test_the_page_says_when_a_station_has_nobody(owner: Client) -> None:
    Person.objects.filter(key__in=["luis", "ines"]).update(skills=[])
    assert "nobody here can work it" in owner.get("/house/stations/").content.decode()


def test_a_form_sent_back_as_it_came_changes_nothing(owner: Client) -> None:
    """What is drawn into each form reads back as the same house."""
    before, entries = house_file(), Entry.objects.count()
    for path in [*FORMS[4:], "settings/", "authority/"]:
        form = owner.get(f"/house/{path}").context["form"]
        typed = {
            field.html_name: field.value() if field.value() is not None else ""
            for field in form
            if field.value() is not False
        }
        sent = {name: form.fields[name].prepare_value(value) for name, value in typed.items()}
        response = owner.post(f"/house/{path}", sent)
        assert response.status_code == 302, (path, response.context["form"].errors)
    assert house_file() == before
    assert Entry.objects.count() == entries


def test_the_owner_changes_a_dish_and_it_is_recorded(owner: Client) -> None:
    assert owner.post("/house/menu/salmon/", dish_form(price="38.50")).status_code == 302
    assert str(Dish.objects.get(key="salmon").price) == "38.5000"
    entry = Entry.objects.order_by("-id")[0]
    assert (entry.verb, entry.actor, entry.facts["changed"]) == (
        "changed-house",
        cast.owner(),
        ["dish:salmon"],
    )


def test_a_dish_changed_on_its_page_keeps_its_count(owner: Client) -> None:
    owner.post("/house/menu/salmon/", dish_form(make_p90="25"))
    dish = Dish.objects.get(key="salmon")
    assert (dish.make_p90, dish.stock) == (25, 10)


def test_a_decimal_comma_is_read_where_one_is_written(owner: Client) -> None:
    owner.cookies["django_language"] = "nl"
    assert owner.post("/house/menu/salmon/", dish_form(price="38,50")).status_code == 302
    assert str(Dish.objects.get(key="salmon").price) == "38.5000"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"make_p90": "10"}, "make_p90", "P90 is at least p50, got p50 = 16 and p90 = 10."),
        ({"price": "-1"}, "price", "An amount from 0 to under 100000000, got -1."),
        ({"instead": "salomon"}, "instead", "There is no “salomon”"),
        ({"names_en": ""}, "names_en", "This field is required."),
        ({"keeps_min": "0"}, "keeps_min", "More than 0 and at most"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_changes(
    owner: Client, changes: dict[str, str], field: str, said: str
) -> None:
    before = house_file()
    response = owner.post("/house/menu/salmon/", dish_form(**changes))
    assert response.status_code == 422
    assert said in " ".join(response.context["form"].errors[field])
    assert house_file() == before


def test_a_new_dish_gets_a_key_from_its_name(owner: Client) -> None:
    owner.post("/house/menu/new/", dish_form(names_en="Smoked Trout"))
    owner.post("/house/menu/new/", dish_form(names_en="Smoked trout"))
    assert [dish.key for dish in house_file().dishes[-2:]] == ["smoked-trout", "smoked-trout-2"]


def test_a_dish_is_taken_out_of_use(owner: Client) -> None:
    assert owner.post("/house/menu/pasta/out/").status_code == 302
    assert not Dish.objects.get(key="pasta").is_active
    assert "Pasta" not in owner.get("/house/menu/").content.decode()


def test_a_station_still_needed_stays(owner: Client) -> None:
    page = owner.post("/house/stations/oven/out/", follow=True).content.decode()
    assert "oven is still needed" in page
    assert "oven" in {station.key for station in house_file().stations}


def test_the_page_says_what_somebody_still_carries(owner: Client) -> None:
    assert "still carries" not in owner.get("/house/people/alex/").content.decode()
    cast.porterhouse_promise()
    assert (
        "Alex still carries 3 steps of running promises" in owner.get("/house/people/alex/").content.decode()
    )


def test_the_last_owner_cannot_be_taken_out(owner: Client) -> None:
    owner.post("/house/people/walter/out/")
    assert cast.owner().is_active


def test_a_guest_of_the_page_cannot_change_by_post() -> None:
    for person in (cast.cook(), cast.head_waiter()):
        client = signed_in(person)
        assert client.post("/house/menu/salmon/", dish_form(price="1")).status_code == 403
        assert client.post("/house/menu/salmon/out/").status_code == 403
    assert signed_in(cast.cook()).post("/house/stock/count/").status_code == 403
    assert signed_in(cast.cook()).post("/house/shifts/alex/").status_code == 403


def test_authority_is_changed_with_and_without_limit(owner: Client) -> None:
    sent = {"staff": "", "head-waiter": "200", "owner-free": "on"}
    assert owner.post("/house/authority/", sent).status_code == 302
    assert [(row.role, row.limit) for row in house_file().authority] == [
        (Role.HEAD_WAITER, 200),
        (Role.OWNER, None),
    ]


def test_settings_are_checked_like_the_file(owner: Client) -> None:
    sent = {
        "name": "Ours",
        "trade": "shop",
        "language": "nl",
        "currency": "florin",
        "floor": "0.9",
        "reach_km": "10",
        "patience_min": "5",
        "look": "dark",
    }
    response = owner.post("/house/settings/", sent)
    assert "currency" in response.context["form"].errors
    assert owner.post("/house/settings/", sent | {"currency": "eur"}).status_code == 302
    assert house_file().house.currency == "EUR"


def test_the_head_waiter_changes_shifts_and_only_those() -> None:
    client = signed_in(cast.head_waiter())
    before = cast.courier()
    sent = {"shifts": "mon-tue 12:00-20:00", "breaks": "mon 15:00-15:30"}
    assert client.post("/house/shifts/alex/", sent).status_code == 302
    page = client.get("/house/shifts/").content.decode()
    assert "12:00–20:00" in page
    assert "break 15:00–15:30" in page
    after = cast.courier()
    assert (after.hourly, after.may_say_yes_to, after.skills) == (
        before.hourly,
        before.may_say_yes_to,
        before.skills,
    )
    response = client.post("/house/shifts/alex/", {"shifts": "someday"})
    assert "got “someday”" in " ".join(response.context["form"].errors["shifts"])


def stock_form(client: Client) -> dict[str, str]:
    form = client.get("/house/stock/").context["form"]
    return {field.html_name: "" if field.value() is None else str(field.value()) for field in form}


def test_the_head_waiter_counts_the_stock() -> None:
    client = signed_in(cast.head_waiter())
    assert (
        client.post("/house/stock/count/", stock_form(client) | {"shrimp": "3", "bread": "7"}).status_code
        == 302
    )
    assert Dish.objects.get(key="shrimp").stock == 3
    assert Dish.objects.get(key="bread").stock == 7
    verbs = list(Entry.objects.filter(verb="counted-stock").values_list("facts", flat=True).order_by("id"))
    assert {"stock": 3, "was": 24} in verbs
    assert len(verbs) == 2


def test_nobody_can_stop_counting_by_mistake_what_was_sold_meanwhile() -> None:
    client = signed_in(cast.head_waiter())
    typed = stock_form(client) | {"shrimp": "20"}
    Dish.objects.filter(key="shrimp").update(stock=23)
    response = client.post("/house/stock/count/", typed)
    assert response.status_code == 422
    assert "23 left now" in " ".join(response.context["form"].errors["shrimp"])
    assert Dish.objects.get(key="shrimp").stock == 23


def upload(client: Client, text: str | bytes) -> object:
    data = text if isinstance(text, bytes) else text.encode()
    return client.post("/house/file/", {"file": SimpleUploadedFile("house.toml", data)})


def test_the_house_goes_out_as_a_file_and_comes_back(owner: Client) -> None:
    response = owner.get("/house/file/house.toml")
    text = response.content.decode()
    assert response["Content-Disposition"] == 'attachment; filename="the-porterhouse.toml"'
    assert load(text) == house_file()
    owner.post("/house/menu/pasta/out/")
    upload(owner, text)
    assert dump(house_file()) == text


def test_a_wrong_file_is_answered_line_by_line_and_changes_nothing(owner: Client) -> None:
    before = house_file()
    text = dump(before).replace('"USD"', '"dollars"').replace("p90 = 28", "p90 = 2")
    response = upload(owner, text)
    assert response.status_code == 422
    page = response.content.decode()
    assert "2 things in the file are not right. Nothing was changed." in page
    assert "line 7" in page
    assert "currency = &quot;dollars&quot;" in page
    assert house_file() == before


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"", "empty"),
        (b"#" * (2 * 1024 * 1024 + 1), "a house fits into"),
        (b"no toml at all", "cannot be read as TOML"),
    ],
)
def test_what_is_no_house_file_is_said_so(owner: Client, data: bytes, said: str) -> None:
    response = upload(owner, data)
    assert response.status_code == 422
    assert said in response.content.decode()


def test_a_kind_or_a_row_that_is_not_there_is_not_found(owner: Client) -> None:
    for path in ("cellar/", "menu/unicorn/", "cellar/new/", "shifts/nobody/"):
        assert owner.get(f"/house/{path}").status_code == 404
    assert owner.post("/house/menu/unicorn/out/").status_code == 404


def test_staff_find_the_house_and_are_offered_nothing_they_may_not_do() -> None:
    cook = signed_in(cast.cook())
    assert 'href="/house/"' in cook.get("/").content.decode()
    for page in PAGES:
        shown = cook.get(f"/house/{page}").content.decode()
        for form in ("/new/", "/house/settings/", "/house/authority/", "/house/file/", "/house/stock/count/"):
            assert form not in shown, (page, form)
        assert "/house/menu/porterhouse/" not in shown
        assert "/house/shifts/alex/" not in shown
