"""English words of time. "half seven" is British: 7:30."""

from collections.abc import Sequence

from hovmester.engines.reading.times.chart import Builder
from hovmester.engines.reading.times.clocks import hour_minute, morning
from hovmester.engines.reading.times.dates import week_after
from hovmester.engines.reading.times.lengths import and_a_half, and_a_quarter, delayed, one
from hovmester.engines.reading.times.moments import around_clock, day_clock
from hovmester.engines.reading.times.parts import day_part, part_clock
from hovmester.engines.reading.times.values import Clock, Context, Days, Length, Part, Time
from hovmester.engines.reading.times.words import (
    AFTERNOON,
    DAYTIME,
    EVENING,
    LATE_EVENING,
    MORNING,
    NOON_HOURS,
    TONIGHT,
    numbers,
)
from hovmester.engines.reading.tokens import Token, word_set

DAY_FIRST = False  # 06/07 is June 7; read(language=..., zone=...) in Europe turns this
DOTS = False
PAST = word_set(
    "was were had did waited came went got ordered asked said ate visited arrived took served booked yesterday "
    "ago felt tasted told brought rang called delivered left gave stood heard woke happened bought paid received"
)
AGREED = word_set("said booked reserved agreed")  # "we said 7": what was agreed is still to come
AHEAD = word_set(
    "can could will would please wondering hoping wish like shall"
)  # who asks politely ("could", "was wondering") asks for what is to come
EVENING_WORDS = word_set("dinner tonight evening supper dine")
MORNING_WORDS = word_set("breakfast brunch wake waking")

_NUMBERS = numbers(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "twenty thirty forty/fourty fifty sixty seventy eighty ninety",
    joined="{tens}_-_{ones}",
)
_SPACED = numbers(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
    "twenty thirty forty fifty sixty seventy eighty ninety",
    joined="{tens}_{ones}",
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty_-_first|twenty_first "
    "twenty_-_second|twenty_second twenty_-_third|twenty_third twenty_-_fourth|twenty_fourth "
    "twenty_-_fifth|twenty_fifth twenty_-_sixth|twenty_sixth twenty_-_seventh|twenty_seventh "
    "twenty_-_eighth|twenty_eighth twenty_-_ninth|twenty_ninth thirtieth thirty_-_first|thirty_first"
)

_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_HOURS = "one two three four five six seven eight nine ten eleven"
_BESIDE_MAY = word_set(
    "in of on early late mid this next last until till by before after since from to through end start between during "
    "for and or - – / , the"
)
_BEHIND_MAY = word_set("to till until through thru and or - – / ,")
_MAY_I = word_set(
    "i we you he she it they be have not also need want ask my our someone somebody"
)  # the verb


def otherwise(tokens: Sequence[Token]) -> frozenset[int]:
    """Words that are no time here: "may" is a month only beside a word or number that makes it one, "sat" and "sun"
    days only where they stand as one; and "if you've got" tells of nothing past.
    """
    return frozenset(
        index
        for index, token in enumerate(tokens)
        if (token.low == "may" and not _is_month(tokens, index))
        or (token.low in ("sat", "sun") and not _is_weekday(tokens, index))
        or (token.low == "got" and index and tokens[index - 1].low in _HAVE)
    )


def _is_weekday(tokens: Sequence[Token], index: int) -> bool:
    """ "Fri and Sat at 7", "on sat", "sat 21st", but not "we sat 2 at a table", nor "in the sun"."""
    before = tokens[index - 1].low if index else ""
    behind = tokens[index + 1].low if index + 1 < len(tokens) else ""
    first = tokens[index - 2].low if index > 1 else ""
    if before in _BESIDE_SAT or (before in ("and", "&", "or", ",", "/", "-", "–") and first in _SHORT_DAYS):
        return True
    named = tokens[index].text[0].isupper() and index > 0 and before not in (".", "the")
    dated = (
        behind[:1].isdigit() or behind in _PARTS or behind in ("at", "the", "around", "from", "between", "by")
    )
    return named or (dated and before not in _SITTING)


def _is_month(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1].low if index else ""
    behind = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if behind in _MAY_I:
        return False
    dated = any(low[:1].isdigit() or low in _ORDINAL_WORDS for low in (before, behind))
    return dated or before in _BESIDE_MAY or behind in _BEHIND_MAY or not (before or behind)


