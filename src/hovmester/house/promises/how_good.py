"""How good our promises were: told odds held against what came of them, by what was told, kind of wish and horizon.

Not here: how it is drawn and worded (web), the correction of later odds (`reliability`).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

from hovmester.answering.reliability import AHEAD_MIN, horizon
from hovmester.house.promises.models import HangsOn, Promise
from hovmester.house.promises.reliability import CALLED_OFF, ENDED, STOOD_WELL

TOLD_PERCENT: Final = (0, 50, 80, 90, 93, 96, 98, 100)


class How(StrEnum):
    """How a promise ended. All but `CALLED_OFF` tell something of our odds."""

    KEPT = "kept"
    LATE = "late"
    EARLY = "early"
    NEVER = "never"  # never handed over, or never reported
    CALLED_OFF_LATE = "called-off-late"
    CALLED_OFF = "called-off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One promise that has ended. Odds in [0, 1]."""

    pk: int
    told: float
    hangs_on: str
    ahead_min: float
    how: How

    @property
    def is_kept(self) -> bool:
        return self.how is How.KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Promises that have something in common; `by` and `key` are how an address names it: ?told=93-96."""

    by: str
    key: str
    holds: Callable[[Past], bool]


def past() -> list[Past]:
    """Every promise that has ended, the called off among them, the newest first."""
    rows = (
        Promise.objects.filter(ENDED | CALLED_OFF)
        .order_by("-deadline", "-pk")
        .values_list(
            "pk", "p_when_given", "hangs_on", "given_at", "deadline",
            "state", "p_now", "handed_over_at", "earliest",
        )
    )  # fmt: skip
    return [
        Past(
            pk=pk,
            told=told,
            hangs_on=hangs_on,
            ahead_min=(deadline - given_at) / timedelta(minutes=1),
            how=_how(state, p_now, handed_over_at, earliest),
        )
        for pk, told, hangs_on, given_at, deadline, state, p_now, handed_over_at, earliest in rows
    ]


def _how(state: str, p_now: float, handed_over_at: datetime | None, earliest: datetime | None) -> How:
    if state == Promise.State.KEPT:
        return How.KEPT
    if state == Promise.State.CANCELLED:
        return How.CALLED_OFF if p_now >= STOOD_WELL else How.CALLED_OFF_LATE
    if handed_over_at is None:
        return How.NEVER
    return How.EARLY if earliest is not None and handed_over_at < earliest else How.LATE


def told_groups() -> list[Group]:
    return [_told(low, high) for low, high in pairwise(TOLD_PERCENT)]


def kind_groups() -> list[Group]:
    return [_kind(kind) for kind in (*HangsOn.values, "")]


def ahead_groups() -> list[Group]:
    return [_ahead(low) for low in AHEAD_MIN[:-1]]


def how_groups() -> list[Group]:
    return [_ended(how) for how in How]


def group(by: str, key: str) -> Group | None:
    """The group an address names; None where there is no such group."""
    every = [*told_groups(), *kind_groups(), *ahead_groups(), *how_groups()]
    return next((one for one in every if (one.by, one.key) == (by, key)), None)


def those(group: Group, promises: Iterable[Past]) -> list[Past]:
    """Of those that tell something of our odds; the called off only where they are asked for."""
    return [
        one for one in promises if group.holds(one) and (group.by == "how" or one.how is not How.CALLED_OFF)
    ]


def _told(low: int, high: int) -> Group:
    def holds(one: Past) -> bool:
        return low <= 100 * one.told < high or (high == 100 and one.told == 1)

    return Group(by="told", key=f"{low}-{high}", holds=holds)


def _ended(how: How) -> Group:
    return Group(by="how", key=how, holds=lambda one: one.how is how)


def _kind(kind: str) -> Group:
    return Group(by="kind", key=kind or "not-kept", holds=lambda one: one.hangs_on == kind)


def _ahead(low: float) -> Group:
    key = horizon(low)
    return Group(by="ahead", key=key, holds=lambda one: horizon(one.ahead_min) == key)
