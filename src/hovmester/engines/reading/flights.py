"""Flight codes: a carrier and a number, "KL1023", "dy 621". Not a table number, a date or "AT 7"."""

import re
from collections.abc import Iterator

from hovmester.engines.reading.model import Flight
from hovmester.engines.reading.tokens import has_figures, word_set

_CODE = re.compile(r"(?<![\w/-])([A-Z]{2}|[A-Z]\d|\d[A-Z])(\s?)(\d{1,4})(?![\w%:/]|[.,]\d|-\d)")
_SPOKEN = re.compile(
    r"\b(?:flights?|vluchten|vlucht(?:nummer)?|flyet?|flyvning|flight\s?(?:no|nr|number)|flug|vol|vuelo)\s?(?:nr\.?|no\.?|#|is)?\s*"
    r"([a-z]{2}|[a-z]\d|\d[a-z])\s?-?(\d{1,4})(?!\w)",
    re.IGNORECASE,
)
_NOT_BEFORE = re.compile(
    r"(?:table|tafel|bord|room|kamer|rom|gate|order|bestelling|ordre|terminal|zone|size|maat|seat|stoel|invoice|ref)"
    r"(?:\s?(?:nr|no|number|nummer|#))?[.:]?\s*$",
    re.IGNORECASE,
)
CARRIERS = word_set(
    "AA AC AF AI AK AM AR AS AT AV AY AZ B6 BA BE BR BT CA CI CM CX CZ D8 DE DL DS DX DY EI EK EN ET EW EY F9 FI FR FZ "
    "G4 GA GF HA HU HV IB JL JQ JU KE KL KQ KU LA LG LH LO LS LX LY MH MS MU NH NK NZ OK OS OU OZ PC PG PR QF QR RJ RO "
    "SA SK SN SQ SU SV TG TK TO TP TR TU U2 UA UL UX VA VF VN VS VY W6 WF WN WS WX X3 XQ FB JP NO TB OR XZ"
)
_FLYING = re.compile(
    r"\b(?:fl(?:y|ies|ying|ight)|land(?:s|ing|t|er|en)?|arriv\w+|"
    r"vlucht|vliegt|vliegen|flyet|flyr|gate|airport)\b",
    re.IGNORECASE,
)
_WORDS = word_set("AT IN IS AS NO SO TO OR EN DE ET LA BE OK AM AI OS HA HU OP OM ME SA")


def find_flights(text: str) -> Iterator[Flight]:
    """Codes of known carriers, and any code that stands behind the word flight."""
    if not has_figures(text):
        return
    seen: set[int] = set()
    for match in _SPOKEN.finditer(text):
        start = match.start(1)
        carrier = match[1].upper()
        if match[1].islower() and (carrier not in CARRIERS or carrier in _WORDS):
            continue  # "flyet er 50 minutter forsinket"
        seen.add(start)
        yield Flight(
            text=text[start : match.end()], start=start, end=match.end(), code=(match[1] + match[2]).upper()
        )
    for match in _CODE.finditer(text):
        carrier, space, number = match.groups()
        if match.start() in seen or carrier not in CARRIERS:
            continue
        weak = carrier in _WORDS or len(number) < 3
        if weak and (
            len(number) < 2
            or carrier in ("AM",)
            or (space and (carrier in _WORDS or not _FLYING.search(text)))
        ):
            continue
        if _NOT_BEFORE.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        yield Flight(text=match.group(), start=match.start(), end=match.end(), code=carrier + number)
