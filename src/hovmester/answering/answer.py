"""The one question of the house: *can we?*"""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from hovmester.answering import asking, plan
from hovmester.answering.changes import if_only
from hovmester.answering.known import known
from hovmester.answering.laws import STATED, Laws
from hovmester.answering.minutes import moment
from hovmester.answering.model import Because, CanWe, Cost, HangsOn, Hurt, Verdict
from hovmester.answering.names import Names, names
from hovmester.answering.pace import Pace
from hovmester.answering.reasons import because, undecided_sentence
from hovmester.answering.reliability import NOTHING_ENDED, Reliability
from hovmester.answering.saying import odds
from hovmester.answering.setting import setting
from hovmester.answering.telling import Telling, _
from hovmester.answering.undecided import is_undecided
from hovmester.answering.vocabulary import vocabulary
from hovmester.engines.promising import answer as can_the_house
from hovmester.engines.promising import model as engine
from hovmester.engines.reading import read
from hovmester.engines.reading.layer import HouseLayer
from hovmester.engines.reading.model import Reading
from hovmester.housefile.model import HouseFile

MOST_IF_ONLY = 3


def can_we(
    text: str,
    *,
    house: HouseFile,
    now: datetime,
    said_at: datetime | None = None,
    seed: int = 1,
    language: str = "",
    params: engine.Params | None = None,
    laws: Laws = STATED,
    reliability: Reliability = NOTHING_ENDED,
    layer: HouseLayer | None = None,
    reading: Reading | None = None,
) -> CanWe:
    """Answer the wish in `text`, asked at `now` (aware), of `house` as it stands.

    `said_at` is what its "in two hours" counts from, where that is not `now`: a wish answered again later is the same
    wish.

    `layer` is what the house has taught the reader. `reading` is what somebody else – a language model – has read in
    `text` already; it is then not read again.

    `laws` is what the house has learnt of its own work; how tonight goes is in the steps of the house itself.
    `reliability` is how the promises that ended came out, by which the odds are corrected.

    `language` is that of the sentences ("en", "nl", "nb"; default: the house's); the question back is in the guest's
    own. The same (text, house, now, seed) gives the same answer. Never raises for what a guest can say: what is missing
    becomes a question, what is impossible a *No, because …*.
    """
    language = language or house.house.language
    home = house.sites[0]
    origin = now.astimezone(ZoneInfo(home.zone))
    said = (said_at or now).astimezone(origin.tzinfo)
    if reading is None:
        reading = read(text, vocabulary=vocabulary(house), now=said, zone=home.zone, layer=layer)
    known = names(house, language)
    telling = Telling(language=language, names=known, origin=origin, zone=home.zone)
    asked = asking.wish(reading, house, origin, laws)
    if asked is None:
        return _ask_back(reading, telling, house, seed)
    stated = params or engine.Params()
    corrected = reliability.correction(asking.hangs_on(asked), _about(asked))
    stated = replace(stated, recalibration=corrected or stated.recalibration)
    learnt = laws.params(stated, house.sites)
    world = setting(house, origin, _about(asked), laws=laws)
    found = can_the_house(world, asked, learnt, now=0.0, seed=seed)
    pace = Pace(house=house, stated=stated, world=world, params=learnt, laws=laws, origin=origin)
    return _told(found, asking.hangs_on(asked), reading, telling, pace, reliability)


