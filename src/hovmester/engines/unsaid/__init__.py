"""Visits -> the details that quietly lose guests, and proof that a mend brought them back.

    from hovmester.engines.unsaid import Columns, find_unsaid
    report = find_unsaid(visits, Columns(guest="guest_id", at="visited_at", details=("table", "dish")), now=last_visit)

`visits` is an Ibis table on any backend, or a DataFrame or Arrow table. Also here: `fit_bgnbd` and
`fit_gamma_gamma` (what a guest is worth), `fit_wear` and `check_interval` (how often to look). The method:
docs/methods/unsaid.md.

Not here: asking guests, judging people, reading files, saying it in words, storing anything.
"""

from hovmester.engines.unsaid.errors import NobodyReturned, NotAVisitLog, NoVisits, UnsaidError
from hovmester.engines.unsaid.find import find_unsaid
from hovmester.engines.unsaid.model import (
    Audit,
    Baseline,
    Columns,
    Effect,
    Finding,
    Mend,
    Note,
    Params,
    Point,
    Proof,
    Refused,
    Report,
    Row,
    Week,
)
from hovmester.engines.unsaid.value import BgNbd, GammaGamma, Lives, fit_bgnbd, fit_gamma_gamma
from hovmester.engines.unsaid.wear import CheckInterval, Unknown, Wear, check_interval, fit_wear

__all__ = [
    "Audit",
    "Baseline",
    "BgNbd",
    "CheckInterval",
    "Columns",
    "Effect",
    "Finding",
    "GammaGamma",
    "Lives",
    "Mend",
    "NoVisits",
    "NobodyReturned",
    "NotAVisitLog",
    "Note",
    "Params",
    "Point",
    "Proof",
    "Refused",
    "Report",
    "Row",
    "Unknown",
    "UnsaidError",
    "Wear",
    "Week",
    "check_interval",
    "find_unsaid",
    "fit_bgnbd",
    "fit_gamma_gamma",
    "fit_wear",
]
