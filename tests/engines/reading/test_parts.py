"""What is asked for in parts, for whom, by when, and where nobody said which airport."""

import pytest

from hovmester.engines.reading import read
from hovmester.engines.reading.model import NamedPlace, Vocabulary
from tests.engines.reading.cast import ITEMS, heard


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        (
            "en",
            "three steaks, two medium rare, one well done, at 7 please",
            [(2, "medium rare"), (1, "well done")],
        ),
        (
            "en",
            "Could we have two steaks medium rare and one well done?",
            [(2, "medium rare"), (1, "well done")],
        ),
        ("en", "bring us five steaks, two of them rare please", [(3, ""), (2, "rare")]),
        (
            "nl",
            "graag drie biefstukken, twee medium rare en een doorbakken",
            [(2, "medium rare"), (1, "doorbakken")],
        ),
        ("nb", "tre biffer takk, to medium rare og en godt stekt", [(2, "medium rare"), (1, "godt stekt")]),
        ("da", "tre steaks tak, to medium rare og en gennemstegt", [(2, "medium rare"), (1, "gennemstegt")]),
        ("sv", "tre steaks tack, två blodig och en genomstekt", [(2, "blodig"), (1, "genomstekt")]),
        ("de", "Drei Steaks bitte, zwei medium und eins durch", [(2, "medium"), (1, "durch")]),
        (
            "fr",
            "trois steaks s'il vous plaît, deux saignants et un bien cuit",
            [(2, "saignants"), (1, "bien cuit")],
        ),
        (
            "es",
            "tres steaks por favor, dos poco hechos y uno muy hecho",
            [(2, "poco hechos"), (1, "muy hecho")],
        ),
    ],
)
def test_parts_of_an_order_keep_their_number_and_how_they_should_be(language, text, parts):
    found = [(what.qty, " ".join(what.wishes)) for what in heard(text, language).what if what.item == "steak"]
    assert found == parts


def test_a_part_is_not_taken_from_the_next_dish():
    found = heard("two steaks, and one well done salmon please").what
    assert [(what.item, what.qty, what.wishes) for what in found] == [
        ("steak", 2, ()),
        ("salmon", 1, ("well done",)),
    ]


@pytest.mark.parametrize(
    ("language", "text", "qty", "how"),
    [
        ("en", "two medium rare steaks please", 2, "medium rare"),
        ("en", "I'd like a well done steak", 1, "well done"),
        ("nl", "graag twee medium biefstukken", 2, "medium"),
        ("nb", "tre medium stekt biff takk", 3, "medium stekt"),
    ],
)
def test_how_may_stand_before_the_dish(language, text, qty, how):
    assert [(what.qty, what.wishes) for what in heard(text, language).what] == [(qty, (how,))]


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("en", "a table for two and a baby at 7 please", 3),
        ("en", "a table for two adults and three kids tonight", 5),
        ("en", "a room for two grown-ups and a baby please", 3),
        ("en", "1 adult and 2 children please", 3),
        ("en", "a table for four, with two little children, please", 6),
        ("nl", "tafel voor twee en een baby om half acht", 3),
        ("nl", "tafel voor twee volwassenen en drie kinderen graag", 5),
        ("nb", "bord til to og en baby klokka halv åtte", 3),
        ("nb", "bord til to voksne og to barn takk", 4),
        ("da", "et bord til to og et barn tak", 3),
        ("sv", "ett bord för två och ett barn tack", 3),
        ("de", "Einen Tisch für zwei und ein Kind um sieben bitte", 3),
        ("fr", "une table pour deux et un bébé à 19h", 3),
        ("es", "una mesa para dos y un bebé a las siete", 3),
        ("en", "a table for two and a cake", 2),
    ],
)
def test_children_sit_at_the_table_too(language, text, people):
    reading = heard(text, language)
    assert reading.people == people
    assert text[reading.people_span.start : reading.people_span.end] == reading.people_span.text
    assert all("bab" not in what.text and "kid" not in what.text for what in reading.what)


