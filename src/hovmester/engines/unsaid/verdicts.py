"""Tests and evidence -> findings in the order a head waiter should read them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from hovmester.engines.unsaid.attribution import Tested, Value
from hovmester.engines.unsaid.evidence import YEAR_DAYS, Evidence, Raw, mended_week
from hovmester.engines.unsaid.model import Finding, Mend, Note, Proof, Week
from hovmester.engines.unsaid.proof import prove, unknown_mend
from hovmester.engines.unsaid.since import Change, find_change

SUSPECT_P = 0.02  # against the interval null, one value alone
SUSPECTS_MAX = 8
SURE_GAIN = (
    20.0  # a step of a suspect that gains so much is no chance: about 1 in 5,000 over two years of weeks
)
CLEARED_MAX = 12
ACCUSE_Z, POWER_Z = 3.0, 0.84  # what an accusation usually takes, and an 80 % chance of it
ORDER = {"losing guests": 0, "cannot tell apart": 1, "suspected": 2, "cleared": 3}


def all_findings(
    evidence: Evidence, tests: Sequence[Tested], past: dict[Value, Tested]
) -> tuple[Finding, ...]:
    """Everything that is to be said of single values. `past`: those that go with the gap before the visit."""
    raw = evidence.raw()
    accused = [t for t in tests if t.accused]
    margin = np.log1p(-evidence.params.worse_than)
    suspects = sorted(
        (t for t in tests if not t.accused and t.p < SUSPECT_P and t.effect < margin), key=lambda t: t.p
    )
    spoken = {v for t in (*accused, *suspects) for v in (t.value, *t.same)}
    cleared = [t for t in tests if _is_cleared(t, raw.get(t.value), spoken)]
    cleared.sort(key=lambda t: raw[t.value].effect)
    same = _aliases(tests)
    evidence.keep_near(t.value for t in (*accused, *suspects[:SUSPECTS_MAX], *cleared[:CLEARED_MAX]))
    findings = [_accusation(evidence, t, raw, past.get(t.value), same) for t in accused]
    findings += [_suspicion(evidence, t, raw, past.get(t.value), same) for t in suspects[:SUSPECTS_MAX]]
    findings += [_clearance(evidence, t, raw, same) for t in cleared[:CLEARED_MAX]]
    return tuple(sorted(findings, key=_rank))


def settled(findings: Sequence[Finding], proofs: Sequence[Proof]) -> tuple[Finding, ...]:
    """What is proved to be mended puts no more money at risk; the finding stays, and says so."""
    mended = {(p.detail, p.value): p.mended_at.date() for p in proofs if p.verdict == "proved"}
    changed = [
        replace(
            f,
            at_risk=None,
            at_risk_low=None,
            reason=Note(code="mended", facts={"day": mended[f.detail, f.value]}),
        )
        if (f.detail, f.value) in mended
        else f
        for f in findings
    ]
    return tuple(sorted(changed, key=_rank))


def _rank(f: Finding) -> tuple[int, float, float, str, str]:
    return ORDER[f.verdict], -(f.at_risk_low or 0.0), f.high, f.detail, f.value


def _is_cleared(test: Tested, raw: Raw | None, spoken: set[Value]) -> bool:
    if raw is None or not raw.accused or test.value in spoken or test.same:
        return False
    return bool(test.effect > np.log1p(raw.effect) / 2)


def _aliases(tests: Sequence[Tested]) -> dict[Value, tuple[Value, ...]]:
    """Both ways: whoever names another is named by it."""
    names: dict[Value, set[Value]] = {}
    for test in tests:
        for other in test.same:
            names.setdefault(test.value, set()).add(other)
            names.setdefault(other, set()).add(test.value)
    return {value: tuple(sorted(others)) for value, others in names.items()}


def _accusation(
    evidence: Evidence,
    test: Tested,
    raw: dict[Value, Raw],
    past: Tested | None,
    same: dict[Value, tuple[Value, ...]],
) -> Finding:
    finding, _ = _weighed(evidence, test, raw, same)
    return _accused(evidence, test, finding, past, same)


def _suspicion(
    evidence: Evidence,
    test: Tested,
    raw: dict[Value, Raw],
    past: Tested | None,
    same: dict[Value, tuple[Value, ...]],
) -> Finding:
    """Suspected - or accused after all, where it was good for long and its weeks leave no doubt that it then began."""
    finding, change = _weighed(evidence, test, raw, same)
    if change is not None and change.gain >= SURE_GAIN and finding.high < -evidence.params.worse_than:
        return _accused(evidence, test, finding, past, same)
    needed = visits_needed(test, finding.visits, evidence.params.worse_than)
    return replace(finding, verdict="suspected", visits_needed=needed)


def _weighed(
    evidence: Evidence, test: Tested, raw: dict[Value, Raw], same: dict[Value, tuple[Value, ...]]
) -> tuple[Finding, Change | None]:
    finding, change = _with_change(evidence, test, _plain(evidence, test, raw, same))
    return _with_money(evidence, test, finding), change


def _accused(
    evidence: Evidence,
    test: Tested,
    finding: Finding,
    past: Tested | None,
    same: dict[Value, tuple[Value, ...]],
) -> Finding:
    started = (finding.since - date(1970, 1, 1)).days if finding.since else 0
    finding = replace(finding, curve=evidence.curve(test.value, from_day=started))
    if same.get(test.value):
        return replace(finding, verdict="cannot tell apart")
    if past is not None and past.effect < 0 and past.effect <= test.effect / 2:
        return replace(finding, verdict="suspected", reason=Note(code="rarer_before", facts={}))
    return finding


def visits_needed(test: Tested, visits: int, worse_than: float) -> int:
    """More visits until an effect of this size is accused four times in five: errors shrink with the root of visits."""
    beyond = max(-(test.effect - np.log1p(-worse_than)), 0.01)
    total = visits * ((ACCUSE_Z + POWER_Z) * test.error / beyond) ** 2
    return max(int(np.ceil((total - visits) / 10) * 10), 10)


def _clearance(
    evidence: Evidence, test: Tested, raw: dict[Value, Raw], same: dict[Value, tuple[Value, ...]]
) -> Finding:
    return replace(_plain(evidence, test, raw, same), verdict="cleared", reason=_why(evidence, test.value))


def _plain(
    evidence: Evidence, test: Tested, raw: dict[Value, Raw], same: dict[Value, tuple[Value, ...]]
) -> Finding:
    k, code = test.value
    details = evidence.prepared.details
    plain = raw.get(test.value)
    others = tuple(
        details[j].name for j in range(len(details)) if j != k and evidence.court.place[j] is not None
    )
    return Finding(
        detail=details[k].name, value=details[k].values[code], verdict="losing guests",
        effect=float(np.expm1(test.effect)), low=float(np.expm1(test.low)), high=float(np.expm1(test.high)),
        visits=details[k].visits[code], p=test.p, raw_effect=plain.effect if plain else None,
        adjusted_for=(*evidence.prepared.known_before, *others),
        same_as=tuple((details[j].name, details[j].values[c]) for j, c in same.get(test.value, ())),
    )  # fmt: skip


def _with_change(evidence: Evidence, test: Tested, finding: Finding) -> tuple[Finding, Change | None]:
    """Add the weeks, and, where it began at some time, since when and how much since then."""
    weekly = evidence.weekly(test.value, test.effect)
    finding = replace(finding, weeks=tuple(
        Week(start=monday(w), visits=int(v), returned=int(o), expected=float(e))
        for w, v, o, e in zip(weekly.week, weekly.visits, weekly.seen, weekly.expected, strict=True)
    ))  # fmt: skip
    n = sum(
        week < evidence.mended.get(test.value, week + 1) for week in weekly.week
    )  # not the weeks after a mend
    change = find_change(weekly.seen[:n], weekly.expected[:n], weekly.variance[:n])
    if change is None:
        return finding, None
    wide = (test.effect - test.low) * np.sqrt(
        sum(weekly.expected) / max(sum(weekly.expected[change.at : n]), 1e-9)
    )
    finding = replace(
        finding, effect=float(np.expm1(change.after)), low=float(np.expm1(change.after - wide)),
        high=float(np.expm1(change.after + wide)), shape=change.shape, since=monday(weekly.week[change.at]),
        since_low=monday(weekly.week[change.low]), since_high=monday(weekly.week[change.high]),
    )  # fmt: skip
    return finding, change


def monday(week: int) -> date:
    """The first day of a week since 1970."""
    return date(1970, 1, 1) + timedelta(days=int(week) * 7 - 3)


def _with_money(evidence: Evidence, test: Tested, finding: Finding) -> Finding:
    """Visits a year x baseline return x (1 - e^beta) x what a return is worth; the low end from the end
    nearest zero."""
    worth = evidence.worth(test.value)
    if worth is None:
        return finding
    last = evidence.prepared.totals.last_day
    start = max(last - int(YEAR_DAYS), evidence.prepared.totals.first_day)
    if finding.since is not None:
        start = max(start, (finding.since - date(1970, 1, 1)).days)
    a_year = evidence.since(test.value, start) * YEAR_DAYS / max(last - start + 1, 28)
    own_return, _ = evidence.expected_share(test.value)
    stake = a_year * own_return * worth
    return replace(
        finding,
        at_risk=round(max(-finding.effect, 0) * stake, 2),
        at_risk_low=round(max(-finding.high, 0) * stake, 2),
    )


def _why(evidence: Evidence, value: Value) -> Note:
    """What the plain comparison overlooked: the dimension that pulls this value's visits down the most."""
    joint = evidence.court.joint
    own, usual = evidence.expected_share(value)
    pulls = [(float(np.log(own / usual)), Note(code="guests_differ", facts={}))]
    for m, dim in enumerate(evidence.court.joint.dimensions):
        if m == evidence.court.place[value[0]]:
            continue
        at = joint.of(m)
        share = evidence.shares(value, m) - joint.expected[at] / max(joint.expected[at].sum(), 1e-9)
        parts = share * joint.beta[at]
        pulls.append(
            (
                float(parts.sum()),
                _pull_note(evidence, dim.name, m, int(np.argmin(np.where(share > 0, parts, 0)))),
            )
        )
    strongest = min(pulls, key=lambda pull: pull[0])
    return strongest[1] if strongest[0] < -0.005 else Note(code="chance", facts={})


