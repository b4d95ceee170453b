"""Laws of work learnt from past days whose truth is known because it was planted here."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.engines.promising.learning import Load, Past, begun_lately, learn_ratio


def past_days(
    *,
    seed: int = 0,
    days: int = 30,
    places: int = 60,
    steps: int = 8,
    place: float = 0.12,
    day: float = 0.1,
    shift: float = 0.15,
    step: float = 0.25,
    slower: float = 0.0,
) -> Past:
    """`steps` steps a place and day, between noon and ten."""
    rng = np.random.default_rng(seed)
    n = days * places * steps
    days_, places_ = np.divmod(np.arange(n) // steps, places)
    minute = np.sort(rng.uniform(720, 1320, (days * places, steps)), axis=1).ravel()
    y = rng.normal(0, place, places)[places_] + rng.normal(0, day, days)[days_]
    y += rng.normal(0, shift, days * places)[np.arange(n) // steps] + rng.normal(0, step, n)
    keys = tuple(f"r{p}" for p in places_)
    planned = rng.uniform(5, 30, n)
    plain = Past(day=days_, minute=minute, place=keys, planned_min=planned, actual_min=planned * np.exp(y))
    slow = 1 + slower * np.maximum(0, begun_lately(plain, 20.0) - 2)
    return Past(
        day=days_, minute=minute, place=keys, planned_min=planned, actual_min=planned * np.exp(y) * slow
    )


def test_it_tells_the_kinds_of_slowness_apart() -> None:
    law = learn_ratio(past_days())
    assert law.sd_place == pytest.approx(0.12, abs=0.03)
    assert law.sd_day == pytest.approx(0.10, abs=0.03)
    assert law.sd_shift == pytest.approx(0.15, abs=0.015)
    assert law.sd_step == pytest.approx(0.25, abs=0.01)


def test_without_shared_slowness_it_finds_next_to_none() -> None:
    law = learn_ratio(past_days(place=0, day=0, shift=0))
    assert max(law.sd_place, law.sd_day, law.sd_shift) < 0.03
    assert max(abs(mean) for mean, _ in law.places.values()) < 0.05


def test_a_place_seen_little_is_drawn_to_the_mean() -> None:
    many = past_days()
    few = np.flatnonzero([key != "r0" or day == 0 for key, day in zip(many.place, many.day, strict=True)])
    law = learn_ratio(
        Past(
            day=many.day[few],
            minute=many.minute[few],
            place=tuple(many.place[row] for row in few),
            planned_min=many.planned_min[few],
            actual_min=many.actual_min[few] * np.where([many.place[row] == "r0" for row in few], 2.0, 1.0),
        )
    )
    mean, left = law.place("r0")
    assert 0.05 < mean < 0.6
    assert left > 5 * law.place("r1")[1]
    assert law.place("never seen") == (0.0, law.sd_place**2)


def test_it_learns_how_a_kitchen_slows_down_under_load() -> None:
    busy = past_days(steps=40, places=15, slower=0.12)
    load = learn_ratio(busy, with_load=True).load
    assert load.window_min == 20.0
    assert float(load.log_factor(6)) == pytest.approx(np.log(1 + 0.12 * 4), abs=0.06)


def with_item_and_person(past: Past, *, item: float, person: float, seed: int = 2) -> Past:
    rng = np.random.default_rng(seed)
    n = len(past.day)
    items, people = rng.integers(0, 20, n), rng.integers(0, 8, n)
    y = rng.normal(0, 1, 20)[items] * item + rng.normal(0, 1, 8)[people] * person
    return Past(
        day=past.day,
        minute=past.minute,
        place=past.place,
        planned_min=past.planned_min,
        actual_min=past.actual_min * np.exp(y),
        also={"item": tuple(f"i{k}" for k in items), "person": tuple(f"p{k}" for k in people)},
    )


def test_it_tells_slow_dishes_from_slow_people_and_slow_kitchens() -> None:
    law = learn_ratio(with_item_and_person(past_days(), item=0.2, person=0.1))
    assert law.also["item"].sd == pytest.approx(0.2, abs=0.08)
    assert law.also["person"].sd == pytest.approx(0.1, abs=0.06)
    assert law.sd_place == pytest.approx(0.12, abs=0.03)
    assert law.sd_step == pytest.approx(0.25, abs=0.015)
    true = np.random.default_rng(2)
    true.integers(0, 20, 14400), true.integers(0, 8, 14400)
    items = 0.2 * true.normal(0, 1, 20)
    found = np.array([law.also["item"].of(f"i{k}")[0] for k in range(20)])
    assert np.abs((found - found.mean()) - (items - items.mean())).max() < 0.05


def test_what_makes_no_difference_is_found_to_make_none() -> None:
    law = learn_ratio(with_item_and_person(past_days(), item=0, person=0))
    assert max(effects.sd for effects in law.also.values()) < 0.03


def test_a_dish_never_made_has_a_wide_law() -> None:
    law = learn_ratio(with_item_and_person(past_days(), item=0.3, person=0))
    known, new = law.law(20, "r1", item="i3", person="p1"), law.law(20, "r1", item="never", person="p1")
    assert new.p90 / new.p50 > known.p90 / known.p50 + 0.05


def test_it_does_not_see_load_where_there_is_none() -> None:
    assert learn_ratio(past_days(), with_load=True).load.slower == 0


def test_no_past_is_no_error() -> None:
    nothing = Past(
        day=np.zeros(0, int), minute=np.zeros(0), place=(), planned_min=np.zeros(0), actual_min=np.zeros(0)
    )
    law = learn_ratio(nothing, with_load=True)
    assert law.n == 0
    assert law.law(20.0).p50 == pytest.approx(20.0)
    assert law.law(20.0).p90 > 28


def test_the_law_of_a_step_covers_what_happens() -> None:
    law = learn_ratio(past_days(seed=1))
    later = past_days(seed=1, days=40)
    fresh = later.day >= 30
    inside = [
        law.law(planned, place).at(-1.2816) <= actual <= law.law(planned, place).at(1.2816)
        for planned, place, actual in list(
            zip(later.planned_min[fresh], np.array(later.place)[fresh], later.actual_min[fresh], strict=True)
        )[::10]
    ]
    assert np.mean(inside) == pytest.approx(0.8, abs=0.08)


def test_what_cannot_be_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match=r"must be > 0, got -1.0"):
        Past(
            day=np.zeros(1, int),
            minute=np.zeros(1),
            place=("r",),
            planned_min=np.ones(1),
            actual_min=-np.ones(1),
        )
    with pytest.raises(ValueError, match=r"got lengths \[1, 2\]"):
        Past(
            day=np.zeros(2, int),
            minute=np.zeros(1),
            place=("r",),
            planned_min=np.ones(1),
            actual_min=np.ones(1),
        )


@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 90), st.sampled_from("ab")), min_size=1, max_size=25
    ),
    st.sampled_from([10.0, 20.0]),
)
def test_begun_lately_counts_as_one_would_by_hand(steps: list[tuple[int, int, str]], window: float) -> None:
    past = Past(
        day=np.array([day for day, _, _ in steps]),
        minute=np.array([float(minute) for _, minute, _ in steps]),
        place=tuple(place for _, _, place in steps),
        planned_min=np.ones(len(steps)),
        actual_min=np.ones(len(steps)),
    )
    counted = begun_lately(past, window)
    for row, (day, minute, place) in enumerate(steps):
        near = [m for d, m, p in steps if d == day and p == place and minute - window < m <= minute]
        alike = sum(m == minute for m in near)
        assert len(near) - alike + 1 <= counted[row] <= len(near)


@given(st.integers(1, 12), st.integers(1, 12))
def test_more_load_never_makes_it_quicker(few: int, many: int) -> None:
    load = Load(window_min=20, at_ease=2, slower=0.12)
    low, high = sorted([few, many])
    assert float(load.log_factor(low)) <= float(load.log_factor(high))
