"""What a line is like between two operations: when the places of a station, or a worker or vehicle, are free again."""

from dataclasses import dataclass

import numpy as np

from hovmester.engines.promising.draws import Vector
from hovmester.engines.promising.model import Point


@dataclass(frozen=True, slots=True)
class Free:
    """When a worker or vehicle is free (samples,), and where."""

    when: Vector
    at: Point | None  # None: at the site it belongs to

    def is_as(self, other: "Free") -> bool:
        """Whether both are free at the same time and place: those who were out on one trip."""
        return self.when is other.when and self.at == other.at


@dataclass(frozen=True, slots=True)
class Places:
    """A station with `of` places. `busy`: until when those are taken (samples,) each.

    In no order while there is room, so that a place is taken at the cost of a reference; once somebody has had to wait,
    `in_order`: the first row is when the first place is free in each sample, and so on.
    """

    of: int
    busy: tuple[Vector, ...] = ()
    latest: tuple[float, ...] = ()  # of each row, its last sample
    in_order: bool = True

    def not_before(self, ready: Vector | float, taken: int) -> Vector | float:
        """When so many places are free together."""
        waits_for = taken - 1 - (self.of - len(self.busy))
        return ready if waits_for < 0 else np.maximum(ready, self.rows()[waits_for])

    def rows(self) -> tuple[Vector, ...]:
        """The busy places in the order in which they are free, sample by sample."""
        if self.in_order or len(self.busy) <= 1:
            return self.busy
        rows: tuple[Vector, ...] = ()
        for row in self.busy:
            rows = _with(rows, row, 1)
        return rows

    def taken(self, taken: int, finish: Vector, since: float) -> "Places":
        """With so many of the first free places taken until `finish`.

        Places free in every sample before `since` hold up nobody any more: later work is planned later.
        """
        spare = self.of - len(self.busy)
        if taken <= spare:
            stay = [(row, last) for row, last in zip(self.busy, self.latest, strict=True) if last >= since]
            last = float(finish.max())
            rows = (*(row for row, _ in stay), *(finish,) * taken)
            return Places(self.of, rows, (*(last for _, last in stay), *(last,) * taken), len(rows) == 1)
        rows = _with(self.rows()[taken - spare :], finish, taken)
        latest = tuple(float(row.max()) for row in rows)
        first = next((k for k, last in enumerate(latest) if last >= since), len(rows))
        return Places(self.of, rows[first:], latest[first:])

    def same_as(self, other: "Places") -> bool:
        if self.latest != other.latest and sorted(self.latest) != sorted(other.latest):
            return False
        return all(
            mine is theirs or np.array_equal(mine, theirs)
            for mine, theirs in zip(self.rows(), other.rows(), strict=True)
        )


def _with(rows: tuple[Vector, ...], finish: Vector, taken: int) -> tuple[Vector, ...]:
    """Rows in order with `finish` put in so many times: a network of comparisons, row by row."""
    for _ in range(taken):
        put: list[Vector] = []
        late = finish
        for row in rows:
            put.append(np.minimum(row, late))
            late = np.maximum(row, late)
        rows = (*put, late)
    return rows
