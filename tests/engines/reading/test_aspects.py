"""What is judged, and how, each on its own words."""

from functools import partial

import numpy as np
import pytest

from hovmester.engines.reading import read
from hovmester.engines.reading.aspect_words import term_of
from hovmester.engines.reading.aspects import find_aspects
from hovmester.engines.reading.dictionary import compiled
from hovmester.engines.reading.model import Vocabulary
from hovmester.engines.reading.tokens import tokenise
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
        ("en", "Wonderful service, pity about the knife", {"service": "positive", "knife": "negative"}),
        ("nl", "Heerlijke saus, niet te zout", {"saus": "positive"}),
        ("sv", "Härlig sås, inte för salt", {"sås": "positive"}),
        ("de", "Großartige Bedienung, schade um das Messer", {"Bedienung": "positive", "Messer": "negative"}),
        ("fr", "Service formidable, dommage pour le couteau", {"Service": "positive", "couteau": "negative"}),
        (
            "es",
            "Un servicio fantástico, lástima del cuchillo",
            {"servicio": "positive", "cuchillo": "negative"},
        ),
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


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We had the salmon at eight."),
        ("en", "The salmon for me please, and some wine"),
        ("nl", "Is er bij jullie nog iets te eten of te drinken?"),
        ("es", "Una mesa a las diez"),
    ],
)
def test_where_nothing_is_judged_there_is_no_aspect(language, text):
    assert heard(text, language).aspects == ()


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


FOOD, SERVICE, CHOICE, PRICES = "FOOD#QUALITY", "SERVICE#GENERAL", "FOOD#STYLE_OPTIONS", "RESTAURANT#PRICES"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The pizza was great but overpriced", {FOOD: "positive", "FOOD#PRICES": "negative"}),
        ("en", "Great food, wine and service", dict.fromkeys((FOOD, "DRINKS#QUALITY", SERVICE), "positive")),
        ("en", "Tiny portions and high prices", {CHOICE: "negative", PRICES: "negative"}),
        ("en", "The wine list is excellent", {"DRINKS#STYLE_OPTIONS": "positive"}),
        ("en", "Delicious!", {FOOD: "positive"}),
        ("en", "The place is so cosy", {"AMBIENCE#GENERAL": "positive"}),
        ("nl", "De garnaalkroketten waren heerlijk", {FOOD: "positive"}),
        ("nl", "Mooie wijnkaart en vriendelijke bediening", {"DRINKS#STYLE_OPTIONS": "positive", SERVICE: "positive"}),
        ("nl", "Te hoge prijzen", {PRICES: "negative"}),
        ("nb", "Lunsjmenyen er deilig og betjeningen er hyggelig", {CHOICE: "positive", SERVICE: "positive"}),
        ("nb", "Maten imponerer ikke", {FOOD: "negative"}),
        ("nb", "Utsikta er nydeleg, men kelneren var treg", {"LOCATION#GENERAL": "positive", SERVICE: "negative"}),
        ("da", "Maden var lækker og tjeneren venlig", {FOOD: "positive", SERVICE: "positive"}),
        ("sv", "Personalen var otrevlig", {SERVICE: "negative"}),
        ("de", "Die Bedienung war unfreundlich", {SERVICE: "negative"}),
        ("fr", "L'accueil est chaleureux mais les prix sont élevés", {SERVICE: "positive", PRICES: "negative"}),
        ("es", "Raciones pequeñas y camareros muy amables", {CHOICE: "negative", SERVICE: "positive"}),
        ("en", "Can't wait to come again", {"RESTAURANT#GENERAL": "positive"}),
        ("nb", "Et flott vinkart", {"DRINKS#STYLE_OPTIONS": "positive"}),
        ("nb", "Dette stedet fortjener ros, så fint", {"RESTAURANT#GENERAL": "positive"}),
        ("en", "Lovely jacket, late delivery", {"PRODUCT#QUALITY": "positive", "DELIVERY#GENERAL": "negative"}),
    ],
)  # fmt: skip
def test_things_and_their_sides_are_told_apart(language, text, expected):
    assert {aspect.category: aspect.polarity for aspect in heard(text, language).aspects} == expected


def test_a_small_word_of_one_language_is_no_thing_of_another():
    assert heard("Het duurde te lang, dat was jammer", "nl").aspects[0].category != "DRINKS#QUALITY"


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("nl", "vergeten"),
        ("nl", "oktober"),
        ("de", "waren"),
        ("de", "vergessen"),
        ("nb", "fortjener"),
        ("nb", "flisene"),
        ("da", "have"),
        ("es", "salado"),
        ("en", "nightmare"),
    ],
)
def test_a_word_that_only_looks_like_one_names_nothing(language, word):
    assert term_of(word, language) is None


def test_words_that_stand_together_are_one_thing():
    assert [aspect.text for aspect in heard("The goat cheese salad was superb").aspects] == ["cheese salad"]


def test_an_article_that_is_not_written_apart_is_no_part_of_the_thing():
    assert [aspect.text for aspect in heard("Bravo pour l'accueil, il est parfait", "fr").aspects] == [
        "accueil"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I had to ask the waiter five times for the bill", [("waiter", SERVICE), ("bill", SERVICE)]),
        ("28 dollars for three ravioli", [("ravioli", "FOOD#PRICES")]),
        ("Not putting a foot in there again", [("Not putting a foot in there again", "RESTAURANT#GENERAL")]),
    ],
)
def test_where_no_word_judges_the_message_does(text, expected):
    find = partial(find_aspects, text, tokenise(text), (), "en", compiled(Vocabulary()), frozenset())
    assert find() == ()
    assert [(a.text, a.category) for a in find("negative")] == expected
    assert {a.polarity for a in find("negative")} == {"negative"}
