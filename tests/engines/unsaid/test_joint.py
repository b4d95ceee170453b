"""The joint model from sums alone, against models that see every row."""

from itertools import pairwise

import ibis
import numpy as np
import pyarrow as pa
import pytest
import statsmodels.api as sm
from scipy.optimize import minimize

from hovmester.engines.unsaid import small
from hovmester.engines.unsaid.joint import fit_joint, look_up, with_mu
from hovmester.engines.unsaid.pairs import Dimension, count_pairs

SIZES = {"a": 3, "b": 4, "e": 5}
N = 4000


def rows(seed: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    codes = {name: rng.integers(0, size, N) for name, size in SIZES.items()}
    codes["e"] = np.where(rng.random(N) < 0.4, codes["b"], codes["e"])  # values that go together
    p = rng.uniform(0.1, 0.8, N)
    rate = p * np.exp(0.3 * (codes["a"] == 1) - 0.4 * (codes["e"] == 2))
    known = {"sec": np.arange(N), "number": np.ones(N, int), "c": np.ones(N, int)}
    return codes | known | {"p": p, "d": (rng.random(N) < np.minimum(rate, 1)).astype(np.int64),
                    "guest_bucket": rng.integers(0, 64, N), "shift_bucket": rng.integers(0, 64, N)}  # fmt: skip


def fitted(data: dict[str, np.ndarray], ridge: float, dimensions=None):
    table = ibis.duckdb.connect(threads=1).create_table("t", ibis.memtable(pa.table(data)))
    dimensions = dimensions or [Dimension(name=k, column=k, size=s) for k, s in SIZES.items()]
    return fit_joint(table, count_pairs(table, dimensions, visits=N, horizon=1), ridge=ridge, buckets=64)


def design(data: dict[str, np.ndarray]) -> np.ndarray:
    return np.concatenate([np.eye(size)[data[name]] for name, size in SIZES.items()], axis=1)


def test_it_is_the_ridge_poisson_of_all_rows_by_brute_force():
    data = rows(1)
    x = design(data)

    def loss(beta):
        mu = data["p"] * np.exp(x @ beta)
        value = mu.sum() - data["d"] @ (np.log(data["p"]) + x @ beta) + 2.0 * (beta @ beta) / 2
        return value, x.T @ (mu - data["d"]) + 2.0 * beta

    brute = minimize(loss, np.zeros(x.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-8}).x
    assert fitted(data, 2.0).beta == pytest.approx(brute, abs=1e-4)


def test_it_agrees_with_statsmodels_where_the_ridge_is_light():
    data = rows(2)
    x = np.concatenate([np.ones((N, 1)), *[np.eye(s)[data[k]][:, 1:] for k, s in SIZES.items()]], axis=1)
    known = sm.GLM(data["d"], x, family=sm.families.Poisson(), offset=np.log(data["p"])).fit().params
    ours = fitted(data, 0.01).beta
    at = np.cumsum([0, *SIZES.values()])
    contrasts = [ours[i + 1 : j] - ours[i] for i, j in pairwise(at)]
    assert np.concatenate(contrasts) == pytest.approx(known[1:], abs=2e-3)


def test_clustered_errors_are_those_of_statsmodels():
    data = rows(3)
    x = np.concatenate([np.ones((N, 1)), *[np.eye(s)[data[k]][:, 1:] for k, s in SIZES.items()]], axis=1)
    model = sm.GLM(data["d"], x, family=sm.families.Poisson(), offset=np.log(data["p"]))
    known = model.fit(
        cov_type="cluster", cov_kwds={"groups": data["guest_bucket"], "use_correction": False}
    ).bse
    ours = fitted(data, 0.01)
    contrast = np.zeros(12)
    contrast[1], contrast[0] = 1, -1
    assert np.linalg.norm(contrast @ ours.by_guest) == pytest.approx(known[1], rel=0.01)


def test_the_hessian_is_that_of_the_rows():
    data = rows(4)
    ours, x = fitted(data, 2.0), design(data)
    mu = data["p"] * np.exp(x @ ours.beta)
    assert ours.hessian == pytest.approx((x.T * mu) @ x, rel=2e-3)
    assert ours.dispersion == pytest.approx(((data["d"] - mu) ** 2).sum() / mu.sum(), rel=1e-3)


def test_pairs_from_a_sample_of_the_visits_change_errors_little_and_effects_not_at_all(monkeypatch):
    data = rows(8)
    whole = fitted(data, 2.0)
    monkeypatch.setattr(small, "SAMPLE", N // 8)  # of 256 buckets half are used here
    some = fitted(data, 2.0)
    assert some.beta == pytest.approx(whole.beta, abs=1e-4)
    contrast = np.zeros(12)
    contrast[9], contrast[8] = 1, -1
    assert some.error(contrast) == pytest.approx(whole.error(contrast), rel=0.05)


def test_several_values_a_visit_are_the_same_as_a_column_for_each():
    """A bridge of one value a visit gives what the column gives; of two values, what two 0/1 columns give."""
    data = rows(5)
    bridge = ibis.memtable(pa.table({"row": [str(i) for i in range(N)], "e": data["e"]}))
    dims = [Dimension(name="a", column="a", size=3), Dimension(name="b", column="b", size=4),
            Dimension(name="e", column="e", size=5, bridge=bridge)]  # fmt: skip
    plain = {k: v for k, v in data.items() if k != "e"} | {"row": np.array([str(i) for i in range(N)])}
    assert fitted(plain, 2.0, dims).beta == pytest.approx(fitted(data, 2.0).beta, abs=1e-5)

    rng = np.random.default_rng(6)
    other = (data["e"] + 1 + rng.integers(0, 4, N)) % 5
    both = np.concatenate([np.arange(N), np.arange(N)]).astype(str)
    two = ibis.memtable(pa.table({"row": both, "e": np.concatenate([data["e"], other])}))
    ours = fitted(plain, 2.0, [*dims[:2], Dimension(name="e", column="e", size=5, bridge=two)])
    x = np.concatenate(
        [np.eye(3)[data["a"]], np.eye(4)[data["b"]], np.eye(5)[data["e"]] + np.eye(5)[other]], axis=1
    )
    mu = data["p"] * np.exp(x @ ours.beta)
    assert x.T @ (data["d"] - mu) - 2.0 * ours.beta == pytest.approx(np.zeros(12), abs=0.2)
    known = (x.T * mu) @ x
    assert ours.hessian == pytest.approx(known, rel=2e-3)


def test_whole_baskets_do_not_run_away():
    """Up to sixty dishes a visit, and guests who return less often than known: every dish seems to do it."""
    rng, dishes = np.random.default_rng(7), 60
    had = rng.random((N, dishes)).argsort(axis=1).argsort(axis=1) < rng.integers(1, dishes, N)[:, None]
    data = rows(7)
    data["d"] = (rng.random(N) < data["p"] * 0.3).astype(np.int64)
    data["row"] = np.arange(N).astype(str)
    visit, dish = np.nonzero(had)
    bridge = ibis.memtable(pa.table({"row": data["row"][visit], "dish": dish}))
    dimensions = [Dimension(name="a", column="a", size=3),
                  Dimension(name="dish", column="dish", size=dishes, bridge=bridge)]  # fmt: skip
    x = np.concatenate([np.eye(3)[data["a"]], had], axis=1)

    def loss(beta):
        mu = data["p"] * np.exp(x @ beta)
        return mu.sum() - data["d"] @ (x @ beta) + beta @ beta, x.T @ (mu - data["d"]) + 2.0 * beta

    brute = minimize(loss, np.zeros(x.shape[1]), jac=True, method="BFGS", options={"gtol": 1e-5}).x
    assert fitted(data, 2.0, dimensions).beta == pytest.approx(brute, abs=2e-3)


def test_a_look_up_gives_the_value_of_the_code():
    table = ibis.memtable(pa.table({"e": [0, 2, 1]}))
    assert table.select(v=look_up([0.5, 1.5, 2.5], table.e)).to_pyarrow()["v"].to_pylist() == [0.5, 2.5, 1.5]


def test_without_effects_the_expected_returns_are_p():
    data = rows(7)
    table = ibis.memtable(pa.table(data))
    dims = [Dimension(name="a", column="a", size=3)]
    mu = with_mu(table, dims, np.array([0, 3]), np.zeros(3)).mu.to_pyarrow().to_pylist()
    assert mu == pytest.approx(data["p"].tolist())
