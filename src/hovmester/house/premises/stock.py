"""Counting portions. Taking one for a promise is the promise's own doing (promises)."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from hovmester.house.ledger.record import record
from hovmester.house.premises.errors import StockMoved
from hovmester.house.premises.models import Dish

if TYPE_CHECKING:
    from hovmester.house.people.models import Person


def count_stock(*, dish: Dish, portions: int | None, was: int | None, by: "Person", now: datetime) -> None:
    """Write down that `portions` are left (None: nobody counts); raises StockMoved where it was not `was` any more."""
    with transaction.atomic():
        if not Dish.objects.filter(pk=dish.pk, stock=was).update(stock=portions):
            raise StockMoved(dish.name_in("en"), Dish.objects.get(pk=dish.pk).stock)
        record(verb="counted-stock", subject=dish, at=now, by=by, stock=portions, was=was)
    dish.stock = portions
