"""What a guest judges and how: clause by clause, each aspect on its own words, in the general scheme and the house's.

Restaurants by the scheme of SemEval-2016 task 5 (entity#attribute); shops and direct sales by a short one of their own
(PRODUCT, DELIVERY). An aspect of the house's dictionary carries its key.

Not here: the words for things (`aspect_words`), which kind the whole message is (`kinds`).
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hovmester.engines.reading.aspect_words import CHOICE, PLACE, PRICE, degree_of, hint_of, term_of
from hovmester.engines.reading.dictionary import CompiledVocabulary
from hovmester.engines.reading.model import Aspect
from hovmester.engines.reading.sentiment import Judgement
from hovmester.engines.reading.tokens import Token, without_elision, word_set

MOST_ASPECTS = 60
MOST_IN_CLAUSE = 12  # things: each judging word looks for the nearest
LISTED_TOKENS = 4  # of a clause that only goes on with a list: "great food, nice wine and service"
_ENDS = word_set(". ! ? ; …")
_BREAKS = word_set(
    ": , ( ) but however although though while maar echter hoewel terwijl men mens derimot selv aber jedoch obwohl "
    "mais cependant alors pero aunque sino fast medan dock"
)
_NO_BREAK = {"nl": word_set("men mens selv fast"), "en": word_set("men fast"), "de": word_set("fast selv")}
_LISTING = word_set(", and en og & und et y och e")
_JOINING = word_set(
    "of the a an with in de het een van met og med av til du des la le les à au aux del con al mit"
)
_LOOKS_FORWARD = {"wait": "can't", "wachten": "niet"}  # to come again, which no waiter made them do
_WITH_CHOICE = frozenset(("FOOD", "DRINKS"))
_WITH_PRICE = frozenset(("FOOD", "DRINKS", "PRODUCT"))
_ONCE = frozenset((PRICE, CHOICE, PLACE))  # of a clause: "value for money" is one thing
_QUALITY = frozenset(("FOOD", "DRINKS", "PRODUCT"))  # of the others only a general judgement is told apart


class _Term(NamedTuple):
    start: int  # tokens, end exclusive
    end: int
    thing: str
    side: str | None = None
    detail: str | None = None


@dataclass(slots=True)
class _Clause:
    start: int  # tokens, end exclusive
    stop: int
    after: str  # the sign or word that parts it from the clause before
    terms: list[_Term] = field(default_factory=list)
    judged: list[Judgement] = field(default_factory=list)


def find_aspects(
    text: str,
    tokens: Sequence[Token],
    judged: Sequence[Judgement],
    language: str,
    words: CompiledVocabulary,
    skip: frozenset[str],
    leaning: str | None = None,
) -> tuple[Aspect, ...]:
    """Every judged thing with its polarity; a sentence that names nothing is about the place.

    `leaning` is how the message as a whole judges; it counts where no word of it does ("We left before the soup came").
    """
    if not judged and leaning is None:
        return ()
    own = _own_terms(tokens, words, skip)
    sentences = list(_sentences(tokens, language))
    for clause in (clause for sentence in sentences for clause in sentence):
        clause.terms = _terms(own, tokens, language, clause)
        clause.judged = [*_inside(judged, tokens, clause), *_by_degree(tokens, clause)]
    by_words = any(clause.judged for sentence in sentences for clause in sentence)
    found: list[Aspect] = []
    for sentence in sentences:
        if by_words:
            found += _in_sentence(text, tokens, language, sentence)
        else:
            found += _leaning(text, tokens, sentence, leaning or "")
        if len(found) >= MOST_ASPECTS:
            break
    return tuple(found[:MOST_ASPECTS])


def polarity_of(judged: Sequence[Judgement]) -> str:
    signs = {judgement.sign for judgement in judged}
    if len(signs) == 2:
        total = sum(judgement.sign for judgement in judged)
        return "conflict" if total == 0 else ("positive" if total > 0 else "negative")
    return "positive" if signs == {1} else "negative" if signs == {-1} else "neutral"


def _sentences(tokens: Sequence[Token], language: str) -> Iterator[list[_Clause]]:
    breaks = _BREAKS - _NO_BREAK.get(language, frozenset())
    sentence: list[_Clause] = []
    start, after = 0, ""
    for index, token in enumerate(tokens):
        ends = token.low in _ENDS
        if not ends and token.low not in breaks:
            continue
        if index > start:
            sentence.append(_Clause(start, index, after))
        start, after = index + 1, token.low
        if ends and sentence:
            yield sentence
            sentence = []
    if start < len(tokens):
        sentence.append(_Clause(start, len(tokens), after))
    if sentence:
        yield sentence


def _inside(judged: Sequence[Judgement], tokens: Sequence[Token], clause: _Clause) -> list[Judgement]:
    begin, end = tokens[clause.start].start, tokens[clause.stop - 1].end
    first = bisect_left(judged, begin, key=lambda j: j.start)
    return list(judged[first : bisect_left(judged, end, lo=first, key=lambda j: j.start)])


def _by_degree(tokens: Sequence[Token], clause: _Clause) -> Iterator[Judgement]:
    """ "High prices" and "small portions": words that judge only beside such a thing."""
    sides = [side for side in (PRICE, CHOICE) if any(side in (t.thing, t.side) for t in clause.terms)]
    for token in tokens[clause.start : clause.stop] if sides else ():
        sign = next((sign for side in sides if (sign := degree_of(token.low, side))), 0)
        if sign:
            yield Judgement(token.start, token.end, sign)


def _terms(own: Sequence[_Term], tokens: Sequence[Token], language: str, clause: _Clause) -> list[_Term]:
    """The house's own words first; the place only where nothing else is named, since all else is at the place."""
    first = bisect_left(own, clause.start, key=lambda term: term.start)
    mine = own[first : bisect_left(own, clause.stop, lo=first, key=lambda term: term.start)]
    covered = {index for term in mine for index in range(term.start, term.end)}
    general = [t for t in _general_terms(tokens, language, clause) if t.start not in covered]
    terms = _of_choice(sorted([*mine, *general], key=lambda term: term.start), tokens)
    if any(term.thing != PLACE for term in terms):
        terms = [term for term in terms if term.thing != PLACE]
    once: dict[str, _Term] = {}
    for term in terms:
        once.setdefault(term.thing, term)
    kept = [term for term in terms if term.thing not in _ONCE or once[term.thing] is term]
    return kept[:MOST_IN_CLAUSE]


