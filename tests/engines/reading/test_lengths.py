"""How long a message is says little of whether it asks for something."""

import pytest

from tests.engines.reading.cast import heard

TOLD_AT_LENGTH = [
    (
        "en",
        "Just a note to say that the four of us had a wonderful evening on Saturday, the children behaved for once, "
        "the soup was hot, the bread was warm and nobody hurried us out at the end of it.",
    ),
    (
        "nl",
        "Even laten weten dat we zaterdag met z'n vieren een heerlijke avond hebben gehad, de kinderen waren voor één "
        "keer rustig, de soep was heet, het brood was warm en niemand joeg ons aan het eind de deur uit.",
    ),
    (
        "nb",
        "Bare en liten hilsen for å fortelle at vi fire hadde en nydelig kveld på lørdag, barna oppførte seg for en "
        "gangs skyld, suppen var varm, brødet ferskt og ingen skyndte oss ut da det led mot slutten.",
    ),
    (
        "en",
        "We sat by the window on Friday from seven until a quarter past nine, the starters came after fifty minutes, "
        "two of the mains were cold and the third was somebody else's, so we paid and went home hungry.",
    ),
    (
        "nl",
        "We zaten vrijdag van zeven tot kwart over negen aan het raam, het voorgerecht kwam na vijftig minuten, twee "
        "hoofdgerechten waren koud en het derde was van een ander, dus we betaalden en gingen hongerig naar huis.",
    ),
    (
        "nb",
        "Vi satt ved vinduet fredag fra sju til kvart over ni, forretten kom etter femti minutter, to av hovedrettene "
        "var kalde og den tredje var en annens, så vi betalte og gikk sultne hjem.",
    ),
]
ASKED_IN_A_FEW_WORDS = [
    ("en", "more bread please"),
    ("nl", "nog wat brood graag"),
    ("nb", "kan vi få mer brød?"),
    ("en", "a cot in 214?"),
    ("nl", "twee biefstukken graag"),
    ("nb", "to biffer, takk"),
]


@pytest.mark.parametrize(("language", "text"), TOLD_AT_LENGTH)
def test_what_is_told_at_length_is_no_wish(language, text):
    assert heard(text, language).kinds["wish"] < 0.3


@pytest.mark.parametrize(("language", "text"), ASKED_IN_A_FEW_WORDS)
def test_what_is_asked_in_a_few_words_is_one(language, text):
    assert heard(text, language).kinds["wish"] > 0.5
