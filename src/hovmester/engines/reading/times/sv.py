"""Swedish words of time: the simple ones."""

from hovmester.engines.reading.times.calendar import this_period
from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.lengths import one
from hovmester.engines.reading.times.values import Clock, Length
from hovmester.engines.reading.times.words import AFTERNOON, EVENING, MORNING, NIGHT, NOON_HOURS, numbers
from hovmester.engines.reading.tokens import word_set

DAY_FIRST = True
DOTS = True
PAST = word_set("var fick kom gick beställde väntade åt blev sedan")
AHEAD = word_set("kan kunde vill skulle gärna får ska")
EVENING_WORDS = word_set("middag kväll kvällen")
MORNING_WORDS = word_set("frukost brunch")

TABLES = {
    "NUM": numbers(
        "noll en/ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton "
        "arton nitton",
        "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio",
        joined="{tens}{ones}",
    ),
    "ORD": {
        "första": 1,
        "andra": 2,
        "tredje": 3,
        "fjärde": 4,
        "femte": 5,
        "sjätte": 6,
        "sjunde": 7,
        "åttonde": 8,
        "nionde": 9,
        "tionde": 10,
        "elfte": 11,
        "tolfte": 12,
    },
    "UNIT": {
        "minut minuter min": "minute",
        "timme timmar tim": "hour",
        "dag dagar": "day",
        "helg helgen": "weekend",
        "vecka veckor veckan": "week",
        "månad månader månaden": "month",
        "år": "year",
    },
    "WDAY": {"måndag": 0, "tisdag": 1, "onsdag": 2, "torsdag": 3, "fredag": 4, "lördag": 5, "söndag": 6},
    "MON": {
        "januari jan": 1,
        "februari feb": 2,
        "mars": 3,
        "april apr": 4,
        "maj": 5,
        "juni jun": 6,
        "juli jul": 7,
        "augusti aug": 8,
        "september sep": 9,
        "oktober okt": 10,
        "november nov": 11,
        "december dec": 12,
    },
    "SHIFT": {
        "i_dag idag": 0,
        "i_morgon imorgon": 1,
        "i_övermorgon övermorgon": 2,
        "i_går igår": -1,
        "i_förrgår": -2,
    },
    "TONIGHT": {
        "i_kväll ikväll": (0, EVENING),
        "i_eftermiddag": (0, AFTERNOON),
        "i_morse i_förmiddag": (0, MORNING),
        "i_natt inatt": (0, NIGHT),
        "i_går_kväll igår_kväll": (-1, EVENING),
        "i_morgon_kväll imorgon_kväll": (1, EVENING),
        "i_morgon_bitti imorgon_bitti imorgonbitti": (1, MORNING),
    },
    "RELDAY": {
        "dagen_innan dagen_före en_dag_innan en_dag_tidigare": -1,
        "dagen_efter nästa_dag en_dag_senare": 1,
        "samma_dag": 0,
    },
    "RELPART": {
        "kvällen_innan kvällen_före": (-1, EVENING),
        "nästa_morgon morgonen_efter": (1, MORNING),
        "samma_kväll": (0, EVENING),
    },
    "SAMETIME": {"samma_tid samma_tidpunkt samma_klockslag": 0},
    "PART": {
        "morgon morgonen förmiddag förmiddagen": MORNING,
        "eftermiddag eftermiddagen": AFTERNOON,
        "kväll kvällen": EVENING,
        "natt natten": NIGHT,
    },
    "MEAL": {"frukost": MORNING, "lunch": NOON_HOURS, "middag kvällsmat": EVENING},
    "_FOR_MEAL": "till",
    "_NEAR": "omkring runt vid",
    "CLOCK": {
        "midnatt": Clock(0),
        "lunchtid": Clock(12),
        "femtiden": Clock(5, twelve=True),  # "vid sjutiden"
        "sextiden": Clock(6, twelve=True),
        "sjutiden": Clock(7, twelve=True),
        "åttatiden": Clock(8, twelve=True),
        "niotiden": Clock(9, twelve=True),
    },
    "QUARTER": {"kvart": 15},
    "DUR": {
        "halvtimme en_halvtimme en_halv_timme": Length(minutes=30),
        "kvart en_kvart": Length(minutes=15),
        "tre_kvart": Length(minutes=45),
        "en_och_en_halv_timme": Length(minutes=90),
    },
    "_HALF_TO": "halv",
    "_CLOCKWORD": "klockan kl kl_.",
    "_PAST": "över",
    "_TO_HOUR": "i",
    "_MINUTES": "minuter min",
    "_AT": "klockan kl kl_.",
    "_ON": "på den",
    "_OF": "i av",
    "_THE": "den det denna",
    "_IN_THE": "på",
    "_COMMA": ", -",
    "_AND": "och & -",
    "_IN": "om",
    "_AGO": "sedan sen",
    "_AGO_BEFORE": "för",
    "_WITHIN": "inom",
    "_FOR": "i",
    "_BY": "senast",
    "_BEFORE": "före innan",
    "_AFTER": "efter",
    "_FROM": "från",
    "_STARTING": "från",
    "_SINCE": "sedan",
    "_UNTIL": "till - –",
    "_BETWEEN": "mellan",
    "_THIS": "denna den_här",
    "_COMING": "kommande",
    "_NEXT": "nästa",
    "_LAST": "förra senaste",
    "_ABOUT": "omkring runt cirka ca",
    "_NOW": "nu",
    "_SOON": "snart strax om_en_stund",
    "_AT_ONCE": "genast så_snart_som_möjligt",
    "_SEP": "/ - .",
    "_TILL": "till",
    "_BEGINNING": "början",
    "_MIDDLE": "mitten",
    "_ENDING": "slutet",
    "_HALF": "halvan hälften",
    "EVENT": {
        "när_jag_landar när_vi_landar efter_landning när_planet_landar": "landing",
        "när_jag_kommer_fram när_vi_kommer_fram vid_ankomst": "arrival",
    },
}

RULES: list[tuple[str, str, Builder]] = [
    ("en|ett UNIT", "DUR", one),
    ("i|till helgen", "DAY", lambda context: this_period(context, "weekend")),
]
