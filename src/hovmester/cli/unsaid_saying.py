"""Findings in words: short, plain, each with its interval; people as questions and, unless asked for, without names."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from math import isfinite
from typing import Any

from babel.dates import format_date, get_day_names
from babel.numbers import format_decimal
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from hovmester.answering.telling import _
from hovmester.answering.words import words
from hovmester.engines.unsaid import Columns, Finding, Note, Proof, Refused, Report, Row
from hovmester.outside.visits.columns import is_a_person, is_people, looks_like_a_name

SHORT = 60  # characters of a value that a sentence can bear
STEERING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
HEADINGS = {
    "losing guests": _("Quietly losing guests"),
    "cannot tell apart": _("Cannot be told apart"),
    "people": _("Questions about people, not verdicts"),
    "suspected": _("Suspected"),
    "cleared": _("Looked bad but is not"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """In which language, with which sign before amounts, and whether people may be named."""

    language: str = "en"
    people: bool = False
    currency: str = "€"

    def tr(self, message: str) -> str:
        return words(self.language).gettext(message)

    def value(self, detail: str, value: str) -> str:
        """A value as it may be shown: names of people only where asked for."""
        if is_people(detail) and looks_like_a_name(value) and not self.people:
            return self.tr("(name not shown)")
        return value

    def named(self, detail: str, value: str) -> str:
        """ "waiter Anna", or the same with the name withheld."""
        return f"{detail} {short(self.value(detail, value))}"

    def guest(self, guest: str | None) -> str:
        if guest is None:
            return self.tr("(no guest)")
        return guest if self.people or not is_a_person(guest) else self.tr("(name not shown)")

    def percent(self, share: float) -> str:
        return f"{abs(share) * 100:.0f} %"

    def interval(self, f: Finding) -> str:
        """The smaller loss first: 7–20 %."""
        return f"{max(-f.high, 0.0) * 100:.0f}–{max(-f.low, 0.0) * 100:.0f} %"

    def money(self, amount: float) -> str:
        digits = 10 ** max(len(str(int(abs(amount)))) - 2, 0)  # two figures are all it is worth
        return f"{self.currency}{format_decimal(round(amount / digits) * digits, format='#,##0', locale=self.language)}"

    def count(self, n: float) -> str:
        return str(format_decimal(round(n), format="#,##0", locale=self.language))

    def day(self, day: date) -> str:
        return str(format_date(day, "d MMMM yyyy", locale=self.language))

    def weekday(self, number: int) -> str:
        return str(get_day_names("wide", locale=self.language)[number])


def short(value: str, most: int = SHORT) -> str:
    """A value as a sentence can bear it."""
    plain = steerless(value)
    return plain if len(plain) <= most else plain[: most - 1] + "…"


def steerless(sentence: str) -> str:
    """The same with nothing in it that steers a terminal or turns the line around."""
    return STEERING.sub("\N{REPLACEMENT CHARACTER}", sentence)


def finding_sentence(f: Finding, saying: Saying) -> str:
    return {
        "losing guests": _losing,
        "suspected": _suspected,
        "cannot tell apart": _same,
        "cleared": _cleared,
    }[f.verdict](f, saying)


def _name(f: Finding, saying: Saying) -> str:
    return _capital(saying.named(f.detail, f.value))


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _losing(f: Finding, saying: Saying) -> str:
    parts = [_less_often(f, saying)]
    if f.at_risk:
        parts.append(_at_risk(f, saying))
    if f.reason:
        parts.append(note_sentence(f.reason, saying))
    others = [d for d in f.adjusted_for if d not in HOW_REGULAR]
    explained = saying.tr("not explained by {others} or how regular they are").format(
        others=", ".join(_shown(others, saying))
    )
    return "; ".join([*parts, explained]) + "." + _question(f, saying)


def _question(f: Finding, saying: Saying) -> str:
    if not is_people(f.detail):
        return ""
    return " " + saying.tr("A question, not a verdict: what is different about these shifts?")


HOW_REGULAR = ("visit number", "visit rate before", "month")


def _shown(others: Iterable[str], saying: Saying) -> list[str]:
    words = {"weekday and hour": saying.tr("day and hour"), "site": saying.tr("site")}
    return [words.get(d, d) for d in others]


def _less_often(f: Finding, saying: Saying) -> str:
    sentence = saying.tr("{name}: guests who had it come back {effect} less often ({interval})").format(
        name=_name(f, saying), effect=saying.percent(f.effect), interval=saying.interval(f)
    )  # fmt: skip
    if f.since is not None:
        sentence += " " + saying.tr("since {day}").format(day=saying.day(f.since))
        if f.since_low and f.since_high and f.since_low != f.since_high:
            sentence += " " + saying.tr("(between {low} and {high})").format(
                low=saying.day(f.since_low), high=saying.day(f.since_high))  # fmt: skip
    return sentence


def _at_risk(f: Finding, saying: Saying) -> str:
    return saying.tr("about {money} a year at risk (at least {least})").format(
        money=saying.money(f.at_risk or 0.0), least=saying.money(f.at_risk_low or 0.0))  # fmt: skip


def _suspected(f: Finding, saying: Saying) -> str:
    sentence = saying.tr("{name}: perhaps {effect} less often").format(
        name=_name(f, saying), effect=saying.percent(f.effect)
    )
    if f.visits_needed:
        sentence += "; " + saying.tr("about {n} more visits needed").format(n=saying.count(f.visits_needed))
    if f.reason is not None:
        sentence += "; " + note_sentence(f.reason, saying)
    return f"{sentence}.{_question(f, saying)}"


def _same(f: Finding, saying: Saying) -> str:
    others = ", ".join(saying.named(*pair) for pair in f.same_as)
    return saying.tr(
        "Cannot be told apart: {name} and {others}; guests who had them come back {effect} less often ({interval})."
    ).format(
        name=saying.named(f.detail, f.value),
        others=others,
        effect=saying.percent(f.effect),
        interval=saying.interval(f),
    )


def _cleared(f: Finding, saying: Saying) -> str:
    why = f" ({note_sentence(f.reason, saying)})" if f.reason else ""
    return saying.tr("Looked bad but is not: {name}").format(name=saying.named(f.detail, f.value)) + why + "."


def proof_sentence(p: Proof, saying: Saying) -> str:
    name = _capital(saying.named(p.detail, p.value))
    day, came, expected = saying.day(p.mended_at.date()), saying.count(p.came_back), saying.count(p.expected)
    if p.verdict == "proved":
        return saying.tr("{name}, mended {day}: proved, {came} of an expected {expected} came back.").format(
            name=name, day=day, came=came, expected=expected)  # fmt: skip
    if p.verdict == "did not help":
        return saying.tr("{name}, mended {day}: did not help, {came} came back where {healed} should have.").format(
            name=name, day=day, came=came, healed=saying.count(p.expected_healed))  # fmt: skip
    sentence = saying.tr("{name}, mended {day}: no proof yet").format(name=name, day=day)
    if p.reason:
        facts = {"detail": p.detail, "value": short(saying.value(p.detail, p.value))}
        return f"{sentence}; {note_sentence(Note(code=p.reason, facts=facts), saying)}."
    sentence += "; " + saying.tr("{came} of an expected {expected} came back").format(
        came=came, expected=expected
    )
    if p.visits_needed:
        sentence += "; " + saying.tr("about {n} more visits needed").format(n=saying.count(p.visits_needed))
    return f"{sentence}."


def note_sentence(note: Note, saying: Saying) -> str:
    facts = dict(note.facts)
    if note.code == "works_when":
        hour = int(str(facts["hour"]))
        facts |= {"day": saying.weekday(int(str(facts["weekday"]))), "hours": f"{hour}–{hour + 3}"}
    if note.code == "mended":
        facts["day"] = saying.day(date.fromisoformat(str(facts["day"])))
    if "share" in facts:
        facts["share"] = saying.percent(float(str(facts["share"])))
    for key in ("values", "kept", "visits", "min_visits", "ids", "n"):
        if key in facts:
            facts[key] = saying.count(float(str(facts[key])))
    if note.code == "goes_with":
        facts["value"] = short(saying.value(str(facts["detail"]), str(facts["value"])))
    if note.code == "detail_spelled":
        facts |= {key: short(saying.value(str(facts["detail"]), str(facts[key]))) for key in ("one", "other")}
    return saying.tr(NOTES[note.code]).format(**facts)


NOTES = {
    "moments_shown": _("moments are shown on the clock of {zone}"),
    "moments_from_numbers": _("numbers are read as dates (20240131) or as seconds since 1970"),
    "moments_zoned": _("moments with a time zone, shown on the clock of {zone}: {n}"),
    "moments_bare": _("moments without one, taken to be on the clock of {zone}: {n}"),
    "dates_unread": _(
        "dates in {column} that cannot be read: {n}, such as {such}; write them like 2024-05-31 18:30"
    ),
    "amounts_unread": _("amounts in {column} that cannot be read and count as unknown: {n}, such as {such}"),
    "amounts_below_zero": _("amounts in {column} below zero, which count as unknown: {n}, such as {such}"),
    "works_when": _("busy on {day} {hours} h, when guests come back less whoever serves them"),
    "guests_differ": _("its guests are newer or come more rarely"),
    "goes_with": _("often goes with {detail} {value}"),
    "chance": _("no more than chance once all details are weighed together"),
    "rarer_before": _("its guests came more rarely before this visit already"),
    "mended": _("mended on {day}, and the guests came back"),
    "detail_empty": _("{detail} is empty and was left out"),
    "detail_constant": _("{detail} has the same value at every visit and tells nothing"),
    "detail_unique": _("{detail} differs at nearly every visit ({values} values) and tells nothing"),
    "detail_rare": _("no value of {detail} was seen at {min_visits} visits or more ({values} values)"),
    "detail_only_sometimes": _(
        "{detail} was noted at {visits} visits only, perhaps just when something went wrong; left out"
    ),
    "detail_pooled": _(
        "{detail} has {values} values; the {kept} seen at {min_visits} visits or more are looked at, "
        "the others together"
    ),
    "detail_missing": _("{detail} is not recorded at {share} of the visits; those are kept apart"),
    "detail_spelled": _(
        "values of {detail} that are written in several ways and count as one: {values}, such as {one} and {other}"
    ),
    "lines_without_visit": _("lines of the long table that belong to none of these visits: {n}"),
    "lines_without_detail": _("lines of the long table without a detail: {n}"),
    "too_fresh": _("visits of the last day, after which nobody has had the time to come back: {n}"),
    "id_reused": _(
        "guest ids silent for more than {days} days and then back, which count as new guests: {ids}"
    ),
    "mend_unknown": _("{detail} {value} is not in the log, or seen too seldom"),
    "mend_too_fresh": _("no visit since then could be followed"),
    "mend_too_little_before": _("too few visits before the mend to know how bad it was"),
}

REFUSED = {
    "no guest": _("without a guest"),
    "no readable date": _("without a readable date"),
    "in the future": _("in the future"),
    "before 1990": _("from before 1990"),
    "walk-in": _("under an id that cannot be one person (walk-ins?)"),
    "same visit twice": _("the same guest at the same moment again"),
}


def refused_sentence(refused: Refused, saying: Saying) -> str:
    examples = ", ".join(_row(refused, row, saying) for row in refused.examples)
    return saying.tr("{why}: {n} ({examples})").format(
        n=saying.count(refused.rows), why=saying.tr(REFUSED[refused.reason]), examples=examples)  # fmt: skip


def _row(refused: Refused, row: Row, saying: Saying) -> str:
    guest = short(_guest(refused, row, saying))
    return saying.tr("{guest} at {moment}").format(guest=guest, moment=row.at) if row.at else guest


def _guest(refused: Refused, row: Row, saying: Saying) -> str:
    """What is refused for being nobody's id, or everybody's, is no name to keep back."""
    return row.guest if row.guest and refused.reason in ("no guest", "walk-in") else saying.guest(row.guest)


def aside(note: Note, saying: Saying) -> str:
    """A note as a sentence of its own."""
    return _capital(note_sentence(note, saying)) + "."


def margin_sentence(report: Report, saying: Saying) -> list[str]:
    """What the money counts; none where no money is told."""
    if report.baseline.worth_of_a_return is None:
        return []
    margin = saying.percent(report.baseline.margin)
    return [saying.tr("Money counts {margin} of spend as what the house loses.").format(margin=margin)]


def sections(report: Report) -> list[tuple[str, list[Finding]]]:
    """The findings below the keys of HEADINGS; what is said of people stands by itself, unless it clears them."""
    where: dict[str, list[Finding]] = {key: [] for key in HEADINGS}
    for f in report.findings:
        asked = is_people(f.detail) and f.verdict in ("losing guests", "suspected")
        where["people" if asked else f.verdict].append(f)
    return [(key, found) for key, found in where.items() if found]


def summary(report: Report, saying: Saying) -> str:
    a, b = report.audit, report.baseline
    return saying.tr(
        "{visits} visits of {guests} guests, {first} to {last}; {share} came back within {days} days."
    ).format(
        visits=saying.count(a.visits),
        guests=saying.count(a.guests),
        first=saying.day(b.first_visit),
        last=saying.day(b.last_visit),
        share=saying.percent(b.return_share),
        days=b.horizon_days,
    )


def columns_sentence(report: Report, columns: Columns, saying: Saying) -> str:
    several = sorted({e.detail for e in report.effects} - set(columns.details))
    parts = {
        "guest": columns.guest,
        "at": columns.at,
        "spend": columns.spend or "–",
        "site": columns.site or "–",
        "details": ", ".join(columns.details) or "–",
    }
    if several:
        parts |= {"visit": columns.visit or "–", "long": ", ".join(several)}
    return saying.tr("Read as") + ": " + " · ".join(f"{key} = {value}" for key, value in parts.items())


def audit_sentence(report: Report, saying: Saying) -> str:
    a = report.audit
    names = ", ".join(saying.named(*pair) for pair in a.past_gap_values)
    return saying.tr(
        "Audit: {flagged} of {decoys} shuffled decoys accused; {past} values go with the gap before the visit{which}."
    ).format(
        flagged=a.decoys_flagged, decoys=saying.count(a.decoys), past=a.past_gap_flagged,
        which=f" ({names})" if names else "",
    )  # fmt: skip


def beneath_heading(f: Finding, saying: Saying) -> str:
    """The sentence of a finding that stands under its verdict, and need not say it again."""
    if f.verdict != "cleared":
        return finding_sentence(f, saying)
    why = f" – {note_sentence(f.reason, saying)}" if f.reason else ""
    return f"{_name(f, saying)}{why}."


def text(report: Report, columns: Columns, saying: Saying, console: Console) -> None:
    """The report as a person reads it in a terminal."""
    console.width = min(console.width, 100)

    def say(sentence: str, style: str = "") -> None:
        console.print(Padding(Text(steerless(sentence), style=style), (0, 0, 0, 2)))

    say(columns_sentence(report, columns, saying), "dim")
    say(summary(report, saying))
    for key, found in sections(report):
        console.print(Text(f"\n  {saying.tr(HEADINGS[key])}", style="bold"))
        for f in found:
            say(beneath_heading(f, saying))
    if not any(f.verdict in ("losing guests", "cannot tell apart") for f in report.findings):
        console.print()
        say(saying.tr("No detail is losing guests as far as these visits can tell."))
    if report.proofs:
        console.print(Text(f"\n  {saying.tr('Mends')}", style="bold"))
        for p in report.proofs:
            say(proof_sentence(p, saying))
    console.print()
    for refused in report.refused:
        say(saying.tr("Rows refused") + ", " + refused_sentence(refused, saying), "yellow")
    for note in report.notes:
        say(aside(note, saying), "dim")
    say(audit_sentence(report, saying), "dim")
    for sentence in margin_sentence(report, saying):
        say(sentence, "dim")


def as_json(report: Report, columns: Columns, saying: Saying) -> dict[str, Any]:
    """One JSON object. Any: JSON."""
    return {
        "findings": [_finding_json(f, saying) for f in report.findings],
        "proofs": [
            _plain(asdict(p))
            | {"value": saying.value(p.detail, p.value), "sentence": proof_sentence(p, saying)}
            for p in report.proofs
        ],
        "audit": _plain(asdict(report.audit))
        | {"past_gap_values": [_pair(*pair, saying) for pair in report.audit.past_gap_values]},
        "baseline": _plain(asdict(report.baseline)),
        "refused": [_refused_json(r, saying) for r in report.refused],
        "notes": [{"code": n.code, "sentence": aside(n, saying)} for n in report.notes],
        "columns": asdict(columns) | {"details": list(columns.details)},
    }


def _pair(detail: str, value: str, saying: Saying) -> str:
    return f"{detail} {saying.value(detail, value)}"


def _refused_json(r: Refused, saying: Saying) -> dict[str, Any]:  # JSON
    rows = [{"guest": _guest(r, row, saying) if row.guest else None, "at": row.at} for row in r.examples]
    return {"reason": r.reason, "rows": r.rows, "examples": rows, "sentence": refused_sentence(r, saying)}


def _finding_json(f: Finding, saying: Saying) -> dict[str, Any]:  # JSON
    plain: dict[str, Any] = _plain(asdict(f))  # JSON
    for key in ("weeks", "curve", "same_as", "reason"):
        del plain[key]
    named = [_pair(*pair, saying) for pair in f.same_as]
    return plain | {
        "value": saying.value(f.detail, f.value), "with": named, "sentence": finding_sentence(f, saying),
        "reason": note_sentence(f.reason, saying) if f.reason else None, "people": is_people(f.detail),
    }  # fmt: skip


def _plain(value: Any) -> Any:  # JSON
    if isinstance(value, dict):
        return {key: _plain(v) for key, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return None if isinstance(value, float) and not isfinite(value) else value
