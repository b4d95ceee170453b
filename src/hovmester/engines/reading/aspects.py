"""What a guest judges and how: clause by clause, each aspect on its own words, in the general scheme and the house's.

Restaurants by the scheme of SemEval-2016 task 5 (entity#attribute); shops and direct sales by a short one of their own
(PRODUCT, DELIVERY). An aspect of the house's dictionary carries its key.

Not here: which kind the whole message is (`kinds`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hovmester.engines.reading.dictionary import CompiledVocabulary, Hit
from hovmester.engines.reading.model import Aspect
from hovmester.engines.reading.sentiment import Judgement
from hovmester.engines.reading.tokens import Token, bare, word_set

MOST_ASPECTS = 60
_BREAKS = word_set(
    ". ! ? ; : , ( ) \n but however although though while maar echter hoewel terwijl men mens derimot selv aber jedoch "
    "obwohl mais cependant alors pero aunque sino"
)
# Stems of what is judged; a word belongs to the category whose stem it begins with. "=" marks a whole word.
_TERMS = {
    "FOOD#QUALITY": (
        "food dish meal steak fish chicken pasta pizza soup salad dessert bread burger sauce sushi meat "
        "beef lamb duck rice shrimp lobster appetizer starter main breakfast lunch dinner brunch cuisine "
        "taste flavor flavour ingredient fries pie cake cheese noodle curry taco sandwich egg vegetable "
        "potato gericht eten maaltijd biefstuk vis kip soep salade nagerecht dessert voorgerecht "
        "hoofdgerecht brood friet vlees lam eend rijst garnaal garnalen ontbijt smaak keuken gerechten "
        "taart kaas groente aardappel mossel =mat maten rett retten retter biff fisk kylling suppe suppa "
        "salat forrett hovedrett brød kjøtt =lam reker frokost lunsj middag smak kjøkken kake ost pommes "
        "laks essen speise gericht fleisch fisch hähnchen suppe brot geschmack küche plat viande poisson "
        "poulet soupe salade pain entrée dessert cuisine goût nourriture repas frite canard comida plato "
        "carne pescado pollo sopa ensalada postre pan cocina sabor tapa arroz ración paella =lamb stoofpot "
        "hap hapjes maden mad kød måltid köket maten kött rätt"
    ),
    "FOOD#STYLE_OPTIONS": (
        "portion menu selection choice options presentation portie kaart menukaart keuze menu variatie "
        "porsjon meny utvalg karte auswahl portionen carte choix portion carta raciones variedad selección "
        "vegetarian vegetarisch vegan"
    ),
    "DRINKS#QUALITY": (
        "wine beer cocktail drink coffee tea sake margarita martini juice wijn bier drank drankje koffie "
        "thee vin øl drikke kaffe =te wein bier kaffee getränk bière boisson café vino cerveza bebida copa "
        "sangria"
    ),
    "SERVICE#GENERAL": (
        "service waiter waitress staff server host hostess manager bartender owner wait bill reservation "
        "bediening ober serveerster personeel gastvrouw gastheer uitbater rekening ontvangst eigenaar "
        "wachttijd kelner servitør betjening personale regning vert bedienung kellner personal rechnung "
        "wirt serveur serveuse personnel accueil addition patron camarero camarera personal servicio trato "
        "atención cuenta dueño servering tjener personalen chef koch kok kokk"
    ),
    "AMBIENCE#GENERAL": (
        "atmosphere ambience ambiance decor music noise interior room place-setting lighting vibe table "
        "chair garden terrace sfeer inrichting muziek lawaai interieur zaal licht tafel stoel tuin terras "
        "atmosfære stemning innredning musikk støy lokale bord stol hage uteserver ambiente atmosphäre "
        "musik lärm einrichtung garten terrasse cadre décor musique bruit salle déco ambiente decoración "
        "música ruido local mesa terraza jardín knife knives cutlery plate glass toilet mes messen bestek "
        "toilet kniv bestikk toalett couteau cuchillo messer"
    ),
    "LOCATION#GENERAL": (
        "location view neighborhood neighbourhood parking ligging uitzicht locatie buurt parkeer beliggenhet utsikt "
        "parkering lage aussicht blick emplacement vue quartier situé ubicación vista vistas situado"
    ),
    "RESTAURANT#PRICES": (
        "price value money bill-total expensive cheap overpriced pricey inexpensive affordable prijs duur "
        "goedkoop prijzig waar-voor pris dyrt billig prisene preis teuer preiswert billig prix cher "
        "rapport precio caro barato calidad-precio"
    ),
    "RESTAURANT#GENERAL": (
        "restaurant place spot bistro cafe diner eatery experience gem zaak tent plek restaurant adres "
        "eethuis ervaring etablissement pareltje =sted stedet restaurant opplevelse perle lokal laden "
        "erlebnis =endroit établissement adresse expérience resto sitio lugar restaurante experiencia joya "
        "ställe restaurang evening night avond kveld soirée noche abend"
    ),
    "PRODUCT#QUALITY": (
        "product blender lamp shoe jacket bag pan knife-set zipper battery screen handle fabric colour "
        "product schoen jas tas rits batterij scherm stof kleur produkt sko jakke veske glidelås skjerm "
        "stoff farge produit producto"
    ),
    "DELIVERY#GENERAL": (
        "delivery courier parcel package shipping levering bezorg pakket koerier verzending levering budet "
        "pakke pakken frakt lieferung paket versand livraison colis entrega paquete envío"
    ),
}  # fmt: skip
_PRICE_OF = {
    "FOOD#QUALITY": "FOOD#PRICES",
    "DRINKS#QUALITY": "DRINKS#PRICES",
    "PRODUCT#QUALITY": "PRODUCT#PRICES",
}
_PRICE = re.compile(
    r"(?<!\w)(?:expensive|cheap\w*|pric\w*|overpriced|affordable|value|duur\w*|dure|goedkop\w*|prij[sz]\w*|dyr\w*|billig\w*|pris\w*|"
    r"teuer\w*|preis\w*|chers?|chère\w*|prix|caro\w?|caras?|barat\w*|precio\w*|[€$£])",
    re.IGNORECASE,
)


class _Term(NamedTuple):
    start: int  # tokens, end exclusive
    end: int
    category: str
    detail: str | None


def find_aspects(
    text: str,
    tokens: Sequence[Token],
    judged: Sequence[Judgement],
    words: CompiledVocabulary,
    skip: frozenset[str],
) -> tuple[Aspect, ...]:
    """Every judged thing with its polarity, clause by clause; a clause that names nothing is about the place."""
    if not judged:
        return ()
    own = _own_terms(tokens, words, skip)
    found: list[Aspect] = []
    for start, stop in _clauses(tokens):
        inside = [j for j in judged if tokens[start].start <= j.start < tokens[stop - 1].end]
        if not inside:
            continue
        terms = _terms(own, tokens, start, stop)
        found += _in_clause(text, tokens, terms, inside, (start, stop))
        if len(found) >= MOST_ASPECTS:
            break
    return tuple(found[:MOST_ASPECTS])


def _terms(own: Sequence[_Term], tokens: Sequence[Token], start: int, stop: int) -> list[_Term]:
    """The house's own words first; of the general ones, one a category: "value for money" is one thing."""
    terms = [term for term in own if start <= term.start < stop]
    covered = {index for term in terms for index in range(term.start, term.end)}
    named = {term.category for term in terms}
    for term in _general_terms(tokens, start, stop):
        if term.start not in covered and term.category not in named:
            terms.append(term)
            named.add(term.category)
    if len(terms) > 1 and named & _PRICE_OF.keys():
        terms = [term for term in terms if term.category != "RESTAURANT#PRICES"]
    return sorted(terms, key=lambda term: term.start)


