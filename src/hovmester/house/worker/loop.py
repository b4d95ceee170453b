"""The loop: look at everything that is due, sleep when nothing is, stop when told to."""

import logging
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.db import close_old_connections, connection

from hovmester.house.hearing.learning import learn
from hovmester.house.hearing.models import Learnt
from hovmester.house.hearing.unread import read_due
from hovmester.house.ledger import clock
from hovmester.house.ledger.models import OutboxItem
from hovmester.house.promises.models import Promise, Step, Suggestion, Wish
from hovmester.house.promises.suggesting import work_out
from hovmester.house.worker.claiming import Due
from hovmester.house.worker.looking import look_at_promise, look_at_step, look_at_wish
from hovmester.house.worker.sending import send
from hovmester.house.worker.watching import watch

log = logging.getLogger(__name__)

PAUSE_S: Final = 0.5


def _read(now: datetime) -> bool:
    return read_due(now=now) > 0


# Everything that has a look_at. What people wait for comes first.
DUE: Final[tuple[Callable[[datetime], bool], ...]] = (
    Due(rows=OutboxItem.objects.all, look=send),
    Due(rows=lambda: Wish.objects.select_related("message", "asked_of"), look=look_at_wish),
    watch,
    Due(
        rows=lambda: Step.objects.select_related("promise__wish", "promise__given_by", "who"),
        look=look_at_step,
    ),
    Due(rows=lambda: Promise.objects.select_related("wish", "given_by"), look=look_at_promise),
    _read,
    Due(rows=lambda: Suggestion.objects.select_related("promise"), look=work_out),
    Due(rows=Learnt.objects.all, look=learn),
)


def step(now: datetime) -> bool:
    """Look once at each kind of thing that is due; whether there was anything. Raises what a look raises."""
    looked = [due(now) for due in DUE]  # at every kind, also after the first that had something
    return any(looked)


def run(stop: threading.Event, *, pause_s: float = PAUSE_S) -> None:
    """Go on until `stop` is set. Whatever goes wrong is logged, and the rest goes on."""
    log.info("worker=started")
    while not stop.is_set():
        if not _once():
            stop.wait(pause_s)
    connection.close()
    log.info("worker=stopped")


def _once() -> bool:
    close_old_connections()
    try:
        return step(clock.now())
    except Exception as error:
        # The message of an error may hold a guest's words (a database quotes the row); its kind and place do not.
        place = traceback.extract_tb(error.__traceback__)[-1]
        log.error("worker=failed error=%s at=%s:%s", type(error).__name__, place.name, place.lineno)
        return False
