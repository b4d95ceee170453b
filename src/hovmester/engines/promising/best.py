"""The best plan for a wish: race the drafts on one stream of samples, judge the winner on another.

Choosing the best of many by noisy odds flatters the winner; so more samples go to fewer drafts, and the odds that are
told come from samples that had no part in the choice.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from hovmester.engines.promising.case import FIRST, FRESH, Case
from hovmester.engines.promising.cost import cost_of
from hovmester.engines.promising.gates import gate_wish, kitchens
from hovmester.engines.promising.harm import Harm, harm, settle
from hovmester.engines.promising.model import Because, Constraint, CostPart, Facts, Hurt, Wish
from hovmester.engines.promising.search import Screened, drafts
from hovmester.engines.promising.trial import Draft, Trial, try_out
from hovmester.engines.promising.world import World

GIVE_UP = 0.004  # of the best odds, for starting later: fresher food, less waiting
START_TRIES = 4
TIE = 0.002
ROUGHLY = 0.03  # of odds from a few hundred samples
PUSH_COSTS = 0.01  # odds for a minute the next trip waits, when choosing what to look at closer


@dataclass(frozen=True, slots=True)
class Effort:
    """How many drafts race in how many samples: all that were screened, the semifinal, the final."""

    drafts: tuple[int, int, int]
    samples: tuple[int, int, int]


FULL = Effort((20, 6, 3), (512, 2048, 4096))
LIGHT = Effort((8, 3, 2), (512, 2048, 2048))


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The plan chosen: as tried on the first stream and on the fresh one."""

    first: Trial
    fresh: Trial
    start: float
    parts: tuple[CostPart, ...]
    harm: Harm

    @property
    def p(self) -> float:
        return self.fresh.p(self.start)


@dataclass(frozen=True, slots=True)
class Entry:
    """One draft in the race with its best start and the odds it has there."""

    draft: Draft
    start: float
    p: float
    trial: Trial


def best_plan(case: Case, wish: Wish, effort: Effort = FULL) -> Best | Because:
    """The likeliest plan (the cheapest of equals) that breaks no earlier promise, or what forbids any."""
    return case.once((wish, effort), lambda: _best_plan(case, wish, effort))


def _best_plan(case: Case, wish: Wish, effort: Effort) -> Best | Because:
    found = candidates(case, wish, effort.drafts[0])
    if isinstance(found, Because):
        return found
    refused: Hurt | None = None
    samples = min(effort.samples[-1], case.params.samples)
    for entry in _race(case, wish, found, effort):
        hurt = harm(case.world(FIRST, samples), entry.trial, entry.start, floor=case.house.floor)
        if hurt.refused is None:
            return _judged(case, wish, entry, hurt)
        refused = refused or hurt.refused
    assert refused is not None
    facts = Facts(promise=refused.promise, p_before=refused.p_before, p_after=refused.p_after)
    return Because(constraint=Constraint.HARM, share=1.0, facts=facts)


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
    scored.sort(key=lambda screened: (screened.score, _name(screened.draft)))
    return _unlike([screened.draft for screened in scored])[:most]


def _race(case: Case, wish: Wish, drafts: list[Draft], effort: Effort) -> Iterator[Entry]:
    """Drafts in the order in which to try them on the earlier promises: the finalists, then those just behind."""
    spare: list[Draft] = []
    for samples, keep in zip(effort.samples[:-1], effort.drafts[1:], strict=True):
        if len(drafts) > keep:
            ranked = _first_of_each([entry.draft for entry in _ranked(case, wish, drafts, samples)])
            drafts, spare = ranked[:keep], ranked[keep:] + spare
    most = min(effort.samples[-1], case.params.samples)
    finalists = [_at_its_start(case, wish, entry, most) for entry in _ranked(case, wish, drafts, most)]
    finalists.sort(key=lambda entry: (-entry.p, _name(entry.draft)))
    yield from _cheapest_of_equals(case, finalists)
    for draft in _first_of_each(spare):
        if not _breaks_one(case, wish, draft, effort.samples[0]):
            yield _at_its_start(case, wish, _entry(case, wish, draft, most), most)


def _breaks_one(case: Case, wish: Wish, draft: Draft, samples: int) -> bool:
    """Whether a draft clearly pushes an earlier promise under its floor, in few samples."""
    rough = _entry(case, wish, draft, samples)
    floor = case.house.floor - ROUGHLY
    return harm(case.world(FIRST, samples), rough.trial, rough.start, floor=floor).refused is not None


