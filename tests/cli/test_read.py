"""`hovmester read`: streams, explanations, what is refused, and what a house teaches."""

import json

import pytest
from typer.testing import CliRunner

from hovmester.cli.read import app

RUNNER = CliRunner()


def lines(*rows):
    return "".join(json.dumps(row) + "\n" for row in rows)


def test_it_reads_a_stream_and_keeps_the_ids():
    told = lines(
        {"id": "a", "text": "Kan dere komme med en biff til Gardermoen kl 20?", "sent_at": "2026-11-18T12:00:00",
         "place_zone": "Europe/Oslo"},
        {"id": "b", "text": "Great food!", "language": "en"},
    )  # fmt: skip
    result = RUNNER.invoke(app, ["-", "--json"], input=told)
    assert result.exit_code == 0
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert (first["id"], first["language"], second["id"]) == ("a", "nb", "b")
    assert first["when"][0]["earliest"] == "2026-11-18T20:00:00+01:00"
    assert first["where"][0]["iata"] == "OSL"
    assert first["kinds"]["wish"] > 0.5
    assert second["aspects"][0]["polarity"] == "positive"
    for key in ("joke", "flight", "what", "people", "ask_back"):
        assert key in first


def test_a_file_is_read_too(tmp_path):
    path = tmp_path / "messages.jsonl"
    path.write_text(lines({"id": 1, "text": "hi"}), encoding="utf-8")
    assert json.loads(RUNNER.invoke(app, [str(path), "--json"]).stdout)["id"] == 1


@pytest.mark.parametrize(
    "bad",
    [
        "nope",
        "[]",
        '{"id": 1}',
        '{"text": 5}',
        '{"text": "x", "sent_at": "soon"}',
        '{"text": "x", "sent_at": 5}',
        '{"text": "x", "place_zone": "../../etc/passwd"}',
        '{"text": "x", "place_zone": "Europe"}',
        '{"text": "x", "place_zone": 7}',
        '{"text": "x", "language": ["en"]}',
        "[" * 100_000,
        "\x00",
    ],
)
def test_a_bad_line_is_named_and_the_others_are_read(bad):
    result = RUNNER.invoke(app, ["-", "--json"], input=bad + "\n" + lines({"id": 2, "text": "hi"}))
    assert result.exit_code == 1
    assert "line 1" in result.stderr
    assert json.loads(result.stdout)["id"] == 2


def test_half_a_character_is_written_as_json_says_it():
    told = '{"id": 3, "text": "bring \\ud83d\\ud83d a steak"}\n'
    result = RUNNER.invoke(app, ["-", "--json"], input=told)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == 3


def test_every_line_has_the_fields_of_the_format_and_every_span_stands_in_the_text():
    told = [
        "Two steaks to EWR for my flight UA 1234 at 8 pm, lovely waiter 🙂",
        "",
        "\u202eأحضر لي شريحة لحم",
        "table for two and a baby",
        "zero\u200bwidth st\u200beak",
        "entrecÃ´te pÃ¥",
    ]
    rows = lines(*({"id": str(n), "text": text} for n, text in enumerate(told)))
    found = [json.loads(line) for line in RUNNER.invoke(app, ["-", "--json"], input=rows).stdout.splitlines()]
    assert [row["id"] for row in found] == [str(n) for n in range(len(told))]
    spans = {
        "aspects": {"polarity", "category", "detail"},
        "when": {"kind", "earliest", "latest", "event"},
        "where": {"iata"},
        "flight": {"code"},
        "what": {"item", "qty"},
    }
    for text, row in zip(told, found, strict=True):
        assert {"id", "language", "kinds", "joke", "people", "ask_back", *spans} <= row.keys()
        assert set(row["kinds"]) == {"wish", "complaint", "praise", "question", "thanks", "change", "cancel"}
        for role, fields in spans.items():
            for span in row[role]:
                assert {"text", "start", "end", *fields} <= span.keys()
                assert text[span["start"] : span["end"]] == span["text"]
    assert found[0]["flight"][0]["code"] == "UA1234"
    assert found[3]["people"] == 3


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("sent_at", "yesterday", '"sent_at" must be a moment like 2011-08-17T17:00-04:00'),
        ("sent_at", "9999-12-31T23:59:59+00:00", "between 1900 and 2200"),
        ("sent_at", 12345, '"sent_at" must be a moment'),
        ("place_zone", "../../etc/passwd", '"place_zone" must be a time zone such as Europe/Amsterdam'),
        ("place_zone", "Mars/Base", '"place_zone" must be a time zone such as Europe/Amsterdam'),
        ("language", "z" * 5000, '"language" must be a language such as nl'),
        ("language", ["nl"], '"language" must be a language such as nl'),
    ],
)
def test_a_wrong_field_is_named_with_its_value_and_what_it_should_be(field, value, why):
    told = lines({"id": 1, "text": "a steak at 8", field: value}, {"id": 2, "text": "a steak at 8"})
    result = RUNNER.invoke(app, ["-", "--json"], input=told)
    assert result.exit_code == 1
    assert result.stderr.startswith("hovmester read: line 1:")
    assert why in result.stderr
    assert json.dumps(value)[:20] in result.stderr
    assert json.loads(result.stdout)["id"] == 2


