"""Words that tell the kind of a message: for each kind and language, phrases with a weight in log-odds.

`3|can you bring` weighs 3. The strongest cue is the evidence that is shown.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hovmester.engines.reading.sentiment import Judgement
from hovmester.engines.reading.tokens import Token, folded

_CUES: dict[str, dict[str, str]] = {
    "wish": {
        "en": r"""3.2|(?:can|could|would|will) (?:you|u|someone|somebody|y'all|we|i)(?: guys| please| also|
               possibly| maybe)? (?:meet|bring|deliver|send|get|have|make|cook|reserve|book|order|drop|
              prepare|arrange|serve|save|keep|do|set|put|add|pack)
            3.0|(?:i|we)(?:'d| would|'ll| will) (?:really |so )?(?:like|love|have|appreciate|kill for)
            2.6|(?:i|we) (?:want|need|wish|would like|am craving|are hoping)
            2.6|(?:meet|bring) (?:me|us)
            2.4|table for|book a table|make a reservation|reserve
            2.2|any chance|is it possible|would it be possible|possible to
            2.2|(?:craving|dying for|looking for|hoping for|wishing for)
            2.4|please (?:bring|send|make|add|keep|have|deliver|save|can|book|reserve|put|get|serve)
            2.0|you (?:should|could) (?:really )?(?:add|offer|have|sell|make|consider|bring back)
            1.8|(?:it would|it'd|would) be (?:nice|great|good|lovely|awesome|helpful) (?:if|to)
            1.6|i wish (?:you|there|they|i could)
            1.4|if (?:only )?you (?:could|can|would)
            0.7|please|pls""",
        "nl": r"""3.2|(?:kan|kun|kunnen|kunt|zou|zouden|wil|willen|mag|mogen) (?:je|jij|jullie|u|we|wij|ik|
              iemand)\b
            3.0|(?:ik|we|wij)(?: \w+)? (?:graag|zin in)|(?:wil|willen|had|hadden|zou|zouden)(?: \w+){0,3} graag
            2.6|(?:ik|we|wij) (?:wil|willen)
            2.4|zin in|tafel(?:tje)? voor|reserveren|een tafel
            2.6|(?:breng|bezorg|stuur|doe) (?:me|mij|ons)|brengen|bezorgen|langsbrengen
            2.2|kan (?:dat|het|er)|is het mogelijk|zou het mogelijk|is er een kans|kan er (?:ook )?
            2.4|zou (?:fijn|mooi|leuk|handig|top|geweldig) zijn|jullie zouden|misschien een idee
            1.6|graag
            0.7|alsjeblieft|alstublieft|aub|svp""",
        "nb": r"""3.2|(?:kan|kunne|vil|ville|skal) (?:du|dere|vi|jeg|eg|de|dykk|noen|me)\b
            3.0|(?:vil|skulle|ønsker|ville) (?:\w+ )?gjerne|vil gjerne|gjerne ha
            2.6|(?:jeg|vi|eg) (?:vil ha|ønsker|trenger|har lyst på)|lyst på
            2.6|(?:møte|bringe?|ta med|levere?|komme? med)
            2.4|bord (?:til|for)|bestille bord|reservere|bestille
            2.2|er det mulig|hadde det vært mulig|mulighet for|går det an
            2.4|hadde vært (?:fint|flott|kjekt|supert|gøy)|dere burde|kunne dere
            1.4|gjerne
            0.7|vær så snill|er du snill""",
    },
    "complaint": {
        "en": r"""2.8|(?:terrible|horrible|awful|disgusting|worst|disappoint\w*|unacceptable|rude|
              disgrace\w*|appalling|shocking|pathetic|useless|ridiculous|dirty|inedible|overpriced)
            2.2|(?:cold|blunt|burnt|burned|raw|stale|soggy|greasy|tasteless|bland|overcooked|undercooked|
              broken|missing|late|slow|wrong|lukewarm|faulty|damaged|delayed|lost)
            2.4|(?:still|never|not|n't|no one|nobody) (?:\w+ ){0,2}(?:arrived|received|got|came|come|
              working|works|work|answer\w*|respon\w*|refund\w*|deliver\w*|shown up|heard back)
            2.2|still (?:hasn't|haven't|not|no|waiting)
            2.2|complain\w*|refund|my money back|waste of|rip[- ]?off|let down|never (?:again|coming|going)|
              fed up|sick of|fail
            2.0|waited|waiting (?:for|over|since|\d)|had to wait|too (?:salty|loud|expensive|long|cold|hot|
              small|slow|sweet|dry)
            2.4|unfortunately|shame|pity|sadly|let down
            1.4|why (?:is|are|do|does|did|has|have|can't|won't)|what's going on|problem|issue|unfortunately|
              however|shame|pity""",
        "nl": r"""2.8|(?:slecht\w*|vreselijk\w*|verschrikkelijk\w*|walgelijk|onacceptabel\w*|teleurgesteld|
              teleurstell\w*|onbeschoft\w*|schandalig\w*|belachelijk\w*|waardeloos|waardeloze|vies|vieze|
              ondermaats\w*|matig\w*|klacht)
            2.2|(?:koud|koude|bot|botte|aangebrand\w*|rauw|taai|taaie|smakeloos|droog|kapot|ontbrak|
              ontbreekt|te laat|traag|trage|verkeerd\w*|lauw|lauwe|zout|vet|vette)
            2.0|(?:nog steeds|nooit|niet|geen) (?:zo |erg |echt |heel |bepaald )?(?:gekregen|ontvangen|
              aangekomen|gehoord|
              geleverd|gekomen|lekker|goed|warm|vers|schoon|vriendelijk|antwoord|reactie)
            2.2|wacht(?:en|ten)? nog|nog steeds
            2.0|gewacht|wachten|geld terug|nooit meer|zonde van|te (?:zout|duur|lang|koud|traag|klein|hard|
              droog|zoet|laat|weinig|druk|luid)
            2.4|jammer|helaas
            1.6|probleem|viel tegen|tegenvall\w*|valt tegen|onvriendelijk\w*""",
        "nb": r"""2.8|(?:dårlig\w*|forferdelig\w*|elendig\w*|ekkel\w*|uakseptabel\w*|skuffe\w*|skuffa|
              uhøflig\w*|frekk\w*|latterlig\w*|skitten|skitne|uspiselig\w*|klage|katastrof\w*|verste|
              begredelig\w*)
            2.2|(?:kald|kaldt|kalde|sløv|sløve|brent|svidd|rå|seig|seigt|tørr|tørt|tørre|smakløs\w*|ødelagt|
              manglet|mangler|for sent|forsinket|treg|tregt|trege|feil|lunken|salt|saltet)
            2.0|(?:fortsatt|fremdeles|aldri|ikke|ikkje|ingen) (?:så |veldig |helt |akkurat )?(?:fått|mottatt|
              kommet|hørt|
              levert|god|godt|gode|varm|varmt|svar|fersk|rent)
            2.2|venter (?:fortsatt|fremdeles|ennå)
            2.0|ventet|venta|vente i|pengene tilbake|aldri mer|aldri igjen|for (?:salt|dyr|dyrt|lang|lenge|
              kald|kaldt|treg|liten|lite|hard|tørr|søt|høy)
            2.4|dessverre|synd
            1.6|problem|litt skuffet|trist|ikke imponert""",
    },
    "praise": {
        "en": r"""2.6|(?:amazing|excellent|fantastic|wonderful|delicious|perfect\w*|outstanding|superb|
              incredible|best|awesome|brilliant|lovely|exceptional|fabulous|great|impeccable|delightful|
              stunning|divine)
            2.0|(?:loved|love|enjoyed|impressed|recommend\w*|attentive|friendly|tasty|yummy|fresh|oh my god|
              omg|wow|above and beyond|made my (?:day|night|evening)|hats off|well done|kudos|shout ?out)
            1.4|(?:good|nice|happy|pleasant|helpful|kind|warm|cosy|cozy|fair)""",
        "nl": r"""2.6|(?:geweldig\w*|fantastisch\w*|heerlijk\w*|uitstekend\w*|perfect\w*|verrukkelijk\w*|
              super\w*|prachtig\w*|top|voortreffelijk\w*|beste|lekkerste|subliem\w*|briljant\w*|zalig\w*|
              schitterend\w*)
            2.0|(?:lekker\w*|genoten|aanrader|vriendelijk\w*|attent\w*|gezellig\w*|onder de indruk|smullen|
              gesmuld|complimenten|compliment|toppers?|chapeau)
            1.4|(?:goed\w*|leuk\w*|fijn\w*|mooi\w*|netjes|blij|prima|warm\w*|tevreden)""",
        "nb": r"""2.6|(?:fantastisk\w*|utmerket\w*|nydelig\w*|perfekt\w*|strålende|herlig\w*|utrolig\w*|
              best|beste|supert?|kjempe\w*|fremragende|deilig\w*|enestående|knall\w*|topp|rå(?:god|bra)\w*|
              glimrende)
            2.0|(?:anbefal\w*|imponert|koste oss|storkoste|elsk\w*|smakfull\w*|vennlig\w*|hyggelig\w*|
              oppmerksom\w*|skryt|applaus|velsmakende)
            1.4|(?:god|godt|gode|bra|fin|fint|fine|glad|fornøyd\w*|trivelig\w*|koselig\w*|flott\w*)""",
    },
    "question": {
        "en": r"""2.4|(?:what|which|who|where|when|how|why)(?:'s|'re| is| are| do| does| did| can| much|
               many| long| late| about| time)\b
            2.2|^(?:do|does|is|are|did|have|has|can|could|will|would|may|should) |(?:do|does|are|is|
              have) (?:you|the|there|it|your)\b
            1.6|\?""",
        "nl": r"""2.4|(?:wat|welke|wie|waar|wanneer|hoe|hoeveel|hoelang|waarom)\b
            2.2|(?:hebben|heeft|zijn|is|doen|kan|kunnen|mag|zit|serveren|accepteren) (?:jullie|er|het|de|u|
              je|dat|we)\b
            1.6|\?""",
        "nb": r"""2.4|(?:hva|hvilke\w*|hvem|hvor|når|hvordan|hvorfor|kva|korleis|kvar|kven|kor)\b
            2.2|(?:har|er|tar|kan|finnes|serverer|går|tilbyr) (?:dere|det|man|du|dykk)\b
            1.6|\?""",
    },
    "thanks": {
        "en": r"3.2|thank(?:s| you| u)|thx|tnx|ty\b|cheers|much appreciated|grateful|ta\b",
        "nl": r"3.2|bedankt|dank(?: je| jullie| u|jewel|uwel| je wel)?|dankjewel|dankuwel|thanks|merci",
        "nb": r"3.2|(?:tusen |mange )?takk|takker|thanks|takksam",
    },
    "change": {
        "en": r"""3.4|(?:change|move|reschedule|postpone|push back|bring forward|modify|amend|
              update) (?:\w+ ){0,3}(?:booking|reservation|table|order|appointment|it|time|delivery|date|
              address)
            2.6|instead of|rather than|make (?:it|that) (?:\w+ )?(?:\d|one|two|three|four|five|six|seven|
              eight|nine|ten)|(?:running|be|are|arrive) (?:\w+ )?(?:late|later)\b
            2.2|one more person|change of plan\w*|can we (?:come|do) (?:\w+ )?(?:later|earlier)|switch""",
        "nl": r"""3.4|(?:wijzig\w*|verzet\w*|verplaats\w*|verander\w*|omzetten|aanpass\w*|verschuiven|uitstellen)
            2.6|in plaats van|i\.p\.v\.|ipv|(?:komen|zijn) (?:\w+ )?(?:later|eerder)|iets later|wat later
            2.2|een persoon (?:meer|minder)|toch met|toch liever""",
        "nb": r"""3.4|(?:endre|flytte|utsette|forskyve|bytte|ombestille|justere)
            2.6|i stedet for|istedenfor|i staden for|(?:kommer|blir|er) (?:\w+ )?(?:senere|tidligere|
              forsinket|forsinka)|litt senere
            2.2|en person (?:til|mindre|mer)|likevel blir|allikevel""",
    },
    "cancel": {
        "en": r"""4.2|cancel\w*|call (?:it )?off|won't (?:be able to make|make it)|can't make it|
              cannot make it|not going to make it|no longer (?:need|coming|want)|we're not coming|
              drop (?:my|our) (?:booking|reservation|order)|forget (?:my|our|the) (?:order|booking)""",
        "nl": r"""4.2|annuler\w*|geannuleerd|cancel\w*|afzegg\w*|afgezegd|zeg(?:gen)? (?:\w+ ){0,4}af\b|
              gaat niet door|kunnen (?:\w+ )?niet komen|hoeft niet meer|niet meer nodig""",
        "nb": r"""4.2|avbestill\w*|kanseller\w*|avlys\w*|avlyse|må melde avbud|kan (?:\w+ )?ikke komme|
              kommer ikke likevel|kommer ikke allikevel|rekker ikke|trenger ikke lenger|glem bestilling\w*|
              stryk""",
    },
}
# The other five languages: one line each, praise and complaint by single words (`sentiment`) alone.
_SHORT_CUES: dict[str, dict[str, str]] = {
    "wish": {
        "da": (
            r"3.0|(?:kan|kunne|vil|ville|må) (?:i|du|vi|jeg|nogen|man)|vil (?:jeg |vi )?gerne|"
            r"vil gerne|gerne have|bestille|er det muligt|ville være|burde"
        ),
        "sv": (
            r"3.0|(?:kan|kunde|vill|skulle|får) (?:ni|du|vi|jag|någon|man)|skulle (?:\w+ )?vilja|"
            r"vill gärna|gärna ha|boka|beställa|går det att|det vore|borde"
        ),
        "de": (
            r"3.0|(?:könnten?|könntet|kann|können|könnt|würden|dürfen) (?:sie|ihr|wir|ich|mir|jemand|"
            r"man)|(?:ich|wir) (?:möchten?|hätten?|würden?)|hätten? (?:ich |wir )?gern|bitte|sollten|"
            r"wäre (?:es|schön)|reservieren|bestellen"
        ),
        "fr": (
            r"3.0|(?:pourriez|pouvez|pourrais|peux|peut|puis|pourrait|pouvons)[- ](?:vous|tu|on|nous|"
            r"je|il)|(?:je|nous) (?:voudrais|voudrions|aimerais|aimerions|souhaite\w*|prendrons|"
            r"prendrai)|on peut|s'il (?:vous|te) plaît|serait-il possible|ce serait|devriez|réserver|"
            r"commander|envie de"
        ),
        "es": (
            r"3.0|(?:podrían?|pueden?|puedes|podemos|podríamos|puedo)|(?:quisiera|quiero|queremos|"
            r"quisiéramos|me gustaría|nos gustaría)|por favor|sería posible|estaría bien|deberían|"
            r"reservar|pedir"
        ),
    },
    "question": {
        "da": r"2.4|(?:hvad|hvilke\w*|hvem|hvor|hvornår|hvordan|hvorfor|har i|er der|er det|må)|\?",
        "sv": r"2.4|(?:vad|vilk\w+|vem|var|när|hur|varför|har ni|finns det|är det|får)|\?",
        "de": (
            r"2.4|(?:was|welche\w*|wer|wo|wann|wie|warum|haben sie|habt ihr|gibt es|ist (?:das|es|"
            r"der)|darf|sind)|\?"
        ),
        "fr": (
            r"2.4|(?:que|quel\w*|qui|où|quand|comment|combien|pourquoi|est-ce|y a-t-il|êtes-vous|"
            r"avez-vous)|\?"
        ),
        "es": r"2.4|(?:qué|cuál\w*|quién|dónde|cuándo|cómo|cuánto|por qué|hay|tienen|abren)|\?",
    },
    "thanks": {
        "da": r"3.2|(?:tusind |mange )?tak",
        "sv": r"3.2|(?:tusen )?tack",
        "de": r"3.2|(?:vielen |tausend )?dank\w*",
        "fr": r"3.2|(?:mille )?mercis?",
        "es": r"3.2|(?:mil |muchas )?gracias",
    },
    "change": {
        "da": r"3.4|(?:flytte|ændre|ændring|udskyde|bytte?|i stedet for|hellere)",
        "sv": r"3.4|(?:flytta|ändra|ändring|skjuta upp|byt|byta|i stället för|hellre)",
        "de": r"3.4|(?:verschieben|verlegen|ändern|änderung|tauschen|statt|lieber)",
        "fr": (
            r"3.4|(?:décaler|déplacer|modifier|changer|changement|reporter|remplace\w*|au lieu de|"
            r"plutôt)"
        ),
        "es": r"3.4|(?:cambiar|cambio|cambien|mover|aplazar|modificar|en vez de|en lugar de|mejor)",
    },
    "cancel": {
        "da": r"4.2|(?:aflys\w*|afbestil\w*|annull\w*|opsige|glem|kommer ikke|alligevel)",
        "sv": r"4.2|(?:avbok\w*|avbeställ\w*|ställa in|inställt|säga upp|glöm|kommer inte)",
        "de": r"4.2|(?:absagen|stornier\w*|kündigen|abbestell\w*|vergessen sie|doch nicht|fällt aus)",
        "fr": r"4.2|(?:annul\w*|résilier|oubliez|ne viendrons pas|décommander)",
        "es": r"4.2|(?:cancel\w*|anul\w*|dar de baja|olviden|no iremos)",
    },
}
# A negation right before turns praise into complaint and the other way round.
NEGATIONS = re.compile(
    r"(?:\bnot|n't|\bnever|\bno|\bhardly|\bniet|\bgeen|\bnooit|\bnauwelijks|\bikke|\bikkje|\baldri|"
    r"\bingen|\bnicht|\bkein\w*|"
    r"\bpas|\bno|\binte|\baldrig)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
# Signs of a joke, on small letters. Each alternative begins with a letter or sign of its own, never with \b: only then
# does `re` skip to where one may begin, and that takes a seventh of the time.
_STRONG_JOKES = re.compile(
    r"[😂🤣😜😝🤪😉]|;-?\)|/s\b|#(?:joke|sarcasm)|j(?:ust kidding|(?<!\wj)k\b)|k(?:idding|ødde\w*)|"
    r"l(?<!\wl)(?:ol|mao)\b|h(?:aha|ehe)\w*|g(?:rapje|eintje)|s(?<!\ws)pøk\w*|t(?:ulle?r|(?<!\wt)øys\w*|"
    r"hanks for nothing|akk for ingenting)|yeah right|bedankt voor niks"
)
_WEAK_JOKES = re.compile(
    r"[🙂😀😄😁😅🙃😏]|:-?[)dp]|k(?:(?<!\wk),? thanks\b|thx\w*)|ok,? bye|no pressure|worth a (?:try|shot)|i dare you|"
    r"wie niet waagt|men neem geen|niet geschoten"
)
# On small letters: looking for either case takes `re` five times as long.
_PRAISE_WORDS = re.compile(
    r"\b(?:great|lovely|fantastic|nice|well done|top|geweldig|lekker|fijn|flott|supert|fint|bravo)\b"
)
_DISASTER = re.compile(
    r"(?:only|just|maar|slechts|bare|kun) (?:\w+ )?(?:\d+|two|three|twee|drie|to|tre|an?|een|en) "
    r"(?:\w+ )?(?:hours?|uur|timer?|minut\w+|weeks?|weken|uker|days?|dagen|dager)|"
    r"\b(?:cold|broken|again|weer|igjen|late|lost|koud|kald|kaldt|wrong|verkeerd\w*|feil|blunt|bot|"
    r"botte|sløv|raw|rauw)\b",
)
_BUT = re.compile(
    r"\b(?:but|though|except|maar|behalve|men|unntatt|bortsett|jammer|helaas|dessverre|synd|"
    r"(?:only|just) (?:the|that|my|our)|(?:alleen|enkel) (?:de|het|dat|mijn|ons|onze)|"
    r"(?:bare|kun) (?:at|synd|den|det))\b",
)


JUDGING_WORD = 1.5


class Cue(NamedTuple):
    kind: str
    weight: float
    start: int
    end: int
    settled: bool = False  # negations are counted already


def find_cues(text: str, tokens: Sequence[Token], language: str, judged: Sequence[Judgement]) -> list[Cue]:
    """Every cue in the text; languages without cues of their own are given the English and shared signs.

    `judged`: the judging words of the text, which are cues too.
    """
    found: list[Cue] = []
    low = folded(text)
    begins, patterns = _patterns(language)
    starts = [token.start for token in tokens if begins.match(low, token.start)]
    for kind, weights, pattern in patterns if starts else ():
        stop = 0
        for start in starts:
            match = pattern.match(low, start) if start >= stop else None
            if match:
                stop = match.end()
                found.append(Cue(kind, weights[match.lastgroup or ""], start, stop))
    found += [
        Cue("praise" if word.sign > 0 else "complaint", JUDGING_WORD, word.start, word.end, True)
        for word in judged
    ]
    stung = sting(text)
    return [*found, stung] if stung else found


class _Patterns(NamedTuple):
    begins: re.Pattern[str]  # any cue of any kind: most words begin none
    of_kinds: tuple[tuple[str, dict[str, float], re.Pattern[str]], ...]


@lru_cache(maxsize=16)
def _patterns(language: str) -> _Patterns:
    """Of each kind: one pattern that is tried on small letters where a token begins, its heaviest phrases first."""
    name = {"nn": "nb", "no": "nb"}.get(language, language)
    found = []
    every: list[str] = []
    for kind, by_language in _CUES.items():
        table = by_language.get(name) or _SHORT_CUES.get(kind, {}).get(name) or by_language["en"]
        lines = sorted(_lines(table), key=lambda line: -line[0])
        ended = [_ended(pattern) for _, pattern in lines]
        every += ended
        weights = {f"w{number}": weight for number, (weight, _) in enumerate(lines)}
        joined = "|".join(f"(?P<w{number}>{pattern})" for number, pattern in enumerate(ended))
        found.append((kind, weights, re.compile(joined)))
    return _Patterns(re.compile("|".join(every)), tuple(found))


def _ended(pattern: str) -> str:
    return pattern if pattern.endswith((r"\?", " ")) else rf"(?:{pattern})(?!\w)"


def _lines(table: str) -> list[tuple[float, str]]:
    """Weight and pattern; a line that begins with no weight goes on with the one before it."""
    joined: list[tuple[float, str]] = []
    for line in table.splitlines():
        weight, bar, pattern = line.strip().partition("|")
        if bar and re.fullmatch(r"\d\.\d", weight):
            joined.append((float(weight), pattern))
        else:
            joined[-1] = (joined[-1][0], joined[-1][1] + line.strip())
    return joined


def joke_of(text: str, *, wishing: bool, complaining: bool) -> tuple[float, tuple[int, int] | None]:
    """How likely the tone is a joke or sarcasm, and the words that say so. It never changes the kind."""
    low = folded(text)
    strong = [match.span() for match in _STRONG_JOKES.finditer(low)]
    weak = [match.span() for match in _WEAK_JOKES.finditer(low)]
    span = strong[-1] if strong else weak[0] if weak else None
    score = min(0.95, 0.55 * min(len(strong), 1) + 0.25 * min(len(strong), 2) + 0.3 * min(len(weak), 2))
    stung = sting(text) if complaining or not wishing else None
    if stung:
        score = max(score, 0.6)
        span = span or (stung.start, stung.end)
    return (score or 0.03), span


@lru_cache(maxsize=1)  # asked three times of each message
def sting(text: str) -> Cue | None:
    """Praise beside a disaster without a "but" is sarcasm: "Great. Only two hours late." The disaster is meant."""
    low = folded(text)
    disaster = _DISASTER.search(low) if _PRAISE_WORDS.search(low) else None
    if disaster is None or _BUT.search(low):
        return None
    return Cue("complaint", 2.4, disaster.start(), disaster.end())
