"""The best plan for a wish: race the drafts on one stream of samples, judge the winner on another.

Choosing the best of many by noisy odds flatters the winner; so more samples go to fewer drafts, and the odds that are
told come from samples that had no part in the choice.
"""

from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from hovmester.engines.promising.case import FIRST, FRESH, Case
from hovmester.engines.promising.cost import cost_of
from hovmester.engines.promising.harm import Harm, harm
from hovmester.engines.promising.model import Because, Constraint, CostPart, Facts, Wish
from hovmester.engines.promising.search import Times, drafts, gate_wish, kitchens
from hovmester.engines.promising.trial import Draft, Trial, try_out

RACE = ((50, 512), (12, 2048))  # at most so many drafts, in so many samples each
FINALISTS = 4
GIVE_UP = 0.004  # of the best odds, for starting later: fresher food, less waiting
TIE = 0.002


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


def best_plan(case: Case, wish: Wish, *, samples: int | None = None) -> Best | Because:
    """The plan most likely to be on time (the cheapest of equals) that breaks no earlier promise, or what forbids
    any.
    """
    found = candidates(case, wish)
    if isinstance(found, Because):
        return found
    most = samples or case.params.samples
    finalists = _race(case, wish, found, most)
    floor = case.house.floor
    refused: Harm | None = None
    for entry in finalists:
        parts = cost_of(case, entry.trial, entry.start)
        hurt = harm(case.world(FIRST, most), entry.trial, entry.start, floor=floor)
        if hurt.refused is None:
            return _judged(case, wish, entry, parts, hurt)
        refused = refused or hurt
    assert refused is not None
    assert refused.refused is not None
    worst = refused.refused
    return Because(
        constraint=Constraint.HARM, share=1.0,
        facts=Facts(promise=worst.promise, p_before=worst.p_before, p_after=worst.p_after),
    )  # fmt: skip


def candidates(case: Case, wish: Wish) -> list[Draft] | Because:
    """The drafts worth racing, most promising first; or the gate that stops them all."""
    times = gate_wish(case.schedule, wish, case.now)
    if isinstance(times, Because):
        return times
    able, unable = kitchens(case.schedule, wish, not_known_below=case.params.not_known_below)
    scored: list[tuple[float, Draft]] = []
    for kitchen in able:
        assert isinstance(times, Times)
        some, why = drafts(case.schedule, case.roads, wish, kitchen, times, case.params)
        scored += some
        if why is not None:
            unable.append(why)
    if not scored:
        return unable[0]
    scored.sort(key=lambda pair: (pair[0], _name(pair[1])))
    return _unlike([draft for _, draft in scored])[: RACE[0][0]]


def _race(case: Case, wish: Wish, drafts: list[Draft], most: int) -> list[Entry]:
    """Drafts by falling odds. Those that left the race early come last, with the odds they then had."""
    field = [*drafts]
    out: list[Entry] = []
    for (_, samples), keep in zip(RACE, (RACE[1][0], FINALISTS), strict=True):
        if len(field) > keep:
            ranked = _ranked(case, wish, field, min(samples, most))
            out = ranked[keep:] + out
            field = [entry.draft for entry in ranked[:keep]]
    finalists = _ranked(case, wish, field, most)
    spare = [_entry(case, wish, entry.draft, most) for entry in out[:8]] if len(out) else []
    return _cheapest_of_equals(case, finalists) + spare


def _ranked(case: Case, wish: Wish, drafts: list[Draft], samples: int) -> list[Entry]:
    entries = [_entry(case, wish, draft, samples) for draft in drafts]
    return sorted(entries, key=lambda entry: (-entry.p, _name(entry.draft)))


def _entry(case: Case, wish: Wish, draft: Draft, samples: int) -> Entry:
    world = case.world(FIRST, samples)
    trial = try_out(world, wish, draft)
    start = best_start(trial, case.now)
    if abs(start - draft.start) > 1:
        draft = replace(draft, start=start, depart=draft.depart + max(0.0, start - draft.start))
        trial = try_out(world, wish, draft)
    return Entry(draft, start, trial.p(start), trial)


def best_start(trial: Trial, now: float) -> float:
    """The latest start that gives up next to nothing of the best odds."""
    soonest = max(now, min(trial.draft.start, trial.draft.last_start))
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


def _judged(case: Case, wish: Wish, entry: Entry, parts: tuple[CostPart, ...], hurt: Harm) -> Best:
    fresh = try_out(case.world(FRESH, case.params.fresh_samples), wish, entry.draft)
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
