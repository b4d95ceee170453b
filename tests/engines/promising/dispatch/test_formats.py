"""Any day of the public format is played or refused in words, however odd; and so is any world laid over one."""

import json
import sys
from pathlib import Path

import pytest

from bench import mdrp, odds

FILES = {
    "restaurants": "restaurant\tx\ty\nr1\t8708\t5633\nr2\t9103\t6345\n",
    "couriers": "courier\tx\ty\ton_time\toff_time\nc1\t8000\t5000\t0\t400\nc2\t8000\t5000\t0\t400\n",
    "orders": "order\tx\ty\tplacement_time\trestaurant\tready_time\n"
    "o1\t9131\t7497\t43\tr1\t53\no2\t9024\t6677\t41\tr2\t57\n",
    "instance_parameters": "meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door\t"
    "maximum click-to-door\tpay per order\tguaranteed pay per hour\n320\t4\t4\t40\t90\t10\t15\n",
}
COURIERS, ORDERS = (FILES[name].splitlines()[0] + "\n" for name in ("couriers", "orders"))


def instance(folder: Path, **changed: str | tuple[str, str] | None) -> Path:
    """An instance of two orders, with files written anew, changed in one place, or left out."""
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        change = changed.get(name, text)
        if isinstance(change, tuple):
            assert change[0] in text
            change = text.replace(*change)
        if change is not None:
            (folder / f"{name}.txt").write_bytes(change.encode())
    return folder


ODD = {
    "two orders": ({}, 2),
    "one courier": ({"couriers": COURIERS + "c1\t0\t0\t0\t400\n"}, 2),
    "no couriers": ({"couriers": COURIERS}, 0),
    "no orders": ({"orders": ORDERS}, 0),
    "nobody on for hours": (
        {"couriers": COURIERS + "c1\t0\t0\t0\t45\nc2\t0\t0\t300\t400\n"},
        2,
    ),
    "everybody off before": ({"couriers": ("\t400", "\t20")}, 0),
    "a courier off before she is on": ({"couriers": ("c1\t8000\t5000\t0", "c1\t8000\t5000\t500")}, 2),
    "an order after everybody went off": ({"orders": ("\t43\tr1\t53", "\t943\tr1\t953")}, 1),
    "ready before it is placed": ({"orders": ("\t53", "\t13")}, 2),
    "all in one point": (
        {
            "orders": ORDERS + "o1\t8708\t5633\t43\tr1\t53\n",
            "couriers": COURIERS + "c1\t8708\t5633\t0\t400\n",
        },
        1,
    ),
    "parts of minutes": ({"orders": ("\t43\t", "\t43.5\t"), "couriers": ("\t400", "\t399.5")}, 2),
    "other services": ({"instance_parameters": ("\t4\t4\t", "\t3.5\t0\t")}, 2),
    "as fast as light": ({"instance_parameters": ("320", "1.8e10")}, 2),
    "slower than the day": ({"instance_parameters": ("320", "1")}, 0),
    "no line end at the end": ({name: text.rstrip("\n") for name, text in FILES.items()}, 2),
    "line ends of another system": ({name: text.replace("\n", "\r\n") for name, text in FILES.items()}, 2),
    "couriers on for two centuries": ({"couriers": ("\t400", "\t100000000")}, 2),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_day_is_played(name: str, tmp_path: Path) -> None:
    changed, delivered = ODD[name]
    played = mdrp.play(mdrp.load(instance(tmp_path / "odd", **changed)))  # type: ignore[arg-type]
    assert sum(len(line.get("orders", ())) for line in played.decisions) == delivered
    assert "NaN" not in json.dumps(mdrp.figures(played))


BROKEN = {
    "an order of no restaurant": (
        {"orders": ("\tr1", "\tr9")},
        r"orders.txt, row 1: restaurant 'r9' is not in restaurants.txt",
    ),
    "no number": ({"orders": ("9131", "here")}, r"orders.txt, row 1: 'x' must be a number, got 'here'"),
    "not a number": ({"orders": ("9131", "nan")}, r"orders.txt, row 1: 'x' must be a number, got 'nan'"),
    "twice": ({"orders": ("o2", "o1")}, r"orders.txt: each order is named once, got 'o1' more than once"),
    "half a row": ({"orders": ("\tr2\t57", "")}, r"orders.txt, row 2: there is no 'restaurant'"),
    "a column short": ({"couriers": ("off_time", "off")}, r"couriers.txt, row 1: there is no 'off_time'"),
    "an empty file": ({"orders": ""}, r"orders.txt: there is no header"),
    "nobody moves": ({"instance_parameters": ("320", "0")}, r"metres_per_min must be > 0, got 0"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_day_is_refused_with_file_row_and_value(name: str, tmp_path: Path) -> None:
    changed, message = BROKEN[name]
    with pytest.raises(ValueError, match=message):
        mdrp.load(instance(tmp_path / "broken", **changed))  # type: ignore[arg-type]


def test_what_can_be_played_is_written_and_what_cannot_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = instance(tmp_path / "good"), instance(tmp_path / "bad", couriers=None)
    out, lines = tmp_path / "decisions", tmp_path / "new" / "out.jsonl"
    command = ["bench.mdrp", f"{bad}/", f"{good}/", "--decisions", str(out), "--json", str(lines)]
    monkeypatch.setattr(sys, "argv", command)
    with pytest.raises(SystemExit) as ended:
        mdrp.main()
    assert ended.value.code == 1
    assert str(bad / "couriers.txt") in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["good.jsonl"]
    assert [json.loads(line)["instance"] for line in lines.read_text().splitlines()] == ["good"]


def test_two_folders_of_one_name_are_refused_before_anything_is_played() -> None:
    with pytest.raises(SystemExit, match="'day' more than once"):
        mdrp.each_once(["day", "other", "day"])


class Told:
    """A reality in which everything takes as long as planned, and making takes no time at all."""

    def make_min(self, order: str) -> float:
        return 0.0

    def drive_min(self, a: str, b: str, planned_min: float, depart_min: float) -> float:
        return planned_min

    def service_min(self, kind: str, order: str, planned_min: float) -> float:
        return planned_min


HISTORY = "day,minute,kind,place,planned_min,actual_min\n"
PASTS = {
    "none": "",
    "one step": "0,10,make,r1,10,12\n",
    "steps that took no time": "0,10,make,r1,10,0\n0,11,drive,,0,3\n1,10,make,r1,10,9\n",
    "drives alone": "0,10,drive,,5,6\n1,12,drive,,5,4\n",
    "other kitchens": "0,10,make,zz,10,12\n1,10,make,yy,8,7\n0,11,drive,,5,6\n1,11,drive,,5,5\n",
}


@pytest.mark.parametrize("past", PASTS)
@pytest.mark.parametrize("name", ODD)
def test_an_odd_evening_gets_odds_for_every_order(name: str, past: str, tmp_path: Path) -> None:
    changed, _ = ODD[name]
    folder = instance(tmp_path / "instance", **changed)  # type: ignore[arg-type]
    (tmp_path / "history.csv").write_text(HISTORY + PASTS[past])
    laws, days = odds.learn(tmp_path)
    day = mdrp.load(folder)
    evening = odds.Evening(day, laws, Told(), odds.practise(day, laws, days, seed=0), seed=0)
    evening.live()
    lines = odds.lines(evening)
    assert sorted(line["order"] for line in lines) == sorted(order.key for order in day.orders)
    assert all(0 < line["p_on_time"] < 1 for line in lines)
