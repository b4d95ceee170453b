"""Which language a message is in: the small words decide where they are clear, py3langid where they are not.

Loading py3langid takes half a second, so a message full of "de", "het" and "een" never asks it.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from hovmester.engines.reading.scandinavian import scandinavian
from hovmester.engines.reading.times import time_words
from hovmester.engines.reading.tokens import Token, word_set

FIRST_CLASS = ("en", "nl", "nb")
READ = ("en", "nl", "nb", "nn", "da", "sv", "de", "fr", "es")
UNKNOWN = "und"


def hardly_known(language: str) -> bool:
    """Whether the reader has no words of it: kinds then come from the encoder alone, times and things may be missed."""
    return language not in READ and language != UNKNOWN


_SMALL_WORDS = {
    "en": (
        "the and is are was were you your i my we our they it this that with for have has had when would "
        "could can not don't what how please thanks but at to of from be do will it's i'm i'd i'll i've "
        "we'd we're can't no any love there very an me us a just hi hello in on out up so if or by go come "
        "here two three one hours minutes today tomorrow all some its been"
    ),
    "nl": (
        "de het een en is ik je jij jullie wij we u ons onze mijn dat die dit niet met voor van naar op bij "
        "om te er maar ook was waren heb hebben had kan kunnen kunt zou willen graag als wat hoe geen zijn "
        "ze heel erg bedankt dank mij me uur over nog wel hebt heeft ben aan in zo tot twee drie vier hier "
        "zit mag wordt werd toch veel goed dan uit meer"
    ),
    "nb": (
        "jeg du dere vi oss min vår det den de og i på med for til av ikke er var har hadde kan kunne vil "
        "ville som om når hva hvordan en et men også veldig takk hei meg mitt mye bare fra ved noen noe "
        "etter å hvor gjerne dette mat maten fikk ingen klokka bord kveld biff dere's leverer lander "
        "bursdag kom over under halv deg seg lage laget deres få blir trenger nå ut opp snill ha uten hele "
        "siden sitt dager timer helt"
    ),
    "nn": (
        "eg ikkje me dykk vere kva korleis kvar kven noko nokon frå berre mykje hadde vart blei vore gjere "
        "òg kjem ein eit dei då sjølv maten takk kjære heim"
    ),
    "da": (
        "jeg du i vi os min vores det den de og på med for til af ikke er var har havde kan kunne vil ville "
        "som om når hvad hvordan en et men også meget tak hej mig bare fra ved nogle noget efter at hvor "
        "gerne nogen jer blev få maden jeres dig sig lavet lave aften uden ud tjener lidt stadig dejlig "
        "lækker otte bliver selv lufthavnen dårlig nok hvilken brug bruge kommet ad ventede sendt bøf "
        "bøffer bordet flyttet"
    ),
    "sv": (
        "jag du ni vi oss min vår det den de och i på med för till av inte är var har hade kan kunde vill "
        "skulle som om när vad hur en ett men också mycket tack hej mig bara från vid några något efter att "
        "där gärna er fick maten någon två tre varför ut bord boka göra komma klockan kväll ikväll åtta sju nio "
        "flygplatsen tacksam snälla"
    ),
    "de": (
        "ich du sie wir uns unser mein das der die und in auf mit für zu von nicht ist war waren haben "
        "hatte kann können würde wollen gern gerne wenn was wie ein eine einen aber auch sehr danke bitte "
        "mir es den dem zum im um ihr euch hat bei noch mal zwei drei hier dass schon viel gut"
    ),
    "fr": (
        "je tu vous nous mon notre le la les et est sont était dans sur avec pour de du des ne pas que qui "
        "un une mais aussi très merci ce cette il elle on au aux à j'ai c'est s'il plaît moi mes avez "
        "pouvez trop en l' deux trois ici bien plus tout votre leur ont"
    ),
    "es": (
        "yo tú usted nosotros mi nuestro el la los las y es son era en con para de del no que quien un una "
        "pero también muy gracias este esta se lo al por me nos fue está tiene puede podría quiero hay todo "
        "nuestra su a dos tres aquí bien más había hemos estaba"
    ),
}
_WEIGHTS: dict[str, dict[str, float]] = {}
for _language, _words in _SMALL_WORDS.items():
    for _word in _words.split():
        _WEIGHTS.setdefault(_word, {})[_language] = 1.0
for _shared in _WEIGHTS.values():
    for _language in _shared:
        _shared[_language] = 1.0 / len(_shared)
_LETTERS = {
    "ø": ("nb", "da", "nn"),
    "æ": ("nb", "da", "nn"),
    "å": ("nb", "da", "sv", "nn"),
    "ß": ("de",),
    "ñ": ("es",),
}
_LETTERS |= {"¿": ("es",), "¡": ("es",), "ç": ("fr",), "ö": ("sv", "de"), "ä": ("sv", "de"), "ij": ("nl",)}
_NYNORSK = word_set(
    "eg ikkje me dykk kva korleis kvar kven noko nokon frå berre mykje vart ein ei dei då kjem timar òg"
)
_BOKMAL = word_set(
    "jeg ikke dere hva hvordan hvor hvem noe noen fra bare mye ble en hun de da kommer timer vi"
)
_NONE: dict[str, float] = {}
LETTER_WEIGHT = 0.9
TIME_WORD = 0.5
CLEAR_LEAD = 0.8  # small words more than the second language has
MOST_TOKENS = 200


def language_of(tokens: Sequence[Token], *, prior: str | None = None) -> tuple[str, float]:
    """Language and how sure, in [0, 1]. `prior` is the language of the channel or house, taken where words are few."""
    scores = dict.fromkeys(READ, 0.0)
    for token in tokens[:MOST_TOKENS]:
        for language, weight in _WEIGHTS.get(token.low, _NONE).items():
            scores[language] += weight
        if not token.low.isascii():
            _add_letters(scores, token.low)
    _part_scandinavians(scores, tokens, prior)
    lead, best, second = _leaders(scores, prior)
    if lead >= CLEAR_LEAD:
        return _norwegian(best, tokens), min(0.99, 0.6 + 0.1 * lead)
    _add_time_words(scores, tokens)
    lead, best, second = _leaders(scores, None)
    if lead >= CLEAR_LEAD:
        return _norwegian(best, tokens), 0.6
    letters = sum(len(token.text) for token in tokens[:MOST_TOKENS] if token.text[0].isalpha())
    if letters < 4:
        return (prior or UNKNOWN), 0.3
    guessed, sure = _langid(" ".join(token.text for token in tokens[:MOST_TOKENS]), prior)
    if guessed in (best, second) or sure > 0.9 or scores[best] == 0:
        return guessed, sure
    return best, 0.5


def _leaders(scores: dict[str, float], prior: str | None) -> tuple[float, str, str]:
    if prior in scores:
        scores[prior] += 0.35
    ordered = sorted(scores, key=scores.__getitem__, reverse=True)
    best = ordered[0]
    norwegian = ("nb", "nn")
    second = next(other for other in ordered[1:] if not (best in norwegian and other in norwegian))
    return scores[best] - scores[second], best, second


def _part_scandinavians(scores: dict[str, float], tokens: Sequence[Token], prior: str | None) -> None:
    """They share most small words, which so count for the one that words and spellings of its own speak for."""
    both = scores["nb"] + scores["da"]
    if both:
        spoken = scandinavian(tokens[:MOST_TOKENS], prior=prior)
        scores["nb"] = scores["da"] = 0.0
        if spoken != "sv":
            scores[spoken] = both


def _add_letters(scores: dict[str, float], word: str) -> None:
    for letter in word:
        languages = _LETTERS.get(letter, ())
        for language in languages:
            scores[language] += LETTER_WEIGHT / len(languages)


def _add_time_words(scores: dict[str, float], tokens: Sequence[Token]) -> None:
    """Where small words are few, "hours", "uur" and "timer" tell too – before half a second goes to loading a model."""
    for language in FIRST_CLASS:
        known = time_words(language)
        scores[language] += TIME_WORD * sum(
            t.low in known and len(t.low) > 2 and t.low.isalpha() for t in tokens[:40]
        )


def _norwegian(best: str, tokens: Sequence[Token]) -> str:
    """Nynorsk where its own words are more than those of bokmål."""
    if best not in ("nb", "nn"):
        return best
    lows = [token.low for token in tokens[:MOST_TOKENS]]
    return "nn" if sum(low in _NYNORSK for low in lows) > sum(low in _BOKMAL for low in lows) else "nb"


@lru_cache(maxsize=1)
def _identifier() -> Any:  # py3langid has no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


_LIKELY = dict.fromkeys(READ, 3.0)  # in the houses this is written for
_LIKELY["en"] = 6.0


def _langid(text: str, prior: str | None) -> tuple[str, float]:
    """The likeliest language and how sure. Of 140 most are as likely as they are ranked, and only the first counts."""
    shares: dict[str, float] = dict(_identifier().rank(text))
    shares["nb"] = shares.get("nb", 0.0) + shares.pop("no", 0.0)
    times = _LIKELY if prior is None else _LIKELY | {prior: 8.0 * _LIKELY.get(prior, 1.0)}
    ours = {language: shares.pop(language, 0.0) for language in times}
    foreign = next(iter(shares))  # they come ranked
    likely = {language: share * times[language] for language, share in ours.items()}
    total = sum(likely.values()) + 1.0 - sum(ours.values())
    likely[foreign] = shares[foreign]
    best = max(likely, key=likely.__getitem__)
    return best, likely[best] / total


@lru_cache(maxsize=16)
def small_words(language: str) -> frozenset[str]:
    """Words of the language that are never a mistyped name."""
    return frozenset(_SMALL_WORDS.get(language, "").split())
