"""`hovmester unsaid` from a file to words, JSON and a page; and every bad log to one clear sentence."""

import contextlib
import csv
import gzip
import json
import os
import pty
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from hovmester.cli.unsaid import STAGES, app
from hovmester.cli.unsaid_saying import NOTES, REFUSED
from hovmester.engines.unsaid.intake import REASONS
from tests.engines.unsaid.logs import log

KEYS = {"detail", "value", "verdict", "effect", "low", "high", "visits", "at_risk", "at_risk_low", "since", "since_low",
        "since_high", "visits_needed", "adjusted_for", "with"}  # fmt: skip
AUDIT = {"decoys_flagged", "past_gap_flagged", "guests", "visits", "censored_share", "rows_refused"}


ONCE = "guest,date,table\n" + "".join(f"g{i},2024-01-{i % 28 + 1:02d},{'ab'[i % 2]}\n" for i in range(400))
TILL = "guest,date,table\n" + "".join(
    f"till,2024-01-{i % 9 + 1:02d} 1{i % 10}:0{i % 6}:{i // 60:02d},a\n" for i in range(400)
)


def unsaid(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--threads", "1"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("logs")
    table = log(1, guests=2000, bad={("table", 4): 0.3, ("waiter", 3): 0.3})
    names = ["Anna", "Bo", "Carl", "Dora", "Erik", "Fem", "Gijs", "Hanna"]
    waiter = pa.array([names[int(w[1:])] for w in table["waiter"].to_pylist()])
    table = table.set_column(table.column_names.index("waiter"), "waiter", waiter)
    pq.write_table(table, where / "visits.parquet")
    return where


@pytest.fixture(scope="module")
def answer(folder: Path) -> dict:
    result = unsaid(
        folder / "visits.parquet", "--json", "--details", "waiter,table", "--html", folder / "report.html"
    )
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_the_json_has_the_promised_keys(answer: dict):
    assert {"findings", "audit", "baseline"} <= answer.keys()
    assert answer["audit"].keys() >= AUDIT
    found = {f["value"]: f for f in answer["findings"]}
    assert found["t4"]["verdict"] == "losing guests"
    assert all(f.keys() >= KEYS for f in answer["findings"])
    assert found["t4"]["low"] < found["t4"]["effect"] < found["t4"]["high"] < 0


def test_names_of_people_are_kept_back_and_asked_as_a_question(answer: dict, folder: Path):
    assert "Dora" not in json.dumps(answer)
    assert "Dora" not in (folder / "report.html").read_text()
    finding = next(f for f in answer["findings"] if f["detail"] == "waiter")
    assert finding["value"] == "(name not shown)"
    assert "A question, not a verdict" in finding["sentence"]
    named = unsaid(folder / "visits.parquet", "--details", "waiter,table", "--people")
    assert "Waiter Dora" in named.stdout
    things, _, people = named.stdout.partition("Questions about people, not verdicts")
    assert "Dora" in people
    assert "Waiter" not in things


def test_the_page_needs_nothing_from_anywhere_and_has_a_table_behind_each_picture(answer: dict, folder: Path):
    page = (folder / "report.html").read_text()
    assert page.count("<svg") == page.count("<figure>") == page.count("<table>") >= 5
    assert not re.search(r"(src|href)\s*=|<script|@import|url\(", page)
    assert page.count("<title>") == page.count("</title>") == 1 + page.count("<svg")
    assert not (folder / "report.html").read_text().count("NaN")


def test_the_words_say_how_much_how_sure_and_what_it_was_weighed_with(folder: Path):
    """And a CSV with European dates and amounts says the same as the Parquet."""
    table = pq.read_table(
        folder / "visits.parquet", columns=["guest_id", "visited_at", "spend", "table"]
    ).to_pylist()
    with (folder / "visits.csv").open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["klant", "datum", "bedrag", "tafel"])
        for r in table:
            amount = f"€ {r['spend']:.2f}".replace(".", ",")
            rows.writerow([r["guest_id"], r["visited_at"].strftime("%d-%m-%Y %H:%M:%S"), amount, r["table"]])
    (folder / "mends.csv").write_text("detail,value,mended_at\ntafel,t4,2024-12-01\n")
    said = " ".join(unsaid(folder / "visits.csv", "--mends", folder / "mends.csv").stdout.split())
    assert "Read as: guest = klant · at = datum · spend = bedrag" in said
    assert re.search(r"Tafel t4: guests who had it come back \d+ % less often \(\d+–\d+ %\)", said)
    assert re.search(
        r"about €[\d,]+ a year at risk \(at least €[\d,]+\); not explained by day and hour or how regular",
        said,
    )
    assert "Tafel t4, mended 1 December 2024:" in said
    assert "shuffled decoys accused" in said


