"""How urgent a message is and until when, with the words that say so.

"now": somebody waits, or says so ("asap", "we are still waiting"). "today" and "later": there is a moment still to
come by which it must be seen to – until when an answer is wanted, else the first time the message names. "no hurry":
said so.

Not here: until when the house must decide (`promising`), whether it is late.
"""

import re
from collections.abc import Mapping, Sequence, Set
from datetime import datetime, timedelta

from hovmester.engines.reading.hanging import ANSWER
from hovmester.engines.reading.model import Urgency, When
from hovmester.engines.reading.tokens import folded, word_set

NOW, TODAY, LATER, NO_HURRY = "now", "today", "later", "no hurry"
ASKING = 0.3  # from this probability on of any of these kinds, somebody waits for something
_ASKS = ("wish", "question", "change", "cancel", "complaint")
_IS_CONTENT = ("praise", "thanks")

# On small letters: looking for either case takes `re` five times as long.
_HURRY = re.compile(
    r"\b(?:a\.?s\.?a\.?p\b|urgent(?:ly)?|emergency|immediately|right (?:now|away)|straight ?away|at once|hurry(?: up)?|"
    r"quick(?:ly)?,? (?:please|pls)|snel (?:een beetje|graag|aub)|een beetje (?:snel|vlug)|"
    r"litt (?:fort|kjapt|raskt)|fort er du snill|ambulance|this (?:very )?(?:second|minute)|"
    r"(?:met )?spoed|dringend|onmiddellijk|meteen|z\.?s\.?m\b|zo (?:snel|spoedig|gauw) mogelijk|nu direct|direct graag|"
    r"haast je|noodgeval|haster|hastesak|omgående|umiddelbart|med (?:en|ein) gang|så (?:fort|snart|raskt) som mulig|"
    r"øyeblikkelig|akutt|fort takk|straks takk|med det samme|hurtigst muligt|genast|omedelbart|brådskande|"
    r"så (?:fort|snart) som möjligt|sofort|eilig|so schnell wie möglich|dringlich|tout de suite|immédiatement|"
    r"dès que possible|d'urgence|urgente?|cuanto antes|inmediatamente|ya mismo|lo antes posible)\b",
)
# Somebody waits while writing; who tells that they waited does not.
_WAITING = re.compile(
    r"\b(?:(?:i|we)(?:'ve| have| ve)?(?: all)? been (?:sat |sitting |stood )?(?:here )?waiting|still waiting|"
    r"(?:i'm|we're|i am|we are) (?:still )?(?:sat |sitting |stood )?(?:here )?waiting|"
    r"still (?:not|no|nothing|nobody|haven't)|"
    r"(?:where|wheres|where's) (?:is )?(?:my|our)|and nothing|nothing yet|hasn't (?:arrived|come)|"
    r"(?:zitten|sta|staan|zit|wacht|wachten) (?:nu )?(?:al|nog)\b|nog (?:steeds )?(?:niets|niks|niet(?: er)?|geen)|"
    r"waar blijft|waar is (?:mijn|onze|m'n)|zitten .{0,40} te wachten|"
    r"(?:nå har (?:vi|jeg)|har (?:vi|jeg) nå) vent(?:a|et)|venter (?:fortsatt|ennå|fremdeles|enda)|"
    r"fortsatt ikke|ennå ikke|hvor blir|hvor er (?:maten|bestillingen|pakken)|ingenting (?:ennå|enda)|"
    r"warten (?:immer )?noch|immer noch (?:nicht|nichts|kein\w*)|väntar fortfarande|venter stadig|attendons toujours|"
    r"toujours (?:pas|rien)|seguimos esperando|todavía (?:no|nada))\b",
)
_NO_HURRY = re.compile(
    r"\b(?:no (?:rush|hurry)|not urgent|whenever (?:you (?:can|have time)|suits)|take your time|in no hurry|"
    r"when you get a chance|"
    r"geen (?:haast|spoed)|niet dringend|op je gemak|wanneer het uitkomt|heeft geen haast|"
    r"(?:ingen|ikke noe|ikkje noko) (?:hast|hastverk|stress)|haster ikke|når det passer|ta (?:den|det) tiden?|"
    r"keine eile|eilt nicht|nicht dringend|det haster ikke|ingen brådska|pas (?:pressé|urgent)|sin prisa|"
    r"no corre prisa)\b",
)
_RIGHT_NOW = 60.0  # seconds: a time so near to the moment of writing is now


