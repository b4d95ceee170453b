"""The locking protocol of scarce things: portions, people, places at the stove. docs/decisions/0010 says why.

Who gives a permission
  1. reads the page of the book, then reckons the answer (slow, without any lock);
  2. begins a transaction and turns that page: whoever finds it turned already reckons again;
  3. changes the wish from open to promised, compare-and-set;
  4. takes the portions, compare-and-set, dishes in the order of their keys;
  5. writes promise, steps, entries and outbox, and commits.
Who only gives back (a cancelled promise) changes the promise first, then the portions, in the order of their keys.
Nobody takes these locks in another order, so nobody waits in a circle.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import F

from hovmester.house.premises.models import Dish
from hovmester.house.promises.errors import SoldOut
from hovmester.house.promises.models import Book, Step
from hovmester.housefile.model import StepKind


def page() -> int:
    book, _ = Book.objects.get_or_create(id=1)
    return book.page


def turn(page: int) -> bool:
    """Whether nobody turned this page since; holds the book until the transaction ends."""
    return bool(Book.objects.filter(id=1, page=page).update(page=F("page") + 1))


def hold() -> None:
    """Turn whatever page is open and hold the book; for the one who was overtaken too often."""
    Book.objects.get_or_create(id=1)
    Book.objects.filter(id=1).update(page=F("page") + 1)


def portions(steps: Iterable[Step]) -> Counter[str]:
    """How many portions of each dish these steps take: made once, however often packed and carried."""
    taken: Counter[str] = Counter()
    for step in steps:
        if step.kind == StepKind.MAKE and step.dish:
            taken[step.dish] += step.qty
    return taken


def take(portions: Mapping[str, int]) -> None:
    """Raises SoldOut where fewer are left. Dishes nobody counts are always there."""
    for key, qty in sorted(portions.items()):
        dish = Dish.objects.filter(key=key).first()
        if dish is None or dish.stock is None:
            continue
        left = Dish.objects.filter(key=key, stock__gte=qty)
        if not left.update(stock=F("stock") - qty):
            raise SoldOut(str(dish))


def give_back(portions: Mapping[str, int]) -> None:
    for key, qty in sorted(portions.items()):
        Dish.objects.filter(key=key, stock__isnull=False).update(stock=F("stock") + qty)