_HAVE = word_set("have has 've you've youve we've weve they've i've ive it's")
_BESIDE_SAT = word_set("on this next last by until till before every for from")
_SHORT_DAYS = word_set(
    "mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday"
)
_PARTS = word_set("morning afternoon evening night lunchtime lunch dinner breakfast noon")
_SITTING = word_set("i we he she they you who us people guests all just was were been the and have had the a")

_ORDINAL_WORDS = frozenset(
    word for words in _ORDINALS.split() for word in words.split("|") if "_" not in word
)

TABLES = {
    "NUM": {
        **_NUMBERS,
        **_SPACED,
        "a_couple_of couple a_pair_of": 2,
        "a_few few several": 3,
        "a_dozen": 12,
        "a_hundred": 100,
    },
    "ORD": {words.replace("|", " "): value + 1 for value, words in enumerate(_ORDINALS.split())},
    "UNIT": {
        "second seconds sec secs": "second",
        "minute minutes min mins": "minute",
        "hour hours hr hrs h": "hour",
        "day days": "day",
        "weekend weekends": "weekend",
        "week weeks wk wks": "week",
        "month months mth": "month",
        "year years yr yrs calendar_year": "year",
        "quarter quarters": "quarter",
        "decade decades": "decade",
        "year's": "year",
        "workweek work_week working_week": "workweek",
        "night nights": "day",
    },
    "WDAY": {
        "monday mon mondays monday's": 0,
        "tuesday tue tues tuesdays tuesday's": 1,
        "wednesday wed weds wednesdays wednesday's": 2,
        "thursday thu thur thurs thursdays thursday's": 3,
        "friday fri fridays friday's": 4,
        "saturday saturdays sat saturday's": 5,
        "sunday sundays sun sunday's": 6,
    },
    "MON": {
        "january jan": 1,
        "february feb": 2,
        "march": 3,
        "april apr": 4,
        "may": 5,
        "june jun": 6,
        "july jul": 7,
        "august aug": 8,
        "september sept sep": 9,
        "october oct": 10,
        "november nov": 11,
        "december dec": 12,
    },
    "FEAST": {
        "christmas_day christmas xmas 25_december": (12, 25),
        "christmas_eve": (12, 24),
        "boxing_day": (12, 26),
        "new_year's_eve new_years_eve nye": (12, 31),
        "new_year's_day new_years_day new_year's new_year_day new_year": (1, 1),
        "valentine's_day valentines_day valentine's valentines_day": (2, 14),
        "easter easter_sunday": (0, 0),
        "easter_monday": (0, 1),
        "good_friday": (0, -2),
        "halloween": (10, 31),
        "st_._patrick's_day st_patrick's_day saint_patrick's_day": (3, 17),
        "independence_day fourth_of_july 4th_of_july": (7, 4),
        "labor_day labour_day": (9, 1, 0),
        "memorial_day": (5, 5, 0),
        "thanksgiving thanksgiving_day": (11, 4, 3),
        "black_friday": (11, 4, 3, 1),
        "martin_luther_king_day mlk_day": (1, 3, 0),
        "columbus_day": (10, 2, 0),
        "veterans_day": (11, 11),
        "juneteenth": (6, 19),
        "cinco_de_mayo": (5, 5),
        "mother's_day mothers_day": (5, 2, 6),
        "father's_day fathers_day": (6, 3, 6),
        "earth_day": (4, 22),
        "april_fools_day april_fool's_day": (4, 1),
        "international_workers_'_day workers_'_day may_day": (5, 1),
        "st_patrick saint_patrick": (3, 17),
        "ash_wednesday": (0, -46),
        "palm_sunday": (0, -7),
        "ascension_day": (0, 39),
        "pentecost whit_sunday": (0, 49),
    },
    "QUART": {"q1": 1, "q2": 2, "q3": 3, "q4": 4},
    "_SEP": "/ - .",
    "THOUSAND": {
        "two_thousand": 2000,
        "nineteen_hundred": 1900,
        "eighteen_hundred": 1800,
        "seventeen_hundred": 1700,
    },
    "DECADE": {"fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90},
    "HALFYEAR": {"h1": 1, "h2": 2},
    "_COMMENCING": "commencing beginning starting",
    "_WEEK_OF": "w/c",
    "_AND_QUARTER": "and_a_quarter",
    "_LESS_THAN": "less_than fewer_than under",
    "_MORE_THAN": "more_than over at_least",
    "_TILL": "until till til thru through up_to",
    "_LATER": "later",
    "_EARLIER": "earlier",
    "_YEARWORD": "year the_year",
    "_TO_DATE": "to_date until_now",
    "_AFTER_NEXT": "after_next",
    "_WHOLE": "all whole the_whole entire the_entire",
    "_SAME": "same the_same that",
    "_RECENT": "past the_past",
    "_CENTURY": "century centuries",
    "_HALF": "half",
    "_END_OF_DAY": "eod cob close_of_business close_of_play",
    "_DAY": "day",
    "_AT_THE": "at",
    "_ENDING": "end",
    "_BEGINNING": "beginning start",
    "_WEEK": "week",
    "SHIFT": {
        "today": 0,
        "tomorrow tmrw tmr tomorow tommorow tommorrow 2moro": 1,
        "yesterday": -1,
        "the_day_after_tomorrow day_after_tomorrow": 2,
        "the_day_before_yesterday day_before_yesterday": -2,
    },
    "TONIGHT": {
        "tonight tonite 2nite": (0, TONIGHT),
        "this_evening": (0, EVENING),
        "this_morning": (0, MORNING),
        "this_afternoon": (0, AFTERNOON),
        "last_night": (-1, TONIGHT),
        "yesterday_evening": (-1, EVENING),
    },
    "RELDAY": {
        "the_day_before day_before the_previous_day a_day_before a_day_earlier one_day_earlier": -1,
        "the_day_after the_following_day the_next_day a_day_after one_day_later": 1,
        "that_day the_same_day same_day that_same_day": 0,
        "the_one_after the_one_after_that the_week_after the_following_week": 7,
    },
    "RELPART": {
        "the_night_before the_previous_night": (-1, LATE_EVENING),
        "the_evening_before the_previous_evening": (-1, EVENING),
        "the_afternoon_before": (-1, AFTERNOON),
        "the_morning_after the_next_morning the_following_morning": (1, MORNING),
        "that_night": (0, LATE_EVENING),
        "that_evening the_same_evening": (0, EVENING),
        "that_afternoon the_same_afternoon": (0, AFTERNOON),
        "that_morning the_same_morning": (0, MORNING),
    },
    "RELWDAY": {f"the_{day}": index for index, day in enumerate(_DAYS.split())},
    "SAMETIME": {"same_time the_same_time same_hour the_same_hour same_slot the_same_slot": 0},
    "PART": {
        "morning mornings": MORNING,
        "lunchtime lunch_time midday": NOON_HOURS,
        "afternoon afternoons": AFTERNOON,
        "evening evenings": EVENING,
        "night nights": LATE_EVENING,
        "daytime day_time": DAYTIME,
    },
    "CLOCK": {
        "noon": Clock(12),
        "midnight": Clock(0),
        **{f"{word}ish": Clock(hour, twelve=True) for hour, word in enumerate(_HOURS.split(), start=1)},
    },
    "MEAL": {"breakfast": MORNING, "lunch brunch": NOON_HOURS, "dinner supper": EVENING},
    "_FOR_MEAL": "for at",
    "_NEAR": "around",
    "_FIRST_THING": "first_thing",
    "DUR": {
        "fortnight a_fortnight": Length(days=14),
        "half_hour": Length(minutes=30),
        "quarter_of_an_hour a_quarter_of_an_hour": Length(minutes=15),
        "three_quarters_of_an_hour": Length(minutes=45),
    },
    "QUARTER": {"quarter a_quarter": 15},
    "AMPM": {"a_._m_. a_._m am": 0, "p_._m_. p_._m pm": 12},
    "_HALF_PAST": "half_past half",
    "_AND_HALF": "and_a_half and_half",
    "_A_HALF": "half_an half_a ½ a_½",
    "_OCLOCK": "o'clock oclock",
    "_CLOCKWORD": "",
    "_PAST": "past after",
    "_TO_HOUR": "to before til till of",
    "_MINUTES": "minutes minute mins min",
    "_AT": "at @",
    "_ON": "on",
    "_OF": "of in",
    "_THE": "the this",
    "_IN_THE": "in_the in during_the during at_the at on_the sometime_in_the some_time_in_the",
    "_COMMA": ", -",
    "_AND": "and & -",
    "_IN": "in",
    "_FROM_NOW": "from_now later hence from_today",
    "_AGO": "ago earlier back",
    "_WITHIN": "within within_the_next in_under in_less_than inside",
    "_FOR": "for during",
    "_BY": "by no_later_than at_the_latest_by latest_by not_later_than latest as_late_as",
    "_BEFORE": "before prior_to ahead_of",
    "_AFTER": "after later_than",
    "_SAYS": "said say",
    "_FROM": "from",
    "_STARTING": "not_before no_earlier_than not_earlier_than from starting_from starting_at as_of starting beginning"
    " as_early_as commencing",
    "_SINCE": "since ever_since",
    "_UNTIL": "~ until till til to - – through thru up_to",
    "_BETWEEN": "between",
    "_THIS": "this this_coming current the_current",
    "_COMING": "coming upcoming this_coming the_coming",
    "_NEXT": "next following the_following the_next",
    "_LAST": "last previous the_last the_previous",
    "_ABOUT": "about around approximately approx ~ roughly circa ca",
    "_OR_LATER": "or_later onwards and_later or_after and_after and_onwards",
    "_EARLY": "early",
    "_MIDDLE": "mid middle",
    "_LATE": "late",
    "_NOW": "now right_now at_the_present_time just_now at_the_moment at_present at_this_time at_the_minute currently",
    "_SOON": "soon in_a_bit in_a_while shortly later_today",
    "_AT_ONCE": "asap as_soon_as_possible immediately straight_away right_away",
    "EVENT_SAID": {
        "i_land we_land i'm_landing we're_landing": "landing",
        "i_arrive we_arrive i_get_in": "arrival",
    },
    "EVENT": {
        "when_i_land when_we_land once_i_land once_we_land when_i_have_landed as_soon_as_i_land when_i've_landed "
        "once_i've_landed after_i_land after_we_land when_my_flight_lands when_our_flight_lands when_my_plane_lands "
        "when_our_plane_lands when_i_touch_down when_landing after_landing upon_landing on_landing "
        "after_my_flight when_the_plane_lands when_her_flight_lands when_his_flight_lands "
        "when_she_lands when_he_lands when_they_land": "landing",
        "when_i_arrive when_we_arrive once_i_arrive once_we_arrive on_arrival upon_arrival when_i_get_there "
        "when_we_get_there when_i_get_in when_we_get_in as_soon_as_we_arrive as_soon_as_i_arrive after_i_arrive "
        "when_she_arrives when_he_arrives when_they_arrive": "arrival",
        "before_i_leave before_we_leave before_i_go when_i_leave when_we_leave before_boarding before_i_board "
        "before_my_flight before_our_flight before_takeoff before_i_fly": "departure",
        "after_the_show after_the_concert after_the_game after_the_match after_the_meeting after_the_movie "
        "after_work after_the_wedding": "afterwards",
    },
}


def for_clock(context: Context, clock: Clock) -> Time | None:
    """ "a taxi for 6.15"; "for 3h" is as long."""
    return around_clock(context, clock) if clock.minute else None


def first_thing(context: Context, day: Days) -> Time | None:
    return day_part(context, day, Part(6, 9))


def said_to_the_minute(
    context: Context, hours: float, minutes: float, noon: int | None = None
) -> Clock | None:
    """ "seven twenty-seven": two numbers, with "at" or "pm" beside them."""
    clock = hour_minute(context, hours, minutes) if minutes >= 10 else None
    return clock if clock is None or noon is None else morning(context, clock, noon)


RULES: list[tuple[str, str, Builder]] = [
    ("a|an UNIT", "DUR", one),
    ("a week on WDAY", "DAY", week_after),
    ("WDAY week", "DAY", week_after),
    ("_THE? WDAY after", "DAY", week_after),
    ("for CLOCK", "TIME", for_clock),
    ("DAY _COMMA? _FIRST_THING", "TIME", first_thing),
    ("_FIRST_THING _COMMA? DAY", "TIME", first_thing),
    (
        "NUM NUM AMPM",
        "CLOCK",
        said_to_the_minute,
    ),
    ("_AT NUM NUM", "CLOCK", said_to_the_minute),
    ("a|an UNIT _AND_HALF", "DUR", lambda context, grain: and_a_half(context, 1, grain)),
    ("a|an UNIT _AND_QUARTER", "DUR", lambda context, grain: and_a_quarter(context, 1, grain)),
    ("_AT|_ABOUT? NUM|CLOCK -? ish", "TIME", around_clock),
    ("DAY _COMMA? _AT|_ABOUT? NUM|CLOCK -? ish", "TIME", day_clock),
    ("TONIGHT _COMMA? _AT|_ABOUT? NUM|CLOCK -? ish", "TIME", part_clock),
    ("TIME _COMMA? and|but? is|it's|we're|running running? DUR late|behind", "TIME", delayed),
    ("TIME _COMMA? and|but? is|it's|we're? delayed by? DUR", "TIME", delayed),
]
