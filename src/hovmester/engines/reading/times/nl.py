"""Dutch words of time. "half acht" is 7:30; "om twee uur" is at two, "over twee uur" is in two hours."""

from collections.abc import Sequence

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import oclock
from hovmester.engines.reading.times.dates import week_after
from hovmester.engines.reading.times.events import event_at
from hovmester.engines.reading.times.lengths import lasting, length, one
from hovmester.engines.reading.times.limits import before_time, by_time
from hovmester.engines.reading.times.moments import day_clock
from hovmester.engines.reading.times.periods import decade
from hovmester.engines.reading.times.values import Clock, Length
from hovmester.engines.reading.times.words import (
    AFTERNOON,
    EVENING,
    MORNING,
    NIGHT,
    NOON_HOURS,
    TONIGHT,
    Tables,
    lexicon,
    numbers,
    weekday_parts,
)
from hovmester.engines.reading.tokens import Token, word_set

DAY_FIRST = True
DOTS = False
PAST = word_set(
    "was waren had hadden kwam kwamen ging gingen kreeg kregen bestelde bestelden vroegen at aten "
    "werd werden geleden gisteren eergisteren gewacht gegeten besteld gekregen bracht wachtten gevraagd niks belde "
    "belden bezorgde leverde duurde zei stond stonden zaten"
)
AGREED = word_set("gezegd afgesproken gereserveerd geboekt")  # what was agreed is still to come
AHEAD = word_set(
    "kan kunnen kunt wil willen graag mag mogen aub"
)  # who asks politely ("could", "was wondering") asks for what is to come
EVENING_WORDS = word_set("diner avondeten vanavond avond dineren")
MORNING_WORDS = word_set("ontbijt ontbijtje brunch wekken gewekt wek")

_ORDINALS = (
    "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende veertiende "
    "vijftiende zestiende zeventiende achttiende negentiende twintigste eenentwintigste tweeëntwintigste "
    "drieëntwintigste vierentwintigste vijfentwintigste zesentwintigste zevenentwintigste achtentwintigste "
    "negenentwintigste dertigste eenendertigste"
)

_HOURS = "ene tweeë drieë viere vijve zesse zevene achte negene tiene elve twaalve"

# What may follow an hour that is said without "uur": "voor acht" is before eight, "voor acht potten" for eight pots.
_AFTER_HOUR = word_set(
    "uur of en aan bij op in naar als dan klaar graag aub alsjeblieft alstublieft svp s vanavond morgen vandaag thuis "
    "hier daar weg moet moeten kan kunnen zou zijn is hebben dat want maar zodat nog het de we ik jullie brengen "
    "bezorgen leveren ophalen afhalen binnen half kwart over voor tot s'avonds komen eten weer met "
    "gebracht bezorgd geleverd"
)


def otherwise(tokens: Sequence[Token]) -> frozenset[int]:
    """Words that are no time here: the number in "voor drie potten" and "voor een date"."""
    found = _bound(tokens) | _goodbyes(tokens)
    for index in range(len(tokens) - 1):
        number = tokens[index + 1].low
        if tokens[index].low == "voor" and (number in _COUNTS or (number.isdecimal() and len(number) < 3)):
            following = tokens[index + 2].low if index + 2 < len(tokens) else "."
            before = tokens[index - 1].low if index else ""
            if before in _COUNTS or before.isdecimal() or before in ("kwart", "minuten", "min"):
                continue  # "om 20 voor 8 koffie"
            counted = following[0].isalpha() and following not in _AFTER_HOUR and following not in _TIME_NAMES
            if counted or (number == "een" and following not in _TIME_NAMES):
                found.add(index + 1)
    return frozenset(found)


def _bound(tokens: Sequence[Token]) -> set[int]:
    """The "voor" of "een tafel voor vrijdag om half acht", which is for and not before."""
    lows = [token.low for token in tokens]
    books = not _BOOKS.isdisjoint(lows)
    return {
        index
        for index, low in enumerate(lows[:-1])
        if low == "voor" and lows[index + 1] in _TIME_NAMES and (books or "om" in lows[index + 2 : index + 9])
    }


