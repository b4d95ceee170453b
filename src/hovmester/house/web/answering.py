"""What a wish page says of the answer as it was stored (`CanWe.as_json`), in words and small drawings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hovmester.answering import known, saying
from hovmester.house.web.axis import Axis
from hovmester.house.web.lane import Bar, plan_lane
from hovmester.house.web.place import language

Stored = Mapping[str, Any]  # Any: JSON

NOT_KNOWN = "not-known"  # the code of an answer that is neither a yes nor a no, for want of observations


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    what: str
    who: str
    where: str
    start: datetime
    end_p50: datetime
    end_p90: datetime
    lane: SafeString


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The answer, ready to be laid out. Odds are None where no plan could be made."""

    verdict: str  # "yes", "yes-if", "no", "not-known"
    headline: str
    p_on_time: float | None
    p_low: float | None
    p_high: float | None
    amount: Decimal
    currency: str
    price: Decimal | None
    parts: Sequence[Stored]
    not_known: str  # why odds that are a guess are neither a yes nor a no
    because: Sequence[Stored]
    if_only: Sequence[Stored]
    hurts: Sequence[Stored]
    ask_back: str
    plan: Sequence[PlanRow]
    axis: Axis | None
    rests_on: str  # how often the work was seen, and how tonight goes
    corrected: str  # by how many promises that ended


def told(answer: Stored, *, now: datetime, zone: ZoneInfo) -> Told:
    axis = _axis(answer, now, zone)
    return Told(
        verdict=answer["verdict"],
        headline=_headline(answer, now, zone),
        p_on_time=answer["p_on_time"],
        p_low=answer["p_low"],
        p_high=answer["p_high"],
        amount=Decimal(answer["cost"]["amount"]),
        currency=answer["cost"]["currency"],
        price=Decimal(answer["price"]) if answer.get("price") else None,
        parts=answer["cost"]["parts"],
        not_known=_not_known(answer),
        because=[reason for reason in answer["because"] if not _tells_a_guess(reason, answer)],
        if_only=answer["if_only"],
        hurts=answer["hurts"],
        ask_back=answer["ask_back"] or "",
        plan=_plan(answer, axis, now) if axis else (),
        axis=axis,
        rests_on=known.told(answer["known"], language()) if answer.get("known") else "",
        corrected=_corrected(answer),
    )


def _not_known(answer: Stored) -> str:
    return next((reason["text"] for reason in answer["because"] if _tells_a_guess(reason, answer)), "")


def _tells_a_guess(reason: Stored, answer: Stored) -> bool:
    return reason["constraint"] == NOT_KNOWN and answer["p_on_time"] is not None


def _corrected(answer: Stored) -> str:
    if not answer.get("known") or answer.get("p_raw") is None:
        return ""
    return known.corrected(answer["known"], answer["p_raw"], language())


def _headline(answer: Stored, now: datetime, zone: ZoneInfo) -> str:
    """A yes says its odds; anything else is followed by what would help."""
    if any(reason["constraint"] == NOT_KNOWN for reason in answer["because"]):
        return _("We do not know ourselves well enough yet")
    if answer["p_on_time"] is None and answer["verdict"] == "no":
        return _("Not as things stand")
    if answer["p_on_time"] is None and not answer["if_only"]:
        return _("Yes, if we knew more")
    if answer["verdict"] == "yes":
        return _("Yes – %(odds)s") % {"odds": saying.odds(answer["p_on_time"], language())}
    if answer["verdict"] == "yes-if":
        return _("Yes, if …")
    by = saying.clock(_moment(answer["deadline"]), str(zone), now=now, language=language())
    return _("Not by %(by)s.") % {"by": by}


def _axis(answer: Stored, now: datetime, zone: ZoneInfo) -> Axis | None:
    if not answer["steps"]:
        return None
    starts = [_moment(step["start"]) for step in answer["steps"]]
    ends = [_moment(step["end_p90"]) for step in answer["steps"] if step["kind"] != "follow-up"]
    start, end = min(starts), max([*ends, *([_moment(answer["deadline"])] if answer["deadline"] else [])])
    return Axis(start=start, end=end + (end - start) * 0.03, zone=zone)


def _plan(answer: Stored, axis: Axis, now: datetime) -> list[PlanRow]:
    deadline = _moment(answer["deadline"]) if answer["deadline"] else None
    rows = []
    for step in answer["steps"]:
        if step["kind"] == "follow-up":  # not part of what must happen in time
            continue
        bar = Bar(
            start=_moment(step["start"]),
            end_p50=_moment(step["end_p50"]),
            end_p90=_moment(step["end_p90"]),
            label="",
            state="waiting",
        )
        rows.append(
            PlanRow(
                what=step["what"],
                who=step["who_name"],
                where=step["where"],
                start=bar.start,
                end_p50=bar.end_p50,
                end_p90=bar.end_p90,
                lane=plan_lane(axis, bar, deadline=deadline, now=now),
            )
        )
    return rows


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
