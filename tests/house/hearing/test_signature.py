"""Whoever does not hold the secret is not heard."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hovmester.house.hearing.errors import NotSigned
from hovmester.house.hearing.signature import WINDOW, sign, verify

NOW = datetime(2026, 5, 1, 17, 0, tzinfo=UTC)
SECRETS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


def is_heard(body, *, secret, timestamp, signature, now=NOW):
    try:
        verify(body, secret=secret, timestamp=timestamp, signature=signature, now=now)
    except NotSigned:
        return False
    return True


def test_a_known_signature_never_changes():
    """Made with `printf '1777654800.{}' | openssl dgst -sha256 -hmac secret`."""
    assert sign(b"{}", secret="secret", at=NOW) == (
        "1777654800",
        "v1=cbd96bca4796a5004edd8d79567dbc06e02271f2b0d9e8342af90cf0002e2943",
    )


@given(body=st.binary(max_size=300), secret=SECRETS, skew=st.integers(-300, 300))
def test_what_is_signed_is_heard_within_the_window(body, secret, skew):
    timestamp, signature = sign(body, secret=secret, at=NOW)
    assert is_heard(
        body, secret=secret, timestamp=timestamp, signature=signature, now=NOW + timedelta(seconds=skew)
    )


@given(body=st.binary(max_size=300), other=st.binary(max_size=300), secret=SECRETS)
def test_another_body_is_not_heard(body, other, secret):
    timestamp, signature = sign(body, secret=secret, at=NOW)
    assert is_heard(other, secret=secret, timestamp=timestamp, signature=signature) == (body == other)


@given(body=st.binary(max_size=300), secret=SECRETS, other=SECRETS)
def test_another_secret_is_not_heard(body, secret, other):
    timestamp, signature = sign(body, secret=secret, at=NOW)
    same = secret.encode().ljust(64, b"\0") == other.encode().ljust(64, b"\0")  # HMAC pads a key with zeros
    assert is_heard(body, secret=other, timestamp=timestamp, signature=signature) == same


@given(timestamp=st.text(max_size=20), signature=st.text(max_size=80))
def test_made_up_headers_are_not_heard_and_break_nothing(timestamp, signature):
    assert not is_heard(b"{}", secret="secret", timestamp=timestamp, signature=signature)


@pytest.mark.parametrize("away", [WINDOW + timedelta(seconds=1), -WINDOW - timedelta(seconds=1)])
def test_a_request_from_outside_the_window_is_not_heard(away):
    timestamp, signature = sign(b"{}", secret="secret", at=NOW)
    with pytest.raises(NotSigned) as refused:
        verify(b"{}", secret="secret", timestamp=timestamp, signature=signature, now=NOW + away)
    assert refused.value.field == "Hovmester-Timestamp"


def test_moving_the_moment_breaks_the_signature():
    _, signature = sign(b"{}", secret="secret", at=NOW - timedelta(days=1))
    moved = str(int(NOW.timestamp()))
    assert not is_heard(b"{}", secret="secret", timestamp=moved, signature=signature)


def test_an_empty_secret_signs_nothing():
    timestamp, signature = sign(b"{}", secret="", at=NOW)
    assert not is_heard(b"{}", secret="", timestamp=timestamp, signature=signature)
