"""What is judged, and how, each on its own words."""

import numpy as np
import pytest

from hovmester.engines.reading import read
from hovmester.engines.reading.model import Vocabulary
from tests.engines.reading.cast import heard
from tests.engines.reading.test_reading_properties import NOW


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The salmon was superb but the knife was blunt.", {"salmon": "positive", "knife": "negative"}),
        ("nl", "Geweldige bediening, jammer van het mes.", {"bediening": "positive", "mes": "negative"}),
        ("nb", "Nydelig laks, men kniven var helt sløv", {"laks": "positive", "kniven": "negative"}),
        ("en", "Lovely fries, not too salty", {"fries": "positive"}),
        ("nl", "De soep was niet lekker", {"soep": "negative"}),
        ("nb", "Servicen var ikke god", {"Servicen": "negative"}),
    ],
)
def test_each_thing_is_judged_by_its_own_clause(language, text, expected):
    said = {aspect.text: aspect.polarity for aspect in heard(text, language).aspects}
    assert expected.items() <= said.items()


def test_the_houses_own_detail_and_dish_are_named():
    aspects = {aspect.text: aspect for aspect in heard("The knife was blunt and the salmon cold.").aspects}
    assert aspects["knife"].detail == "knives"
    assert (aspects["salmon"].detail, aspects["salmon"].category) == ("salmon", "FOOD#QUALITY")


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Friendly waiters", "SERVICE#GENERAL"),
        ("The pizza is overpriced", "FOOD#PRICES"),
        ("Great value for money", "RESTAURANT#PRICES"),
        ("Terrible music", "AMBIENCE#GENERAL"),
        ("Wonderful!", "RESTAURANT#GENERAL"),
    ],
)
def test_the_general_scheme(text, category):
    assert [aspect.category for aspect in heard(text).aspects] == [category]


def test_where_nothing_is_judged_there_is_no_aspect():
    assert heard("We had the salmon at eight.").aspects == ()


def test_another_encoder_can_take_the_place_of_the_built_in_one():
    class Counting:
        asked = 0

        def encode(self, texts):
            self.asked += len(texts)
            return np.zeros((len(texts), 384), dtype=np.float32)

    encoder = Counting()
    for text in (
        "my boss lands in an hour and I promised her one of your pies…",
        "hm, those pies of yours",
        "pies?",
    ):
        read(text, vocabulary=Vocabulary(), now=NOW, zone="UTC", encoder=encoder)
    assert encoder.asked > 0
