"""For how many: "table for four", "met z'n vieren", "vi er seks"."""

import re
from collections.abc import Sequence

from hovmester.engines.reading.model import Span
from hovmester.engines.reading.tokens import Token, folded, word_set

_WORDS = (
    "one een één en ett", "two twee to tween två zwei deux dos", "three drie tre drieën tres drei trois",
    "four vier fire vieren fyra quatre cuatro", "five vijf fem vijven fünf cinq cinco",
    "six zes seks zessen sex sechs seis",
    "seven zeven sju syv zevenen", "eight acht åtte achten otte åtta", "nine negen ni negenen", "ten tien ti tienen",
    "eleven elf elleve", "twelve twaalf tolv",
)  # fmt: skip
_VALUE = {word: value for value, words in enumerate(_WORDS, start=1) for word in words.split()}
_NUMBER = r"(\d{1,3}|" + "|".join(sorted(_VALUE, key=len, reverse=True)) + r")"
# Said before "for two", which then is no hour.
_CLOCK = (
    r"\d{1,2}[.:]\d\d|o'clock|at \d{1,2}|kl\.? \d{1,2}|klokk(?:a|en) \w+|uur|noon|"
    r"(?:half|halv|kwart voor|kwart over|kvart på|kvart over) \w+"
)
# On small letters: looking for either case takes `re` five times as long.
_PEOPLE = re.compile(
    rf"\b(?:(?:table|rooms?|party|group|dinner|lunch|breakfast|brunch|ontbijt(?:je)?|diner|frokost|"
    rf"frukost|lunsj|middag|frühstück|"
    rf"booking|reservation|seats?|tafel(?:tje)?|plekje|"
    rf"reservering|bord|gruppe|space|spots?|places?|plek|plaats|plass|meeting|vergadering|møte|"
    rf"groep|tisch|mesa|reservierung|réservation|reserva)\s+(?:for|of|voor|van|til|på|för|für|pour|para)\s+"
    rf"(?:a party of )?{_NUMBER}\b(?!\s*(?:o'clock|uur|am\b(?! \w+(?:tag|woch|end))|pm|:|\.|u\b|night|nacht|natt|nett|"
    rf"day|dag|week|uke|hour|time|month))"
    rf"|(?:for|voor|for|til|för|für|pour|para)\s+{_NUMBER}\s+(?:people|persons?|guests?|adults?|of us|personen|mensen|"
    rf"man|gasten|personer|gjester|stykker|stykke|voksne|pers|volwassenen|gæster|gäster?|erwachsenen?|vuxna|personnes|adultes|personas|adultos)\b"
    rf"|\b{_NUMBER}\s+(?:people|persons?|guests?|adults?|grown[- ]?ups?|of us|personen|mensen|gasten|personer|gjester|"
    rf"stykker|stykke|voksne|pers|volwassenen|gæster|gäster?|erwachsenen?|vuxna|personnes|adultes|personas|adultos)\b"
    rf"|\b{_NUMBER} man(?= (?:in|over|op|aan|voor|om)\b|\s*[,.!?;)]|\s*$)"
    rf"|\been man of {_NUMBER}\b|\b{_NUMBER} på besøk\b"
    rf"|(?P<at>{_CLOCK})\b[^.!?;\n]{{0,12}}\b(?:for|voor)\s+{_NUMBER}(?=\s*(?:pls|plz|please|thanks|takk|graag|aub|,|$))"
    rf"|\b(?:vi|wij|us|oss) {_NUMBER}(?= (?:få|kan|skal|kommer|krijgen|kunnen|gaan|get|have|sit)\b)"
    rf"|met (?:z['’´`]?n|zijn|ons) {_NUMBER}\b"
    rf"|(?:we are|we're|there are|we will be|we shall be|we'll be|we zijn met|we komen met|wij zijn met|vi er|me er|vi "
    rf"blir|vi kommer|me kjem) {_NUMBER}\b(?!\s*(?:min|hour|uur|time|o'clock|km|dag|day))"
    rf"|vi er {_NUMBER} (?:stykker|personer)\b)",
)