def _in_clause(
    text: str,
    tokens: Sequence[Token],
    terms: Sequence[_Term],
    judged: Sequence[Judgement],
    clause: tuple[int, int],
) -> Iterator[Aspect]:
    if not terms:
        best = judged[0]
        yield Aspect(
            text=text[best.start : best.end],
            start=best.start,
            end=best.end,
            polarity=polarity_of(judged),
            category="RESTAURANT#PRICES" if _PRICE.match(text, best.start) else "RESTAURANT#GENERAL",
        )
        return
    for term in terms:
        begin, end = tokens[term.start].start, tokens[term.end - 1].end
        about = [j for j in judged if not (begin <= j.start < end)] or judged
        near = _nearest(about, begin, end, terms, tokens)
        words = text[tokens[clause[0]].start : tokens[clause[1] - 1].end]
        priced = term.category in _PRICE_OF and _PRICE.search(words)
        category = _PRICE_OF[term.category] if priced else term.category
        yield Aspect(
            text=text[begin:end],
            start=begin,
            end=end,
            polarity=polarity_of(near),
            category=category,
            detail=term.detail,
        )


def polarity_of(judged: Sequence[Judgement]) -> str:
    signs = {judgement.sign for judgement in judged}
    if len(signs) == 2:
        total = sum(judgement.sign for judgement in judged)
        return "conflict" if total == 0 else ("positive" if total > 0 else "negative")
    return "positive" if signs == {1} else "negative" if signs == {-1} else "neutral"