def _own_terms(tokens: Sequence[Token], words: CompiledVocabulary, skip: frozenset[str]) -> list[_Term]:
    named = (("FOOD", words.items), ("AMBIENCE", words.details), ("SERVICE", words.people))
    return sorted(
        _Term(hit.start, hit.end, thing, None, hit.key)
        for thing, names in named
        for hit in names.find(tokens, skip)
    )


def _general_terms(tokens: Sequence[Token], language: str, clause: _Clause) -> list[_Term]:
    """Words that stand together name one thing: "goat cheese salad", "plate of cheese"."""
    found: list[_Term] = []
    for index in range(clause.start, clause.stop):
        term = term_of(tokens[index].low, language)
        if term is None or (index and _LOOKS_FORWARD.get(tokens[index].low) == tokens[index - 1].low):
            continue
        last = found[-1] if found else None
        if last and (last.thing, last.side) == term and _are_joined(last, index, tokens):
            found[-1] = last._replace(end=index + 1)
        else:
            found.append(_Term(index, index + 1, term.thing, term.side))
    return found


def _are_joined(term: _Term, start: int, tokens: Sequence[Token]) -> bool:
    return all(tokens[index].low in _JOINING for index in range(term.end, start))


def _of_choice(terms: list[_Term], tokens: Sequence[Token]) -> list[_Term]:
    """A choice of wines is one thing, the side CHOICE of wine."""
    joined: list[_Term] = []
    for term in terms:
        last = joined[-1] if joined else None
        if last and CHOICE in (last.thing, term.thing) and _are_joined(last, term.start, tokens):
            other = term if last.thing == CHOICE else last
            if other.thing in _WITH_CHOICE and other.detail is None:
                joined[-1] = _Term(last.start, term.end, other.thing, CHOICE)
                continue
        joined.append(term)
    return joined


def _in_sentence(
    text: str, tokens: Sequence[Token], language: str, sentence: Sequence[_Clause]
) -> Iterator[Aspect]:
    named = {term.thing for clause in sentence for term in clause.terms}
    for index, clause in enumerate(sentence):
        before = sentence[index - 1] if index else None
        behind = sentence[index + 1] if index + 1 < len(sentence) else None
        if before and clause.judged and [term.thing for term in clause.terms] == [PRICE]:
            clause.terms = _price_of(before.terms) or clause.terms
        about = clause.judged or _lent(clause, before, behind)
        if clause.terms and about:
            yield from _judged_terms(text, tokens, language, clause.terms, about)
        elif clause.judged:
            yield from _unnamed(text, language, clause.judged, named)


def _lent(clause: _Clause, before: _Clause | None, behind: _Clause | None) -> list[Judgement]:
    """What a clause beside this one says of it: "the soup, which was cold", "good food, wine"."""
    if behind and behind.judged and not behind.terms:
        return behind.judged
    if before and (_goes_on(clause) or (not before.terms and clause.after == ",")):
        return before.judged
    return []


def _price_of(terms: Sequence[_Term]) -> list[_Term]:
    """ "The pizza was great, but overpriced": the price is that of the one thing named before."""
    return [terms[0]._replace(side=PRICE)] if len(terms) == 1 and terms[0].thing in _WITH_PRICE else []


def _goes_on(clause: _Clause) -> bool:
    return clause.after in _LISTING and clause.stop - clause.start <= LISTED_TOKENS


