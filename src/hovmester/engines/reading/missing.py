"""What a wish still lacks, and the one question to ask back, in the guest's language."""

import re

from hovmester.engines.reading.model import What, When, Where
from hovmester.engines.reading.tokens import folded

_ORDER = ("what", "when", "where")
_QUESTIONS = {
    "en": {
        ("what",): "Gladly! What may we prepare for you?",
        ("when",): "Gladly! At what time would you like it?",
        ("where",): "Gladly! Where may we meet you?",
        ("what", "when"): "Gladly! What would you like, and at what time?",
        ("what", "where"): "Gladly! What would you like, and where may we meet you?",
        ("when", "where"): "Gladly! When and where may we meet you?",
        ("what", "when", "where"): "Gladly! What would you like, when, and where?",
    },
    "nl": {
        ("what",): "Graag! Wat mogen we voor u klaarmaken?",
        ("when",): "Graag! Hoe laat wilt u het hebben?",
        ("where",): "Graag! Waar mogen we u ontmoeten?",
        ("what", "when"): "Graag! Wat wilt u hebben, en hoe laat?",
        ("what", "where"): "Graag! Wat wilt u hebben, en waar mogen we u ontmoeten?",
        ("when", "where"): "Graag! Wanneer en waar mogen we u ontmoeten?",
        ("what", "when", "where"): "Graag! Wat wilt u hebben, wanneer en waar?",
    },
    "nb": {
        ("what",): "Gjerne! Hva kan vi lage til deg?",
        ("when",): "Gjerne! Når vil du ha det?",
        ("where",): "Gjerne! Hvor kan vi møte deg?",
        ("what", "when"): "Gjerne! Hva vil du ha, og når?",
        ("what", "where"): "Gjerne! Hva vil du ha, og hvor kan vi møte deg?",
        ("when", "where"): "Gjerne! Når og hvor kan vi møte deg?",
        ("what", "when", "where"): "Gjerne! Hva vil du ha, når og hvor?",
    },
    "da": {
        ("what",): "Gerne! Hvad må vi lave til dig?",
        ("when",): "Gerne! Hvornår vil du have det?",
        ("where",): "Gerne! Hvor må vi møde dig?",
        ("what", "when"): "Gerne! Hvad vil du have, og hvornår?",
        ("what", "where"): "Gerne! Hvad vil du have, og hvor må vi møde dig?",
        ("when", "where"): "Gerne! Hvornår og hvor må vi møde dig?",
        ("what", "when", "where"): "Gerne! Hvad vil du have, hvornår og hvor?",
    },
    "sv": {
        ("what",): "Gärna! Vad får vi laga till dig?",
        ("when",): "Gärna! När vill du ha det?",
        ("where",): "Gärna! Var får vi möta dig?",
        ("what", "when"): "Gärna! Vad vill du ha, och när?",
        ("what", "where"): "Gärna! Vad vill du ha, och var får vi möta dig?",
        ("when", "where"): "Gärna! När och var får vi möta dig?",
        ("what", "when", "where"): "Gärna! Vad vill du ha, när och var?",
    },
    "de": {
        ("what",): "Gern! Was dürfen wir für Sie zubereiten?",
        ("when",): "Gern! Um wie viel Uhr möchten Sie es?",
        ("where",): "Gern! Wo dürfen wir Sie treffen?",
        ("what", "when"): "Gern! Was möchten Sie, und um wie viel Uhr?",
        ("what", "where"): "Gern! Was möchten Sie, und wo dürfen wir Sie treffen?",
        ("when", "where"): "Gern! Wann und wo dürfen wir Sie treffen?",
        ("what", "when", "where"): "Gern! Was möchten Sie, wann und wo?",
    },
    "fr": {
        ("what",): "Avec plaisir ! Que pouvons-nous vous préparer ?",
        ("when",): "Avec plaisir ! À quelle heure le souhaitez-vous ?",
        ("where",): "Avec plaisir ! Où pouvons-nous vous retrouver ?",
        ("what", "when"): "Avec plaisir ! Que souhaitez-vous, et à quelle heure ?",
        ("what", "where"): "Avec plaisir ! Que souhaitez-vous, et où pouvons-nous vous retrouver ?",
        ("when", "where"): "Avec plaisir ! Quand et où pouvons-nous vous retrouver ?",
        ("what", "when", "where"): "Avec plaisir ! Que souhaitez-vous, quand et où ?",
    },
    "es": {
        ("what",): "¡Con gusto! ¿Qué le podemos preparar?",
        ("when",): "¡Con gusto! ¿A qué hora lo desea?",
        ("where",): "¡Con gusto! ¿Dónde podemos encontrarle?",
        ("what", "when"): "¡Con gusto! ¿Qué desea y a qué hora?",
        ("what", "where"): "¡Con gusto! ¿Qué desea y dónde podemos encontrarle?",
        ("when", "where"): "¡Con gusto! ¿Cuándo y dónde podemos encontrarle?",
        ("what", "when", "where"): "¡Con gusto! ¿Qué desea, cuándo y dónde?",
    },
}
_WHERE_EXACTLY = {  # a name that nobody here knows yet
    "en": "Gladly! Where exactly is “{place}”?",
    "nl": "Graag! Waar precies is “{place}”?",
    "nb": "Gjerne! Hvor er «{place}», helt nøyaktig?",
    "da": "Gerne! Hvor er “{place}” helt præcist?",
    "sv": "Gärna! Var ligger ”{place}”, mer exakt?",
    "de": "Gern! Wo genau ist „{place}“?",
    "fr": "Avec plaisir ! Où se trouve « {place} » exactement ?",
    "es": "¡Con gusto! ¿Dónde está exactamente «{place}»?",
}
# On small letters: looking for either case takes `re` five times as long.
_AT_THE_HOUSE = re.compile(
    r"\b(?:table|reserv\w*|book|seat\w*|pick(?:ing)? (?:it |them |one |some |that )?up|collect|take ?away|at yours|"
    r"come by|in stock|(?:i|we)(?:'ll| will|'re| are|'m| am)? (?:be )?(?:come|coming|there) (?:at|by|in|around)|"
    r"at the bar|"
    r"for (?:lunch|dinner|breakfast|brunch)|lunchen|dineren|til (?:lunsj|middag|frokost)|"
    r"lobby|reception|front desk|check(?:ing)?[- ]?(?:in|out)|our room|my room|the room|set up|"
    r"(?:ik kom|we komen|wij komen|ben ik er|zijn we er)|aan de bar|op het terras|"
    r"op voorraad|receptie|balie|(?:in|uit)checken|op de kamer|onze kamer|mijn kamer|langs ?komen|kom\w* langs|"
    r"kom ik .{0,20}langs|på lager|lobbyen|resepsjonen|(?:inn|ut)sjekk\w*|sjekke (?:inn|ut)|på rommet|rommet vårt|"
    r"sette inn|inne ennå|tafel(?:tje)?|afhalen|zelf halen|kom .{0,12}halen|(?:vi|me) er .{0,20}(?:kommer|kjem)|"
    r"(?:jeg|vi|eg|me) (?:kommer|kjem)|i baren|"
    r"tisch|mesa|abholen|hämta|afhente|venir chercher|recoger|chez vous|bei euch|bei ihnen|hos er|hos jer|"
    r"ophalen|langskomen|bij jullie|eten komen|bord|bordet|hente|henter|komme innom|hos dere|spise hos)\b",
)


