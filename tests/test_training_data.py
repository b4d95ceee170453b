"""What the weights are learnt from is well-formed: a wrong line would teach silently."""

import json
import unicodedata

import pytest

from training.messages import HERE, LANGUAGES

KINDS = {"wish", "complaint", "praise", "question", "thanks", "change", "cancel"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_a_message_with_known_kinds(language):
    for row in rows(language):
        assert row["text"].strip() == row["text"] != ""
        assert unicodedata.normalize("NFC", row["text"]) == row["text"]
        assert row["language"] in ({"nb", "nn"} if language == "nb" else {language})
        assert set(row["kinds"]) <= KINDS
        assert len(row["kinds"]) == len(set(row["kinds"]))
        assert isinstance(row["joke"], bool)
        assert row["template"]
        assert row.get("polarity", "positive") in {"positive", "negative"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_two_labels(language):
    told = {}
    for row in rows(language):
        label = (sorted(row["kinds"]), row["joke"])
        assert told.setdefault(row["text"].casefold(), label) == label, row["text"]


def rows(language):
    return map(json.loads, (HERE / "data" / f"{language}.jsonl").read_text("utf-8").splitlines())
