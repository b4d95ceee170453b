"""The sample house as `serve --sample` opens it: five past five on the porterhouse evening, and the clock runs.

The weeks before are played in one go (`past`), the afternoon as in the demo. From then on the guests go on writing and
the staff go on with their steps; saying yes is left to whoever signed in.
"""

import threading
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from hovmester.cli.demo.day import BEGINS, DATE, ZONE, at, the_day
from hovmester.cli.demo.past import live_before
from hovmester.cli.demo.play import SEED, minute
from hovmester.cli.demo.staff import Staff
from hovmester.house.ledger import clock
from hovmester.house.ledger.errors import HouseError
from hovmester.house.people.house_file import load_house
from hovmester.housefile import load
from hovmester.housefile.samples import sample

OPENS: Final = at("17:05")
UNSEEN: Final = timedelta(minutes=2)  # nobody watches the afternoon: steps twice as long as the demo's
EVERY_S: Final = 5.0


@transaction.atomic  # all of it or nothing: whoever stops it half way begins anew
def set_the_evening() -> None:
    """Load the sample house and play its day up to `OPENS`; the clock then runs as fast as the world."""
    now, staff, events = datetime.combine(DATE, BEGINS, ZONE), Staff(SEED), the_day()
    clock.simulate(start=now, speed=0)
    load_house(load(sample()), by=None, now=now)
    live_before()
    while now < OPENS:
        minute(staff, events, None, now)
        now += UNSEEN
        clock.simulate(start=now, speed=0)
    clock.simulate(start=OPENS, speed=1)


def go_on(stop: threading.Event) -> None:
    """Guests write and the staff work until `stop`. May begin anew at any time: a message is heard once."""
    staff = Staff(SEED)
    later = [event for event in the_day() if event.by_guest and event.at > OPENS]
    while not stop.wait(EVERY_S):
        now = clock.now()
        for event in later:
            if event.at <= now and event.do is not None:
                event.do(staff, now)
        try:
            staff.work(now)
        except HouseError:
            continue  # somebody took the step by hand meanwhile
