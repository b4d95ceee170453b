"""One log line for each letter: for a house that is tried out. The text stays out of the log."""

import logging

from hovmester.outside.notify.letter import Letter

log = logging.getLogger(__name__)


class LogSender:
    needs_address = False

    def __init__(self, url: str = "log:", secret: str = "") -> None:
        pass

    def send(self, letter: Letter) -> None:
        log.info("letter=%s kind=%s href=%s", letter.key, letter.kind, letter.href)