@pytest.mark.parametrize(
    ("name", "content", "options", "sentence"),
    [
        ("empty.csv", "", [], "is an empty file"),
        ("heading.csv", "guest_id,visited_at,table\n", ["--details", "table"], "a heading but no rows"),
        ("other.csv", "a,b\n1,2\n", [], "Which column is the guest? Name it with --guest; the columns are a, b."),
        ("mixed.csv", "guest,date,table\n1,31/01/2024,a\n2,01/31/2024,b\n", ["--details", "table"],
         "Dates are written in two ways"),
        ("once.csv", ONCE, ["--details", "table"], "No guest came twice"),
        ("till.csv", TILL, ["--details", "table"], "under an id that cannot be one person"),
        ("bad.parquet", "this is no Parquet file", [], "is called a Parquet file and is none"),
        ("names.csv", "guest,date,table\n1,2024-01-01,a\n", ["--guest", "gast"], "there is no column 'gast' here"),
        ("details.csv", "guest,date,table\n1,2024-01-01,a\n", ["--details", "tafel"],
         "there is no column 'tafel' here"),
    ],
)  # fmt: skip
def test_a_bad_log_is_one_clear_sentence(
    tmp_path: Path, name: str, content: str, options: list[str], sentence: str
):
    (tmp_path / name).write_text(content)
    result = unsaid(tmp_path / name, "--json", *options)
    assert result.exit_code == 2, result.output
    assert sentence in json.loads(result.stdout)["error"]["sentence"]
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def damaged(good: bytes) -> bytes:
    return good[:3000] + b"\xff" * 2000 + good[5000:]