# Who wants to be spoken to lacks no dish and no place.
_CONTACT = re.compile(
    r"\b(?:(?:speak|talk) (?:to|with)|(?:call|phone|ring) (?:me|us)\b|(?:terug|op)?bel(?:len|t)? (?:me|mij|ons)\b|"
    r"terugbellen|spreken\b|snakke med|ringe? (?:meg|oss|tilbake)|kontakt\w*|sprechen|parler (?:à|avec)|hablar con|"
    r"(?:in|uit)checken|check(?:ing)?[- ]?(?:in|out)|sjekke (?:inn|ut)|ophalen|hentes på|wake[- ]?up|wekken|vekking)",
)

# What was bought and is not right: it is set right in the house, and nobody need be met.
_SET_RIGHT = re.compile(
    r"\b(?:(?:my|our|the) money back|refund\w*|reimburse\w*|(?:to|can i|i'll) (?:return|exchange) (?:it|this|the|my|a)|"
    r"send (?:it|them|this) back|geld terug|terugbetal\w*|retour\w*|terugsturen|terugbrengen|(?:om)?ruilen|vergoed\w*|"
    r"pengene (?:mine )?(?:tilbake|igjen)|refunder\w*|refusjon|returner\w*|sende (?:den|det) tilbake|"
    r"bytte (?:den|det|i)|reklam\w*|pengene tilbage|pengarna tillbaka|geld zurück|erstatt\w*|umtausch\w*|zurückgeben|"
    r"rembours\w*|échanger|reembols\w*|devolver|devolución|cambiarl[oa])\b",
)
# Something to have, or somebody to meet. Who asks for none of it – for a lower tune, another key – lacks nothing.
_TO_HAVE = re.compile(
    r"\b(?:bring\w*|brought|deliver\w*|drop(?:ping)? (?:it )?(?:off|by|round)|send\w*|get|have|meet\w*|order\w*|"
    r"take ?away|eat\w*|food|hungry|starv\w*|thirsty|drink\w*|breakfast|lunch|dinner|supper|brunch|snack\w*|meal|bite|"
    r"course|usual|something|anything|same again|treat|gift|present|surprise\w*|buy|book\w*|reserv\w*|table|menu|"
    r"chef|kitchen|cook\w*|craving|would kill|any ?chance|for \d+|"
    r"breng\w*|gebracht|bezorg\w*|lever\w*|stuur\w*|sturen|geef|geven|krijg\w*|bestel\w*|eten|honger\w*|trek|dorst\w*|"
    r"ontbijt\w*|diner\w*|hapje\w*|gerecht\w*|lekkers?|iets|cadeau\w*|verrass\w*|kopen|tafel\w*|keuken|kok|koken|"
    r"zin in|hetzelfde|ontmoet\w*|opwacht\w*|voor \d+|"
    r"ta med|komme? med|kjør\w*|gi|få|får|bestill\w*|spise|mat\w*|sult\w*|tørst\w*|frokost|middag|kveldsmat|noe|noko|"
    r"gave\w*|overrask\w*|kjøpe|bord\w*|kjøkken\w*|kokk\w*|lyst på|det samme|vanlige|møt\w*|til \d+|"
    r"noget|äta|hungrig\w*|något|beställ\w*|möt\w*|"
    r"liefer\w*|schick\w*|essen|hunger\w*|durst\w*|trinken|etwas|treff\w*|frühstück\w*|abendessen|"
    r"apport\w*|livr\w*|envoy\w*|manger|faim|soif|boire|déjeuner|dîner|quelque chose|command\w*|retrouv\w*|"
    r"tra(?:er|iga\w*|en)|llev\w*|entreg\w*|enví\w*|comer|hambre|sed|beber|desayuno|cena\w*|almuerzo|algo|ped\w*|"
    r"encontr\w*)\b",
)


