"""Items wished for, with number, size, how they should be, and what the guest must not eat."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import replace

from hovmester.engines.reading.counts import ANDS, COUNTS, counts_in
from hovmester.engines.reading.dictionary import Hit
from hovmester.engines.reading.model import What
from hovmester.engines.reading.negated import Unwanted
from hovmester.engines.reading.tokens import Token, word_set

_SIZES = {
    "small": "small little petite klein kleine liten lite små lille",
    "medium": "medium-sized middelgroot middels",
    "large": "large big huge xl extra-large groot grote stor store stort grande gran groß große",
    "half": "half-portion halve",
    "double": "double dubbele dubbel dobbel doble",
}
# How many: no year (a wine of 2009 is one wine), and no telephone or order number.
_FIGURES = re.compile(r"(?!19\d\d$|20\d\d$)[1-9][0-9]{0,3}")
_HALVES = frozenset({"halve", "halv", "halvt"})
_AND_A = ANDS | frozenset({"a", "een", "en", "et", "ein"})
SIZE_OF = {word: size for size, words in _SIZES.items() for word in words.split()}
# "2 stk biff", "three bottles of red wine", "2 porties friet"
MEASURES = word_set(
    "stk stykk stykker st stuks stuk pcs pc pieces portion portions portie porties porsjon porsjoner porsjonar bottle "
    "bottles fles flessen flesjes flaske flasker glass glasses glas glazen kopp kopper kop koppen cup cups bowls "
    "schaal stück portionen flaschen flasche flaskor portioner bouteille bouteilles botella botellas plates jug "
    "jugs set sets sett stel karaf karaffen mugge bunch box boxes doos dozen eske esker bag bags zak zakken pose poser"
)
# What may stand between a number and the dish it counts
_BEHIND_A_COUNT = MEASURES | SIZE_OF.keys() | word_set("x × of nice lekkere god gode good mooie fin")
_WEIGHT = re.compile(
    r"\b\d{1,4}\s?(?:g|gr|gram|grams|kg|oz|ounce|ounces|ml|cl|l|liter|litre)\b", re.IGNORECASE
)
_HOW_WORDS = (
    r"(?:medium[- ]rare|medium[- ]well|well[- ]done|blue rare|rare|medium stekt|medium|à point|bleus?|"
    r"saignants?|bien cuits?|rood gebakken|goed doorbakken|doorbakken|gaar|rosé|godt stekt|gjennomstekt|lite stekt|"
    r"rå|rødstekt|genomstekt|välstekt|blodig|gennemstegt|durchgebraten|durch|blutig|englisch|poco hechos?|"
    r"al punto|muy hechos?|bien hechos?|"
    r"extra \w+|ekstra \w+|on the side|apart|ved siden av|gluten[- ]free|glutenvrij\w*|glutenfri\w*|lactosevrij\w*|"
    r"laktosefri\w*|lactose[- ]free|dairy[- ]free|vegan\w*|vegetari\w+|vega|halal|kosher|koosjer|"
    r"(?:without|no|hold the|zonder|geen|uten|ingen) (?:the |de |het )?(?:onions?|garlic|butter|sauce|"
    r"salt|pepper|nuts|dill|tomato(?:es)?|lettuce|lemon|egg|eggs|olives?|capers?|chill?i|gravy|dressing|herbs|"
    r"cheese|mushrooms?|cream|mayo\w*|pickles?|bacon|ice|sugar|ui(?:en)?|knoflook|boter|saus|zout|peper|noten|kaas|"
    r"champignons?|dille|tomaat|tomaten|sla|citroen|ei|olijven|kappertjes|peterselie|koriander|dressing|kruiden|room|augurk\w*|spek|ijs|suiker|løk|hvitløk|smør|saus|salt|pepper|nøtter|ost|sopp|dill|tomat|salat|sitron|egg|oliven|kapers|persille|koriander|dressing|fløte|majones|is|"
    r"sukker))"
)
HOW = re.compile(rf"\b{_HOW_WORDS}\b", re.IGNORECASE)
_HOW_ALONE = re.compile(rf"[.;\n]\s*{_HOW_WORDS}(?=\s*(?:[.!,;\n]|$))", re.IGNORECASE)  # "The steak. Medium."
_PARTS = COUNTS | {"eentje": 1}  # "eentje" is one of them, and never a dish
# "two medium rare": how some of them should be
_PART = re.compile(
    rf"(?P<whole>\b(?:waarvan|hvorav|of which) )?(?<!for )(?<!voor )(?<!til )"
    rf"\b(?P<n>\d{{1,2}}|{'|'.join(sorted(_PARTS, key=len, reverse=True))}) "
    rf"(?P<of>of (?:them|which) |av (?:dem|de) |van hen |ervan )?"
    rf"(?P<how>{_HOW_WORDS})\b",
    re.IGNORECASE,
)
# The same right before a dish: "two medium rare steaks"
_LEAD = re.compile(
    rf"(?:\b(\d{{1,2}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))}) )?\b({_HOW_WORDS}) $", re.IGNORECASE
)
# "no onions on the burger": how it should be, before it
_AHEAD = re.compile(
    rf"\b({_HOW_WORDS}) (?:graag |please |takk |gjerne )?(?:on|in|with|bij|op|in|på|til|i|auf|sur|en) "
    r"(?:(?:the|my|de|het|den|det|mijn|min|le|la|el) )?$",
    re.IGNORECASE,
)
_ALLERGENS = {
    "nuts": "nut nuts noten noot pinda pinda's peanut peanuts nøtter nøtt peanøtter "
    "nødder jordnødder nötter jordnötter nüsse nüssen erdnüsse erdnüssen "
    "noix arachides cacahuètes nueces cacahuetes secos walnut walnuts hazelnoten almonds",
    "gluten": "gluten coeliac celiac cøliaki coeliakie wheat tarwe hvete hvede vete weizen blé trigo",
    "milk": "dairy lactose milk melk laktose zuivel koemelk mælk mjölk milch lait leche lactosa",
    "egg": "egg eggs ei eieren egg. æg ägg eier œufs oeufs huevo huevos",
    "fish": "fish vis fisk fisch poisson pescado",
    "shellfish": "shellfish shrimp shrimps prawns schaaldieren garnalen skalldyr reker crab krab "
    "skaldyr rejer skaldjur räkor meeresfrüchte krebstiere crustacés crevettes marisco mariscos",
    "soy": "soy soya soja",
    "sesame": "sesame sesam",
    "mustard": "mustard mosterd sennep",
    "celery": "celery selderij selleri",
}
_ALLERGEN_OF = {word: key for key, words in _ALLERGENS.items() for word in words.split()}
_ALLERGY = re.compile(
    r"(?:allerg\w*\s*[:=]|allerg(?:ic|isch|isk|iker|iske|ique|iques)\w* "
    r"(?:to|voor|for|mot|op|på|over for|gegen|aux?|à la|à l')|"
    r"al[eé]rgic[oa]s? (?:al?|a los|a las)|intolerant (?:to|voor|for)|can'?t (?:eat|have)|"
    r"cannot (?:eat|have)|mag geen|mogen geen|tåler ikke|tåler ikkje|kan ikke spise|intolerance (?:to|for)|"
    r"intolerantie voor|allergy to|allergie voor|allergi mot|vertr[aä]g(?:e|t|en) kein\w*|"
    r"tål inte|no puedo comer|ne mange pas de)\s+((?:[^\W\d]|[ ,&'])+)",
    re.IGNORECASE,
)
_ALLERGY_WORD = re.compile(
    r"\b(\w+?)[- ]?(?:allerg(?:y|ies|ie|ieën|i|ier|isch|isk)|intoleran(?:t|ce|tie|se))\b|"
    r"\b(c(?:o)?eliac|cøliaki|coeliakie)\b",
    re.IGNORECASE,
)


def as_items(
    text: str,
    tokens: Sequence[Token],
    hits: Iterable[Hit],
    unknown: Iterable[tuple[int, int]],
    taken: frozenset[int],
    refused: Sequence[Unwanted] = (),
    language: str = "und",
) -> tuple[What, ...]:
    """`taken`: tokens that are part of a time, place or flight – their numbers count no items.

    `refused` items are said of the one before them: a steak "without shrimp".
    """
    found: list[tuple[int, int, str | None]] = [(hit.start, hit.end, hit.key) for hit in hits]
    for start, end in unknown:
        if not HOW.fullmatch(text, tokens[start].start, tokens[end - 1].end):  # "a well done", of a steak
            found.append((start, end, None))
    allergies = allergies_in(text) if found else ()
    whats: list[What] = []
    more: set[int] = set()  # of `whats`: those that are wished for besides one of the same name
    again: set[int] = set()
    order = sorted(found, key=lambda one: one[:2])
    for place, (start, end, key) in enumerate(order):
        following = order[place + 1][0] if place + 1 < len(order) else len(tokens)
        without = [no for no in refused if end <= no.start and no.hit.start < following]
        first, qty = _count(tokens, start, taken, language)
        if place and first < start and first - 1 == order[place - 1][1] and tokens[first - 1].low in ANDS:
            again.add(place)
        begin, stop = tokens[start].start, tokens[end - 1].end
        lead = _LEAD.search(text, max(0, begin - 40), begin) if first == start else None
        if lead and lead[1]:
            qty = _number(lead[1])
        until = _before_next(text, tokens, stop, following)
        after = text[stop : min(_clause_end(text, stop), until)]
        before = lead.group() if lead else text[tokens[first].start : begin]
        if place == 0 and (ahead := _AHEAD.search(text, max(0, begin - 60), begin)):
            before = ahead[1] + " " + before
        what = What(
            text=text[begin:stop],
            start=begin,
            end=stop,
            item=key,
            qty=qty,
            size=_size(before, after),
            wishes=_how(before + text[begin:stop] + after) + _said(text, tokens, without),
            allergies=allergies,
        )
        for part in _parts(text, what, before, until):
            if part.start != what.start or place in again:
                more.add(len(whats))
            whats.append(part)
    return _merged(whats, more)


def _before_next(text: str, tokens: Sequence[Token], stop: int, following: int) -> int:
    """Where the words about the next dish begin; the end of the text where there is none."""
    if following >= len(tokens):
        return len(text)
    begin = tokens[following].start
    lead = _LEAD.search(text, max(stop, begin - 40), begin)
    return lead.start() if lead else begin


def _parts(text: str, what: What, before: str, until: int) -> list[What]:
    """ "Three steaks, two rare, one well done" are two and one; "two steaks rare and one well done" are three."""
    end = re.search(r"[.!?;\n]", text[what.end : what.end + 120])
    until = min(until, what.end + (end.start() if end else 120))
    parts = list(_PART.finditer(text, what.end, until))
    if not parts:
        return [what]
    own = _how(before + what.text + text[what.end : parts[0].start()])
    of_all = tuple(
        how for how in what.wishes if all(how != part["how"].lower() for part in parts) or how in own
    )
    counted = [_number(part["n"]) for part in parts]
    of_them = any(part["whole"] or part["of"] or part["n"].lower() == "eentje" for part in parts)
    part_own = own if of_them else ()  # "two medium, one of them without butter"
    found = [
        replace(
            what,
            text=part.group(),
            start=part.start(),
            end=part.end(),
            qty=qty,
            wishes=(*part_own, part["how"].lower()),
        )
        for part, qty in zip(parts, counted, strict=True)
    ]
    left = what.qty if own and not of_them else what.qty - sum(counted)
    if left > 0:
        return [replace(what, qty=left, wishes=own or of_all), *found]
    return [replace(found[0], text=what.text, start=what.start, end=what.end), *found[1:]]


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _PARTS[word.lower()]


def allergies_in(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for match in _ALLERGY.finditer(text[:20000]):
        for word in re.findall(r"[^\W\d]+(?:'s)?", match[1].lower())[:8]:
            if word in _ALLERGEN_OF:
                found[_ALLERGEN_OF[word]] = None
    for match in _ALLERGY_WORD.finditer(text[:20000]):
        word = (match[1] or match[2]).lower().rstrip("-")
        for form in (word, word.rstrip("ns"), word + "en", word + "s"):
            if form in _ALLERGEN_OF:
                found[_ALLERGEN_OF[form]] = None
                break
    return tuple(found)


def _count(tokens: Sequence[Token], start: int, taken: frozenset[int], language: str) -> tuple[int, int]:
    """Looks back over size words and "x" for a number: (first token of it, the number).

    Nobody makes half a steak: "two and a half" is three, and the words stand there to be seen.
    """
    at = start - 1
    for _ in range(3):
        if at < 0 or at in taken:
            break
        low = tokens[at].low
        if _FIGURES.fullmatch(low):
            return at, int(low)
        if low == "half" or low in _HALVES:
            at -= 1
            while at >= 0 and tokens[at].low in _AND_A:
                at -= 1
            found = tokens[at].low if at >= 0 and at not in taken else ""
            whole = counts_in(language, found) or (int(found) if _FIGURES.fullmatch(found) else 0)
            return (at, whole + 1) if whole and tokens[at + 1].low in ANDS else (start, 1)
        if counted := counts_in(language, low):
            before = tokens[at - 1].low if at else ""
            return (at - 1, COUNTS[before]) if before in ("couple",) else (at, counted)
        if low not in _BEHIND_A_COUNT:
            break
        at -= 1
    return start, 1


def _size(before: str, after: str) -> str | None:
    for word in re.findall(r"[\w-]+", before.lower()):
        if word in SIZE_OF:
            return SIZE_OF[word]
    weight = _WEIGHT.search(before) or _WEIGHT.search(after[:40])
    return weight.group() if weight else None


def _how(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group().lower() for match in HOW.finditer(words)))


def _said(text: str, tokens: Sequence[Token], refused: Sequence[Unwanted]) -> tuple[str, ...]:
    return tuple(text[tokens[no.start].start : tokens[no.hit.end - 1].end].lower() for no in refused)


def _clause_end(text: str, start: int) -> int:
    match = re.search(r"[.!?;\n]|\b(?:and a|en een|og en|og et)\b", text[start : start + 120])
    end = start + (match.start() if match else 120)
    following = _HOW_ALONE.match(text, end)
    return following.end() if following else end


def _merged(whats: Sequence[What], more: Set[int]) -> tuple[What, ...]:
    """An item named twice is the same wish, but for `more`: "two entrecôtes and a ribeye"."""
    kept: list[What] = []
    for place, what in enumerate(whats):
        if what.item is None or place in more or all(what.item != other.item for other in kept):
            kept.append(what)
    return tuple(kept)
