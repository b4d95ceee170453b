"""How often one address may send the wish form: enough for a full dining room on one network, too few for a program.

Counted in the memory of each web process, without writing an address down; a restart forgets it.
"""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

WINDOW: Final = timedelta(minutes=10)
KNOCKS_MOST: Final = 20


def too_often(request: HttpRequest) -> bool:
    """Counts this knock, too."""
    key = "knock:" + salted_hmac("hovmester.hearing.knocking", _address(request)).hexdigest()
    cache.add(key, 0, timeout=WINDOW.total_seconds())
    try:
        return cache.incr(key) > KNOCKS_MOST
    except ValueError:  # it ran out between the two lines
        return False


def _address(request: HttpRequest) -> str:
    """Behind a proxy that we were told to trust, the address it names last is the one it saw."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if settings.SECURE_PROXY_SSL_HEADER and forwarded:
        return forwarded.rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
