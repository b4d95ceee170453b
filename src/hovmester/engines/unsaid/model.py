"""What unsaid takes and gives. Durations in days where a guest's life is meant, effects as relative change."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

VERDICTS = ("losing guests", "suspected", "cannot tell apart", "cleared")
PROOFS = ("proved", "no proof yet", "did not help")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Which column of the visits is what. `at` is wall-clock time at the place."""

    guest: str
    at: str
    spend: str | None = None
    site: str | None = None
    visit: str | None = None  # needed only beside a long table of details
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """How the question is asked. The defaults are those of docs/methods/unsaid.md."""

    horizon_days: int = 120  # a return later than this counts as none
    margin: float = 0.6  # share of spend that stays with the house
    worse_than: float = 0.03  # a loss of returns smaller than this is nobody's business
    q: float = 0.10  # share of accusations that may be false
    ridge: float = 2.0  # prior precision of an effect on the log scale
    min_visits: int = 100  # a value seen less often is looked at together with the other rare ones
    max_values: int = 400  # of one detail, the most often seen
    value_years: float = 1.0  # how far ahead a guest's worth is counted

    def __post_init__(self) -> None:
        _within("horizon_days", self.horizon_days, 7, 730)
        _within("margin", self.margin, 0.0, 1.0)
        _within("worse_than", self.worse_than, 0.0, 0.5)
        _within("q", self.q, 0.001, 0.5)
        _within("ridge", self.ridge, 0.01, 1e4)
        _within("min_visits", self.min_visits, 20, 1e9)
        _within("max_values", self.max_values, 2, 2000)
        _within("value_years", self.value_years, 0.1, 20)


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise ValueError(f"{name} must be between {low:g} and {high:g}, got {value:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """Somebody put `value` of `detail` right at `mended_at` (wall clock at the place)."""

    detail: str
    value: str
    mended_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the log: the guest as written there, and the moment ("2024-05-31 18:30"); None where there is none."""

    guest: str | None
    at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Rows set aside, why, and the first few of them."""

    reason: str
    rows: int
    examples: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something the reader of the findings must know: a machine code and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What happened to the guests who had one value in one week of visits.

    `start` is that week's Monday; of `visits` visits, `returned` were followed by another within the horizon where
    `expected` would have been had the value been an ordinary one.
    """

    start: date
    visits: int
    returned: int
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """Share of guests back by a day after the visit: seen, and expected of visits like these."""

    day: int
    seen: float
    expected: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One value of one detail, and what can honestly be said about it.

    `effect`, `low` and `high` are relative changes of the return rate (-0.14: one in seven fewer come back), a 95 %
    interval clustered by guest and by shift. Money is a year's, in the currency of the log.
    """

    detail: str
    value: str
    verdict: str
    effect: float
    low: float
    high: float
    visits: int
    p: float
    at_risk: float | None = None
    at_risk_low: float | None = None
    since: date | None = None
    since_low: date | None = None
    since_high: date | None = None
    shape: str | None = None  # "step" or "ramp"
    visits_needed: int | None = None
    raw_effect: float | None = None  # what a plain comparison of return rates would have said
    adjusted_for: tuple[str, ...] = ()
    same_as: tuple[tuple[str, str], ...] = ()  # (detail, value) of those always seen together with it
    reason: Note | None = None  # why it was cleared, or only suspected
    weeks: tuple[Week, ...] = ()
    curve: tuple[Point, ...] = ()

    def __post_init__(self) -> None:
        if self.verdict not in VERDICTS:
            raise ValueError(f"verdict must be one of {VERDICTS}, got {self.verdict!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """Every value that was looked at: for the picture of all effects and for whoever wants to check."""

    detail: str
    value: str
    effect: float
    low: float
    high: float
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Did a mend bring guests back? `expected` is what would have come back had nothing changed."""

    detail: str
    value: str
    mended_at: datetime
    verdict: str
    came_back: int
    expected: float
    expected_healed: float
    evidence: float  # e-value: 20 means odds of 20 to 1 against "nothing changed", whenever one looks
    visits_needed: int | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if self.verdict not in PROOFS:
            raise ValueError(f"verdict must be one of {PROOFS}, got {self.verdict!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The engine on trial in this very run.

    `decoys_flagged`: of `decoys` shuffled details that can have done nothing, how many were accused all the same.
    `past_gap_flagged`: values that go with how often guests came *before*, which no value can have changed.
    """

    guests: int
    visits: int
    rows: int
    rows_refused: int
    censored_share: float
    decoys: int
    decoys_flagged: int
    past_gap_flagged: int
    past_gap_values: tuple[tuple[str, str], ...] = ()  # (detail, value) of these


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The house without any detail: how guests return, and what a guest is worth."""

    horizon_days: int
    return_share: float  # of fully observed visits, within the horizon
    strata: int
    visits_a_year: float
    mean_spend: float | None
    margin: float
    worth_of_a_return: float | None  # what is lost when one guest does not come back, within `value_years`
    bgnbd: Mapping[str, float] | None
    first_visit: date
    last_visit: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that can be said. `findings` are ordered: accused first, by the money at risk that is certain."""

    findings: tuple[Finding, ...]
    effects: tuple[Effect, ...]
    proofs: tuple[Proof, ...]
    audit: Audit
    baseline: Baseline
    refused: tuple[Refused, ...]
    notes: tuple[Note, ...]
