"""One reading as a person sees it in a terminal: the guest's words in colour, and what each of them means."""

from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from hovmester.engines.reading.language import hardly_known
from hovmester.engines.reading.model import Aspect, Flight, Reading, Span, What, When, Where

COLOURS = {"what": "green", "where": "cyan", "when": "magenta", "flight": "yellow", "aspects": "blue"}
LIKELY = 0.5


def show(reading: Reading) -> None:
    """Print what was understood, and with which words."""
    console = Console(highlight=False)
    console.width = min(console.width, 100)
    console.print(
        Padding(Group(Text(), _marked(reading), Text(), _kinds(reading), _meanings(reading)), (0, 0, 0, 2))
    )


def _marked(reading: Reading) -> Text:
    text = Text(reading.text)
    for span in reading.evidence.values():
        text.stylize("bold", span.start, span.end)
    for role, colour in COLOURS.items():
        for span in getattr(reading, role):
            text.stylize(f"underline {colour}", span.start, span.end)
    return text


def _kinds(reading: Reading) -> Text:
    said = Text(reading.language, style="dim")
    if hardly_known(reading.language):
        said.append(" (a language we hardly know: read by the encoder alone)", style="dim")
    shown = [*reading.kinds.items(), ("joke", reading.joke)]
    for kind, p in sorted(shown, key=lambda item: -item[1]):
        if p >= LIKELY:
            evidence = reading.evidence.get(kind)
            words = f" ‹{evidence.text}›" if evidence else ""
            said.append(f" · {kind} {p:.0%}{words}", style="bold")
    return said


def _meanings(reading: Reading) -> Table:
    rows = Table.grid(padding=(0, 2))
    for role, colour in COLOURS.items():
        for span in getattr(reading, role):
            rows.add_row(Text(role, style=colour), f"‹{span.text}›", Text(meaning(span), style="dim"))
    if reading.people_span:
        rows.add_row("people", f"‹{reading.people_span.text}›", str(reading.people))
    if reading.urgency:
        until = reading.urgency.until
        said = " until ".join([reading.urgency.how, *([f"{until:%a %d %b %H:%M %Z}"] if until else [])])
        rows.add_row("urgent", f"‹{reading.urgency.text}›", Text(said, style="dim"))
    if reading.ask_back:
        rows.add_row("ask back", Text(reading.ask_back, style="bold"), ", ".join(reading.missing))
    return rows


def meaning(span: Span) -> str:
    """What the words mean, in one line."""
    if isinstance(span, What):
        extras = [*span.wishes, *(f"no {allergy}" for allergy in span.allergies)]
        return " · ".join([f"{span.qty} × {span.item or '?'}", *([span.size] if span.size else []), *extras])
    if isinstance(span, Where):
        return span.iata or span.place or "?"
    if isinstance(span, Flight):
        return span.code
    if isinstance(span, Aspect):
        return " · ".join(part for part in (span.polarity, span.category, span.detail) if part)
    return _time(span) if isinstance(span, When) else ""


def _time(when: When) -> str:
    start, end = (
        f"{moment:%a %d %b %H:%M %Z}" if moment else None for moment in (when.earliest, when.latest)
    )
    if start and start == end:
        placed = start
    elif start or end:
        placed = f"{start or '…'} – {end or '…'}"
    else:
        placed = f"{when.lasts_min:g} min" if when.lasts_min is not None else "not yet placed"
    return " · ".join(part for part in (when.kind, when.event, placed) if part)
