"""What messages mean: the one module of this app that speaks with the reading engine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from hovmester.house.hearing.models import READS_AS, Message
from hovmester.house.people.house_file import house_file
from hovmester.house.premises.models import House

if TYPE_CHECKING:
    from hovmester.engines.reading.model import Reading

READ_MOST: Final = 8_000  # characters; what a guest wants is said before that


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A reading as a message stores it."""

    reading: dict[str, Any]  # Any: JSON
    language: str
    wish_p: float
    complaint_p: float
    praise_p: float

    @property
    def columns(self) -> dict[str, Any]:  # Any: values of several columns
        return {
            "reading": self.reading,
            "language": self.language,
            "wish_p": self.wish_p,
            "complaint_p": self.complaint_p,
            "praise_p": self.praise_p,
            "is_wish": self.wish_p >= READS_AS,
            "is_complaint": self.complaint_p >= READS_AS,
            "is_praise": self.praise_p >= READS_AS,
        }


def reader() -> Callable[[Message], Understood]:
    """Reads with the words of the house as they are now. A house that is not set up yet knows general words only."""
    # The engines bring their models along; what only takes messages in starts without them.
    from hovmester.answering.vocabulary import vocabulary
    from hovmester.engines.reading import read
    from hovmester.engines.reading.model import Vocabulary

    words, zone = Vocabulary(), "UTC"
    if House.objects.exists():
        house = house_file()
        words, zone = vocabulary(house), house.sites[0].zone

    def read_one(message: Message) -> Understood:
        return _stored(
            read(message.text[:READ_MOST], vocabulary=words, now=message.said_at, zone=zone), message
        )

    return read_one


def _stored(reading: "Reading", message: Message) -> Understood:
    from hovmester.answering.model import plain

    shape: dict[str, Any] = plain(reading)
    del shape["text"]  # it is the message's own
    found = "" if reading.language == "und" else reading.language
    return Understood(
        reading=shape,
        language=message.language or found or message.channel.language,
        wish_p=reading.kinds.get("wish", 0.0),
        complaint_p=reading.kinds.get("complaint", 0.0),
        praise_p=reading.kinds.get("praise", 0.0),
    )
