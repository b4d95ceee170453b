"""The form with which staff say what a message really means: what it asks, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hovmester.answering.kinds import KINDS
from hovmester.house.hearing.correcting import ROLES, Missed, span_name
from hovmester.house.hearing.models import READS_AS, Message
from hovmester.house.premises.models import Dish, Place

WRONG: Final = "no"  # the answer that strikes a span out
ROLE_WORDS: Final = {"what": _("WHAT"), "where": _("WHERE"), "when": _("WHEN"), "flight": _("FLIGHT")}
NOT_THAT: Final = {
    "what": _("not wished for"),
    "where": _("not where to bring it"),
    "when": _("not a time that counts"),
    "flight": _("not a flight"),
}
Choice = tuple[str, str, bool]  # value, word, whether it is chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One span as it was read, and what may be said of it."""

    name: str
    role: str
    words: str
    choices: list[Choice]


def asked_kinds(message: Message, said: QueryDict | None) -> list[Choice]:
    """Every kind, ticked where it was read so, or where it is ticked in `said`."""
    kinds: Mapping[str, float] = (message.reading or {}).get("kinds", {})
    ticked = said.getlist("kind") if said is not None else [k for k, p in kinds.items() if p >= READS_AS]
    return [(key, gettext(word), key in ticked) for key, word in KINDS.items()]


def asked_spans(message: Message, said: QueryDict | None, language: str) -> list[Asked]:
    keys = {"what": _keys(Dish, language), "where": _keys(Place, language)}
    return [
        _asked(
            role, span, said.get(span_name(role, span), "") if said is not None else "", keys.get(role, {})
        )
        for role in ROLES
        for span in (message.reading or {}).get(role) or ()
    ]


def asked_missed(said: QueryDict | None, language: str) -> list[tuple[str, list[Choice]]]:
    """What words may mean that were read as nothing: dishes, then places."""
    chosen = said.get("meaning", "") if said is not None else ""
    groups = [
        (gettext("Dishes"), {f"what:{key}": name for key, name in _keys(Dish, language).items()}),
        (gettext("Places"), {f"where:{key}": name for key, name in _keys(Place, language).items()}),
    ]
    return [
        (word, [(value, name, value == chosen) for value, name in group.items()]) for word, group in groups
    ]


def answered(said: QueryDict) -> dict[str, Any]:  # Any: arguments of `correct`
    """What the form says, as `correct` takes it."""
    spans = {name: value for name, value in said.items() if name.partition("-")[0] in ROLES and value}
    words, (role, _colon, key) = str(said.get("words", "")), str(said.get("meaning", "")).partition(":")
    return {
        "kinds": said.getlist("kind"),
        "struck": [name for name, value in spans.items() if value == WRONG],
        "means": {
            name: str(value).removeprefix("=") for name, value in spans.items() if str(value).startswith("=")
        },
        "missed": [Missed(words=words, role=role, key=key)] if words.strip() or key else [],
    }


def _asked(role: str, span: Mapping[str, Any], chosen: str, keys: Mapping[str, str]) -> Asked:  # Any: JSON
    read_as = span.get("item") or span.get("place") or span.get("iata") or span.get("code") or ""
    right = gettext("right: %(what)s") % {"what": keys.get(read_as, read_as)} if read_as else gettext("right")
    others = [(f"={key}", gettext("means: %(what)s") % {"what": name}) for key, name in keys.items()]
    offered = [
        ("", right),
        (WRONG, str(NOT_THAT[role])),
        *(other for other in others if other[0] != f"={read_as}"),
    ]
    return Asked(
        name=span_name(role, span),
        role=str(ROLE_WORDS[role]),
        words=span["text"],
        choices=[(value, word, value == chosen) for value, word in offered],
    )


def _keys(model: type[Dish] | type[Place], language: str) -> dict[str, str]:
    return {row.key: row.name_in(language) for row in model._default_manager.filter(is_active=True)}
