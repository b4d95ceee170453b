"""Fields: messages as guests type them, and what a careful colleague understands; the exact share, field by field.

`fields/*.jsonl` says of each message its times, places, flights, items, people, what is missing and how urgent it is,
in short words: "2026-11-18T19:30" is a point, "A/B" a window, "by B" a deadline, "landing at A", "landing +30" an
event, "lasts 45" a length in minutes. A message is right in a field when all of that field is right. `?word` is an item
the house has no word for.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hovmester.engines.reading import read
from hovmester.engines.reading.model import Name, NamedPlace, Reading, Vocabulary, What, When, Where

FILES = Path(__file__).parent / "fields"
NOW = "2026-11-18T14:00"  # a Wednesday, on the clock of the house
HOUSES = {
    "en": ("America/New_York", (40.74, -74.03)),
    "nl": ("Europe/Amsterdam", (52.37, 4.9)),
    "nb": ("Europe/Oslo", (59.91, 10.75)),
    "nn": ("Europe/Oslo", (59.91, 10.75)),
}
FIELDS = ("language", "when", "where", "flight", "what", "how", "allergies", "people", "missing", "urgent")
ITEMS = {
    "porterhouse": ("porterhouse", "porterhouse steak"),
    "steak": ("steak", "biefstuk", "biff"),
    "entrecote": ("entrecôte", "ribeye"),
    "shrimp": ("shrimp cocktail", "shrimp", "garnalencocktail", "rekecocktail"),
    "fries": ("fries", "friet", "pommes frites"),
    "cake": ("birthday cake", "verjaardagstaart", "bursdagskake"),
    "salmon": ("salmon", "zalm", "laks"),
    "burger": ("burger", "hamburger"),
    "margherita": ("margherita",),
    "wine": ("red wine", "rode wijn", "rødvin"),
    "towel": ("towel", "handdoek", "håndkle"),
    "pillow": ("pillow", "kussen", "pute"),
    "cot": ("cot", "crib", "kinderbedje", "barneseng"),
    "drill": ("cordless drill", "drill", "accuboormachine", "boormachine", "drillen"),
    "bowl": ("mixing bowl", "mengkom", "bakebolle"),
    "candle": ("candle", "kaars", "stearinlys"),
    "bouquet": ("bouquet", "boeket", "bukett"),
}
PLACES = (
    NamedPlace(key="central", names=("Grand Central", "Grand Central Terminal"), lat=40.7527, lon=-73.9772),
    NamedPlace(key="opera", names=("Operaen", "operahuset"), lat=59.9075, lon=10.7531),
    NamedPlace(key="carre", names=("Carré", "theater Carré"), lat=52.3625, lon=4.904),
)


def measure(where: Path = FILES) -> list[dict[str, Any]]:
    """`where`: one file of the format, or a folder of them. A row a file: n, and the exact share of each field."""
    rows = []
    for path in [where] if where.is_file() else sorted(where.glob("*.jsonl")):
        right = dict.fromkeys(FIELDS, 0)
        whole = n = 0
        for gold, said in judged(path):
            n += 1
            for name in FIELDS:
                right[name] += gold[name] == said[name]
            whole += gold == said
        shares = {name: round(right[name] / n, 2) for name in FIELDS} if n else {}
        rows.append({"set": path.stem, "n": n, "all fields": round(whole / max(n, 1), 2), **shares})
    return rows


def judged(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What was expected and what was said, both as field -> value."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        yield expected(row), understood(heard(row), datetime.fromisoformat(row.get("now", NOW)))


def heard(row: dict[str, Any]) -> Reading:
    zone, near = HOUSES[row["language"]]
    words = Vocabulary(
        items=tuple(Name(key=key, names=names) for key, names in ITEMS.items()), places=PLACES, near=near
    )
    now = datetime.fromisoformat(row.get("now", NOW)).replace(tzinfo=ZoneInfo(zone))
    return read(row["text"], vocabulary=words, now=now, zone=zone)


def expected(row: dict[str, Any]) -> dict[str, Any]:
    what = row.get("what", [])
    return {
        "language": row["language"],
        "when": sorted(set(row.get("when", []))),
        "where": sorted(place.lower() for place in row.get("where", [])),
        "flight": sorted(row.get("flight", [])),
        "what": sorted((one["item"].lower(), one.get("qty", 1)) for one in what),
        "how": sorted(
            (one["item"].lower(), one.get("size"), *sorted(how.lower() for how in one.get("how", [])))
            for one in what
            if "how" in one or "size" in one
        ),
        "allergies": sorted(row.get("allergies", [])),
        "people": row.get("people"),
        "missing": row.get("missing", []),
        "urgent": row.get("urgent"),
    }


def understood(reading: Reading, now: datetime) -> dict[str, Any]:
    return {
        "language": reading.language,
        "when": sorted({_time(when, now) for when in reading.when}),
        "where": sorted(_place(where) for where in reading.where),
        "flight": sorted(flight.code for flight in reading.flight),
        "what": sorted((_item(what), what.qty) for what in reading.what),
        "how": sorted(
            (_item(what), what.size, *sorted(what.wishes))
            for what in reading.what
            if what.wishes or what.size
        ),
        "allergies": sorted({one for what in reading.what for one in what.allergies}),
        "people": reading.people,
        "missing": list(reading.missing),
        "urgent": _urgent(reading),
    }


def _time(when: When, now: datetime) -> str:
    start, end = _clock(when.earliest), _clock(when.latest)
    if when.kind == "deadline":
        return f"by {end}"
    if when.event:
        if when.lasts_min is not None:
            return f"{when.event} +{when.lasts_min:g}"
        return f"{when.event} at {start or end}" if start or end else when.event
    if when.lasts_min is not None:
        return f"lasts {when.lasts_min:g}"
    if start == _clock(now) and end in ("", start):
        return "now"
    return start if start == end else f"{start}/{end}"


def _clock(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}" if moment else ""


def _place(where: Where) -> str:
    return (where.place or where.iata or where.text).lower() if not where.iata else where.iata.lower()


def _item(what: What) -> str:
    return what.item or "?" + what.text.lower()


def _urgent(reading: Reading) -> str | None:
    said = reading.urgency
    if said is None:
        return None
    return said.how + (f" {_clock(said.until)}" if said.until and said.how != "now" else "")
