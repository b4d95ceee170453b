"""What is wished for, when the house has no word for it: "bring me X", "met een X", "med en X".

Not here: items of the house's dictionary.
"""

from collections.abc import Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from hovmester.engines.reading.counted import is_thing, name_begins
from hovmester.engines.reading.counts import ANDS, COUNTS
from hovmester.engines.reading.language import small_words
from hovmester.engines.reading.negated import NEGATIVES
from hovmester.engines.reading.tokens import Token, word_set, words_of

LONGEST_NAME = 4


class Asking(NamedTuple):
    """Words of one language: what asks for a thing, what may stand before its name, what ends it."""

    verbs: tuple[str, ...]  # phrases after which the thing comes
    withs: frozenset[str]  # "with": the thing comes only after an article
    articles: frozenset[str]
    stops: frozenset[str]
    subjects: frozenset[
        str
    ]  # who is asked, before the thing where the verb comes last: "kan iemand een taart …"
    things: frozenset[str]  # a wish in themselves: "table for four"


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split("|"))


_ASKING = {
    "en": Asking(
        verbs=_phrases(
            "bring me|bring us|bring|get me|get us|can i get|can i have|could i get|could i have|can "
            "we get|can we have|"
            "could we get|could we have|i'd love|i would love|we'd love|"
            "i'd like|i would like|we'd like|we would like|i want|we want|i need|we need|"
            "order|deliver|need|send me|send us|i'll have|may i have|could you do|can you do|craving|"
            "dying for|love to have|"
            "would love|would kill for|reserve|book|like to order|like to have|like to book|like to "
            "reserve|any chance of|"
            "make me|make us|cook me|looking for|hoping for|wish for|pick up|get|have waiting|have|anything with|"
            "something with|can there be|could there be|you could do|you can do|possible to get|possible to have"
        ),
        withs=frozenset({"with"}),
        articles=word_set("a an some one two three four five six the another my your our any"),
        stops=word_set(
            "at in on by to for from when with and or please before after around until if so that who which while "
            "today tomorrow tonight now asap here there is are was were be will would can could it this me us you "
            "delivered ready waiting brought because as but than sent between near outside upon once over"
        ),
        subjects=frozenset(),
        things=word_set("table tables wheelchair taxi cab"),
    ),
    "nl": Asking(
        verbs=_phrases(
            "breng me|breng mij|breng ons|brengen|bezorgen|mag ik|mogen we|mogen wij|wil ik graag|willen we graag|"
            "ik wil graag|ik wil|we willen graag|wij willen graag|we willen|graag|ik zou graag|bestellen|heb zin in|"
            "zin in|reserveren|kan ik|krijgen|kunnen we|doe mij maar|doe maar|doe mij|ik had graag|zou ik|leveren|"
            "klaarmaken|klaarzetten|afhalen|meenemen|hebben jullie|regelen|iets met|wat met|kan er|zou er"
        ),
        withs=frozenset({"met"}),
        articles=word_set("een de het twee drie vier vijf zes nog wat mijn onze jullie 'n n"),
        stops=word_set(
            "om op in bij naar voor van als wanneer met en of aub alsjeblieft alstublieft zodra na tot tussen rond "
            "brengen bezorgen krijgen hebben bestellen reserveren komen kunnen kan wil willen graag vandaag morgen "
            "vanavond vanmiddag nu straks hier daar is zijn was waren het dat die te laten klaar mee "
            "over uit mogelijk "
            "leveren aan staan ontvangen afhalen ophalen maar want klaarzetten klaarmaken meenemen "
            "omruilen ruilen afspreken maken jullie me mij "
            "ons wij we ik u halen ergens svp regelen vanaf gebracht bezorgd geleverd komt worden zou zouden"
        ),
        subjects=word_set("iemand jullie je u jij we wij"),
        things=word_set("tafel tafeltje rolstoel taxi"),
    ),
    "nb": Asking(
        verbs=_phrases(
            "ta med|bringe meg|bringe oss|bring meg|kan jeg få|kan vi få|kunne jeg få|kunne vi få|jeg vil gjerne ha|"
            "vi vil gjerne ha|vil gjerne ha|gjerne ha|jeg vil ha|vi vil ha|jeg ønsker meg|jeg ønsker|"
            "vi ønsker|bestille|"
            "reservere|levere|lyst på|jeg tar|vi tar|kan eg få|gi meg|jeg trenger|vi trenger|ha klar|"
            "lage|sende|komme med|"
            "hente|skaffe|fikse|ha med|vil eg ha|kan dere lage|ordne|noe med|noko med|kan det stå|kan det settes|"
            "går det an med|er det mulig med|mulighet for"
        ),
        withs=frozenset({"med"}),
        articles=word_set("en et ei ein eit to tre fire fem seks noen noe den det litt min vår de"),
        stops=word_set(
            "om på i ved til for fra når med og eller takk etter før innen mellom rundt kl klokka "
            "klokken idag imorgen "
            "nå snart her der er var som at hvis vil kan kunne skal meg oss dere vi jeg du levert klar hjem så fordi "
            "men da siden mens gjerne hos mot under over av eg me dykk klare ferdig ferdige utenfor"
        ),
        subjects=frozenset(),
        things=word_set("bord rullestol taxi drosje"),
    ),
}
_ASKING["nn"] = _ASKING["nb"]


