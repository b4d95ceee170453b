"""Danish words of time: the simple ones."""

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.lengths import one
from hovmester.engines.reading.times.values import Clock, Length
from hovmester.engines.reading.times.words import AFTERNOON, EVENING, MORNING, NIGHT, NOON_HOURS, numbers
from hovmester.engines.reading.tokens import word_set

DAY_FIRST = True
DOTS = True
PAST = word_set("var fik kom gik bestilte ventede spiste blev")
AHEAD = word_set("kan kunne vil ville gerne må skal")
EVENING_WORDS = word_set("aftensmad aften middag")
MORNING_WORDS = word_set("morgenmad brunch")

TABLES = {
    "NUM": numbers(
        "nul en/et to tre fire fem seks syv otte ni ti elleve tolv tretten fjorten femten seksten sytten "
        "atten nitten",
        "tyve tredive fyrre halvtreds tres halvfjerds firs halvfems",
        joined="{ones}og{tens}",
    ),
    "ORD": {
        "første": 1,
        "anden": 2,
        "tredje": 3,
        "fjerde": 4,
        "femte": 5,
        "sjette": 6,
        "syvende": 7,
        "ottende": 8,
        "niende": 9,
        "tiende": 10,
        "ellevte": 11,
        "tolvte": 12,
    },
    "UNIT": {
        "minut minutter min": "minute",
        "time timer": "hour",
        "dag dage": "day",
        "weekend weekenden": "weekend",
        "uge uger ugen": "week",
        "måned måneder måneden": "month",
        "år": "year",
    },
    "WDAY": {"mandag": 0, "tirsdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "lørdag": 5, "søndag": 6},
    "MON": {
        "januar jan": 1,
        "februar feb": 2,
        "marts": 3,
        "april apr": 4,
        "maj": 5,
        "juni jun": 6,
        "juli jul": 7,
        "august aug": 8,
        "september sep": 9,
        "oktober okt": 10,
        "november nov": 11,
        "december dec": 12,
    },
    "SHIFT": {"i_dag idag": 0, "i_morgen imorgen": 1, "i_overmorgen": 2, "i_går igår": -1, "i_forgårs": -2},
    "TONIGHT": {
        "i_aften": (0, EVENING),
        "i_eftermiddag": (0, AFTERNOON),
        "i_formiddag i_morges": (0, MORNING),
        "i_nat": (0, NIGHT),
        "i_går_aftes": (-1, EVENING),
        "i_morgen_aften": (1, EVENING),
    },
    "RELDAY": {
        "dagen_før dagen_forinden en_dag_før": -1,
        "dagen_efter næste_dag en_dag_senere": 1,
        "samme_dag den_dag": 0,
    },
    "RELPART": {
        "aftenen_før aftenen_forinden": (-1, EVENING),
        "næste_morgen morgenen_efter": (1, MORNING),
        "samme_aften": (0, EVENING),
    },
    "SAMETIME": {"samme_tid samme_tidspunkt på_samme_tid": 0},
    "PART": {
        "morgen formiddag formiddagen": MORNING,
        "eftermiddag eftermiddagen": AFTERNOON,
        "aften aftenen": EVENING,
        "nat natten": NIGHT,
    },
    "MEAL": {"morgenmad": MORNING, "frokost": NOON_HOURS, "aftensmad middag": EVENING},
    "_FOR_MEAL": "til",
    "_NEAR": "omkring ved",
    "CLOCK": {
        "midnat": Clock(0),
        "middagstid": Clock(12),
        "femtiden": Clock(5, twelve=True),  # "ved syvtiden"
        "sekstiden": Clock(6, twelve=True),
        "syvtiden": Clock(7, twelve=True),
        "ottetiden": Clock(8, twelve=True),
        "nitiden": Clock(9, twelve=True),
    },
    "QUARTER": {"kvart": 15},
    "DUR": {
        "halv_time en_halv_time": Length(minutes=30),
        "kvarter et_kvarter": Length(minutes=15),
        "tre_kvarter": Length(minutes=45),
        "halvanden_time": Length(minutes=90),
    },
    "_HALF_TO": "halv",
    "_CLOCKWORD": "klokken kl kl_.",
    "_PAST": "over",
    "_TO_HOUR": "i",
    "_MINUTES": "minutter min",
    "_AT": "klokken kl kl_.",
    "_ON": "på den",
    "_OF": "i af",
    "_THE": "den det denne",
    "_IN_THE": "om",
    "_COMMA": ", -",
    "_AND": "og & -",
    "_IN": "om",
    "_AGO": "siden",
    "_AGO_BEFORE": "for",
    "_WITHIN": "inden_for inden",
    "_FOR": "i",
    "_BY": "senest inden",
    "_BEFORE": "før inden",
    "_AFTER": "efter",
    "_FROM": "fra",
    "_STARTING": "fra",
    "_SINCE": "siden",
    "_UNTIL": "til - –",
    "_BETWEEN": "mellem",
    "_THIS": "denne dette",
    "_COMING": "kommende",
    "_NEXT": "næste",
    "_LAST": "sidste forrige",
    "_ABOUT": "omkring cirka ca ca_.",
    "_NOW": "nu",
    "_SOON": "snart om_lidt",
    "_AT_ONCE": "med_det_samme hurtigst_muligt",
    "_SEP": "/ - .",
    "_TILL": "til",
    "_BEGINNING": "begyndelsen starten",
    "_MIDDLE": "midten",
    "_ENDING": "slutningen enden",
    "_HALF": "halvdel",
    "EVENT": {
        "når_jeg_lander når_vi_lander efter_landing når_flyet_lander": "landing",
        "når_jeg_ankommer når_vi_kommer_frem ved_ankomst": "arrival",
    },
}

RULES: list[tuple[str, str, Builder]] = [
    ("en|et UNIT", "DUR", one),
]
