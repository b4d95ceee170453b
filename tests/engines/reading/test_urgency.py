"""How urgent, and until when – with the words that say so."""

import pytest

from tests.engines.reading.cast import heard


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "two towels to room 412 asap please", "asap"),
        ("en", "We've been waiting 45 minutes for our drinks at table 9", "We've been waiting"),
        ("en", "Still no bouquet. It was for this morning.", "Still no"),
        ("en", "send up a steak to room 12 now please", "now"),
        ("nl", "MET SPOED: er zit pinda in en mijn dochter is allergisch, bel me meteen", "MET SPOED"),
        ("nl", "we zitten nu al drie kwartier op ons eten te wachten", "zitten nu al"),
        ("nb", "HASTER, feil allergener i bestillinga, ring meg nå", "HASTER"),
        ("nb", "fortsatt ikke fått maten, vi sitter ved bord 9", "fortsatt ikke"),
        ("de", "Wir brauchen sofort Hilfe auf Zimmer 12, bitte", "sofort"),
        ("fr", "nous attendons toujours notre plat, venez tout de suite", "tout de suite"),
    ],
)
def test_who_waits_is_seen_to_now(language, text, words):
    urgency = heard(text, language).urgency
    assert (urgency.how, urgency.text, urgency.until) == ("now", words, None)
    assert text[urgency.start : urgency.end] == words


@pytest.mark.parametrize(
    ("language", "text", "how", "until"),
    [
        ("en", "A porterhouse at Newark airport at 7 pm please", "today", "18T19:00"),
        ("en", "can you deliver a birthday cake by Sunday noon?", "later", "22T12:00"),
        ("nl", "kunt u mij voor 16.00 uur terugbellen over de factuur?", "today", "18T16:00"),
        ("nl", "graag een biefstuk op Schiphol, vrijdag om acht uur", "later", "20T20:00"),
        ("nb", "kan dere levere en bursdagskake innen lørdag klokka tolv?", "later", "21T12:00"),
        ("nb", "en biff til Operaen klokka ni i kveld, takk", "today", "18T21:00"),
    ],
)
def test_it_is_due_when_its_words_say(language, text, how, until):
    urgency = heard(text, language).urgency
    assert (urgency.how, f"{urgency.until:%dT%H:%M}") == (how, until)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "No rush, but could we get an extra pillow in room 7?"),
        ("nl", "Geen haast, maar graag een extra kussen op kamer 7"),
        ("nb", "Ingen hast, men kan vi få en ekstra pute på rom 7?"),
    ],
)
def test_no_hurry_is_believed(language, text):
    assert heard(text, language).urgency.how == "no hurry"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The porterhouse was divine last night. Thank you!"),
        ("en", "We waited an hour for a table last week, and the steak was cold."),
        ("nl", "De biefstuk was top gisteravond, dank jullie wel!"),
        ("nb", "Entrecôten i går kveld var helt nydelig, tusen takk!"),
    ],
)
def test_what_is_over_is_not_urgent(language, text):
    assert heard(text, language).urgency is None
