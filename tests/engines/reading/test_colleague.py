"""What a careful colleague hears in a message as guests type it: things, rooms, how many, what need not be asked."""

import pytest

from tests.engines.reading.cast import heard


def things(reading):
    return [(what.item or what.text, what.qty) for what in reading.what]


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "two steaks to room 412 asap please", "room 412"),
        ("en", "can we get another steak at table 9?", "table 9"),
        ("nl", "graag een biefstuk op kamer 214", "kamer 214"),
        ("nl", "we zitten aan tafel 6 en willen graag nog een friet", "tafel 6"),
        ("nb", "kan vi få en biff på rom 412 med en gang?", "rom 412"),
        ("de", "können wir bitte ein Steak auf Zimmer 12 haben", "Zimmer 12"),
    ],
)
def test_a_room_or_table_is_in_the_house_and_needs_no_question(language, text, place):
    reading = heard(text, language)
    (where,) = reading.where
    assert (where.text, where.place, where.iata) == (place, None, None)
    assert where.lat is not None
    assert "where" not in reading.missing


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a table for 4 tomorrow at 8 please"),
        ("nl", "tafel 4 personen graag, morgen om acht uur"),
        ("nb", "bord 4 personer i morgen klokka 19.30"),
        ("en", "table 7pm for two please"),
    ],
)
def test_people_and_hours_at_a_table_are_no_table_number(language, text):
    assert heard(text, language).where == ()


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "we're looking forward to steak at Grand Central at 8, bring it please", [("steak", 1)]),
        ("en", "can you bring three portions of fries to Grand Central at 8", [("fries", 3)]),
        ("nl", "kunnen jullie 2 stuks zalm brengen naar Carré om acht uur", [("salmon", 2)]),
        ("nb", "kan dere komme med 2 stk biff og 1 laks til Operaen kl 19.45", [("steak", 2), ("salmon", 1)]),
        ("nl", "graag 20 verjaardagstaarten uiterlijk 3 december", [("cake", 20)]),
        ("en", "an extra large fries to Grand Central at 8 please", [("fries", 1)]),
        ("nb", "fire biffer til Operaen klokka åtte, takk", [("steak", 4)]),
    ],
)
def test_numbers_count_in_the_language_they_are_said_in(language, text, wanted):
    assert things(heard(text, language)) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I need to speak to a manager within the hour"),
        ("en", "could someone send my wife a message please"),
        ("nl", "Ik zou graag iemand van de leiding spreken, vandaag nog"),
        ("nb", "jeg vil snakke med en leder innen en time"),
    ],
)
def test_people_are_nothing_to_be_served(language, text):
    reading = heard(text, language)
    assert [
        what for what in reading.what if what.item or what.text in ("manager", "iemand", "leder", "wife")
    ] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I need to speak to a manager within the hour"),
        ("nl", "Kunt u mij voor 16.00 uur terugbellen over de factuur?"),
        ("nl", "Kunnen we het een kwartiertje naar achteren schuiven?"),
        ("nb", "jeg vil snakke med en leder innen en time"),
        ("nb", "kan vi sjekke inn tidlig på fredag?"),
    ],
)
def test_who_wants_to_be_called_or_changes_a_time_lacks_no_dish_and_no_place(language, text):
    assert heard(text, language).missing == ()


@pytest.mark.parametrize(
    ("language", "text", "how"),
    [
        ("en", "no onions on the steak please, to Grand Central at 8", "no onions"),
        ("en", "not the salmon, the steak. Medium. To Grand Central at nine tonight", "medium"),
        ("nl", "zonder ui graag bij de biefstuk, naar Carré om acht uur", "zonder ui"),
        ("nb", "ikke laksen, men biffen. Medium. Til Operaen klokka ni", "medium"),
    ],
)
def test_how_it_should_be_may_stand_before_it_or_in_a_sentence_of_its_own(language, text, how):
    assert [what.wishes for what in heard(text, language).what if what.item == "steak"] == [(how,)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "2x steak 19:45 Grand Central pls, allergic: sesame"),
        ("nl", "2x biefstuk om 20 voor 8 Carré, allergie: sesam"),
        ("nb", "2 stk biff kl 19.45 Operaen, allergi: sesam"),
    ],
)
def test_an_allergy_behind_a_colon_is_an_allergy(language, text):
    assert heard(text, language).what[0].allergies == ("sesame",)


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("nl", "tafeltje voor 3 vanavond 8u", 3),
        ("nl", "volgende week dinsdag met zn achten lunchen", 8),
        ("en", "we shall be eight for dinner on Saturday, one guest cannot eat gluten", 8),
        ("nl", "ontbijt voor 2 morgen graag", 2),
        ("nb", "frokost til to i morgen, takk", 2),
        ("nl", "Heeft u een kinderstoel? we komen met een baby", None),
        ("nb", "me er sju stykke som kjem laurdag klokka seks", 7),
    ],
)
def test_people_are_counted_as_they_are_said(language, text, people):
    assert heard(text, language).people == people


def test_a_delay_is_no_flight():
    assert heard("flyet er 50 minutter forsinket", "nb").flight == ()
    assert [flight.code for flight in heard("she flies in Monday on DL 47", "en").flight] == ["DL47"]


@pytest.mark.parametrize(
    ("language", "text", "thing"),
    [
        (
            "en",
            "wheelchair assistance for my mum please, she lands at EWR at ten to nine tonight",
            "wheelchair",
        ),
        ("nl", "Rolstoel graag voor mijn vader, hij landt vrijdag om half drie", "rolstoel"),
        ("nb", "svigermor lander mandag klokka ni, rullestol og kaffe takk", "kaffe"),
    ],
)
def test_a_thing_may_be_named_without_a_word_that_asks(language, text, thing):
    assert thing in " ".join(what.text.lower() for what in heard(text, language).what)