_CHILDREN = re.compile(
    r"(?:\s+(?:adults?|grown[- ]?ups?|people|persons|volwassenen|personen|voksne|personer|vuxna|erwachsene|adultes|"
    r"adultos|personnes|personas))?"
    rf"(?:(?:\s*,)?\s+(?:and|with|plus|en|met|og|med|och|und|mit|et|avec|y|con)|\s*[,&+])\s+"
    rf"(?:(an?|our|the|ons|onze|een|ei|et|eine?|une?|una|vår)|{_NUMBER})\s+"
    r"(?:little |small |young |kleine? |små |lite |liten |lita |kleines |"
    r"petits? )?"
    r"(?:bab(?:y|ies|y's|yer|ys|ie|ies)|bebés?|bébés?|toddlers?|infants?|child(?:ren)?|kids?|kind(?:eren|je|jes|er)?|"
    r"peuters?|barn|spedbarn|børn|enfants?|niños?|niñas?|teenagers?)\b",
)
_KIDS = (
    r"(?:kids?|child(?:ren)?|toddlers?|bab(?:y|ies)|kinderen|kind|peuters?|barn|børn|kinder|enfants|niños)"
)
# "3 kids and 2 adults"
_CHILDREN_FIRST = re.compile(
    rf"\b{_NUMBER}\s+(?:little |small |kleine |små )?{_KIDS}\s*(?:,|and|&|\+|en|og|och|und|et|y)\s+{_NUMBER}\s+"
    r"(?:adults?|grown[- ]?ups?|volwassenen|voksne|vuxna|erwachsene|adultes|adultos)\b",
)
_PARTNER = (
    r"(?:wife|husband|partner|girlfriend|boyfriend|fianc[eé]e?|vrouw|man|vriendin|vriend|kona|kone|mannen|samboer\w*|"
    r"kjæreste\w*)"
)
# "just me and the wife", "alleen mijn vrouw en ik"
_TWO = re.compile(
    rf"\b(?:just|only|for|alleen|enkel|voor|bare|kun|til)\s+(?:me (?:and|&) (?:my|the) {_PARTNER}|"
    rf"my {_PARTNER} (?:and|&) (?:me|i|myself)|(?:mijn|m'n|mn) {_PARTNER} en (?:ik|mij)|"
    rf"(?:ik|mij) en (?:mijn|m'n|mn) {_PARTNER}|"
    rf"meg og {_PARTNER}(?: min)?|{_PARTNER}(?: min)? og (?:meg|jeg))\b",
)
_PARTNERS = word_set(
    "wife husband partner girlfriend boyfriend vrouw man vriendin vriend kona kone mannen samboer"
)
_SOME_OF = ("of us", "personer", "people", "mensen", "av oss", "van ons")
_ONE_WHO = re.compile(r"\s+(?:can\w*|can't|is|has|who|mag|kan|heeft|die|tåler|er|som|har)\b")
_ARTICLES = ("een", "en", "ett")


_FRAME = word_set(
    "erwachsene erwachsenen vuxna gäste "
    "space spot spots place places plek plaats plass meeting vergadering møte besøk for voor oss "
    "breakfast brunch ontbijt ontbijtje diner frokost frukost lunsj middag frühstück me "
    "tafeltje plekje zn table room rooms adult grown grownups "
    "party group dinner lunch booking reservation seat seats tafel reservering bord gruppe groep people person "
    "persons guest guests adults us personen mensen man gasten personer gjester stykker voksne pers met we we're there "
    "we'll wij vi tisch mesa reservierung réservation reserva volwassenen gæster gäster personnes adultes personas "
    "adultos"
)


PEOPLE = word_set(  # never a mistyped dish: "kinderen" is no kinderbedje
    "children kids adults people guests persons kinderen kinder volwassenen personen gasten mensen barna voksne "
    "personer gjester børn gæster gäster vuxna erwachsene enfants adultes personnes niños adultos personas"
)


def people_in(text: str, said: frozenset[str]) -> tuple[int | None, Span | None]:
    """How many people and the words that say so. `said`: the words of the text, by which most texts end here."""
    if not _PARTNERS.isdisjoint(said) and (two := _TWO.search(folded(text))):
        return 2, _said(text, two.start(), two.end())
    if _FRAME.isdisjoint(said) or not any(word in _VALUE or word.isdecimal() for word in said):
        return None, None
    low = folded(text)
    if mixed := _CHILDREN_FIRST.search(low):
        both = sum(map(_number, mixed.groups()))
        return both, _said(text, mixed.start(), mixed.end())
    for match in _PEOPLE.finditer(low):  # "one of us is allergic" and "one guest cannot eat" count nobody
        count = next(group for group in match.groups()[::-1] if group is not None)
        number = _number(count)
        some = (
            match.group().endswith(_SOME_OF)
            or count in _ARTICLES
            or _ONE_WHO.match(low, match.end()) is not None
        )
        if number and not (number == 1 and some):
            break
    else:
        return None, None
    end = match.end()
    while child := _CHILDREN.match(low, end):  # "a table for two and a baby" seats three
        number += _number(child[2] or "1")
        end = child.end()
    start = (
        match.start() if match["at"] is None else match.end("at") + 1
    )  # the clock of "12.45 for two" counts nobody
    return number, _said(text, start, end)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else _VALUE[word]


def _said(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)


def counting(tokens: Sequence[Token], people: Span | None) -> frozenset[int]:
    """The tokens that count people; the table they sit at is still wished for."""
    if people is None:
        return frozenset()
    inside = [index for index, token in enumerate(tokens) if people.start <= token.start < people.end]
    starts_counting = bool(inside) and (tokens[inside[0]].low.isdecimal() or tokens[inside[0]].low in _VALUE)
    return frozenset(inside if starts_counting else inside[1:])
