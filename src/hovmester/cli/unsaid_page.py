"""The unsaid report as one page in one file: sentences first, then the pictures, a table behind each."""

from collections.abc import Iterable, Sequence
from html import escape

from hovmester.cli import unsaid_pictures as picture
from hovmester.cli.unsaid_saying import (
    HEADINGS,
    Saying,
    aside,
    audit_sentence,
    beneath_heading,
    columns_sentence,
    margin_sentence,
    proof_sentence,
    refused_sentence,
    sections,
    short,
    steerless,
    summary,
)
from hovmester.engines.unsaid import Columns, Finding, Report

KINDS = {
    "losing guests": "accused",
    "cannot tell apart": "accused",
    "people": "suspected",
    "suspected": "suspected",
    "cleared": "cleared",
}
FOREST_MAX = 24


def page(report: Report, columns: Columns, saying: Saying) -> str:
    """A whole HTML document that needs nothing from anywhere else."""
    tr = saying.tr
    accused = [f for f in report.findings if KINDS[f.verdict] == "accused"]
    parts = [f"<h1>{escape(tr('What guests did not say'))}</h1>", _p(summary(report, saying), "lead")]
    parts += [_section(key, found, saying) for key, found in sections(report)]
    if not accused:
        parts.append(_p(tr("No detail is losing guests as far as these visits can tell.")))
    if report.proofs:
        parts += [f"<h2>{escape(tr('Mends'))}</h2>", _list(proof_sentence(p, saying) for p in report.proofs)]
    parts += [
        _money(accused, saying),
        _effects(report, saying),
        *(_one(f, saying) for f in accused if f.weeks),
    ]
    parts += [_small_print(report, columns, saying)]
    title = escape(tr("What guests did not say"))
    return (f'<!doctype html><html lang="{saying.language}"><head><meta charset="utf-8"><meta name="viewport" '
            f'content="width=device-width, initial-scale=1"><title>{title}</title><style>{STYLE}</style></head>'
            f"<body><main>{steerless(''.join(parts))}</main></body></html>\n")  # fmt: skip


def _p(sentence: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(sentence)}</p>' if kind else f"<p>{escape(sentence)}</p>"


def _list(sentences: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(s)}</li>" for s in sentences) + "</ul>"


def _section(key: str, found: Iterable[Finding], saying: Saying) -> str:
    title = f'<h2 class="{KINDS[key]}">{escape(saying.tr(HEADINGS[key]))}</h2>'
    return title + _list(beneath_heading(f, saying) for f in found)


def _label(f: Finding, saying: Saying) -> str:
    return saying.named(f.detail, f.value)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], saying: Saying) -> str:
    cells = "".join(f"<th>{escape(h)}</th>" for h in head)
    body = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    label = escape(saying.tr("The figures behind this picture"))
    table = f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"
    return f"<details><summary>{label}</summary>{table}</details>"


def _figure(title: str, svg: str, table: str) -> str:
    return f"<figure><figcaption>{escape(title)}</figcaption>{_wide(svg)}{table}</figure>"


def _wide(svg: str) -> str:
    """On a phone a picture keeps its size, so that its words can be read, and is moved with a finger or the arrows."""
    return f'<div class="picture" tabindex="0">{svg}</div>'


def _money(accused: Sequence[Finding], saying: Saying) -> str:
    tr = saying.tr
    rows = [(_label(f, saying), f.at_risk, f.at_risk_low or 0.0) for f in accused if f.at_risk]
    if not rows:
        return ""
    table = _table(
        (tr("Detail"), tr("About, a year"), tr("At least")),
        [(label, saying.money(likely), saying.money(least)) for label, likely, least in rows],
        saying,
    )
    title = tr("Money at risk a year; at least the solid part")
    return _figure(title, picture.bars(rows, title, saying.money), table)