def test_a_language_with_its_country_a_mark_at_the_head_of_the_file_and_an_id_twice_are_all_read(tmp_path):
    file = tmp_path / "messages.jsonl"
    told = lines(
        {"id": 1, "text": "om acht uur", "language": "nl-NL"},
        {"id": 1, "text": "om acht uur", "language": "NL"},
    )
    file.write_bytes(b"\xef\xbb\xbf" + told.encode())
    result = RUNNER.invoke(app, [str(file), "--json", "--now", "2026-11-18T14:00+01:00"])
    assert result.exit_code == 0
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["id"], row["language"]) for row in rows] == [(1, "nl"), (1, "nl")]


def test_how_urgent_it_is_stands_on_each_line():
    told = lines(
        {"id": 1, "text": "two towels to room 12 asap please"}, {"id": 2, "text": "Lovely, thank you!"}
    )
    found = [json.loads(line) for line in RUNNER.invoke(app, ["-", "--json"], input=told).stdout.splitlines()]
    assert found[0]["urgency"] == {"text": "asap", "start": 22, "end": 26, "how": "now", "until": None}
    assert found[1]["urgency"] is None


def test_a_missing_file_is_said_plainly():
    result = RUNNER.invoke(app, ["/nowhere/messages.jsonl"])
    assert result.exit_code == 2
    assert "/nowhere/messages.jsonl" in result.stderr


def test_explain_shows_the_words_and_their_meaning():
    result = RUNNER.invoke(
        app,
        [
            "--explain",
            "bring me a steak at EWR at 8 pm",
            "--now",
            "2026-11-18T12:00-05:00",
            "--zone",
            "America/New_York",
        ],
    )
    assert "EWR" in result.stdout
    assert "20:00" in result.stdout


def test_a_house_teaches_its_own_words(tmp_path):
    corrections, layer = tmp_path / "corrections.jsonl", tmp_path / "layer.npz"
    corrections.write_text(
        lines(*({"text": f"blue Monday {n}", "kinds": ["wish"]} for n in range(5))), encoding="utf-8"
    )
    assert RUNNER.invoke(app, ["--teach", str(corrections), "--layer", str(layer)]).exit_code == 0

    def wish(*options):
        told = lines({"id": 1, "text": "blue Monday", "language": "en"})
        return json.loads(RUNNER.invoke(app, ["-", "--json", *options], input=told).stdout)["kinds"]["wish"]

    assert wish("--layer", str(layer)) > wish() + 0.1


def test_a_language_we_hardly_know_is_left_to_the_encoder_and_said_so():
    rows = lines(
        {"id": 1, "text": "Moglibyśmy zarezerwować stolik na dziś wieczór dla czterech osób?"},
        {"id": 2, "text": "Could you bring two steaks and a bottle of red wine tonight?"},
    )
    polish, english = map(json.loads, RUNNER.invoke(app, ["-", "--json"], input=rows).stdout.splitlines())
    assert (polish["language"], polish["hardly_known"]) == ("pl", True)
    assert polish["kinds"]["wish"] >= 0.5
    assert polish["ask_back"]
    assert not english["hardly_known"]