def _told(
    found: engine.Answer,
    hangs_on: HangsOn,
    reading: Reading,
    telling: Telling,
    pace: Pace,
    reliability: Reliability,
) -> CanWe:
    house, params = pace.house, pace.params
    currency = house.house.currency
    rests_on = known(
        found,
        promises=house.promises,
        laws=pace.laws,
        params=params,
        origin=telling.origin,
        reliability=reliability,
    )
    undecided = is_undecided(found, rests_on)
    not_known = undecided or found.reason is engine.Constraint.NOT_KNOWN
    return CanWe(
        reading=reading,
        verdict=Verdict.NOT_KNOWN if not_known else Verdict(found.verdict),
        ask_back=reading.ask_back if reading.missing else None,
        p_on_time=found.p_on_time,
        p_low=found.p_low,
        p_high=found.p_high,
        decide_by=_moment(found.decide_by, telling),
        deadline=_moment(found.deadline, telling),
        earliest=_moment(found.earliest, telling),
        price=found.price,
        cost=plan.cost(found, telling, currency),
        steps=plan.steps(found, telling, pace, _destination(reading, house, telling.names)),
        because=(
            *((_undecided(found, telling),) if undecided else ()),
            *(
                Because(constraint=str(reason.constraint), share=reason.share, text=because(reason, telling))
                for reason in found.because
            ),
        ),
        if_only=tuple(if_only(change, telling, currency) for change in _worth_telling(found)[:MOST_IF_ONLY]),
        hurts=tuple(
            Hurt(promise=h.promise, title=telling.names.of(h.promise), p_before=h.p_before, p_after=h.p_after)
            for h in found.hurts
        ),
        title=_title(reading, house, telling.names),
        site=found.site,
        now=telling.origin,
        seed=found.seed,
        p_raw=found.p_raw,
        floor=found.floor,
        hangs_on=hangs_on,
        known=rests_on,
    )


def _undecided(found: engine.Answer, telling: Telling) -> Because:
    text = undecided_sentence(found, telling)
    return Because(constraint=str(engine.Constraint.NOT_KNOWN), share=1.0, text=text)


def _about(asked: engine.Wish) -> float:
    """Around which minute it is wished for, never before now."""
    time = asked.time
    return max(0.0, time.arrival.at if time.arrival is not None else time.deadline or 0.0)


def _worth_telling(found: engine.Answer) -> list[engine.IfOnly]:
    """What somebody can still do, and sounds better than the plan as it is."""
    now_is = odds(found.p_on_time or 0.0, "en")
    return [
        change
        for change in found.if_only
        if change.can_still_be_done and odds(change.p_on_time, "en") != now_is
    ]


def _ask_back(reading: Reading, telling: Telling, house: HouseFile, seed: int) -> CanWe:
    """No plan without what, when and where: the honest answer is a question."""
    named = next((where.text for where in reading.where if where.lat is None), "")
    missing = {
        "what": telling.say(_("we do not know what is wished for")),
        "where": telling.say(_("we do not know where “%(place)s” is"), place=named)
        if named
        else telling.say(_("we do not know where")),
        "when": telling.say(_("we do not know when")),
    }
    lacking = [what for what, there in _there(reading).items() if not there]
    return CanWe(
        reading=reading,
        verdict=Verdict.YES_IF if reading.what else Verdict.NO,
        ask_back=reading.ask_back,
        p_on_time=None,
        p_low=None,
        p_high=None,
        decide_by=None,
        deadline=None,
        earliest=None,
        price=None,
        cost=Cost(amount=Decimal(0), currency=house.house.currency, parts=()),
        steps=(),
        because=tuple(Because(constraint=f"no-{what}", share=1.0, text=missing[what]) for what in lacking),
        if_only=(),
        hurts=(),
        title=_title(reading, house, telling.names),
        site="",
        now=telling.origin,
        seed=seed,
    )


def _there(reading: Reading) -> dict[str, bool]:
    return {
        "what": bool(reading.what),
        "where": asking.place_of(reading) is not None,
        "when": asking.moment_of(reading) is not None,
    }


def _moment(at_min: float | None, telling: Telling) -> datetime | None:
    return None if at_min is None else moment(at_min, telling.origin)


def _title(reading: Reading, house: HouseFile, known: Names) -> str:
    """What it is in a few words: "Porterhouse · Newark airport"."""
    dishes = ", ".join(known.of(what.item) if what.item else what.text for what in reading.what)
    return " · ".join(filter(None, (dishes, _destination(reading, house, known))))


def _destination(reading: Reading, house: HouseFile, known: Names) -> str:
    where = asking.place_of(reading) or next(iter(reading.where), None)
    if where is None:
        return ""
    own = asking.meeting_place(where, house)
    return known.of(own.key) if own else where.iata or where.text
