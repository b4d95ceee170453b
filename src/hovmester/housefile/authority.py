"""How far somebody's yes reaches: one rule for a house file and for the tables of a running house."""

from decimal import Decimal


def limit(own: Decimal | None, *, role_has_line: bool, of_role: Decimal | None) -> Decimal | None:
    """Somebody's own limit, else that of the role. None is without limit; a role without a line reaches nowhere."""
    if own is not None:
        return own
    return of_role if role_has_line else Decimal(0)


def reaches(limit: Decimal | None, amount: Decimal) -> bool:
    """Somebody who was granted nothing may not say yes even to what costs nothing."""
    return limit is None or (limit > 0 and amount <= limit)
