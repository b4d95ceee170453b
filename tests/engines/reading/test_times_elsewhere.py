"""Times said by what stands elsewhere in the message, in every language; the moment is Wednesday 18 November 2026."""

import pytest

from hovmester.engines.reading.times import find_times
from hovmester.engines.reading.tokens import tokenise
from tests.engines.reading.cast import heard


def told(text, language, now="2026-11-18T14:00"):
    return [
        (
            when.kind,
            f"{when.earliest:%dT%H:%M}" if when.earliest else "",
            f"{when.latest:%dT%H:%M}" if when.latest else "",
        )
        for when in heard(text, language, now).when
    ]


@pytest.mark.parametrize(
    ("language", "text", "start"),
    [
        ("en", "The wedding is on Saturday. Could you bring the birthday cake the day before?", "20T00:00"),
        ("en", "We fly on the 30th and would love a steak the night before", "29T18:00"),
        ("en", "We come on Friday, may we have a steak in the room that evening?", "20T17:00"),
        ("en", "not this Friday but the one after, a table for two please", "27T00:00"),
        ("en", "The party is on Saturday, could you bring the cake on the Friday?", "20T00:00"),
        ("nl", "De bruiloft is zaterdag, kan de verjaardagstaart de dag ervoor komen?", "20T00:00"),
        ("nl", "we vliegen de 30e en willen graag een biefstuk de avond ervoor", "29T17:00"),
        ("nl", "niet deze vrijdag maar die erna graag een tafel voor twee", "27T00:00"),
        ("nb", "Bryllupet er lørdag, kan bursdagskaken komme dagen før?", "20T00:00"),
        ("nb", "vi reiser den 30. og vil gjerne ha en biff kvelden før", "29T17:00"),
        ("nb", "ikke denne fredagen men den etter, bord til to takk", "27T00:00"),
        ("da", "Brylluppet er lørdag, kan kagen komme dagen før?", "20T00:00"),
        ("sv", "Bröllopet är lördag, kan tårtan komma dagen innan?", "20T00:00"),
        ("de", "Die Hochzeit ist am Samstag, kann die Torte am Tag davor kommen?", "20T00:00"),
        ("fr", "Le mariage est samedi, le gâteau peut-il venir la veille ?", "20T00:00"),
        ("es", "La boda es el sábado, ¿puede venir la tarta el día antes?", "20T00:00"),
    ],
)
def test_a_day_is_said_by_another(language, text, start):
    assert start in [begin for _, begin, _ in told(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "We have a table Thursday at 7.30pm, may we have Friday at the same time too?", "20T19:30"),
        ("nl", "we hebben donderdag om half 8 een tafel, kan het ook vrijdag zelfde tijd?", "20T19:30"),
        ("nb", "Vi har bord torsdag kl 19.30, kan vi komme fredag samme tid også?", "20T19:30"),
        ("de", "Wir haben Donnerstag um 19.30 Uhr einen Tisch, geht auch Freitag gleiche Zeit?", "20T19:30"),
    ],
)
def test_the_same_time_of_another_day(language, text, moment):
    assert ("point", moment, moment) in told(text, language)


def test_the_same_time_as_nothing_said_is_no_time():
    assert told("same time please", "en") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "renting the drill from Tuesday 10am to Thursday at the same time, ok?"),
        ("en", "can I rent it from Tuesday at 10am to Thursday at 10am?"),
        ("nl", "kan ik hem huren van dinsdag om 10.00 uur tot donderdag om 10.00 uur?"),
        ("nb", "kan jeg leie den fra tirsdag klokka ti til torsdag samme tid?"),
    ],
)
def test_hours_of_two_days_are_one_window(language, text):
    assert told(text, language) == [("window", "24T10:00", "26T10:00")]


