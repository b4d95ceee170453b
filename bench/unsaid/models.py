"""The joint model as pyfixest and glum fit it, each in a process of its own.

python -m bench.unsaid.models glum ROWS DETAIL ...

ROWS is a Parquet file of compressed rows: d, p, guest_bucket and a column of codes for each dimension. Reading it is
not timed. Both fit d ~ Poisson(p exp(effects)) with errors clustered by guests, on as many threads as OMP_NUM_THREADS:

* glum: all dimensions at once, as tabmat's categoricals; first the bare fit, then the clustered errors of every value
* pyfixest: the effects and errors of one dimension, all others absorbed; then of every other detail in the same way.
  Dummies for all of them at once take 16 GB for a million visits.

Prints a JSON object {"what", "seconds", "cpu", "effects"} for each; effects are those of the first dimension's values.
"""

import json
import sys
import time
import warnings
from collections.abc import Iterator

import numpy as np
import pandas as pd

Fit = tuple[str, np.ndarray]


def glum(frame: pd.DataFrame, columns: list[str]) -> Iterator[Fit]:
    import tabmat
    from glum import GeneralizedLinearRegressor

    x = tabmat.from_df(frame[columns].astype("category"), drop_first=True)
    known = {"y": frame["d"].to_numpy(float), "offset": frame["offset"].to_numpy(float)}
    model = GeneralizedLinearRegressor(family="poisson", alpha=0)
    model.fit(x, **known)
    effects = np.array([0.0, *model.coef_[: frame[columns[0]].nunique() - 1]])
    yield "glum, the fit alone", effects
    model.covariance_matrix(X=x, **known, sample_weight=np.ones(len(frame)),
                            clusters=frame["guest_bucket"].to_numpy(), skip_checks=True)  # fmt: skip
    yield "glum, with clustered errors", effects


def pyfixest(frame: pd.DataFrame, columns: list[str]) -> Iterator[Fit]:
    import pyfixest as pf

    def effects(detail: str) -> np.ndarray:
        others = [column for column in columns if column != detail]
        formula = f"d ~ C({detail}) | " + " + ".join(others)
        fit = pf.fepois(formula, data=frame, offset="offset", vcov={"CRV1": "guest_bucket"})
        return np.array(
            [0.0, *(value for name, value in fit.coef().items() if name.startswith(f"C({detail})"))]
        )

    first = effects(columns[0])
    yield "pyfixest, one detail of them", first
    for detail in columns[1:-1]:  # the last, weekday and hour, is no detail
        effects(detail)
    yield "pyfixest, every detail in turn", first


RIVALS = {"glum": glum, "pyfixest": pyfixest}

if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    rival, rows, *dimensions = sys.argv[1:]
    table = pd.read_parquet(rows)
    table["offset"] = np.log(table["p"].to_numpy(float))
    start, before = time.perf_counter(), time.process_time()
    for what, effects in RIVALS[rival](table, dimensions):
        took = {"seconds": time.perf_counter() - start, "cpu": time.process_time() - before}
        print(json.dumps({"what": what, **took, "effects": effects.tolist()}), flush=True)
