"""A house at work, to be killed: messages come in, wishes are permitted and handed over, the outbox is sent; or, at
another time, whatever plan the worker suggests is said yes to.

Run as a program it stays ready with everything imported; each line on its input forks one house, whose process id and
acknowledgements come back as lines of JSON. What was acknowledged must survive whatever happens to that process.
"""

import itertools
import json
import os
import sys
import threading
import time
import traceback


def ready() -> None:
    """Set up once, without touching the database, so that a fork begins its work at once."""
    import django

    django.setup()

    from django.db import connection

    connection.settings_dict["NAME"] = os.environ["FAULTS_DATABASE"]

    from hovmester.answering import can_we
    from hovmester.house.promises import actions  # noqa: F401
    from hovmester.house.worker import loop  # noqa: F401
    from hovmester.housefile import load, samples
    from tests import cast

    can_we(cast.PORTERHOUSE, house=load(samples.sample()), now=cast.EVENING)  # the engines with all they need


def say(**what: object) -> None:
    """One acknowledgement: whole or not at all, as a pipe takes it."""
    os.write(1, json.dumps(what).encode() + b"\n")


def at_work(first: int, doings) -> None:
    from hovmester.house.worker import loop

    threads = [
        threading.Thread(target=loop.run, args=(threading.Event(),), kwargs={"pause_s": 0.005}),
        *(threading.Thread(target=_whole, args=(doing, first)) for doing in doings),
    ]
    for thread in threads:
        thread.start()
    say(ready=True)


def _whole(work, first: int) -> None:
    """Nothing may go wrong but the killing."""
    try:
        work(first)
    except BaseException:
        say(failed=traceback.format_exc()[-3000:])


def hear(first: int) -> None:
    """Messages come in; one in four is answered. What was not acknowledged is handed in again."""
    from hovmester.house.hearing import actions as hearing
    from hovmester.house.hearing.item import Item
    from hovmester.house.hearing.models import Channel, Message
    from hovmester.house.ledger import clock
    from tests import cast

    channel = Channel.objects.get(key="social")
    for n in itertools.count(first):
        ids = [f"message-{n}-{i}" for i in range(1 + n % 3)]
        items = [Item(external_id=one, author="@petershankman", text="Oh. My. God.") for one in ids]
        hearing.take_in(channel=channel, items=items, now=clock.now())
        say(heard=n, ids=ids)
        message = Message.objects.get(external_id=ids[0])
        if n % 4 == 0 and not message.replies.exists():
            hearing.reply(message=message, text="Thank you", by=cast.head_waiter(), now=clock.now())
            say(replied=ids[0])


def promise(first: int) -> None:
    """Wishes are heard, permitted and handed over; what another house left half done comes first."""
    from hovmester.house.ledger import clock
    from hovmester.house.promises import actions
    from hovmester.house.promises.models import Promise, Wish
    from tests import cast

    while True:
        for given in Promise.objects.filter(state=Promise.State.RUNNING):
            say(permitted=given.wish_id)
            step = cast.step_of(given, "handover")
            actions.hand_over(step=step, by=cast.courier(), now=clock.now())
            say(handed_over=given.pk)
        wish = Wish.objects.filter(state=Wish.State.OPEN).first()
        if wish is None:
            wish = cast.porterhouse_wish(now=cast.EVENING)
            say(wished=wish.pk)
        actions.give_permission(wish=wish, by=cast.head_waiter(), now=clock.now())
        say(permitted=wish.pk)


def move(first: int) -> None:
    """Whoever could take a held-up promise takes it; then the one who is stuck has it again."""
    from hovmester.house.ledger import clock
    from hovmester.house.promises import actions
    from hovmester.house.promises.errors import PlanOvertaken
    from hovmester.house.promises.models import Step, Suggestion
    from tests import cast

    while True:
        Step.objects.filter(kind__in=cast.ROAD, state="waiting").update(
            who=cast.person("ben"), vehicle="bike"
        )
        found = Suggestion.objects.exclude(moves=[]).select_related("promise").first()
        if found is None:
            time.sleep(0.01)
            continue
        try:
            actions.move_steps(promise=found.promise, version=found.version, by=cast.owner(), now=clock.now())
        except PlanOvertaken:
            say(overtaken=found.pk)
        else:
            say(moved=found.pk)


DOINGS = {"promise": (hear, promise), "move": (move,)}


def main() -> None:
    ready()
    say(standing_by=True)
    for line in sys.stdin:
        first, what = line.split()
        pid = os.fork()
        if pid == 0:
            at_work(int(first), DOINGS[what])
            threading.Event().wait()
        say(pid=pid)
        os.waitpid(pid, 0)
        say(over=pid)


if __name__ == "__main__":
    main()
