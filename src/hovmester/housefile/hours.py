"""Weekly hours as people write them, both ways: "mon-thu,sun 16:00-23:00".

Not here: dates, and minutes that really pass (a clock change is reckoned where moments are).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from itertools import groupby, pairwise

from .model import WEEKDAYS, Opening

WEEK_MIN = 7 * 24 * 60
_LINE = re.compile(r"\s*([a-z,\s-]+?)\s+(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})\s*$")


def read_hours(text: str) -> tuple[Opening, ...]:
    """One line of weekly hours; raises ValueError saying which part does not fit."""
    if not (parts := _LINE.match(text.lower())):
        raise ValueError(text)
    start, until = _time(parts[2]), _time(parts[3])
    return tuple(Opening(weekday=day, start=start, until=until) for day in _days(parts[1]))


def write_hours(openings: Sequence[Opening]) -> list[str]:
    """As few lines as possible; `read_hours` of them gives the same openings in the same order."""
    return [
        f"{','.join(_write_days(*days) for days in runs)} {start:%H:%M}-{until:%H:%M}"
        for runs, start, until in day_runs(openings)
    ]


def day_runs(openings: Sequence[Opening]) -> Iterator[tuple[list[tuple[int, int]], time, time]]:
    """What follows each other at the same times: its days as (first, last) of WEEKDAYS, from when, until when."""
    for (start, until), alike in groupby(openings, key=lambda o: (o.start, o.until)):
        yield _runs([WEEKDAYS.index(opening.weekday) for opening in alike]), start, until


def covers(weekday: str, start: time, until: time, local: datetime) -> bool:
    """Whether this stretch of the week holds `local`, on the clock of the place. Past midnight it began yesterday."""
    today, yesterday = WEEKDAYS[local.weekday()], WEEKDAYS[local.weekday() - 1]
    at = local.time()
    if start < until:
        return weekday == today and start <= at < until
    return (weekday == today and at >= start) or (weekday == yesterday and at < until)


def stretches(openings: Iterable[Opening]) -> list[tuple[int, int]]:
    """Minutes of the week from Monday midnight, sorted; what crosses Sunday midnight is cut in two."""
    found = []
    for opening in openings:
        start = WEEKDAYS.index(opening.weekday) * 1440 + _minutes(opening.start)
        length = (_minutes(opening.until) - _minutes(opening.start)) % 1440 or 1440
        end = start + length
        found.append((start, min(end, WEEK_MIN)))
        if end > WEEK_MIN:
            found.append((0, end - WEEK_MIN))
    return sorted(found)


def overlap(openings: Sequence[Opening]) -> tuple[Opening, Opening] | None:
    """Two that share a minute, or None."""
    ordered = sorted(
        (start, end, index) for index, one in enumerate(openings) for start, end in stretches([one])
    )
    for earlier, later in pairwise(ordered):
        if later[0] < earlier[1]:
            return openings[earlier[2]], openings[later[2]]
    return None


def outside(inner: Opening, outer: Iterable[Opening]) -> bool:
    """Whether some minute of `inner` lies in none of `outer`."""
    covered = _joined(stretches(outer))
    return any(
        not any(low <= start and end <= high for low, high in covered) for start, end in stretches([inner])
    )


def _joined(ordered: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in ordered:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _days(text: str) -> list[str]:
    days: list[str] = []
    for part in text.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        begin, end = WEEKDAYS.index(first), WEEKDAYS.index(last or first)
        days += [WEEKDAYS[i % 7] for i in range(begin, end + 1 if end >= begin else end + 8)]
    return days


def _runs(days: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and day == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _write_days(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"


def _time(text: str) -> time:
    hour, minute = text.split(":")
    return time(0, 0) if (hour, minute) == ("24", "00") else time(int(hour), int(minute))


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
