"""The traps of the methods page in the languages where `test_traps` does not set them yet."""

import pytest

from tests.engines.reading.cast import heard


def starts(reading):
    return [f"{when.earliest:%dT%H:%M}" for when in reading.when if when.earliest]


@pytest.mark.parametrize(
    ("language", "text", "said", "expected"),
    [
        ("da", "Kan I komme klokken to?", "klokken to", "18T14:00"),
        ("da", "Kan I komme om to timer?", "om to timer", "18T16:00"),
        ("sv", "Kan ni komma klockan två?", "klockan två", "18T14:00"),
        ("sv", "Kan ni komma om två timmar?", "om två timmar", "18T16:00"),
        ("de", "Können Sie um zwei Uhr kommen?", "um zwei Uhr", "18T14:00"),
        ("de", "Können Sie in zwei Stunden kommen?", "in zwei Stunden", "18T16:00"),
        ("fr", "Pouvez-vous venir à deux heures ?", "à deux heures", "18T14:00"),
        ("fr", "Pouvez-vous venir dans deux heures ?", "dans deux heures", "18T16:00"),
        ("es", "¿Pueden venir a las dos?", "a las dos", "18T14:00"),
        ("es", "¿Pueden venir en dos horas?", "en dos horas", "18T16:00"),
        ("es", "¿Pueden venir dentro de dos horas?", "dentro de dos horas", "18T16:00"),
    ],
)
def test_at_two_is_not_in_two_hours(language, text, said, expected):
    (when,) = heard(text, language).when
    assert (when.text, when.kind, f"{when.earliest:%dT%H:%M}") == (said, "point", expected)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("da", "et bord klokken halv otte, tak"),
        ("sv", "ett bord klockan halv åtta, tack"),
        ("de", "einen Tisch um halb acht bitte"),
        ("fr", "une table à sept heures et demie s'il vous plaît"),
        ("es", "una mesa a las siete y media por favor"),
    ],
)
def test_half_looks_ahead_in_the_north_and_back_in_the_south(language, text):
    assert starts(heard(text, language)) == ["18T19:30"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("de", "Können wir gleich ein Steak bekommen?", "gleich"),
        ("fr", "On peut avoir un steak bientôt ?", "bientôt"),
        ("fr", "On peut avoir un steak tout à l'heure ?", "tout à l'heure"),
        ("es", "¿Nos traen un steak pronto?", "pronto"),
        ("es", "¿Nos traen un steak enseguida?", "enseguida"),
    ],
)
def test_soon_is_a_window_that_begins_now(language, text, said):
    reading = heard(text, language)
    (when,) = reading.when
    assert (when.text, when.kind, f"{when.earliest:%dT%H:%M}") == (said, "window", "18T14:00")
    assert [what.item for what in reading.what] == ["steak"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("da", "Kan I møde mig med en steak, når jeg lander?", "når jeg lander"),
        ("sv", "Ta med en biff när jag landar, tack", "när jag landar"),
        ("de", "Bringen Sie mir ein Steak, wenn ich lande", "wenn ich lande"),
        ("fr", "Apportez-moi un steak quand j'atterris", "quand j'atterris"),
        ("es", "Tráiganme un steak cuando aterrice", "cuando aterrice"),
    ],
)
def test_when_i_land_is_an_event_that_lacks_its_moment(language, text, said):
    reading = heard(text, language)
    (when,) = reading.when
    assert (when.text, when.kind, when.event) == (said, "event", "landing")
    assert when.earliest is when.latest is None
    assert "when" in reading.missing


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("da", "Kan I møde mig med en steak, når jeg lander om to timer?"),
        ("sv", "Ta med en biff när jag landar om två timmar, tack"),
        ("de", "Bringen Sie mir ein Steak, wenn ich in zwei Stunden lande"),
        ("fr", "Apportez-moi un steak quand j'atterris dans deux heures"),
        ("es", "Tráiganme un steak cuando aterrice en dos horas"),
    ],
)
def test_a_length_beside_the_landing_is_its_moment(language, text):
    (when,) = heard(text, language).when
    assert (when.kind, when.event, f"{when.earliest:%H:%M}") == ("event", "landing", "16:00")


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("nl", "Breng me een biefstuk op Schiphol als ik land, ik zit in KL 1023", "KL1023"),
        ("nb", "Ta med en biff til Gardermoen når jeg lander, jeg er på SK 4035", "SK4035"),
        ("da", "Kan I møde mig i Kastrup med en steak, når jeg lander? Jeg er på SK 1234", "SK1234"),
        ("sv", "Ta med en biff till Arlanda när jag landar, jag är på SK 1234", "SK1234"),
        (
            "de",
            "Bringen Sie mir ein Steak zum Flughafen München, wenn ich lande, ich bin auf LH 400",
            "LH400",
        ),
        ("fr", "Apportez-moi un steak à Orly quand j'atterris, je suis sur le vol AF 1234", "AF1234"),
        ("es", "Tráiganme un steak a Barajas cuando aterrice, voy en el vuelo IB 3166", "IB3166"),
    ],
)
def test_the_flight_says_when_i_land(language, text, code):
    reading = heard(text, language)
    assert [flight.code for flight in reading.flight] == [code]
    assert [when.event for when in reading.when] == ["landing"]
    assert "when" not in reading.missing


