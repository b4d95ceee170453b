"""One question back, in the guest's language, about what a wish still lacks."""

import pytest

from tests.engines.reading.cast import heard


@pytest.mark.parametrize(
    ("language", "text", "question"),
    [
        ("en", "Can you bring a porterhouse to the Hilton at 8pm?", "Gladly! Where exactly is “Hilton”?"),
        ("nl", "Kunnen jullie om acht uur een biefstuk naar Haarlem brengen?", "Waar precies is “Haarlem”?"),
        ("nb", "Kan dere komme med en entrecôte til Grünerløkka klokka 20?", "Hvor er «Grünerløkka»"),
    ],
)
def test_a_place_nobody_knows_is_asked_for_by_its_name(language, text, question):
    reading = heard(text, language)
    assert reading.missing == ("where",)
    assert question in reading.ask_back
    assert [text[where.start : where.end] for where in reading.where] == [reading.where[0].text]


def test_with_the_time_missing_too_one_question_asks_for_both():
    reading = heard("Can you bring a porterhouse to the Hilton?")
    assert reading.missing == ("when", "where")
    assert reading.ask_back == "Gladly! When and where may we meet you?"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Could you turn the music down a little please?"),
        ("nl", "Kan de muziek alsjeblieft wat zachter?"),
        ("nb", "Kan dere skru ned musikken litt, vær så snill?"),
        ("en", "The lamp I bought yesterday is broken, I want my money back please"),
        ("nl", "De lamp van gisteren is kapot, ik wil graag mijn geld terug"),
        ("nb", "Lampa jeg kjøpte i går er ødelagt, jeg vil ha pengene tilbake"),
    ],
)
def test_who_wants_nothing_brought_is_not_asked_where_to_meet(language, text):
    reading = heard(text, language)
    assert reading.kinds["wish"] >= 0.5
    assert (reading.missing, reading.ask_back) == ((), None)


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "Two coffees please, we're sitting at the bar", "bar"),
        ("nl", "Twee koffie graag, we zitten op het terras", "terras"),
        ("nb", "To kaffe takk, vi sitter på terrassen", "terrassen"),
        ("sv", "Två kaffe tack, vi sitter i baren", "baren"),
        ("de", "Zwei Kaffee bitte, wir sitzen an der Bar", "Bar"),
        ("fr", "Deux cafés s'il vous plaît, nous sommes au bar", "bar"),
        ("es", "Dos cafés por favor, estamos en la terraza", "terraza"),
    ],
)
def test_a_place_of_which_a_house_has_one_is_in_the_house(language, text, place):
    reading = heard(text, language)
    assert [where.text for where in reading.where] == [place]
    assert "where" not in reading.missing


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        (
            "nl",
            "Kun je zaterdag een taart brengen naar Kerkstraat 12 in Utrecht?",
            "Kerkstraat 12 in Utrecht",
        ),
        ("nl", "Graag een taart naar Kerkstraat 12, 3511 AB Utrecht", "Kerkstraat 12, 3511 AB Utrecht"),
        ("nb", "Kan dere levere en kake til Storgata 5, 0155 Oslo på lørdag?", "Storgata 5, 0155 Oslo"),
        ("nb", "Kan dere levere en kake til Storgata 5 i morgen?", "Storgata 5"),
        ("en", "Could you bring a cake to the St. Regis on Saturday?", "St. Regis"),
        ("nb", "Kan dere levere en kake til Lillestrøm S på lørdag?", "Lillestrøm S"),
    ],
)
def test_a_place_has_its_town_and_its_whole_name(language, text, place):
    assert [where.text for where in heard(text, language).where] == [place]
