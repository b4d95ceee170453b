"""One row that is due, for one worker alone, however many there are.

A claim pushes the row's `look_at` into the future by a lease. The look then writes the next `look_at` itself; a worker
that is killed in between leaves a row that is due again when the lease is over. A look that raises leaves it pushed
back too, so that one bad row cannot stop the queue.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from django.db import connection, models, transaction

from hovmester.house.hearing.models import Learnt
from hovmester.house.ledger.models import OutboxItem
from hovmester.house.promises.models import Promise, Step, Suggestion, Wish

LEASE: Final = timedelta(seconds=30)

Row = TypeVar("Row", Wish, Promise, Step, Suggestion, OutboxItem, Learnt)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(Generic[Row]):
    """A kind of row that time can change. `rows` joins what the look needs; `look` takes one safe step."""

    rows: Callable[[], models.QuerySet[Row]]
    look: Callable[[Row, datetime], None]

    def __call__(self, now: datetime) -> bool:
        """Look at the row due longest; whether there was one. Raises what the look raises."""
        row = claim(self.rows(), now)
        if row is None:
            return False
        self.look(row, now)
        return True


def claim(rows: models.QuerySet[Row], now: datetime) -> Row | None:
    due = rows.filter(look_at__lte=now).order_by("look_at", "pk")
    if not connection.features.has_select_for_update_skip_locked:
        return _compare_and_set(due.first(), now)
    with transaction.atomic():
        return _compare_and_set(due.select_for_update(skip_locked=True, of=("self",)).first(), now)


def _compare_and_set(row: Row | None, now: datetime) -> Row | None:
    """None too where another worker was faster: its row is no longer due."""
    if row is None:
        return None
    lease = now + LEASE
    claimed = type(row)._default_manager.filter(pk=row.pk, look_at=row.look_at).update(look_at=lease)
    row.look_at = lease
    return row if claimed else None
