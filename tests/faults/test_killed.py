"""The process is really killed, fifty times at random moments. Nothing that was acknowledged may be lost.

What was accepted is on disk, what was permitted stays permitted, every letter arrives, and each under one key for ever,
so that a receiver that remembers keys gets none twice.
"""

import http.server
import json
import os
import queue
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection

from hovmester.house.hearing.models import Channel, Message, Reply
from hovmester.house.ledger import clock
from hovmester.house.ledger.models import Entry, OutboxItem
from hovmester.house.people.models import Notice
from hovmester.house.premises.models import Dish
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.house.worker import loop
from tests import cast

KILLS = 50
LONGEST_S = 0.5  # a house is killed at a random moment of its first half second
PORTIONS = 10_000
FAST = 20  # a look at a promise every twentieth of a second, and what the dead had claimed is soon free again

pytestmark = pytest.mark.faults


@pytest.fixture
def receiver():
    """Takes every letter and remembers it. Now and then it is slow, or takes a letter and fails to say so."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            length = int(self.headers["Content-Length"])
            body = self.rfile.read(length)
            if len(body) < length:
                return  # the sender was killed half way: no receiver takes half a letter
            with server.lock:
                server.got[self.headers["Idempotency-Key"]].append(body)
                n = sum(map(len, server.got.values()))
            try:
                self.send_response(503 if n % 17 == 0 else 204)
                self.end_headers()
            except OSError:
                pass  # the sender was killed

        def log_message(self, *args):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.got, server.lock = defaultdict(list), threading.Lock()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class Zygote:
    """The program that forks houses, and what they have said so far."""

    def __init__(self, notify_url):
        env = os.environ | {
            "FAULTS_DATABASE": str(connection.settings_dict["NAME"]),
            "HOVMESTER_NOTIFY_URL": notify_url,
            "OMP_NUM_THREADS": "1",
            "PYTHONWARNINGS": "ignore",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.house_at_work"],
            cwd=Path(__file__).parents[2],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._lines = queue.Queue()
        self.said = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.wait_for("standing_by")

    def _read(self):
        for line in self._process.stdout:
            self._lines.put(json.loads(line))
        self._lines.put({"closed": True})

    def wait_for(self, key):
        """The value of the next line that has it; the lines before it are kept too."""
        while True:
            line = self._lines.get(timeout=60)
            self.said.append(line)
            if key in line:
                return line[key]
            assert "closed" not in line, self.said[-3:]

    def all(self, key):
        return [line[key] for line in self.said if key in line]

    def live_and_die(self, seconds, what="promise"):
        first = max(self.all("heard"), default=-1) + 1
        self._process.stdin.write(f"{first} {what}\n".encode())
        self._process.stdin.flush()
        pid = self.wait_for("pid")
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)
        self.wait_for("over")

    def close(self):
        self._process.stdin.close()
        self._process.wait(10)
        self._reader.join()
        self._process.stdout.close()


def drain(now):
    """What is left to do, done by a house that lives: the claims of the dead run out first."""
    for minute in range(1, 10):
        while loop.step(now + timedelta(minutes=minute)):
            pass


@pytest.mark.django_db(transaction=True)
def test_nothing_accepted_is_lost_and_nothing_sent_twice(receiver, settings):
    url = f"http://127.0.0.1:{receiver.server_address[1]}/"
    cast.lay_the_house()
    Dish.objects.filter(key="porterhouse").update(stock=PORTIONS)
    Channel.objects.create(key="social", kind="webhook", name="Social", secret="s" * 32, reply_url=url)
    clock.simulate(start=cast.EVENING, speed=1)
    moments = random.Random(20110817)

    zygote = Zygote(url)
    try:
        for _ in range(KILLS):
            zygote.live_and_die(moments.uniform(0, LONGEST_S))
    finally:
        zygote.close()
    settings.NOTIFY_URL = url
    drain(clock.now())

    assert zygote.all("failed") == []
    _no_message_lost(zygote)
    _no_permission_lost(zygote)
    _no_letter_lost(receiver)


def _no_message_lost(zygote):
    accepted = {one for ids in zygote.all("ids") for one in ids}
    kept = Counter(Message.objects.values_list("external_id", flat=True))
    assert len(accepted) > KILLS
    assert accepted <= set(kept)
    assert set(kept.values()) == {1}
    assert not Message.objects.filter(read_at=None).exists()
    heard = Counter(
        Entry.objects.filter(verb="heard", subject_type="hearing.message").values_list(
            "subject_id", flat=True
        )
    )
    assert heard == Counter(Message.objects.values_list("id", flat=True))
    replied = set(Reply.objects.values_list("message__external_id", flat=True))
    assert set(zygote.all("replied")) <= replied


def _no_permission_lost(zygote):
    permitted = set(zygote.all("permitted"))
    promises = list(Promise.objects.all())
    promised = {promise.wish_id for promise in promises}
    assert permitted
    assert permitted <= promised
    assert promised == set(Wish.objects.filter(state=Wish.State.PROMISED).values_list("id", flat=True))
    assert set(zygote.all("wished")) <= set(Wish.objects.values_list("id", flat=True))
    given = Counter(Entry.objects.filter(verb="given").values_list("subject_id", flat=True))
    assert given == Counter(promise.pk for promise in promises)
    for promise in promises:
        assert promise.steps.count() == 6
    kept = set(Promise.objects.filter(state=Promise.State.KEPT).values_list("id", flat=True))
    assert set(zygote.all("handed_over")) <= kept
    ended = Counter(Entry.objects.filter(verb="kept").values_list("subject_id", flat=True))
    assert ended == Counter(kept)
    assert not Step.objects.filter(promise__in=kept).exclude(state=Step.State.DONE).exists()
    assert Dish.objects.get(key="porterhouse").stock == PORTIONS - len(promises)


def _no_letter_lost(receiver):
    items = {item.key: item for item in OutboxItem.objects.all()}
    assert items
    assert {key for key, item in items.items() if item.sent_at is None} == set()
    assert set(receiver.got) == set(items)  # each at least once, and none that was rolled back
    for key, letters in receiver.got.items():
        assert len(set(letters)) == 1, f"{key} was not the same letter each time"
        assert json.loads(letters[0])["key"] == key
    notices = Notice.objects.values_list("key", flat=True)
    assert sorted(notices) == sorted(key for key, item in items.items() if item.kind == "notice")


@pytest.mark.django_db(transaction=True)
def test_a_plan_is_changed_whole_or_not_at_all(receiver, settings):
    """Killed while it is looked for, shown, said yes to and told: each yes moved all of its steps and told all."""
    url = f"http://127.0.0.1:{receiver.server_address[1]}/"
    cast.lay_the_house()
    held_up, now = cast.held_up_promise()
    clock.simulate(start=now, speed=FAST)
    moments = random.Random(20110818)

    zygote = Zygote(url)
    try:
        for _ in range(KILLS // 2):
            zygote.live_and_die(moments.uniform(0, 4 * LONGEST_S), "move")
            assert len(set(held_up.steps.filter(kind__in=cast.ROAD).values_list("who", "vehicle"))) == 1
    finally:
        zygote.close()
    settings.NOTIFY_URL = url
    drain(clock.now())

    assert zygote.all("failed") == []
    moved = Entry.objects.filter(verb="replanned", subject_id=held_up.pk)
    assert 3 <= len(zygote.all("moved")) <= moved.count()
    steps = Entry.objects.filter(verb="moved", subject_type="promises.step")
    assert steps.count() == len(cast.ROAD) * moved.count()
    told = {key.removeprefix("replanned:") for key in OutboxItem.objects.values_list("key", flat=True)}
    for entry in moved:
        assert {f"{entry.pk}:{held_up.pk}:{key}" for key in ("alex", "ben", "nora")} <= told
    _no_letter_lost(receiver)
