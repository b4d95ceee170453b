"""The record is kept: written with its change, never altered."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from hovmester.house.guests.models import Guest
from hovmester.house.ledger import clock, outbox
from hovmester.house.ledger.middleware import NowMiddleware
from hovmester.house.ledger.models import Clock, Entry, OutboxItem
from hovmester.house.ledger.record import entries_of, record

NOW = datetime(2026, 5, 1, 17, 0, tzinfo=UTC)


@pytest.fixture
def guest(db):
    return Guest.objects.create(name="Gerda", made_at=NOW)


def test_an_entry_is_never_changed(guest):
    entry = record(verb="met", subject=guest, at=NOW, rule="intake")
    for statement in (
        "UPDATE ledger_entry SET verb = 'never-met' WHERE id = %s",
        "DELETE FROM ledger_entry WHERE id = %s",
    ):
        with (
            pytest.raises(DatabaseError, match="never changed or deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement, [entry.pk])
    assert Entry.objects.get(pk=entry.pk).verb == "met"


def test_the_orm_cannot_change_an_entry_either(guest):
    entry = record(verb="met", subject=guest, at=NOW, rule="intake")
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(verb="never-met")
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.delete()
    assert Entry.objects.filter(verb="met").exists()


@pytest.mark.django_db(transaction=True)
def test_a_change_without_its_entry_is_impossible():
    guest = Guest.objects.create(made_at=NOW)
    with pytest.raises(RuntimeError, match="in the transaction of its change"):
        record(verb="met", subject=guest, at=NOW, rule="intake")
    with pytest.raises(RuntimeError, match="in the transaction"):
        outbox.put(kind="notice", key="a", payload={}, at=NOW)


def test_an_entry_says_who_did_it(guest):
    with pytest.raises(ValueError, match="must name the person"):
        record(verb="met", subject=guest, at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(at=NOW, verb="met", subject_type="guests.guest", subject_id=guest.pk)


def test_a_timeline_holds_its_subjects_alone(guest):
    other = Guest.objects.create(made_at=NOW)
    record(verb="left", subject=guest, at=NOW + timedelta(minutes=1), rule="r")
    record(verb="met", subject=guest, at=NOW, rule="r", table=9)
    record(verb="met", subject=other, at=NOW, rule="r")
    assert [entry.verb for entry in entries_of(guest)] == ["met", "left"]
    assert entries_of(guest)[0].facts == {"table": 9}
    assert len(entries_of(guest, other)) == 3
    assert not entries_of()


def test_the_outbox_takes_one_key_once(db):
    assert outbox.put(kind="notice", key="step-7-due", payload={"n": 1}, at=NOW)
    assert not outbox.put(kind="notice", key="step-7-due", payload={"n": 2}, at=NOW)
    assert OutboxItem.objects.get().payload == {"n": 1}


def test_without_a_clock_the_house_lives_in_real_time(db):
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_simulated_clock_runs_from_its_start_at_its_speed(db):
    row = clock.simulate(start=NOW, speed=60)
    assert clock.house_time(row, real=row.started_real + timedelta(seconds=10)) == NOW + timedelta(minutes=10)
    assert clock.now() - NOW < timedelta(minutes=10)
    clock.simulate(start=NOW, speed=0)
    assert clock.now() == NOW
    clock.real()
    assert not Clock.objects.exists()


@pytest.mark.parametrize(
    ("start", "speed", "what"), [(NOW.replace(tzinfo=None), 1, "aware"), (NOW, -1, "got -1")]
)
def test_a_clock_refuses_what_is_no_time(db, start, speed, what):
    with pytest.raises(ValueError, match=what):
        clock.simulate(start=start, speed=speed)


def test_a_request_has_one_moment_that_of_the_house(db, rf):
    clock.simulate(start=NOW, speed=0)
    request = rf.get("/")
    assert NowMiddleware(lambda asked: asked.now)(request) == request.now == NOW


def test_a_guard_taken_down_goes_up_again(transactional_db):
    """The migration that guards the ledger can be undone and done again."""
    before, after = [("ledger", "0001_the_ledger")], [("ledger", "0002_entries_are_never_changed")]
    try:
        MigrationExecutor(connection).migrate(before)
        Guest.objects.create(made_at=NOW)
        with transaction.atomic():
            entry = record(verb="met", subject=Guest.objects.get(), at=NOW, rule="intake")
        Entry.objects.filter(pk=entry.pk).update(verb="unguarded")
    finally:
        MigrationExecutor(connection).migrate(after)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(verb="guarded")
