"""The house's own words in the forms guests use."""

import pytest

from hovmester.engines.reading.dictionary import Dictionary
from hovmester.engines.reading.model import Name
from hovmester.engines.reading.tokens import tokenise


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("burger", "burgers"),
        ("oyster", "oysters"),
        ("pizza", "pizzas"),
        ("pizza", "pizza's"),
        ("pizza", "pizzaer"),
        ("biefstuk", "biefstukken"),
        ("biefstuk", "biefstukje"),
        ("entrecôte", "entrecôter"),
        ("porterhouse", "porterhouses"),
    ],
)
def test_a_dish_is_found_when_there_are_several(name, said):
    hits = Dictionary((Name(key="dish", names=(name,)),)).find(tokenise(f"two {said} please"))
    assert [hit.key for hit in hits] == ["dish"]
