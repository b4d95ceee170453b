"""What is new in a mail: quoted text, forwarded mail and signatures are not the guest's words of today."""

import re

_QUOTE_HEAD = re.compile(
    r"^\s*(?:on .{5,120} wrote:|op .{5,120} schreef .{0,80}:|den .{5,120} skrev .{0,80}:|am .{5,120} "
    r"schrieb .{0,80}:|"
    r"le .{5,120} a écrit\s?:|el .{5,120} escribió:|-{2,}\s*(?:original message|oorspronkelijk bericht|"
    r"opprinnelig melding|forwarded message|doorgestuurd bericht|videresendt melding|weitergeleitete nachricht).*|"
    r"begin forwarded message:|_{10,})\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^\s*(?:from|van|fra|von|de)\s?:\s.+$", re.IGNORECASE)
_HEADER_NEXT = re.compile(
    r"^\s*(?:sent|to|date|subject|verzonden|aan|datum|onderwerp|sendt|til|dato|emne|cc|gesendet|an|betreff)\s?:",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^\s*(?:--\s?|sent from my .*|verzonden (?:vanaf|met) mijn .*|sendt fra min .*|get outlook for "
    r".*|skaff outlook .*|"
    r"von meinem .* gesendet)\s*$",
    re.IGNORECASE,
)


def new_words(text: str) -> list[tuple[int, int]]:
    """Stretches of the text that are new, in order. Where all of it is quoted, the whole text."""
    if "\n" not in text:
        return [(0, len(text))] if text else []
    lines = list(_lines(text))
    kept: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        if _SIGNATURE.match(line) or _QUOTE_HEAD.match(line) or _is_header(text, lines, number):
            if any(text[s:e].strip() for s, e in kept):
                break
            continue
        if not line.lstrip().startswith((">", "|>")):
            kept.append((start, end))
    joined = _joined(kept)
    return joined if any(text[s:e].strip() for s, e in joined) else [(0, len(text))]


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for match in re.finditer("\n", text):
        found.append((start, match.end()))
        start = match.end()
    if start < len(text):
        found.append((start, len(text)))
    return found


def _is_header(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    if not _HEADER.match(text[slice(*lines[number])]) or number + 1 >= len(lines):
        return False
    return bool(_HEADER_NEXT.match(text[slice(*lines[number + 1])]))


def _joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
