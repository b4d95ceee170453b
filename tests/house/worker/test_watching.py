"""How all promises stand is looked at whenever something happened; who must know is told before anything is late."""

from datetime import timedelta

import pytest

from hovmester.house.ledger.models import OutboxItem
from hovmester.house.ledger.record import entries_of
from hovmester.house.promises import actions
from hovmester.house.promises.models import Promise, Stood, Watch
from hovmester.house.worker.watching import EVERY, watch
from hovmester.housefile.model import StepKind
from tests import cast

NOW = cast.EVENING


def at(minutes):
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def promise(house):
    return cast.porterhouse_promise()


def keys():
    return set(OutboxItem.objects.values_list("key", flat=True))


def test_it_looks_every_minute_and_whenever_something_happened(promise):
    assert watch(NOW)
    assert not watch(NOW + EVERY / 2)
    assert watch(NOW + EVERY)
    actions.start_step(step=cast.step_of(promise, "make"), by=cast.cook(), now=NOW + EVERY)
    assert watch(NOW + EVERY)
    cast.porterhouse_wish(now=NOW + EVERY)  # of no promise yet
    assert not watch(NOW + EVERY)
    assert Stood.objects.get().at == NOW + EVERY


def test_where_nothing_runs_there_is_nothing_to_look_at(house):
    assert not watch(NOW)
    assert not Watch.objects.exists()


def test_a_worker_that_was_killed_meanwhile_leaves_it_due(promise, monkeypatch):
    monkeypatch.setattr("hovmester.house.worker.watching.work_out", lambda now: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        watch(NOW)
    monkeypatch.undo()
    assert not watch(NOW)
    assert watch(NOW + timedelta(seconds=30))


def test_an_evening_as_planned_alarms_nobody(promise):
    """Every step begins and ends at its median, and the guest comes when usual; each minute is looked at."""
    before = keys()
    now = NOW
    while Promise.objects.get().state == Promise.State.RUNNING:
        watch(now)
        for step in promise.steps.select_related("promise", "who"):
            found = promise.earliest if step.kind == StepKind.FIND else now
            if step.state == "waiting" and now >= step.planned_start:
                actions.start_step(step=step, by=step.who, now=now)
            elif step.state == "started" and now >= max(found, _usual_end(step)):
                finish = actions.hand_over if step.kind == StepKind.HANDOVER else actions.finish_step
                finish(step=step, by=step.who, now=now)
        now += timedelta(minutes=1)
    assert Promise.objects.get().state == Promise.State.KEPT
    assert {key.split(":")[0] for key in keys() - before} <= {"due"}


def test_who_is_at_work_is_not_told_that_their_own_next_step_moves(promise):
    make, pack, drive = (cast.step_of(promise, kind) for kind in ("make", "pack", "drive"))
    late = make.planned_start + timedelta(minutes=17)
    actions.start_step(step=make, by=make.who, now=late)
    watch(late)
    assert pack.who == make.who
    assert f"moved:{drive.pk}:{drive.who.key}" in keys()
    assert not any(key.startswith(f"moved:{pack.pk}") for key in keys())


def _usual_end(step):
    return step.started_at + timedelta(minutes=step.lasts_p50)


def test_who_gave_it_is_told_that_it_stands_thin_before_it_is_late_and_who_waits_that_it_moved(promise):
    make = cast.step_of(promise, "make")
    told = {}
    for minutes in range(40, 130):  # nobody begins
        watch(at(minutes))
        for kind in ("moved", "thin", "late"):
            if any(key.startswith(f"{kind}:") for key in keys()):
                told.setdefault(kind, at(minutes))
    assert make.planned_start < told["moved"] < told["thin"] < told["late"] < promise.deadline
    assert entries_of(promise).get(verb="thin").rule == "odds-under-floor"
    assert entries_of(promise).filter(verb="late").count() == 1
    drive = cast.step_of(promise, "drive")
    assert f"moved:{drive.pk}:{drive.who.key}" in keys()
    assert not any(key.startswith(f"moved:{make.pk}") for key in keys())  # they know
