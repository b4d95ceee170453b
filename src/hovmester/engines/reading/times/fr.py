"""French words of time: the simple ones."""

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import minutes_past, minutes_to
from hovmester.engines.reading.times.dates import last_weekday, next_weekday
from hovmester.engines.reading.times.lengths import one
from hovmester.engines.reading.times.values import Clock, Length
from hovmester.engines.reading.times.words import AFTERNOON, EVENING, MORNING, NIGHT, NOON_HOURS, numbers
from hovmester.engines.reading.tokens import word_set

DAY_FIRST = True
DOTS = False
PAST = word_set("était étaient avait avions avons avez hier attendu mangé commandé venu passé")
AHEAD = word_set("pouvez pourriez peux voudrais voudrions aimerais pourrait serait")
EVENING_WORDS = word_set("dîner soir soirée souper")
MORNING_WORDS = word_set("petit-déjeuner brunch")

TABLES = {
    "NUM": numbers(
        "zéro un/une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf",
        "vingt trente quarante cinquante soixante",
        joined="{tens}_-_{ones}",
    ),
    "ORD": {
        "premier": 1,
        "deuxième": 2,
        "troisième": 3,
        "quatrième": 4,
        "cinquième": 5,
        "sixième": 6,
        "septième": 7,
        "huitième": 8,
        "neuvième": 9,
        "dixième": 10,
        "onzième": 11,
        "douzième": 12,
    },
    "UNIT": {
        "minute minutes min": "minute",
        "heure heures h": "hour",
        "jour jours journée": "day",
        "week_-_end weekend": "weekend",
        "semaine semaines": "week",
        "mois": "month",
        "an ans année années": "year",
    },
    "WDAY": {"lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6},
    "MON": {
        "janvier janv": 1,
        "février fév": 2,
        "mars": 3,
        "avril": 4,
        "mai": 5,
        "juin": 6,
        "juillet juil": 7,
        "août": 8,
        "septembre sept": 9,
        "octobre oct": 10,
        "novembre nov": 11,
        "décembre déc": 12,
    },
    "SHIFT": {"aujourd'hui": 0, "demain": 1, "après_-_demain": 2, "hier": -1, "avant_-_hier": -2},
    "TONIGHT": {
        "ce_soir": (0, EVENING),
        "cet_après_-_midi cet_après_midi": (0, AFTERNOON),
        "ce_matin": (0, MORNING),
        "cette_nuit": (0, NIGHT),
        "hier_soir": (-1, EVENING),
        "demain_soir": (1, EVENING),
        "demain_matin": (1, MORNING),
        "demain_après_-_midi": (1, AFTERNOON),
    },
    "RELDAY": {
        "la_veille le_jour_d'avant le_jour_précédent un_jour_avant": -1,
        "le_lendemain le_jour_d'après le_jour_suivant": 1,
        "le_même_jour ce_jour-là": 0,
    },
    "RELPART": {
        "la_veille_au_soir": (-1, EVENING),
        "le_lendemain_matin": (1, MORNING),
        "le_même_soir ce_soir-là": (0, EVENING),
    },
    "SAMETIME": {"même_heure à_la_même_heure la_même_heure": 0},
    "PART": {"matin": MORNING, "après_-_midi": AFTERNOON, "soir": EVENING, "nuit": NIGHT},
    "MEAL": {"petit_-_déjeuner petit_déjeuner": MORNING, "déjeuner": NOON_HOURS, "dîner": EVENING},
    "_FOR_MEAL": "pour",
    "_NEAR": "vers",
    "CLOCK": {"minuit": Clock(0), "midi": Clock(12)},
    "QUARTER": {"quart": 15},
    "DUR": {
        "demi_-_heure une_demi_-_heure": Length(minutes=30),
        "quart_d'heure un_quart_d'heure": Length(minutes=15),
        "trois_quarts_d'heure": Length(minutes=45),
        "une_heure_et_demie": Length(minutes=90),
    },
    "_AND_HALF": "et_demie et_demi",
    "_OCLOCK": "heures heure h",
    "_MINUTES": "minutes",
    "_AT": "à vers_les pour",
    "_ON": "le",
    "_OF": "de du en",
    "_THE": "le la ce",
    "_IN_THE": "du de_l_'_ le",
    "_COMMA": ", -",
    "_AND": "et & -",
    "_IN": "dans",
    "_AGO_BEFORE": "il_y_a",
    "_WITHIN": "d'ici en_moins_de",
    "_FOR": "pendant pour",
    "_BY": "avant au_plus_tard au_plus_tard_à",
    "_BEFORE": "avant",
    "_AFTER": "après",
    "_FROM": "de du",
    "_STARTING": "à_partir_de dès",
    "_SINCE": "depuis",
    "_UNTIL": "à au jusqu'à jusqu'au - –",
    "_BETWEEN": "entre",
    "_THIS": "ce cette cet",
    "_NEXT": "prochain",
    "_LAST": "dernier",
    "_ABOUT": "vers environ",
    "_NOW": "maintenant",
    "_SOON": "bientôt tout_à_l'heure",
    "_AT_ONCE": "tout_de_suite immédiatement dès_que_possible",
    "_SEP": "/ - .",
    "_TILL": "jusqu'à jusqu'au",
    "_BEGINNING": "début",
    "_MIDDLE": "milieu mi",
    "_ENDING": "fin",
    "_HALF": "moitié",
    "EVENT": {
        "quand_j'atterris quand_nous_atterrissons à_l'atterrissage après_l'atterrissage": "landing",
        "quand_j'arrive quand_nous_arrivons à_mon_arrivée à_l'arrivée": "arrival",
    },
}

RULES: list[tuple[str, str, Builder]] = [
    ("un|une UNIT", "DUR", one),
    ("NUM _OCLOCK QUARTER", "CLOCK", lambda c, hours, minutes: minutes_past(c, minutes, hours)),
    ("NUM _OCLOCK et QUARTER", "CLOCK", lambda c, hours, minutes: minutes_past(c, minutes, hours)),
    ("NUM _OCLOCK moins le? QUARTER|NUM", "CLOCK", lambda c, hours, minutes: minutes_to(c, minutes, hours)),
    ("WDAY prochain", "DAY", next_weekday),
    ("WDAY dernier", "DAY", last_weekday),
]
