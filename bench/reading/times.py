"""Times: our grammar beside dateparser and recognizers-text-suite, on cases that name a point or range of time.

One rule for all three: of a case's expected times, how many are resolved exactly (a reader that offers several
values is right when one of them is). A date is compared as its day, a range by both ends, a duration in seconds. The
conventions of the gold standard that are not about words (morning is 8–12, a range's end is the next midnight) are
met by saying ours in its terms as well: hours of a part of the day, and the last day of a range for its end.
recognizers-text-suite has no Dutch model in Python; asked for Dutch it falls back to English, as its users would see.
"""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hovmester.engines.reading.model import When
from hovmester.engines.reading.times import find_times
from hovmester.engines.reading.tokens import tokenise

NAMES = {"english": "en", "dutch": "nl", "german": "de", "french": "fr", "spanish": "es"}
CULTURES = {"en": "English", "nl": "Dutch", "de": "German", "fr": "French", "es": "Spanish"}
TYPES = ("date", "time", "datetime", "daterange", "timerange", "datetimerange", "duration")
Case = dict[str, Any]
Value = tuple[str, ...]
Answer = tuple[str, list[Value]]  # the words, the values offered


def cases(path: Path) -> list[Case]:
    return [
        case for case in json.loads(path.read_text("utf-8")) if "ReferenceDateTime" in case.get("Context", {})
    ]


def measure(path: Path, language: str, rivals: bool = True) -> list[dict[str, Any]]:
    readers: dict[str, Callable[[str, datetime, str], Sequence[Answer]]] = {"hovmester": ours}
    if rivals:
        readers |= {"dateparser": with_dateparser, "recognizers-text-suite": with_recognizers}
    rows = []
    for name, reader in readers.items():
        totals = {kind: [0, 0] for kind in TYPES}
        for case in cases(path):
            reference = datetime.fromisoformat(case["Context"]["ReferenceDateTime"]).replace(tzinfo=None)
            try:
                answers = list(reader(case["Input"], reference, language))
            except Exception:  # a rival that raises has not answered
                answers = []
            for kind, right in judged(case, answers):
                totals[kind][0] += right
                totals[kind][1] += 1
        for kind, (right, n) in totals.items():
            if n:
                rows.append({"reader": name, "language": language, "type": kind, "right": right, "n": n})
        right, n = (sum(total[i] for total in totals.values()) for i in (0, 1))
        rows.append({"reader": name, "language": language, "type": "all", "right": right, "n": n})
    return rows


def judged(case: Case, answers: Sequence[Answer]) -> list[tuple[str, bool]]:
    found = []
    for expected in case["Results"]:
        kind = expected.get("TypeName", "").removeprefix("datetimeV2.")
        values = [v for v in (expected.get("Resolution") or {}).get("values", []) if v.get("type") == kind]
        if kind not in TYPES or not values:
            continue
        wanted = {value for v in values if (value := gold(kind, v))}
        if not wanted:
            continue
        offered = {value for _, several in answers for value in several}
        found.append((kind, bool(wanted & offered)))
    return found


def gold(kind: str, value: dict[str, str]) -> Value | None:
    if kind in ("date", "datetime", "time"):
        return (kind, value["value"]) if value.get("value", "not resolved") != "not resolved" else None
    if kind == "duration":
        return (kind, str(float(value["value"]))) if "value" in value else None
    start, end = value.get("start", ""), value.get("end", "")
    return (kind, start, end) if start or end else None


def ours(text: str, reference: datetime, language: str) -> list[Answer]:
    zone = ZoneInfo("UTC")
    tokens = tokenise(text)
    if not tokens:
        return []
    found = find_times(text, tokens, language=language, now=reference.replace(tzinfo=UTC), zone=zone)
    return [(when.text, our_values(when)) for when in found]


