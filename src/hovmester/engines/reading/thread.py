"""What is new in a mail: quoted text, forwarded mail and signatures are not the guest's words of today."""

import re

_FORWARDED = (
    r"forwarded message|doorgestuurd bericht|videresendt (?:melding|besked|meddelelse)|weitergeleitete nachricht|"
    r"message (?:transféré|réexpédié)|mensaje reenviado|vidarebefordrat (?:brev|meddelande)"
)
_ORIGINAL = (
    r"original message|oorspronkelijk bericht|opprinnelig melding|ursprüngliche nachricht|message d['’]origine|"
    r"mensaje original|ursprungligt meddelande|oprindelig (?:meddelelse|besked)"
)
_QUOTE_HEAD = re.compile(
    r"^\s*(?:on .{5,120} wrote:|op .{5,120} schreef .{0,80}:|op .{5,120} het volgende geschreven:|"
    r".{3,80} (?:schreef|wrote|skrev|schrieb) .{0,40}\d{4}.{0,40}:|"
    r"(?:den|(?:man|ti[rs]|ons|tor|fre|lør|lör|søn|sön)\S*) .{5,120} skrev .{0,80}:|am .{5,120} "
    r"schrieb .{0,80}:|\d{1,2}\.? \w{3,9}\.? \d{4} .{0,80}skrev .{0,80}:|"
    rf"le .{{5,120}} a écrit\s?:|el .{{5,120}} escribió:|-{{2,}}\s*(?:{_ORIGINAL}|{_FORWARDED}).*|"
    rf"(?:(?:begin|début du|inicio del|start på)? ?(?:{_FORWARDED})|"
    r"anfang der weitergeleiteten (?:nachricht|e-mail))\s?:|_{10,})\s*$",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^\s*\*?(?:from|van|fra|från|von|de)\s?:\*?\s.+$", re.IGNORECASE)
_HEADER_NEXT = re.compile(
    r"^\s*\*?(?:sent|to|date|subject|verzonden|aan|datum|onderwerp|sendt|til|dato|emne|cc|gesendet|an|betreff|skickat|till|"
    r"ämne|envoyé|à|objet|enviado|enviado el|para|asunto|fecha)\s?:",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"^\s*(?:--\s?|sent from (?:my|outlook|yahoo|proton|mail) .*|(?:verzonden|verstuurd) (?:vanaf|met) mijn .*|"
    r"(?:verzonden|verstuurd) vanuit (?:outlook|mail) .*|sendt fra (?:min|outlook|mail) .*|"
    r"skickat från (?:min|outlook|mail) .*|envoyé (?:de mon|à partir d['’e]\s?outlook|depuis mon) .*|"
    r"enviado desde (?:mi|outlook) .*|gesendet (?:von|mit) (?:outlook|meinem|mail) .*|von meinem .* gesendet|"
    r"(?:get|download|skaff|hent|hämta|télécharger|obtener|holen sie sich) outlook .*)\s*$",
    re.IGNORECASE,
)

# Greetings with which a mail ends: who writes follows, and where they work.
_GREETING = re.compile(
    r"^\s*(?:(?:with |my )?(?:kind|best|warm) (?:regards|wishes)|regards|(?:yours )?sincerely|yours|cheers|"
    r"met vriendelijke groet(?:en)?|(?:hartelijke |vriendelijke )?groet(?:en|jes)?|mvg|"
    r"(?:med )?vennlig hilsen|(?:beste |mange )?hilsen|mvh|vh|(?:med )?vänliga? hälsning(?:ar)?|hälsningar|"
    r"(?:med )?venlig hilsen|(?:mit )?(?:freundlichen|besten|herzlichen|lieben) grüßen|(?:viele|beste|liebe) grüße|mfg|"
    r"(?:bien )?cordialement|bien à vous|salutations|(?:un )?(?:cordial )?saludos?|atentamente)\s*[,.!]?\s*$",
    re.IGNORECASE,
)
SIGNED_MOST = 6  # lines of a signature under a greeting


def new_words(text: str) -> list[tuple[int, int]]:
    """Stretches of the text that are new, in order. Where all of it is quoted, the whole text."""
    if "\n" not in text:
        return [(0, len(text))] if text else []
    lines = list(_lines(text))
    kept: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(lines):
        line = text[start:end]
        if _SIGNATURE.match(line) or _is_quote_head(text, lines, number) or _is_header(text, lines, number):
            if any(text[s:e].strip() for s, e in kept):
                break
            continue
        if not line.lstrip().startswith((">", "|>")):
            kept.append((start, end))
        if _GREETING.match(line) and _is_signed(text, lines, number):
            break
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


def _is_quote_head(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Also where it runs over two lines: "On Tue, Nov 17 … Mortons Steakhouse / <m@example.org> wrote:"."""
    line = text[slice(*lines[number])].strip()
    if _QUOTE_HEAD.match(line):
        return True
    below = text[slice(*lines[number + 1])].strip() if number + 1 < len(lines) else ""
    return "@" in below and any(c.isdigit() for c in line) and bool(_QUOTE_HEAD.match(f"{line} {below}"))


def _is_header(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    if not _HEADER.match(text[slice(*lines[number])]) or number + 1 >= len(lines):
        return False
    return bool(_HEADER_NEXT.match(text[slice(*lines[number + 1])]))


def _is_signed(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """Whether only a signature follows the greeting, and perhaps what is quoted; a postscript is still to be read."""
    below = [text[s:e].strip() for s, e in lines[number + 1 :]]
    ends = (
        i
        for i, line in enumerate(below)
        if _SIGNATURE.match(line)
        or _QUOTE_HEAD.match(line)
        or line.startswith(">")
        or _is_header(text, lines, number + 1 + i)
    )
    own = [line for line in below[: next(ends, len(below))] if line]
    return len(own) <= SIGNED_MOST and not any(
        line.lower().startswith(("ps", "p.s")) or "?" in line for line in own
    )


def _joined(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
