"""`hovmester serve`, really started: in seconds, with a link that lets the owner in, and gone when told to go."""

import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

HOVMESTER = Path(sys.executable).with_name("hovmester")
READY = "is open at"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment():
    ours = {key: value for key, value in os.environ.items() if not key.startswith("HOVMESTER_")}
    return ours | {"PYTHONUNBUFFERED": "1"}


class Served:
    """A house that is open, and what it has said."""

    def __init__(self, data, *options):
        self.port = free_port()
        self.process = subprocess.Popen(
            [HOVMESTER, "serve", "--data", data, "--port", str(self.port), *options],
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "worker=started" in line:
                break

    def link(self):
        found = re.search(r"http://\S+/sign-in/\S+/", self.said)
        return found and found.group()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(20)
        self.said += self.process.stdout.read()
        return code

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def failing(data, *options, port=None, **more):
    result = subprocess.run(
        [HOVMESTER, "serve", "--data", data, "--port", str(port or free_port()), *options],
        check=False,
        env=environment() | more,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert "Traceback" not in result.stderr
    return result.returncode, result.stderr


def worked_s():
    """Processor time of all that was started and has ended: the same on a busy machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_newcomer_starts_signs_in_and_stops(tmp_path):
    before = worked_s()
    with Served(tmp_path, "--sample") as house:
        assert READY in house.said
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        with browser.open(f"http://127.0.0.1:{house.port}/") as page:
            assert "/sign-in/" in page.url  # nobody gets in without the link
        with browser.open(house.link()) as page:
            assert page.status == 200
        link = house.link()
        assert house.stop() == 0
        assert "worker=stopped" in house.said
        assert worked_s() - before < 20
    with Served(tmp_path) as house:  # the house is still there; without a password there is a new link
        assert house.link() not in {None, link}
        assert house.stop() == 0


def test_without_a_house_it_says_how_to_begin(tmp_path):
    code, said = failing(tmp_path)
    assert code == 2
    assert "hovmester serve --sample" in said


def test_a_port_that_is_taken_is_named(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        code, said = failing(tmp_path, "--sample", port=port)
    assert code == 2
    assert f"127.0.0.1:{port}" in said
    assert f"--port, such as {port + 1}" in said
    assert not (tmp_path / "house.sqlite3").exists()


def test_what_is_no_database_is_said_in_a_sentence(tmp_path):
    (tmp_path / "house.sqlite3").write_text("these are not the bytes of a database")
    code, said = failing(tmp_path, "--sample")
    assert code == 2
    assert "cannot open the database of this house" in said
    assert "Traceback" not in said


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("what", [".", "house.sqlite3"])
def test_a_folder_that_may_only_be_read_is_named(tmp_path, what):
    (tmp_path / "house.sqlite3").touch()
    (tmp_path / "secret-key").write_text("s" * 64)
    mode = (tmp_path / what).stat().st_mode
    (tmp_path / what).chmod(mode & ~0o222)
    try:
        code, said = failing(tmp_path, "--sample")
    finally:
        (tmp_path / what).chmod(mode)
    assert code == 2
    assert "it may only be read" in said
    assert str((tmp_path / what).resolve()) in said


def test_a_house_of_a_newer_version_is_left_as_it_is(tmp_path):
    with sqlite3.connect(tmp_path / "house.sqlite3") as database:
        database.executescript(
            "CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT, applied TEXT);"
            "INSERT INTO django_migrations (app, name, applied)"
            "VALUES ('promises', '0999_of_tomorrow', '2030-01-01')"
        )
    database.close()
    code, said = failing(tmp_path, "--sample")
    assert code == 2
    assert "newer hovmester" in said
    assert "promises.0999_of_tomorrow" in said
    with sqlite3.connect(tmp_path / "house.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone() == (1,)
    database.close()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("HOVMESTER_NOTIFY_URL", "pigeon://loft"),
        ("HOVMESTER_HTTPS", "perhaps"),
        ("HOVMESTER_SECRET_KEY", "---"),
    ],
)
def test_an_odd_setting_is_named_before_anything_starts(tmp_path, setting, value):
    code, said = failing(tmp_path, "--sample", **{setting: value})
    assert code == 2
    assert setting in said
