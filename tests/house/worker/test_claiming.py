"""One row, one worker. The same tests run on SQLite and on PostgreSQL."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from hovmester.house.ledger import outbox
from hovmester.house.ledger.models import OutboxItem
from hovmester.house.worker import loop
from hovmester.house.worker.claiming import LEASE, Due, claim
from tests import cast

NOW = cast.EVENING


def put(n):
    with transaction.atomic():
        for i in range(n):
            outbox.put(kind="notice", key=f"item-{i}", payload={}, at=NOW - timedelta(seconds=n - i))


def test_what_is_due_longest_is_claimed_first_and_once(db):
    put(2)
    claimed = [claim(OutboxItem.objects.all(), NOW) for _ in range(3)]
    assert [row and row.key for row in claimed] == ["item-0", "item-1", None]


def test_a_claim_ends_by_itself(db):
    put(1)
    assert claim(OutboxItem.objects.all(), NOW)
    assert claim(OutboxItem.objects.all(), NOW + LEASE - timedelta(seconds=1)) is None
    assert claim(OutboxItem.objects.all(), NOW + LEASE)


def test_what_is_not_due_is_left(db):
    put(1)
    assert claim(OutboxItem.objects.all(), NOW - timedelta(hours=1)) is None


def test_a_look_that_raises_leaves_its_row_pushed_back(db):
    put(1)

    def fail(row, now):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        Due(rows=OutboxItem.objects.all, look=fail)(NOW)
    assert OutboxItem.objects.get().look_at == NOW + LEASE


@pytest.mark.django_db(transaction=True)
def test_many_workers_share_the_rows_and_no_row_is_looked_at_twice():
    put(40)
    looked, lock = [], threading.Lock()

    def look(row, now):
        with lock:
            looked.append(row.key)
        OutboxItem.objects.filter(pk=row.pk).update(look_at=None)

    def work():
        due = Due(rows=OutboxItem.objects.all, look=look)
        try:
            while OutboxItem.objects.filter(look_at__lte=NOW).exists():
                due(NOW)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(looked) == sorted(f"item-{i}" for i in range(40))


@pytest.mark.django_db(transaction=True)
def test_the_loop_goes_on_after_an_error_and_stops_when_told(caplog):
    cast.lay_the_house()
    caplog.set_level("INFO")
    with transaction.atomic():
        outbox.put(kind="no-such-kind", key="bad", payload={"words": "Oh. My. God."}, at=NOW)
        outbox.put(
            kind="notice",
            key="good",
            payload={"person": "nora", "text": "Now"},
            at=NOW + timedelta(seconds=1),
        )
    stop = threading.Event()
    worker = threading.Thread(target=loop.run, args=(stop,), kwargs={"pause_s": 0.01})
    worker.start()
    for _ in range(1000):
        if OutboxItem.objects.filter(key="good", sent_at__isnull=False).exists():
            break
        stop.wait(0.01)
    stop.set()
    worker.join(10)
    assert not worker.is_alive()
    assert OutboxItem.objects.get(key="good").sent_at
    assert "worker=failed error=KeyError" in caplog.text
    assert "Oh. My. God." not in caplog.text
