"""Room on the disk is looked for before the work begins, not when it runs out."""

import shutil
import tempfile
from pathlib import Path

import pytest

from hovmester.outside.visits.errors import CannotOpen
from hovmester.outside.visits.opening import opened


@pytest.mark.parametrize("named", ["visits.parquet", "*.parquet", "visits.csv.gz"])
def test_a_packed_log_that_would_fill_the_disk_is_refused(tmp_path: Path, named: str):
    log = tmp_path / named.replace("*", "visits")
    with log.open("wb") as file:
        file.truncate(shutil.disk_usage(tempfile.gettempdir()).free // 6)  # a hole: it takes no room itself
    with (
        pytest.raises(CannotOpen, match="working on it needs about"),
        opened(str(tmp_path / named)),
    ):
        pass
