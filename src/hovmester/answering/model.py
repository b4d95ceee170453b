"""The answer to *can we?* as the house shows, stores and sends it. `as_json` is the shape of `can-we --json`."""

from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hovmester.engines.reading.model import Reading


class Verdict(StrEnum):
    YES = "yes"
    YES_IF = "yes-if"
    NO = "no"
    NOT_KNOWN = "not-known"  # too little is known of the kitchen to tell a yes from a no


class HangsOn(StrEnum):
    """What the time of a wish hangs on."""

    MOMENT = "moment"  # "at half past six"
    DEADLINE = "deadline"  # "by seven"
    WINDOW = "window"  # "between six and seven"
    LANDING = "landing"  # "when I land": nobody knows exactly when


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPart:
    label: str  # in the reader's language: "food", "Alex, 2 h 10", "car"
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    amount: Decimal
    currency: str
    parts: tuple[CostPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """One step of the plan. Start and ends are those of the day if permission is given now."""

    kind: str  # housefile.StepKind
    who: str  # person key; empty for permission
    who_name: str
    where: str  # what a person would call it: "grill", "EWR, door B"
    what: str  # one line: "make 1 porterhouse"
    start: datetime
    end_p50: datetime
    end_p90: datetime
    station: str = ""  # keys of what the step holds while it runs
    vehicle: str = ""
    dish: str = ""
    qty: int = 1
    lasts_p50: float = 0.0  # minutes
    lasts_p90: float = 0.0
    stated_p50: float = 0.0  # minutes as stated, before anything was learnt: what the laws are learnt against
    to_lat: float | None = None  # where a drive ends
    to_lon: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    constraint: (
        str  # machine code: "time", "stock", "reach", "hours", "staff", "station", "drive", "past", ...
    )
    share: float  # of the ways it fails, in [0, 1]; 1 for a hard gate
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IfOnly:
    change: (
        str  # machine code: "later", "earlier-permission", "instead", "second-courier", "nearer", "ask", ...
    )
    p_on_time: float
    extra_cost: Decimal
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hurt:
    promise: str  # key of the earlier promise
    title: str
    p_before: float
    p_after: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the odds rest on besides what is stated: counts, and tonight's pace (.12: 12 % slower than usual)."""

    made: int = 0  # times the least known of the dishes was made
    driven: int = 0
    kitchen_tonight: float | None = None  # None: nothing ended tonight that would tell
    roads_tonight: float | None = None
    promises: int = 0  # ended promises the odds were corrected by; 0: told as worked out
    ended: int = 0  # promises that have ended, enough to correct by or not


@dataclass(frozen=True, slots=True, kw_only=True)
class CanWe:
    """`p_*` are None, and `decide_by` and `deadline` too, where no plan could be made; `because` then says why."""

    reading: Reading
    verdict: Verdict
    ask_back: str | None
    p_on_time: float | None
    p_low: float | None
    p_high: float | None
    decide_by: datetime | None
    deadline: datetime | None
    earliest: datetime | None
    price: Decimal | None  # what the guest pays for the items
    cost: Cost  # what the promise costs the house
    steps: tuple[PlannedStep, ...]
    because: tuple[Because, ...]
    if_only: tuple[IfOnly, ...]
    hurts: tuple[Hurt, ...]
    title: str  # what it is in a few words: "Porterhouse · Newark airport"
    site: str  # key of the site that would do it; empty where none can
    now: datetime
    seed: int
    p_raw: float | None = (
        None  # the odds as worked out, before they were corrected by how past ones came true
    )
    floor: float | None = None  # the odds from which the house promises
    hangs_on: HangsOn | None = None
    known: Known = Known()

    def as_json(self) -> dict[str, Any]:
        """Plain types only: moments as ISO text with offset, money as text, spans as {text, start, end, ...}."""
        shape: dict[str, Any] = plain(asdict(self))
        return shape


def plain(value: Any) -> Any:  # Any: JSON has no narrower type
    """`value` as JSON holds it: moments as ISO text, money as text, classes as dictionaries of their fields."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value
