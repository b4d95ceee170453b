"""The house the messages are read for, and the moment: Wednesday 18 November 2026, two in the afternoon."""

from datetime import datetime

from hovmester.engines.reading import read
from hovmester.engines.reading.model import Name, NamedPlace, Reading, Vocabulary

ZONES = {
    "en": "America/New_York",
    "nl": "Europe/Amsterdam",
    "nb": "Europe/Oslo",
    "da": "Europe/Copenhagen",
    "sv": "Europe/Stockholm",
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "es": "Europe/Madrid",
}
OFFSETS = {language: "-05:00" if language == "en" else "+01:00" for language in ZONES}
NEAR = {"en": (40.74, -74.03), "nl": (52.37, 4.9), "nb": (59.91, 10.75)}
ITEMS = (
    Name(key="porterhouse", names=("porterhouse", "porterhouse steak")),
    Name(key="steak", names=("steak", "biefstuk", "biff")),
    Name(key="entrecote", names=("entrecôte", "ribeye")),
    Name(key="shrimp", names=("shrimp cocktail", "garnalencocktail", "rekecocktail", "shrimp")),
    Name(key="fries", names=("fries", "friet", "pommes frites", "frieten")),
    Name(key="cake", names=("birthday cake", "verjaardagstaart", "bursdagskake")),
    Name(key="salmon", names=("salmon", "zalm", "laks")),
)
PLACES = (
    NamedPlace(key="central", names=("Grand Central", "Grand Central Terminal"), lat=40.7527, lon=-73.9772),
    NamedPlace(key="opera", names=("Operaen", "the opera house", "operahuset"), lat=59.9075, lon=10.7531),
    NamedPlace(key="carre", names=("Carré", "theater Carré"), lat=52.3625, lon=4.904),
)
DETAILS = (
    Name(key="knives", names=("knife", "knives", "mes", "messen", "kniv", "kniver")),
    Name(key="music", names=("music", "muziek", "musikk")),
)


def vocabulary(language: str = "en") -> Vocabulary:
    return Vocabulary(items=ITEMS, places=PLACES, details=DETAILS, near=NEAR.get(language, NEAR["nl"]))


def heard(text: str, language: str = "en", now: str = "2026-11-18T14:00") -> Reading:
    """Read in the house of the language, at that wall-clock time there. The reader is not told the language."""
    moment = datetime.fromisoformat(now + ("" if "+" in now[10:] or "-" in now[10:] else OFFSETS[language]))
    return read(text, vocabulary=vocabulary(language), now=moment, zone=ZONES[language])
