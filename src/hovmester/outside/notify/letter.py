"""What is sent, and the Protocol of whoever sends it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`key` is the same for every attempt: a receiver that knows it has the letter already."""

    key: str
    kind: str  # "notice", "reply"
    to: str  # a mail address or handle; empty where the way out needs none
    subject: str
    text: str
    href: str = ""  # the page of the house that it speaks of
    about: str = ""  # of a reply: the channel's own name for the message it answers


class Sender(Protocol):
    needs_address: bool  # whether `Letter.to` must hold one

    def send(self, letter: Letter) -> None:
        """Returns once the world has taken it. Raises `outside.errors.Temporary` or `Permanent`."""