# Of somebody for whom a table is kept nobody asks where; of what is to be brought they do.
_BROUGHT = re.compile(
    r"\b(?:bring\w*|deliver\w*|send\w*|drop\w*|cater\w*|meet\w*|breng\w*|bezorg\w*|lever\w*|stuur\w*|sturen|"
    r"komme? med|ta med|kjør\w*|møt\w*|cateringen?|liefer\w*|apport\w*|livr\w*|tra(?:er|iga\w*)|entreg\w*)\b",
)
# What is fetched, hired, given up or was ordered before needs no place to be said.
_NEEDS_NO_PLACE = re.compile(
    r"\b(?:rent(?:ing|al)?|hire|hiring|huren|huur|leie|haal\w* .{0,25}\bop\b|"
    r"(?:we|i)? ?ordered .{0,20}\b(?:on|last|yesterday|the)\b|besteld\b.{0,30}\b(?:kwam|kwamen|maar|nog)|bestilte|"
    r"no longer need\w*|don't need .{0,20}any ?more|mag eraf|mogen eraf|hoeft niet|hoeven niet|"
    r"niet meer nodig|trengs ikke|trenger ikke .{0,20}lenger)\b",
)
_CHANGES = re.compile(
    r"\b(?:reschedule|push .{0,20}back|hold (?:the|our|my) table|naar (?:achteren|voren)|verschuiven|verzetten|"
    r"verplaatsen|opschuiven|flytte|skyve|utsette|verschieben|verlegen|décaler|aplazar)\b",
)


