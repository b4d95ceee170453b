"""Small numbers in words, in every language that is read. An article counts one."""

from hovmester.engines.reading.tokens import word_set

ANDS = word_set("and & en og plus och und et y")  # what joins a second dish to the first
COUNTS: dict[str, int] = {}
for _value, _words in enumerate(
    (
        "a an one een één en et ei ein eit ett eine einen un una une uno eins 'n",
        "two couple pair twee paar to par två zwei deux dos beide begge both",
        "three drie tre drei trois tres",
        "four vier fire fyra quatre cuatro",
        "five vijf fem fünf cinq cinco",
        "six zes seks sex sechs seis",
        "seven zeven sju syv sieben sept siete",
        "eight acht åtte otte åtta huit ocho",
        "nine negen ni nio neun neuf nueve",
        "ten tien ti tio zehn dix diez",
        "eleven elf elleve elva",
        "twelve twaalf tolv dozen dozijn dusin zwölf douze doce dutzend dussin",
        "thirteen dertien tretten tretton dreizehn treize trece",
        "fourteen veertien fjorten fjorton vierzehn quatorze catorce",
        "fifteen vijftien femten femton fünfzehn quinze quince",
        "sixteen zestien seksten",
        "seventeen zeventien sytten",
        "eighteen achttien atten",
        "nineteen negentien nitten",
        "twenty twintig tjue tyve tjugo zwanzig vingt veinte",
    ),
    start=1,
):
    for _word in _words.split():
        COUNTS.setdefault(_word, _value)
COUNTS["couple"] = 2
# Words that count in one language and only mean something else in another: "looking forward to steak" is not two.
_NO_COUNTS = {
    "en": word_set("to fire par ti en et dos ni sex ett"),
    "nl": word_set("to fire par ti et dos ni sex"),
    "fr": word_set("en et par ni to ti"),
    "es": word_set("en par ni to"),
    "de": word_set("to en et par ti"),
}


def counts_in(language: str, word: str) -> int | None:
    """How many a word of the language says; None where it counts nothing."""
    return None if word in _NO_COUNTS.get(language, ()) else COUNTS.get(word)


for _tens, _words in {
    30: "thirty dertig tretti",
    40: "forty veertig førti",
    50: "fifty vijftig femti",
    60: "sixty zestig seksti",
    70: "seventy zeventig sytti",
    80: "eighty tachtig åtti",
    90: "ninety negentig nitti",
    100: "hundred honderd hundre",
    1000: "thousand duizend tusen",
}.items():
    for _word in _words.split():
        COUNTS[_word] = _tens
