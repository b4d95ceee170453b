"""Times of one message that belong together though other words stand between: "tomorrow to Newark at 8 pm"."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from hovmester.engines.reading.model import When
from hovmester.engines.reading.tokens import Token

_SENTENCE_ENDS = frozenset(".!?;")
Find = Callable[[Sequence[Token]], tuple[When, ...]]


def joined(
    tokens: Sequence[Token], whens: tuple[When, ...], *, find: Find, now: datetime
) -> tuple[When, ...]:
    """Where two times, said side by side, are one, both mean that one. A time that is past stays what it was."""
    placed = [when for when in whens if _moment(when)]
    if len(placed) != 2 or any(moment < now for when in placed if (moment := _moment(when))):
        return whens
    if not _near(tokens, placed[0], placed[1]):
        return whens
    whole = _as_one(_of(tokens, placed[0]) + _of(tokens, placed[1]), find)
    return tuple(_meaning(when, whole) if whole and when in placed else when for when in whens)


def corrected(tokens: Sequence[Token], taken_back: When, instead: When, *, find: Find) -> When:
    """What is said instead keeps the day or event of what it replaces: "tomorrow at 7, no, 9 pm"."""
    words = _of(tokens, taken_back)
    for cut in range(len(words) - 1, 0, -1):
        for part in (words[:cut], words[cut:]):
            kept = _as_one(part, find)
            if kept is None or kept.kind not in ("window", "event"):
                continue
            ordered = sorted(part + _of(tokens, instead), key=lambda token: token.start)
            whole = _as_one(ordered, find)
            if whole:
                return _meaning(instead, whole)
    return instead


def _near(tokens: Sequence[Token], first: When, second: When) -> bool:
    """In one sentence, or a clock that begins the next: "tomorrow? At 8 pm" – but not "at 8 pm. Tomorrow we leave"."""
    between = [token.low for token in tokens if first.end <= token.start < second.start]
    ends = [low in _SENTENCE_ENDS for low in between]
    return not any(ends) or (ends[-1] and sum(ends) == 1 and first.kind == "window")


def _as_one(words: list[Token], find: Find) -> When | None:
    found = find(words)
    covers = len(found) == 1 and (found[0].start, found[0].end) == (words[0].start, words[-1].end)
    return found[0] if covers and found[0].kind != "duration" else None


def _of(tokens: Sequence[Token], when: When) -> list[Token]:
    return [token for token in tokens if when.start <= token.start < when.end]


def _meaning(said: When, whole: When) -> When:
    return replace(said, kind=whole.kind, earliest=whole.earliest, latest=whole.latest, event=whole.event)


def _moment(when: When) -> datetime | None:
    return when.latest or when.earliest