@pytest.mark.parametrize(
    ("name", "of_good", "sentence"),
    [
        ("half.parquet", lambda good: good[: len(good) // 2], "is cut off: a whole Parquet file ends as it begins"),
        ("damaged.parquet", damaged, "cannot be read to its end"),
        ("visits.xlsx", lambda good: b"PK", "is a spreadsheet; save its sheet as CSV first"),
        ("windows.csv", lambda good: "gast;dato\n1;2024\n€;–".encode("cp1252"), "neither UTF-8 nor Latin-1"),
        ("noise.csv", lambda good: b"\x00\x01\x02\xfe" * 500, "is no text"),
        ("ragged.csv", lambda good: b"guest,date,table\n" + b"1,2024-01-01,a\n2\n3,2024-01-01,a,b,c,d\n" * 900,
         "cannot be split into columns"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_one_clear_sentence(
    folder: Path, tmp_path: Path, name: str, of_good, sentence: str
):
    (tmp_path / name).write_bytes(of_good((folder / "visits.parquet").read_bytes()))
    result = unsaid(tmp_path / name)
    assert result.exit_code == 2, result.output
    assert sentence in result.stderr
    assert "Traceback" not in result.output


def test_a_folder_is_told_how_to_name_its_files(tmp_path: Path):
    assert f"name the files in it, such as {tmp_path}/*.parquet" in unsaid(tmp_path).stderr


def test_visits_of_the_last_day_alone_are_too_fresh(tmp_path: Path):
    (tmp_path / "v.csv").write_text(
        "guest,date,table\n" + "".join(f"g{i},2024-01-01,t{i % 2}\n" for i in range(400))
    )
    assert "nobody has had the time to come back" in unsaid(tmp_path / "v.csv", "--details", "table").stderr


@pytest.mark.parametrize(
    ("name", "separator", "encoding"),
    [
        ("a.csv", ";", "latin-1"),
        ("b.tsv", "\t", "utf-16"),
        ("c.csv", "|", "utf-8-sig"),
        ("d.csv.gz", ",", "utf-8"),
    ],
)
def test_a_text_file_is_read_however_it_is_written(
    folder: Path, tmp_path: Path, name: str, separator: str, encoding: str
):
    rows = pq.read_table(folder / "visits.parquet", columns=["guest_id", "visited_at", "table"]).to_pylist()
    lines = [separator.join(("gjest", "tidspunkt", "bord"))]
    lines += [
        separator.join((r["guest_id"], str(r["visited_at"]), r["table"].replace("t4", "Dør é"))) for r in rows
    ]
    content = "\r\n".join(lines).encode(encoding)
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    result = unsaid(tmp_path / name, "--json", "--details", "bord")
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)["findings"]
    assert [(f["value"], f["verdict"]) for f in found if f["verdict"] != "cleared"] == [
        ("Dør é", "losing guests")
    ]


def test_amounts_that_are_none_are_counted_and_unknown(folder: Path, tmp_path: Path):
    table = pq.read_table(folder / "visits.parquet")
    wrong = [float("inf"), float("nan"), -1e308]
    spend = [wrong[i // 50 % 3] if i % 50 == 0 else s for i, s in enumerate(table["spend"].to_pylist())]
    table = table.set_column(table.column_names.index("spend"), "spend", pa.array(spend))
    pq.write_table(table, tmp_path / "v.parquet")
    answer = json.loads(unsaid(tmp_path / "v.parquet", "--json", "--details", "table").stdout)
    said = [note["sentence"] for note in answer["notes"] if note["code"].startswith("amounts")]
    n = -(-table.num_rows // 50)
    assert said == [f"Amounts in spend that cannot be read and count as unknown: {n}, such as 'nan'."]
    assert 1000 < answer["findings"][0]["at_risk"] < 1e6
    assert (
        "not amounts" in unsaid(tmp_path / "v.parquet", "--spend", "visited_at", "--at", "visited_at").stderr
    )


def test_options_out_of_bounds_are_refused(tmp_path: Path):
    (tmp_path / "v.csv").write_text("guest,date,table\n1,2024-01-01,a\n")
    assert (
        "--zone must be a time zone such as Europe/Amsterdam, got 'Mars'"
        in unsaid(tmp_path / "v.csv", "--zone", "Mars").stderr
    )
    assert "--dates must be dmy or mdy" in unsaid(tmp_path / "v.csv", "--dates", "ymd").stderr
    assert "There is no file" in unsaid(tmp_path / "w.csv").stderr
    assert "Cannot connect to nowhere" in unsaid("visits", "--on", "nowhere://x").stderr


def test_a_table_in_a_database_is_a_log_too(folder: Path, tmp_path: Path):
    import duckdb

    con = duckdb.connect(str(tmp_path / "house.duckdb"))
    con.execute(f"create table visits as from '{folder / 'visits.parquet'}'")
    con.close()
    result = unsaid("visits", "--on", f"duckdb://{tmp_path / 'house.duckdb'}", "--details", "table", "--json")
    assert result.exit_code == 0, result.output
    assert "t4" in {f["value"] for f in json.loads(result.stdout)["findings"]}


def test_a_table_in_sqlite_is_brought_home_first(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    rows = pq.read_table(folder / "visits.parquet", columns=["guest_id", "visited_at", "table"]).to_pylist()
    with closing(sqlite3.connect(tmp_path / "house.sqlite")) as con, con:
        con.execute('create table visits (guest_id text, visited_at text, "table" text)')
        con.executemany(
            "insert into visits values (?, ?, ?)",
            [(r["guest_id"], str(r["visited_at"]), r["table"]) for r in rows],
        )
    result = unsaid(
        "visits", "--on", f"sqlite:///{tmp_path / 'house.sqlite'}", "--details", "table", "--json"
    )
    assert result.exit_code == 0, result.output
    monkeypatch.chdir(tmp_path)
    beside = unsaid("visits", "--on", "sqlite:///house.sqlite", "--details", "table", "--json")
    assert beside.stdout == result.stdout
    nowhere = unsaid("visits", "--on", "sqlite:///nowhere.sqlite")
    assert "There is no database /nowhere.sqlite" in nowhere.stderr
    answer = json.loads(result.stdout)
    assert answer["audit"]["rows"] == len(rows)
    assert "t4" in {f["value"] for f in answer["findings"]}


def test_every_stage_of_the_bar_has_its_words():
    source = "".join(path.read_text() for path in Path("src/hovmester").rglob("*unsaid*/*.py"))
    source += Path("src/hovmester/cli/unsaid.py").read_text()
    assert set(re.findall(r'tell\("([^"]+)"', source)) == set(STAGES)


def test_a_bar_with_stages_goes_to_the_terminal_and_never_into_a_pipe(folder: Path):
    """In a terminal of its own (a pty); what is piped stays the answer alone."""
    answer = folder / "answer.txt"
    told = (folder / "visits.parquet", "--details", "table", "--language", "nl", "--threads", "1")
    command = [sys.executable, "-c", "from hovmester.cli.main import main; main()", "unsaid", *map(str, told)]
    screen, keyboard = pty.openpty()
    with answer.open("w") as file:
        running = subprocess.Popen(
            command, stdout=file, stderr=keyboard, env=os.environ | {"COLUMNS": "100", "TERM": "xterm"}
        )
    os.close(keyboard)
    shown = b""
    with contextlib.suppress(OSError):  # the end of a terminal on Linux
        while chunk := os.read(screen, 65536):
            shown += chunk
    os.close(screen)
    assert running.wait() == 0
    assert "Elke gast volgen" in shown.decode()
    assert "Elke gast volgen" not in answer.read_text()
    assert "\x1b" not in answer.read_text()
    piped = subprocess.run(command, capture_output=True, text=True, check=True)
    assert piped.stderr == ""


def test_every_refusal_has_its_words():
    assert REFUSED.keys() == REASONS.keys()


def test_every_note_of_the_engine_has_its_words():
    rooms = (Path("src/hovmester/engines/unsaid"), Path("src/hovmester/outside/visits"))
    source = "".join(path.read_text() for room in rooms for path in room.glob("*.py"))
    codes = set(re.findall(r'code="([a-z_]+)"', source)) | set(
        re.findall(r'"(mend_[a-z_]+|detail_[a-z_]+)"', source)
    )
    assert codes <= NOTES.keys()
