"""`python -m bench.reading kinds|aspects|times|spans|fields|speed [FILE] [--language L]`; results: bench/results/."""

import argparse
import csv
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parents[1] / "results"
DATA = Path(os.environ.get("HOVMESTER_DATA", Path(__file__).parents[3] / "shared" / "data"))
MOST = 3000  # messages of one set


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=list(_MEASURES))
    parser.add_argument(
        "file", nargs="?", type=Path, help="another file of the same format instead of the usual sets"
    )
    parser.add_argument("--language", default="en", help="of that file")
    parser.add_argument(
        "--most",
        type=int,
        default=MOST,
        help="messages (of aspects: sentences) of one set to read",
    )
    arguments = parser.parse_args()
    if arguments.file is None and arguments.what != "fields" and not DATA.exists():
        parser.exit(1, f"no data at {DATA}: set HOVMESTER_DATA, or name a file\n")
    rows = _MEASURES[arguments.what](arguments)
    _show(rows)
    name = f"reading_{arguments.what}" + (f"_{arguments.file.stem}" if arguments.file else "")
    _write(RESULTS / f"{name}.csv", rows)


def _kinds(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    from bench.reading import kinds

    if arguments.file:
        return _named(arguments.file.stem, kinds.measure(kinds.from_lines(arguments.file)[: arguments.most]))
    intent = DATA / "intent"
    suggestions = kinds.suggestions(intent / "suggestions_train.csv", arguments.most)
    complaints = kinds.complaints(intent / "complaint_tweets.csv", arguments.most)
    return [
        *_named("suggestions 2019 9A", kinds.measure(suggestions, ["wish"])),
        *_named("complaint tweets", kinds.measure(complaints, ["complaint"])),
    ]


def _aspects(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    from bench.reading import aspects

    absa = DATA / "absa"
    if arguments.file and arguments.file.suffix == ".json":
        return [_norwegian(arguments.file, arguments.most)]
    files = (
        {arguments.language: arguments.file}
        if arguments.file
        else {language: absa / f"semeval16_{language}_train.xml" for language in aspects.BEST_2016}
    )
    rows = []
    for language, path in files.items():
        print(f"{path.name}: the shipped reader, then the bench models", file=sys.stderr)
        train = absa / f"semeval16_{language}_train.xml"
        rows.append(aspects.measure(path, language, train, arguments.most))
    if not arguments.file:
        rows.append(_norwegian(absa / "norec_fine_nb_dev.json", arguments.most))
    return rows


def _norwegian(path: Path, most: int) -> dict[str, Any]:
    from bench.reading import norwegian

    train = DATA / "absa" / "norec_fine_nb_train.json"
    if not train.exists():
        sys.exit(f"the bench model learns from {train}, which is not there: set HOVMESTER_DATA")
    print(
        f"{path.name}: the encoder reads the train part twice, some minutes the first time", file=sys.stderr
    )
    figures = norwegian.measure(train, path, most)
    return {"set": path.stem, **{name: round(value, 3) for name, value in figures.items()}}


def _times(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    from bench.reading import times

    if arguments.file:
        return times.measure(arguments.file, arguments.language)
    return [
        row
        for name in ("english", "dutch")
        for row in times.measure(DATA / "time" / f"recognizers_{name}.json", times.NAMES[name])
    ]


def _spans(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    from bench.reading import spans

    return spans.measure(arguments.file or DATA / "intent" / "nlupp_hotels")


def _fields(arguments: argparse.Namespace) -> list[dict[str, Any]]:
    from bench.reading import fields

    return fields.measure(arguments.file or fields.FILES)


def _speed(_: argparse.Namespace) -> list[dict[str, Any]]:
    from bench.reading import speed

    return speed.measure(DATA)


_MEASURES = {
    "kinds": _kinds,
    "aspects": _aspects,
    "times": _times,
    "spans": _spans,
    "fields": _fields,
    "speed": _speed,
}


def _named(name: str, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"set": name, **row} for row in rows]


def _show(rows: Sequence[dict[str, Any]]) -> None:
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items() if value is not None))


def _write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    names = list(dict.fromkeys(name for row in rows for name in row))
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, names)
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
