"""How numbers are said: odds as "9 in 10", money with its sign, clock times in the zone of the place.

One place for pages, command line and texts; `look.md`'s rule is: the round figure large, the exact one small beside it.
"""

from copy import copy
from datetime import datetime
from decimal import Decimal
from math import ceil
from zoneinfo import ZoneInfo

from babel import Locale
from babel.numbers import format_currency

from hovmester.answering.words import words

LOCALES = {"en": "en_GB", "nl": "nl_NL", "nb": "nb_NO"}
# What people say aloud, from certain to hopeless; a probability is said as the nearest of these.
SAID = ((99, 100), (49, 50), (19, 20), *((k, 10) for k in range(9, 0, -1)), (1, 20), (1, 100))


def odds(p: float, language: str) -> str:
    """ "9 in 10" for .91. Never "certain": the nearest fraction that people say aloud."""
    said, of = min(SAID, key=lambda fraction: abs(fraction[0] / fraction[1] - p))
    return words(language).gettext("%(said)d in %(of)d") % {"said": said, "of": of}


def per_cent(p: float) -> str:
    """ "91 %": rounded, but never to 0 or 100, which would be a claim nobody can keep."""
    return f"{min(99, max(1, round(100 * p)))} %"


def money(amount: Decimal, currency: str, language: str, *, round_up: bool = False) -> str:
    """ "€ 84.00", or "€ 84" with `round_up`, where cents would only tire the eye."""
    locale = LOCALES.get(language, "en_GB")
    if not round_up:
        return format_currency(amount, currency, locale=locale)
    whole = copy(Locale.parse(locale).currency_formats["standard"])
    whole.frac_prec = (0, 0)
    said: str = whole.apply(ceil(amount), locale, currency=currency, currency_digits=False)
    return said


def clock(moment: datetime, zone: str, *, now: datetime | None = None, language: str = "en") -> str:
    """ "17:22" at the place; with `now`, another day is named: "Fri 4 Mar 17:22"."""
    said = moment.astimezone(ZoneInfo(zone)).strftime("%H:%M")
    day = "" if now is None else other_day(moment, zone, now=now, language=language)
    return f"{day} {said}" if day else said


def other_day(moment: datetime, zone: str, *, now: datetime, language: str) -> str:
    """ "Fri 4 Mar" at the place, or nothing where that is the day of `now`."""
    there = moment.astimezone(ZoneInfo(zone)).date()
    if there == now.astimezone(ZoneInfo(zone)).date():
        return ""
    from babel.dates import format_date  # slow to import, and seldom needed

    return str(format_date(there, "EEE d MMM", locale=LOCALES.get(language, "en_GB")))


def lasting(minutes: float, language: str) -> str:
    """ "14 min", "2 h 10"."""
    whole = max(0, round(minutes))
    if whole < 60:
        return words(language).gettext("%d min") % whole
    return words(language).gettext("%(hours)d h %(minutes)02d") % {
        "hours": whole // 60,
        "minutes": whole % 60,
    }
