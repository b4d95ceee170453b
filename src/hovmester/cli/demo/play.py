"""Moving the clock through the day. While something is being done the clock stands still, so that the day is the
same at every speed; between two minutes it runs, and the pages run with it.
"""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import typer
from django.core.exceptions import ObjectDoesNotExist
from django.utils import translation
from django.utils.translation import gettext as _

from hovmester.cli.demo.day import BEGINS, DATE, ENDS, ZONE, Event, the_day
from hovmester.cli.demo.staff import Staff
from hovmester.cli.demo.telling import Teller
from hovmester.house.ledger import clock
from hovmester.house.ledger.errors import HouseError
from hovmester.house.people import signin
from hovmester.house.people.house_file import load_house
from hovmester.house.people.models import Person
from hovmester.house.promises.models import Promise, Wish
from hovmester.house.worker import loop
from hovmester.housefile import load
from hovmester.housefile.samples import sample

log = logging.getLogger(__name__)

TICK: Final = timedelta(minutes=1)
SEED: Final = 11
WATCHERS: Final = ("nora", "walter")  # who is given a link to sign in with
MOST_LOOKS: Final = 200  # of the worker, in one minute of the day


def play(*, folder: Path, speed: float, port: int | None, language: str, as_json: bool) -> None:
    """Play the whole day; returns when it is over."""
    logging.disable(logging.WARNING)  # what a watcher mistypes is not part of the story
    with translation.override(language):
        _play(folder=folder, speed=speed, port=port, language=language, as_json=as_json)


def _play(*, folder: Path, speed: float, port: int | None, language: str, as_json: bool) -> None:
    now, end = (datetime.combine(DATE, at, ZONE) for at in (BEGINS, ENDS))
    clock.simulate(start=now, speed=0)
    house = load(sample())
    load_house(house, by=None, now=now)
    teller = Teller(zone=ZONE, language=language, as_json=as_json)
    staff, events = Staff(SEED), the_day()
    with _web(port) if port else nullcontext(""):
        teller.opening(house.house.name, _links(port, now) if port else {})
        while now <= end:
            minute(staff, events, teller, now)
            teller.tell()
            clock.simulate(start=now, speed=speed)
            time.sleep(TICK.total_seconds() / speed)
            now += TICK
            clock.simulate(start=now, speed=0)
        teller.closing(str(folder), _counts())


def minute(staff: Staff, events: list[Event], teller: Teller | None, now: datetime) -> None:
    """What guests and the house do in this minute, then the worker, until nothing is due any more."""
    while events and events[0].at <= now:
        _happen(events.pop(0), staff, teller, now)
        _look(now)
    staff.work(now)
    _look(now)


def _happen(event: Event, staff: Staff, teller: Teller | None, now: datetime) -> None:
    if event.happens and teller:
        teller.happens(event.happens, now)
    if event.do is None:
        return
    try:
        event.do(staff, now)
    except (HouseError, ObjectDoesNotExist) as error:
        # Somebody who watches was first, and the day goes on from there.
        if teller:
            teller.happens(error.message if isinstance(error, HouseError) else _("Somebody was first."), now)


def _look(now: datetime) -> None:
    """As the worker's own loop: what goes wrong with one row is said, and the rest goes on."""
    for _once in range(MOST_LOOKS):
        try:
            if not loop.step(now):
                return
        except Exception as error:
            log.error("worker=failed error=%s", type(error).__name__)


@contextmanager
def _web(port: int) -> Iterator[None]:
    from waitress.server import create_server

    from hovmester.house.wsgi import application

    try:
        server = create_server(application, host="127.0.0.1", port=port, threads=4, ident=None)
    except OSError as error:
        typer.echo(
            f"hovmester demo: cannot listen on port {port}: {error.strerror}; give another --port", err=True
        )
        raise typer.Exit(2) from error
    thread = threading.Thread(target=server.run, name="web", daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.close()


def _links(port: int, now: datetime) -> dict[str, str]:
    people = {person.key: person for person in Person.objects.filter(key__in=WATCHERS)}
    return {
        people[key].name: f"http://127.0.0.1:{port}/sign-in/{signin.make_link(people[key], now)}/"
        for key in WATCHERS
    }


def _counts() -> dict[str, int]:
    promises = Promise.objects
    wishes = Wish.objects
    return {
        _("kept"): promises.filter(state=Promise.State.KEPT).count(),
        _("missed"): promises.filter(state=Promise.State.MISSED).count(),
        _("still running"): promises.filter(
            state__in=[Promise.State.RUNNING, Promise.State.HANDED_OVER]
        ).count(),
        _("declined with a reason"): wishes.filter(state=Wish.State.DECLINED).count(),
        _("let go by name of a rule"): wishes.filter(state=Wish.State.LET_GO).count(),
        _("still open"): wishes.filter(state=Wish.State.OPEN).count(),
    }
