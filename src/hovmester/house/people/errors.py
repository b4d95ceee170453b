"""What goes wrong with people.

HouseError
└── PeopleError
    ├── LinkSpent         a sign-in link that was used, has expired, or was never given
    └── TooManyAttempts   wrong passwords or links, too often in a while
"""

from datetime import timedelta
from typing import ClassVar

from django.utils.translation import gettext as _

from hovmester.house.ledger.errors import HouseError


class PeopleError(HouseError):
    code: ClassVar[str] = "people"


class LinkSpent(PeopleError):
    code = "link-spent"

    def __init__(self) -> None:
        super().__init__(
            _("This link was used already or is too old. Ask for a new one, or sign in with your password.")
        )


class TooManyAttempts(PeopleError):
    code = "too-many-attempts"

    def __init__(self, wait: timedelta) -> None:
        super().__init__(
            _("Too many tries. Wait %(minutes)d minutes and try again.")
            % {"minutes": round(wait.total_seconds() / 60)}
        )
