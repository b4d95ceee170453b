"""Noting what is wrong with a house file, and which word was probably meant."""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from .errors import Problem
from .errors import marked as _
from .lines import Lines, Path

_MOST_SHOWN = 20
_ALLOWED = {
    "unknown-key": _("there is no key “{value}” here; there are {allowed}"),
    "unknown-reference": _("there is no “{value}”; there are {allowed}"),
    "not-allowed": _("must be one of {allowed}, got “{value}”"),
}
_MEANT = {
    "unknown-key": _("there is no key “{value}” here; did you mean “{meant}”?"),
    "unknown-reference": _("there is no “{value}”; did you mean “{meant}”? There are {allowed}"),
    "not-allowed": _("must be one of {allowed}, got “{value}”; did you mean “{meant}”?"),
}


class Notes:
    """The problems found so far, each with its line."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.problems: list[Problem] = []

    def add(self, code: str, path: Path, where: str, template: str, **values: object) -> None:
        self.problems.append(
            Problem(
                code=code,
                line=self._lines.of(path),
                path=path,
                where=where,
                template=template,
                values=values,
            )
        )

    def not_among(self, code: str, path: Path, where: str, value: str, allowed: Sequence[str]) -> None:
        """`value` is none of `allowed`; say which one was probably meant."""
        close = get_close_matches(value.lower(), allowed, n=1, cutoff=0.7)
        few = ", ".join(allowed) if len(allowed) <= _MOST_SHOWN else ", ".join(allowed[:_MOST_SHOWN]) + " …"
        template = (_MEANT if close else _ALLOWED)[code]
        self.add(code, path, where, template, value=value, meant="".join(close), allowed=few or "–")

    def refer(self, path: Path, where: str, value: str, known: Iterable[str]) -> None:
        """A reference to a row by its key; an empty one refers to nothing."""
        if value and value not in known:
            self.not_among("unknown-reference", path, where, value, sorted(known))
