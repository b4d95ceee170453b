"""Turns the word tables of a language into the lexicon the chart parser reads."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from hovmester.engines.reading.times.values import Part
from hovmester.engines.reading.tokens import bare, words_of

Lexicon = dict[tuple[str, ...], list[tuple[str, Any]]]
Tables = Mapping[str, Mapping[str, Any] | Sequence[str] | str]

MORNING = Part(6, 12)
NOON_HOURS = Part(11.5, 14)
AFTERNOON = Part(12, 18)
EVENING = Part(17, 23)
TONIGHT = Part(17, 24)
DAYTIME = Part(8, 18)
NIGHT = Part(21, 30)
LATE_EVENING = Part(18, 26)  # "Friday night": dinner and what follows


def lexicon(tables: Tables) -> Lexicon:
    """`{"MON": {"january jan": 1}, "_AT": "at @"}`; words of one meaning stand together, `_` joins a phrase.

    A word is known without its accents as well, unless "=" stands before it.
    """
    found: Lexicon = defaultdict(list)
    for category, table in tables.items():
        if isinstance(table, str):
            for word in table.split():
                _add(found, word, category, None)
        elif isinstance(table, Mapping):
            for words, value in table.items():
                for word in words.split():
                    _add(found, word, category, value)
                    if category == "MON" and len(word) <= 4:  # "Dec. 31"
                        _add(found, f"{word}_.", category, value)
    return dict(found)


def _add(found: Lexicon, word: str, category: str, value: Any) -> None:  # Any: see Edge.value
    phrase = word.lstrip("=").replace("_", " ")
    loose = len(phrase) > 3 and not word.startswith("=")  # "før" is not "for", nor "vóór" "voor"
    for form in {phrase, bare(phrase) if loose else phrase}:
        entry = (category, value)
        if entry not in found[words_of(form)]:
            found[words_of(form)].append(entry)


def weekday_parts(days: str, parts: Mapping[str, Part]) -> dict[str, tuple[int, Part]]:
    """Weekday and part of the day in one word: "vrijdagavond"."""
    return {
        day + ending: (index, part)
        for index, day in enumerate(days.split())
        for endings, part in parts.items()
        for ending in endings.split()
    }


def numbers(ones: str, tens: str, *, joined: str) -> dict[str, int]:
    """0–19 from `ones`, the tens from 20 on, and what lies between: "{tens}-{ones}" or "{ones}en{tens}"."""
    small = ones.split()
    found = {word: value for value, words in enumerate(small) for word in words.split("/")}
    for index, words in enumerate(tens.split()):
        for ten in words.split("/"):
            found[ten] = 20 + 10 * index
            for value in range(1, 10):
                for one in small[value].split("/"):
                    found[joined.format(tens=ten, ones=one)] = 20 + 10 * index + value
    return found
