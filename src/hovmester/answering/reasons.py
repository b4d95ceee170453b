"""The engine's constraints as sentences: why it is late, or why it cannot be."""

from collections.abc import Callable

from hovmester.answering.saying import per_cent
from hovmester.answering.telling import Telling, _
from hovmester.engines.promising.model import Answer, Because, Constraint, Facts


def because(reason: Because, telling: Telling) -> str:
    """One sentence for `reason`; a share of the ways it fails is told where it is not all of them."""
    sentence = SENTENCES[reason.constraint](reason.facts, telling)
    if 0 < reason.share < 1:
        ways = telling.say(_("%(p)s of the ways it fails"), p=per_cent(reason.share))
        return f"{sentence} ({ways})"
    return sentence


def _make(facts: Facts, t: Telling) -> str:
    return t.say(
        _("making the %(item)s takes %(time)s"), item=t.names.of(facts.item), time=t.lasting(facts.minutes)
    )


def _station(facts: Facts, t: Telling) -> str:
    text = _("no place is free at the %(station)s for %(time)s")
    return t.say(text, station=t.names.of(facts.station), time=t.lasting(facts.minutes))


def _courier(facts: Facts, t: Telling) -> str:
    return t.say(_("everybody who drives is out for another %(time)s"), time=t.lasting(facts.minutes))


def _drive(facts: Facts, t: Telling) -> str:
    km = round((facts.distance_m or 0) / 1000)
    return t.say(_("the drive of %(km)d km takes %(time)s"), km=km, time=t.lasting(facts.minutes))


def _find(facts: Facts, t: Telling) -> str:
    return t.say(_("finding the guest takes %(time)s"), time=t.lasting(facts.minutes))


def _fresh(facts: Facts, t: Telling) -> str:
    text = _("the %(item)s is good for %(time)s only")
    return t.say(text, item=t.names.of(facts.item), time=t.lasting(facts.minutes))


def _guest(facts: Facts, t: Telling) -> str:
    return t.say(
        _("nobody knows exactly when the guest is there, and waits %(time)s"), time=t.lasting(facts.minutes)
    )


def _time(facts: Facts, t: Telling) -> str:
    return t.say(_("it takes %(time)s longer than there is, all together"), time=t.lasting(facts.minutes))


def _nothing(facts: Facts, t: Telling) -> str:
    return t.say(_("the wish names nothing we could bring"))


def _unknown_item(facts: Facts, t: Telling) -> str:
    return t.say(_("we do not have “%(item)s”"), item=facts.item)


def _stock(facts: Facts, t: Telling) -> str:
    text = _("%(qty)d × %(item)s wished, %(left)d left")
    return t.say(text, qty=facts.qty or 0, item=t.names.of(facts.item), left=facts.left or 0)


def _no_time(facts: Facts, t: Telling) -> str:
    return t.say(_("we do not know when"))


def _past(facts: Facts, t: Telling) -> str:
    return t.say(_("%(at)s is already past"), at=t.clock(facts.at))


def _not_coming(facts: Facts, t: Telling) -> str:
    return t.say(_("the flight is not coming"))


def _reach(facts: Facts, t: Telling) -> str:
    text = _("it is %(km)d km away; we go as far as %(reach)d km")
    return t.say(text, km=round((facts.distance_m or 0) / 1000), reach=round((facts.reach_m or 0) / 1000))


def _hours(facts: Facts, t: Telling) -> str:
    if facts.closes is not None:
        return t.say(_("the kitchen is open until %(at)s"), at=t.clock(facts.closes))
    if facts.opens is not None:
        return t.say(_("the kitchen is closed until %(at)s"), at=t.clock(facts.opens))
    return t.say(_("the kitchen is closed then"))


def _skill(facts: Facts, t: Telling) -> str:
    return t.say(_("nobody on shift can work the %(station)s"), station=t.names.of(facts.station))


def _no_station(facts: Facts, t: Telling) -> str:
    return t.say(_("there is no station to make the %(item)s"), item=t.names.of(facts.item))


def _no_driver(facts: Facts, t: Telling) -> str:
    return t.say(_("nobody who drives is on shift then"))


def _shift(facts: Facts, t: Telling) -> str:
    text = _("%(who)s would be back %(time)s after the end of the shift")
    return t.say(text, who=t.names.of(facts.worker), time=t.lasting(facts.minutes))


def _no_vehicle(facts: Facts, t: Telling) -> str:
    return t.say(_("every vehicle is out"))


def _harm(facts: Facts, t: Telling) -> str:
    text = _("it would push “%(promise)s” from %(before)s to %(after)s")
    before, after = per_cent(facts.p_before or 0), per_cent(facts.p_after or 0)
    return t.say(text, promise=t.names.of(facts.promise), before=before, after=after)


def _not_known(facts: Facts, t: Telling) -> str:
    text = _("we do not know the kitchen at %(site)s well enough yet to tell odds (seen %(n)d times)")
    return t.say(text, site=t.names.of(facts.site), n=facts.n or 0)


def undecided_sentence(found: Answer, t: Telling) -> str:
    """Why a guess at the odds is neither a yes nor a no."""
    text = _(
        "from the times stated for the kitchen at %(site)s the odds may be %(low)s or %(high)s, and we promise from "
        "%(floor)s on"
    )
    low, high, floor = (per_cent(p) for p in (found.p_low or 0, found.p_high or 1, found.floor))
    return t.say(text, site=t.names.of(found.site), low=low, high=high, floor=floor)


SENTENCES: dict[Constraint, Callable[[Facts, Telling], str]] = {
    Constraint.MAKE: _make,
    Constraint.STATION: _station,
    Constraint.COURIER: _courier,
    Constraint.DRIVE: _drive,
    Constraint.FIND: _find,
    Constraint.FRESH: _fresh,
    Constraint.GUEST: _guest,
    Constraint.TIME: _time,
    Constraint.NOTHING: _nothing,
    Constraint.UNKNOWN_ITEM: _unknown_item,
    Constraint.STOCK: _stock,
    Constraint.NO_TIME: _no_time,
    Constraint.PAST: _past,
    Constraint.NOT_COMING: _not_coming,
    Constraint.REACH: _reach,
    Constraint.HOURS: _hours,
    Constraint.SKILL: _skill,
    Constraint.NO_STATION: _no_station,
    Constraint.NO_DRIVER: _no_driver,
    Constraint.SHIFT: _shift,
    Constraint.NO_VEHICLE: _no_vehicle,
    Constraint.HARM: _harm,
    Constraint.NOT_KNOWN: _not_known,
}
