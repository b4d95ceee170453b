"""What the odds rest on, counted and said in a few words: how often the work was seen, and how tonight goes so far."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from math import exp, log, sqrt
from typing import Any

from hovmester.answering.laws import NOTHING, Laws
from hovmester.answering.minutes import minutes
from hovmester.answering.model import Known
from hovmester.answering.past import is_believable
from hovmester.answering.reliability import Reliability
from hovmester.answering.saying import per_cent
from hovmester.answering.telling import _
from hovmester.answering.undecided import is_guess
from hovmester.answering.words import words
from hovmester.engines.promising import model as engine
from hovmester.engines.promising.case import KITCHEN_MIN, TRAFFIC_MIN
from hovmester.engines.promising.law import Z90
from hovmester.engines.promising.learning import StepToday, tonight
from hovmester.housefile.model import GivenPromise, GivenStep, StepKind

WORTH_SAYING = 0.03  # a pace nearer to the usual one than this is the usual one


def known(
    found: engine.Answer,
    *,
    promises: Iterable[GivenPromise],
    laws: Laws,
    params: engine.Params,
    origin: datetime,
    reliability: Reliability,
) -> Known:
    """What stands behind the odds of `found`, in a house with these open promises at `origin`."""
    made = laws.of(StepKind.MAKE).dishes
    dishes = [step.item for step in found.steps if step.kind is engine.StepKind.MAKE]
    given = tuple(promise for promise in promises if promise.site == found.site)
    return Known(
        made=min((made.get(dish, 0) for dish in dishes), default=0),
        driven=laws.of(StepKind.DRIVE).n,
        kitchen_tonight=_pace(
            given, (StepKind.MAKE, StepKind.PACK), laws, params.kitchen_share, origin, KITCHEN_MIN
        ),
        roads_tonight=_pace(given, (StepKind.DRIVE,), laws, params.traffic_share, origin, TRAFFIC_MIN),
        promises=found.recalibrated_on,
        ended=reliability.ended,
    )


def told(known: Mapping[str, Any], language: str) -> str:  # Any: JSON, as `Known` is stored
    """ "from 43 times we made it; tonight the kitchen runs 12 % slow"."""
    say, n = words(language), known["made"]
    parts = [_times(n, language)]
    parts += [
        say.gettext(slow if pace > 0 else quick) % {"percent": abs(round(100 * pace))}
        for pace, slow, quick in (
            (known["kitchen_tonight"], KITCHEN_SLOW, KITCHEN_QUICK),
            (known["roads_tonight"], ROADS_SLOW, ROADS_QUICK),
        )
        if pace is not None and abs(pace) >= WORTH_SAYING
    ]
    return "; ".join(parts)


def _times(made: int, language: str) -> str:
    """What stands behind the kitchen's times: what was stated, what was seen, or both."""
    say = words(language)
    if not made:
        return say.gettext("a guess: from the times we stated, not from what happened yet")
    if is_guess(made):
        text = say.ngettext(
            "a guess: from the times we stated and the one time we made it",
            "a guess: from the times we stated and the %(n)d times we made it",
            made,
        )
    else:
        text = say.ngettext("from one time we made it", "from %(n)d times we made it", made)
    return text % {"n": made}


def corrected(known: Mapping[str, Any], p_raw: float, language: str) -> str:  # Any: as above
    """ "worked out as 95 %, corrected by how 214 promises ended"."""
    say = words(language)
    if known["promises"]:
        text = say.gettext("worked out as %(p)s, corrected by how %(n)d promises ended")
        return text % {"p": per_cent(p_raw), "n": known["promises"]}
    ended = known.get("ended", 0)
    if not ended:
        return say.gettext("told as worked out: no promise has ended yet to correct it by")
    text = say.ngettext(
        "told as worked out: one promise has ended, too few to correct it by",
        "told as worked out: %(n)d promises have ended, too few to correct it by",
        ended,
    )
    return text % {"n": ended}


KITCHEN_SLOW = _("tonight the kitchen runs %(percent)d %% slow")
KITCHEN_QUICK = _("tonight the kitchen runs %(percent)d %% quick")
ROADS_SLOW = _("tonight the roads run %(percent)d %% slow")
ROADS_QUICK = _("tonight the roads run %(percent)d %% quick")


def _pace(
    promises: Iterable[GivenPromise],
    kinds: tuple[StepKind, ...],
    laws: Laws,
    share: float,
    origin: datetime,
    lately_min: float,
) -> float | None:
    """How much longer than usual work of these kinds takes tonight: the posterior of what it has in common."""
    steps = [
        step
        for promise in promises
        for step in promise.steps
        if step.kind in kinds and _tells(step, origin, lately_min)
    ]
    if not steps:
        return None
    variance = sum((log(step.lasts.p90 / step.lasts.p50) / Z90) ** 2 for step in steps) / len(steps)
    plain = replace(
        NOTHING.law,
        sd_place=0.0,
        sd_day=0.0,
        sd_shift=sqrt(share * variance),
        sd_step=max(0.02, sqrt((1 - share) * variance)),
    )
    today = tuple(
        StepToday(
            place="here",
            planned_min=step.lasts.p50 * laws.by(step.kind, step.who),
            minutes=_took(step, origin),
            ended=step.done_at is not None,
        )
        for step in steps
    )
    mean, _variance = tonight(plain, today).factor("here")
    return round(exp(mean) - 1, 3)


def _tells(step: GivenStep, origin: datetime, lately_min: float) -> bool:
    if step.started_at is None or minutes(step.done_at or origin, origin) < -lately_min:
        return False
    return is_believable(_took(step, origin), step.lasts.p50, ended=step.done_at is not None)


def _took(step: GivenStep, origin: datetime) -> float:
    assert step.started_at is not None
    return minutes(step.done_at or origin, step.started_at)
