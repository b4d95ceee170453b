"""The best plan for a wish: race the drafts on one stream of samples, judge the winner on another.

Choosing the best of many by noisy odds flatters the winner; so more samples go to fewer drafts, and the odds that are
told come from samples that had no part in the choice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain, groupby, islice

from hovmester.engines.promising.case import FIRST, FRESH, Case
from hovmester.engines.promising.cost import cost_of
from hovmester.engines.promising.gates import gate_wish, kitchens
from hovmester.engines.promising.harm import Harm, harm, settle
from hovmester.engines.promising.model import Because, Constraint, CostPart, Facts, Hurt, Wish
from hovmester.engines.promising.search import MOST_PUSH_MIN, Screened, drafts
from hovmester.engines.promising.start import Entry, at_its_start, rung
from hovmester.engines.promising.trial import Draft, Trial
from hovmester.engines.promising.world import World

SOONER_MIN = (0.0, 10.0, 20.0, 40.0)  # than the start found, where that would break an earlier promise
HALVINGS = 2  # to begin as late as breaks none
ROUGHLY = 0.03  # of odds from a few hundred samples
PUSH_COSTS = 0.01  # odds for a minute the next trip waits, when choosing what to look at closer


@dataclass(frozen=True, slots=True)
class Effort:
    """How many drafts race in how many samples: all that were screened in the heats, a few in the final."""

    drafts: tuple[int, int]
    samples: tuple[int, int]


FULL = Effort((20, 3), (512, 4096))
LIGHT = Effort((8, 2), (512, 4096))


@dataclass(frozen=True, kw_only=True)  # not slotted: it keeps what it is on the fresh stream
class Best:
    """The plan chosen: as tried on the first stream and, once that is asked, on the fresh one."""

    wish: Wish
    first: Trial
    start: float
    parts: tuple[CostPart, ...]
    harm: Harm
    judge: World

    @property
    def p_chosen(self) -> float:
        """The odds by which it was chosen."""
        return self.first.p(self.start)

    @property
    def p(self) -> float:
        """The odds told."""
        return self.fresh.p(self.start)

    @cached_property
    def fresh(self) -> Trial:
        return settle(self.judge, self.wish, self.first.draft)


def best_plan(case: Case, wish: Wish, effort: Effort = FULL) -> Best | Because:
    """The likeliest plan (the cheapest of equals) that breaks no earlier promise, or what forbids any."""
    return case.once((wish, effort), lambda: _best_plan(case, wish, effort))


def _best_plan(case: Case, wish: Wish, effort: Effort) -> Best | Because:
    found = candidates(case, wish, effort.drafts[0])
    if isinstance(found, Because):
        return found
    refused: Hurt | None = None
    few, most = (min(samples, case.params.samples) for samples in effort.samples)
    for entry in _race(case, wish, found, effort):
        hurt = harm(case.world(FIRST, most), entry.trial, entry.start, floor=case.house.floor)
        if hurt.refused is None:
            return _judged(case, wish, entry, hurt)
        sooner = _sooner(case, wish, entry, few, most)
        if sooner is not None:
            return _judged(case, wish, *sooner)
        refused = refused or hurt.refused
    assert refused is not None
    facts = Facts(promise=refused.promise, p_before=refused.p_before, p_after=refused.p_after)
    return Because(constraint=Constraint.HARM, share=1.0, facts=facts)


def _sooner(case: Case, wish: Wish, entry: Entry, few: int, most: int) -> tuple[Entry, Harm] | None:
    """The entry begun so much sooner that it breaks no earlier promise, if it is about as good then.

    Its driver is back sooner; and with another turn at the stations others may wait less.
    """
    world, floor = case.world(FIRST, most), case.house.floor
    for minutes in SOONER_MIN:
        then, until = entry, entry.start - minutes
        if minutes:
            draft = replace(entry.draft, last_start=until)
            if until < draft.start:
                break
            if _breaks_one(case, at_its_start(case.world(FIRST, few), wish, draft)):
                continue
            then = at_its_start(world, wish, draft)
        if then.p >= entry.p - ROUGHLY:
            hurt = harm(world, then.trial, then.sooner, floor=floor)
            if hurt.refused is None:
                return _as_late_as_harmless(world, then, hurt, floor)
    return None


def _as_late_as_harmless(world: World, entry: Entry, hurt: Harm, floor: float) -> tuple[Entry, Harm]:
    """The entry begun as late, with the turn it has, as breaks no earlier promise; sooner it does not."""
    good, bad = entry.sooner, entry.start
    for _ in range(HALVINGS if bad > good else 0):
        middle = (good + bad) / 2
        then = harm(world, entry.trial, middle, floor=floor)
        good, bad, hurt = (middle, bad, then) if then.refused is None else (good, middle, hurt)
    draft = replace(entry.trial.draft, last_start=good)
    return replace(entry, start=good, trial=replace(entry.trial, draft=draft)), hurt


def candidates(case: Case, wish: Wish, most: int) -> list[Draft] | Because:
    """The drafts worth racing, most promising first; or the gate that stops them all."""
    times = gate_wish(case.schedule, wish, case.now)
    if isinstance(times, Because):
        return times
    able, unable = kitchens(case.schedule, wish, not_known_below=case.params.not_known_below)
    scored: list[Screened] = []
    for kitchen in able:
        yard = case.yard(kitchen.site)
        some, why = drafts(case.schedule, case.roads, yard, wish.meeting_points, kitchen, times, case.params)
        scored += some
        if why is not None:
            unable.append(why)
    if not scored:
        return unable[0]
    scored.sort(key=lambda screened: (screened.push > MOST_PUSH_MIN, screened.score, screened.name))
    return list(islice(_unlike(screened.draw_up() for screened in scored), most))


def _race(case: Case, wish: Wish, drafts: list[Draft], effort: Effort) -> Iterator[Entry]:
    """Drafts in the order in which to try them on the earlier promises: the finalists, then those just behind."""
    few, most = (min(samples, case.params.samples) for samples in effort.samples)
    ranked, spare = _heats(case, wish, drafts, few)
    least = max(entry.p for entry in ranked) - ROUGHLY
    ranked.sort(key=lambda entry: entry.p < least)
    keep = min(effort.drafts[1], sum(entry.p >= least for entry in ranked))
    surest = max(ranked, key=lambda entry: entry.p)  # whatever it makes others wait
    if surest not in ranked[:keep]:
        ranked.remove(surest)
        ranked.insert(keep - 1, surest)
    world = case.world(FIRST, most)
    finalists = [at_its_start(world, wish, entry.draft) for entry in ranked[:keep]]
    finalists.sort(key=lambda entry: (-entry.p, _name(entry.draft)))
    yield from _cheapest_of_equals(case, finalists)
    rough = case.world(FIRST, few)
    for entry in chain(ranked[keep:], (at_its_start(rough, wish, draft) for draft in spare)):
        if not _breaks_one(case, entry):
            yield at_its_start(world, wish, entry.draft)


def _heats(case: Case, wish: Wish, drafts: list[Draft], samples: int) -> tuple[list[Entry], list[Draft]]:
    """The drafts in few samples, best first and one for each way of doing it; and those that need no trying.

    A draft as good as one whose driver is never waited for can be bettered by nobody from the same kitchen to the same
    place; only who would be cheaper is still tried.
    """
    world = case.world(FIRST, samples)
    entries: list[Entry] = []
    unsurpassed: list[Draft] = []
    spare: list[Draft] = []
    foreseen, ahead = 0, 1
    for number, draft in enumerate(drafts):
        if any(_no_better(case, draft, than=other) for other in unsurpassed):
            spare.append(draft)
            continue
        if (
            number >= foreseen
        ):  # what the next few wait for is played in one go, more of it as the race goes on
            foreseen, ahead = number + ahead, 2 * ahead
            world.foresee(spot for other in drafts[number:foreseen] for spot in other.spots)
        entries.append(at_its_start(world, wish, draft))
        alone = draft.joins is None and draft.push == 0
        if alone and entries[-1].p >= _unhindered(case, wish, draft, samples):
            unsurpassed.append(draft)
    return _one_for_each_way(entries), spare


def _one_for_each_way(entries: list[Entry]) -> list[Entry]:
    """Best first; drafts that differ in their first start alone are one."""
    firsts: dict[tuple[object, ...], Entry] = {}
    for entry in sorted(entries, key=lambda entry: (_rank(entry), _name(entry.draft))):
        firsts.setdefault(_way(entry.draft), entry)
    return list(firsts.values())


def _rank(entry: Entry) -> float:
    """Odds lost, and a little for every minute the worker's next trip would have to wait."""
    return entry.draft.push * PUSH_COSTS - entry.p


