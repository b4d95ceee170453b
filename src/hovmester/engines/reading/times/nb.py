"""Norwegian words of time, bokmål with the common nynorsk forms. "halv åtte" is 7:30; "om to timer" is in two hours."""

from collections.abc import Sequence

from hovmester.engines.reading.times.calendar import next_period, this_period
from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.dates import coming_weekday, week_after
from hovmester.engines.reading.times.events import event_at
from hovmester.engines.reading.times.lengths import ago, one
from hovmester.engines.reading.times.limits import after_time, before_time
from hovmester.engines.reading.times.periods import decade
from hovmester.engines.reading.times.values import Clock, Length
from hovmester.engines.reading.times.words import (
    AFTERNOON,
    EVENING,
    MORNING,
    NIGHT,
    NOON_HOURS,
    TONIGHT,
    numbers,
    weekday_parts,
)
from hovmester.engines.reading.tokens import Token, word_set

DAY_FIRST = True
DOTS = True
PAST = word_set(
    "var fikk kom gikk bestilte spurte ventet spiste ble gikk sa fekk venta åt tok serverte besøkte "
    "smakte bestilt spist ventet vart kommet ringte leverte kjøpte hørte satt sto"
)
AGREED = word_set("sa sagt avtalt avtalte bestilt booket reservert")  # what was agreed is still to come
AHEAD = word_set(
    "kan kunne vil ville gjerne lurte hadde skal ønsker"
)  # who asks politely ("could", "was wondering") asks for what is to come
EVENING_WORDS = word_set("middag kveld kvelden kveldsmat")
MORNING_WORDS = word_set("frokost frukost brunsj vekking vekke vekkes")

# Beside these "til" is until: "åpent til lørdag", "vi blir til søndag", "fra mandag til onsdag".
_LASTING = word_set(
    "fra frå åpent åpen åpne opent ope blir bli bor varer vare forlenge forlenget beholde ha sjekke utsjekk stenger "
    "gjelder ligge stå ut fram frem helt"
)
_TO_A_DAY = word_set(
    "mandag tirsdag onsdag torsdag fredag lørdag søndag helga helgen den i_dag i imorgen jul julaften nyttår påske"
)


def otherwise(tokens: Sequence[Token]) -> frozenset[int]:
    """The "til" of "en kake til lørdag", which is for and not until."""
    lows = [token.low for token in tokens]
    if "til" not in lows or not _LASTING.isdisjoint(lows):
        return frozenset()
    return frozenset(
        index
        for index in range(1, len(lows) - 1)
        if lows[index] == "til"
        and lows[index + 1] in _TO_A_DAY
        and (lows[index + 1] != "den" or (lows[index + 2 : index + 3][:1] and lows[index + 2][0].isdigit()))
        and lows[index - 1] not in _TO_A_DAY
    )


_ONES = (
    "null en/ett/ein/eit/éin to tre fire fem seks sju/syv åtte ni ti elleve/elve tolv tretten fjorten "
    "femten seksten sytten atten/åtteten nitten"
)
_ORDINALS = (
    "første andre tredje fjerde femte sjette sjuende|syvende åttende niende tiende ellevte tolvte trettende "
    "fjortende femtende sekstende syttende attende nittende tjuende|tyvende tjueførste tjueandre tjuetredje "
    "tjuefjerde tjuefemte tjuesjette tjuesjuende|tjuesyvende tjueåttende tjueniende trettiende|tredevte "
    "trettiførste"
)

_DAYS = "mandag tirsdag onsdag torsdag fredag lørdag søndag"
_PARTS = {
    "skveld skvelden": EVENING,
    "sformiddag smorgen": MORNING,
    "settermiddag": AFTERNOON,
    "snatt": NIGHT,
}
_WEEKDAY_PARTS = weekday_parts(_DAYS, _PARTS)

