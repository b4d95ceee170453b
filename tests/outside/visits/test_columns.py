"""Which column is what, where nobody said so."""

import ibis
import numpy as np
import pyarrow as pa
import pytest

from hovmester.engines.unsaid import Columns
from hovmester.outside.visits.columns import guess, is_people, looks_like_a_name
from hovmester.outside.visits.errors import CannotGuess
from hovmester.outside.visits.plain import figure

N = 200


def table(**columns) -> ibis.Table:
    return ibis.memtable(pa.table(columns))


def test_the_columns_of_a_restaurant_are_guessed():
    log = table(
        guest_id=[f"g{i}" for i in range(N)], visited_at=np.arange(N).astype("datetime64[s]"),
        spend=np.arange(N) / 2, site=["a", "b"] * (N // 2),
        waiter=["w1", "w2"] * (N // 2), table=[f"t{i % 5}" for i in range(N)], complained=[True, False] * (N // 2),
        receipt=[f"r{i}" for i in range(N)], review_score=[1, 5] * (N // 2), house=["ours"] * N,
    )  # fmt: skip
    assert guess(log, {}) == Columns(guest="guest_id", at="visited_at", spend="spend", site="site", visit="receipt",
                                     details=("waiter", "table"))  # fmt: skip


def test_the_columns_of_a_dutch_shop_are_guessed():
    log = table(klantnummer=["1"] * N, datum=["2024-01-31"] * N, bedrag=["12,50"] * N, filiaal=["x", "y"] * (N // 2),
                kassa=["k1", "k2"] * (N // 2))  # fmt: skip
    found = guess(log, {})
    assert (found.guest, found.at, found.spend, found.site) == ("klantnummer", "datum", "bedrag", "filiaal")


def test_what_is_named_is_not_guessed():
    log = table(
        customer=["1"] * N,
        member=["2"] * N,
        date=["2024-01-31"] * N,
        when=["2024-01-31"] * N,
        t=["a", "b"] * (N // 2),
    )
    found = guess(log, {"guest": "member", "at": "when", "details": ("t",)})
    assert (found.guest, found.at, found.details) == ("member", "when", ("t",))


def test_what_is_not_plain_is_asked_for_with_the_option():
    with pytest.raises(CannotGuess, match="Name it with --guest; the columns are a, b"):
        guess(table(a=["1"], b=["2"]), {})


def test_people_are_known_by_what_they_do_and_names_by_their_letters():
    assert is_people("Waiter")
    assert is_people("kok")
    assert not is_people("table")
    assert looks_like_a_name("Anna de Vries")
    assert not looks_like_a_name("w7")


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12.50", 12.5), ("12,50", 12.5), ("€ 1.234,50", 1234.5), ("1,234.50", 1234.5), ("1,234", 1234.0),
     ("kr 99,-", 99.0), ("-3.5", -3.5), ("", None), ("free", None)],
)  # fmt: skip
def test_amounts_are_read_however_they_are_written(text: str, amount: float | None):
    log = table(t=[text])
    assert log.select(v=figure(log.t)).to_pyarrow()["v"].to_pylist() == [amount]