def our_values(when: When) -> list[Value]:
    """What we said, in the shapes of the gold standard; every shape says the same moments."""
    if when.lasts_min is not None:
        return [("duration", str(round(when.lasts_min * 60, 3)))]
    start, end = when.earliest, when.latest
    values: list[Value] = []
    if start and start == end:
        values += [("datetime", f"{start:%Y-%m-%d %H:%M:%S}"), ("time", f"{start:%H:%M:%S}")]
    if start and end and start < end:
        if end - start == timedelta(days=1) and start.time() == end.time() == datetime.min.time():
            values.append(("date", f"{start:%Y-%m-%d}"))
        values.append(("daterange", f"{start:%Y-%m-%d}", f"{end:%Y-%m-%d}"))
        if end - start > timedelta(
            days=1
        ):  # "from 4 to 7 June": the gold standard names the last day, we its end
            values.append(("daterange", f"{start:%Y-%m-%d}", f"{end - timedelta(days=1):%Y-%m-%d}"))
        values += _part_of_day(start, end)
        values.append(("timerange", f"{start:%H:%M:%S}", f"{end:%H:%M:%S}"))
        values.append(("datetimerange", f"{start:%Y-%m-%d %H:%M:%S}", f"{end:%Y-%m-%d %H:%M:%S}"))
    if (start is None) != (end is None):
        values += _open_ended(start, end)
    return values


# Hours of a part of the day: ours -> those of the gold standard.
_PARTS = {
    (6, 12): (8, 12),
    (12, 18): (12, 16),
    (17, 23): (16, 20),
    (6, 9): (8, 10),
    (9, 12): (10, 12),
    (12, 15): (12, 14),
    (15, 18): (14, 16),
    (17, 20): (16, 18),
    (20, 23): (18, 20),
    (17, 0): (20, 24),
    (18, 2): (20, 24),
    (21, 6): (20, 24),
    (11.5, 14): (11, 13),
}


def _part_of_day(start: datetime, end: datetime) -> list[Value]:
    hours = _PARTS.get((start.hour + start.minute / 60, end.hour + end.minute / 60))
    if hours is None or end - start > timedelta(hours=10):
        return []
    first, last = (f"{hours[0]:02d}:00:00", f"{hours[1]:02d}:00:00" if hours[1] < 24 else "23:59:59")
    day = f"{start:%Y-%m-%d}"
    return [("timerange", first, last), ("datetimerange", f"{day} {first}", f"{day} {last}")]


def _open_ended(start: datetime | None, end: datetime | None) -> list[Value]:
    def said(moment: datetime | None, form: str) -> str:
        return moment.strftime(form) if moment else ""

    forms = {"daterange": "%Y-%m-%d", "timerange": "%H:%M:%S", "datetimerange": "%Y-%m-%d %H:%M:%S"}
    values = [(kind, said(start, form), said(end, form)) for kind, form in forms.items()]
    said_moment = start or end
    if (
        said_moment and said_moment.time() == time()
    ):  # "after 1 January": the gold standard names that day, we its end
        day = timedelta(days=1)
        values.append(
            ("daterange", said(start and start - day, "%Y-%m-%d"), said(end and end - day, "%Y-%m-%d"))
        )
    return values


def with_dateparser(text: str, reference: datetime, language: str) -> list[Answer]:
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": reference}
    found = search_dates(text, languages=[language], settings=settings) or []
    return [(words, _moment_values(moment)) for words, moment in found]


def _moment_values(moment: datetime) -> list[Value]:
    return [
        ("date", f"{moment:%Y-%m-%d}"),
        ("time", f"{moment:%H:%M:%S}"),
        ("datetime", f"{moment:%Y-%m-%d %H:%M:%S}"),
        ("daterange", f"{moment:%Y-%m-%d}", f"{moment.date() + timedelta(days=1):%Y-%m-%d}"),
    ]


_MODELS: dict[str, Any] = {}


def with_recognizers(text: str, reference: datetime, language: str) -> list[Answer]:
    import emoji

    if not hasattr(emoji, "UNICODE_EMOJI"):  # the suite was written for emoji 1; with 2 it does not import
        emoji.UNICODE_EMOJI = emoji.EMOJI_DATA  # type: ignore[attr-defined]
    from recognizers_date_time import DateTimeRecognizer
    from recognizers_text import Culture

    culture = getattr(Culture, CULTURES[language])
    if language not in _MODELS:
        _MODELS[language] = DateTimeRecognizer(culture).get_datetime_model(
            culture, fallback_to_default_culture=True
        )
    found = _MODELS[language].parse(text, reference)
    return [(result.text, _recognized(result)) for result in found]


def _recognized(result: Any) -> list[Value]:
    values = []
    for value in (result.resolution or {}).get("values", []):
        kind = value.get("type", "")
        if kind in TYPES and (found := gold(kind, value)):
            values.append(found)
    return values
