"""What the ledger holds, said on the terminal as it happens. The words are those of the pages."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table
from rich.text import Text

from hovmester.answering import saying
from hovmester.house.hearing.models import Message
from hovmester.house.ledger.models import Entry
from hovmester.house.people.models import Person
from hovmester.house.premises.models import House
from hovmester.house.promises.models import Promise, Step, Wish
from hovmester.house.web.entries import SAID

# Told in other words, or by another entry of the same moment.
QUIET = {
    "read",
    "odds-seen",
    "changed-house",
    "channel-opened",
    "sign-in-link",
    "signed-in",
    "given",
    "made-wish",
}
# Of a step, only what one would say aloud: what is being cooked, who drives, that the guest was found.
STEPS_TOLD = {("started", "make"), ("started", "drive"), ("done", "find"), ("trouble", "drive")}
STYLE = {
    "heard": "bold",
    "kept": "green",
    "handed-over": "green",
    "outcome": "green",
    "late": "red",
    "trouble": "red",
    "missed": "bold red",
    "declined": "yellow",
    "let-go": "yellow",
    "permitted": "bold cyan",
    "replanned": "bold cyan",
    "answered": "cyan",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    at: datetime
    who: str
    verb: str
    text: str
    about: str


class Teller:
    def __init__(self, *, zone: ZoneInfo, language: str, as_json: bool) -> None:
        self._zone = zone
        self._language = language
        self._as_json = as_json
        self._last = 0
        self._console = Console(highlight=False)

    def opening(self, house: str, links: Mapping[str, str]) -> None:
        if self._as_json:
            print(json.dumps({"house": house, "links": dict(links)}, ensure_ascii=False), flush=True)
            return
        self._console.rule(f"[bold]{house}")
        for name, link in links.items():
            told = _("Watch as %(name)s: %(link)s") % {"name": name, "link": link}
            self._console.print(told, soft_wrap=True, markup=False)
        if links:
            self._console.print()

    def tell(self) -> None:
        """Every entry written since the last time."""
        entries = list(Entry.objects.filter(pk__gt=self._last).select_related("actor").order_by("id"))
        for entry in entries:
            self._last = entry.pk
            if entry.verb not in QUIET and (line := self._line(entry)):
                self._print(line)

    def happens(self, text: str, at: datetime) -> None:
        """Something in the world, which no ledger holds."""
        self.tell()
        self._print(Line(at=at, who="", verb="happens", text=text, about=""))

    def closing(self, folder: str, counts: Mapping[str, int]) -> None:
        if self._as_json:
            print(json.dumps({"ended": dict(counts), "data": folder}, ensure_ascii=False), flush=True)
            return
        self._console.print()
        table = Table(title=_("How the day ended"), show_header=False, box=None)
        for name, count in counts.items():
            table.add_row(str(count), name)
        self._console.print(table)
        told = _("Look at it again: hovmester serve --data %(folder)s") % {"folder": folder}
        self._console.print(told, soft_wrap=True, markup=False)

    def _print(self, line: Line) -> None:
        clock = line.at.astimezone(self._zone)
        if self._as_json:
            shape = {
                "at": clock.isoformat(),
                "who": line.who,
                "verb": line.verb,
                "text": line.text,
                "about": line.about,
            }
            print(json.dumps(shape, ensure_ascii=False), flush=True)
            return
        row = Table.grid(padding=(0, 1), expand=False)
        row.add_column(style="dim", width=5)
        row.add_column(width=9, no_wrap=True, overflow="ellipsis")
        row.add_column()
        text = Text(line.text, STYLE.get(line.verb, "dim italic" if line.verb == "happens" else ""))
        if line.about:
            text.append(f"  {line.about}", "not bold dim")
        row.add_row(f"{clock:%H:%M}", Text(line.who, "bold"), text)
        self._console.print(row)

    def _line(self, entry: Entry) -> Line | None:
        subject = _subject(entry)
        who = entry.actor.name if entry.actor else _("the house")
        text = str(SAID.get(entry.verb, entry.verb))
        if isinstance(subject, Message) and entry.verb == "heard":
            return Line(
                at=entry.at,
                who=(subject.author_name or subject.author).split(" ")[0],
                verb="heard",
                text=f"“{subject.text}”",
                about=str(subject.channel),
            )
        if isinstance(subject, Step):
            text = text % {"what": subject.what or subject.kind}
            if (entry.verb, subject.kind) not in STEPS_TOLD:
                return None
            if entry.verb == "trouble":
                text = f"{text} – {subject.trouble}"
            return Line(at=entry.at, who=who, verb=entry.verb, text=text, about=subject.promise.title)
        figures = ", ".join(self._figures(entry, subject))
        return Line(
            at=entry.at,
            who=who,
            verb=entry.verb,
            text=f"{text}: {figures}" if figures else text,
            about=_about(subject),
        )

    def _figures(self, entry: Entry, subject: object) -> Iterable[str]:
        facts: Mapping[str, Any] = entry.facts  # Any: JSON
        if entry.verb == "answered" and isinstance(subject, Wish):
            yield from self._answer(facts, subject)
        if entry.verb == "asked":
            person = Person.objects.filter(key=facts.get("person", "")).first()
            yield person.name if person else ""
        if entry.verb in {"declined", "let-go"} and isinstance(subject, Wish):
            yield subject.reason
        if facts.get("late_min"):
            yield _("%(late)s late") % {"late": saying.lasting(float(facts["late_min"]), self._language)}
        if facts.get("early_min"):
            yield _("%(early)s too early") % {
                "early": saying.lasting(float(facts["early_min"]), self._language)
            }
        if entry.verb == "outcome" and isinstance(subject, Promise) and (last := subject.outcomes.last()):
            yield f"“{last.message.text if last.message else last.text}”"

    def _answer(self, facts: Mapping[str, Any], wish: Wish) -> Iterable[str]:  # Any: JSON
        if facts.get("p") is None:
            because = (wish.answer or {}).get("because") or [{"text": ""}]
            yield ", ".join(part for part in (_("no"), because[0]["text"]) if part)
            return
        yield f"{saying.odds(facts['p'], self._language)} ({saying.per_cent(facts['p'])})"
        if wish.amount is not None:
            yield saying.money(wish.amount, House.get().currency, self._language)
        if wish.decide_by:
            yield _("say yes by %(at)s") % {"at": f"{wish.decide_by.astimezone(self._zone):%H:%M}"}


def _about(subject: Message | Wish | Promise | Step | None) -> str:
    if isinstance(subject, Message):
        return subject.author_name or subject.author
    return str(subject or "")


def _subject(entry: Entry) -> Message | Wish | Promise | Step | None:
    kinds: dict[str, Any] = {  # Any: querysets of four models
        "hearing.message": Message.objects.select_related("channel"),
        "promises.wish": Wish.objects.all(),
        "promises.promise": Promise.objects.all(),
        "promises.step": Step.objects.select_related("promise"),
    }
    rows = kinds.get(entry.subject_type)
    found: Message | Wish | Promise | Step | None = (
        rows.filter(pk=entry.subject_id).first() if rows is not None else None
    )
    return found
