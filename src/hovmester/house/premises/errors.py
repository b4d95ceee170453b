"""What goes wrong with the house itself.

HouseError
└── StockMoved    somebody took or counted portions while this count was being written down
"""

from typing import ClassVar

from django.utils.translation import gettext as _

from hovmester.house.ledger.errors import HouseError


class StockMoved(HouseError):
    code: ClassVar[str] = "stock-moved"

    def __init__(self, dish: str, stock: int | None) -> None:
        left = _("not counted") if stock is None else str(stock)
        super().__init__(
            _("%(dish)s changed meanwhile: %(left)s left now. Look again and send your count.")
            % {"dish": dish, "left": left},
            field="stock",
        )
