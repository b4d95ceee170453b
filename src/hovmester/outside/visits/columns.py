"""Which column is what, where nobody said so. The guess is always shown."""

import re
from collections.abc import Mapping, Sequence

import ibis.expr.types as ir

from hovmester.engines.unsaid.model import Columns
from hovmester.outside.visits.errors import CannotGuess

GUEST = (
    "guest_id",
    "guest",
    "customer_id",
    "customer",
    "household_id",
    "household",
    "member_id",
    "member",
    "client_id",
    "client",
    "user_id",
    "user",
    "card_id",
    "card",
    "loyalty_id",
    "patient_id",
    "gast_id",
    "gast",
    "klant_id",
    "klant",
    "klantnummer",
    "gjest_id",
    "gjest",
    "kunde_id",
    "kunde",
    "kundenummer",
    "id",
)
AT = (
    "visited_at",
    "visit_time",
    "visit_date",
    "transaction_timestamp",
    "timestamp",
    "datetime",
    "created_at",
    "sold_at",
    "purchased_at",
    "ordered_at",
    "date_time",
    "date",
    "time",
    "day",
    "datum",
    "tijdstip",
    "dato",
    "tidspunkt",
)
SPEND = (
    "spend",
    "amount",
    "total",
    "revenue",
    "sales_value",
    "dollar_value",
    "turnover",
    "price",
    "value",
    "bedrag",
    "omzet",
    "totaal",
    "belop",
    "beløp",
    "omsetning",
    "sum",
)
SITE = (
    "site",
    "site_id",
    "store",
    "store_id",
    "shop",
    "shop_id",
    "restaurant",
    "restaurant_id",
    "branch",
    "location",
    "filiaal",
    "vestiging",
    "winkel",
    "butikk",
    "avdeling",
)
VISIT = ("visit_id", "visit", "basket_id", "order_id", "receipt_id", "receipt", "transaction_id", "ticket_id", "bon",
         "bonnummer", "kvittering", "ordre_id")  # fmt: skip
SAID_AFTERWARDS = re.compile(
    r"complain|review|rating|score|refund|feedback|returned|churn|comment|remark|note|nps|satisf|stars|tip$|klacht|klage|opmerking"
)
PEOPLE = re.compile(
    r"waiter|waitress|employee|barista|bartender|cashier|courier|driver|seller|manager|stylist|therapist|nurse|chef"
    r"|kelner|medewerker|bezorger|verkoper|kassi|chauffeur|bediend|servit|ansatt|selger|sjåfør|betjen|kokk"
    r"|(?<![a-z])(?:server|served_by|staff|cook|host|hostess|clerk|agent|person|rep|guide|doctor|trainer|operator"
    r"|ober|kok|bud)(?:s|en)?(?![a-z])"
)
CODE = re.compile(r"[^\W\d]{0,3}[-_ .]?\d+")  # "w7", "1042", "emp-12"
VALUES_MAX = 3000
SAMPLE = 200_000


def guess(visits: ir.Table, named: Mapping[str, str | tuple[str, ...] | None]) -> Columns:
    """Fill in what was not named. Raises: CannotGuess where the guest or the moment is not plain, or a column cannot
    be what it was said to be."""
    taken = {v for v in named.values() if isinstance(v, str)}
    names = [c for c in visits.columns if c not in taken]
    guest = named.get("guest") or _first(names, GUEST)
    if guest is None:
        raise CannotGuess(_not_plain("the guest", "--guest", visits.columns))
    at = (
        named.get("at") or _first([c for c in names if c != guest], AT) or _moment_by_type(visits, str(guest))
    )
    if at is None:
        raise CannotGuess(_not_plain("the moment of the visit", "--at", visits.columns))
    rest = [c for c in names if c not in (guest, at)]
    spend = named.get("spend") or _first(rest, SPEND)
    site = named.get("site") or _first(rest, SITE)
    visit = named.get("visit") or _first(rest, VISIT)
    details = named.get("details") or _details(visits, [c for c in rest if c not in (spend, site, visit)])
    columns = Columns(guest=str(guest), at=str(at), spend=_text(spend), site=_text(site), visit=_text(visit),
                      details=tuple(dict.fromkeys(details)))  # fmt: skip
    _fits(visits, columns)
    return columns


def _fits(visits: ir.Table, columns: Columns) -> None:
    """Refuse a column in two parts, and lists where one value is wanted."""
    if columns.guest == columns.at:
        raise CannotGuess(f"Column {columns.at!r} cannot be both the guest and the moment of the visit.")
    for name in columns.details:
        if name in (columns.guest, columns.at, columns.spend):
            raise CannotGuess(f"Column {name!r} is the guest, the moment or the spend and no detail; leave it out of "
                              "--details.")  # fmt: skip
        if visits[name].type().is_nested():
            raise CannotGuess(f"Column {name!r} holds {visits[name].type()}; several values a visit come in a table of "
                              "visit_id, detail and value: --long.")  # fmt: skip
    for one in (columns.guest, columns.site):
        if one is not None and visits[one].type().is_nested():
            raise CannotGuess(f"Column {one!r} holds {visits[one].type()}, not one value a visit.")


def is_people(detail: str) -> bool:
    """Whether a detail's values are persons of the house."""
    return PEOPLE.search(detail.lower()) is not None


def looks_like_a_name(value: str) -> bool:
    """ "Anna de Vries", "Bo" and "Anna2" are names; "w7", "1042", "emp-12" and a single letter are codes."""
    return len(value) > 1 and CODE.fullmatch(value) is None


def is_a_person(guest: str) -> bool:
    """Whether the id of a guest is a name or an address, which is theirs, rather than a number or a code."""
    return "@" in guest or (looks_like_a_name(guest) and not any(c.isdigit() for c in guest))


def _text(name: object) -> str | None:
    return None if name is None else str(name)


def _first(names: Sequence[str], known: Sequence[str]) -> str | None:
    plain = {re.sub(r"[^a-z0-9ø]+", "_", name.lower()).strip("_"): name for name in names}
    return next((plain[k] for k in known if k in plain), None)


def _moment_by_type(visits: ir.Table, guest: str) -> str | None:
    moments = [
        c
        for c in visits.columns
        if c != guest and (visits[c].type().is_timestamp() or visits[c].type().is_date())
    ]
    return moments[0] if len(moments) == 1 else None


def _details(visits: ir.Table, names: Sequence[str]) -> tuple[str, ...]:
    """Columns with a handful of values, known when the guest left: not figures, and nothing said afterwards."""
    candidates = [c for c in names if not SAID_AFTERWARDS.search(c.lower()) and not visits[c].type().is_floating()
                  and not visits[c].type().is_temporal() and not visits[c].type().is_nested()]  # fmt: skip
    if not candidates:
        return ()
    few = visits.select(candidates).limit(SAMPLE)
    counts = (
        few.agg(rows_=few.count(), **{c: few[c].nunique() for c in candidates}).to_pyarrow().to_pylist()[0]
    )
    most = min(VALUES_MAX, max(counts["rows_"] / 10, 2))
    return tuple(c for c in candidates if 1 < counts[c] <= most)


def _not_plain(what: str, option: str, names: Sequence[str]) -> str:
    sentence = f"Which column is {what}? Name it with {option}; the columns are {', '.join(names)}."
    if any(re.fullmatch(r"[\d\s:./,-]+", name) for name in names):
        sentence += " Is the first line a visit? Put one with the names of the columns before it."
    return sentence
