"""Putting something into the outbox. The worker sends it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from hovmester.house.ledger.models import OutboxItem


def put(*, kind: str, key: str, payload: Mapping[str, Any], at: datetime) -> bool:  # Any: JSON
    """Ask for one effect on the world, once per `key`: a key already there is left as it is, and False comes back.

    Raises RuntimeError outside a transaction, as `record` does and for the same reason.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{key!r} must be put into the outbox in the transaction that asks for it")
    _, made = OutboxItem.objects.get_or_create(
        key=key, defaults={"kind": kind, "payload": dict(payload), "made_at": at, "look_at": at}
    )
    return made
