"""Times of one message that belong together though other words stand between: "tomorrow to Newark at 8 pm"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hovmester.engines.reading.model import When
from hovmester.engines.reading.tokens import Token, word_set

_SENTENCE_ENDS = frozenset(".!?;")
_HALVES = word_set(
    "pm p am a avond avonds middag middags vanavond kveld kvelden ettermiddag evening afternoon night tonight"
)
Find = Callable[[Sequence[Token]], tuple[When, ...]]


def joined(
    tokens: Sequence[Token], whens: tuple[When, ...], *, find: Find, now: datetime
) -> tuple[When, ...]:
    """Where two times, said side by side, are one, both mean that one. A time that is past stays what it was."""
    placed = [when for when in whens if _moment(when) and when.event != "answer"]
    if len(placed) != 2 or any(moment < now for when in placed if (moment := _moment(when))):
        return whens
    if not _near(tokens, placed[0], placed[1]):
        return whens
    whole = as_one(_of(tokens, placed[0]) + _of(tokens, placed[1]), find)
    return tuple(_meaning(when, whole) if whole and when in placed else when for when in whens)


def corrected(tokens: Sequence[Token], taken_back: When, instead: When, *, find: Find) -> When:
    """What is said instead keeps the day or event of what it replaces: "tomorrow at 7, no, 9 pm"."""
    return carried(_of(tokens, taken_back), instead, find=find, tokens=tokens)


def carried(words: list[Token], instead: When, *, find: Find, tokens: Sequence[Token]) -> When:
    """`instead`, with the day or event that `words` named."""
    for cut in range(len(words), 0, -1):
        for part in (words[:cut], words[cut:]):
            kept = as_one(part, find) if part else None
            if kept is None or kept.kind not in ("window", "event"):
                continue
            ordered = sorted(part + _of(tokens, instead), key=lambda token: token.start)
            whole = as_one(ordered, find)
            if whole:
                return _meaning(instead, whole)
    return instead


def same_day(
    tokens: Sequence[Token], whens: tuple[When, ...], *, find: Find, now: datetime
) -> tuple[When, ...]:
    """A clock without a day, behind a time with one, is of that day: "Monday we meet at 9, coffee at 8:50 please"."""
    kept: list[When] = []
    for when in whens:
        before = kept[-1] if kept else None
        moment = _moment(before) if before else None
        if before and moment and moment > now and when.kind == "point" and _near(tokens, before, when):
            placed = carried(_of(tokens, before), when, find=find, tokens=tokens)
            is_moved = placed.earliest != when.earliest
            kept.append(_half_nearest(tokens, placed, moment) if is_moved else when)
        else:
            kept.append(when)
    return tuple(kept)


def _half_nearest(tokens: Sequence[Token], when: When, moment: datetime) -> When:
    """Of the two halves of the day the one nearer to `moment`, where the words leave it open."""
    said = [token.low for token in _of(tokens, when)]
    if when.earliest is None or when.earliest != when.latest or when.earliest.hour < 13:
        return when
    if any(low in _HALVES or low == str(when.earliest.hour) for low in said):
        return when
    other = when.earliest - timedelta(hours=12)
    if abs(other - moment) < abs(when.earliest - moment):
        return replace(when, earliest=other, latest=other)
    return when


def _near(tokens: Sequence[Token], first: When, second: When) -> bool:
    """In one sentence, or a clock that begins the next: "tomorrow? At 8 pm" – but not "at 8 pm. Tomorrow we leave"."""
    between = [token.low for token in tokens if first.end <= token.start < second.start]
    ends = [low in _SENTENCE_ENDS for low in between]
    return not any(ends) or (sum(ends) == 1 and first.kind == "window" and second.kind == "point")


def as_one(words: list[Token], find: Find) -> When | None:
    """The one time that all the words say together."""
    found = find(words)
    covers = len(found) == 1 and (found[0].start, found[0].end) == (words[0].start, words[-1].end)
    return found[0] if covers and found[0].kind != "duration" else None


def _of(tokens: Sequence[Token], when: When) -> list[Token]:
    return [token for token in tokens if when.start <= token.start < when.end]


def _meaning(said: When, whole: When) -> When:
    return replace(said, kind=whole.kind, earliest=whole.earliest, latest=whole.latest, event=whole.event)


def _moment(when: When) -> datetime | None:
    return when.latest or when.earliest
