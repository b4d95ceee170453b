"""Who is at work at a moment, by the week's pattern on the clock of each one's site."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hovmester.house.people.models import Shift
from hovmester.housefile.hours import covers


def on_shift(now: datetime) -> set[int]:
    """The ids of the people at work at `now` and not on a break."""
    at_work: set[int] = set()
    on_break: set[int] = set()
    for shift in Shift.objects.filter(person__is_active=True).select_related("person__site"):
        if _covers(shift, now):
            (on_break if shift.is_break else at_work).add(shift.person_id)
    return at_work - on_break


def _covers(shift: Shift, now: datetime) -> bool:
    site = shift.person.site
    local = now.astimezone(ZoneInfo(site.zone)) if site else now
    return covers(shift.weekday, shift.start, shift.until, local)
