"""Files of mails: each mail comes out or is refused by name, and none keeps the next one from being read."""

import struct
import tracemalloc
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hovmester.outside.mail import boxes, mails_in

MAIL = "From: a@example.com\nMessage-ID: <{n}@x>\n\nhello {n}\n"


def told(path):
    return [(f.where, f.letter.text if f.letter else str(f.refused.code)) for f in mails_in(path)]


def test_an_mbox_is_read_mail_by_mail(tmp_path):
    path = tmp_path / "in.mbox"
    mails = [
        MAIL.format(n=1) + "\n>From my window\n",
        "Subject: no words\n\n",
        "no mail at all\n",
        MAIL.format(n=3) + "From here on it is still the same mail\n",
    ]
    path.write_text("".join(f"From x Mon May  4 17:00:00 2026\n{mail}\n" for mail in mails))
    assert told(path) == [
        ("in.mbox, mail 1", "hello 1\n\nFrom my window"),
        ("in.mbox, mail 2", "no words"),
        ("in.mbox, mail 3", "no-mail"),
        ("in.mbox, mail 4", "hello 3\nFrom here on it is still the same mail"),
    ]


def test_one_mail_in_one_file(tmp_path):
    path = tmp_path / "one.eml"
    path.write_bytes(MAIL.format(n=1).replace("\n", "\r\n").encode())
    assert told(path) == [("one.eml", "hello 1")]


def test_an_empty_file_is_no_mail(tmp_path):
    path = tmp_path / "none.eml"
    path.touch()
    assert told(path) == []


def test_a_zip_is_read_file_by_file(tmp_path):
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("a/1.eml", MAIL.format(n=1))
        box.writestr("a/all.mbox", "From x\n" + MAIL.format(n=2) + "\nFrom x\n" + MAIL.format(n=3))
        box.writestr("a/", "")
        box.writestr("__MACOSX/._1.eml", "x")
        box.writestr("price.xlsx", "x")
        box.writestr("inner.zip", "x")
    assert told(path) == [
        ("old.zip, a/1.eml", "hello 1"),
        ("old.zip, a/all.mbox, mail 1", "hello 2"),
        ("old.zip, a/all.mbox, mail 2", "hello 3"),
        ("old.zip, price.xlsx", "unknown-kind"),
        ("old.zip, inner.zip", "nested"),
    ]


def test_a_zip_bomb_is_stopped_and_the_next_file_read(tmp_path, monkeypatch):
    """Hundreds of megabytes from a few hundred kilobytes, in one line without an end."""
    monkeypatch.setattr(boxes, "ENTRY_MOST", 100 * 1024**2)
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        with box.open("bomb.eml", "w") as file:
            file.write(MAIL.format(n=1).encode())
            for _ in range(120):
                file.write(bytes(1024**2))
        box.writestr("good.eml", MAIL.format(n=2))
    assert path.stat().st_size < 1_000_000
    tracemalloc.start()
    found = told(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [("bomb.zip, bomb.eml", "too-large"), ("bomb.zip, good.eml", "hello 2")]
    assert peak < 20_000_000


def test_all_files_of_a_zip_together_are_stopped_too(tmp_path, monkeypatch):
    monkeypatch.setattr(boxes, "ZIP_MOST", 100)
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as box:
        for n in range(9):
            box.writestr(f"{n}.eml", MAIL.format(n=n))
    assert [code for _, code in told(path)] == ["hello 0", "hello 1", "hello 2", "too-large"]


def test_a_broken_entry_keeps_nobody_waiting(tmp_path):
    path = tmp_path / "broken.zip"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("1.eml", MAIL.format(n=1))
        box.writestr("2.eml", MAIL.format(n=2))
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"hello 1")] = ord("X")  # the checksum no longer fits
    path.write_bytes(raw)
    assert told(path) == [("broken.zip, 1.eml", "not-a-zip"), ("broken.zip, 2.eml", "hello 2")]


def test_an_encrypted_entry_is_refused(tmp_path):
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("1.eml", MAIL.format(n=1))
    raw = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.index(signature) + offset
        raw[at : at + 2] = struct.pack("<H", 1)
    path.write_bytes(raw)
    assert told(path) == [("locked.zip, 1.eml", "encrypted")]


@pytest.mark.parametrize("raw", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"not a zip" * 100])
def test_what_only_calls_itself_a_zip_is_refused(tmp_path, raw):
    path = tmp_path / "no.zip"
    path.write_bytes(raw)
    assert all(code == "not-a-zip" for _, code in told(path))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=600), st.sampled_from([".zip", ".mbox", ".eml"]))
def test_any_file_is_read_to_its_end(tmp_path, raw, suffix):
    path = tmp_path / f"any{suffix}"
    path.write_bytes(raw)
    heard = []
    found = list(mails_in(path, on_bytes=heard.append))
    assert all((f.letter is None) != (f.refused is None) for f in found)
    assert suffix == ".zip" or sum(heard) == len(raw)