def _unhindered(case: Case, wish: Wish, draft: Draft, samples: int) -> float:
    """The odds from this kitchen to this place with a driver who is never waited for."""

    def answer() -> float:
        return at_its_start(case.world(FIRST, samples), wish, draft, frozenset({Constraint.COURIER})).p

    kind = case.schedule.vehicles[draft.vehicle].kind if draft.vehicle else ""
    return case.once((wish, samples, draft.site.key, draft.point.name, draft.start, kind), answer)


def _no_better(case: Case, draft: Draft, *, than: Draft) -> bool:
    """Whether a draft goes the same way as one that is unsurpassed, and costs no less."""
    if (draft.site.key, draft.point.name, draft.start) != (than.site.key, than.point.name, than.start):
        return False
    rates, other = _rates(case, draft), _rates(case, than)
    return rates[0] == other[0] and rates[1] >= other[1] and rates[2] >= other[2]


def _rates(case: Case, draft: Draft) -> tuple[str, Decimal, Decimal]:
    """The kind of vehicle, what it costs, and what the driver costs."""
    worker, vehicle = case.schedule.workers.get(draft.worker), case.schedule.vehicles.get(draft.vehicle)
    return (
        vehicle.kind if vehicle else "",
        vehicle.per_km if vehicle else Decimal(0),
        worker.per_hour if worker else Decimal(0),
    )