TABLES = {
    "NUM": {
        **numbers(
            _ONES,
            "tjue/tyve tretti/tredve førti femti seksti sytti åtti nitti",
            joined="{tens}{ones}",
        ),
        "et_par eit_par": 2,
        "noen nokre": 3,
        "halvannen halvanna": 1.5,
        "hundre": 100,
    },
    "ORD": {words.replace("|", " "): value + 1 for value, words in enumerate(_ORDINALS.split())},
    "UNIT": {
        "sekund sekunder sek": "second",
        "minutt minutter min minuttar minutta minutters_tid": "minute",
        "time timer timar timen t times_tid timers_tid": "hour",
        "dag dager dagar dagen døgn dagers_tid": "day",
        "helg helga helgen helger helgar": "weekend",
        "uke uker uka uken veke veker veka ukes_tid ukers_tid": "week",
        "måned måneder månad månader måneden månaden mnd": "month",
        "år året": "year",
        "kvartal kvartaler kvartalet": "quarter",
        "tiår tiåret": "decade",
        "natt netter": "day",
    },
    "WDAY": {
        "mandag mandagens måndag mandagen mandager man": 0,
        "tirsdag tirsdagens tysdag tirsdagen tirsdager tirs": 1,
        "onsdag onsdagens onsdagen onsdager ons": 2,
        "torsdag torsdagens torsdagen torsdager tors": 3,
        "fredag fredagens fredagen fredager fre": 4,
        "lørdag lørdagens laurdag lørdagen lørdager lør": 5,
        "søndag søndagens sundag søndagen søndager søn": 6,
    },
    "MON": {
        "januar jan": 1,
        "februar feb": 2,
        "mars": 3,
        "april apr": 4,
        "mai": 5,
        "juni jun": 6,
        "juli jul": 7,
        "august aug": 8,
        "september sept sep": 9,
        "oktober okt": 10,
        "november nov": 11,
        "desember des": 12,
    },
    "FEAST": {
        "julaften juleaften jul_aften": (12, 24),
        "første_juledag 1_._juledag juledag jul": (12, 25),
        "andre_juledag 2_._juledag": (12, 26),
        "nyttårsaften nyttår": (12, 31),
        "første_nyttårsdag nyttårsdag": (1, 1),
        "valentinsdagen": (2, 14),
        "påske påskedag første_påskedag": (0, 0),
        "andre_påskedag": (0, 1),
        "langfredag": (0, -2),
        "skjærtorsdag": (0, -3),
        "grunnlovsdagen syttende_mai": (5, 17),
        "kristi_himmelfartsdag": (0, 39),
        "pinse første_pinsedag": (0, 49),
        "lucia": (12, 13),
        "halloween": (10, 31),
        "morsdag": (2, 2, 6),
        "farsdag": (11, 2, 6),
        "arbeidernes_dag første_mai": (5, 1),
        "sankthans sankthansaften": (6, 23),
        "black_friday": (11, 4, 3, 1),
        "palmesøndag": (0, -7),
        "andre_pinsedag": (0, 50),
    },
    "QUART": {"q1": 1, "q2": 2, "q3": 3, "q4": 4},
    "_SEP": "/ - .",
    "THOUSAND": {"to_tusen totusen": 2000, "nittenhundre": 1900},
    "HALFYEAR": {"h1": 1, "h2": 2},
    "_COMMENCING": "som_begynner som_starter",
    "_LESS_THAN": "mindre_enn under",
    "_MORE_THAN": "mer_enn over",
    "_TILL": "til t.o.m. til_og_med fram_til frem_til",
    "_LATER": "senere seinare",
    "_EARLIER": "tidligere",
    "_YEARWORD": "året år",
    "_TO_DATE": "til_nå hittil",
    "_WHOLE": "hele heile hele_den",
    "_SAME": "samme same den_samme",
    "_RECENT": "sist siste de_siste den_siste",
    "_CENTURY": "århundre",
    "_HALF": "halvdel halvdelen",
    "_DAY": "dagen",
    "_AT_THE": "ved på i mot",
    "_ENDING": "slutten enden utgangen",
    "_BEGINNING": "begynnelsen starten byrjinga",
    "_WEEK": "uke",
    "WDAYPART": _WEEKDAY_PARTS,
    "SHIFT": {
        "i_dag idag": 0,
        "i_morgen imorgen i_morra i_morgon": 1,
        "i_overmorgen overimorgen i_overmorgon": 2,
        "i_går igår": -1,
        "i_forgårs i_forgars forgårs": -2,
    },
    "TONIGHT": {
        "i_kveld ikveld i_aften": (0, TONIGHT),
        "i_ettermiddag i_eftermiddag": (0, AFTERNOON),
        "i_formiddag i_morges imorges i_morgest": (0, MORNING),
        "i_natt inatt": (0, NIGHT),
        "i_går_kveld i_gårkveld": (-1, EVENING),
        "i_går_ettermiddag": (-1, AFTERNOON),
        "i_går_natt": (-1, NIGHT),
        "i_morgen_kveld i_morra_kveld i_morgon_kveld": (1, EVENING),
        "i_morgen_ettermiddag": (1, AFTERNOON),
        "i_morgen_formiddag i_morgen_tidlig i_morgon_tidleg i_morra_tidlig imorgen_tidlig": (1, MORNING),
    },
    "RELDAY": {
        "dagen_før dagen_i_forveien dagen_i_forvegen en_dag_tidligere en_dag_før": -1,
        "dagen_etter dagen_derpå dagen_derpå neste_dag en_dag_senere": 1,
        "samme_dag den_dagen same_dagen": 0,
        "den_etter den_deretter uka_etter uken_etter veka_etter": 7,
    },
    "RELPART": {
        "kvelden_før kvelden_i_forveien": (-1, EVENING),
        "ettermiddagen_før": (-1, AFTERNOON),
        "natten_før natta_før": (-1, NIGHT),
        "morgenen_etter neste_morgen morgonen_etter": (1, MORNING),
        "samme_kveld den_kvelden": (0, EVENING),
        "samme_ettermiddag den_ettermiddagen": (0, AFTERNOON),
        "samme_morgen den_morgenen": (0, MORNING),
    },
    "SAMETIME": {
        "samme_tid same_tid samme_tidspunkt samme_klokkeslett same_tidspunkt på_samme_tid til_samme_tid": 0
    },
    "PART": {
        "morgen morgenen formiddag formiddagen om_morgenen morgonen føremiddag føremiddagen": MORNING,
        "lunsjtid": NOON_HOURS,
        "ettermiddag ettermiddagen om_ettermiddagen": AFTERNOON,
        "kveld kvelden om_kvelden": EVENING,
        "natt natten natta om_natten": NIGHT,
    },
    "MEAL": {"frokost frukost brunsj": MORNING, "lunsj": NOON_HOURS, "middag kveldsmat": EVENING},
    "_FOR_MEAL": "til ved under i",
    "_NEAR": "rundt omkring kring ved",
    "CLOCK": {
        "midnatt": Clock(0),
        "klokka_tolv_midt_på_dagen midt_på_dagen": Clock(12),
        **{  # "i sjutiden"
            f"{before}{word}{ending}": Clock(hour, twelve=True)
            for hour, words in enumerate(_ONES.split())
            for word in words.split("/")
            if 2 <= hour <= 12
            for ending in ("tiden", "tida")
            for before in ("", "i_", "ved_")
        },
    },
    "QUARTER": {"kvart et_kvarter": 15},
    "DUR": {
        "halvtime en_halvtime ein_halvtime halvtimes_tid en_halvtimes_tid ein_halvtimes_tid": Length(
            minutes=30
        ),
        "kvarter et_kvarter eit_kvarter et_kvarters_tid": Length(minutes=15),
        "tre_kvarter": Length(minutes=45),
        "halvannen_time halvanna_time": Length(minutes=90),
    },
    "_HALF_TO": "halv",
    "_AND_HALF": "og_en_halv og_en_halvtime og_ein_halv",
    "_A_HALF": "en_halv ein_halv et_halvt eit_halvt",
    "_CLOCKWORD": "klokka klokken kl kl_. klokko",
    "_PAST": "over",
    "_TO_HOUR": "på",
    "_MINUTES": "minutter minutt min",
    "_AT": "klokka klokken kl kl_. @ klokko",
    "_ON": "på den",
    "_OF": "i av",
    "_THE": "den det denne",
    "_IN_THE": "om på i_løpet_av utpå",
    "_COMMA": ", -",
    "_AND": "og & -",
    "_IN": "om",
    "_FROM_NOW": "fra_nå frå_no senere seinare",
    "_AGO": "siden sidan tilbake",
    "_AGO_BEFORE": "for",
    "_WITHIN": "innen innan i_løpet_av innenfor på_under i_løpet_av_de_neste",
    "_FOR": "i",
    "_BY": "innen senest innan seinast senest_innen",
    "_BEFORE": "før",
    "_AFTER": "etter",
    "_SAYS": "sa sier si sagt",
    "_FROM": "fra frå",
    "_STARTING": "ikke_før ikke_tidligere_enn fra frå fra_og_med",
    "_SINCE": "siden sidan",
    "_UNTIL": "~ til - – t.o.m. til_og_med",
    "_BETWEEN": "mellom",
    "_THIS": "denne dette",
    "_COMING": "kommende førstkommende førstkomande komande nå_på no_på",
    "_NEXT": "neste de_neste den_neste",
    "_LAST": "forrige førre",
    "_ABOUT": "rundt omtrent ca circa cirka omkring ca_. kring sånn_ca",
    "_OR_LATER": "eller_senere",
    "_EARLY": "tidlig tidleg",
    "_MIDDLE": "midten midt",
    "_LATE": "sent seint",
    "_NOW": "nå no akkurat_nå",
    "_SOON": "snart om_litt straks om_en_stund senere_i_dag snarleg",
    "_AT_ONCE": "med_en_gang så_fort_som_mulig så_snart_som_mulig umiddelbart med_ein_gong",
    "EVENT_SAID": {"jeg_lander vi_lander eg_landar": "landing"},
    "EVENT": {
        "når_jeg_lander når_vi_lander når_eg_landar når_me_landar etter_at_jeg_har_landet når_jeg_har_landet "
        "når_vi_har_landet så_snart_jeg_lander så_snart_vi_lander etter_landing ved_landing når_flyet_lander "
        "når_flyet_mitt_lander når_flyet_vårt_lander når_hun_lander når_han_lander "
        "idet_jeg_lander med_en_gang_jeg_lander med_en_gang_vi_lander": "landing",
        "når_jeg_kommer_fram når_jeg_kommer_frem når_vi_kommer_fram når_vi_kommer_frem ved_ankomst når_jeg_ankommer "
        "når_vi_ankommer når_jeg_er_framme når_vi_er_framme etter_ankomst når_eg_kjem_fram": "arrival",
        "før_jeg_drar før_vi_drar før_jeg_reiser før_vi_reiser før_flyet_går før_avreise før_boarding "
        "før_jeg_flyr": "departure",
        "etter_konserten etter_kampen etter_forestillingen etter_kinoen etter_jobb etter_møtet": "afterwards",
    },
}

RULES: list[tuple[str, str, Builder]] = [
    ("en|ett|et|ein|ei UNIT", "DUR", one),
    ("_IN_THE? YEAR _SEP tallet|åra|årene", "DAY", decade),
    ("for DUR _AGO", "TIME", ago),
    ("_THE? WDAY etter", "DAY", week_after),
    ("WDAY førstkommende|førstkomande", "DAY", coming_weekday),
    (
        "_BEFORE helga|helgen|helgi",
        "TIME",
        lambda context: before_time(context, this_period(context, "weekend")),
    ),
    (
        "_AFTER helga|helgen|helgi",
        "TIME",
        lambda context: after_time(context, this_period(context, "weekend")),
    ),
    ("til|i helgen|helga|helgi", "DAY", lambda context: this_period(context, "weekend")),
    ("til uka|uken|veka", "DAY", lambda context: next_period(context, "week")),
    (
        "når|idet jeg|vi|eg|me TIME lander|landar",
        "TIME",
        lambda context, time: event_at(context, "landing", time),
    ),
]
