"""From a log to findings: planted losses are found and dated, innocents left alone, every hard case answered."""

from datetime import date, datetime, timedelta

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from hovmester.engines.unsaid import (
    Columns,
    Mend,
    NobodyReturned,
    NotAVisitLog,
    NoVisits,
    Params,
    Report,
    Row,
    find_unsaid,
    small,
)
from hovmester.engines.unsaid.history import live
from tests.engines.unsaid.logs import NOW, as_ibis, log

COLUMNS = Columns(
    guest="guest_id", at="visited_at", spend="spend", details=("waiter", "table", "dish", "station")
)
FEW = Columns(guest="guest_id", at="visited_at", details=("table",))

SUSPECT_SEED = 33


def ask(table: pa.Table, columns: Columns = COLUMNS, **more) -> Report:
    return find_unsaid(as_ibis(table), columns, more.pop("params", None), now=more.pop("now", NOW), **more)


def accused(report: Report) -> set[tuple[str, str]]:
    return {(f.detail, f.value) for f in report.findings if f.verdict == "losing guests"}


def with_column(table: pa.Table, name: str, values) -> pa.Table:
    column = pa.array(values)
    return (
        table.set_column(table.column_names.index(name), name, column)
        if name in table.column_names
        else table.append_column(name, column)
    )


@pytest.fixture(scope="module")
def planted() -> pa.Table:
    return log(1, bad={("table", 4): 0.25, ("dish", 7): 0.3})


@pytest.fixture(scope="module")
def report(planted: pa.Table) -> Report:
    return ask(planted)


def test_it_finds_what_was_planted_and_nothing_else(report: Report):
    assert accused(report) == {("table", "t4"), ("dish", "d7")}


def test_a_finding_carries_its_evidence(report: Report):
    finding = next(f for f in report.findings if f.value == "t4")
    assert finding.low < finding.effect < finding.high < -0.03
    assert finding.since is None
    assert finding.at_risk > finding.at_risk_low > 0
    assert {"dish", "month", "visit rate before"} <= set(finding.adjusted_for)
    assert sum(w.returned for w in finding.weeks) < sum(w.expected for w in finding.weeks)
    assert finding.curve[-1].seen < finding.curve[-1].expected


def test_the_dish_is_accused_and_not_the_station_that_cooks_it(report: Report):
    assert "station" not in {detail for detail, _ in accused(report)}


def test_a_bad_station_is_accused_and_not_each_of_its_dishes():
    bad = {("dish", d): 0.25 for d in (1, 5, 9, 13, 17)}  # all that station s1 cooks
    found = accused(ask(log(2, bad=bad)))
    assert ("station", "s1") in found
    assert not [v for d, v in found if d == "dish"]


def test_the_audit_comes_with_every_run(report: Report, planted: pa.Table):
    audit = report.audit
    assert audit.rows == planted.num_rows
    assert audit.decoys >= 30
    assert audit.decoys_flagged <= 1
    assert 0 < audit.censored_share < 0.5
    assert audit.guests == pc.count_distinct(planted["guest_id"]).as_py()


