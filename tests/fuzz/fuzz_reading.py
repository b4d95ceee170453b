"""Coverage-guided fuzzing of the reader with atheris: whatever bytes come, an answer whose spans are in the text.

    pip install atheris                                        (not among the project's dependencies)
    python tests/fuzz/fuzz_reading.py -max_total_time=600      any libFuzzer option; a folder keeps the corpus

A finding is printed with the text that made it; put it into ODD of tests/engines/reading/test_reading_properties.py.
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[2]))

with atheris.instrument_imports(include=["hovmester.engines.reading"]):
    from hovmester.engines.reading import read
    from hovmester.engines.reading.as_json import as_json

from tests.engines.reading.cast import vocabulary
from tests.engines.reading.test_messages import MESSAGES
from tests.engines.reading.test_reading_properties import must_hold

ZONES = ("Europe/Oslo", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "America/St_Johns")
WORDS = [text for lines in MESSAGES.values() for text, _ in lines]
FIRST, LAST = datetime(1, 1, 3, tzinfo=UTC), datetime(9999, 12, 29, tzinfo=UTC)
HOUSE = vocabulary()


def one(data: bytes) -> None:
    """Some bytes choose the moment, the zone and whole messages; the rest are the guest's words."""
    provider = atheris.FuzzedDataProvider(data)
    zone = ZONES[provider.ConsumeIntInRange(0, len(ZONES) - 1)]
    minutes = provider.ConsumeIntInRange(0, int((LAST - FIRST).total_seconds() // 60))
    language = (None, "en", "nl", "nb", "de", "zz")[provider.ConsumeIntInRange(0, 5)]
    text = "".join(
        provider.ConsumeUnicode(12) + WORDS[provider.ConsumeIntInRange(0, len(WORDS) - 1)]
        for _ in range(provider.ConsumeIntInRange(0, 2))
    ) + provider.ConsumeUnicode(provider.remaining_bytes())
    now = FIRST + timedelta(minutes=minutes)
    try:
        reading = read(text, vocabulary=HOUSE, now=now, zone=zone, language=language, careful=False)
        must_hold(text, reading)
        as_json(reading)
    except Exception:
        print(f"text={text!a} now={now.isoformat()} zone={zone} language={language}", file=sys.stderr)
        raise


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
