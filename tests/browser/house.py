"""A house to look at: filled, then open, with its web and its worker, until it is told to stop.

python -m tests.browser.house quiet     the sample house at five on the Wednesday of the porterhouse; its clock runs
python -m tests.browser.house busy      eight minutes later, in the middle of a busy evening; its clock stands
python -m tests.browser.house held-up   at 18:06, when a courier is stuck and another could go; its clock runs

It lives in the folder HOVMESTER_HOME, and says where it is open once it is. Everybody has the same password.
"""

import signal
import sys
import threading
from typing import NoReturn

from hovmester.cli.opening import open_house

PASSWORD = "a table by the window"


def fill(evening: str) -> None:
    from hovmester.house.ledger import clock
    from hovmester.house.people.models import Person
    from tests import cast
    from tests.browser.evening import NOW, live

    cast.lay_the_house()
    someone = cast.owner()
    someone.set_password(PASSWORD)  # hashed once: hashing is slow on purpose
    Person.objects.update(password=someone.password)
    if evening == "busy":
        live()
        clock.simulate(start=NOW, speed=0)
    elif evening == "held-up":
        _, now = cast.held_up_promise()
        clock.simulate(start=now, speed=1)
    else:
        clock.simulate(start=cast.EVENING, speed=1)


def serve() -> None:
    from waitress.server import create_server

    from hovmester.house.worker.loop import run
    from hovmester.house.wsgi import application

    stop = threading.Event()
    worker = threading.Thread(target=run, args=(stop,), name="worker", daemon=True)
    server = create_server(application, host="127.0.0.1", port=0, threads=4)
    signal.signal(signal.SIGTERM, _leave)
    worker.start()
    print(f"http://127.0.0.1:{server.effective_port}", flush=True)
    try:
        server.run()
    finally:
        stop.set()
        server.close()


def _leave(number: int, frame: object) -> NoReturn:
    raise SystemExit(0)


if __name__ == "__main__":
    open_house(None)
    fill(sys.argv[1])
    serve()
