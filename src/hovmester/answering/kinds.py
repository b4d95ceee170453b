"""What a message can be, in words."""

from collections.abc import Mapping
from typing import Final

from hovmester.answering.telling import _

KINDS: Final[Mapping[str, str]] = {
    "wish": _("wish"),
    "complaint": _("complaint"),
    "praise": _("praise"),
    "question": _("question"),
    "thanks": _("thanks"),
    "change": _("change"),
    "cancel": _("cancellation"),
}
