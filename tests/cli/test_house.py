"""`hovmester house load|dump`, as it is really called."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hovmester.housefile import load
from hovmester.housefile.samples import sample, samples


def hovmester(*words: str, data: Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    unset = {"HOVMESTER_DATABASE_URL", "HOVMESTER_HOME"}
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from hovmester.cli.main import main; main()",
            "house",
            *words,
            "--data",
            str(data),
        ],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        env={name: value for name, value in os.environ.items() if name not in unset},
    )


def test_a_house_goes_into_the_database_and_comes_out_as_it_was(tmp_path: Path) -> None:
    data, file = tmp_path / "data", tmp_path / "out.toml"
    first = hovmester("load", "sample:porterhouse", data=data)
    assert (first.returncode, first.stderr) == (0, "")
    assert "+dish:porterhouse" in first.stdout
    assert hovmester("dump", str(file), data=data).returncode == 0
    assert load(file.read_text()) == load(sample("porterhouse"))
    again = hovmester("load", "-", "--json", data=data, given=file.read_text())
    assert json.loads(again.stdout) == {"changed": []}
    refused = hovmester("dump", str(file), data=data)
    assert refused.returncode == 2
    assert "--overwrite" in refused.stderr
    file.write_text(sample("porterhouse"))
    assert hovmester("dump", str(file), "--overwrite", data=data).returncode == 0
    assert file.read_text() == sample("porterhouse")  # with its comments


def test_a_wrong_file_is_answered_with_its_lines_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(sample("shop").replace('"EUR"', '"euro"'))
    run = hovmester("load", str(file), data=tmp_path / "data")
    assert run.returncode == 2
    assert run.stderr.startswith(f"{file}: line 8: house · currency: must be one of")
    assert not (tmp_path / "data").exists()
    shape = json.loads(hovmester("load", str(file), "--json", data=tmp_path / "data").stdout)
    assert (shape["problems"][0]["code"], shape["problems"][0]["line"]) == ("not-allowed", 8)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("load", "no-such-file.toml"), "cannot read no-such-file.toml"),
        (("load", "sample:nowhere"), "there are direct-sales, gardermoen, porterhouse"),
        (("dump",), "there is no house yet"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    run = hovmester(*words, data=tmp_path / "data")
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr


def test_a_file_can_be_checked_without_a_house(tmp_path: Path) -> None:
    run = hovmester("load", "sample:schiphol", "--check", data=tmp_path / "data")
    assert (run.returncode, run.stdout) == (0, "sample:schiphol: nothing wrong with it.\n")
    assert not (tmp_path / "data").exists()


def test_the_samples_are_those_of_the_examples_folder() -> None:
    assert samples() == ["direct-sales", "gardermoen", "porterhouse", "schiphol", "shop"]
