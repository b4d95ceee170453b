"""What goes wrong in the house, in one shape.

HouseError              code, message, field
├── people.errors       who may not, which link is spent
├── promises.errors     what a wish or a promise does not allow
└── hearing.errors      what cannot be taken in
"""

from typing import ClassVar


class HouseError(Exception):
    """One thing that cannot be done. `code` is for machines, `message` one translated sentence for a person.

    The message says what happened, with which value, and what to do next. `field` names the input at fault.
    """

    code: ClassVar[str] = "house"

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def as_json(self) -> dict[str, str]:
        shape = {"code": self.code, "message": self.message}
        return shape | ({"field": self.field} if self.field else {})
