"""What cannot be taken in or done with a message.

HouseError                 code, message, field                         HTTP
└── HearingError
    ├── NotAccepted        one item or request that cannot be read      400
    │   └── TooLarge       more than a channel may send at once         413
    ├── NotSigned          signature, timestamp or window is wrong      401
    ├── UnknownChannel     no such way in                               404
    ├── AlreadyDealtWith   somebody else was first                      409
    └── OddsNotSeen        a wish set aside before its odds were seen   409
"""

from typing import ClassVar

from django.utils.translation import gettext as _

from hovmester.house.ledger.errors import HouseError


class HearingError(HouseError):
    code: ClassVar[str] = "hearing"


class NotAccepted(HearingError):
    code = "malformed"


class TooLarge(NotAccepted):
    code = "too-large"


class NotSigned(HearingError):
    code = "bad-signature"


class UnknownChannel(HearingError):
    code = "unknown-channel"

    def __init__(self, key: str) -> None:
        super().__init__(
            _("There is no channel “%(key)s” here. Check its key on the Channels page.") % {"key": key[:64]},
            field="Hovmester-Channel",
        )


class AlreadyDealtWith(HearingError):
    code = "already-dealt-with"

    def __init__(self, state: str) -> None:
        super().__init__(
            _("Somebody was first: this message is already marked “%(state)s”.") % {"state": state}
        )


class OddsNotSeen(HearingError):
    code = "odds-not-seen"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This reads as a wish. Make it a wish and look at its odds; there it can be declined or let go."
            )
        )
