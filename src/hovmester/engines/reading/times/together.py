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
DAYS_BACK = 3  # times before a clock among which its day is looked for
_ALSO = word_set("and & + , en og och und et y plus also ook også")
Find = Callable[[Sequence[Token]], tuple[When, ...]]


def joined(
    tokens: Sequence[Token], whens: tuple[When, ...], *, find: Find, now: datetime
) -> tuple[When, ...]:
    """Where two times, said side by side, are one, both mean that one. A time that is past stays what it was."""
    placed = [when for when in whens if _moment(when) and when.event != "answer"]
    if len(placed) != 2 or any(moment < now for when in placed if (moment := _moment(when))):
        return whens
    if each_day(tokens, whens) != whens:
        return whens
    if not _near(tokens, placed[0], placed[1]):
        return whens
    whole = as_one(tokens_of(tokens, placed[0]) + tokens_of(tokens, placed[1]), find)
    moment = _moment(whole) if whole else None
    if moment and not all(_holds(when, moment) for when in placed if _is_a_day(when)):
        return whens  # of "the evening before, we fly on the 30th" neither is on the other
    return tuple(_meaning(when, whole) if whole and when in placed else when for when in whens)


def corrected(tokens: Sequence[Token], taken_back: When, instead: When, *, find: Find) -> When:
    """What is said instead keeps the day or event of what it replaces: "tomorrow at 7, no, 9 pm"."""
    return carried(tokens_of(tokens, taken_back), instead, find=find, tokens=tokens, at=_moment(taken_back))


def carried(
    words: list[Token], instead: When, *, find: Find, tokens: Sequence[Token], at: datetime | None = None
) -> When:
    """`instead`, with the day or event that `words` named. `at`: the moment they meant, which lies on that day."""
    for cut in range(len(words), 0, -1):
        for part in (words[:cut], words[cut:]):
            kept = as_one(part, find) if part else None
            if kept is None or kept.kind not in ("window", "event") or (at and not _holds(kept, at)):
                continue
            ordered = sorted(part + tokens_of(tokens, instead), key=lambda token: token.start)
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
        kept.append(when)
        for place in range(len(kept) - 2, max(-1, len(kept) - 2 - DAYS_BACK), -1):
            before = kept[place]
            moment = _moment(before)
            if moment is None or moment <= now or not _names_hours(when) or not _near(tokens, before, when):
                break
            placed = carried(tokens_of(tokens, before), when, find=find, tokens=tokens, at=moment)
            if (placed.earliest, placed.latest) != (when.earliest, when.latest):
                kept[-1] = _half_nearest(tokens, placed, moment)
                if _is_a_day(before) and placed.event is None:
                    kept[place] = _meaning(before, kept[-1])
                break
    return each_day(tokens, tuple(kept))


def each_day(tokens: Sequence[Token], whens: tuple[When, ...]) -> tuple[When, ...]:
    """ "Friday and Saturday at 12.45" names one hour of two days."""
    found = list(whens)
    for place in range(len(found) - 2, -1, -1):
        day, other = found[place], found[place + 1]
        between = {token.low for token in tokens if day.end <= token.start < other.start}
        if not between or not between <= _ALSO or not _names_hours(other) or other.earliest is None:
            continue
        if day.kind == "window" and day.earliest and _takes_the_hour(day, other):
            back = other.earliest.date() - day.earliest.date()  # of the calendar: the clock shows the same
            latest = other.latest - back if other.latest else None
            found[place] = replace(day, kind=other.kind, earliest=other.earliest - back, latest=latest)
    return tuple(found)


def _takes_the_hour(day: When, other: When) -> bool:
    """A whole day, or a part of one ("lunch Friday") into which the hour of the other falls."""
    if _is_a_day(day) or day.earliest is None or day.latest is None or other.earliest is None:
        return _is_a_day(day)
    moment = other.earliest - (other.earliest.date() - day.earliest.date())
    return day.earliest <= moment <= day.latest and day.latest - day.earliest < timedelta(hours=12)


def _is_a_day(when: When) -> bool:
    return (
        when.kind == "window"
        and when.earliest is not None
        and when.latest == when.earliest + timedelta(days=1)
    )


def _names_hours(when: When) -> bool:
    """A clock, a deadline or hours of a day: what needs a day, and is none itself."""
    if when.event is not None or when.kind not in ("point", "deadline", "window"):
        return False
    if when.earliest is None or when.latest is None:
        return when.earliest is not None or when.latest is not None
    return when.latest - when.earliest < timedelta(hours=23)


def _holds(days: When, moment: datetime) -> bool:
    """Whether the moment lies on the day that is named; the end of a day still does."""
    if days.earliest is None or days.latest is None:
        return True
    return days.earliest <= moment <= days.latest


def _half_nearest(tokens: Sequence[Token], when: When, moment: datetime) -> When:
    """Of the two halves of the day the one nearer to `moment`, where the words leave it open."""
    said = [token.low for token in tokens_of(tokens, when)]
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
    return not any(ends) or (sum(ends) == 1 and first.kind == "window" and _names_hours(second))


def as_one(words: list[Token], find: Find) -> When | None:
    """The one time that all the words say together."""
    found = find(words)
    covers = len(found) == 1 and (found[0].start, found[0].end) == (words[0].start, words[-1].end)
    return found[0] if covers and found[0].kind != "duration" else None


def tokens_of(tokens: Sequence[Token], when: When) -> list[Token]:
    """The tokens of a time."""
    return [token for token in tokens if when.start <= token.start < when.end]


def _meaning(said: When, whole: When) -> When:
    return replace(said, kind=whole.kind, earliest=whole.earliest, latest=whole.latest, event=whole.event)


def _moment(when: When) -> datetime | None:
    return when.latest or when.earliest