def missing_in(
    text: str,
    *,
    what: tuple[What, ...],
    when: tuple[When, ...],
    where: tuple[Where, ...],
    has_flight: bool,
    rivals: frozenset[str] = frozenset(),
    changes: bool = False,
    people: int | None = None,
    asks: bool = False,
    hardly_known: bool = False,
) -> tuple[str, ...]:
    """Of "what", "when", "where": what a wish lacks. A flight gives a time; a table or a pick-up is at the house; a
    place named by a name that nobody here knows is still to be found.

    `rivals`: of which of them two were said, so that the guest must choose. `changes`: what is asked is a change of
    what was agreed on before, which need not be said again; nor need it where somebody only wants to be called, wants
    nothing to have or to meet anybody for, or where what was bought is set right. `asks`: it is a question rather than
    a wish. So many people, and nothing to bring, want a table. `hardly_known`: its language has no words here, so that
    everything is asked for.
    """
    low = folded(text)
    answered = any(time.event == "answer" for time in when)
    to_have = has_flight or hardly_known or _TO_HAVE.search(low) is not None
    settled = asks or changes or answered or not to_have or _CONTACT.search(low) or _CHANGES.search(low)
    if _SET_RIGHT.search(low) or (settled and not what):
        return tuple(name for name in _ORDER if name in rivals)
    comes = any(time.event == "arrival" for time in when) and not has_flight
    for_a_table = people is not None and not what and not where and not _BROUGHT.search(low)
    at_the_house = bool(comes or for_a_table or _AT_THE_HOUSE.search(low) or _NEEDS_NO_PLACE.search(low))
    addressed = any(place.lat is None and any(c.isdigit() for c in place.text) for place in where)
    at_table = any(place.place is None and place.iata is None and place.lat is not None for place in where)
    lacks = {
        "what": not what and not (people and at_the_house),  # so many who come to lunch want a table
        "when": not (has_flight or at_table) and not any(_placed(time) for time in when),
        "where": not any(place.lat is not None for place in where) and (addressed or not at_the_house),
    }
    return tuple(name for name in _ORDER if lacks[name] or name in rivals)


def ask_back(missing: tuple[str, ...], language: str, where: tuple[Where, ...] = ()) -> str | None:
    """The question; where only the position of a named place is missing, it names the place."""
    if not missing:
        return None
    language = {"nn": "nb"}.get(language, language)
    named = [place for place in where if not (len(where) > 1 and _is_room(place))]
    if missing == ("where",) and len(named) == 1 and named[0].lat is None:
        return _WHERE_EXACTLY.get(language, _WHERE_EXACTLY["en"]).format(place=named[0].text)
    return _QUESTIONS.get(language, _QUESTIONS["en"])[missing]


def _is_room(place: Where) -> bool:
    """A room, of the house that is named beside it."""
    return place.text[-1:].isdigit() and place.lat is None


def _placed(time: When) -> bool:
    return (time.earliest is not None or time.latest is not None) and time.event != "answer"