@lru_cache(maxsize=16)
def asking_of(language: str) -> tuple[Asking, dict[str, list[tuple[str, ...]]]]:
    asking = _ASKING.get(language, _ASKING["en"])
    index: dict[str, list[tuple[str, ...]]] = {}
    for verb in asking.verbs:
        words = words_of(verb)
        index.setdefault(words[0], []).append(words)
    return asking, index


def find_wished(
    tokens: Sequence[Token],
    language: str,
    taken: Set[int],
    items: Set[int] = frozenset(),
    times: Set[int] = frozenset(),
) -> list[tuple[int, int]]:
    """Token ranges of wished things that `taken` (tokens already read as something else) leaves free.

    `items` are tokens of things the house knows: what stands right before one is said of it ("an extra pillow").
    `times`: tokens of times, which may stand before the thing.
    """
    taken = taken | items
    asking, verbs = asking_of(language)
    lows = [token.low for token in tokens]
    found: list[tuple[int, int]] = []
    small = small_words(language)
    no_names = taken | {index for index, low in enumerate(lows) if low in small}
    for index in range(len(tokens)):
        names = [(index, index + 1)] if _is_thing(lows, index, asking) and index not in taken else []
        for begin, needs_article in _beginnings(lows, index, asking, verbs):
            name = _name(tokens, begin, asking, taken, needs_article, times)
            if name is None and (lows[index] in _SOMEBODY or lows[index] not in asking.subjects):
                name = _on_its_way(tokens, lows, begin, asking, no_names, times)
            names += [name] if name else []
        if index not in taken:
            names += _counted(tokens, lows, index, asking, no_names, language)
        if lows[index] in ANDS and _follows(lows, index, taken, found):
            names += _further(tokens, lows, index + 1, asking, taken)
        for start, end in names:
            if lows[end - 1] in asking.things and _is_had(lows, end - 1):
                continue
            overlaps = any(start < other_end and other_start < end for other_start, other_end in found)
            if overlaps or end in items or all(low in _NOTHING_NAMED for low in lows[start:end]):
                continue
            if lows[start] not in _NO_FIRST and lows[end - 1] not in _NOBODYS:
                found.append((start, end))
    if not found and not items:
        openings = small | _OPENINGS | _SOMEBODY
        begins = [index + 1 for index, low in enumerate(lows[:-1]) if low in ",.;:"]
        named = (_said_alone(tokens, begin, asking, taken, openings) for begin in (0, *begins))
        found = [name for names in named for name in names]
    return found


def _on_its_way(
    tokens: Sequence[Token], lows: Sequence[str], begin: int, asking: Asking, taken: Set[int], times: Set[int]
) -> tuple[int, int] | None:
    """ "bring ice to the pool", "kan iemand ijs naar het zwembad brengen": no article, but where it goes behind it."""
    bare = _name(tokens, begin, asking, taken, False, times)
    return bare if bare and bare[1] < len(lows) and lows[bare[1]] in _BEHIND_A_THING else None


