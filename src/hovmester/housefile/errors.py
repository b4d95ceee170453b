"""What is wrong with a house file.

HouseFileError        every problem of one file, in the order of its lines
  .problems           Problem(code, line, path, where, template, values), one sentence each

`template` is the English sentence and the key of its translation: `problem.sentence(gettext)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def marked(text: str) -> str:
    """Imported as `_`: marks an English sentence for the catalogues. It is translated when it is shown."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    code: str  # machine name: "unknown-key", "missing", "not-allowed", ...
    line: int | None  # counted from 1; None: nowhere in particular
    path: tuple[str | int, ...]  # ("people", 3, "site")
    where: str  # the same for a person: "person “alex” · site"
    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """What happened, with which value, what is allowed; in the language of `translate`."""
        values = dict(self.values)
        if wanted := values.get("wanted"):
            values["wanted"] = translate(str(wanted))
        return translate(self.template).format(**values)

    def __str__(self) -> str:
        line = f"line {self.line}: " if self.line else ""
        where = f"{self.where}: " if self.where else ""
        return f"{line}{where}{self.sentence()}"


class HouseFileError(ValueError):
    """A house file that cannot be used as it stands; `problems` lists all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))
