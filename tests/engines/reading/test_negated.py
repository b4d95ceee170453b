"""What a guest does not want is not promised."""

import pytest

from tests.engines.reading.cast import heard


@pytest.mark.parametrize(
    ("language", "text", "items"),
    [
        ("en", "no porterhouse please, just a salad at Newark airport at 8pm", []),
        ("en", "please bring a steak, not a salmon, to Newark airport at 8pm", ["steak"]),
        ("en", "don't bring fries, just a steak to Newark airport at 8pm", ["steak"]),
        ("en", "a steak without fries or shrimp to Newark airport at 8pm please", ["steak"]),
        ("en", "can you bring a steak instead of the salmon?", ["steak"]),
        ("en", "hold the fries, bring a steak to Newark airport please", ["steak"]),
        ("en", "why not a steak at 8pm at Newark airport?", ["steak"]),
        ("en", "no, a steak please, at 8pm at Newark airport", ["steak"]),
        ("nl", "geen biefstuk graag, maar een zalm op Schiphol om 20:00", ["salmon"]),
        ("nl", "geen friet maar een biefstuk op Schiphol om acht uur graag", ["steak"]),
        ("nl", "ik wil graag geen appeltaart op Schiphol", []),
        ("nb", "ikke entrecôte, men en biff på Gardermoen kl 20 takk", ["steak"]),
        ("nb", "ingen laks, takk, men en biff til Gardermoen klokka 20", ["steak"]),
    ],
)
def test_a_refused_dish_is_not_wished_for(language, text, items):
    assert [what.item for what in heard(text, language).what] == items


@pytest.mark.parametrize(
    ("language", "text", "wish"),
    [
        ("en", "a porterhouse without shrimp at Newark airport at 8pm please", "without shrimp"),
        ("nl", "graag een biefstuk zonder friet op Schiphol om 20:00", "zonder friet"),
        ("nb", "kan dere komme med en biff uten pommes frites til Gardermoen kl 20?", "uten pommes frites"),
    ],
)
def test_what_is_left_out_goes_with_the_dish_before_it(language, text, wish):
    (what,) = heard(text, language).what
    assert what.wishes == (wish,)
