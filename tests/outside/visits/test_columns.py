"""Which column is what, where nobody said so."""

import ibis
import numpy as np
import pyarrow as pa
import pytest

from hovmester.engines.unsaid import Columns
from hovmester.outside.visits.columns import guess, is_people, looks_like_a_name
from hovmester.outside.visits.errors import CannotGuess
from hovmester.outside.visits.plain import decimal_mark, figure

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


@pytest.mark.parametrize(
    "detail",
    ["Waiter", "waiter_id", "head waiter", "served_by", "kok", "souschef", "Ober", "servitør", "cooks"],
)
def test_people_are_known_by_what_they_do(detail: str):
    assert is_people(detail)


@pytest.mark.parametrize("detail", ["table", "cookies", "hostel", "October", "budget", "report", "agenda"])
def test_things_are_not_people(detail: str):
    assert not is_people(detail)


@pytest.mark.parametrize("value", ["Anna de Vries", "Bo", "JK", "Åse", "Anna2", "J. de Vries"])
def test_names_are_known_by_their_letters(value: str):
    assert looks_like_a_name(value)


@pytest.mark.parametrize("value", ["w7", "1042", "emp-12", "W", "s 3"])
def test_codes_are_no_names(value: str):
    assert not looks_like_a_name(value)


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ({"guest": "when"}, "Column 'when' cannot be both the guest and the moment of the visit"),
        ({"details": ("table", "guest")}, "'guest' is the guest, the moment or the spend and no detail"),
        ({"details": ("tags",)}, "'tags' holds array<string>; several values a visit come in a table"),
        ({"guest": "tags"}, "'tags' holds array<string>, not one value a visit"),
    ],
)
def test_a_column_in_a_part_it_cannot_play_is_refused(named: dict, sentence: str):
    log = table(guest=["1"] * N, when=["2024-01-31"] * N, table=["a", "b"] * (N // 2), tags=[["a"]] * N)
    with pytest.raises(CannotGuess) as error:
        guess(log, {"guest": "guest", "at": "when"} | named)
    assert sentence in error.value.sentence


def test_a_file_without_a_heading_is_told_so():
    with pytest.raises(CannotGuess, match="Is the first line a visit"):
        guess(table(**{"g7": ["g8"], "2024-01-31": ["2024-02-01"]}), {})


def test_a_detail_named_twice_is_one():
    log = table(guest=["1"] * N, date=["2024-01-31"] * N, t=["a", "b"] * (N // 2))
    assert guess(log, {"details": ("t", "t")}).details == ("t",)


@pytest.mark.parametrize(
    ("text", "amount"),
    [("12.50", 12.5), ("12,50", 12.5), ("€ 1.234,50", 1234.5), ("1,234.50", 1234.5), ("1,234", 1234.0),
     ("1.234", 1234.0), ("1 234,50 kr", 1234.5), ("1'234.50", 1234.5), ("kr. 99,-", 99.0), ("-3.5", -3.5),
     ("(3.50)", -3.5), ("3.50-", -3.5), ("", None), ("free", None), ("nan", None), ("1e400", None), ("2 of 3", None)],
)  # fmt: skip
def test_amounts_are_read_however_they_are_written(text: str, amount: float | None):
    assert amounts(text) == [amount]


def test_the_whole_column_tells_what_its_decimals_are_marked_with():
    assert amounts("1.234", "0,50") == [1234.0, 0.5]
    assert amounts("1.234", "0.50") == [1.234, 0.5]
    assert amounts("1,234", "0.50") == [1234.0, 0.5]


def test_an_amount_that_could_be_two_is_none_where_the_column_does_not_tell():
    assert amounts("1,234", "0.50", "0,75", "12") == [None, 0.5, 0.75, 12.0]


def amounts(*texts: str) -> list[float | None]:
    log = table(t=list(texts))
    read = log.select(v=figure(log.t, decimal_mark(log, "t")))
    return read.to_pyarrow()["v"].to_pylist()
