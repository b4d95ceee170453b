"""Why a mail, or a file of mails, was not read."""

from enum import StrEnum


class Refusal(StrEnum):
    NO_MAIL = "no-mail"  # cannot be taken apart
    EMPTY = "empty"  # a mail without words
    NOT_A_ZIP = "not-a-zip"  # cannot be unpacked
    ENCRYPTED = "encrypted"
    NESTED = "nested"  # a zip inside a zip
    UNKNOWN_KIND = "unknown-kind"
    TOO_LARGE = "too-large"


class MailRefused(ValueError):
    """`code` says why, `value` with which value: the sentence is made by whoever tells a person."""

    def __init__(self, code: Refusal, value: str = "") -> None:
        super().__init__(f"{code}: {value}" if value else str(code))
        self.code = code
        self.value = value