AIRPORT = {
    "en": ("can you meet me at the airport at 7 with a steak?", "the airport"),
    "nl": ("kunnen jullie me om 7 uur op het vliegveld een biefstuk brengen?", "het vliegveld"),
    "nb": ("kan dere møte meg på flyplassen med en biff klokka 7?", "flyplassen"),
    "da": ("Kan I komme med en steak til lufthavnen klokken halv otte?", "lufthavnen"),
    "sv": ("Kan ni komma med en biff till flygplatsen klockan halv åtta?", "flygplatsen"),
    "de": ("Können Sie mir um halb acht ein Steak zum Flughafen bringen?", "Flughafen"),
    "fr": ("Pouvez-vous m'apporter un steak à l'aéroport à 19h30 ?", "l'aéroport"),
    "es": ("¿Me pueden traer un steak al aeropuerto a las ocho y media?", "aeropuerto"),
}


@pytest.mark.parametrize("language", AIRPORT)
def test_the_airport_is_a_place_that_is_asked_for_by_its_name(language):
    text, name = AIRPORT[language]
    reading = heard(text, language)
    assert [(where.text, where.iata) for where in reading.where] == [(name, None)]
    assert reading.missing == ("where",)
    assert name in reading.ask_back


def test_the_airport_is_the_only_one_the_house_knows():
    text = AIRPORT["en"][0]
    own = NamedPlace(
        key="newark", names=("Newark",), lat=40.69, lon=-74.17, iata="EWR", zone="America/New_York"
    )
    from datetime import UTC, datetime

    house = Vocabulary(items=ITEMS, places=(own,))
    reading = read(
        text, vocabulary=house, now=datetime(2026, 11, 18, 14, tzinfo=UTC), zone="America/New_York"
    )
    assert [(where.text, where.iata, where.place) for where in reading.where] == [
        ("the airport", "EWR", "newark")
    ]
    assert reading.missing == ()


@pytest.mark.parametrize(
    ("language", "text", "latest"),
    [
        ("en", "a steak to Grand Central before 7, my train leaves at 7:15", "19:00"),
        ("en", "bring a steak before seven please", "19:00"),
        ("nl", "graag een biefstuk voor 7 uur op Schiphol", "19:00"),
        ("nl", "graag een biefstuk voor achten", "20:00"),
        ("nb", "en biff før 7, takk", "19:00"),
        ("nb", "en biff før åtte", "20:00"),
        ("de", "ein Steak vor 19 Uhr bitte", "19:00"),
        ("fr", "un steak avant 8 heures", "20:00"),
        ("es", "un steak antes de las 8", "20:00"),
    ],
)
def test_before_an_hour_is_a_deadline(language, text, latest):
    deadline = next(when for when in heard(text, language).when if when.kind == "deadline")
    assert f"{deadline.latest:%H:%M}" == latest


@pytest.mark.parametrize("text", ["before 7 guests came we ate", "after 2 drinks", "før 8 personer kom"])
def test_what_counts_something_else_is_no_hour(text):
    assert heard(text).when == ()


@pytest.mark.parametrize(
    ("language", "text", "at"),
    [
        ("en", "come around 7ish", "18T19:00"),
        ("en", "7-ish would be great", "18T19:00"),
        ("en", "tomorrow around sevenish", "19T19:00"),
        ("en", "a steak in an hour and a half", "18T15:30"),
        ("nl", "rond een uur of acht", "18T20:00"),
        ("nl", "vanavond na achten", "18T20:00"),
        ("nb", "i åttetiden", "18T20:00"),
        ("nb", "rundt sjutiden i kveld", "18T19:00"),
        ("da", "kan I komme ved ottetiden?", "18T20:00"),
        ("sv", "vi kommer vid sjutiden", "18T19:00"),
        ("de", "ich komme um viertel acht", "18T19:15"),
        ("de", "um dreiviertel acht bitte", "18T19:45"),
    ],
)
def test_hours_said_loosely(language, text, at):
    assert f"{heard(text, language).when[0].earliest:%dT%H:%M}" == at
