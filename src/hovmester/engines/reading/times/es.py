"""Spanish words of time: the simple ones."""

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import minutes_past, minutes_to
from hovmester.engines.reading.times.lengths import one
from hovmester.engines.reading.times.values import Clock, Length
from hovmester.engines.reading.times.words import AFTERNOON, EVENING, MORNING, NIGHT, NOON_HOURS, numbers
from hovmester.engines.reading.tokens import word_set

DAY_FIRST = True
DOTS = False
PAST = word_set(
    "estaba estaban era fue fuimos había ayer anoche esperamos comimos pedimos vino llegó estuvimos"
)
AHEAD = word_set("puede pueden podrían quisiera quiero queremos gustaría podría")
EVENING_WORDS = word_set("cena cenar noche")
MORNING_WORDS = word_set("desayuno brunch")

TABLES = {
    "NUM": numbers(
        "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
        "dieciséis diecisiete dieciocho diecinueve",
        "veinte treinta cuarenta cincuenta",
        joined="{tens}_y_{ones}",
    ),
    "ORD": {
        "primero": 1,
        "segundo": 2,
        "tercero": 3,
        "cuarto": 4,
        "quinto": 5,
        "sexto": 6,
        "séptimo": 7,
        "octavo": 8,
        "noveno": 9,
        "décimo": 10,
        "undécimo": 11,
        "duodécimo": 12,
    },
    "UNIT": {
        "minuto minutos min": "minute",
        "hora horas h": "hour",
        "día días": "day",
        "fin_de_semana": "weekend",
        "semana semanas": "week",
        "mes meses": "month",
        "año años": "year",
    },
    "WDAY": {"lunes": 0, "martes": 1, "miércoles": 2, "jueves": 3, "viernes": 4, "sábado": 5, "domingo": 6},
    "MON": {
        "enero ene": 1,
        "febrero feb": 2,
        "marzo": 3,
        "abril abr": 4,
        "mayo": 5,
        "junio jun": 6,
        "julio jul": 7,
        "agosto ago": 8,
        "septiembre sep sept": 9,
        "octubre oct": 10,
        "noviembre nov": 11,
        "diciembre dic": 12,
    },
    "SHIFT": {"hoy": 0, "mañana": 1, "pasado_mañana": 2, "ayer": -1, "anteayer": -2},
    "TONIGHT": {
        "esta_noche": (0, EVENING),
        "esta_tarde": (0, AFTERNOON),
        "esta_mañana": (0, MORNING),
        "anoche ayer_por_la_noche": (-1, EVENING),
        "mañana_por_la_noche": (1, EVENING),
        "mañana_por_la_mañana": (1, MORNING),
        "mañana_por_la_tarde": (1, AFTERNOON),
    },
    "RELDAY": {
        "el_día_antes el_día_anterior un_día_antes la_víspera": -1,
        "el_día_siguiente al_día_siguiente el_día_después un_día_después": 1,
        "el_mismo_día ese_día": 0,
    },
    "RELPART": {
        "la_noche_anterior la_noche_antes": (-1, EVENING),
        "la_mañana_siguiente": (1, MORNING),
        "esa_noche la_misma_noche": (0, EVENING),
    },
    "SAMETIME": {"misma_hora a_la_misma_hora la_misma_hora": 0},
    "PART": {
        "la_mañana": MORNING,
        "tarde la_tarde": AFTERNOON,
        "noche la_noche": EVENING,
        "madrugada la_madrugada": NIGHT,
    },
    "MEAL": {
        "desayuno desayunar": MORNING,
        "almuerzo almorzar comida comer": NOON_HOURS,
        "cena cenar": EVENING,
    },
    "_FOR_MEAL": "para",
    "_NEAR": "sobre_las hacia_las a_eso_de_las",
    "CLOCK": {"medianoche": Clock(0), "mediodía": Clock(12)},
    "QUARTER": {"cuarto": 15},
    "DUR": {
        "media_hora": Length(minutes=30),
        "cuarto_de_hora un_cuarto_de_hora": Length(minutes=15),
        "tres_cuartos_de_hora": Length(minutes=45),
        "hora_y_media una_hora_y_media": Length(minutes=90),
    },
    "_AND_HALF": "y_media",
    "_MINUTES": "minutos",
    "_OCLOCK": "horas",
    "_AT": "a_las a_la a al",
    "_ON": "el",
    "_OF": "de del",
    "_THE": "el la los las este",
    "_IN_THE": "por de",
    "_COMMA": ", -",
    "_AND": "y y_las y_la & -",
    "_IN": "en dentro_de",
    "_AGO_BEFORE": "hace",
    "_WITHIN": "en_menos_de",
    "_FOR": "durante por",
    "_BY": "antes_de_las antes_de a_más_tardar",
    "_BEFORE": "antes_de antes_de_las",
    "_AFTER": "después_de después_de_las",
    "_FROM": "de desde de_las desde_las",
    "_STARTING": "a_partir_de a_partir_de_las desde",
    "_SINCE": "",
    "_UNTIL": "a hasta hasta_las a_las - –",
    "_BETWEEN": "entre entre_las",
    "_THIS": "este esta",
    "_COMING": "próximo próxima",
    "_NEXT": "próximo próxima",
    "_LAST": "último última pasado",
    "_ABOUT": "sobre_las hacia_las alrededor_de",
    "_NOW": "ahora",
    "_SOON": "pronto luego enseguida en_seguida",
    "_AT_ONCE": "cuanto_antes inmediatamente ya_mismo",
    "_SEP": "/ - .",
    "_TILL": "hasta hasta_las hasta_el",
    "_BEGINNING": "principio principios comienzo",
    "_MIDDLE": "mediados mitad",
    "_ENDING": "final finales fin",
    "_HALF": "mitad",
    "EVENT": {
        "cuando_aterrice cuando_aterricemos al_aterrizar": "landing",
        "cuando_llegue cuando_lleguemos al_llegar": "arrival",
    },
}

RULES: list[tuple[str, str, Builder]] = [
    ("un|una UNIT", "DUR", one),
    ("NUM y QUARTER|NUM", "CLOCK", lambda c, hours, minutes: minutes_past(c, minutes, hours)),
    ("NUM menos QUARTER|NUM", "CLOCK", lambda c, hours, minutes: minutes_to(c, minutes, hours)),
]
