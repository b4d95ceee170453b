"""HTML -> words, and words -> what is new in them.

HTML is sanitised by nh3 first: what is left holds no script, no style and none but a few plain elements, and of those
only the line breaks are kept.
"""

import html
import re
from typing import Final

import nh3
from mailparser_reply.parser import EmailMessage

HTML_MOST: Final = 512 * 1024  # characters
SPLIT_MOST: Final = 10_000  # characters; the reply parser's patterns are slow on more
LINE_MOST: Final = 500
LANGUAGES: Final = ("en", "nl", "da")  # Norwegian mail programs introduce a quote as Danish ones do
BREAKS: Final = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "pre", "hr", "ul", "ol"}
SILENT: Final = {
    "script",
    "style",
    "head",
    "title",
    "noscript",
    "template",
    "iframe",
    "object",
    "svg",
    "math",
}
QUOTE = re.compile(r"(</?blockquote>)")
BREAK = re.compile(r"</?(?:" + "|".join(sorted(BREAKS)) + r")>")
SPACES = re.compile(r"[ \t\xa0\u200b\u200c\u200d\ufeff]+")
# What the reply parser does not know: the quote and the closing as Dutch and Norwegian programs and people write them.
INTRODUCES = re.compile(r"\n[^\n]{0,200}\b(?:wrote|schreef|skrev)\b[^\n]{0,200}:\s*\Z")
CLOSING = re.compile(
    r"\n(?:(?:Med )?vennlig hilsen|Beste hilsen|(?:Hartelijke )?groet(?:en|jes)?),?(?:\n[^\n]{0,60}){1,7}\Z",
    re.IGNORECASE,
)
BLANK_LINES = re.compile(r"\n{3,}")
BLANK_MOST: Final = 20  # lines in a row; the reply parser looks at each of them from each of them
MANY_BLANK_LINES = re.compile(rf"(?:[ \t]*\n){{{BLANK_MOST + 1},}}")


def words_of_html(page: str) -> str:
    """What a reader of this page would read, line by line."""
    safe = nh3.clean(page[:HTML_MOST], tags=BREAKS, clean_content_tags=SILENT, attributes={}, link_rel=None)
    lines: list[str] = []
    depth = 0  # of quotes in quotes
    for part in QUOTE.split(safe.replace("\r", " ").replace("\n", " ")):
        depth = max(0, depth + {"<blockquote>": 1, "</blockquote>": -1}.get(part, 0))
        for line in html.unescape(BREAK.sub("\n", part)).split("\n"):
            plain = SPACES.sub(" ", line).strip()
            lines.append(f"> {plain}" if depth and plain else plain)
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def split_reply(text: str) -> tuple[str, str]:
    """What is new in a mail, and what it quotes or signs with.

    A guest's words are never lost: a "signature" that may be a sentence stays where it is, and a mail that is nothing
    but quotes is new as a whole.
    """
    lines = text.split("\n")
    if len(text) > SPLIT_MOST or max(map(len, lines)) > LINE_MOST:
        new = "\n".join(line for line in lines if not line.startswith(">"))
        quoted = "\n".join(line for line in lines if line.startswith(">"))
    else:
        new, quoted = _split(MANY_BLANK_LINES.sub("\n" * BLANK_MOST, text))
    return (new.strip(), quoted.strip()) if new.strip() else (text, "")


def _split(text: str) -> tuple[str, str]:
    mail = EmailMessage(text=text, languages=list(LANGUAGES), keep_hyphen_lists=True).read()
    first, *older = mail.replies
    new, signature = first.full_body, first.signatures or ""
    if not (signature and _is_signature(signature) and new.endswith(signature)):
        signature = ""
    new = new.removesuffix(signature).rstrip()
    said = "\n".join(line for line in new.split("\n") if not line.startswith(">")).rstrip()
    for apart in (INTRODUCES, CLOSING):
        said = apart.sub("", said).rstrip()
    rest = [new.removeprefix(said), signature, *(f"{reply.headers}\n{reply.content}" for reply in older)]
    return said, "\n\n".join(part.strip() for part in rest if part.strip())


def _is_signature(text: str) -> bool:
    """A short closing, and no sentence: "Tak" opens a signature, "Takk for maten, men kniven var sløv" does not."""
    lines = text.strip().split("\n")
    if lines[0].rstrip() in {"--", "__"}:
        return True
    return (
        len(lines) <= 8
        and len(lines[0]) <= 40
        and not any(mark in text for mark in ("?", "!"))
        and (len(lines[0].split()) <= 4 or lines[0].startswith(("Sent", "Verzonden", "Sendt")))
    )
