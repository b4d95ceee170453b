"""`hovmester unsaid VISITS`: the whole of story two from a log of visits."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import ibis.expr.types as ir
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from hovmester.answering.telling import _
from hovmester.answering.words import LANGUAGES
from hovmester.cli.unsaid_page import page
from hovmester.cli.unsaid_saying import Saying, as_json, steerless, text
from hovmester.engines.unsaid import Columns, Mend, NotAVisitLog, Params, Report, UnsaidError, find_unsaid
from hovmester.outside.visits.columns import guess
from hovmester.outside.visits.errors import BadOption, VisitLogError
from hovmester.outside.visits.moments import MOMENT, read_moments
from hovmester.outside.visits.opening import MEMORY, Opened, opened
from hovmester.outside.visits.plain import plain

STAGES = (
    _("Reading the visits"),
    _("Following every guest"),
    _("Learning how guests return"),
    _("Weighing all details at once"),
    _("Trying the method on decoys"),
    _("Looking at the gap before the visit"),
    _("Finding when it began and what it costs"),
    _("Done"),
)

app = typer.Typer(add_completion=False)


@app.command()
def unsaid(
    visits: Annotated[
        str, typer.Argument(help="CSV or Parquet file(s) of visits, one row a visit; or a table with --on.")
    ],
    guest: Annotated[str | None, typer.Option(help="Column with the guest. Guessed when not named.")] = None,
    at: Annotated[str | None, typer.Option(help="Column with the moment of the visit.")] = None,
    spend: Annotated[str | None, typer.Option(help="Column with the amount spent.")] = None,
    site: Annotated[str | None, typer.Option(help="Column with the place, for a house with several.")] = None,
    visit: Annotated[str | None, typer.Option(help="Column with the visit's id; needed with --long.")] = None,
    details: Annotated[str, typer.Option(help="Columns with the details in play, separated by commas.")] = "",
    long: Annotated[
        str | None, typer.Option(help="A second table visit_id, detail, value: many values a visit.")
    ] = None,
    mends: Annotated[
        str | None, typer.Option(help="A table detail, value, mended_at: did the mends help?")
    ] = None,
    horizon: Annotated[int, typer.Option(min=7, max=730, help="Days within which a return counts.")] = 120,
    margin: Annotated[
        float, typer.Option(min=0, max=1, help="Share of spend that stays with the house.")
    ] = 0.6,
    worse_than: Annotated[
        float, typer.Option(min=0, max=0.5, help="A loss smaller than this is nobody's business.")
    ] = 0.03,
    on: Annotated[
        str, typer.Option(help="duckdb, spark, or an Ibis URL such as duckdb://house.duckdb.")
    ] = "duckdb",
    zone: Annotated[str, typer.Option(help="Time zone of the place, for moments that carry one.")] = "UTC",
    dates: Annotated[
        str | None, typer.Option(help="dmy or mdy, where 03/04/2024 can be read in two ways.")
    ] = None,
    now: Annotated[
        str, typer.Option(help="Up to when returns could be seen, ISO 8601. Default: the last visit.")
    ] = "",
    html: Annotated[
        Path | None, typer.Option(help="Write the report with its pictures to this one file.")
    ] = None,
    as_json_: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    people: Annotated[bool, typer.Option("--people", help="Show names of people, as questions.")] = False,
    language: Annotated[str, typer.Option(help="en, nl or nb.")] = "en",
    currency: Annotated[str, typer.Option(help="Sign or code before amounts.")] = "€",
    memory: Annotated[str, typer.Option(help="What DuckDB may hold in memory.")] = MEMORY,
    threads: Annotated[int | None, typer.Option(min=1, help="Threads to use. Default: all.")] = None,
) -> None:
    """Which details quietly cost you guests, found from who came back and who did not."""
    saying = Saying(language=language, people=people, currency=currency)
    named = {
        "guest": guest,
        "at": at,
        "spend": spend,
        "site": site,
        "visit": visit,
        "details": _split(details),
    }
    params = Params(horizon_days=horizon, margin=margin, worse_than=worse_than)
    with _progress(saying, quiet=as_json_) as tell:
        try:
            _check_options(language, dates, zone, html)
            with opened(visits, long=long, mends=mends, on=on, memory=memory, threads=threads) as log:
                columns, report = _ask(log, named, params, zone=zone, dates=dates, now=now, tell=tell)
        except (VisitLogError, UnsaidError) as error:
            _stop(error.sentence, as_json_, error.code)
    if html is not None:
        html.write_text(page(report, columns, saying), encoding="utf-8")
    if as_json_:
        print(json.dumps(as_json(report, columns, saying), ensure_ascii=False))
    else:
        text(report, columns, saying, Console(highlight=False))
        if html is not None:
            print(f"  {html}")


def _check_options(language: str, dates: str | None, zone: str, html: Path | None) -> None:
    """What would otherwise only come out when the work is done."""
    if language not in LANGUAGES:
        raise BadOption(f"--language must be one of {', '.join(LANGUAGES)}, got {language!r}.")
    if dates not in (None, "dmy", "mdy"):
        raise BadOption(f"--dates must be dmy or mdy, got {dates!r}.")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise BadOption(f"--zone must be a time zone such as Europe/Amsterdam, got {zone!r}.") from error
    if html is not None and (html.is_dir() or not os.access(html.parent, os.W_OK)):
        raise BadOption(f"--html must be a file in a folder that can be written to, got {html}.")


def _split(details: str) -> tuple[str, ...] | None:
    return tuple(d.strip() for d in details.split(",") if d.strip()) or None


def _ask(
    log: Opened,
    named: dict[str, str | tuple[str, ...] | None],
    params: Params,
    *,
    zone: str,
    dates: str | None,
    now: str,
    tell: Callable[[str, float], None],
) -> tuple[Columns, Report]:
    tell("Reading the visits", 0.0)
    _all_there(log.visits, named)
    columns = guess(log.visits, named)
    ready = plain(log.visits, columns, zone=zone, dates=dates)
    today = _now(now, zone, ready.visits, ready.columns.at)
    mends = _mends(log.mends, zone, dates) if log.mends is not None else ()
    report = find_unsaid(
        ready.visits, ready.columns, params, now=today, long=log.long, mends=mends, tell=tell
    )
    return columns, replace(report, notes=ready.notes + report.notes)


def _all_there(visits: ir.Table, named: dict[str, str | tuple[str, ...] | None]) -> None:
    for option, column in named.items():
        for name in column if isinstance(column, tuple) else (column,):
            if name is not None and name not in visits.columns:
                have = ", ".join(visits.columns)
                raise NotAVisitLog(f"--{option}: there is no column {name!r} here; the columns are {have}.")


def _now(now: str, zone: str, visits: ir.Table, at: str) -> datetime:
    """The last visit, but never later than this very moment: one typing error must not move the end of time."""
    here = datetime.now(ZoneInfo(zone)).replace(tzinfo=None)
    if now:
        try:
            said = datetime.fromisoformat(now)
        except ValueError as error:
            raise BadOption(
                f"--now must be a moment like 2026-01-31 or 2026-01-31T22:00, got {now!r}."
            ) from error
        return said.astimezone(ZoneInfo(zone)).replace(tzinfo=None) if said.tzinfo else said
    limit = int(here.replace(tzinfo=UTC).timestamp())
    last = visits[at].max(where=visits[at] <= limit).to_pyarrow().as_py()
    return here if last is None else datetime.fromtimestamp(last, UTC).replace(tzinfo=None)


def _mends(table: ir.Table, zone: str, dates: str | None) -> tuple[Mend, ...]:
    wanted = ("detail", "value", "mended_at")
    if missing := [c for c in wanted if c not in table.columns]:
        raise NotAVisitLog(
            f"The table of mends has no column {missing[0]!r}; it needs detail, value and mended_at."
        )
    read = read_moments(table, "mended_at", zone=zone, order=dates).visits
    asked = read.select(**{c: read[c].cast("string").strip() for c in wanted[:2]}, s=read[MOMENT])
    rows = asked.to_pyarrow().to_pylist()
    if not rows:
        raise NotAVisitLog("The table of mends has a heading but no rows.")
    if any(not r["detail"] or not r["value"] for r in rows):
        raise NotAVisitLog(
            "A row of the mends has no detail or no value; each needs both, and when it was mended."
        )
    if unread := [r for r in rows if r["s"] is None]:
        raise NotAVisitLog(
            f"The mend of {unread[0]['detail']} {unread[0]['value']} has no readable mended_at; "
            "write it like 2024-05-31."
        )
    return tuple(
        Mend(
            detail=r["detail"],
            value=r["value"],
            mended_at=datetime.fromtimestamp(r["s"], UTC).replace(tzinfo=None),
        )
        for r in rows
    )


def _progress(saying: Saying, *, quiet: bool) -> AbstractContextManager[Callable[[str, float], None]]:
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        return nullcontext(lambda stage, share: None)
    return _Bar(console, saying)


class _Bar:
    """A progress bar with the name of the stage."""

    def __init__(self, console: Console, saying: Saying) -> None:
        self.saying = saying
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self.task = self.bar.add_task("", total=1.0)

    def __enter__(self) -> Callable[[str, float], None]:
        self.bar.start()

        def tell(stage: str, share: float) -> None:
            self.bar.update(self.task, description=self.saying.tr(stage), completed=share)

        return tell

    def __exit__(self, *_: object) -> None:
        self.bar.stop()


def _stop(sentence: str, as_json_: bool, code: str) -> NoReturn:
    if as_json_:
        print(json.dumps({"error": {"code": code, "sentence": sentence}}, ensure_ascii=False))
    print(f"hovmester unsaid: {steerless(sentence)}", file=sys.stderr)
    raise typer.Exit(2)