def _counted(
    tokens: Sequence[Token], lows: Sequence[str], index: int, asking: Asking, taken: Set[int], language: str
) -> list[tuple[int, int]]:
    begin = name_begins(lows, tokens, index, language)
    name = None if begin is None else _name(tokens, begin, asking, taken, False)
    return [name] if name and is_thing(lows[slice(*name)]) else []


def _follows(lows: Sequence[str], index: int, taken: Set[int], found: Sequence[tuple[int, int]]) -> bool:
    """Whether the "and" at `index` stands behind a thing, or behind a bracket about one."""
    last = _opened(lows, index - 1) if index and lows[index - 1] == ")" else index - 1
    return last in taken or any(end == last + 1 for _, end in found)


def _further(
    tokens: Sequence[Token], lows: Sequence[str], begin: int, asking: Asking, taken: Set[int]
) -> list[tuple[int, int]]:
    """ "two steaks and a cola", "rolstoel en koffie aub"."""
    if name := _name(tokens, begin, asking, taken, True):
        return [name]
    bare = _name(tokens, begin, asking, taken, False)
    behind = lows[bare[1]] if bare and bare[1] < len(lows) else "?"
    return [bare] if bare and behind in _POLITE else []


def _opened(lows: Sequence[str], close: int) -> int:
    """The token before the bracket that ends at `close`: "two steaks (medium rare) and a cola"."""
    return next((at - 1 for at in range(close - 1, max(0, close - 8), -1) if lows[at] == "("), close)


def _said_alone(
    tokens: Sequence[Token], begin: int, asking: Asking, taken: Set[int], small: Set[str]
) -> list[tuple[int, int]]:
    """ "Wheelchair assistance for my mum please", ", rolstoel en koffie aub": the thing, and no word that asks."""
    if begin < len(tokens) and _counts(tokens[begin].low, asking):  # "Two towels to room 12"
        begin += 1
    end = begin
    while end < min(len(tokens), begin + LONGEST_NAME) and end not in taken and _belongs(tokens[end], asking):
        if tokens[end].low in small:
            return []
        end += 1
    behind = tokens[end].low if end < len(tokens) else ""
    if all(token.low in _NOTHING_NAMED for token in tokens[begin:end]):
        return []
    if behind in ANDS and end + 1 < len(tokens):
        after = end + 2 if tokens[end + 1].low in asking.articles else end + 1
        others = _said_alone(tokens, after, asking, taken, small) if after < len(tokens) else []
        return [(begin, end), *others] if others else []
    following = tokens[end + 1].low if end + 1 < len(tokens) else ""
    counted = behind in _BEHIND_A_THING and (
        following.isdecimal() or following in COUNTS
    )  # "ontbijtje voor 2"
    asked = behind in _POLITE or counted or (begin < 2 and behind in _BEHIND_A_THING)
    return [(begin, end)] if asked else []


_OPENINGS = word_set(
    "hi hello hey dear good hei hallo hoi heisann goedemorgen goedemiddag goedenavond dag beste kjære god hej "
    "booked booking reserved reservation geboekt gereserveerd bestilt "
    "thanks thank bedankt dank takk tusen call bel ring cancel annuleer avbestill great super flott sorry urgent "
    "haster spoed help hjelp yes no ja nee nei ok okay"
)
# What is asked about and is no thing to bring, after whatever words: "still got space", "a little child".
_NOBODYS = word_set(
    "space room spot place plek plekje plaats plass beskjed svar antwoord barn child kid toddler baby meeting "
    "vergadering møte"
)
_SAME = word_set("same zelfde hetzelfde dezelfde samme")
_POLITE = word_set("please pls plz graag aub svp alstublieft alsjeblieft takk bitte s'il ?")
_BEHIND_A_THING = word_set("for til till tot op voor på to naar")
_SOMEBODY = word_set(
    "someone somebody anyone iemand noen nokon manager leder leiding baas sjef sjefen wife husband mum mom dad mother "
    "father vrouw man kone kona mannen mamma pappa mor far moeder vader me us him her them chance moment minute second "
    "baby kid kids child children dog kind kinderen hond barn hund venn venner vriend friend friends "
    "way back look word hand idea kans momentje sjanse øyeblikk time"
)
_NO_FIRST = _SOMEBODY | _SAME  # with which no name of a thing begins


