"""Letters to another program: a signed POST of JSON with its idempotency key.

Hovmester-Timestamp and Hovmester-Signature as for what comes in: v1= and the HMAC-SHA256 of "<timestamp>.<body>".
"""

import hashlib
import hmac
import http.client
import json
import time
import urllib.error
import urllib.request
from dataclasses import asdict
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from hovmester.outside.errors import Permanent, Temporary
from hovmester.outside.notify.letter import Letter

TIMEOUT_S: Final = 10
AGAIN: Final = frozenset({408, 409, 425, 429})  # refusals that pass


class WebhookSender:
    needs_address = False

    def __init__(self, url: str, secret: str = "") -> None:
        """Raises ValueError on anything but http and https."""
        if urlsplit(url).scheme not in {"http", "https"}:
            raise ValueError(f"a webhook begins with http:// or https://, got {urlsplit(url).scheme!r}")
        self._url, self._secret = url, secret

    def send(self, letter: Letter) -> None:
        body = json.dumps(asdict(letter), ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": letter.key, **self._signature(body)}
        request = urllib.request.Request(self._url, body, headers, method="POST")  # noqa: S310  see __init__
        try:
            with _no_redirects.open(request, timeout=TIMEOUT_S):
                return
        except urllib.error.HTTPError as error:
            with error:
                raise _refused(error) from error
        except (OSError, http.client.HTTPException) as error:
            raise Temporary("the receiver could not be reached") from error

    def _signature(self, body: bytes) -> dict[str, str]:
        if not self._secret:
            return {}
        timestamp = str(int(time.time()))  # the time of the world, which the receiver checks against its own
        digest = hmac.new(self._secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        return {"Hovmester-Timestamp": timestamp, "Hovmester-Signature": f"v1={digest}"}


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A letter goes where the house was told to send it, and nowhere else."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_no_redirects = urllib.request.build_opener(_NoRedirects)


def _refused(error: urllib.error.HTTPError) -> Permanent | Temporary:
    if error.code < 500 and error.code not in AGAIN:
        return Permanent(f"the receiver answered {error.code}")
    wait = error.headers.get("Retry-After", "")
    delay = timedelta(seconds=min(int(wait), 3600)) if wait.isdigit() else None
    return Temporary(f"the receiver answered {error.code}", delay=delay)
