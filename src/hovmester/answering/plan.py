"""The engine's plan as steps and costs that people read."""

from hovmester.answering import staffing
from hovmester.answering.minutes import moment
from hovmester.answering.model import Cost, CostPart, PlannedStep
from hovmester.answering.pace import Pace
from hovmester.answering.telling import Telling, _
from hovmester.engines.promising import model as engine
from hovmester.housefile.model import HouseFile


def steps(answer: engine.Answer, telling: Telling, pace: Pace, destination: str) -> tuple[PlannedStep, ...]:
    """The steps in order, each with somebody's name on it."""
    courier = next((step.worker for step in answer.steps if step.kind == engine.StepKind.DRIVE), "")
    return tuple(
        _step(
            step,
            telling,
            destination,
            who=step.worker or _who(step, answer, telling, pace.house, courier),
            stated_p50=round(step.lasts.p50 / pace.of(step), 2),
        )
        for step in answer.steps
    )


def cost(answer: engine.Answer, telling: Telling, currency: str) -> Cost:
    parts = tuple(CostPart(label=_label(part, telling), amount=part.amount) for part in answer.parts)
    return Cost(amount=answer.cost, currency=currency, parts=parts)


def _who(
    step: engine.PlanStep, answer: engine.Answer, telling: Telling, house: HouseFile, courier: str
) -> str:
    at = moment(step.start, telling.origin)
    if step.kind == engine.StepKind.PERMISSION:
        found = staffing.who_may_say_yes(house, answer.cost, at)
    else:
        made_at = next((s.station for s in answer.steps if s.kind == engine.StepKind.MAKE), "")
        found = staffing.maker(house, step.station or made_at, at, besides=courier)
    return found.key if found else ""


def _step(
    step: engine.PlanStep, telling: Telling, destination: str, who: str, stated_p50: float
) -> PlannedStep:
    at_guest = ", ".join(filter(None, (destination, step.place)))
    return PlannedStep(
        kind=str(step.kind),
        who=who,
        who_name=telling.names.of(who) if who else "",
        where=_where(step, telling, at_guest),
        what=_what(step, telling),
        start=moment(step.start, telling.origin),
        end_p50=moment(step.end_p50, telling.origin),
        end_p90=moment(step.end_p90, telling.origin),
        station=step.station,
        vehicle=step.vehicle,
        dish=step.item,
        qty=step.qty,
        lasts_p50=round(step.lasts.p50, 2),
        lasts_p90=round(step.lasts.p90, 2),
        stated_p50=stated_p50,
        to_lat=step.to.lat if step.to else None,
        to_lon=step.to.lon if step.to else None,
    )


def _where(step: engine.PlanStep, telling: Telling, at_guest: str) -> str:
    if step.kind in {engine.StepKind.DRIVE, engine.StepKind.FIND, engine.StepKind.HANDOVER}:
        return at_guest
    return telling.names.of(step.station or step.site) if step.station or step.site else ""


def _what(step: engine.PlanStep, telling: Telling) -> str:
    if step.kind == engine.StepKind.MAKE:
        dish = telling.names.of(step.item)
        if step.qty == 1:
            return telling.say(_("make the %(dish)s"), dish=dish)
        return telling.say(_("make %(qty)d × %(dish)s"), qty=step.qty, dish=dish)
    return telling.say(WORK[step.kind])


WORK = {
    engine.StepKind.PERMISSION: _("give permission"),
    engine.StepKind.PACK: _("pack"),
    engine.StepKind.DRIVE: _("drive there"),
    engine.StepKind.FIND: _("find the guest"),
    engine.StepKind.HANDOVER: _("hand over"),
    engine.StepKind.FOLLOW_UP: _("ask how it was"),
}


def _label(part: engine.CostPart, telling: Telling) -> str:
    name = telling.names.of(part.key)
    match part.kind:
        case engine.CostKind.ITEM:
            return name if part.qty == 1 else f"{part.qty} × {name}"
        case engine.CostKind.WORKER:
            return f"{name}, {telling.lasting(part.minutes)}"
        case engine.CostKind.VEHICLE:
            return telling.say(_("%(vehicle)s, %(km)d km"), vehicle=name, km=round(part.distance_m / 1000))
        case engine.CostKind.OVERTIME:
            return telling.say(
                _("overtime of %(who)s, %(time)s"), who=name, time=telling.lasting(part.minutes)
            )
        case engine.CostKind.HARM:
            return telling.say(_("less sure: %(promise)s"), promise=name)