# A wish for one of these names nothing yet: the guest is asked what it should be.
_NOTHING_NAMED = word_set(
    "something anything some food dinner lunch meal iets wat eten lekkers noe noko mat middag ein eit en et nice good "
    "tasty warm hot cold extra large big small grote groot kleine klein stor store stort liten lite ekstra godt varmt "
    "kaldt lekker warm warms"
)


_NEEDS = word_set("need trenger treng")  # a subject left out: "need tapas for 25"
_HAVING = word_set("have has 've had har hadde heb hebben hadden")
_MODALS = word_set(
    "can could may might would like love i'd we'd kan kunne kunnen kunt mag mogen zou zouden wil willen graag vil "
    "gjerne dere you do u jullie je er skal"
)
_TABLES = word_set("tisch mesa bord")  # of languages that have no words of their own above


def _is_thing(lows: list[str], index: int, asking: Asking) -> bool:
    is_said = lows[index] in asking.things or lows[index] in _TABLES
    return is_said and not _numbered(lows, index) and not _is_had(lows, index)


def _is_had(lows: list[str], index: int) -> bool:
    """ "We have a table on Friday", "aan tafel": not wished for – but "can we have a table" is."""
    before = lows[index - 1] if index else ""
    at = index - 2 if before in ("a", "en", "et", "een", "the") else index - 1
    had = at >= 0 and lows[at] in _HAVING and _MODALS.isdisjoint(lows[max(0, at - 3) : at + 3])
    return had or before == "aan"


def _numbered(lows: list[str], index: int) -> bool:
    """ "table 12" is where somebody sits."""
    if index + 1 >= len(lows):
        return False
    counted = index + 2 < len(lows) and lows[index + 2].startswith(
        ("pers", "people", "pax", "gjest", "gast", "guest")
    )
    return (lows[index + 1].isdecimal() and not counted) or lows[index + 1] in ("nr", "number", "nummer")


def _beginnings(
    lows: list[str], index: int, asking: Asking, verbs: dict[str, list[tuple[str, ...]]]
) -> list[tuple[int, bool]]:
    begins = [(index + 1, True)] if lows[index] in asking.withs else []
    if lows[index] in _NEEDS or (index and lows[index] in asking.subjects):
        begins.append((index + 1, lows[index] not in _NEEDS))
    begins += [
        (index + len(words), len(words) == 1)
        for words in verbs.get(lows[index], ())
        if tuple(lows[index : index + len(words)]) == words
    ]
    return begins


def _name(
    tokens: Sequence[Token],
    begin: int,
    asking: Asking,
    taken: Set[int],
    needs_article: bool,
    times: Set[int] = frozenset(),
) -> tuple[int, int] | None:
    while begin in times:  # "kan er om negen uur koffie staan"
        begin += 1
    at = begin
    for _ in range(2):  # "graag nog een"
        if at < len(tokens) and _counts(tokens[at].low, asking):
            at += 1
    if needs_article and at == begin:
        return None
    end = at
    while end < len(tokens) and end - at < LONGEST_NAME and end not in taken:
        if _is_hyphen(tokens, end) and end > at:
            end += 1
        elif not _belongs(tokens[end], asking):
            break
        end += 1
    return (at, end) if end > at and at not in taken else None


def _is_hyphen(tokens: Sequence[Token], at: int) -> bool:
    """ "gluten-free": with a word right beside it on both sides."""
    if tokens[at].low != "-" or at == 0 or at + 1 >= len(tokens):
        return False
    return tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start


def _belongs(token: Token, asking: Asking) -> bool:
    return (
        token.text[0].isalpha()
        and token.low not in asking.stops
        and token.low not in asking.articles
        and token.low not in COUNTS
        and token.low not in NEGATIVES
    )


def _counts(low: str, asking: Asking) -> bool:
    return low in asking.articles or low in COUNTS or low.isdecimal()
