"""`python -m hovmester.house.worker`: a worker by itself, for a house on PostgreSQL with several machines.

As many as one likes; `hovmester serve` has one inside. Leaves on SIGTERM, when what it does is done.
"""

import os
import signal
import threading


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hovmester.house.settings")

    import django

    django.setup()

    from hovmester.house.worker.loop import run

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run(stop)


if __name__ == "__main__":
    main()