def _nearest(
    judged: Sequence[Judgement], begin: int, end: int, terms: Sequence[_Term], tokens: Sequence[Token]
) -> Sequence[Judgement]:
    """With several things in a clause, each takes the words that stand nearer to it than to another."""
    if len(terms) == 1:
        return judged
    spans = [(tokens[term.start].start, tokens[term.end - 1].end) for term in terms]
    own = [j for j in judged if min(spans, key=lambda span: _gap(j, span)) == (begin, end)]
    return own or judged


def _gap(judgement: Judgement, span: tuple[int, int]) -> int:
    return max(span[0] - judgement.end, judgement.start - span[1], 0)


def _clauses(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    start = 0
    for index, token in enumerate(tokens):
        if token.low in _BREAKS:
            if index > start:
                yield start, index
            start = index + 1
    if start < len(tokens):
        yield start, len(tokens)


def _own_terms(tokens: Sequence[Token], words: CompiledVocabulary, skip: frozenset[str]) -> list[_Term]:
    named = (
        ("FOOD#QUALITY", words.items),
        ("AMBIENCE#GENERAL", words.details),
        ("SERVICE#GENERAL", words.people),
    )
    return sorted(_as_term(hit, category) for category, names in named for hit in names.find(tokens, skip))


def _as_term(hit: Hit, category: str) -> _Term:
    return _Term(hit.start, hit.end, category, hit.key)


def _general_terms(tokens: Sequence[Token], start: int, stop: int) -> Iterator[_Term]:
    for index in range(start, stop):
        category = _category(tokens[index].low)
        if category:
            yield _Term(index, index + 1, category, None)


@lru_cache(maxsize=65536)
def _category(low: str) -> str | None:
    word = bare(low)
    exact, stems, lengths = _term_index()
    if word in exact:
        return exact[word]
    return next((stems[word[:n]] for n in lengths if word[:n] in stems and len(word) <= n + 5), None)


@lru_cache(maxsize=1)
def _term_index() -> tuple[dict[str, str], dict[str, str], tuple[int, ...]]:
    exact: dict[str, str] = {}
    stems: dict[str, str] = {}
    for category, words in _TERMS.items():
        for word in words.split():
            if word.startswith("=") or len(word) < 4:
                exact.setdefault(bare(word.lstrip("=")), category)
            else:
                stems.setdefault(bare(word), category)
    return exact, stems, tuple(sorted({len(stem) for stem in stems}, reverse=True))
