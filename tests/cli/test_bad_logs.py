"""Logs as they really come: each bad one gets a clear sentence, each bad row is counted, nothing is a silent number."""

import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from hovmester.cli.unsaid import app
from hovmester.engines.unsaid.intake import take_in
from hovmester.outside.visits.columns import guess
from hovmester.outside.visits.opening import opened
from hovmester.outside.visits.plain import plain
from tests.engines.unsaid.logs import NOW, log

LOG = log(1, guests=500, bad={("table", 4): 0.4})
ROWS = LOG.select(["guest_id", "visited_at", "spend", "table"]).to_pylist()
N = len(ROWS)
HEADING = ("guest", "date", "spend", "table")


def lines(
    *,
    guest: Callable[[str, int], str] = lambda g, i: g,
    date: Callable[[datetime, int], str] = lambda d, i: str(d),
    spend: Callable[[float, int], str] = lambda s, i: f"{s:.2f}",
    table: Callable[[str, int], str] = lambda t, i: t,
    heading: Iterable[str] = HEADING,
    mark: str = ",",
) -> str:
    """The log as text, each cell as the function of its column writes it in the i-th row."""
    rows = [heading] + [
        (guest(r["guest_id"], i), date(r["visited_at"], i), spend(r["spend"], i), table(r["table"], i))
        for i, r in enumerate(ROWS)
    ]
    return "".join(mark.join(row) + "\n" for row in rows)


def unsaid(*arguments: object) -> Result:
    return CliRunner().invoke(app, [*map(str, arguments), "--threads", "1"])


def written(folder: Path, content: str | bytes | pa.Table, name: str | None = None) -> Path:
    file = folder / (name or ("visits.parquet" if isinstance(content, pa.Table) else "visits.csv"))
    if isinstance(content, pa.Table):
        pq.write_table(content, file)
    else:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def refusal(result: Result) -> str:
    """The one sentence of a command that stops: the same for people and for machines."""
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    sentence = json.loads(result.stdout)["error"]["sentence"]
    assert result.stderr == f"hovmester unsaid: {sentence}\n"
    return sentence


def counted(file: Path, **how: str) -> tuple[dict[str, int], dict[str, int]]:
    """Rows refused by reason, and what the notes count, with rows accounted for one by one."""
    with opened(str(file), threads=1) as log:
        ready = plain(log.visits, guess(log.visits, {}), zone=how.get("zone", "UTC"), dates=how.get("dates"))
        intake = take_in(ready.visits, ready.columns, now=NOW)
        kept = intake.visits().count().to_pyarrow().as_py()
    refused = {r.reason: r.rows for r in intake.refused}
    assert all(0 < len(r.examples) <= 5 for r in intake.refused)
    assert kept + sum(refused.values()) == intake.total
    return refused, {note.code: int(str(note.facts.get("n", 0))) for note in ready.notes}


def every(n: int, wrong: str) -> Callable[[object, int], str]:
    return lambda value, i: wrong if i % n == 0 else str(value)


