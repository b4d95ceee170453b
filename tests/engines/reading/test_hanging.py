"""Times that hang on something: a landing, a departure, an answer; and times that are changed."""

import pytest

from tests.engines.reading.cast import heard


def said(reading):
    return [
        (
            when.kind,
            when.event,
            *(f"{moment:%dT%H:%M}" if moment else None for moment in (when.earliest, when.latest)),
        )
        for when in reading.when
    ]


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "I land at Newark at 6:05 pm. Porterhouse please!", "18T18:05"),
        (
            "en",
            "my flight UA641 gets in at 13:40 on Friday, can you have a ribeye waiting at JFK",
            "20T13:40",
        ),
        ("en", "she lands at EWR on BA185 at ten to nine tonight", "18T20:50"),
        ("nl", "over anderhalf uur landen we met KL1705, kan er een zalm klaarstaan", "18T15:30"),
        ("nl", "mijn man landt vrijdag om vijf voor half drie op Schiphol", "20T14:25"),
        ("nl", "vlucht KL592 komt morgenochtend om 6.10 binnen op Schiphol", "19T06:10"),
        ("nb", "flyet mitt SK4035 lander fredag 13:40, kan dere ha en biff klar på Gardermoen", "20T13:40"),
        ("nb", "hun lander med DY621 ti på ni i kveld", "18T20:50"),
    ],
)
def test_the_time_of_a_landing_is_the_landing(language, text, moment):
    assert ("event", "landing", moment, moment) in said(heard(text, language))


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "can you get a steak to me before my flight leaves at 9? at JFK", "18T21:00"),
        ("en", "could you set up a crib before we arrive at four", "18T16:00"),
        ("en", "need 6 towels in room 21 before my kids get back at 5pm", "18T17:00"),
        ("nl", "kan er een zalm op tafel staan voor we aankomen om vier uur", "18T16:00"),
        ("nl", "kan iemand even komen voordat wij om 8 uur gaan eten?", "18T20:00"),
        ("nb", "kan dere få en biff til meg før flyet mitt går kl 21?", "18T21:00"),
        ("nb", "kan dere sette inn barneseng før vi kommer klokka fire?", "18T16:00"),
    ],
)
def test_before_it_happens_is_a_deadline(language, text, moment):
    assert ("deadline", None, moment) in [
        (kind, start, end) for kind, _, start, end in said(heard(text, language))
    ]


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "boarding in 40 minutes, steak to gate 22 at Newark possible?", "18T14:40"),
        ("en", "my train leaves at 18:20, a salmon to Grand Central please", "18T18:20"),
        ("nl", "mijn trein is om 17.40, kan ik een zalm krijgen", "18T17:40"),
        ("nb", "tar toget 17.15, kan dere komme med en laks til Operaen", "18T17:15"),
    ],
)
def test_trains_and_boarding_are_departures(language, text, moment):
    assert ("event", "departure", moment, moment) in said(heard(text, language))


@pytest.mark.parametrize(
    ("language", "text", "by", "wished"),
    [
        ("en", "let me know by 4 if you can do a table of six for tonight", "18T16:00", "18T17:00"),
        ("nl", "laat voor 16.00 uur weten of er vanavond een tafel voor zes is", "18T16:00", "18T17:00"),
        ("nb", "si fra innen kl 16 om dere har bord til seks i kveld", "18T16:00", "18T17:00"),
    ],
)
def test_until_when_an_answer_is_wanted_is_not_the_time_of_the_wish(language, text, by, wished):
    reading = heard(text, language)
    assert ("deadline", "answer", None, by) in said(reading)
    assert [start for _, event, start, _ in said(reading) if event is None] == [wished]
    assert (reading.urgency.how, f"{reading.urgency.until:%dT%H:%M}") == ("today", by)


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "can i change my 7pm res to 8.30", "18T20:30"),
        ("en", "make it 8:20 pm instead of 7:30", "18T20:20"),
        ("en", "Can the party be moved from the 21st to the 28th of November?", "28T00:00"),
        ("nl", "kan de tafel van zeven naar half negen?", "18T20:30"),
        ("nl", "Kan het feestje van de 21e naar de 28e verplaatst worden?", "28T00:00"),
        ("nb", "kan jeg flytte bordet fra sju til halv ni?", "18T20:30"),
        ("nb", "Kan selskapet flyttes fra den 21. til den 28.?", "28T00:00"),
    ],
)
def test_what_is_changed_is_the_new_time_alone(language, text, moment):
    assert [start for _, _, start, _ in said(heard(text, language))] == [moment]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "could we do half an hour later?"),
        ("nl", "kan het een half uurtje later? we staan in de file"),
        ("nb", "kan vi komme en halvtime senere?"),
    ],
)
def test_later_than_agreed_is_a_length(language, text):
    (when,) = heard(text, language).when
    assert (when.kind, when.lasts_min, when.earliest) == ("duration", 30, None)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "after the second course we just gave up and left"),
        ("nl", "na het tweede gerecht zijn we maar weggegaan"),
        ("nb", "etter andre rett ga vi opp og gikk"),
        ("en", "the Hilton is on 6th Avenue"),
    ],
)
def test_what_is_counted_is_no_date(language, text):
    assert heard(text, language).when == ()


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "Booked for five, now we are seven. Same time, Friday 19:00", "20T19:00"),
        ("nl", "we zijn nu met zijn zessen, vrijdag 19.00 uur", "20T19:00"),
        ("nb", "vi blir nå sju voksne, fredag 19.00", "20T19:00"),
    ],
)
def test_now_beside_a_time_is_no_time(language, text, moment):
    assert [start for _, _, start, _ in said(heard(text, language))] == [moment]


@pytest.mark.parametrize(
    ("language", "text", "moment"),
    [
        ("en", "we have a meeting on Monday at 9, can there be coffee at 8:50?", "23T08:50"),
        ("nl", "heb maandag om 9 uur een vergadering, kan er om 10 voor 9 koffie staan?", "23T08:50"),
        ("nb", "vi har et møte mandag klokka 9, kan det stå kaffe klar ti på ni?", "23T08:50"),
    ],
)
def test_a_clock_behind_a_day_is_of_that_day(language, text, moment):
    assert said(heard(text, language))[-1] == ("point", None, moment, moment)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a porterhouse to Newark airport at 8 pm, we land at 7 pm"),
        ("nl", "een biefstuk op Schiphol om acht uur, we landen om zeven uur"),
        ("nb", "en biff til Gardermoen klokka 20, vi lander klokka 19"),
    ],
)
def test_only_the_time_beside_the_landing_is_its_time(language, text):
    assert [(event, start) for _, event, start, _ in said(heard(text, language))] == [
        (None, "18T20:00"),
        ("landing", "18T19:00"),
    ]
