"""Collect every text a person may see, merge it into the Dutch and Norwegian catalogues, and compile them.

    python scripts/words.py            collect, merge, compile
    python scripts/words.py --check    change nothing; exit 1 where a text is missing, fuzzy or not compiled

Templates go through Django's own `templatize`, everything else is plain Python; so no GNU gettext is needed.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parent.parent / "src" / "hovmester"
LANGUAGES = ("nl", "nb")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "tr": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def main() -> int:
    settings.configure(USE_I18N=True)
    wanted = collect()
    check = "--check" in sys.argv
    wrong = [fault for language in LANGUAGES for fault in (verify if check else merge)(language, wanted)]
    print("\n".join(wrong) or "every text has its words in every language")
    return 1 if check and wrong else 0


def collect() -> Catalog:
    catalog = Catalog(project="hovmester", fuzzy=False)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "static" not in path.parts:
            for text, context, comments in texts(path):
                catalog.add(
                    text,
                    locations=[(str(path.relative_to(PACKAGE)), 0)],
                    context=context,
                    auto_comments=comments,
                )
    return catalog


def texts(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None, list[str]]]:
    source = path.read_text()
    if path.suffix != ".py":
        if "{%" not in source:
            return
        source = templatize(source)
    for _line, keyword, said, comments in extract_python(
        io.BytesIO(source.encode()), list(KEYWORDS), ["Translators:"], {}
    ):
        parts = [said] if isinstance(said, str) else [part for part in said or () if isinstance(part, str)]
        context = parts.pop(0) if "pgettext" in keyword and parts else None
        plural = "ngettext" in keyword or "npgettext" in keyword
        if parts and parts[0]:
            yield (tuple(parts[:2]) if plural and len(parts) > 1 else parts[0]), context, comments


def merge(language: str, wanted: Catalog) -> list[str]:
    catalog = stored(language)
    catalog.update(wanted, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    with po(language).open("wb") as file:
        write_po(file, catalog, sort_output=True, width=110, include_lineno=False, omit_header=False)
    with po(language).with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    return [f"{language}: no words yet for {name(message)}" for message in untold(catalog)]


def verify(language: str, wanted: Catalog) -> list[str]:
    catalog = stored(language)
    faults = [f"{language}: no words for {name(message)}" for message in untold(catalog)]
    faults += [
        f"{language}: not collected: {name(message)}"
        for message in wanted
        if message.id and catalog.get(message.id, message.context) is None
    ]
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    if po(language).with_suffix(".mo").read_bytes() != compiled.getvalue():
        faults.append(f"{language}: django.mo is older than django.po; run `make words`")
    return faults


def stored(language: str) -> Catalog:
    if not po(language).exists():
        return Catalog(locale=language, project="hovmester", fuzzy=False)
    with po(language).open("rb") as file:
        return read_po(file, locale=language)


def untold(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id and (message.fuzzy or not _told(message.string))]


def _told(said: str | tuple[str, ...] | None) -> bool:
    return bool(said) if isinstance(said, str | None) else all(said)


def po(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def name(message: Message) -> str:
    return repr(message.id if isinstance(message.id, str) else message.id[0])


if __name__ == "__main__":
    sys.exit(main())
