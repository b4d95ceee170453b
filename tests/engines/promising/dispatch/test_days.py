"""Whole days on public instances, played and then judged by the judge of the instances, where both are at hand."""

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType

import pytest

from bench.mdrp import figures, load, play

ROOT = Path(__file__).parents[4]
DATA = Path(os.environ.get("HOVMESTER_DATA", ROOT.parent / "shared" / "data")) / "mdrp"
JUDGE = ROOT.parent / "shared" / "tools" / "mdrp_eval.py"
DAYS = ["0r50t75s2p100", "4o50t75s1p100"]  # quiet, and short of couriers


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    if not JUDGE.exists():
        pytest.skip("the judge of the instances is not at hand: ../shared/tools/mdrp_eval.py")
    spec = importlib.util.spec_from_file_location("mdrp_eval", JUDGE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(params=DAYS)
def folder(request: pytest.FixtureRequest) -> Path:
    if not (DATA / request.param).exists():
        pytest.skip(f"the public instance is not at hand: {DATA / request.param}")
    return DATA / request.param


def test_a_whole_day_keeps_the_rules_and_beats_the_published_rolling_horizon(
    folder: Path, judge: ModuleType
) -> None:
    played = play(load(folder))
    verdict = judge.judge(folder, [json.loads(json.dumps(decision)) for decision in played.decisions])
    assert verdict["broken"] == []
    ours = figures(played)
    for name in ("undelivered_pct", "click_to_door", "penalised_click_to_door", "cost_per_order", "overage"):
        assert ours[name] == pytest.approx(verdict[name]), name
    assert ours["undelivered_pct"] <= 0.4
    assert ours["ready_to_pickup"] < 2.5
