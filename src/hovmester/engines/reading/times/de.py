"""German words of time: the simple ones."""

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import minutes_past
from hovmester.engines.reading.times.lengths import days_from_now, one
from hovmester.engines.reading.times.values import Clock, Length
from hovmester.engines.reading.times.words import (
    AFTERNOON,
    EVENING,
    MORNING,
    NIGHT,
    NOON_HOURS,
    numbers,
    weekday_parts,
)
from hovmester.engines.reading.tokens import word_set

DAY_FIRST = True
DOTS = True
PAST = word_set("war waren hatte hatten kam kamen bekam bestellte gewartet gegessen wurde gestern")
AHEAD = word_set("kann können könnten würden möchte möchten gern gerne bitte wollen")
EVENING_WORDS = word_set("abendessen abend heute_abend")
MORNING_WORDS = word_set("frühstück brunch")

TABLES = {
    "NUM": numbers(
        "null ein/eins/eine/einen/einer zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn "
        "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
        "zwanzig dreißig/dreissig vierzig fünfzig sechzig siebzig achtzig neunzig",
        joined="{ones}und{tens}",
    ),
    "ORD": {
        "erste ersten": 1,
        "zweite zweiten": 2,
        "dritte dritten": 3,
        "vierte vierten": 4,
        "fünfte fünften": 5,
        "sechste sechsten": 6,
        "siebte siebten": 7,
        "achte achten": 8,
        "neunte neunten": 9,
        "zehnte zehnten": 10,
        "elfte elften": 11,
        "zwölfte zwölften": 12,
    },
    "UNIT": {
        "minute minuten min": "minute",
        "stunde stunden std": "hour",
        "tag tage tagen": "day",
        "wochenende": "weekend",
        "woche wochen": "week",
        "monat monate monaten": "month",
        "jahr jahre jahren": "year",
    },
    "WDAY": {
        "montag": 0,
        "dienstag": 1,
        "mittwoch": 2,
        "donnerstag": 3,
        "freitag": 4,
        "samstag sonnabend": 5,
        "sonntag": 6,
    },
    "MON": {
        "januar jan jänner": 1,
        "februar feb": 2,
        "märz": 3,
        "april apr": 4,
        "mai": 5,
        "juni jun": 6,
        "juli jul": 7,
        "august aug": 8,
        "september sep sept": 9,
        "oktober okt": 10,
        "november nov": 11,
        "dezember dez": 12,
    },
    "SHIFT": {"heute": 0, "morgen": 1, "übermorgen": 2, "gestern": -1, "vorgestern": -2},
    "TONIGHT": {
        "heute_abend": (0, EVENING),
        "heute_nachmittag": (0, AFTERNOON),
        "heute_morgen heute_früh heute_vormittag": (0, MORNING),
        "heute_nacht": (0, NIGHT),
        "gestern_abend": (-1, EVENING),
        "morgen_abend": (1, EVENING),
        "morgen_früh morgen_vormittag": (1, MORNING),
        "morgen_nachmittag": (1, AFTERNOON),
    },
    "RELDAY": {
        "am_tag_davor am_tag_vorher am_vortag einen_tag_vorher einen_tag_davor der_tag_davor": -1,
        "am_tag_danach am_nächsten_tag am_folgetag einen_tag_später": 1,
        "am_selben_tag am_gleichen_tag": 0,
    },
    "RELPART": {
        "am_abend_davor am_abend_vorher am_vorabend": (-1, EVENING),
        "am_nächsten_morgen am_morgen_danach": (1, MORNING),
    },
    "SAMETIME": {"gleiche_zeit zur_gleichen_zeit gleiche_uhrzeit selbe_zeit zur_selben_zeit": 0},
    "PART": {
        "morgens vormittag vormittags früh": MORNING,
        "nachmittag nachmittags": AFTERNOON,
        "abend abends": EVENING,
        "nacht nachts": NIGHT,
    },
    "MEAL": {"frühstück": MORNING, "mittagessen": NOON_HOURS, "abendessen": EVENING},
    "_FOR_MEAL": "zum",
    "_NEAR": "gegen",
    "_THREE_QUARTERS": "dreiviertel",
    "WDAYPART": weekday_parts(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag",
        {"abend abends": EVENING, "nachmittag": AFTERNOON, "morgen vormittag": MORNING, "nacht": NIGHT},
    ),
    "CLOCK": {"mitternacht": Clock(0), "mittag mittags": Clock(12)},
    "QUARTER": {"viertel": 15},
    "DUR": {
        "halbe_stunde einer_halben_stunde eine_halbe_stunde": Length(minutes=30),
        "dreiviertelstunde einer_dreiviertelstunde eine_dreiviertelstunde": Length(minutes=45),
        "viertelstunde einer_viertelstunde eine_viertelstunde": Length(minutes=15),
        "anderthalb_stunden eineinhalb_stunden": Length(minutes=90),
    },
    "_HALF_TO": "halb",
    "_OCLOCK": "uhr",
    "_PAST": "nach",
    "_TO_HOUR": "vor",
    "_MINUTES": "minuten min",
    "_AT": "um",
    "_ON": "am",
    "_OF": "im von",
    "_THE": "der den dem die das diesen",
    "_IN_THE": "am in_der im im_laufe_des",
    "_COMMA": ", -",
    "_AND": "und & -",
    "_IN": "in",
    "_AGO_BEFORE": "vor",
    "_WITHIN": "innerhalb_von binnen",
    "_FOR": "für",
    "_BY": "bis spätestens bis_spätestens",
    "_BEFORE": "vor",
    "_AFTER": "nach",
    "_FROM": "von vom",
    "_STARTING": "ab",
    "_SINCE": "seit",
    "_UNTIL": "bis bis_zum - –",
    "_BETWEEN": "zwischen",
    "_THIS": "diesen diese dieses",
    "_COMING": "kommenden kommende kommendes",
    "_NEXT": "nächsten nächste nächstes",
    "_LAST": "letzten letzte letztes vergangenen vergangene",
    "_ABOUT": "gegen circa ca etwa ungefähr",
    "_NOW": "jetzt gerade",
    "_SOON": "bald gleich nachher",
    "_AT_ONCE": "sofort so_schnell_wie_möglich",
    "_SEP": "/ - .",
    "_TILL": "bis bis_zum",
    "_BEGINNING": "anfang beginn",
    "_MIDDLE": "mitte",
    "_ENDING": "ende",
    "_HALF": "hälfte",
    "EVENT": {
        "wenn_ich_lande wenn_wir_landen nach_der_landung nach_landung sobald_ich_lande": "landing",
        "wenn_ich_ankomme wenn_wir_ankommen bei_ankunft": "arrival",
    },
}

RULES: list[tuple[str, str, Builder]] = [
    ("ein|eine|einer|einem UNIT", "DUR", one),
    ("heute _IN DUR", "DAY", days_from_now),
    (
        "viertel NUM",
        "CLOCK",
        lambda context, number: minutes_past(context, 15, number - 1 or 12),
    ),  # in the east and south
    ("_THREE_QUARTERS NUM", "CLOCK", lambda context, number: minutes_past(context, -15, number)),
]
