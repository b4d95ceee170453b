"""What messages mean: the one module of this app that speaks with the reading engine."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

from hovmester.house.hearing.learning import layer_in_force
from hovmester.house.hearing.models import READS_AS, Message
from hovmester.house.people.house_file import house_file
from hovmester.house.premises.models import House

if TYPE_CHECKING:
    from hovmester.engines.reading.layer import Judged
    from hovmester.engines.reading.model import Reading, Vocabulary
    from hovmester.outside.llm.reader import ReaderWithModel

log = logging.getLogger(__name__)

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


def reader(*, with_model: bool = False) -> Callable[[Message], Understood]:
    """Reads with the words of the house as they are now, and with what it was taught.

    `with_model` lets the language model read too, where the house has one: a message may then take seconds.
    """
    from hovmester.engines.reading import read

    words, zone = _house()
    layer = layer_in_force()
    model = _language_model() if with_model else None

    def read_one(message: Message) -> Understood:
        text = message.text[:READ_MOST]
        if model is None:
            found = read(text, vocabulary=words, now=message.said_at, zone=zone, layer=layer)
            return _stored(found, message)
        both = model.read(text, vocabulary=words, now=message.said_at, zone=zone, layer=layer)
        log.info(
            "read=model message=%s dropped=%d failure=%s", message.pk, both.dropped, both.failure or "none"
        )
        return _stored(both.reading, message, model={"dropped": both.dropped, "failure": both.failure})

    return read_one


@cache
def _language_model() -> "ReaderWithModel | None":
    """One for the whole process: it remembers when its endpoint failed."""
    if settings.LANGUAGE_MODEL is None:
        return None
    from hovmester.outside.llm.reader import ReaderWithModel

    return ReaderWithModel(settings.LANGUAGE_MODEL)


def reading_by_model(message: Message | None, text: str) -> "Reading | None":
    """What the language model read in these very words: the wish made of them means the same.

    None where it did not read them, failed, or somebody has said since what they mean.
    """
    shape = message.reading if message is not None else None
    model = (shape or {}).get("model")
    if message is None or shape is None or not model or model["failure"] or message.text != text:
        return None
    from hovmester.engines.reading.as_json import from_json

    return from_json(text, shape)


def read_as_said(message: Message, *, kinds: Collection[str], spans: "Sequence[Judged]") -> Understood:
    """What somebody said it is, with everything else read to match: what it lacks, what to ask back."""
    from hovmester.engines.reading import read
    from hovmester.engines.reading.layer import UNTAUGHT

    words, zone = _house()
    layer = (layer_in_force() or UNTAUGHT).with_words(spans).settled(kinds)
    text = message.text[:READ_MOST]
    return _stored(read(text, vocabulary=words, now=message.said_at, zone=zone, layer=layer), message)


def read_as_shipped() -> Callable[[Message], dict[str, float]]:
    """The kinds as the shipped weights alone read them: what a layer is taught on top of."""
    from hovmester.engines.reading import read

    words, zone = _house()

    def read_one(message: Message) -> dict[str, float]:
        text = message.text[:READ_MOST]
        return dict(read(text, vocabulary=words, now=message.said_at, zone=zone).kinds)

    return read_one


def _house() -> "tuple[Vocabulary, str]":
    """Its dictionary and its zone. A house that is not set up yet knows general words only."""
    # The engines bring their models along; what only takes messages in starts without them.
    from hovmester.answering.vocabulary import vocabulary
    from hovmester.engines.reading.model import Vocabulary

    if not House.objects.exists():
        return Vocabulary(), "UTC"
    house = house_file()
    return vocabulary(house), house.sites[0].zone


def _stored(reading: "Reading", message: Message, *, model: Mapping[str, object] | None = None) -> Understood:
    from hovmester.answering.model import plain

    shape: dict[str, Any] = plain(reading)
    del shape["text"]  # it is the message's own
    if model is not None:
        shape["model"] = model
    found = "" if reading.language == "und" else reading.language
    return Understood(
        reading=shape,
        language=message.language or found or message.channel.language,
        wish_p=reading.kinds.get("wish", 0.0),
        complaint_p=reading.kinds.get("complaint", 0.0),
        praise_p=reading.kinds.get("praise", 0.0),
    )