def _unnamed(text: str, language: str, judged: Sequence[Judgement], named: set[str]) -> Iterator[Aspect]:
    """Beside no word for a thing: what the judging word is said of, else what the sentence names, else the place."""
    hints = [(j, _hinted(text, j, language)) for j in judged]
    best, thing = next((pair for pair in hints if pair[1]), (judged[0], None))
    if (thing or PLACE) in named or (thing is None and named):
        return
    about = [j for j, hint in hints if hint == thing]
    yield _aspect(text, best.start, best.end, thing or PLACE, None, about)


def _hinted(text: str, judgement: Judgement, language: str) -> str | None:
    word = text[judgement.start : judgement.end].lower()
    term = term_of(word, language)
    if term and term.thing in (PRICE, CHOICE):
        return term.thing
    return hint_of(word, language)


def _judged_terms(
    text: str, tokens: Sequence[Token], language: str, terms: Sequence[_Term], judged: Sequence[Judgement]
) -> Iterator[Aspect]:
    """Each takes the judging words that stand nearer to it than to another; a price is that of the thing beside it."""
    spans = [_span(tokens, term) for term in terms]
    own = [_nearest(judged, span, spans) for span in spans]
    # "waited an hour for the food" blames the waiting
    free = [j for j in judged if not any(begin <= j.start < end for begin, end in spans)]
    priced = [i for i, term in enumerate(terms) if term.thing == PRICE]
    for index, term in enumerate(terms):
        begin, end = spans[index]
        if term.thing == PRICE:
            of = [i for i, other in enumerate(terms) if other.thing in _WITH_PRICE and other.side is None]
            if of:
                at = min(of, key=lambda i: abs(terms[i].start - term.start))
                thing, (begin, end) = terms[at].thing, spans[at]
                yield _aspect(text, begin, end, thing, PRICE, own[index] or free or judged, terms[at].detail)
                continue
        elif priced and not own[index] and term.thing in _WITH_PRICE:
            continue  # only its price is judged
        about = own[index] or free
        if not about:
            continue
        thing, side = _meant(text, term, language, about)
        yield _aspect(text, begin, end, thing, side, about, term.detail)


def _meant(text: str, term: _Term, language: str, judged: Sequence[Judgement]) -> tuple[str, str | None]:
    """Which side of it the judging words are about: a cosy place is its ambience, a huge steak its size."""
    hints = {_hinted(text, judgement, language) for judgement in judged}
    if term.thing == PLACE and term.detail is None and len(hints) == 1 and hints <= {"AMBIENCE", PRICE}:
        return hints.pop() or PLACE, None
    if term.thing in _WITH_CHOICE and term.side is None and hints == {CHOICE}:
        return term.thing, CHOICE
    return term.thing, term.side


def _span(tokens: Sequence[Token], term: _Term) -> tuple[int, int]:
    first = tokens[term.start]
    return first.end - len(without_elision(first.low)), tokens[term.end - 1].end


def _nearest(
    judged: Sequence[Judgement], span: tuple[int, int], spans: Sequence[tuple[int, int]]
) -> list[Judgement]:
    if len(spans) == 1:
        return [j for j in judged if not span[0] <= j.start < span[1]] or list(judged)
    return [j for j in judged if min(spans, key=lambda other: _gap(j, other)) == span]


def _gap(judgement: Judgement, span: tuple[int, int]) -> int:
    return max(span[0] - judgement.end, judgement.start - span[1], 0)


def _leaning(
    text: str, tokens: Sequence[Token], sentence: Sequence[_Clause], leaning: str
) -> Iterator[Aspect]:
    sign = Judgement(-1, -1, 1 if leaning == "positive" else -1)
    terms = [term for clause in sentence for term in clause.terms if term.thing != PLACE]
    priced = [term for term in terms if term.thing in _WITH_PRICE and term.side is None]
    if priced and any(term.thing == PRICE for term in terms):
        terms = [term._replace(side=PRICE) for term in priced]  # "28 dollars for three ravioli"
    if not terms:
        terms = [term for clause in sentence for term in clause.terms]
    for term in terms:
        yield _aspect(text, *_span(tokens, term), term.thing, term.side, [sign], term.detail)
    if not terms:
        begin, end = tokens[sentence[0].start].start, tokens[sentence[-1].stop - 1].end
        yield _aspect(text, begin, end, PLACE, None, [sign])


def _aspect(
    text: str,
    start: int,
    end: int,
    thing: str,
    side: str | None,
    judged: Sequence[Judgement],
    detail: str | None = None,
) -> Aspect:
    return Aspect(
        text=text[start:end],
        start=start,
        end=end,
        polarity=polarity_of(judged),
        category=_category(thing, side),
        detail=detail,
    )


def _category(thing: str, side: str | None) -> str:
    if thing == PRICE:
        return f"{PLACE}#PRICES"
    if CHOICE in (thing, side):
        return f"{'FOOD' if thing == CHOICE else thing}#STYLE_OPTIONS"
    if side == PRICE:
        return f"{thing}#PRICES"
    return f"{thing}#{'QUALITY' if thing in _QUALITY else 'GENERAL'}"