def _effects(report: Report, saying: Saying) -> str:
    """The findings, then the strongest of everything else that was looked at, for scale."""
    tr = saying.tr
    rows = [
        picture.Row(label=_label(f, saying), effect=f.effect, low=f.low, high=f.high, kind=KINDS[f.verdict])
        for f in report.findings
    ]
    spoken = {(f.detail, f.value) for f in report.findings}
    rest = sorted(
        (e for e in report.effects if (e.detail, e.value) not in spoken), key=lambda e: e.low + e.high
    )
    ends = (
        rest[: max(FOREST_MAX - len(rows), 0) // 2]
        + rest[max(len(rest) - max(FOREST_MAX - len(rows), 0) // 2, 0) :]
    )
    seen = {id(e): e for e in ends}
    rows += [
        picture.Row(
            label=saying.named(e.detail, e.value),
            effect=e.effect,
            low=e.low,
            high=e.high,
            kind="other",
        )
        for e in seen.values()
    ]
    if not rows:
        return ""
    table = _table(
        (tr("Detail"), tr("Value"), tr("Effect"), tr("From"), tr("To"), tr("Visits")),
        [
            (
                e.detail,
                short(saying.value(e.detail, e.value)),
                *(f"{v * 100:+.1f} %" for v in (e.effect, e.low, e.high)),
                saying.count(e.visits),
            )
            for e in report.effects
        ],
        saying,
    )
    title = tr("How much more or less often guests come back, each detail weighed with all the others")
    return _figure(title, picture.forest(rows, title), table)


def _one(f: Finding, saying: Saying) -> str:
    tr = saying.tr
    name = _label(f, saying)
    days = tr("{name}: share of guests back, by day after the visit").format(name=name)
    weeks = tr("{name}: guests back over guests expected, four weeks together").format(name=name)
    parts = [f"<h2>{escape(name)}</h2>"]
    if f.curve:
        table = _table(
            (tr("Day"), tr("Seen"), tr("Expected")),
            [(str(p.day), f"{p.seen * 100:.1f} %", f"{p.expected * 100:.1f} %") for p in f.curve],
            saying,
        )
        parts.append(_figure(days, picture.curves(f.curve, days, tr("seen"), tr("expected")), table))
    table = _table(
        (tr("Week of"), tr("Visits"), tr("Back"), tr("Expected back")),
        [(w.start.isoformat(), str(w.visits), str(w.returned), f"{w.expected:.1f}") for w in f.weeks],
        saying,
    )
    parts.append(_figure(weeks, picture.weekly(f.weeks, f, weeks), table))
    return "".join(parts)


def _small_print(report: Report, columns: Columns, saying: Saying) -> str:
    lines = [
        columns_sentence(report, columns, saying),
        *(saying.tr("Rows refused") + ", " + refused_sentence(r, saying) for r in report.refused),
    ]
    lines += [aside(n, saying) for n in report.notes]
    lines += [audit_sentence(report, saying), *margin_sentence(report, saying)]
    return f"<h2>{escape(saying.tr('How this was found'))}</h2>" + _list(lines)


STYLE = """
:root{--linen:#FAF8F4;--plate:#FFF;--hair:#E6E0D6;--ink:#1F1B16;--soft:#6B6357;--wine:#7A1F2B;--sage:#3F6B4F;
--amber:#9A6300}
@media (prefers-color-scheme:dark){:root{--linen:#171412;--plate:#211D1A;--hair:#38322C;--ink:#F2ECE3;
--soft:#B5AB9C;--wine:#D98A93;--sage:#8FBF9F;--amber:#D9A441}}
body{margin:0;background:var(--linen);color:var(--ink);font:16px/1.5 "Source Sans 3",system-ui,sans-serif;
font-variant-numeric:tabular-nums}
main{max-width:760px;margin:0 auto;padding:32px 20px 64px}
h1,h2{font-family:"Source Serif 4",Georgia,serif;line-height:1.15;font-weight:600}
h1{font-size:40px;margin:0 0 12px}h2{font-size:22px;margin:36px 0 8px}h2.accused{color:var(--wine)}
.lead{color:var(--soft)}ul{padding:0;list-style:none}li{margin:0 0 10px;max-width:68ch}
figure{margin:24px 0;padding:16px;background:var(--plate);border:1px solid var(--hair);border-radius:6px}
figcaption{font-weight:600;margin-bottom:8px}
svg{width:100%;height:auto;font-size:13px}svg text{fill:var(--ink)}svg .tick{fill:var(--soft)}
svg line,svg polyline{stroke:var(--soft);stroke-width:2;fill:none}
svg .grid{stroke:var(--hair);stroke-width:1}svg .ink{stroke:var(--ink);stroke-width:1}
svg line.accused,svg polyline.accused{stroke:var(--wine)}svg circle.accused,svg text.accused{fill:var(--wine)}
svg line.suspected{stroke:var(--amber)}svg circle.suspected{fill:var(--amber)}
svg line.cleared{stroke:var(--sage)}svg circle.cleared{fill:var(--sage)}
svg circle.other{fill:var(--soft)}svg polyline.expected{stroke:var(--soft)}svg .when{fill:var(--hair)}
svg .likely{fill:var(--wine);opacity:.3}svg .least{fill:var(--wine)}
.picture{overflow-x:auto}@media (max-width:640px){.picture svg{min-width:580px}}
details{margin-top:8px}summary{cursor:pointer;color:var(--soft);min-height:28px}
table{border-collapse:collapse;width:100%;font-size:14px}
th,td{text-align:left;padding:4px 12px 4px 0;border-bottom:1px solid var(--hair)}
@media print{.picture svg{min-width:0}details{display:none}body{background:#fff}}
"""