def _pull_note(evidence: Evidence, name: str, m: int, code: int) -> Note:
    if name == "when":
        return Note(
            code="works_when",
            facts={"weekday": code // 16, "hour": code // 2 % 8 * 3, "first_visit": code % 2 == 0},
        )
    if m in evidence.court.place:
        return Note(
            code="goes_with",
            facts={
                "detail": name,
                "value": evidence.prepared.details[evidence.court.place.index(m)].values[code],
            },
        )
    return Note(code="guests_differ", facts={})


def all_proofs(evidence: Evidence) -> tuple[Proof, ...]:
    """One for each mend, in their order; a mend of something unknown says so."""
    proofs = []
    for mend in evidence.mends:
        value = evidence.meant_by(mend)
        proofs.append(unknown_mend(mend) if value is None else _prove(evidence, mend, value))
    return tuple(proofs)


def _prove(evidence: Evidence, mend: Mend, value: Value) -> Proof:
    k, code = value
    detail = evidence.prepared.details[k]
    mend = replace(mend, detail=detail.name, value=detail.values[code])
    at = evidence.court.place[k]
    joint = evidence.court.joint
    effect = 0.0
    if at is not None:
        codes = np.arange(evidence.prepared.details[k].tested)
        effect = float(joint.beta[joint.start[at] + code] - np.median(joint.beta[joint.start[at] + codes]))
    weekly = evidence.weekly(value, effect)
    week = mended_week(mend)
    before = [w for w in weekly.week if w < week]
    n = len(before)
    change = find_change(weekly.seen[:n], weekly.expected[:n], weekly.variance[:n])
    since = int(before[change.at]) if change else None
    return prove(mend, weekly, evidence.controls(value), mended_week=week, since_week=since)
