"""Bringing in: every row is taken in once, or refused by name."""

import json

import pytest

from hovmester.house.hearing.actions import file_channel
from hovmester.house.hearing.bringing_in import bring_in, rows_in
from hovmester.house.hearing.errors import NotAccepted
from hovmester.house.hearing.models import Message
from tests.house.hearing.conftest import NOW


@pytest.fixture
def bring(db, tmp_path):
    def bring(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return bring_in(channel=file_channel(key="old", now=NOW), rows=rows_in(path), now=NOW)

    return bring


def reasons(tally):
    return [(row.where, row.error.field) for row in tally.refused]


def test_json_lines_are_taken_in_and_bad_ones_named(bring):
    lines = [
        {"id": "a", "text": "Can we have a cake?", "author": "@pete", "sent_at": "2026-05-01T17:00:00+02:00"},
        {"text": "no name of its own", "language": "en"},
        {"id": 7, "text": "a number for a name"},
        "not an object",
        {"text": ""},
        {"text": 7},
        {"text": "late", "sent_at": "yesterday"},
        {"text": "late", "sent_at": "2026-05-01T17:00:00"},
    ]
    content = "\n".join(map(json.dumps, lines)) + "\n\n{broken\n" + "[" * 100_000
    tally = bring("old.jsonl", content)
    assert (tally.new, tally.known) == (3, 0)
    assert Message.objects.filter(external_id="7").exists()
    assert reasons(tally) == [
        ("old.jsonl, line 4", None),
        ("old.jsonl, line 5", "text"),
        ("old.jsonl, line 6", "text"),
        ("old.jsonl, line 7", "sent_at"),
        ("old.jsonl, line 8", "sent_at"),
        ("old.jsonl, line 10", None),
        ("old.jsonl, line 11", None),
    ]
    assert all(row.error.message for row in tally.refused)


def test_bringing_the_same_file_in_again_adds_nothing(bring):
    content = '{"text": "a cake"}\n{"text": "a steak"}\n'
    assert bring("old.jsonl", content).new == 2
    again = bring("old.jsonl", content)
    assert (again.new, again.known, Message.objects.count()) == (0, 2, 2)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_is_read_as_spreadsheets_write_it(bring, delimiter, encoding):
    rows = [
        ["External_ID", "text", "author"],
        ["1", '"Smør, brød\nog øl; takk"', "Kåre"],
        ["", "", ""],
        ["2", "kniv", "Bo"],
    ]
    content = "\r\n".join(delimiter.join(row) for row in rows)
    tally = bring("old.csv", content.encode(encoding))
    assert (tally.new, tally.refused) == (2, ())
    message = Message.objects.get(external_id="1")
    assert (message.text, message.author) == ("Smør, brød\nog øl; takk", "Kåre")


def test_rows_of_a_table_are_refused_one_by_one(bring):
    content = "text,sent_at\nhello,\ntoo,many,cells\n,2026-05-01\n" + "x" * 200_000 + "\nlast,\n"
    tally = bring("old.csv", content)
    assert tally.new == 2
    assert [where for where, _ in reasons(tally)] == ["old.csv, line 3", "old.csv, line 4", "old.csv, line 5"]


def test_a_table_without_words_says_which_columns_it_needs(bring):
    tally = bring("old.csv", "name,when\nPete,now\n")
    assert reasons(tally) == [("old.csv, line 1", "text")]
    assert "external_id" in tally.refused[0].error.message


def test_a_line_without_end_costs_one_row(bring):
    content = b'{"text": "' + b"x" * 3_000_000 + b'"}\n{"text": "next"}\n'
    tally = bring("old.jsonl", content)
    assert tally.new == 1
    assert [(row.where, row.error.code) for row in tally.refused] == [("old.jsonl, line 1", "too-large")]


def test_mails_are_taken_in_with_what_they_quote(bring):
    mails = "".join(
        f"From x\nFrom: Pete <pete@example.com>\nMessage-ID: <{n}@x>\n\nSteak {n}?\n\n> older\n\n"
        for n in range(3)
    )
    tally = bring("old.mbox", mails + "From x\nnothing here\n")
    assert (tally.new, reasons(tally)) == (3, [("old.mbox, mail 4", None)])
    message = Message.objects.get(external_id="<1@x>")
    assert (message.text, message.quoted, message.author) == ("Steak 1?", "> older", "pete@example.com")


def test_a_file_of_anything_is_refused_and_nothing_breaks(bring):
    for name in ("x.jsonl", "x.csv", "x.mbox", "x.zip", "x"):
        tally = bring(name, bytes(range(256)) * 20)
        assert tally.new == 0
        assert tally.refused


def test_a_channel_needs_a_key_that_fits_an_address(db):
    with pytest.raises(NotAccepted) as refused:
        file_channel(key="old mails!", now=NOW)
    assert refused.value.field == "key"