def _first_of_each(drafts: list[Draft]) -> list[Draft]:
    """One draft for each way of doing it: where two differ in their first start alone, the better has come first."""
    ways: dict[tuple[object, ...], Draft] = {}
    for draft in drafts:
        way = draft.site.key, draft.point.name, draft.worker, draft.vehicle, draft.slot, draft.vehicle_slot
        ways.setdefault(way, draft)
    return list(ways.values())


def _ranked(case: Case, wish: Wish, drafts: list[Draft], samples: int) -> list[Entry]:
    """By odds, less a little for every minute the worker's next trip would have to wait."""
    entries = [_entry(case, wish, draft, min(samples, case.params.samples)) for draft in drafts]
    return sorted(entries, key=lambda entry: (entry.draft.push * PUSH_COSTS - entry.p, _name(entry.draft)))


def _entry(case: Case, wish: Wish, draft: Draft, samples: int) -> Entry:
    trial = try_out(case.world(FIRST, samples), wish, draft)
    start = best_start(trial, max(case.now, draft.start))
    return Entry(draft, start, trial.p(start), trial)


def _at_its_start(case: Case, wish: Wish, entry: Entry, samples: int) -> Entry:
    """The entry planned anew for the start found, or somewhat sooner: later means a later turn at the stations."""
    world = case.world(FIRST, samples)
    start = entry.start
    for _ in range(START_TRIES):
        settled = _settled(world, wish, entry, start)
        if settled.p >= entry.p * (1 - 2 * GIVE_UP) or start - entry.draft.start <= 1:
            return settled
        start = (start + entry.draft.start) / 2
    return _settled(world, wish, entry, entry.draft.start)


def _settled(world: World, wish: Wish, entry: Entry, start: float) -> Entry:
    draft = entry.draft
    if abs(start - draft.start) > 1:
        leaves = max(draft.depart, float(np.median(entry.trial.leaves.at(start))))
        draft = replace(draft, start=start, depart=leaves, push=draft.push + leaves - draft.depart)
    trial = settle(world, wish, draft)
    return Entry(draft, start, trial.p(start), trial)


def best_start(trial: Trial, soonest: float) -> float:
    """The latest start that gives up next to nothing of the best odds, not before `soonest`."""
    soonest = min(soonest, trial.draft.last_start)
    last = float(np.max(trial.highest, initial=soonest, where=np.isfinite(trial.highest)))
    last = max(soonest, min(last, trial.draft.last_start))
    starts = np.linspace(soonest, last, 65, dtype=np.float32)
    p = trial.p_at(starts)
    if p.max() <= 0:
        return soonest
    return float(starts[np.flatnonzero(p >= p.max() * (1 - GIVE_UP))[-1]])


def _cheapest_of_equals(case: Case, entries: list[Entry]) -> list[Entry]:
    """Where odds are as good as equal, the cheaper plan comes first."""
    ordered: list[Entry] = []
    best = entries[0].p
    for _, equals in groupby(entries, key=lambda entry: int((best - entry.p) / TIE)):
        priced = [(sum(part.amount for part in cost_of(case, e.trial, e.start)), e) for e in equals]
        ordered += [entry for _, entry in sorted(priced, key=lambda pair: (pair[0], _name(pair[1].draft)))]
    return ordered


def _judged(case: Case, wish: Wish, entry: Entry, hurt: Harm) -> Best:
    parts = cost_of(case, entry.trial, entry.start)
    fresh = settle(case.world(FRESH, case.params.fresh_samples), wish, entry.draft)
    return Best(first=entry.trial, fresh=fresh, start=entry.start, parts=parts, harm=hurt)


def _unlike(drafts: list[Draft]) -> list[Draft]:
    """One of each kind: two idle drivers with like vehicles differ in nothing but their names."""
    seen: set[tuple[object, ...]] = set()
    unlike: list[Draft] = []
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
            else (draft.worker, draft.vehicle, draft.slot, draft.vehicle_slot, draft.point.name, draft.start)
        )
        if kind not in seen:
            seen.add(kind)
            unlike.append(draft)
    return unlike


def _name(draft: Draft) -> tuple[str, str, str, int, str, float]:
    return draft.site.key, draft.worker, draft.vehicle, draft.slot, draft.point.name, draft.start
