"""Backward equals forward: the latest permission of a sample is the last one with which it is on time."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from hovmester.engines.promising.moment import AT_PERMISSION, fixed, keeps, last_of

S = 16
minutes = arrays(np.float32, S, elements=st.floats(0, 100, width=32))
moments = arrays(np.float32, S, elements=st.floats(-50, 200, width=32))


@settings(max_examples=60)
@given(
    make=minutes,
    other=minutes,
    free=moments,
    courier=moments,
    drive=minutes,
    deadline=moments,
    at=st.floats(-100, 300),
)
def test_backward_equals_forward(make, other, free, courier, drive, deadline, at):
    at = float(np.float32(at))
    first = last_of([AT_PERMISSION, fixed(free)]).plus(make)
    second = AT_PERMISSION.plus(other)
    end = last_of([first, second]).not_before(courier).plus(drive)
    simulated = np.maximum(np.maximum(np.maximum(at, free) + make, at + other), courier) + drive
    np.testing.assert_allclose(end.at(at), simulated, atol=1e-3)
    clear = np.abs(simulated - deadline) > 1e-3
    assert ((at <= end.by(deadline)) == (simulated <= deadline))[clear].all()


@settings(max_examples=60)
@given(
    make=minutes, other=minutes, free=moments, courier=moments, good=st.floats(1, 80), at=st.floats(-100, 300)
)
def test_food_is_fresh_between_two_permissions(make, other, free, courier, good, at):
    at, good = float(np.float32(at)), float(np.float32(good))
    ready = last_of([AT_PERMISSION, fixed(free)]).plus(make)
    eaten = last_of([ready, AT_PERMISSION.plus(other)]).not_before(courier)
    low, high = keeps(ready, eaten, good)
    age = eaten.at(at) - ready.at(at)
    clear = np.abs(age - good) > 1e-2
    assert (((low <= at) & (at <= high)) == (age <= good))[clear].all()
