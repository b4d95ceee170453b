"""By which words a language is read, where a table has no words of its own for it."""

from collections.abc import Container

_WRITTEN_ALIKE = {"nn": "nb", "no": "nb"}  # their words stand in one table


def table_of(language: str, tables: Container[str]) -> str:
    """The name of the table: Norwegian of any kind is in one, and what has none is read by the English one."""
    name = _WRITTEN_ALIKE.get(language, language)
    return name if name in tables else "en"
