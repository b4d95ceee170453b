"""Texts in the reader's language without a web framework: the same catalogues the pages use."""

import gettext
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent.parent / "locale"
LANGUAGES = ("en", "nl", "nb")


@cache
def words(language: str) -> gettext.NullTranslations:
    """The catalogue for `language`; English, the language of the sources, where there is none."""
    return gettext.translation("django", LOCALE, [language], fallback=True)