def _breaks_one(case: Case, rough: Entry) -> bool:
    """Whether what is known from few samples clearly pushes an earlier promise under its floor."""
    world = case.world(FIRST, len(rough.trial.highest))
    return harm(world, rough.trial, rough.sooner, floor=case.house.floor - ROUGHLY).refused is not None


def _way(draft: Draft) -> tuple[object, ...]:
    """How it is done, whenever it is begun."""
    joins = draft.joins.promise if draft.joins else None
    return (
        draft.site.key,
        draft.point.name,
        draft.worker,
        draft.vehicle,
        draft.slot,
        draft.vehicle_slot,
        joins,
    )


def _cheapest_of_equals(case: Case, entries: list[Entry]) -> list[Entry]:
    """Where odds are as good as equal, the cheaper plan comes first."""
    ordered: list[Entry] = []
    for _, equals in groupby(entries, key=lambda entry: int(rung(entry.p))):
        priced = [(sum(part.amount for part in cost_of(case, e.trial, e.start)), e) for e in equals]
        ordered += [entry for _, entry in sorted(priced, key=lambda pair: (pair[0], _name(pair[1].draft)))]
    return ordered


def _judged(case: Case, wish: Wish, entry: Entry, hurt: Harm) -> Best:
    parts = cost_of(case, entry.trial, entry.start)
    judge = case.world(FRESH, case.params.fresh_samples)
    return Best(wish=wish, first=entry.trial, start=entry.start, parts=parts, harm=hurt, judge=judge)


def _unlike(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """One of each kind: two idle drivers with like vehicles differ in nothing but their names."""
    seen: set[tuple[object, ...]] = set()
    for draft in drafts:
        idle = draft.slot == 0 and draft.vehicle_slot == 0
        kind: tuple[object, ...] = (
            (
                draft.site.key,
                draft.point.name,
                draft.start,
                draft.free_from,
                draft.last_start,
                round(draft.depart, 3),
            )
            if idle
            else (*_way(draft), draft.start)
        )
        if kind not in seen:
            seen.add(kind)
            yield draft


def _name(draft: Draft) -> tuple[str, str, str, int, str, float]:
    return draft.site.key, draft.worker, draft.vehicle, draft.slot, draft.point.name, draft.start