@pytest.mark.parametrize(
    ("language", "text", "now", "moment"),
    [
        # The clock goes back at three on 25 October 2026 in Europe: two hours are two hours.
        ("da", "om to timer vil vi gerne have en steak", "2026-10-25T01:30+02:00", "25T02:30+0100"),
        ("sv", "om två timmar vill vi ha en biff", "2026-10-25T01:30+02:00", "25T02:30+0100"),
        ("fr", "un steak dans deux heures, s'il vous plaît", "2026-10-25T01:30+02:00", "25T02:30+0100"),
        ("es", "un steak en dos horas, por favor", "2026-10-25T01:30+02:00", "25T02:30+0100"),
        # It goes forward on 14 March 2027 in New York: half past two is not shown, and people mean half past three.
        ("en", "could I have a steak at 2:30 am please", "2027-03-14T00:30-05:00", "14T03:30-0400"),
    ],
)
def test_the_clock_change_takes_no_hour_from_anybody(language, text, now, moment):
    (when,) = heard(text, language, now=now).when
    assert f"{when.earliest:%dT%H:%M%z}" == moment


@pytest.mark.parametrize(
    ("language", "text", "iata", "moment"),
    [
        ("en", "Bonjour! Could you bring een biefstuk to EWR at 8 pm, merci!", "EWR", "18T20:00"),
        ("nb", "Hi! Can you bring en biff til Gardermoen klokka 20? Thanks!", "OSL", "18T20:00"),
        (
            "nl",
            "Hey guys, kunnen jullie een steak naar Schiphol brengen om 20:00? Thanks a lot!",
            "AMS",
            "18T20:00",
        ),
    ],
)
def test_two_languages_in_one_message_keep_place_dish_and_hour(language, text, iata, moment):
    reading = heard(text, language)
    assert [place.iata for place in reading.where] == [iata]
    assert [what.item for what in reading.what] == ["steak"]
    assert starts(reading) == [moment]
    assert reading.kinds["wish"] >= 0.5


@pytest.mark.parametrize("text", ["🙂", "👍👍👍", "🥩✈️🕗", "🎉🎂", "😡😡"])
@pytest.mark.parametrize("language", ["en", "nl", "nb"])
def test_emoji_alone_name_nothing_and_wish_for_nothing(language, text):
    reading = heard(text, language)
    assert reading.what == reading.when == reading.where == reading.flight == ()
    assert reading.people is None
    assert reading.ask_back is None
    assert reading.kinds["wish"] < 0.5
    assert reading.language == "und"