# Most texts have none of the words that may speak of hurry or waiting, and end here.
_MAY_SPEAK = word_set(
    "asap urgent urgently emergency immediately right straight straightaway once hurry rush quick quickly "
    "ambulance minute second spoed dringend dringende onmiddellijk meteen z zsm spoedig gauw direct haast "
    "noodgeval snel vlug haster hastesak omgående umiddelbart gang raskt øyeblikkelig akutt fort kjapt straks "
    "samme hurtigst genast snart omedelbart brådskande sofort eilig schnell dringlich suite immédiatement "
    "possible d'urgence urgente cuanto antes inmediatamente mismo waiting still where where's wheres nothing "
    "hasn't zit zitten sta staan wacht wachten nog waar ventet venta venter fortsatt ennå hvor ingenting warten "
    "immer väntar stadig attendons toujours esperando todavía whenever chance time geen gemak uitkomt hast "
    "hastverk stress passer tiden tid eile eilt brådska pressé prisa suits"
)


def urgency_of(
    text: str,
    said: Set[str],
    whens: Sequence[When],
    kinds: Mapping[str, float],
    *,
    now: datetime,
) -> Urgency | None:
    """None where nobody waits for anything, or nothing says until when.

    `text`: with everything that is not new blanked out; `said`: its words in small letters.
    `now` is an aware moment; `until` is in the zone of the place.
    """
    asks = max(kinds.get(kind, 0.0) for kind in _ASKS)
    is_content = asks < ASKING and any(kinds.get(kind, 0.0) >= ASKING for kind in _IS_CONTENT)
    if is_content or (not whens and _MAY_SPEAK.isdisjoint(said)):
        return None
    low = folded(text)
    calm = _NO_HURRY.search(low)
    hurry = None if calm else _HURRY.search(low)
    if hurry:
        return _said(text, *hurry.span(), NOW)
    if not calm and asks >= ASKING and (waits := _WAITING.search(low)):
        return _said(text, *waits.span(), NOW)
    for when in whens:
        if not calm and when.event is None and when.earliest and _is_now(when, now):
            return _said(text, when.start, when.end, NOW)
    due = _due(whens, now)
    if due is None:
        return _said(text, *calm.span(), NO_HURRY) if calm else None
    when, until = due
    midnight = _end_of_day(now.astimezone(until.tzinfo))
    how = TODAY if until < midnight or (until == midnight and until == when.latest) else LATER
    return Urgency(text=text[when.start : when.end], start=when.start, end=when.end, how=how, until=until)


def _due(whens: Sequence[When], now: datetime) -> tuple[When, datetime] | None:
    """The moment it must be seen to: that of the answer wanted, else the first one named that is still to come."""
    answers = [when for when in whens if when.event == ANSWER]
    moments = [(when, until) for when in answers or whens if (until := _until(when, now))]
    return min(moments, key=lambda found: found[1], default=None)


def _until(when: When, now: datetime) -> datetime | None:
    """A window that has not begun begins; one that has, ends."""
    moments = (when.latest,) if when.kind == "deadline" else (when.earliest, when.latest)
    return next((moment for moment in moments if moment and moment > now), None)


def _is_now(when: When, now: datetime) -> bool:
    started = when.earliest is not None and abs((when.earliest - now).total_seconds()) < _RIGHT_NOW
    return started and when.kind != "deadline" and when.latest in (None, when.earliest)


def _end_of_day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _said(text: str, start: int, end: int, how: str) -> Urgency:
    return Urgency(text=text[start:end], start=start, end=end, how=how)
