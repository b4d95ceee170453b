"""The messages of `bench/reading/fields` are read no worse than they were when they were last looked at."""

import pytest

from bench.reading.fields import FILES, judged

# Of messages by our own hand that were looked at while mending; what is never looked at is told in the docs.
LEAST = {"en": 44, "nl": 38, "nb": 41}


@pytest.mark.parametrize(("language", "least"), LEAST.items())
def test_a_colleague_would_read_most_of_them_so(language, least):
    told = list(judged(FILES / f"{language}.jsonl"))
    assert sum(wanted == said for wanted, said in told) >= least
    assert sum(wanted["when"] == said["when"] for wanted, said in told) >= 46
