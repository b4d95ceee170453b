"""What every sentence of an answer needs: the language, what things are called, and which clock to read."""

from dataclasses import dataclass
from datetime import datetime

from hovmester.answering.minutes import moment
from hovmester.answering.names import Names
from hovmester.answering.saying import clock, lasting
from hovmester.answering.words import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    language: str
    names: Names
    origin: datetime
    zone: str

    def say(self, text: str, **values: object) -> str:
        return words(self.language).gettext(text) % values

    def clock(self, at_min: float | None) -> str:
        if at_min is None:
            return "–"
        return clock(moment(at_min, self.origin), self.zone, now=self.origin, language=self.language)

    def lasting(self, minutes: float | None) -> str:
        return lasting(minutes or 0.0, self.language)


def _(text: str) -> str:
    """Marks a text for the catalogue; it is said in the reader's language only when it is told."""
    return text