def _goodbyes(tokens: Sequence[Token]) -> set[int]:
    """The "tot" of "tot vrijdag!", which ends a letter and no time."""
    return {
        index
        for index, token in enumerate(tokens[:-1])
        if token.low == "tot"
        and (index == 0 or not tokens[index - 1].low[0].isalnum())
        and (index + 2 == len(tokens) or not tokens[min(index + 3, len(tokens) - 1)].low[0].isalnum())
        and tokens[index + 1].low in _TIME_NAMES | {"volgende"}
    }


_BOOKS = word_set(
    "reserveren reserveer reservering reserveringen tafel tafeltje boeken boek geboekt gereserveerd"
)
_DAYS = "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"
_PARTS = {
    "avond avonds": EVENING,
    "middag namiddag": AFTERNOON,
    "ochtend morgen voormiddag": MORNING,
    "nacht": NIGHT,
}
_WEEKDAY_PARTS = weekday_parts(_DAYS, _PARTS)

TABLES: Tables = {
    "NUM": {
        **numbers(
            "nul een/één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien "
            "zestien zeventien achttien negentien",
            "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
            joined="{ones}en{tens}",
        ),
        "tweeëntwintig tweeentwintig": 22,
        "drieëntwintig": 23,
        "tweeëndertig": 32,
        "drieëndertig": 33,
        "tweeënveertig": 42,
        "drieënveertig": 43,
        "tweeënvijftig": 52,
        "drieënvijftig": 53,
        "een_paar paar": 2,
        "enkele": 3,
        "anderhalf anderhalve": 1.5,
        "enen": 1,
        "tweeën": 2,
        "drieën": 3,
        "vieren": 4,
        "vijven": 5,
        "zessen": 6,
        "zevenen": 7,
        "achten": 8,
        "negenen": 9,
        "tienen": 10,
        "elven": 11,
        "twaalven": 12,
        "tweeënhalf tweeëneenhalf": 2.5,
        "honderd": 100,
    },
    "ORD": {word: value + 1 for value, word in enumerate(_ORDINALS.split())},
    "HOUR": {  # "na tienen": said so it is an hour and counts nothing
        f"{word}n": hour for hour, word in enumerate(_HOURS.split(), start=1)
    },
    "UNIT": {
        "seconde seconden sec": "second",
        "minuut minuten min minuutje minuutjes": "minute",
        "uur uren uurtje uurtjes u": "hour",
        "dag dagen dagje": "day",
        "weekend weekeinde weekends": "weekend",
        "week weken weekje": "week",
        "maand maanden": "month",
        "jaar jaren": "year",
        "kwartaal kwartalen": "quarter",
        "decennium decennia": "decade",
        "werkweek": "workweek",
        "nacht nachten": "day",
    },
    "WDAY": {
        "maandag ma maandags": 0,
        "dinsdag di dinsdags": 1,
        "woensdag wo woensdags": 2,
        "donderdag do donderdags": 3,
        "vrijdag vr vrijdags": 4,
        "zaterdag za zaterdags": 5,
        "zondag zo. zondags": 6,
    },
    "MON": {
        "januari jan": 1,
        "februari feb febr": 2,
        "maart mrt": 3,
        "april apr": 4,
        "mei": 5,
        "juni jun": 6,
        "juli jul": 7,
        "augustus aug": 8,
        "september sept sep": 9,
        "oktober okt": 10,
        "november nov": 11,
        "december dec": 12,
    },
    "FEAST": {
        "kerst eerste_kerstdag kerstmis kerstdag": (12, 25),
        "tweede_kerstdag": (12, 26),
        "kerstavond": (12, 24),
        "oudejaarsavond oudjaar oud_en_nieuw": (12, 31),
        "nieuwjaarsdag nieuwjaar": (1, 1),
        "valentijnsdag valentijn": (2, 14),
        "pasen eerste_paasdag": (0, 0),
        "tweede_paasdag": (0, 1),
        "goede_vrijdag": (0, -2),
        "koningsdag": (4, 27),
        "sinterklaas sinterklaasavond pakjesavond": (12, 5),
        "bevrijdingsdag": (5, 5),
        "hemelvaart hemelvaartsdag": (0, 39),
        "pinksteren eerste_pinksterdag": (0, 49),
        "tweede_pinksterdag": (0, 50),
        "halloween": (10, 31),
        "moederdag": (5, 2, 6),
        "vaderdag": (6, 3, 6),
        "dag_van_de_arbeid": (5, 1),
        "prinsjesdag": (9, 3, 1),
        "black_friday": (11, 4, 3, 1),
        "thanksgiving": (11, 4, 3),
        "st_._patrick's_day st_patrick's_day": (3, 17),
        "driekoningen": (1, 6),
        "aswoensdag": (0, -46),
        "onafhankelijkheidsdag": (7, 4),
        "dierendag": (10, 4),
        "sint_maarten": (11, 11),
    },
    "QUART": {"q1": 1, "q2": 2, "q3": 3, "q4": 4},
    "_SEP": "/ - .",
    "PART_ALONE": {
        "'s_ochtends 's_morgens": MORNING,
        "'s_middags": AFTERNOON,
        "'s_avonds": EVENING,
        "'s_nachts": NIGHT,
        "tussen_de_middag": NOON_HOURS,
    },
    "THOUSAND": {"tweeduizend": 2000, "negentienhonderd": 1900, "achttienhonderd": 1800},
    "HALFYEAR": {"h1": 1, "h2": 2},
    "_COMMENCING": "beginnend startend aanvangend",
    "_WEEK_OF": "de_week_vanaf",
    "_AND_QUARTER": "en_een_kwart",
    "_LESS_THAN": "minder_dan",
    "_MORE_THAN": "meer_dan ruim",
    "_TILL": "tot tot_en_met t/m tm tot_aan",
    "_LATER": "later",
    "_EARLIER": "eerder",
    "_YEARWORD": "jaar het_jaar",
    "_TO_DATE": "tot_op_heden tot_nu_toe tot_nu",
    "_AFTER_NEXT": "na_volgende",
    "_WHOLE": "hele de_hele het_hele heel",
    "_SAME": "dezelfde hetzelfde dat die",
    "_RECENT": "afgelopen de_afgelopen het_afgelopen voorbije",
    "_CENTURY": "eeuw",
    "_HALF": "helft",
    "_END_OF_DAY": "einde_dag eod",
    "_DAY": "dag",
    "_AT_THE": "aan op tegen",
    "_ENDING": "eind einde",
    "_BEGINNING": "begin",
    "_WEEK": "week",
    "WDAYPART": _WEEKDAY_PARTS,
    "SHIFT": {
        "vandaag": 0,
        "morgen": 1,
        "overmorgen": 2,
        "gisteren gister": -1,
        "eergisteren": -2,
    },
    "TONIGHT": {
        "vanavond vanaaf": (0, TONIGHT),
        "vanmiddag": (0, AFTERNOON),
        "vanochtend vanmorgen": (0, MORNING),
        "vannacht": (0, NIGHT),
        "gisteravond gisterenavond": (-1, EVENING),
        "gistermiddag gisterenmiddag": (-1, AFTERNOON),
        "gisterochtend gistermorgen": (-1, MORNING),
        "gisternacht gisterennacht afgelopen_nacht": (-1, NIGHT),
        "morgenavond": (1, EVENING),
        "morgennacht": (1, NIGHT),
        "morgenmiddag": (1, AFTERNOON),
        "morgenochtend morgenvroeg": (1, MORNING),
        "overmorgenavond": (2, EVENING),
    },
    "RELDAY": {
        "de_dag_ervoor de_dag_daarvoor de_dag_vóór de_dag_voor een_dag_eerder een_dag_ervoor de_vorige_dag": -1,
        "de_dag_erna de_dag_daarna de_dag_erop de_dag_na een_dag_later de_volgende_dag": 1,
        "die_dag diezelfde_dag dezelfde_dag": 0,
        "die_erna die_daarna de_week_erna de_week_daarna de_week_erop": 7,
    },
    "RELPART": {
        "de_avond_ervoor de_avond_daarvoor de_avond_voor de_avond_vóór": (-1, EVENING),
        "de_middag_ervoor de_middag_daarvoor": (-1, AFTERNOON),
        "de_ochtend_erna de_ochtend_daarna de_ochtend_erop de_volgende_ochtend de_ochtend_na": (1, MORNING),
        "die_avond diezelfde_avond dezelfde_avond": (0, EVENING),
        "die_middag diezelfde_middag dezelfde_middag": (0, AFTERNOON),
        "die_ochtend diezelfde_ochtend dezelfde_ochtend": (0, MORNING),
    },
    "SAMETIME": {
        "zelfde_tijd dezelfde_tijd zelfde_tijdstip hetzelfde_tijdstip zelfde_uur hetzelfde_uur zelfde_tijdslot": 0
    },
    "PART": {
        "ochtend ochtends 's_ochtends 's_morgens s_ochtends morgens": MORNING,
        "tussen_de_middag lunchtijd": NOON_HOURS,
        "middag middags 's_middags s_middags namiddag": AFTERNOON,
        "avond avonds 's_avonds s_avonds": EVENING,
        "nacht nachts 's_nachts s_nachts": NIGHT,
    },
    "MEAL": {"ontbijt": MORNING, "lunch lunchen": NOON_HOURS, "diner avondeten dineren": EVENING},
    "_FOR_MEAL": "voor bij tijdens om_te",
    "_NEAR": "rond omstreeks",
    "_WAITED": "vertraging wachten gewacht wachttijd wacht te_laat",
    "_FOR_LONG": "al ruim bijna zeker nu_al",
    "CLOCK": {"rond_de_middag": Clock(12), "middernacht": Clock(0), "twaalf_uur_'s_middags": Clock(12)},
    "QUARTER": {"kwart": 15},
    "AMPM": {"a_._m_. am": 0, "p_._m_. pm": 12},
    "DUR": {
        "kwartier kwartiertje een_kwartier een_kwartiertje": Length(minutes=15),
        "drie_kwartier": Length(minutes=45),
        "halfuur halfuurtje half_uur half_uurtje een_halfuur een_half_uur een_half_uurtje": Length(
            minutes=30
        ),
    },
    "_HALF_TO": "half",
    "_AND_HALF": "en_een_half eneenhalf",
    "_A_HALF": "een_half half ½ een_½",
    "_OCLOCK": "uur u",
    "_PAST": "over na",
    "_TO_HOUR": "voor =vóór",
    "_MINUTES": "minuten minuut min",
    "_AT": "om @ te",
    "_ON": "op",
    "_OF": "van in uit",
    "_THE": "de het deze",
    "_IN_THE": "in_de in tijdens_de tijdens in_de_loop_van_de",
    "_COMMA": ", -",
    "_AND": "en & -",
    "_IN": "over in",
    "_FROM_NOW": "later vanaf_nu",
    "_AGO": "geleden terug eerder",
    "_WITHIN": "binnen binnen_de",
    "_FOR": "gedurende voor",
    "_BY": "uiterlijk uiterlijk_om tegen niet_later_dan voor_of_op ten_laatste",
    "_BEFORE": "=vóór eerder_dan voorafgaand_aan",
    "_BEFORE_OR_FOR": "voor",
    "_AFTER": "na later_dan",
    "_SAYS": "zeg zeggen gezegd",
    "_FROM": "van vanaf",
    "_STARTING": "niet_voor niet_vóór niet_eerder_dan vanaf met_ingang_van"
    " beginnend startend aanvangend al_zo_vroeg_als zo_vroeg_als gerekend_vanaf",
    "_SINCE": "sinds sedert",
    "_UNTIL": "~ tot tot_en_met t/m - – tm tot_aan tot_en_met_de",
    "_BETWEEN": "tussen",
    "_THIS": "deze dit huidig huidige",
    "_COMING": "komende aankomende aanstaande eerstvolgende a.s. het_komende de_komende",
    "_NEXT": "volgende volgend de_volgende het_volgende",
    "_LAST": "vorige vorig laatste de_laatste de_vorige voorafgaande voorgaande",
    "_ABOUT": "rond omstreeks ongeveer circa ca tegen rondom zo'n",
    "_OR_LATER": "of_later en_later en_hoger",
    "_EARLY": "vroeg vroege",
    "_MIDDLE": "midden halverwege medio half",
    "_LATE": "laat late",
    "_NOW": "nu op_dit_moment op_het_moment op_heden momenteel",
    "_SOON": "straks dadelijk zo_meteen zometeen zo_dadelijk binnenkort later_vandaag",
    "_AT_ONCE": "meteen direct onmiddellijk zo_snel_mogelijk z.s.m. zsm zo_spoedig_mogelijk",
    "EVENT_SAID": {"ik_land we_landen wij_landen": "landing", "ik_kom_aan we_komen_aan": "arrival"},
    "EVENT": {
        "als_ik_land als_we_landen als_wij_landen wanneer_ik_land wanneer_we_landen zodra_ik_land zodra_we_landen "
        "zodra_ik_geland_ben als_ik_geland_ben als_we_geland_zijn zodra_we_geland_zijn na_de_landing na_het_landen "
        "bij_de_landing bij_landing als_mijn_vlucht_landt als_mijn_vliegtuig_landt als_ons_vliegtuig_landt "
        "als_het_vliegtuig_landt wanneer_mijn_vlucht_landt na_mijn_vlucht "
        "als_zij_landt als_hij_landt": "landing",
        "als_ik_aankom als_we_aankomen zodra_ik_aankom zodra_we_aankomen bij_aankomst na_aankomst "
        "wanneer_ik_aankom wanneer_we_aankomen als_ik_er_ben zodra_ik_er_ben": "arrival",
        "voor_ik_vertrek voordat_ik_vertrek voor_we_vertrekken voordat_we_vertrekken voor_het_boarden "
        "voor_mijn_vlucht voor_onze_vlucht voor_vertrek als_ik_vertrek voordat_ik_vlieg": "departure",
        "na_de_voorstelling na_het_concert na_de_wedstrijd na_de_film na_het_werk na_de_vergadering": "afterwards",
    },
}


