"""What a wish or a promise does not allow.

HouseError
└── PromisesError
    ├── NotYours           deciding is for whoever may say yes to something
    ├── AlreadyDecided     somebody else was first
    ├── Refused            permission cannot be given now
    │   ├── NoPlan         there is no way to do it as things stand
    │   ├── BelowFloor     the house does not promise at these odds
    │   ├── TooLate        the last moment for a yes has passed
    │   ├── OverLimit      more than this person may say yes to; the next one up was asked
    │   └── SoldOut        the last portion went to another promise
    ├── NotAnswered        a wish declined before its odds were looked at
    ├── WordsMissing       a reason or a question without words
    ├── TooLong            more words than anybody reads
    ├── NotNow             a step or promise is not in a state for this
    ├── NotYoursToMove     a plan is changed by whoever may say yes to the promise
    ├── PlanOvertaken      another plan that no longer holds
    └── PhotoRefused       not a photo, or too large a one
"""

from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hovmester.answering import saying
from hovmester.house.ledger.errors import HouseError
from hovmester.house.people.models import Person


class PromisesError(HouseError):
    code: ClassVar[str] = "promises"


class NotYours(PromisesError):
    code = "not-yours"

    def __init__(self) -> None:
        super().__init__(_("You may not say yes or no to a wish. Ask the head waiter."))


class AlreadyDecided(PromisesError):
    """`state` is what became of it, in the reader's language; `who` decided, where it was a person."""

    code = "already-decided"

    def __init__(self, *, state: str, who: str) -> None:
        self.state, self.who = state, who
        super().__init__(
            _("%(who)s was first: this wish is %(state)s.") % {"who": who, "state": state}
            if who
            else _("This wish is already %(state)s.") % {"state": state}
        )


class Refused(PromisesError):
    code = "refused"


class NoPlan(Refused):
    code = "no-plan"

    def __init__(self, because: str) -> None:
        self.because = because
        super().__init__(
            _("We cannot promise this: %(because)s. See what would make it possible.") % {"because": because}
            if because
            else _("We cannot promise this yet: ask the guest for what is missing.")
        )


class BelowFloor(Refused):
    code = "below-floor"

    def __init__(self, *, p: float, floor: float) -> None:
        self.p, self.floor = p, floor
        super().__init__(
            _("The odds are now %(p)s, and the house does not promise below %(floor)s. See what would help.")
            % {"p": saying.per_cent(p), "floor": saying.per_cent(floor)}
        )


class TooLate(Refused):
    code = "too-late"

    def __init__(self, *, decide_by: datetime, zone: str, now: datetime) -> None:
        self.decide_by = decide_by
        at = saying.clock(decide_by, zone, now=now, language=get_language() or "en")
        super().__init__(
            _("The last moment to say yes was %(at)s. Offer the guest a later time.") % {"at": at}
        )


class OverLimit(Refused):
    """`asked` is the one asked instead; None where nobody may say yes to so much."""

    code = "over-limit"

    def __init__(self, *, amount: Decimal, currency: str, asked: Person | None) -> None:
        self.amount, self.asked = amount, asked
        cost = saying.money(amount, currency, get_language() or "en")
        super().__init__(
            _("%(cost)s is more than you may say yes to. %(who)s has been asked.")
            % {"cost": cost, "who": asked.name}
            if asked
            else _("%(cost)s is more than anybody here may say yes to. Ask the owner to raise a limit.")
            % {"cost": cost}
        )


class SoldOut(Refused):
    code = "sold-out"

    def __init__(self, dish: str) -> None:
        self.dish = dish
        super().__init__(
            _("The last %(dish)s went to another promise. See what may be offered instead.") % {"dish": dish}
        )


class NotAnswered(PromisesError):
    code = "not-answered"

    def __init__(self) -> None:
        super().__init__(
            _("Nobody has looked at the odds of this wish yet. Look at them first, then decide.")
        )


class WordsMissing(PromisesError):
    code = "words-missing"

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message, field=field)


class TooLong(PromisesError):
    """`got` and `most` are characters."""

    code = "too-long"

    def __init__(self, *, got: int, most: int) -> None:
        self.got, self.most = got, most
        super().__init__(
            _("A wish may have %(most)d characters, got %(got)d. Write down the part that matters.")
            % {"most": most, "got": got},
            field="text",
        )


class NotNow(PromisesError):
    """`state` is the one it is in, in the reader's language."""

    code = "not-now"

    def __init__(self, *, what: str, state: str) -> None:
        self.state = state
        super().__init__(
            _("“%(what)s” is already %(state)s. Look at the page again.") % {"what": what, "state": state}
        )


class NotYoursToMove(PromisesError):
    code = "not-yours-to-move"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This promise costs more than you may say yes to, so its plan is not yours. Ask the head waiter."
            )
        )


class PlanOvertaken(PromisesError):
    code = "plan-overtaken"

    def __init__(self) -> None:
        super().__init__(
            _("Something has changed since: this plan no longer holds. Nothing was moved; look again.")
        )


class PhotoRefused(PromisesError):
    code = "photo-refused"

    def __init__(self, message: str) -> None:
        super().__init__(message, field="photo")
