"""Whatever the house and the wish: an answer, never an exception."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hovmester.engines.promising import answer, standings
from hovmester.engines.promising.law import Law
from hovmester.engines.promising.model import (
    Arrival,
    DoneStep,
    House,
    MeetingPoint,
    Params,
    Promise,
    Station,
    Step,
    StepKind,
    Time,
    Vehicle,
    Verdict,
    Wanted,
    Window,
    Wish,
    Worker,
)
from hovmester.engines.promising.suggesting import SuggestParams, suggest
from hovmester.engines.promising.suggesting.weighing import moved
from tests.engines.promising.cast import DOOR_B, HOME, NEAR, NEWARK, PORTERHOUSE, SANDWICH, SITE

pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")  # whole houses
TINY = Params(samples=128, fresh_samples=256)

minutes = st.integers(-400, 900).map(float)
laws = st.one_of(
    st.builds(Law.fixed, st.floats(0, 90)),
    st.builds(
        lambda p50, ratio, n: Law.from_p50_p90(p50, p50 * ratio, n=n),
        st.floats(0, 90),
        st.floats(1, 4),
        st.integers(0, 200),
    ),
)
windows = st.builds(lambda a, b: Window(start=min(a, b), end=max(a, b)), minutes, minutes)
some_windows = st.lists(windows, max_size=3).map(tuple)
places = st.sampled_from([None, HOME, NEAR, NEWARK])
stations = st.sampled_from(["grill", "ghost", ""])
workers = st.sampled_from(["w0", "w1", "ghost", ""])
vehicles = st.sampled_from(["v0", "ghost", ""])


@st.composite
def steps(draw: st.DrawFn) -> Step:
    began = draw(st.one_of(st.none(), st.integers(-300, 0).map(float)))
    ended = draw(st.one_of(st.none(), st.integers(0, 60))) if began is not None else None
    return Step(
        kind=draw(st.sampled_from(StepKind)), law=draw(laws), start=draw(minutes), worker=draw(workers),
        station=draw(stations), vehicle=draw(vehicles), item=draw(st.sampled_from(["porterhouse", "ghost", ""])),
        qty=draw(st.integers(1, 5)), to=draw(places), origin=draw(places), began=began,
        ended=None if ended is None else began + ended,
    )  # fmt: skip


@st.composite
def arrivals(draw: st.DrawFn) -> Arrival:
    return Arrival(at=draw(minutes), late=draw(laws), never=draw(st.sampled_from([0.0, 0.1, 1.0])))


@st.composite
def houses(draw: st.DrawFn) -> House:
    promises = tuple(
        Promise(
            key=f"p{n}", site=draw(st.sampled_from(["manhattan", "ghost"])), deadline=draw(minutes),
            earliest=draw(st.one_of(st.none(), minutes)), arrival=draw(st.one_of(st.none(), arrivals())),
            patience_min=draw(st.sampled_from([0.0, 15.0])), steps=tuple(draw(st.lists(steps(), max_size=6))),
        )
        for n in range(draw(st.integers(0, 4)))
    )  # fmt: skip
    crew = tuple(
        Worker(
            key=f"w{n}", site="manhattan", skills=draw(st.sampled_from([(), ("grill",)])), drives=draw(st.booleans()),
            shifts=draw(some_windows), breaks=draw(some_windows),
        )
        for n in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    return House(
        sites=draw(st.sampled_from([(), (replace(SITE, open=draw(some_windows)),), (SITE,)])),
        stations=draw(
            st.sampled_from([(), (Station(key="grill", site="manhattan", places=2, skill="grill"),)])
        ),
        workers=crew,
        vehicles=draw(st.sampled_from([(), (Vehicle(key="v0", site="manhattan", kind="bike"),)])),
        items=draw(
            st.sampled_from(
                [(), (replace(PORTERHOUSE, make=draw(laws), pack=draw(laws), keeps_min=5), SANDWICH)]
            )
        ),
        promises=promises,
        done=tuple(
            DoneStep(
                kind=draw(st.sampled_from(StepKind)),
                site="manhattan",
                law=draw(laws),
                began=began,
                ended=began + 9,
            )
            for began in draw(st.lists(minutes, max_size=3))
        ),
        floor=draw(st.floats(0, 1)),
        reach_m=draw(st.sampled_from([0.0, 60_000.0])),
    )


times = st.one_of(
    st.just(Time()),
    st.builds(Time.by, minutes),
    st.builds(Time.point, minutes, st.floats(0, 60)),
    st.builds(Time.arriving, minutes, laws, st.floats(0, 60), st.sampled_from([0.0, 0.5, 1.0])),
)
wishes = st.builds(
    Wish,
    wanted=st.lists(
        st.builds(
            Wanted, item=st.sampled_from(["porterhouse", "sandwich", "ghost"]), qty=st.integers(1, 30),
            elsewhere=st.sampled_from([(), ("sandwich",)]), offered_elsewhere=st.sampled_from([(), ("sandwich",)]),
        ),
        max_size=3,
    ).map(tuple),
    meeting_points=st.lists(
        st.sampled_from([DOOR_B, MeetingPoint(name="bar", at=HOME, walk=Law.fixed(0))]), min_size=1, max_size=2
    ).map(tuple),
    time=times,
    offered=st.sampled_from([(), (DOOR_B,)]),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(house=houses(), wish=wishes, now=st.sampled_from([0.0, -30.0, 2e6]), seed=st.integers(0, 9))
def test_there_is_always_an_answer(house, wish, now, seed):
    said = answer(house, wish, TINY, now=now, seed=seed)
    assert said.verdict in Verdict
    assert (said.p_on_time is None) == (said.reason is not None)
    for stands in standings(house, TINY, now=now, seed=seed):
        assert 0 <= stands.p_on_time <= 1


@settings(max_examples=60, deadline=None)
@given(house=houses(), now=st.sampled_from([0.0, -30.0, 2e6]), stuck=st.booleans(), seed=st.integers(0, 9))
def test_whatever_is_suggested_is_what_the_house_so_planned_says(house, now, stuck, seed):
    stakes = SuggestParams(samples=(64, 64, 128))
    for promise in house.promises:
        found = suggest(
            house, promise.key, TINY, now=now, seed=seed, points=(DOOR_B,), stuck=stuck, stakes=stakes
        )
        if found is None:
            continue
        after = standings(moved(house, found.steps), TINY, now=now, seed=seed)
        said = {effect.promise: effect.p_after for effect in found.effects}
        for stands in after:
            assert abs(said.get(stands.promise, stands.p_raw) - stands.p_raw) <= (0 if now < 1e6 else 0.05)
