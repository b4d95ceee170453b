"""Finding messages by their words, the same way on SQLite and PostgreSQL.

Both databases index words that are folded here, so that neither the collation of a server nor its idea of a letter
decides what is found: case, accents and the Nordic letters make no difference ("smor" finds "Smør").
"""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from hovmester.house.hearing.models import Message

LONGEST_WORD = 40  # longer runs of letters are noise, and PostgreSQL refuses very long ones
BEGUN_LEAST = 3  # letters
MOST_WORDS = 5_000  # of one message
WORD = re.compile(r"[^\W_]+")
PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def words_of(*texts: str) -> str:
    """The distinct words, folded, in the order in which they first occur."""
    return " ".join(_folded(" ".join(texts), most=MOST_WORDS))


def matching(messages: "QuerySet[Message]", query: str, *, before: int | None = None) -> "QuerySet[Message]":
    """Those that hold every word of `query`, the latest first; its last word may be only begun.

    `before`: only messages with a smaller id. Both indexes are walked from the latest message on, so that a word which
    is everywhere is found as fast as one that is nowhere.
    """
    words = _folded(query, most=12)
    if not words:
        return messages.none()
    if before is not None:
        messages = messages.filter(pk__lt=before)
    if connection.vendor == "postgresql":
        found = messages.extra(where=["hearing_message.search @@ %s::tsquery"], params=[_as_tsquery(words)])
        return found.order_by("-pk")
    found = messages.extra(
        tables=["hearing_search"],
        where=[
            "hearing_search.rowid = hearing_message.id",
            "hearing_search MATCH %s",
            "hearing_search.rowid < %s",
        ],
        params=[_as_fts5(words), before if before is not None else 2**62],
    )
    return found.order_by(RawSQL("hearing_search.rowid", []).desc())


def _folded(text: str, *, most: int) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(PLAIN)
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    distinct: dict[str, None] = {}
    for match in WORD.finditer(plain):
        distinct[match.group()[:LONGEST_WORD]] = None
        if len(distinct) == most:
            break
    return list(distinct)


def _as_tsquery(words: list[str]) -> str:
    return " & ".join(f"'{word}'" for word in words) + (":*" if _is_begun(words) else "")


def _as_fts5(words: list[str]) -> str:
    return " ".join(f'"{word}"' for word in words) + ("*" if _is_begun(words) else "")


def _is_begun(words: list[str]) -> bool:
    """Fewer letters begin half the dictionary."""
    return len(words[-1]) >= BEGUN_LEAST
