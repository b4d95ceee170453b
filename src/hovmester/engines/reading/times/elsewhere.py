"""Times said by what stands elsewhere in the message: "the day before", "that evening", "same time on Friday".

The words are a language's own (`RELDAY`, `RELPART`, `RELWDAY`, `SAMETIME`); here is which of the message's times they
mean. Those that name their day themselves ("the day before Christmas") are read by rules alone.

Not here: times of other messages ("same as last week").
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from hovmester.engines.reading.model import When
from hovmester.engines.reading.times.chart import Builder, Edge
from hovmester.engines.reading.times.values import Clock, Context, Days, Part, one_day
from hovmester.engines.reading.times.words import Lexicon
from hovmester.engines.reading.tokens import Token

_CATEGORIES = ("RELDAY", "RELPART", "RELWDAY", "SAMETIME", "EVENT")
Phrase = tuple[
    tuple[str, ...], str, Any
]  # words, category and what the lexicon says of them (see chart.Edge.value)


class Referred(NamedTuple):
    """What words that refer mean: an edge over `n_words` tokens."""

    category: str
    value: Any  # see chart.Edge.value
    n_words: int


def referring(table: Lexicon) -> dict[str, list[Phrase]]:
    """The phrases that refer to another time, and events they may run into, by their first word, longest first."""
    found: dict[str, list[Phrase]] = {}
    for words, meanings in table.items():
        for category, value in meanings:
            if category in _CATEGORIES:
                found.setdefault(words[0], []).append((words, category, value))
    for phrases in found.values():
        phrases.sort(key=lambda phrase: -len(phrase[0]))
    return found


def referred(
    tokens: Sequence[Token], phrases: Mapping[str, list[Phrase]], whens: Sequence[When], now: datetime
) -> dict[int, Referred]:
    """For each phrase that refers to one of `whens`, by the offset of its first word, what it means there."""
    found: dict[int, Referred] = {}
    lows = [token.low for token in tokens]
    for index, low in enumerate(lows):
        for words, category, value in phrases.get(low, ()):
            if category == "EVENT" or tuple(lows[index : index + len(words)]) != words:
                continue
            start, end = tokens[index].start, tokens[index + len(words) - 1].end
            others = [when for when in whens if when.end <= start or when.start >= end]
            meaning = _meaning(category, value, start, others, now)
            if meaning is not None:
                last = index + len(words) - 1
                found[start] = Referred(*meaning, last + _event_at(lows, last, phrases) - index)
            break
    return found


def _event_at(lows: Sequence[str], at: int, phrases: Mapping[str, list[Phrase]]) -> int:
    """Of "the night before our flight" the flight is no time of its own: how many tokens it takes from `at` on."""
    events = (words for words, category, _ in phrases.get(lows[at], ()) if category == "EVENT")
    return next((len(words) for words in events if tuple(lows[at : at + len(words)]) == words), 1)


def _meaning(
    category: str, value: Any, at: int, whens: Sequence[When], now: datetime
) -> tuple[str, Any] | None:
    if category == "SAMETIME":
        before = [
            moment for when in whens if when.end <= at and (moment := _clock_of(when)) and moment != now
        ]
        if not before:
            return None
        return "CLOCK", Clock(before[-1].hour, before[-1].minute, sure=False)
    day = _anchor(whens, at, now)
    if day is None:
        return None
    if category == "RELDAY":
        return "DAY", one_day(day + timedelta(days=value))
    if category == "RELWDAY":
        return "DAY", one_day(day + timedelta(days=(value - day.weekday() + 3) % 7 - 3))
    offset, part = value
    return "TONIGHT", ((day - now.date()).days + offset, part)


def _anchor(whens: Sequence[When], at: int, now: datetime) -> date | None:
    """The day last named before the words, else the first behind them."""
    days = [(when.start, day) for when in whens if (day := _day_of(when, now))]
    before = [day for start, day in days if start < at]
    return before[-1] if before else next((day for _, day in days), None)


def _day_of(when: When, now: datetime) -> date | None:
    moment = when.earliest or when.latest
    if moment is None or moment == now or when.event == "answer":
        return None
    if when.earliest is None and moment.time() == time():
        return moment.date() - timedelta(days=1)  # a deadline at the end of a day
    return moment.date()


def _clock_of(when: When) -> datetime | None:
    moment = when.earliest or when.latest
    is_day = when.kind == "window" and moment is not None and moment.time() == time()
    return None if is_day or when.event == "answer" else moment


def beside(_: Context, offset: int, day: Days) -> Days | None:
    """ "the day before Christmas"."""
    return one_day(day.start + timedelta(days=offset)) if day.grain == "day" else None


def part_beside(context: Context, meaning: tuple[int, Part], day: Days) -> tuple[int, Part] | None:
    """ "the evening before Christmas"."""
    if day.grain != "day":
        return None
    return (day.start - context.today).days + meaning[0], meaning[1]


ELSEWHERE_RULES: list[tuple[str, str, Builder]] = [
    ("RELDAY DAY", "DAY", beside),
    ("RELPART DAY", "TONIGHT", part_beside),
]


def edges_of(tokens: Sequence[Token], meant: Mapping[int, Referred]) -> Iterable[Edge]:
    """The phrases of `meant` that stand in the tokens."""
    for index, token in enumerate(tokens):
        said = meant.get(token.start)
        if said and index + said.n_words <= len(tokens):
            yield Edge(said.category, index, index + said.n_words, said.value)