def test_above_some_millions_trials_and_pairs_are_of_a_sample_and_the_findings_hold(
    planted: pa.Table, monkeypatch: pytest.MonkeyPatch
):
    whole = ask(planted, FEW)
    monkeypatch.setattr(small, "SAMPLE", planted.num_rows // 3)
    sampled = ask(planted, FEW)
    for one, other in zip(sampled.findings, whole.findings, strict=True):
        assert (one.detail, one.value, one.verdict, one.visits) == (
            other.detail,
            other.value,
            other.verdict,
            other.visits,
        )
        assert one.effect == pytest.approx(other.effect, abs=1e-3)
        assert one.low == pytest.approx(other.low, abs=5e-3)
    assert sampled.audit.decoys == whole.audit.decoys
    assert sampled.audit.decoys_flagged == 0


def test_a_house_without_faults_is_told_so():
    assert (
        accused(ask(log(10), Columns(guest="guest_id", at="visited_at", details=("waiter", "table", "dish"))))
        == set()
    )


def test_other_names_and_another_order_of_rows_permute_the_findings(report: Report, planted: pa.Table):
    names = {f"t{i}": f"T{(i * 5 + 3) % 12:02d}" for i in range(12)}
    renamed = with_column(planted, "table", [names[t] for t in planted["table"].to_pylist()])
    again = ask(renamed.take(np.random.default_rng(0).permutation(renamed.num_rows)))
    before = {
        (f.detail, names.get(f.value, f.value)): f for f in report.findings if f.verdict == "losing guests"
    }
    after = {(f.detail, f.value): f for f in again.findings if f.verdict == "losing guests"}
    assert before.keys() == after.keys()
    for key, finding in before.items():
        assert after[key].effect == pytest.approx(finding.effect, abs=1e-9)
        assert after[key].low == pytest.approx(finding.low, abs=1e-9)


def test_a_useless_detail_changes_nothing_beyond_noise(report: Report, planted: pa.Table):
    useless = with_column(
        planted, "napkin", np.random.default_rng(3).integers(0, 6, planted.num_rows).astype(str)
    )
    more = Columns(guest="guest_id", at="visited_at", spend="spend", details=(*COLUMNS.details, "napkin"))
    again = ask(useless, more)
    assert accused(again) == accused(report)
    for finding in again.findings:
        if finding.verdict == "losing guests":
            before = next(f for f in report.findings if f.value == finding.value)
            assert abs(finding.effect - before.effect) < 0.3 * (before.high - before.low) / 2


def test_the_future_is_never_used(planted: pa.Table):
    """What is known on a day does not change when later visits are added to the log and refused as not yet seen."""
    day = datetime(2024, 12, 1)  # noqa: DTZ001
    past = planted.filter(pc.less_equal(planted["visited_at"], pa.scalar(day, planted["visited_at"].type)))
    with_future, without = ask(planted, FEW, now=day), ask(past, FEW, now=day)
    assert [r.reason for r in with_future.refused] == ["in the future"]
    assert with_future.audit.rows_refused == planted.num_rows - past.num_rows
    assert with_future.findings == without.findings
    assert with_future.effects == without.effects


def test_a_knife_that_went_blunt_one_day_is_dated():
    found = ask(log(4, bad={("table", 4): 0.35}, since=250.0), FEW)
    finding = next(f for f in found.findings if f.value == "t4")
    assert abs(finding.since - date(2024, 9, 7)) <= timedelta(days=21)
    assert finding.since_low <= finding.since <= finding.since_high


def test_what_was_good_for_long_and_then_plainly_bad_is_accused_though_its_whole_time_is_not_bad_enough():
    found = ask(log(4, bad={("table", 4): 0.4}, since=400), FEW)
    blunt = next(f for f in found.findings if f.value == "t4")
    assert blunt.p > Params().q / 12  # of twelve tables, Benjamini-Hochberg lets it go
    assert blunt.verdict == "losing guests"
    assert abs(blunt.since - date(2025, 2, 4)) <= timedelta(days=14)
    assert accused(found) == {("table", "t4")}


def test_the_innocent_who_works_when_guests_come_less_often_is_cleared():
    """Waiter w3 serves Fridays only; Friday's guests are tourists who never come twice."""
    table = log(5)
    at = table["visited_at"].to_numpy().astype("datetime64[D]").astype(int)
    friday = (at + 3) % 7 == 4
    once = np.random.default_rng(1).random(table.num_rows) < 0.5
    guest = np.where(
        friday & once,
        np.char.add("tourist", np.arange(table.num_rows).astype(str)),
        table["guest_id"].to_numpy(zero_copy_only=False).astype(str),
    )
    waiter = np.where(
        friday & (np.random.default_rng(2).random(table.num_rows) < 0.6),
        "w3",
        np.where(
            table["waiter"].to_numpy(zero_copy_only=False) == "w3",
            "w2",
            table["waiter"].to_numpy(zero_copy_only=False),
        ),
    )
    found = ask(
        with_column(with_column(table, "guest_id", guest), "waiter", waiter),
        Columns(guest="guest_id", at="visited_at", details=("waiter", "table")),
    )
    assert ("waiter", "w3") not in accused(found)
    cleared = next(f for f in found.findings if f.value == "w3")
    assert cleared.verdict == "cleared"
    assert cleared.raw_effect < -0.1
    assert cleared.reason.code in ("works_when", "guests_differ")


def test_a_bad_table_given_to_regulars_is_found_though_its_raw_rate_looks_good():
    """The good guests get table t4, which sends some of them away: by rate it is the best table of the house."""
    rng = np.random.default_rng(6)
    guests = 2500
    pace = np.where(rng.random(guests) < 0.5, 6.0, 70.0)
    rows = []
    g, t, k = np.arange(guests), rng.uniform(0, 300, guests), 0
    while len(g) and k < 60:
        regular = (pace[g] < 10) & (k >= 2) & (rng.random(len(g)) < 0.5)
        table = np.where(regular, 4, rng.integers(0, 12, len(g)))
        rows += list(zip(g, t, table, strict=True))
        stays = rng.random(len(g)) > np.where(pace[g] < 10, 0.04, 0.6) + 0.09 * (table == 4)
        t = t + 1 + rng.exponential(pace[g])
        keep = stays & (t < 500)
        g, t, k = g[keep], t[keep], k + 1
    who, when, where = (np.array(column) for column in zip(*rows, strict=True))
    found = ask(pa.table({
        "guest_id": who.astype(str), "table": np.char.add("t", where.astype(str)),
        "visited_at": np.datetime64("2024-01-01T00:00:00", "s") + (when * 86400).astype("timedelta64[s]"),
    }), FEW)  # fmt: skip
    finding = next(f for f in found.findings if f.value == "t4")
    assert finding.verdict == "losing guests"
    assert finding.raw_effect > 0


def test_what_always_comes_together_cannot_be_told_apart():
    table = log(7, bad={("table", 4): 0.3})
    lamp = ["broken" if t == "t4" else f"lamp {i % 5}" for i, t in enumerate(table["table"].to_pylist())]
    columns = Columns(guest="guest_id", at="visited_at", details=("table", "lamp", "dish"))
    found = ask(with_column(table, "lamp", lamp), columns)
    together = [f for f in found.findings if f.verdict == "cannot tell apart"]
    assert len(together) == 1
    names = {(together[0].detail, together[0].value), *together[0].same_as}
    assert names == {("table", "t4"), ("lamp", "broken")}
    assert accused(found) == set()


def test_a_detail_introduced_last_week_is_no_accusation():
    table = log(8)
    new = table["visited_at"].to_numpy() >= np.datetime64("2025-05-08")
    found = ask(with_column(table, "menu", np.where(new, "new", np.random.default_rng(0).choice(["a", "b"], len(new)))),
                Columns(guest="guest_id", at="visited_at", details=("menu", "table")))  # fmt: skip
    assert accused(found) == set()


def test_a_detail_noted_only_when_something_went_wrong_is_compared_with_itself():
    """Two faults noted at one visit in fifty: those visits are bad, but neither fault is worse than the other."""
    table = log(9, guests=6000)
    rng = np.random.default_rng(4)
    noted = rng.random(table.num_rows) < 0.05
    fault = np.where(noted, rng.choice(["cold", "late"], table.num_rows), None)
    found = ask(
        with_column(table, "fault", pa.array(fault.tolist())),
        Columns(guest="guest_id", at="visited_at", details=("fault", "table")),
    )
    assert not [f for f in found.findings if f.detail == "fault" and f.verdict == "losing guests"]
    assert "detail_missing" in {n.code for n in found.notes}


def test_a_night_that_spoils_everybody_is_nobodys_fault():
    """The power fails on ten evenings: all guests of those shifts are lost, whoever served them."""
    table = log(13, guests=4000)
    days = table["visited_at"].to_numpy().astype("datetime64[D]").astype(int)
    dark = np.isin(days, np.random.default_rng(5).choice(np.unique(days), 10, replace=False))
    waiter = np.where(dark, "w1", table["waiter"].to_numpy(zero_copy_only=False))
    guests = table["guest_id"].to_numpy(zero_copy_only=False)
    first_dark = {}
    for g, d, at in zip(guests, dark, days, strict=True):
        if d:
            first_dark.setdefault(g, at)
    keep = np.array([at <= first_dark.get(g, 10**9) for g, at in zip(guests, days, strict=True)])
    found = ask(with_column(table, "waiter", waiter).filter(pa.array(keep)))
    finding = [f for f in found.findings if f.value == "w1" and f.verdict == "losing guests"]
    assert not finding or finding[0].high > -0.2  # ten shifts are ten observations, not a thousand


def test_two_guests_under_one_id_do_not_make_a_loss():
    """Merged guests come back sooner than anybody, wherever they sat."""
    table = log(14)
    guests = table["guest_id"].to_numpy(zero_copy_only=False).astype(str)
    merged = np.where(np.random.default_rng(6).random(len(guests)) < 0.1, "g1", guests)
    assert accused(ask(with_column(table, "guest_id", merged), FEW)) == set()


def test_many_values_a_visit_come_in_a_long_table(planted: pa.Table, report: Report):
    visit = planted["visit_id"].to_pylist()
    rng = np.random.default_rng(7)
    lines = pa.table({
        "visit_id": visit + visit, "detail": ["dish"] * len(visit) + ["drink"] * len(visit),
        "value": planted["dish"].to_pylist() + rng.integers(0, 5, len(visit)).astype(str).tolist(),
    })  # fmt: skip
    columns = Columns(guest="guest_id", at="visited_at", visit="visit_id", details=("table",))
    table = as_ibis(planted)
    long = table.get_backend().create_table("lines", ibis.memtable(lines))
    found = find_unsaid(table, columns, now=NOW, long=long)
    assert accused(found) == accused(report)


def test_a_long_table_without_the_visits_id_is_a_clear_error(planted: pa.Table):
    with pytest.raises(NotAVisitLog, match="visit's id"):
        ask(planted, FEW, long=pa.table({"visit_id": ["1"], "detail": ["dish"], "value": ["d1"]}))


def test_a_mend_that_brought_guests_back_is_proved():
    table = log(15, guests=6000, bad={("table", 4): 0.4}, until=250.0)
    mends = [Mend(detail="table", value="t4", mended_at=datetime(2024, 9, 7)),  # noqa: DTZ001
             Mend(detail="table", value="t99", mended_at=datetime(2024, 9, 7))]  # noqa: DTZ001  # fmt: skip
    found = ask(table, FEW, mends=mends)
    assert found.proofs[0].verdict == "proved"
    assert found.proofs[0].came_back > found.proofs[0].expected
    assert found.proofs[1].verdict == "no proof yet"
    assert found.proofs[1].reason == "mend_unknown"


def test_a_mend_that_changed_nothing_did_not_help():
    table = log(16, guests=6000, bad={("table", 4): 0.4})
    found = ask(table, FEW, mends=[Mend(detail="table", value="t4", mended_at=datetime(2024, 9, 7))])  # noqa: DTZ001
    assert found.proofs[0].verdict == "did not help"


def test_too_little_data_is_suspected_and_says_how_many_visits_more():
    few = ask(log(SUSPECT_SEED, guests=800, bad={("table", 4): 0.12}), params=Params(min_visits=50))
    finding = next(f for f in few.findings if f.value == "t4")
    assert finding.verdict == "suspected"
    more = ask(
        log(
            SUSPECT_SEED, guests=800 + 800 * finding.visits_needed // finding.visits, bad={("table", 4): 0.12}
        )
    )
    assert ("table", "t4") in accused(more)


def test_nobody_who_came_twice_is_a_clear_error(planted: pa.Table):
    alone = with_column(planted, "guest_id", [f"g{i}" for i in range(planted.num_rows)])
    with pytest.raises(NobodyReturned, match="No guest came twice"):
        ask(alone, FEW)


def test_one_id_for_everybody_is_refused_and_counted(planted: pa.Table):
    rng = np.random.default_rng(8)
    till = np.where(
        rng.random(planted.num_rows) < 0.3,
        "TILL",
        planted["guest_id"].to_numpy(zero_copy_only=False).astype(str),
    )
    found = ask(with_column(planted, "guest_id", till), FEW)
    refused = next(r for r in found.refused if r.reason == "walk-in")
    assert refused.rows == (till == "TILL").sum()
    assert refused.examples == (Row(guest="TILL"),)
    with pytest.raises(NoVisits, match="an id that cannot be one person"):
        ask(with_column(planted, "guest_id", ["TILL"] * planted.num_rows), FEW)


def test_an_empty_log_is_a_clear_error(planted: pa.Table):
    with pytest.raises(NoVisits, match="a heading but no rows"):
        ask(planted.slice(0, 0), FEW)


def test_a_visit_written_twice_counts_once(planted: pa.Table, report: Report):
    twice = pa.concat_tables([planted, planted.slice(100, 500)])
    found = ask(twice)
    assert [(r.reason, r.rows) for r in found.refused] == [("same visit twice", 500)]
    assert {f.value: round(f.effect, 6) for f in found.findings} == {
        f.value: round(f.effect, 6) for f in report.findings
    }


def test_rows_without_guest_or_date_are_refused_and_counted(planted: pa.Table):
    n = planted.num_rows
    guest = [None if i % 10 == 0 else g for i, g in enumerate(planted["guest_id"].to_pylist())]
    at = [None if i % 10 == 1 else t for i, t in enumerate(planted["visited_at"].to_pylist())]
    table = [None if i % 10 == 2 else t for i, t in enumerate(planted["table"].to_pylist())]
    bad = with_column(with_column(with_column(planted, "guest_id", guest), "visited_at", at), "table", table)
    found = ask(bad, FEW)
    assert {r.reason: r.rows for r in found.refused} == {
        "no guest": len(range(0, n, 10)),
        "no readable date": len(range(1, n, 10)),
    }
    assert found.audit.rows_refused == sum(r.rows for r in found.refused)
    assert found.audit.rows == n


def test_details_that_can_tell_nothing_are_left_out_with_a_note(planted: pa.Table):
    n = planted.num_rows
    table = with_column(planted, "receipt", [f"r{i}" for i in range(n)])
    table = with_column(table, "house", ["ours"] * n)
    table = with_column(table, "empty", pa.nulls(n, pa.string()))
    table = with_column(table, "code", (np.arange(n) // 3).astype(str))
    columns = Columns(
        guest="guest_id", at="visited_at", details=("receipt", "house", "empty", "code", "table")
    )
    codes = {n.facts["detail"]: n.code for n in ask(table, columns).notes if "detail" in n.facts}
    assert codes == {
        "receipt": "detail_unique",
        "house": "detail_constant",
        "empty": "detail_empty",
        "code": "detail_rare",
    }
    with pytest.raises(NotAVisitLog, match="house has the same value at every visit"):
        ask(table, Columns(guest="guest_id", at="visited_at", details=("receipt", "house")))


def test_of_ninety_thousand_values_those_seen_often_are_looked_at():
    many = log(17, guests=60_000, bad={("table", 4): 0.3})
    rng = np.random.default_rng(3)
    n = many.num_rows
    often = rng.random(n) < 0.6
    serial = np.where(often, rng.integers(0, 9, n), 100 + rng.permutation(n))
    found = ask(with_column(many, "serial", serial.astype(str)),
                Columns(guest="guest_id", at="visited_at", details=("serial", "table")))  # fmt: skip
    note = next(n for n in found.notes if n.code == "detail_pooled")
    assert note.facts["values"] == 9 + (~often).sum()
    assert note.facts["values"] > 90_000
    assert note.facts["kept"] == 9
    assert accused(found) == {("table", "t4")}


def test_the_note_says_how_many_values_are_looked_at_where_rows_were_refused_too():
    many = log(18)
    serial = np.random.default_rng(4).integers(0, 40, many.num_rows).astype(str)
    nobody = [None if i < 3 else g for i, g in enumerate(many["guest_id"].to_pylist())]
    found = ask(
        with_column(with_column(many, "serial", serial), "guest_id", nobody),
        Columns(guest="guest_id", at="visited_at", details=("serial", "table")),
        params=Params(max_values=20),
    )
    note = next(n for n in found.notes if n.code == "detail_pooled")
    assert (note.facts["values"], note.facts["kept"]) == (40, 20)
    assert sum(e.detail == "serial" for e in found.effects) == 20


def test_an_id_seen_again_after_years_is_another_guest(planted: pa.Table):
    old = planted.slice(0, 400)
    at = pc.cast(
        pc.subtract(pc.cast(old["visited_at"], pa.int64()), 1200 * 86400), planted["visited_at"].type
    )
    found = ask(pa.concat_tables([with_column(old, "visited_at", at), planted]), FEW)
    note = next(n for n in found.notes if n.code == "id_reused")
    assert note.facts["ids"] > 100


def test_a_visit_written_twice_hides_no_new_guest_behind_an_old_id():
    """After three years of silence an id comes back with a visit that stands in the log twice."""
    day = 86_400
    moments = [[k * day + i * 60 for k in (0, 20, 1200, 1200, 1230)] for i in range(200)]
    rows = [(f"g{i}", sec) for i, guest in enumerate(moments) for sec in guest]
    old_ids = ibis.memtable(pa.table({"who": [int(g[1:]) for g, _ in rows], "sec": [sec for _, sec in rows]}))
    guests = ibis.memtable(pa.table({"who": range(200), "guest": [f"g{i}" for i in range(200)]}))
    lived = live(old_ids, guests, now_sec=1300 * day, keep=())
    numbers = lived.visits.order_by("who", "sec").number.to_pyarrow().to_pylist()
    assert numbers == [1, 2, 1, 2] * 200
    assert [(r.reason, r.rows) for r in lived.refused] == [("same visit twice", 200)]


def test_a_column_that_is_not_there_is_named(planted: pa.Table):
    with pytest.raises(NotAVisitLog, match="no column 'gast'"):
        ask(planted, Columns(guest="gast", at="visited_at", details=("table",)))


def test_a_data_frame_says_the_same_as_an_ibis_table(planted: pa.Table):
    frame = find_unsaid(planted.to_pandas(), FEW, now=NOW)
    table = ask(planted, FEW)
    assert [(f.value, f.verdict, f.effect) for f in frame.findings] == [
        (f.value, f.verdict, pytest.approx(f.effect)) for f in table.findings
    ]


def test_moments_with_a_zone_are_not_taken_for_the_clock_of_the_place(planted: pa.Table):
    zoned = planted.set_column(1, "visited_at", planted["visited_at"].cast(pa.timestamp("us", "UTC")))
    with pytest.raises(NotAVisitLog, match="turn them to the clock of the place"):
        ask(zoned, FEW)


def test_what_is_no_table_is_told_so():
    with pytest.raises(NotAVisitLog, match="an Arrow table, got int"):
        find_unsaid(7, FEW, now=NOW)


def test_one_of_a_hundred_guests_who_has_a_tenth_of_all_visits_is_nobody(planted: pa.Table):
    guests = [f"g{i % 250}" if i % 5 else "TILL" for i in range(planted.num_rows)]
    start = np.datetime64("2015-01-01", "s")  # over ten years: not three a day
    moments = start + (np.arange(planted.num_rows) * 3650 * 86400 // planted.num_rows).astype(
        "timedelta64[s]"
    )
    table = planted.set_column(0, "guest_id", pa.array(guests)).set_column(1, "visited_at", pa.array(moments))
    refused = {r.reason: r for r in ask(table, FEW).refused}
    assert refused["walk-in"].examples == (Row(guest="TILL"),)


def test_params_out_of_bounds_are_refused_with_bound_and_value():
    with pytest.raises(ValueError, match="horizon_days must be between 7 and 730, got 3"):
        Params(horizon_days=3)
    with pytest.raises(ValueError, match="margin must be between 0 and 1, got 60"):
        Params(margin=60)
