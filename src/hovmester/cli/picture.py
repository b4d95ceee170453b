"""The answer to *can we?* as a person reads it in a terminal."""

from dataclasses import asdict

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hovmester.answering import known
from hovmester.answering.kinds import KINDS
from hovmester.answering.model import CanWe, Verdict
from hovmester.answering.saying import clock, lasting, money, odds, per_cent
from hovmester.answering.words import words
from hovmester.engines.reading.language import UNKNOWN, hardly_known
from hovmester.engines.reading.model import Reading, Span
from hovmester.housefile import HouseFile

COUNTED_DOWN_MIN = 1440  # longer than a day nobody counts in hours
LIKELY = 0.5  # below this probability nothing is said of it
COLOUR = {"what": "green", "where": "cyan", "when": "magenta", "flight": "yellow"}
VERDICT_COLOUR = {
    Verdict.YES: "green",
    Verdict.YES_IF: "yellow",
    Verdict.NO: "red",
    Verdict.NOT_KNOWN: "yellow",
}


def show(answer: CanWe, house: HouseFile, language: str) -> None:
    """Print `answer`, widest at 100 columns."""
    console = Console(highlight=False)
    console.width = min(console.width, 100)
    told: list[RenderableType] = [
        Text(),
        _marked(answer.reading),
        _understood(answer, house, language),
        _verdict(answer, house, language),
        *([_plan(answer, house, language)] if answer.steps else []),
        _lines(answer, house, language),
    ]
    console.print(Padding(Group(*told), (0, 0, 0, 2)))


def _marked(reading: Reading) -> Text:
    """The guest's own words, with what was understood marked in them."""
    text = Text(reading.text)
    for role, span in _evidence(reading):
        text.stylize(f"underline {COLOUR[role]}", span.start, span.end)
    return text


def _evidence(reading: Reading) -> list[tuple[str, Span]]:
    return [(role, span) for role in COLOUR for span in getattr(reading, role)]


def _understood(answer: CanWe, house: HouseFile, language: str) -> Group:
    _ = words(language).gettext
    names = {"what": _("what"), "where": _("where"), "when": _("when"), "flight": _("flight")}
    rows = Table.grid(padding=(0, 2))
    for role, span in _evidence(answer.reading):
        rows.add_row(
            Text(names[role], style=COLOUR[role]),
            f"‹{span.text}›",
            Text(_meaning(role, span, answer, house), style="dim"),
        )
    read_as = _reads_as(answer.reading, language)
    head = [Text(" · ".join(read_as), style="dim")] if read_as else []
    return Group(*head, Padding(rows, (1, 0, 1, 0)))


def _reads_as(reading: Reading, language: str) -> list[str]:
    """Language, kind, joke: each only where there is something to say."""
    _ = words(language).gettext
    told = [] if reading.language == UNKNOWN else [reading.language]
    kind = max(KINDS, key=lambda kind: reading.kinds.get(kind, 0.0))
    p = reading.kinds.get(kind, 0.0)
    if p >= LIKELY:
        told.append(f"{_(KINDS[kind])} ({per_cent(p)})")
    if reading.joke >= LIKELY:
        told.append(_("said as a joke"))
    if hardly_known(reading.language):
        told.append(_("in a language we hardly know"))
    return told


def _meaning(role: str, span: Span, answer: CanWe, house: HouseFile) -> str:
    if role == "what":
        item = getattr(span, "item", None)
        return f"{getattr(span, 'qty', 1)} × {item}" if item else "?"
    if role == "where":
        return getattr(span, "iata", None) or getattr(span, "place", None) or "?"
    if role == "flight":
        return str(getattr(span, "code", "?"))
    latest = getattr(span, "latest", None) or getattr(span, "earliest", None)
    if latest is None:
        return getattr(span, "event", None) or "?"
    return clock(latest, _zone(answer, house), now=answer.now)


def _zone(answer: CanWe, house: HouseFile) -> str:
    return next((site.zone for site in house.sites if site.key == answer.site), house.sites[0].zone)


def _verdict(answer: CanWe, house: HouseFile, language: str) -> Group:
    _ = words(language).gettext
    said = {
        Verdict.YES: _("Yes"),
        Verdict.YES_IF: _("Yes, if …"),
        Verdict.NO: _("No, because …"),
        Verdict.NOT_KNOWN: _("We do not know ourselves well enough yet"),
    }[answer.verdict]
    head = Text(said, style=f"bold {VERDICT_COLOUR[answer.verdict]}")
    if answer.p_on_time is None or answer.p_low is None or answer.p_high is None:
        return Group(head)
    head.append(f" – {odds(answer.p_on_time, language)}")
    small = _("%(p)s · between %(low)s and %(high)s") % {
        "p": per_cent(answer.p_on_time),
        "low": per_cent(answer.p_low),
        "high": per_cent(answer.p_high),
    }
    rests_on = known.told(asdict(answer.known), language)
    return Group(
        head, Text(small, style="dim"), Text(rests_on, style="dim"), *_times(answer, house, language)
    )


def _times(answer: CanWe, house: HouseFile, language: str) -> list[Text]:
    _ = words(language).gettext
    zone, told = _zone(answer, house), []
    if answer.decide_by:
        left = (answer.decide_by - answer.now).total_seconds() / 60
        by = (clock(answer.decide_by, zone, now=answer.now, language=language), "bold")
        counted = " · " + _("%s left") % lasting(left, language) if left < COUNTED_DOWN_MIN else ""
        told.append(Text.assemble(_("say yes by") + " ", by, counted))
    if answer.deadline:
        told.append(
            Text(
                _("in the guest's hand by %s")
                % clock(answer.deadline, zone, now=answer.now, language=language)
            )
        )
    return told


def _plan(answer: CanWe, house: HouseFile, language: str) -> Table:
    _ = words(language).gettext
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in (_("who"), _("what"), _("where")):
        table.add_column(title)
    for title in (_("from"), _("until P50"), _("until P90")):
        table.add_column(title, justify="right")
    zone = _zone(answer, house)
    for step in answer.steps:
        table.add_row(
            step.who_name,
            step.what,
            step.where,
            *(clock(t, zone) for t in (step.start, step.end_p50, step.end_p90)),
        )
    return table


def _lines(answer: CanWe, house: HouseFile, language: str) -> Table:
    _ = words(language).gettext
    currency = answer.cost.currency
    rows = Table.grid(padding=(0, 2))
    if answer.steps:
        parts = " · ".join(
            f"{part.label} {money(part.amount, currency, language)}" for part in answer.cost.parts
        )
        rows.add_row(_("costs"), f"[bold]{money(answer.cost.amount, currency, language)}[/]  [dim]{parts}[/]")
    for number, reason in enumerate(answer.because):
        rows.add_row((_("binds") if answer.steps else _("because")) if number == 0 else "", reason.text)
    for number, change in enumerate(answer.if_only):
        rows.add_row(_("if only") if number == 0 else "", change.text)
    for number, hurt in enumerate(answer.hurts):
        said = f"{hurt.title}: {per_cent(hurt.p_before)} → {per_cent(hurt.p_after)}"
        rows.add_row(_("hurts") if number == 0 else "", said)
    if answer.steps and not answer.hurts:
        rows.add_row(_("hurts"), _("nobody else is put at risk"))
    if answer.ask_back:
        rows.add_row(_("ask back"), f"[bold]{answer.ask_back}[/]")
    return rows