def share(n: int) -> int:
    """How many of the rows every n-th is."""
    return -(-N // n)


COUNTED = {
    "no date": (lines(date=every(10, "")), {"no readable date": share(10)}, {}),
    "a word for a date": (
        lines(date=every(10, "last tuesday")),
        {"no readable date": share(10)},
        {"dates_unread": share(10)},
    ),
    "several ways of writing a date": (
        lines(date=lambda d, i: [str(d), f"{d:%d-%m-%Y}", f"{d:%d %b %Y}", f"{d:%d-%m-%y}"][i % 4]),
        {"no readable date": len(ROWS[2::4]) + len(ROWS[3::4])},
        {"dates_unread": len(ROWS[2::4]) + len(ROWS[3::4])},
    ),
    "the future": (lines(date=every(50, "2099-01-01")), {"in the future": share(50)}, {}),
    "1970": (lines(date=every(50, "1970-01-01 00:00:00")), {"before 1990": share(50)}, {}),
    "1900": (lines(date=every(50, "1900-01-01")), {"before 1990": share(50)}, {}),
    "a till's own id": (lines(guest=every(2, "9")), {"walk-in": share(2)}, {}),
    "walk-ins": (lines(guest=every(3, "Walk-in ")), {"no guest": share(3)}, {}),
    "nulls": (
        lines(guest=every(10, ""), date=lambda d, i: "" if i % 10 == 1 else str(d), spend=every(10, ""),
              table=every(10, "")),
        {"no guest": share(10), "no readable date": len(ROWS[1::10])},
        {},
    ),
    "the heading again": (
        lines(guest=every(300, "guest"), date=every(300, "date"), spend=every(300, "spend"), table=every(300, "table")),
        {"no guest": share(300)},
        {"dates_unread": share(300), "amounts_unread": share(300)},
    ),
    "figures that are none": (
        lines(spend=lambda s, i: ["nan", "inf", "1e400", "free", "-5", "12"][i % 6]),
        {},
        {"amounts_unread": sum(len(ROWS[k::6]) for k in range(4)), "amounts_below_zero": len(ROWS[4::6])},
    ),
    "zones mixed": (
        lines(date=lambda d, i: d.isoformat() + ["", "Z", "+02:00", "-0500"][i % 4]),
        {},
        {"moments_zoned": N - len(ROWS[::4]), "moments_bare": len(ROWS[::4])},
    ),
    "bytes before the heading": (b"\xef\xbb\xbf" + lines().encode(), {}, {}),
    "UTF-16": (lines().encode("utf-16"), {}, {}),
    "Latin-1": (lines(table=lambda t, i: f"Dør {t}").encode("latin-1"), {}, {}),
    "semicolons and commas": (lines(mark=";", spend=lambda s, i: f"{s:.2f}".replace(".", ",")), {}, {}),
    "tabs": (lines(mark="\t"), {}, {}),
    "a line break within quotes": (lines(table=lambda t, i: f'"{t}\nby the window"'), {}, {}),
    "a column without a name": (lines(heading=("guest", "date", "", "table")), {}, {}),
    "half past six PM": (lines(date=lambda d, i: f"{d:%m/%d/%Y %I:%M %p}"), {}, {}),
    "seconds since 1970": (lines(date=lambda d, i: str(int(d.timestamp()))), {}, {"moments_from_numbers": 0}),
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTED)
def test_bad_rows_are_counted_and_good_ones_kept(tmp_path: Path, name: str):
    content, refused, noted = COUNTED[name]
    assert counted(written(tmp_path, content)) == (refused, noted)


def test_in_a_column_of_both_orders_the_one_named_is_read_and_the_other_refused(tmp_path: Path):
    mixed = lines(date=lambda d, i: f"{d:%m/%d/%Y}" if i % 50 == 0 else f"{d:%d/%m/%Y}")
    refused, noted = counted(written(tmp_path, mixed), dates="dmy")
    unread = sum(r["visited_at"].day > 12 for r in ROWS[::50])
    assert refused["no readable date"] == noted["dates_unread"] == unread


@pytest.mark.parametrize("moment", ["2024-03-31T01:30:00+01:00", "2024-03-31T03:30:00+02:00"])
def test_the_hour_that_summer_takes_is_the_clocks(tmp_path: Path, moment: str):
    """At two o'clock the clock of Amsterdam went on to three; both moments are on it."""
    file = written(tmp_path, f"guest,date,table\n1,{moment},a\n")
    with opened(str(file), threads=1) as log:
        ready = plain(log.visits, guess(log.visits, {}), zone="Europe/Amsterdam", dates=None)
        sec = ready.visits[ready.columns.at].to_pyarrow()[0].as_py()
    assert f"{sec % 86400 // 3600:02d}:{sec % 3600 // 60:02d}" == moment[11:16]


def once(**how: str) -> str:
    return lines(guest=lambda g, i: f"x{i}")


REFUSED = {
    "dates that could be either": (
        "".join(line for line in lines(date=lambda d, i: f"{d:%d/%m/%Y}").splitlines(keepends=True)
                if line.startswith("guest") or int(line.split(",")[1][:2]) <= 12),
        "can be read in two ways, day first or month first. Say --dates dmy or --dates mdy",
    ),
    "dates of both orders": (
        lines(date=lambda d, i: f"{d:%m/%d/%Y}" if i % 50 == 0 else f"{d:%d/%m/%Y}"),
        "Dates are written in two ways, such as '31/",
    ),
    "no date at all": (lines(date=lambda d, i: "n/a"), "None of the dates in 'date' can be read, such as 'n/a'"),
    "a spreadsheet's days": (
        lines(date=lambda d, i: str((d - datetime(1899, 12, 30)).days)),  # noqa: DTZ001 - wall clock
        "None of the dates in 'date' can be read, such as '45",
    ),
    "everybody is a walk-in": (
        lines(guest=lambda g, i: "walk-in"),
        f"None of the {N:,} rows can be used: {N:,} without a guest (such as 'walk-in')",
    ),
    "everybody is 4711": (lines(guest=lambda g, i: "4711"), "under an id that cannot be one person (such as '4711')"),
    "one visit a guest": (once(), "No guest came twice in this log"),
    "one guest": (
        "guest,date,table\n" + "".join(f"1,2024-01-{i:02d},{'ab'[i % 2]}\n" for i in range(1, 29)),
        "table has no value seen at 100 visits or more",
    ),
    "one row": ("guest,date,table\n1,2024-01-01,a\n", "nobody has had the time to come back"),
    "the heading alone": ("guest,date,table\n", "it has a heading but no rows"),
    "empty": ("", "is an empty file: it has no heading and no rows"),
    "two columns of one name": (lines(heading=("guest", "date", "Table", "table")), "2 columns called 'table'"),
    "rows of other lengths": (
        "".join(line if i % 7 else line.rstrip() + ",more\n" for i, line in enumerate(lines().splitlines(True))),
        "not every line has as many cells as the heading",
    ),
    "a constant": (lines(table=lambda t, i: "a"), "table has the same value at every visit"),
    "another value at every visit": (lines(table=lambda t, i: f"u{i}"), "table differs at nearly every visit"),
    "nothing but nulls": (lines(table=lambda t, i: ""), "table is empty"),
    "as many values as visits, nearly": (
        lines(table=lambda t, i: f"u{i * 7919 % (N // 2 + 50)}"), "table differs at nearly every visit"),
    "bytes": (b"\x00\x01\x02\xfe" * 500, "is no text"),
    "Windows' own letters": (lines(table=lambda t, i: f"€ {t}").encode("cp1252"), "neither UTF-8 nor Latin-1"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_log_that_cannot_answer_says_why_with_a_value_and_what_to_do(tmp_path: Path, name: str):
    content, sentence = REFUSED[name]
    assert sentence in refusal(unsaid(written(tmp_path, content), "--details", "table", "--json"))


def test_a_log_without_a_heading_is_told_so(tmp_path: Path):
    _, _, rows = lines().partition("\n")
    assert "Is the first line a visit?" in refusal(unsaid(written(tmp_path, rows), "--json"))


NO_LOGS = {
    "visits.zip": (b"PK\x03\x04", "is a zip archive; unpack it"),
    "visits.sqlite": (
        b"SQLite format 3\0" + b"\0" * 99,
        "is an SQLite database; name a table of it and give --on sqlite",
    ),
    "visits.duckdb": (
        b"\0" * 8 + b"DUCK" + b"\0" * 99,
        "is a DuckDB database; name a table of it and give --on duckdb",
    ),
    "visits.json": (b'[{"guest": 1}]', "is JSON; turn it into CSV or Parquet"),
    "visits.xlsx": (b"PK", "is a spreadsheet; save its sheet as CSV first"),
    "visits.pdf": (b"%PDF-1.7", "is a PDF"),
    "visits.parquet": (b"guest,date\n", "is called a Parquet file and is none"),
    "visits.csv.gz": (b"\x1f\x8b" + b"\0" * 99, "Cannot read"),
}


@pytest.mark.parametrize("name", NO_LOGS)
def test_what_is_no_log_is_called_what_it_is(tmp_path: Path, name: str):
    content, sentence = NO_LOGS[name]
    assert sentence in refusal(unsaid(written(tmp_path, content, name), "--json"))


def test_a_zip_of_a_log_is_to_be_unpacked(tmp_path: Path):
    with zipfile.ZipFile(tmp_path / "visits.csv.zip", "w") as archive:
        archive.writestr("visits.csv", lines())
    assert "unpack it and name the file in it" in refusal(unsaid(tmp_path / "visits.csv.zip", "--json"))


def test_a_parquet_file_that_ends_too_soon_is_cut_off(tmp_path: Path):
    whole = written(tmp_path, LOG).read_bytes()
    assert "is cut off" in refusal(unsaid(written(tmp_path, whole[:-100], "half.parquet"), "--json"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_one_may_not_read_says_so(tmp_path: Path):
    file = written(tmp_path, lines())
    file.chmod(0)
    assert "Permission denied" in refusal(unsaid(file, "--json"))


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("", "No file was named"),
        ("nowhere.csv", "There is no file nowhere.csv"),
        ("nowhere", "There is no file nowhere"),
        ("nowhere/*.parquet", "There is no file that matches nowhere/*.parquet"),
        (".", "is a folder; name the files in it"),
    ],
)
def test_what_is_not_there_is_named(named: str, sentence: str):
    assert sentence in refusal(unsaid(named, "--json"))


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--language", "xx"], "--language must be one of en, nl, nb, got 'xx'"),
        (["--now", "soon"], "--now must be a moment like 2026-01-31"),
        (["--memory", "lots"], "--memory must be a size such as 5GB, got 'lots'"),
        (["--memory", "1MB"], "1MB of memory are too little"),
        (["--html", "nowhere/report.html"], "--html must be a file in a folder that can be written to"),
        (["--details", "table,guest"], "'guest' is the guest, the moment or the spend and no detail"),
        (["--guest", "date", "--at", "date"], "cannot be both the guest and the moment"),
        (["--now", "2024-01-05", "--details", "table"], "in the future (such as '2024-"),
    ],
)
def test_an_option_that_cannot_be_says_what_it_should_be(tmp_path: Path, options: list[str], sentence: str):
    assert sentence in refusal(unsaid(written(tmp_path, lines()), *options, "--json"))


ODD = pa.table({
    "guest": LOG["guest_id"],
    "at": LOG["visited_at"].cast(pa.timestamp("ns")).cast(pa.timestamp("ns", "UTC")),
    "spend": pa.array([Decimal(f"{s:.2f}") for s in LOG["spend"].to_pylist()]),
    "table": LOG["table"].dictionary_encode(),
    "tags": pa.array([["a", "b"]] * N),
    "address": pa.array([{"street": "x"}] * N),
})  # fmt: skip


def test_decimals_nanoseconds_and_zones_of_parquet_are_read(tmp_path: Path):
    with opened(str(written(tmp_path, ODD)), threads=1) as log:
        columns = guess(log.visits, {})
        assert (columns.at, columns.spend, columns.details) == ("at", "spend", ("table",))
    assert counted(tmp_path / "visits.parquet") == ({}, {"moments_shown": 0})


@pytest.mark.parametrize("column", ["tags", "address"])
def test_lists_are_no_detail_and_belong_in_a_long_table(tmp_path: Path, column: str):
    assert "--long" in refusal(unsaid(written(tmp_path, ODD), "--details", f"table,{column}", "--json"))


IDS = [str(i) for i in LOG["visit_id"].to_pylist()]


def dishes(ids: Iterable[str]) -> str:
    return "visit_id,detail,value\n" + "".join(f"{i},side,d{k % 11}\n" for k, i in enumerate(ids))


@pytest.mark.parametrize(
    ("long", "sentence"),
    [
        (
            "visit_id,value\n1,a\n",
            "The long table has no column 'detail'; it needs visit_id, detail and value",
        ),
        ("visit_id,detail,value\n", "The long table has a heading but no lines"),
        (dishes(f"x{i}" for i in IDS), "visit_id is like 'x"),
        (
            dishes(IDS).replace("side", "table"),
            "'table' is a column of the visits and a detail of the long table too",
        ),
    ],
)
def test_a_long_table_that_does_not_fit_is_one_clear_sentence(tmp_path: Path, long: str, sentence: str):
    (tmp_path / "lines.csv").write_text(long)
    visits = written(tmp_path, LOG)
    asked = unsaid(visits, "--long", tmp_path / "lines.csv", "--details", "table", "--json")
    assert sentence in refusal(asked)


def test_visits_that_share_an_id_cannot_have_a_long_table(tmp_path: Path):
    twice = LOG.set_column(
        LOG.column_names.index("visit_id"), "visit_id", pa.array([i // 2 for i in range(N)])
    )
    (tmp_path / "lines.csv").write_text(dishes(IDS))
    asked = unsaid(written(tmp_path, twice), "--long", tmp_path / "lines.csv", "--details", "table", "--json")
    assert "every visit needs an id of its own" in refusal(asked)


@pytest.mark.parametrize(
    ("mends", "sentence"),
    [
        ("detail,mended_at\ntable,2024-12-01\n", "has no column 'value'"),
        ("detail,value,mended_at\n", "The table of mends has a heading but no rows"),
        ("detail,value,mended_at\ntable,t4,soon\ntable,t3,2024-12-01\n", "table t4 has no readable mended_at"),
        ("detail,value,mended_at\n,t4,2024-12-01\n", "A row of the mends has no detail or no value"),
    ],
)  # fmt: skip
def test_mends_that_cannot_be_read_are_one_clear_sentence(tmp_path: Path, mends: str, sentence: str):
    (tmp_path / "mends.csv").write_text(mends)
    asked = unsaid(written(tmp_path, LOG), "--mends", tmp_path / "mends.csv", "--details", "table", "--json")
    assert sentence in refusal(asked)


HOSTILE = {
    "t4": "<script>alert(1)</script>",
    "t1": "=cmd|' /C calc'!A0",
    "t2": "\x1b[31m\u202eevil",
    "t3": "🍖" * 3000,
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, str, str]:
    """A whole run over values that are code, or endless, with a long table of which some lines are astray."""
    folder = tmp_path_factory.mktemp("hostile")
    spelled = [HOSTILE.get(t, [t, t.upper(), f" {t}"][i % 3]) for i, t in enumerate(LOG["table"].to_pylist())]
    visits = LOG.set_column(LOG.column_names.index("table"), "table", pa.array(spelled))
    names = ["Anna", "Bo", "Carl", "Dora", "Erik", "Fem", "Gijs", "Hanna"]
    heads = pa.array([names[int(w[1:])] for w in visits["waiter"].to_pylist()])
    visits = visits.append_column("head waiter", heads).append_column("door", heads)
    (folder / "lines.csv").write_text(dishes([*IDS, "astray", "astray"]) + f"{IDS[0]},,d1\n")
    (folder / "mends.csv").write_text(
        "detail,value,mended_at\ntable, T5,2024-12-01\nhead waiter,Bo,2024-12-01\nhead waiter,Zoë,2024-12-01\n"
        "table,t6,2031-01-01\n"
    )
    asked = (written(folder, visits), "--long", folder / "lines.csv", "--mends", folder / "mends.csv",
             "--details", "table,head waiter", "--html", folder / "report.html")  # fmt: skip
    answer = unsaid(*asked, "--json")
    assert answer.exit_code == 0, answer.output
    told = unsaid(*asked)
    return json.loads(answer.stdout), (folder / "report.html").read_text(), told.stdout


def test_values_that_are_code_stay_values(hostile: tuple[dict, str, str]):
    answer, page, told = hostile
    assert answer["findings"][0]["value"] == HOSTILE["t4"]
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert not {"\x1b", "\u202e"} & set(page + told)
    assert "<script>alert(1)</script>" in told
    assert max(map(len, told.splitlines())) <= 100


def test_spellings_that_count_as_one_are_told(hostile: tuple[dict, str, str]):
    spelled = next(n for n in hostile[0]["notes"] if n["code"] == "detail_spelled")
    assert "written in several ways and count as one: 8, such as T0 and t0" in spelled["sentence"]


def test_lines_astray_are_counted(hostile: tuple[dict, str, str]):
    answer, _, told = hostile
    said = {n["code"]: n["sentence"] for n in answer["notes"]}
    fresh = N - answer["audit"]["visits"]  # their lines have no visit that counts either
    assert said["lines_without_visit"].endswith(f": {2 + fresh}.")
    assert said["lines_without_detail"].endswith(": 1.")
    assert said["too_fresh"].endswith(f": {fresh}.")
    assert "visit = visit_id · long = side" in " ".join(told.split())


def test_mends_are_matched_however_they_are_written_and_unknown_ones_told(hostile: tuple[dict, str, str]):
    proofs = hostile[0]["proofs"]
    assert proofs[0]["value"].lower() == "t5"
    assert proofs[0]["reason"] is None
    assert [p["reason"] for p in proofs[2:]] == ["mend_unknown", "mend_too_fresh"]
    assert "no visit since then could be followed" in proofs[3]["sentence"]


@pytest.mark.parametrize("name", ["Anna", "Bo", "Dora", "Hanna", "Zoë"])
def test_no_name_of_a_person_is_anywhere(hostile: tuple[dict, str, str], name: str):
    answer, page, told = hostile
    for said in (json.dumps(answer, ensure_ascii=False), page, told):
        assert not re.search(rf"\b{name}\b", said)
