"""How many come, where they sleep and what of several dishes is how – as a careful colleague hears it."""

import pytest

from tests.engines.reading.cast import heard


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("en", "a table for 3 kids and 2 adults on Sunday please", 5),
        ("en", "we're four grown ups and one toddler", 5),
        ("en", "just me and the wife tonight at 8", 2),
        ("en", "lunch on Friday at 12.45 for 2 pls", 2),
        ("en", "dinner tonight at 7 for 3, please", 3),
        ("en", "still got space for seven tonight?", 7),
        ("nl", "kan ik met 3 kinderen en 2 volwassenen zondag om half 2 terecht", 5),
        ("nl", "alleen mijn vrouw en ik vanavond om 8 uur", 2),
        ("nl", "hebben jullie nog plek voor zeven?", 7),
        ("nl", "we komen met 8 man, in de avond", 8),
        ("nb", "har dere plass til 3 barn og 2 voksne på søndag?", 5),
        ("nb", "vi er fire voksne og et lite barn", 5),
        ("nb", "bare meg og kona i kveld klokka åtte", 2),
        ("nb", "kan vi fem få bord halv sju?", 5),
    ],
)
def test_everybody_is_counted(language, text, people):
    reading = heard(text, language)
    assert reading.people == people
    assert reading.text[reading.people_span.start : reading.people_span.end] == reading.people_span.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a two man tent, do you sell those?"),
        ("en", "bring a steak at half past seven for my wife"),
        ("nl", "mijn man en ik, graag een biefstuk voor zeven"),
    ],
)
def test_nobody_is_counted_where_nobody_is(language, text):
    assert heard(text, language).people is None


@pytest.mark.parametrize(
    ("language", "text", "hotel"),
    [
        (
            "en",
            "I'm staying at the Marriott Marquis, room 1412. Can you bring two steaks at 9?",
            "Marriott Marquis",
        ),
        ("en", "two steaks to room 12 at the Plaza at nine please", "Plaza"),
        ("nl", "Ik zit in het Okura, kamer 1412. Kunnen jullie om 9 uur twee biefstukken brengen?", "Okura"),
        ("nb", "Jeg bor på Grand Hotel, rom 412. Kan dere komme med to biffer klokka ni?", "Grand Hotel"),
    ],
)
def test_a_room_of_another_hotel_is_not_in_the_house(language, text, hotel):
    reading = heard(text, language)
    assert hotel in [where.text for where in reading.where]
    assert all(where.lat is None for where in reading.where)
    assert reading.missing == ("where",)
    assert hotel in reading.ask_back


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "two steaks to 402 please"),
        ("nl", "twee biefstukken op 402 aub"),
        ("nb", "to biffer til 402 takk"),
    ],
)
def test_a_room_may_be_its_number_alone(language, text):
    (where,) = heard(text, language).where
    assert (where.text, where.lat is None) == ("402", False)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "two steaks medium, one of them without butter"),
        ("nl", "twee biefstukken medium, waarvan 1 zonder boter"),
        ("nb", "to biffer medium, en av dem uten smør"),
    ],
)
def test_one_of_them_is_one_of_those_named(language, text):
    first, second = heard(text, language).what
    assert (first.item, first.qty, second.qty) == ("steak", 1, 1)
    assert first.wishes == ("medium",)
    assert len(second.wishes) == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Is the kitchen still open after ten?"),
        ("en", "party of six, next Saturday at 5pm"),
        ("en", "Sorry, we no longer need the birthday cake for Sunday"),
        ("nl", "Is de keuken na tienen nog open?"),
        ("nl", "met z'n zessen, zaterdag om 6 uur"),
        ("nl", "de verjaardagstaart voor zondag hoeft niet, sorry"),
        ("nb", "Er kjøkkenet åpent etter ti?"),
        ("nb", "vi blir seks personer på lørdag klokka 18"),
        ("nb", "Beklager, bursdagskaken til søndag trengs ikke"),
    ],
)
def test_what_needs_no_question_is_not_asked(language, text):
    assert heard(text, language).missing == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "we have a table on Friday at 7"),
        ("nl", "kunnen we om half zeven aan tafel?"),
        ("nb", "vi har bord fredag klokka 19"),
    ],
)
def test_a_table_they_have_is_not_wished_for(language, text):
    assert heard(text, language).what == ()


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("da", "to voksne og tre børn på søndag kl. 13, mange hilsner", 5),
        ("sv", "två vuxna och tre barn på söndag kl 13", 5),
        ("de", "zwei Erwachsene und drei Kinder am Sonntag um 13 Uhr", 5),
        ("de", "einen Tisch für vier am Freitag um 19 Uhr bitte", 4),
        ("fr", "deux adultes et trois enfants dimanche à 13h", 5),
        ("es", "dos adultos y tres niños el domingo a las 13:00", 5),
    ],
)
def test_everybody_is_counted_in_five_more_languages(language, text, people):
    assert heard(text, language).people == people