@pytest.mark.parametrize(
    ("language", "text", "meaning"),
    [
        ("en", "A steak in room 9 tomorrow please. It must be before 10am.", ("deadline", "", "19T10:00")),
        ("en", "Can you deliver on Saturday? Between 10 and 12 please.", ("window", "21T10:00", "21T12:00")),
        ("en", "bring the cake on Saturday, not before 3pm", ("window", "21T15:00", "")),
        (
            "nl",
            "Graag morgen een biefstuk op kamer 9. Moet wel voor 10.00 uur.",
            ("deadline", "", "19T10:00"),
        ),
        ("nl", "de taart graag zaterdag leveren, niet voor 15.00 uur", ("window", "21T15:00", "")),
        ("nb", "En biff på rom 9 i morgen, takk. Må være før klokka 10.", ("deadline", "", "19T10:00")),
        ("nb", "kaken leveres lørdag, ikke før klokka 15", ("window", "21T15:00", "")),
    ],
)
def test_a_deadline_or_hours_behind_a_day_are_of_that_day(language, text, meaning):
    assert set(told(text, language)) == {meaning}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "lunch Fri and Sat at 12.45 please"),
        ("en", "Friday and Saturday at 12.45 pm please"),
        ("nl", "lunch vrijdag en zaterdag om 12.45 graag"),
        ("nb", "lunsj fredag og lørdag kl 12.45 takk"),
    ],
)
def test_two_days_share_an_hour(language, text):
    assert [begin for _, begin, _ in told(text, language)] == ["20T12:45", "21T12:45"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "outside since 5 past 1, where is my steak"),
        ("nl", "sta al sinds 5 over 1 buiten, waar blijft mijn biefstuk"),
        ("nb", "har stått ute siden fem over ett, hvor blir det av biffen"),
    ],
)
def test_since_an_hour_is_since_the_last_such_hour(language, text):
    assert ("window", "18T13:05", "") in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "could we move dinner? we said 7"),
        ("nl", "kan het diner later? we hadden om 7 uur afgesproken"),
        ("nb", "kan vi skyve middagen litt? vi sa sju"),
    ],
)
def test_what_was_agreed_is_still_to_come(language, text):
    assert ("point", "18T19:00", "18T19:00") in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "our 6 year old is allergic to nuts"),
        ("en", "three children under 10 years"),
        ("nl", "een kind van 6 jaar en een baby"),
        ("nb", "tre barn under ti år og en baby"),
    ],
)
def test_an_age_is_no_time(language, text):
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("text", "n"),
    [("we sat at a table by the door", 0), ("we had lunch in the sun", 0), ("a table on sat please", 1)],
)
def test_sat_and_sun_are_days_only_where_they_stand_as_one(text, n):
    assert len(told(text, "en")) == n


@pytest.mark.parametrize(
    ("language", "text", "meaning"),
    [
        ("en", "Tomorrow, 11 to 1, a meeting", ("window", "19T11:00", "19T13:00")),
        ("en", "tomorrow at ten to nine", ("point", "19T20:50", "19T20:50")),
        ("en", "can you come around 9 tonight?", ("point", "18T21:00", "18T21:00")),
        ("nb", "kan dere komme rundt ni i kveld?", ("point", "18T21:00", "18T21:00")),
        ("nl", "is de keuken na tienen nog open", ("window", "18T22:00", "")),
        ("nl", "een taart voor zondagavond graag", ("window", "22T17:00", "22T23:00")),
        ("nl", "3 december van 18.00 tot 20.30 uur", ("window", "03T18:00", "03T20:30")),
        ("nb", "kan det komme før helga?", ("deadline", "", "21T00:00")),
        ("nb", "lørdag om to uker", ("window", "05T00:00", "06T00:00")),
        ("nb", "en kake til lørdag, takk", ("window", "21T00:00", "22T00:00")),
        ("nb", "vi blir til lørdag", ("window", "", "21T00:00")),
        ("nb", "toget er framme 16.12", ("event", "18T16:12", "18T16:12")),
    ],
)
def test_small_words_settle_what_is_meant(language, text, meaning):
    assert meaning in told(text, language)


def test_words_that_refer_mean_nothing_on_their_own():
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    text = "the day before, that evening, at the same time"
    now = datetime(2026, 11, 18, 14, tzinfo=UTC)
    assert find_times(text, tokenise(text), language="en", now=now, zone=ZoneInfo("UTC")) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "can our table on Friday at 6pm be moved to 7pm?"),
        ("en", "Can I swap Thursday 7pm to Friday same time?"),
        ("nl", "Kan donderdag 19.00 uur naar vrijdag zelfde tijd?"),
        ("nb", "kan bordet fredag klokka 18 flyttes til klokka 19?"),
        ("da", "må bordet på fredag kl. 18 gerne flyttes til kl. 19, mange hilsner"),
        ("sv", "kan bordet på fredag kl 18 flyttas till kl 19, tack så mycket"),
    ],
)
def test_what_is_moved_has_its_new_hour(language, text):
    assert told(text, language) == [("point", "20T19:00", "20T19:00")]


@pytest.mark.parametrize(
    ("language", "text", "meaning"),
    [
        (
            "da",
            "kan I komme med to bøffer til værelse 12 klokken halv otte?",
            ("point", "18T19:30", "18T19:30"),
        ),
        ("sv", "är köket öppet efter tio?", ("window", "18T22:00", "")),
        ("de", "ist die Küche nach zehn noch offen?", ("window", "18T22:00", "")),
        ("de", "übermorgen, spätestens um sieben Uhr abends", ("deadline", "", "20T19:00")),
        ("fr", "deux steaks chambre 12 à sept heures et demie du soir", ("point", "18T19:30", "18T19:30")),
        (
            "es",
            "dos filetes a la habitación 12 a las siete y media de la tarde",
            ("point", "18T19:30", "18T19:30"),
        ),
    ],
)
def test_simple_times_of_five_more_languages(language, text, meaning):
    assert meaning in told(text, language)
