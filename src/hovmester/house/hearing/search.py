"""Finding messages by their words, the same way on SQLite and PostgreSQL.

Both databases index words that are folded here, so that neither the collation of a server nor its idea of a letter
decides what is found: case, accents and the Nordic letters make no difference ("smor" finds "Smør").
"""

import re
import unicodedata
from typing import TYPE_CHECKING

from django.db import connection, models
from django.db.models.expressions import RawSQL

if TYPE_CHECKING:
    from hovmester.house.hearing.models import Message

LONGEST_WORD = 40  # longer runs of letters are noise, and PostgreSQL refuses very long ones
MOST_WORDS = 5_000  # of one message
WORD = re.compile(r"[^\W_]+")
PLAIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "ı": "i"})


def words_of(*texts: str) -> str:
    """The distinct words, folded, in the order in which they first occur."""
    return " ".join(_folded(" ".join(texts), most=MOST_WORDS))


def matching(messages: "models.QuerySet[Message]", query: str) -> "models.QuerySet[Message]":
    """Those that hold every word of `query`; its last word may be only begun."""
    words = _folded(query, most=12)
    if not words:
        return messages.none()
    if connection.vendor == "postgresql":
        found = RawSQL("SELECT id FROM hearing_message WHERE search @@ %s::tsquery", [_as_tsquery(words)])
    else:
        found = RawSQL("SELECT rowid FROM hearing_search WHERE hearing_search MATCH %s", [_as_fts5(words)])
    return messages.filter(pk__in=found)


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
    return " & ".join(f"'{word}'" for word in words) + ":*"


def _as_fts5(words: list[str]) -> str:
    return " ".join(f'"{word}"' for word in words) + "*"
