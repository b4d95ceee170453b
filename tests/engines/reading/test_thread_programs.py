"""Mails as the programs of the world write them (`mails.jsonl`): what each puts around the words that are new."""

import json
import re
from pathlib import Path

import pytest

from hovmester.engines.reading.thread import new_words

MAILS = [json.loads(line) for line in Path(__file__).with_name("mails.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("mail", MAILS, ids=[mail["mail"] for mail in MAILS])
def test_only_the_new_words_are_read(mail):
    text = mail["text"]
    read = "".join(text[start:end] for start, end in new_words(text))
    assert _tight(read) == _tight(mail["new"])


def _tight(text):
    return re.sub(r"\s*\n\s*", "\n", text.strip())
