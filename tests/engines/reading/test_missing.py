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
