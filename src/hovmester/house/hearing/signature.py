"""Who speaks through a webhook: an HMAC-SHA256 over the moment and the bytes of the request.

Hovmester-Channel:    the key of the channel
Hovmester-Timestamp:  seconds since 1970, in the time of the world (never of a simulated house)
Hovmester-Signature:  v1= and the HMAC-SHA256, in hex, of "<timestamp>.<body>" with the channel's secret
"""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from typing import Final

from django.utils.translation import gettext as _

from hovmester.house.hearing.errors import NotSigned

WINDOW: Final = timedelta(minutes=5)  # how far the sender's clock may be from ours, either way
SIGNATURE = re.compile(r"v1=([0-9a-f]{64})")
TIMESTAMP = re.compile(r"[0-9]{1,12}")


def sign(body: bytes, *, secret: str, at: datetime) -> tuple[str, str]:
    """The values of Hovmester-Timestamp and Hovmester-Signature."""
    timestamp = str(int(at.timestamp()))
    return timestamp, f"v1={_digest(body, secret=secret, timestamp=timestamp)}"


def verify(body: bytes, *, secret: str, timestamp: str, signature: str, now: datetime) -> None:
    """Raises NotSigned, naming the header at fault. `now` is the time of the world."""
    if not TIMESTAMP.fullmatch(timestamp):
        raise NotSigned(
            _("The time of signing is missing or not a number of seconds since 1970."),
            field="Hovmester-Timestamp",
        )
    away = abs(now - datetime.fromtimestamp(int(timestamp), UTC)) if len(timestamp) < 12 else timedelta.max
    if away > WINDOW:
        raise NotSigned(
            _("Signed at %(got)s, which is more than %(window)d minutes from now. Set the sender's clock.")
            % {"got": timestamp, "window": WINDOW.total_seconds() // 60},
            field="Hovmester-Timestamp",
        )
    given = SIGNATURE.fullmatch(signature)
    wanted = _digest(body, secret=secret, timestamp=timestamp)
    if not secret or not given or not hmac.compare_digest(given.group(1), wanted):
        raise NotSigned(
            _("The signature does not fit this body, this time and this channel's secret."),
            field="Hovmester-Signature",
        )


def _digest(body: bytes, *, secret: str, timestamp: str) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
