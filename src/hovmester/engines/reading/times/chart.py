"""A small bottom-up chart parser: a lexicon gives edges over tokens, rules join edges into larger ones.

A pattern is words separated by spaces. Capitals name a category ("DUR"), small letters a literal word; "a|b" is
either, a trailing "?" makes it optional. The builder of a rule gets the context and the values of the capitals, in
order, and returns the new value or None when the words do not fit together.

Not here: any word of any language, any meaning.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

MOST_EDGES = 4000  # a wall of numbers must not take minutes
MOST_PASSES = 7


class Edge(NamedTuple):
    """`category` holds over tokens `start` to `end` (exclusive) with a meaning."""

    category: str
    start: int
    end: int
    value: Any  # each category has its own type of meaning


Builder = Callable[..., Any]  # the arguments are the values of the pattern's categories


class Element(NamedTuple):
    """`options`: the categories or words that fit. `valued`: a category whose meaning goes to the builder."""

    options: tuple[str, ...]
    is_category: bool
    optional: bool
    valued: bool


class Rule(NamedTuple):
    elements: tuple[Element, ...]
    gives: str
    build: Builder
    needs: frozenset[str]  # categories and words without which it cannot match


class Grammar:
    """Rules indexed by the word or category that may begin them, and the lexicon of one language."""

    def __init__(
        self,
        lexicon: Mapping[tuple[str, ...], Sequence[tuple[str, Any]]],
        rules: Iterable[tuple[str, str, Builder]],
    ) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], Sequence[tuple[str, Any]]]]] = defaultdict(list)
        for words, meanings in lexicon.items():
            self._phrases[words[0]].append((words, meanings))
        by_first: dict[str, list[Rule]] = defaultdict(list)
        for pattern, gives, build in rules:
            rule = _rule(pattern, gives, build)
            for first in _first_options(rule.elements):
                by_first[first].append(rule)
        self._by_first = dict(by_first)
        self.words = frozenset(self._phrases)

    def parse(self, words: Sequence[str], given: Iterable[Edge], context: Any) -> list[Edge]:
        """All edges over `words`, beginning with the `given` ones (numbers, written dates)."""
        chart = _Chart(words)
        for edge in given:
            chart.add(edge)
        for position, word in enumerate(words):
            for phrase, meanings in self._phrases.get(word, ()):
                stop = position + len(phrase)
                if len(phrase) == 1 or tuple(words[position:stop]) == phrase:
                    for category, value in meanings:
                        chart.add(Edge(category, position, stop, value))
        self._saturate(chart, context)
        return chart.edges

    def _saturate(self, chart: "_Chart", context: Any) -> None:
        """Tries every rule where something stands that it has not seen yet, until nothing new is found."""
        begins = chart.beginnings(self._by_first)
        seen = [-1] * len(chart.words)  # how many edges there were when the rules were last tried here
        for _ in range(MOST_PASSES):
            before = len(chart.edges)
            for position in begins:
                if chart.last_from(position) <= seen[position]:
                    continue
                seen[position] = len(chart.edges)
                for rule in self._rules_at(chart, position):
                    for stop, values in chart.match(rule.elements, position):
                        value = _built(rule, context, values)
                        if value is not None:
                            chart.add(Edge(rule.gives, position, stop, value))
                    if len(chart.edges) > MOST_EDGES:
                        return
            if len(chart.edges) == before:
                return

    def _rules_at(self, chart: "_Chart", position: int) -> Iterator[Rule]:
        for rule in self._by_first.get(chart.words[position], ()):
            if rule.needs <= chart.present:
                yield rule
        for category in list(chart.starting[position]):
            for rule in self._by_first.get(category, ()):
                if rule.needs <= chart.present:
                    yield rule


def _built(rule: Rule, context: Any, values: tuple[Any, ...]) -> Any:
    """None where the calendar ends: "in 99999 years" is no time."""
    try:
        return rule.build(context, *values)
    except (OverflowError, ValueError):
        return None


class _Chart:
    def __init__(self, words: Sequence[str]) -> None:
        self.words = words
        self.edges: list[Edge] = []
        self.starting: list[dict[str, list[Edge]]] = [{} for _ in words]
        self.present = set(words)
        self._seen: set[Edge] = set()
        self._newest = [0] * len(words)

    def add(self, edge: Edge) -> None:
        if edge in self._seen:
            return
        self._seen.add(edge)
        self.edges.append(edge)
        self.present.add(edge.category)
        self.starting[edge.start].setdefault(edge.category, []).append(edge)
        self._newest[edge.start] = len(self.edges)

    def beginnings(self, firsts: Collection[str]) -> list[int]:
        """Positions where a rule may begin: none begins where nothing stands, and rules add nothing elsewhere."""
        return [at for at, word in enumerate(self.words) if word in firsts or self.starting[at]]

    def last_from(self, position: int) -> int:
        """How many edges there were when the newest one at or behind the position was added."""
        return max(self._newest[position:])

    def match(self, elements: tuple[Element, ...], position: int) -> list[tuple[int, tuple[Any, ...]]]:
        """Where the elements end when they begin at `position`, and the values of their categories."""
        found: list[tuple[int, tuple[Any, ...]]] = [(position, ())]
        for element in elements:
            grown: list[tuple[int, tuple[Any, ...]]] = []
            for at, values in found:
                self._step(element, at, values, grown)
            if not grown:
                return grown
            found = grown
        return [(stop, values) for stop, values in found if stop > position]

    def _step(
        self, element: Element, at: int, values: tuple[Any, ...], grown: list[tuple[int, tuple[Any, ...]]]
    ) -> None:
        options, is_category, optional, valued = element
        if optional:
            grown.append((at, (*values, None) if valued else values))
        if at >= len(self.words):
            return
        if not is_category:
            if self.words[at] in options:
                grown.append((at + 1, values))
            return
        starting = self.starting[at]
        for option in options:
            if option in starting:
                grown += [
                    (edge.end, (*values, edge.value) if valued else values) for edge in starting[option]
                ]


def _rule(pattern: str, gives: str, build: Builder) -> Rule:
    elements = tuple(_element(part) for part in pattern.split())
    needs = frozenset(e.options[0] for e in elements if not e.optional and len(e.options) == 1)
    return Rule(elements, gives, build, needs)


def _element(part: str) -> Element:
    optional = part.endswith("?") and len(part) > 1
    options = tuple(dict.fromkeys(part.rstrip("?").split("|") if optional else part.split("|")))
    is_category = options[0].lstrip("_").isupper()
    return Element(options, is_category, optional, is_category and not options[0].startswith("_"))


def _first_options(elements: Sequence[Element]) -> Iterator[str]:
    for element in elements:
        yield from element.options
        if not element.optional:
            return
