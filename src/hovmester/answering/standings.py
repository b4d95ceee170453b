"""How the open promises of a house stand, step by step, with its learnt laws and tonight's pace.

The engine plays the house as it is this minute: what has begun, what has ended, who is still on the way. Laws are those
an answer would rest on now, so that a promise just given stands as it was given.

Not here: which odds were told when the promise was given (the caller knows; `corrected` goes on from them), who is told
of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from scipy.special import expit, logit

from hovmester.answering.laws import STATED, Laws
from hovmester.answering.minutes import moment
from hovmester.answering.setting import setting
from hovmester.engines.promising import model as engine
from hovmester.engines.promising import standings as as_they_stand
from hovmester.engines.promising.standing import Standing as Played
from hovmester.housefile.model import HouseFile

SAMPLES = 2048  # every minute for every promise: enough to tell .90 from .92
SEED = 1  # always the same draws, so that odds move by what happened alone


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeseenStep:
    """A step still to end: its place among the steps of its promise, and when it will begin and end."""

    number: int
    start: datetime
    end_p50: datetime
    end_p90: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """One promise as it stands; `binds` is the number of the step that is most likely to make it late."""

    promise: str
    p_raw: float
    lands_p50: datetime
    lands_p90: datetime
    binds: int | None
    steps: tuple[ForeseenStep, ...]


def standings(
    house: HouseFile,
    *,
    now: datetime,
    laws: Laws = STATED,
    params: engine.Params | None = None,
    of: Collection[str] | None = None,
) -> tuple[Foreseen, ...]:
    """Those of the promises of `house` whose keys are in `of` (None: all) as they stand at `now` (aware)."""
    if not house.promises:
        return ()
    origin = now.astimezone(ZoneInfo(house.sites[0].zone))
    learnt = laws.params(params or engine.Params(samples=SAMPLES), house.sites)
    played = as_they_stand(setting(house, origin, laws=laws), learnt, now=0.0, seed=SEED, of=of)
    return tuple(foreseen(one, origin) for one in played)


def foreseen(played: Played, origin: datetime) -> Foreseen:
    """What the engine found of one promise, in moments."""
    return Foreseen(
        promise=played.promise,
        p_raw=played.p_raw,
        lands_p50=moment(played.delivered[0.5], origin),
        lands_p90=moment(played.delivered[0.9], origin),
        binds=played.binds,
        steps=tuple(
            ForeseenStep(
                number=step.number,
                start=moment(step.start_p50, origin),
                end_p50=moment(step.end_p50, origin),
                end_p90=moment(step.end_p90, origin),
            )
            for step in played.steps
        ),
    )


def corrected(p_raw: float, *, told: float, worked_out: float) -> float:
    """Odds now as they are to be told, given what was `told` and `worked_out` when the promise was given.

    The correction stays what it was in log-odds: it is there while the end is open, and is gone when it is known.
    """
    if not (0 < p_raw < 1 and 0 < told < 1 and 0 < worked_out < 1):
        return p_raw
    return float(expit(logit(p_raw) + logit(told) - logit(worked_out)))
