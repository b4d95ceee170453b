"""Laws learnt from what happened: they begin at what was stated, follow what was seen, and shrug off a careless log."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hovmester.answering import Verdict, can_we
from hovmester.answering.known import corrected, told
from hovmester.answering.laws import STATED, learn
from hovmester.answering.past import Ended, house_day, is_believable
from hovmester.engines.promising import model as engine
from hovmester.housefile import load
from hovmester.housefile.model import StepKind
from tests.cast import EVENING, EXAMPLES, NEW_YORK

MAKE = StepKind.MAKE
STEAK = engine.Law.from_p50_p90(22, 28)
HOUSE = load((EXAMPLES / "porterhouse.toml").read_text(encoding="utf-8"))
WISH = "Could you bring a porterhouse to the courthouse at 18:00?"


def step(day, took, *, kind=MAKE, stated=22.0, dish="porterhouse", station="grill", who="anna", at=18):
    return Ended(
        kind=kind,
        site="hackensack",
        station=station,
        dish=dish,
        who=who,
        stated_min=stated,
        took_min=took,
        began=datetime(2011, 6, 1, at, 0, tzinfo=NEW_YORK) + timedelta(days=day),
    )


def evenings(times, factor, *, seed=1, spread=0.15, first=0, **changes):
    """`times` steps, three an evening, that take `factor` times what was stated, give or take."""
    draw = np.random.default_rng(seed)
    typical = changes.get("stated", 22.0) * factor
    took = typical * np.exp(draw.normal(0, spread, times))
    return [step(first + n // 3, float(took[n]), at=17 + n % 3, **changes) for n in range(times)]


def law(laws, **also):
    known = {"station": "grill", "dish": "porterhouse", "hour": "18"} | also
    return laws.law(MAKE, STEAK, site="hackensack", **known)


def test_without_a_past_what_is_stated_holds():
    assert law(STATED) == STEAK
    assert law(learn([])) == STEAK
    assert STATED.params(engine.Params(), HOUSE.sites) == engine.Params()


def test_the_law_follows_what_was_seen_as_the_times_add_up():
    p50 = [law(learn(evenings(times, 1.5))).p50 for times in (3, 12, 60, 300)]
    assert 22 < p50[0] < p50[1] < p50[2]
    assert p50[-1] == pytest.approx(33, rel=0.06)


def test_what_was_seen_often_is_known_better_than_what_was_stated():
    seen = law(learn(evenings(60, 1.0)))
    assert seen.n > STEAK.n + 10


@settings(deadline=None, max_examples=25)
@given(st.floats(0.5, 2.0), st.integers(2, 80), st.integers(0, 9))
def test_it_lies_between_what_was_stated_and_what_was_seen(factor, times, seed):
    steps = evenings(times, factor, seed=seed)
    seen = float(np.exp(np.mean(np.log([one.took_min for one in steps]))))
    low, high = sorted((STEAK.p50, seen))
    assert 0.93 * low <= law(learn(steps)).p50 <= 1.07 * high  # an hour may stand a little apart


def test_a_dish_never_made_leans_on_its_kitchen_and_says_that_it_is_little_known():
    steps = [
        *evenings(60, 1.3, dish="porterhouse"),
        *evenings(60, 1.6, dish="ribeye", stated=17.0, seed=2),
        *evenings(60, 1.0, dish="burger", stated=12.0, seed=3),
    ]
    often, never = law(learn(steps)), law(learn(steps), dish="lobster")
    assert 22 < never.p50 < 22 * 1.6
    assert never.n < often.n


def test_a_slow_cook_does_not_make_a_slow_dish():
    steps = [
        *evenings(90, 1.0, who="anna"),
        *evenings(90, 1.4, who="luis", seed=2, first=30),
    ]
    laws = learn(steps)
    assert laws.by(MAKE, "luis") > 1.1 > laws.by(MAKE, "anna")
    assert laws.by(MAKE, "nobody who cooks") == 1.0


CARELESS = [
    *(step(day, 0.2) for day in range(20)),  # pressed done seconds after it was begun
    *(step(day, 14 * 60.0) for day in range(20)),  # left open overnight
    *(step(day, 0.0) for day in range(20)),  # never pressed; written down at the handover
]


def test_a_careless_log_does_not_move_a_law():
    steps = evenings(60, 1.1)
    clean, careless = learn(steps), learn([*steps, *CARELESS])
    assert law(careless) == law(clean)
    assert careless.of(MAKE).not_believed == len(CARELESS)
    assert law(learn(CARELESS)) == STEAK


def test_one_odd_time_within_reason_moves_it_little():
    steps = evenings(60, 1.0)
    odd = replace(steps[30], took_min=22 * 5.5)
    moved = law(learn([*steps[:30], odd, *steps[31:]]))
    assert moved.p50 == pytest.approx(law(learn(steps)).p50, rel=0.02)


@pytest.mark.parametrize(
    ("took", "is_it"), [(0, False), (5.4, False), (5.5, True), (22, True), (132, True), (132.1, False)]
)
def test_what_can_be_the_time_it_took(took, is_it):
    assert is_believable(took, 22) is is_it


def test_a_day_of_the_house_ends_when_the_last_guest_has_left():
    late = datetime(2011, 8, 18, 0, 30, tzinfo=NEW_YORK)
    assert house_day(late) == house_day(EVENING)
    assert house_day(late + timedelta(hours=6)) == house_day(EVENING) + 1


def test_nights_that_are_slow_together_are_learnt_as_such():
    draw = np.random.default_rng(5)
    nights = [float(np.exp(draw.normal(0, 0.25))) for _ in range(60)]
    together = [
        step(day, 22 * night * float(np.exp(draw.normal(0, 0.05))))
        for day, night in enumerate(nights)
        for _ in range(4)
    ]
    apart = evenings(240, 1.0, spread=0.25)
    shares = [learn(steps).params(engine.Params(), HOUSE.sites).kitchen_share for steps in (together, apart)]
    assert shares[0] > 0.6 > 0.2 > shares[1]


def test_the_roads_learn_their_own_course_of_the_day():
    drives = [
        step(
            day,
            30 * (1.6 if at == 17 else 1.0),
            kind=StepKind.DRIVE,
            stated=30.0,
            dish="",
            station="",
            who="alex",
            at=at,
        )
        for day in range(40)
        for at in (13, 15, 17, 19, 21)
    ]
    laws = learn(drives)
    assert laws.course_factor(17 * 60) > 1.15 * laws.course_factor(21 * 60)
    assert learn(drives[:40]).course is None


# -- in an answer --------------------------------------------------------------------------------------------


def answered(laws, text=WISH, **changes):
    return can_we(text, house=HOUSE, now=EVENING, laws=laws, **changes)


def test_a_kitchen_known_to_be_slow_lowers_the_odds_and_begins_sooner():
    slower = learn(evenings(200, 1.7))
    assert answered(slower).decide_by < answered(STATED).decide_by
    soon = WISH.replace("18:00", "17:40")  # by six there is time enough for either
    assert answered(slower, soon).p_on_time < answered(STATED, soon).p_on_time - 0.05


def test_the_plan_says_what_was_stated_whatever_was_learnt():
    """Else the next laws would be learnt against these, and forget."""
    laws = learn(
        [*evenings(200, 1.7), *evenings(200, 1.3, kind=StepKind.DRIVE, stated=20.0, dish="", station="")]
    )
    make, drive = (next(s for s in answered(laws).steps if s.kind == kind) for kind in (MAKE, StepKind.DRIVE))
    assert make.stated_p50 == pytest.approx(22, rel=0.02)
    assert make.lasts_p50 > 1.4 * make.stated_p50
    assert drive.lasts_p50 == pytest.approx(1.3 * drive.stated_p50, rel=0.04)
    assert all(step.stated_p50 == step.lasts_p50 for step in answered(STATED).steps)


def test_it_says_what_the_odds_rest_on():
    assert told(answered(STATED).as_json()["known"], "en") == GUESS
    few = learn(evenings(5, 1.0))
    assert told(answered(few).as_json()["known"], "en") == GUESS_OF_FIVE
    laws = learn(evenings(43, 1.0))
    assert told(answered(laws).as_json()["known"], "en") == "from 43 times we made it"


CLOSE = WISH.replace("18:00", "17:23")  # hardly time enough
GUESS = "a guess: from the times we stated, not from what happened yet"
GUESS_OF_ONE = "a guess: from the times we stated and the one time we made it"
GUESS_OF_FIVE = "a guess: from the times we stated and the 5 times we made it"


@pytest.mark.parametrize(
    ("language", "why"),
    [
        ("en", "from the times stated for the kitchen at Hackensack the odds may be"),
        ("nl", "naar de tijden die voor de keuken van Hackensack zijn opgegeven, kan de kans"),
        ("nb", "etter tidene som er oppgitt for kjøkkenet på Hackensack, kan oddsen være"),
    ],
)
def test_a_guess_near_the_floor_is_neither_a_yes_nor_a_no(language, why):
    guess = answered(STATED, CLOSE, language=language)
    assert guess.verdict is Verdict.NOT_KNOWN
    assert guess.p_low < guess.floor < guess.p_high
    assert guess.because[0].constraint == "not-known"
    assert guess.because[0].text.startswith(why)
    assert guess.as_json()["verdict"] == "not-known"


def test_a_guess_far_from_the_floor_is_answered_from_the_first_day():
    assert answered(STATED).verdict is Verdict.YES
    assert answered(STATED, WISH.replace("18:00", "17:10")).verdict in {Verdict.NO, Verdict.YES_IF}


def test_a_kitchen_seen_at_work_answers_the_close_calls_too():
    """The same odds, and seen often enough: what is left in the interval is chance."""
    assert answered(learn(evenings(40, 1.0)), CLOSE).verdict in {Verdict.YES, Verdict.NO, Verdict.YES_IF}


def test_tonight_is_said_in_words():
    known = {"made": 1, "driven": 9, "kitchen_tonight": 0.12, "roads_tonight": -0.08, "promises": 0}
    said = told(known, "en")
    assert said == f"{GUESS_OF_ONE}; tonight the kitchen runs 12 % slow; tonight the roads run 8 % quick"
    usual = known | {"kitchen_tonight": 0.01, "roads_tonight": None}
    assert told(usual, "en") == GUESS_OF_ONE


def test_it_says_how_the_odds_were_corrected():
    known = answered(STATED).as_json()["known"]
    assert corrected(known, 0.95, "en") == "told as worked out: no promise has ended yet to correct it by"
    few = "told as worked out: 12 promises have ended, too few to correct it by"
    assert corrected(known | {"ended": 12}, 0.95, "en") == few
    many = known | {"ended": 214, "promises": 214}
    assert corrected(many, 0.95, "en") == "worked out as 95 %, corrected by how 214 promises ended"


def test_the_same_past_gives_the_same_answer():
    steps = evenings(50, 1.2)
    one, other = (answered(learn(steps)) for _ in range(2))
    assert one == other


def test_the_order_of_the_log_does_not_matter():
    steps = evenings(50, 1.2)
    assert law(learn(steps)).p50 == pytest.approx(law(learn(steps[::-1])).p50)


def test_a_step_is_of_the_day_of_its_own_place():
    assert house_day(EVENING.astimezone(ZoneInfo("America/New_York"))) == house_day(EVENING)
