"""A worker by itself, really started and told to go."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection, transaction

from hovmester.house.ledger import outbox
from hovmester.house.ledger.models import OutboxItem
from hovmester.house.people.models import Notice
from tests import cast

START = (
    "import os, runpy, django; django.setup()\n"
    "from django.db import connection\n"
    "connection.settings_dict['NAME'] = os.environ['WORKER_DATABASE']\n"  # the one of the tests
    "runpy.run_module('hovmester.house.worker', run_name='__main__')"
)


@pytest.mark.django_db(transaction=True)
def test_a_worker_by_itself_works_until_it_is_told_to_go():
    cast.lay_the_house()
    with transaction.atomic():
        outbox.put(kind="notice", key="k", payload={"person": "nora", "text": "Now"}, at=cast.EVENING)
    worker = subprocess.Popen(
        [sys.executable, "-c", START],
        env=os.environ | {"WORKER_DATABASE": str(connection.settings_dict["NAME"])},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert "worker=started" in worker.stderr.readline()
        give_up = time.monotonic() + 20
        while OutboxItem.objects.get().sent_at is None and time.monotonic() < give_up:
            pass
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0
        assert "worker=stopped" in worker.stderr.read()
    finally:
        worker.kill()
        worker.wait()
        worker.stderr.close()
    assert Notice.objects.get().person == cast.head_waiter()
