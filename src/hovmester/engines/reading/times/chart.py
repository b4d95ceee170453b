"""A small bottom-up chart parser: a lexicon gives edges over tokens, rules join edges into larger ones.

A pattern is words separated by spaces. Capitals name a category ("DUR"), small letters a literal word; "a|b" is
either, a trailing "?" makes it optional. The builder of a rule gets the context and the values of the capitals, in
order, and returns the new value or None when the words do not fit together.

Not here: any word of any language, any meaning.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    options: frozenset[str]
    is_category: bool
    optional: bool


class Rule(NamedTuple):
    elements: tuple[Element, ...]
    gives: str
    build: Builder


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
        self._by_first: dict[str, list[Rule]] = defaultdict(list)
        for pattern, gives, build in rules:
            rule = Rule(tuple(_element(part) for part in pattern.split()), gives, build)
            for first in _first_options(rule.elements):
                self._by_first[first].append(rule)
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
        fresh = set(range(len(chart.words)))
        for _ in range(MOST_PASSES):
            before = len(chart.edges)
            for position in sorted(fresh):
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
        yield from self._by_first.get(chart.words[position], ())
        for category in list(chart.starting[position]):
            yield from self._by_first.get(category, ())


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
        self.starting: list[dict[str, list[Edge]]] = [defaultdict(list) for _ in words]
        self._seen: set[tuple[str, int, int, Any]] = set()

    def add(self, edge: Edge) -> None:
        if edge not in self._seen:
            self._seen.add(edge)
            self.edges.append(edge)
            self.starting[edge.start][edge.category].append(edge)

    def match(self, elements: tuple[Element, ...], position: int) -> list[tuple[int, tuple[Any, ...]]]:
        found: list[tuple[int, tuple[Any, ...]]] = [(position, ())]
        for element in elements:
            grown: list[tuple[int, tuple[Any, ...]]] = []
            for at, values in found:
                grown.extend(self._step(element, at, values))
            if not grown:
                return []
            found = grown
        return [(stop, values) for stop, values in found if stop > position]

    def _step(
        self, element: Element, at: int, values: tuple[Any, ...]
    ) -> Iterator[tuple[int, tuple[Any, ...]]]:
        if element.optional:
            yield at, ((*values, None) if element.is_category and _has_value(element) else values)
        if at >= len(self.words):
            return
        if not element.is_category:
            if self.words[at] in element.options:
                yield at + 1, values
            return
        for option in element.options:
            for edge in tuple(self.starting[at].get(option, ())):
                yield edge.end, ((*values, edge.value) if _has_value(element) else values)


def _has_value(element: Element) -> bool:
    return not next(iter(element.options)).startswith("_")


def _element(part: str) -> Element:
    optional = part.endswith("?") and len(part) > 1
    options = frozenset(part.rstrip("?").split("|")) if optional else frozenset(part.split("|"))
    is_category = next(iter(options)).lstrip("_").isupper()
    return Element(options, is_category, optional)


def _first_options(elements: Sequence[Element]) -> Iterator[str]:
    for element in elements:
        yield from element.options
        if not element.optional:
            return
