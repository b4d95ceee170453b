"""Norwegian, Danish or Swedish: they share most small words, so only words and spellings that not all have can tell.

Not here: whether it is one of the three (`language`); bokmål and nynorsk.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from hovmester.engines.reading.tokens import Token, word_set

# A word that two of them share and the third has not stands with both.
_WORDS = {
    "nb": word_set(
        "å av deg meg seg oss deres gjerne takk kveld kvelden åtte sju tjue nå etter litt opp ut uten ute blir "
        "ble bli hva våre vår måltid noe noen fra mye dere eg ikkje dykk kva korleis kvar noko frå berre "
        "dessverre avbestille snill trenger veldig flyplassen igjen kjøtt mat maten smaken vennlig laget nede "
        "allerede glede gjør gjøre gir ta tar tok sier si sa kjøpe kjøpt fått fikk kaldt kald vann glass kake "
        "rask raskt penger tilbake åpen åpent åpner uke uka uken hjelp tusen gutt jente gøy skitten sånn ennå "
        "bursdag smør lenge lenger bare også ikke jeg hadde bedre riktig regninga boka æ mæ dæ sæ itj ka kem kor "
        "koss dokker dåkker inn enn ganger fortsatt neste dager liten hatt mai natt sitter sett vet gikk virkelig "
        "overordnede"
    ),
    "da": word_set(
        "af hvad hvornår jer jeres os mig dig sig meget noget nogle nogen lavet lidt dejlig lækker lækre otte "
        "bliver blive blev tjener tjeneren lufthavnen lufthavn brug bruge ad ventede bøf bøffen bøffer efter "
        "maden uden ud ude tak vores mad fik igen kød kødet smag smagen smagte smager venlig venligst nu gør gøre "
        "give giver tage tager sige siger sagde købe køber købt have havde haft kold koldt kolde kage kagen vand "
        "glas aftensmad uge ugen undskyld nøgle sød søde sødt mand børn pige bedst bedste indtil inden endnu "
        "plads pladser åben åbent åbner penge tilbage leveret forkert beskidt kigge kigger kigget hjælp hjælpe "
        "spørge spørgsmål desværre grøntsager tusind kæmpe bagefter brugt taget fået været givet blevet aldrig "
        "måske flyver også ikke jeg bedre gerne op ind mit lige sidder anden andet alligevel gik fundet afbud kop "
        "hellere haven gået gemmer cykel aflyst aflyse afbestille altid fylder gange udenfor syntes intet "
        "tillykke stod sad fødselsdag fødselsdagen rabat toilet toilettet eftermiddag morgenmad menuen styk "
        "indeni udenpå slet betal mødes undgå spildte"
    ),
    "sv": word_set(
        "och jag inte från också mycket bara vad hur vill tack gärna två åtta nio tio timmar timme fick trevlig "
        "trevligt upp utan ut ute fortfarande kväll ikväll imorgon igår beställa beställt boka boken gott kaffet "
        "fler hon vara göra gör varför kyparen någon något några när är där här helgen svarar aldrig mig dig sig "
        "vår efter igen maten mat finns till att skicka klockan åt komma vore vilja tåget tillbaka måste hela "
        "gick fyra undan sitta paketet landar kunna kocken inget vatten trettio tidigare soppan era ta liten natt "
        "vet sitter"
    ),
}
_ENDS = {"nb": ("heten",), "da": ("ede", "igt", "heden", "eret"), "sv": ("igt", "orna", "arna")}
_WITHIN = {
    "nb": re.compile("ei|øy|ær|ø|sjon"),
    "da": re.compile(r"\wej\w|øj|ø|ær|æ([bdfgkmnptv])(?!\1\b)"),  # no Danish word ends in a double consonant
    "sv": re.compile("ej|[äö]"),
}


def scandinavian(tokens: Sequence[Token], *, prior: str | None = None) -> str:
    """ "nb", "da" or "sv"; where as much speaks for each, `prior`, and without one Norwegian."""
    marks = {language: float(language == prior) / 2 for language in _WORDS}
    for token in tokens:
        for language in _spoken_for(token.low):
            marks[language] += 1
    marks["da"] += sum(token.text == "I" for token in tokens[1:])  # "kan I": you, in Danish alone
    return max(marks, key=marks.__getitem__)


@lru_cache(maxsize=65536)
def _spoken_for(low: str) -> tuple[str, ...]:
    """For which of them a word speaks; what all three have says nothing. Words are surer than spellings."""
    found = tuple(language for language, words in _WORDS.items() if low in words) or tuple(
        language for language, part in _WITHIN.items() if low.endswith(_ENDS[language]) or part.search(low)
    )
    return found if len(found) < len(_WORDS) else ()
