"""Which language a message is in: neighbours are told apart by the words and spellings only one of them has."""

import pytest

from hovmester.engines.reading.language import language_of
from hovmester.engines.reading.tokens import tokenise
from training.messages import written


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kan vi få bord til fire i kveld?", "nb"),
        ("Maten var kald og vi måtte vente lenge", "nb"),
        ("Kniven var så sløv at jeg ikke fikk skåret kjøttet", "nb"),
        ("Kan vi få et bord til fire i eftermiddag?", "da"),
        ("Maden var kold, og vi måtte vente længe", "da"),
        ("Kniven var så sløv, at jeg ikke kunne skære kødet", "da"),
        ("Min fisk var stadig frossen indeni", "da"),
        ("Hurtig levering og godt pakket, tillykke!", "da"),
        ("Kan vi få ett bord för fyra ikväll?", "sv"),
        ("Maten var kall och vi fick vänta länge", "sv"),
        ("Fisken var fortfarande fryst inuti", "sv"),
        ("om två timmar vill vi ha en biff", "sv"),
        ("Eg vil gjerne ha ei biff, kva kostar det?", "nn"),
    ],
)
def test_the_languages_of_the_north_are_told_apart(text, language):
    assert language_of(tokenise(text))[0] == language


def test_where_nothing_tells_it_is_the_language_known_beforehand():
    assert language_of(tokenise("Kan vi komme klokken 8?"))[0] == "nb"
    assert language_of(tokenise("Kan vi komme klokken 8?"), prior="da")[0] == "da"
    assert language_of(tokenise("Maten var kald og vi måtte vente lenge"), prior="da")[0] == "nb"


@pytest.mark.parametrize(
    ("language", "least"),
    [
        ("en", 0.98),
        ("nl", 0.97),
        ("nb", 0.97),
        ("da", 0.7),
        ("sv", 0.9),
        ("de", 0.97),
        ("fr", 0.97),
        ("es", 0.96),
    ],
)
def test_most_messages_are_read_in_their_own_language(language, least):
    messages = [message for message in written() if message.language == language][::3]
    found = [language_of(tokenise(message.text))[0].replace("nn", "nb") for message in messages]
    assert found.count(language) >= least * len(messages)