def _words_of(*names: str) -> frozenset[str]:
    known = lexicon({name: TABLES[name] for name in names})
    return frozenset(phrase[0] for phrase in known)


_COUNTS = _words_of("NUM")
_TIME_NAMES = _words_of("UNIT", "WDAY", "MON", "PART", "SHIFT", "TONIGHT")
_SUBJECT = "als|wanneer|zodra ik|we|wij"
RULES: list[tuple[str, str, Builder]] = [
    ("_THE? WDAY erna|daarna|daarop", "DAY", week_after),
    ("een UNIT", "DUR", one),
    ("_ABOUT|_NEAR? een? uur|uurtje of NUM", "CLOCK", oclock),
    (
        "een UNIT of NUM",
        "DUR",
        lambda context, grain, number: length(context, number, grain),
    ),  # "een minuut of tien"
    ("nog _BEFORE_OR_FOR DAY", "TIME", before_time),
    ("DUR _WAITED", "TIME", lasting),
    ("_FOR_LONG DUR", "TIME", lasting),
    ("NUM kwartier|kwartiertjes", "DUR", lambda _, number: Length(minutes=15 * number)),
    (
        "DAY nog _BEFORE_OR_FOR|_BY|_BEFORE CLOCK|NUM",
        "TIME",
        lambda context, day, clock: by_time(context, day_clock(context, day, clock)),
    ),
    ("_IN_THE? _THE? jaren NUM", "DAY", decade),
    (f"{_SUBJECT} TIME land|landen", "TIME", lambda context, time: event_at(context, "landing", time)),
    (f"{_SUBJECT} TIME aankom|aankomen", "TIME", lambda context, time: event_at(context, "arrival", time)),
]
