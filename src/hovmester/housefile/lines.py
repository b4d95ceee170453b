"""On which line of a TOML text each table and key stands, for error messages. Values are not read here."""

import re

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
# What can open or close something that runs over several lines.
_TOKEN = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')


class Lines:
    """`Lines(text).of(path)`: the line of that key, or of the nearest table around it."""

    def __init__(self, text: str) -> None:
        self._at: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        table: Path = ()
        depth, quote = 0, ""
        for number, line in enumerate(text.splitlines(), start=1):
            rest = line
            if not depth and not quote:
                if header := _HEADER.match(line):
                    table = self._enter(_parts(header[2]), is_list=header[1] == "[[")
                    self._at.setdefault(table, number)
                    continue
                if key := _KEY.match(line):
                    path = table + _parts(key[1])
                    for end in range(len(table) + 1, len(path) + 1):
                        self._at.setdefault(path[:end], number)
                    rest = line[key.end() :]
            depth, quote = _still_open(rest, depth, quote)

    def of(self, path: Path) -> int | None:
        for end in range(len(path), 0, -1):
            if path[:end] in self._at:
                return self._at[path[:end]]
        return None

    def _enter(self, parts: tuple[str, ...], *, is_list: bool) -> Path:
        """The path of a header; a table inside a list of tables belongs to the last one of the list."""
        path: Path = ()
        for part in parts[:-1]:
            path += (part,)
            if path in self._counts:
                path += (self._counts[path] - 1,)
        path += parts[-1:]
        if is_list:
            self._counts[path] = self._counts.get(path, 0) + 1
            path += (self._counts[path] - 1,)
        return path


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _still_open(text: str, depth: int, quote: str) -> tuple[int, str]:
    """Brackets and the multi-line quote that are open after `text`."""
    position = 0
    while position < len(text):
        if quote:
            end = text.find(quote, position)
            if end < 0:
                return depth, quote
            position, quote = end + 3, ""
            continue
        token = _TOKEN.search(text, position)
        if not token:
            break
        position = token.end()
        if token[0] in {'"""', "'''"}:
            quote = token[0]
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
    return depth, quote
