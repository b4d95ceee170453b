"""Which promises have ended and how they came out; the correction of later odds that is learnt from them.

Kept and missed are told apart by `window`. A promise that was called off says nothing of our odds as long as it stood
well; called off when it would have come late, it counts as missed. docs/decisions/0015 says why.
"""

from datetime import timedelta
from typing import Final

from django.core.cache import cache
from django.db.models import Count, Max, Q, QuerySet, Sum

from hovmester.answering.reliability import Reliability, groups, learn
from hovmester.house.promises.models import Promise

MOST_PROMISES: Final = 400  # the newest; older ones speak of laws and people of then
KEPT_S: Final = 24 * 3600

STOOD_WELL: Final = 0.5  # called off at such odds or better
KEPT: Final = Q(state=Promise.State.KEPT)
CALLED_OFF_LATE: Final = Q(state=Promise.State.CANCELLED, p_now__lt=STOOD_WELL)
MISSED: Final = Q(state=Promise.State.MISSED) | CALLED_OFF_LATE
ENDED: Final = KEPT | MISSED
# Nobody knows how it would have ended.
CALLED_OFF: Final = Q(state=Promise.State.CANCELLED, p_now__gte=STOOD_WELL)


def ended() -> QuerySet[Promise]:
    """Those that tell how good our odds are, the newest first."""
    return Promise.objects.filter(ENDED).order_by("-deadline", "-pk")


def reliability() -> Reliability:
    """How the promises that ended came out, for the next answer. Learnt anew when another has ended."""
    seen = ended().aggregate(n=Count("pk"), odds=Sum("p_raw"), last=Max("deadline"))
    if not seen["n"]:
        return learn((), ())
    key = f"reliability/groups:{seen['n']}:{seen['odds']}:{seen['last'].isoformat()}"
    found: Reliability | None = cache.get(key)
    if found is None:
        rows = ended().values_list("p_raw", "state", "hangs_on", "deadline", "given_at")[:MOST_PROMISES]
        found = learn(
            [p for p, *_ in rows],
            [state == Promise.State.KEPT for _, state, *_ in rows],
            [groups(kind, (deadline - given) / timedelta(minutes=1)) for *_, kind, deadline, given in rows],
        )
        cache.set(key, found, KEPT_S)
    return found
