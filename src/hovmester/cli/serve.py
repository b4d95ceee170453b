"""`hovmester serve`: the web and the worker of one house in one process, until it is told to stop."""

import gc
import os
import signal
import socket
import threading
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from hovmester.cli.opening import open_house

app = typer.Typer(add_completion=False, help="The web and the worker of one house, in one process.")

WEB_THREADS = 8
BODY_MOST = 64 * 1024 * 1024  # bytes of one request
LAST_WORDS_S = 30.0  # how long the worker may take to finish what it is doing


@app.command()
def serve(
    data: Annotated[
        Path | None,
        typer.Option(
            "--data", help="The folder of the house. Default: HOVMESTER_HOME, else ./hovmester-data."
        ),
    ] = None,
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="The port to listen on.", min=1, max=65535)] = 8000,
    sample: Annotated[
        bool, typer.Option("--sample", help="Begin with the sample house, if there is none.")
    ] = False,
) -> None:
    """Open the house. The first time, it prints a link that signs the owner in once."""
    listening = _listen(host, port)
    _answer_to(host)
    open_house(data)
    name = _house_name(sample)
    place = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    print(f"{name} is open at {place}/ – stop with Ctrl+C", flush=True)
    _print_link(place)
    _run(listening, practice=sample and _is_practice())


def _listen(host: str, port: int) -> socket.socket:
    """Taken before anything else: a house that cannot be reached should not be opened."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)
    except OSError as error:
        _stop(
            f"cannot listen on {host}:{port}: {error.strerror}. Choose another with --port, such as {port + 1}"
        )
    return listening


def _answer_to(host: str) -> None:
    """A house that listens on one address answers to it; one that listens on all has to be told its names."""
    if host in {"127.0.0.1", "::1", "localhost"} or "HOVMESTER_HOSTS" in os.environ:
        return
    if host in {"0.0.0.0", "::"}:  # noqa: S104  asked for by whoever starts it
        print("Other machines are answered once HOVMESTER_HOSTS holds the names they call this one by.")
        return
    name = f"[{host}]" if ":" in host else host
    os.environ["HOVMESTER_HOSTS"] = f"{name},localhost,127.0.0.1,[::1]"


def _house_name(sample: bool) -> str:
    from hovmester.house.premises.models import House

    if sample and not House.objects.exists():
        from hovmester.cli.demo.evening import set_the_evening

        set_the_evening()
    house = House.objects.first()
    if house is None:
        _stop("there is no house yet. Begin with hovmester house load FILE, or with hovmester serve --sample")
    return house.name


def _print_link(place: str) -> None:
    """For an owner who has no password yet there is no other way in."""
    from hovmester.house.ledger import clock
    from hovmester.house.people import signin
    from hovmester.house.people.models import Person, Role

    owners = list(Person.objects.filter(role=Role.OWNER, is_active=True))
    if any(owner.has_usable_password() for owner in owners):
        return
    token = signin.make_link(owners[0], clock.now())
    print(f"Sign in as {owners[0].name}, once and within a day: {place}/sign-in/{token}/", flush=True)


def _is_practice() -> bool:
    from hovmester.house.ledger.models import Clock

    return Clock.objects.exists()


def _run(listening: socket.socket, *, practice: bool) -> None:
    from waitress.server import create_server

    from hovmester.house.worker.loop import run
    from hovmester.house.wsgi import application

    gc.freeze()  # what is loaded by now stays: an answer should not wait until all of it has been looked through
    stop = threading.Event()
    threads = [threading.Thread(target=run, args=(stop,), name="worker")]
    if practice:
        from hovmester.cli.demo.evening import go_on

        threads.append(threading.Thread(target=go_on, args=(stop,), name="practice"))
    server = create_server(
        application,
        sockets=[listening],
        threads=WEB_THREADS,
        ident=None,
        max_request_body_size=BODY_MOST,  # each view has a smaller limit of its own, and says so
    )
    try:
        signal.signal(signal.SIGTERM, _leave)
        for thread in threads:
            thread.start()
        server.run()  # until SIGTERM or Ctrl+C; requests that are being answered are answered
    finally:
        stop.set()  # whenever that came: a thread left behind would keep the process alive
        server.close()
        for thread in threads:
            if thread.ident is not None:
                thread.join(LAST_WORDS_S)


def _leave(number: int, frame: object) -> NoReturn:
    raise SystemExit(0)


def _stop(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(2)
