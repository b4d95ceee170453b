"""The engine's changes as sentences: the least that would make it possible."""

from collections.abc import Callable

from hovmester.answering.model import IfOnly
from hovmester.answering.saying import money, odds
from hovmester.answering.telling import Telling, _
from hovmester.engines.promising import model as engine


def if_only(change: engine.IfOnly, telling: Telling, currency: str) -> IfOnly:
    """One change, or a pair, as "at 19:55 → 9 in 10 (+€18)"."""
    parts = [CHANGES[single.change](single.facts, telling) for single in change.changes]
    said = telling.say(_(" and ")).join(parts)
    extra = (
        f" (+{money(change.extra_cost, currency, telling.language, round_up=True)})"
        if change.extra_cost > 0
        else ""
    )
    return IfOnly(
        change="+".join(single.change for single in change.changes),
        p_on_time=change.p_on_time,
        extra_cost=change.extra_cost,
        text=f"{said} → {odds(change.p_on_time, telling.language)}{extra}",
    )


def _later(facts: engine.Facts, t: Telling) -> str:
    return t.say(_("%(time)s later, by %(at)s"), time=t.lasting(facts.minutes), at=t.clock(facts.at))


def _earlier_permission(facts: engine.Facts, t: Telling) -> str:
    return t.say(
        _("with a yes %(time)s earlier, by %(at)s"), time=t.lasting(facts.minutes), at=t.clock(facts.at)
    )


def _instead(facts: engine.Facts, t: Telling) -> str:
    return t.say(
        _("%(other)s instead of %(item)s"), other=t.names.of(facts.other), item=t.names.of(facts.item)
    )


def _nearer(facts: engine.Facts, t: Telling) -> str:
    return t.say(_("meet at %(place)s"), place=facts.place)


def _second_courier(facts: engine.Facts, t: Telling) -> str:
    return t.say(_("with one more driver"))


def _overtime(facts: engine.Facts, t: Telling) -> str:
    return t.say(
        _("%(who)s stays %(time)s longer"), who=t.names.of(facts.worker), time=t.lasting(facts.minutes)
    )


def _other_kitchen(facts: engine.Facts, t: Telling) -> str:
    return t.say(_("made at %(site)s"), site=t.names.of(facts.site))


def _ask(facts: engine.Facts, t: Telling) -> str:
    text = _("if “%(promise)s” may come %(time)s later")
    return t.say(text, promise=t.names.of(facts.promise), time=t.lasting(facts.minutes))


def _fewer(facts: engine.Facts, t: Telling) -> str:
    return t.say(_("only %(qty)d × %(item)s"), qty=facts.qty or 0, item=t.names.of(facts.item))


CHANGES: dict[engine.Change, Callable[[engine.Facts, Telling], str]] = {
    engine.Change.LATER: _later,
    engine.Change.EARLIER_PERMISSION: _earlier_permission,
    engine.Change.INSTEAD: _instead,
    engine.Change.NEARER: _nearer,
    engine.Change.SECOND_COURIER: _second_courier,
    engine.Change.OVERTIME: _overtime,
    engine.Change.OTHER_KITCHEN: _other_kitchen,
    engine.Change.ASK: _ask,
    engine.Change.FEWER: _fewer,
}
