"""Things that come with their number are wished for, whatever verb asks for them."""

import pytest

from tests.engines.reading.cast import heard


@pytest.mark.parametrize(
    ("language", "text", "things"),
    [
        ("en", "2x flat white, 1x chai latte oat please", [("flat white", 2), ("chai latte oat", 1)]),
        ("nl", "3x tosti, 1x cola light naar tafel 7 graag", [("tosti", 3), ("cola light", 1)]),
        ("nb", "Bestilling: 4 rundstykker, 1 kneippbrød, takk", [("rundstykker", 4), ("kneippbrød", 1)]),
        ("en", "could someone leave two towels outside our door please", [("towels", 2)]),
        ("nl", "Graag 12 oliebollen en 6 appelflappen", [("oliebollen", 12), ("appelflappen", 6)]),
        ("nb", "Trenger tapas til 25 gjester på lørdag", [("tapas", 1)]),
        (
            "en",
            "Please put a bottle of prosecco and two glasses in our room",
            [("prosecco", 1), ("glasses", 2)],
        ),
        ("nl", "Zet een fles prosecco en twee glazen op onze kamer aub", [("prosecco", 1), ("glazen", 2)]),
        ("nb", "Sett en flaske prosecco og to glass på rommet vårt, takk", [("prosecco", 1), ("glass", 2)]),
        (
            "en",
            "two steaks (medium rare) and a gluten-free pizza please",
            [("steaks", 2), ("gluten-free pizza", 1)],
        ),
    ],
)
def test_a_number_before_a_name_is_a_thing(language, text, things):
    assert [(what.text, what.qty) for what in heard(text, language).what] == things


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Could somebody call us back within 2 hours? We waited 3 times"),
        ("nl", "Kunnen jullie ons binnen 2 uur terugbellen? We zitten op kamer 12"),
        ("nb", "Kan noen ringe oss innen 2 timer? Vi er 4 voksne på rom 12"),
    ],
)
def test_hours_people_and_rooms_are_no_things(language, text):
    assert heard(text, language).what == ()


@pytest.mark.parametrize(
    ("language", "text", "thing"),
    [
        ("en", "can someone bring ice to the pool asap", "ice"),
        ("nl", "kan iemand ijs naar het zwembad brengen", "ijs"),
        ("nb", "kan noen komme med is til bassenget", "is"),
    ],
)
def test_what_has_no_article_is_a_thing_where_it_is_said_where_it_goes(language, text, thing):
    assert [what.text for what in heard(text, language).what] == [thing]
