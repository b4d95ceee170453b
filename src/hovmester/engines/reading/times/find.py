"""Finds the times in tokens: parse with the grammar of the language, keep the longest readings that do not overlap."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import datetime
from functools import cache, lru_cache
from importlib import import_module
from itertools import pairwise
from types import MappingProxyType, ModuleType
from zoneinfo import ZoneInfo

from hovmester.engines.reading.model import When
from hovmester.engines.reading.spoken import table_of
from hovmester.engines.reading.times.chart import Edge, Grammar
from hovmester.engines.reading.times.elsewhere import Phrase, Referred, edges_of, referred, referring
from hovmester.engines.reading.times.moments import day_time
from hovmester.engines.reading.times.no_time import age_tokens, room_tokens
from hovmester.engines.reading.times.numbers import written_figures
from hovmester.engines.reading.times.ordinals import other_ordinals
from hovmester.engines.reading.times.prices import price_tokens
from hovmester.engines.reading.times.rules import SHARED_RULES
from hovmester.engines.reading.times.values import Context, Days, Time
from hovmester.engines.reading.times.words import Lexicon, lexicon
from hovmester.engines.reading.tokens import Token, word_set

LANGUAGES = frozenset({"en", "nl", "nb", "da", "sv", "de", "fr", "es"})
APART = 3  # tokens between the numbers of "seven thirty" or "a couple of thirty"
LONGEST = 60  # tokens parsed together; a sentence seldom has more
_SPEAKS_OF_TIME = word_set(
    "CLOCK DATE DAY DECADE DUR EVENT "
    "EVENT_SAID FEAST HALFYEAR MON ORD PART PART_ALONE QUART RELDAY RELPART RELWDAY SAMETIME SHIFT THOUSAND TONIGHT "
    "UNIT WDAY WDAYPART YEAR _AT_ONCE _END_OF_DAY _NOW _SOON"
)
_WITH_A_NUMBER = word_set(  # "at" and "seven"
    "AMPM QUARTER _AFTER _AT _BEFORE _BEFORE_OR_FOR _BETWEEN _BY _CLOCKWORD _HALF_PAST _HALF_TO _NEAR _OCLOCK "
    "_SAYS _SINCE _STARTING _THREE_QUARTERS _WEEK"
)
_NOTHING_COUNTED = word_set(
    "noch encore stadig "
    "please thanks still open nog ennå åpent takk and or at in on to for with my our we i so if as because since but "
    "og tonight today tomorrow "
    "eller på til med jeg vi så for fordi men graag en of op bij naar met aub svp want maar ik wij vanavond morgen "
    "bitte und oder am im zum mit wir ich weil och tack med jag vi merci et ou à s'il por y o en con gracias tak ved"
)
_SENTENCE_ENDS = frozenset(".!?;")
_RANK = {"TIME": 2, "DAY": 1, "NO_DATE": 0}
_SHORTENED = word_set("kl d ca a p m z s")
_SHORT_MONTHS = word_set(
    "jan feb febr mar mrt apr jun jul aug sep sept oct okt nov dec des dez déc janv fév juil ene abr ago dic"
)
_PRICE = "¤"  # stands for every word of an amount of money, and for those that mean something else here
Part = Callable[[Sequence[Token]], bool]


def find_times(
    text: str,
    tokens: Sequence[Token],
    *,
    language: str,
    now: datetime,
    zone: ZoneInfo,
    day_first: bool | None = None,
    around: Sequence[Token] = (),
    counting: Set[Token] = frozenset(),
    meant: Mapping[int, Referred] = MappingProxyType({}),
) -> tuple[When, ...]:
    """Every time in the tokens, in order. Unknown languages are read with the English grammar's figures only.

    `around`: the words of the message the tokens are taken from, which may speak of dinner or breakfast.
    `counting`: those that count people, and so no hours: "tafel voor 2 vrijdag".
    `meant`: what words that refer to other times of the message mean (`referred_in`).
    """
    grammar, words = grammar_of(language)
    lows = [token.low for token in tokens]
    if not words.may_speak_of_time(lows):
        return ()
    message = [token.low for token in around] if around else lows
    found: list[When] = []
    prices = price_tokens(text, tokens)
    nothing = prices | words.otherwise(tokens) | other_ordinals(tokens, words.words)
    nothing |= age_tokens(tokens) | room_tokens(tokens)
    nothing |= {index for index, token in enumerate(tokens) if token in counting}
    for index in nothing:
        lows[index] = _PRICE
    for start, stop in _sentences(lows, words):
        part = tokens[start:stop]
        said = frozenset(lows[start:stop])
        context = Context(
            now=now.astimezone(zone),
            zone=zone,
            past=not words.past.isdisjoint(said) and not words.looks_ahead(said, message),
            evening=not words.evening.isdisjoint(message),
            morning=not words.morning.isdisjoint(message),
            day_first=words.day_first if day_first is None else day_first,
        )
        given = [
            *_plain_numbers(part),
            *_lone_hours(part, words.numbers),
            *written_figures(text, part, context, dots=words.dots),
            *edges_of(part, meant),
        ]
        given = [edge for edge in given if nothing.isdisjoint(range(start + edge.start, start + edge.end))]
        edges = grammar.parse(lows[start:stop], given, context)
        longest = _longest(edges)
        if all(edge.category != "NO_DATE" for edge in longest):  # of "31 February at eight" nothing is left
            found.extend(_when(text, part, edge, context) for edge in longest)
    return tuple(found)


def referred_in(
    tokens: Sequence[Token], whens: Sequence[When], *, language: str, now: datetime, zone: ZoneInfo
) -> Mapping[int, Referred]:
    """What "the day before" and "same time" mean beside the other times of the message; empty where nothing refers."""
    phrases = grammar_of(language)[1].referring
    if not whens or phrases.keys().isdisjoint(token.low for token in tokens):
        return {}
    return referred(tokens, phrases, whens, now.astimezone(zone))


class LanguageWords:
    """What a language file says besides its rules."""

    def __init__(self, module: ModuleType) -> None:
        self.past: frozenset[str] = module.PAST
        self.ahead: frozenset[str] = module.AHEAD
        self.agreed: frozenset[str] = getattr(module, "AGREED", frozenset())
        self.evening: frozenset[str] = module.EVENING_WORDS
        self.morning: frozenset[str] = module.MORNING_WORDS
        self.day_first: bool = module.DAY_FIRST
        self.dots: bool = module.DOTS
        self.otherwise: Callable[[Sequence[Token]], frozenset[int]] = getattr(module, "otherwise", _nothing)
        table = lexicon(module.TABLES)
        self.lexicon = table
        self.words = frozenset(word for phrase in table for word in phrase)
        self.referring: dict[str, list[Phrase]] = referring(table)
        self._signals = _phrases(table, _SPEAKS_OF_TIME)
        self._numbered = _phrases(table, _WITH_A_NUMBER)
        self._numbers = _phrases(table, frozenset({"NUM"}))
        self.numbers: dict[str, float] = {
            phrase[0]: value
            for phrase, meanings in table.items()
            for category, value in meanings
            if category == "NUM" and len(phrase) == 1
        }

    def looks_ahead(self, said: Set[str], message: Sequence[str]) -> bool:
        """Whether the words of a sentence ask for something, or tell what was agreed in a message that asks."""
        if not self.ahead.isdisjoint(said):
            return True
        return not self.agreed.isdisjoint(said) and not self.ahead.isdisjoint(message)

    def may_speak_of_time(self, lows: Sequence[str]) -> bool:
        """False only where no rule can find anything: most sentences end here."""
        said = frozenset(lows)
        if _any_said(self._signals, said) or any(low[0].isdigit() for low in said):
            return True
        if not _any_said(self._numbers, said):
            return False
        places = [index for index, low in enumerate(lows) if low in self._numbers]
        return _any_said(self._numbered, said) or any(b - a <= APART for a, b in pairwise(places))


def _nothing(_: Sequence[Token]) -> frozenset[int]:
    return frozenset()


Phrases = dict[str, list[frozenset[str]]]  # the longest word of a phrase -> all its words


def _phrases(table: Lexicon, categories: frozenset[str]) -> Phrases:
    found: Phrases = {}
    for phrase, meanings in table.items():
        if any(category in categories for category, _ in meanings):
            found.setdefault(max(phrase, key=len), []).append(frozenset(phrase))
    return found


def _any_said(phrases: Phrases, said: frozenset[str]) -> bool:
    return any(phrase <= said for word in phrases.keys() & said for phrase in phrases[word])


def grammar_of(language: str) -> tuple[Grammar, LanguageWords]:
    """Of any language: one without a file of its own is read by the English one."""
    return _grammar(table_of(language, LANGUAGES))


@cache
def _grammar(name: str) -> tuple[Grammar, LanguageWords]:
    module = import_module(f"hovmester.engines.reading.times.{name}")
    words = LanguageWords(module)
    return Grammar(words.lexicon, [*SHARED_RULES, *module.RULES]), words


@lru_cache(maxsize=16)
def time_words(language: str) -> frozenset[str]:
    """Words that speak of time, and so are no mistyped name: "straks" is no steak."""
    return grammar_of(language)[0].words


def _sentences(lows: Sequence[str], words: LanguageWords) -> Iterable[tuple[int, int]]:
    """Stretches of tokens that may hold a time: no stretch, no work."""
    start = 0
    while start < len(lows):
        stop = min(start + LONGEST, len(lows))
        for index in range(start, stop):
            low = lows[index]
            if low in _SENTENCE_ENDS and (low != "." or not _inside(lows, index)):
                stop = index + 1
                break
        if words.may_speak_of_time(lows[start:stop]):
            yield start, stop
        start = stop


def _inside(lows: Sequence[str], index: int) -> bool:
    """A dot that ends no sentence: "kl. 19", "p.m.", "17.8."."""
    if index == 0:
        return False
    before = lows[index - 1]
    following = lows[index + 1] if index + 1 < len(lows) else ""
    if before.isdigit():
        return following[:1].isalnum()
    return before in _SHORTENED or (before in _SHORT_MONTHS and following.isdigit())


def _plain_numbers(tokens: Sequence[Token]) -> Iterable[Edge]:
    for index, token in enumerate(tokens):
        if token.low.isdecimal() and len(token.low) <= 4:
            yield Edge("NUM", index, index + 1, int(token.low))


def _lone_hours(tokens: Sequence[Token], numbers: Mapping[str, float]) -> Iterable[Edge]:
    """Numbers that count nothing that is named behind them: "before 7, please", but not "before 7 guests came"."""
    for index, token in enumerate(tokens):
        value = int(token.low) if token.low.isdecimal() and len(token.low) < 3 else numbers.get(token.low)
        behind = tokens[index + 1].low if index + 1 < len(tokens) else "."
        if value is not None and 1 <= value <= 24 and (behind in _NOTHING_COUNTED or not behind[0].isalnum()):
            if behind[0] in "%€$£:/-–½" or (behind in ".," and _is_figure(tokens, index + 2)):
                continue
            yield Edge("HOUR", index, index + 1, value)


def _is_figure(tokens: Sequence[Token], index: int) -> bool:
    return (
        index < len(tokens) and tokens[index].low.isdecimal() and tokens[index - 1].end == tokens[index].start
    )


def _longest(edges: Sequence[Edge]) -> list[Edge]:
    """Longest first; of equal length the placed time before the bare day."""
    outcome = [edge for edge in edges if edge.category in _RANK]
    order = sorted(range(len(outcome)), key=lambda i: _preference(outcome[i], i))
    taken: list[Edge] = []
    for index in order:
        edge = outcome[index]
        if all(edge.end <= other.start or edge.start >= other.end for other in taken):
            taken.append(edge)
    return sorted(taken, key=lambda edge: edge.start)


def _preference(edge: Edge, index: int) -> tuple[int, int, int, int]:
    kinds = {"event": 0, "deadline": 1, "window": 2, "point": 2, "duration": 4}
    kind = kinds[edge.value.kind] if isinstance(edge.value, Time) else 3 if edge.category == "DAY" else -1
    return (edge.start - edge.end, kind, -_RANK[edge.category], index)


def _when(text: str, tokens: Sequence[Token], edge: Edge, context: Context) -> When:
    value = day_time(context, edge.value) if isinstance(edge.value, Days) else edge.value
    start, end = tokens[edge.start].start, tokens[edge.end - 1].end
    return When(
        text=text[start:end],
        start=start,
        end=end,
        kind=value.kind,
        earliest=value.earliest,
        latest=value.latest,
        event=value.event,
        lasts_min=value.lasts_min,
    )
