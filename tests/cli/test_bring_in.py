"""`hovmester bring-in`, as it is really called."""

import csv
import json
import os
import subprocess
import sys


def bring_in(*words, data):
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from hovmester.cli.main import main; main()",
            "bring-in",
            *words,
            "--data",
            data,
        ],
        capture_output=True,
        text=True,
        check=False,
        env={k: v for k, v in os.environ.items() if k not in {"HOVMESTER_DATABASE_URL", "HOVMESTER_HOME"}},
    )


def test_files_are_taken_in_and_every_refused_row_is_told(tmp_path):
    data, report = str(tmp_path / "house"), tmp_path / "refused.csv"
    lines = tmp_path / "old.jsonl"
    lines.write_text('{"text": "Can we have a cake?"}\n{"text": ""}\n')
    mails = tmp_path / "old.mbox"
    mails.write_text("From x\nFrom: a@b.example\n\nSteak?\n")
    done = bring_in(str(lines), str(mails), "--channel", "old", "--report", str(report), data=data)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 new, 0 known already, 1 refused.\n  old.jsonl, line 2: ")
    with report.open() as file:
        assert [row["where"] for row in csv.DictReader(file)] == ["old.jsonl, line 2"]

    again = json.loads(bring_in(str(lines), "--channel", "old", "--json", data=data).stdout)
    assert (again["new"], again["known"]) == (0, 1)
    assert [(row["where"], row["code"], row["field"]) for row in again["refused"]] == [
        ("old.jsonl, line 2", "malformed", "text")
    ]

    wrong = bring_in(str(lines), "--channel", "old mails", data=data)
    assert wrong.returncode == 2
    assert "Traceback" not in wrong.stderr
