"""Another origin of time: samples are kept in single precision, which is exact enough only for moments near zero."""

from dataclasses import dataclass, replace

from hovmester.engines.promising.model import (
    Answer,
    Arrival,
    Because,
    Changed,
    Curve,
    Facts,
    House,
    IfOnly,
    Point,
    Promise,
    Roads,
    Step,
    Time,
    Window,
    Wish,
)

FAR_MIN = 20_000.0  # two weeks: a single-precision moment is then exact to a tenth of a second


def is_far(now: float) -> bool:
    return abs(now) > FAR_MIN


def house_from(house: House, shift: float, roads: Roads) -> House:
    """The house with every moment `shift` minutes later."""
    return replace(
        house,
        sites=tuple(replace(site, open=_windows(site.open, shift)) for site in house.sites),
        workers=tuple(
            replace(worker, shifts=_windows(worker.shifts, shift), breaks=_windows(worker.breaks, shift))
            for worker in house.workers
        ),
        promises=tuple(_promise(promise, shift) for promise in house.promises),
        done=tuple(replace(d, began=d.began + shift, ended=d.ended + shift) for d in house.done),
        roads=_RoadsFrom(roads, shift),
    )


def wish_from(wish: Wish, shift: float) -> Wish:
    time: Time = wish.time
    moved = replace(
        time,
        earliest=_plus(time.earliest, shift),
        deadline=_plus(time.deadline, shift),
        arrival=_arrival(time.arrival, shift),
    )
    return replace(wish, time=moved)


def answer_from(answer: Answer, shift: float) -> Answer:
    return replace(
        answer,
        now=answer.now + shift,
        decide_by=_plus(answer.decide_by, shift),
        deadline=_plus(answer.deadline, shift),
        earliest=_plus(answer.earliest, shift),
        steps=tuple(
            replace(
                step,
                start=step.start + shift,
                start_p50=step.start_p50 + shift,
                end_p50=step.end_p50 + shift,
                end_p90=step.end_p90 + shift,
            )
            for step in answer.steps
        ),
        curve=Curve(at=tuple(t + shift for t in answer.curve.at), p=answer.curve.p),
        delivered={level: at + shift for level, at in answer.delivered.items()},
        because=tuple(_because(because, shift) for because in answer.because),
        if_only=tuple(_if_only(found, shift) for found in answer.if_only),
    )


@dataclass(frozen=True, slots=True)
class _RoadsFrom:
    """Roads asked about moments of the new origin."""

    roads: Roads
    shift: float

    def metres(self, start: Point, end: Point) -> float:
        return self.roads.metres(start, end)

    def minutes(self, start: Point, end: Point, *, vehicle: str, depart: float) -> float:
        return self.roads.minutes(start, end, vehicle=vehicle, depart=depart - self.shift)


def _windows(windows: tuple[Window, ...], shift: float) -> tuple[Window, ...]:
    return tuple(Window(start=window.start + shift, end=window.end + shift) for window in windows)


def _promise(promise: Promise, shift: float) -> Promise:
    return replace(
        promise,
        deadline=promise.deadline + shift,
        earliest=_plus(promise.earliest, shift),
        arrival=_arrival(promise.arrival, shift),
        steps=tuple(_step(step, shift) for step in promise.steps),
    )


def _step(step: Step, shift: float) -> Step:
    return replace(
        step, start=step.start + shift, began=_plus(step.began, shift), ended=_plus(step.ended, shift)
    )


def _because(because: Because, shift: float) -> Because:
    return replace(because, facts=_facts(because.facts, shift))


def _if_only(found: IfOnly, shift: float) -> IfOnly:
    changes = tuple(Changed(change=c.change, facts=_facts(c.facts, shift)) for c in found.changes)
    return replace(found, changes=changes)


def _facts(facts: Facts, shift: float) -> Facts:
    return replace(
        facts, at=_plus(facts.at, shift), opens=_plus(facts.opens, shift), closes=_plus(facts.closes, shift)
    )


def _arrival(arrival: Arrival | None, shift: float) -> Arrival | None:
    return None if arrival is None else replace(arrival, at=arrival.at + shift)


def _plus(at: float | None, shift: float) -> float | None:
    return None if at is None else at + shift
