"""One TOML table, read field by field: each reader returns a value of the right kind, or notes what is wrong
and returns a harmless one, so that a file with ten mistakes is answered with ten sentences.

Not here: which tables there are (`loading`), what must hold between them (`checks`).
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .errors import marked as _
from .hours import read_hours
from .lines import Path
from .model import Opening, Spread
from .notes import Notes

LANGUAGES = ("en", "nl", "nb")
LONGEST_MIN = 7 * 24 * 60.0

_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")
_AIRPORT = re.compile(r"[A-Z]{3}\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_MOST_MONEY = Decimal(10) ** 8

Choice = TypeVar("Choice", bound=StrEnum)
Kept = TypeVar("Kept")


class Table:
    """`fields` at `path`; `label` is what a person calls it, such as "people “alex”"."""

    def __init__(self, fields: Mapping[str, object], path: Path, label: str, notes: Notes) -> None:
        self._fields = fields
        self.path = path
        self.label = label
        self._notes = notes
        self._read: set[str] = set()

    def note(self, code: str, field: str, template: str, **values: object) -> None:
        where = " · ".join(part for part in (self.label, field) if part)
        self._notes.add(code, (*self.path, field) if field else self.path, where, template, **values)

    # -- single values ---------------------------------------------------------------------------------------

    def text(self, field: str, default: str | None = None, *, longest: int = 200) -> str:
        value = self._take(field, default)
        if value is None:
            return ""
        if not isinstance(value, str):
            return self._wrong(field, _("a text in quotes"), value, "")
        if default is None and not value.strip():
            self.note("empty", field, _("must not be empty"))
        if _CONTROL.search(value):
            self.note("control", field, _("must not hold control characters, got {value}"), value=repr(value))
        if len(value) > longest:
            self.note(
                "too-long", field, _("at most {longest} characters, got {n}"), longest=longest, n=len(value)
            )
        return value

    def key(self, field: str = "key") -> str:
        value = self.text(field, longest=1000)
        if value and not _KEY.match(value):
            self.note(
                "key",
                field,
                _("letters, digits, - and _, beginning with a letter or digit, at most 60; got “{value}”"),
                value=value,
            )
        return value

    def flag(self, field: str, default: bool) -> bool:
        value = self._take(field, default)
        return value if isinstance(value, bool) else self._wrong(field, _("true or false"), value, default)

    def whole(self, field: str, default: int = 0, *, low: int, high: int) -> int:
        value = self._take(field, default)
        if isinstance(value, bool) or not isinstance(value, int):
            return self._wrong(field, _("a whole number"), value, default)
        return default if self._outside(field, value, low, high) else value

    def maybe_whole(self, field: str, *, low: int, high: int) -> int | None:
        return self.whole(field, low=low, high=high) if self._has(field) else None

    def number(
        self,
        field: str,
        default: float | None = None,
        *,
        low: float,
        high: float,
        more_than_low: bool = False,
    ) -> float:
        value = self._take(field, default)
        fallback = low if default is None else default
        if value is None:
            return fallback
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return self._wrong(field, _("a number"), value, fallback)
        outside = self._outside(field, float(value), low, high, more_than_low=more_than_low)
        return fallback if outside else float(value)

    def maybe_number(
        self, field: str, *, low: float, high: float, more_than_low: bool = False
    ) -> float | None:
        if not self._has(field):
            return None
        return self.number(field, low=low, high=high, more_than_low=more_than_low)

    def money(self, field: str, default: Decimal | None = None) -> Decimal:
        value = self._take(field, default)
        if value is None:
            return Decimal(0)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            return self._wrong(field, _("an amount such as 12.50"), value, Decimal(0))
        amount = Decimal(value)
        if not amount.is_finite() or not 0 <= amount < _MOST_MONEY:
            self.note("money", field, _("an amount from 0 to under 100000000, got {value}"), value=value)
            return Decimal(0)
        if -int(amount.as_tuple().exponent) > 4:
            self.note("money", field, _("at most four decimals, got {value}"), value=value)
        return amount

    def maybe_money(self, field: str) -> Decimal | None:
        return self.money(field) if self._has(field) else None

    def choice(self, field: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        value = self.text(field, default)
        if value in {*kind}:
            return kind(value)
        if value:
            self.not_allowed(field, value, [str(one) for one in kind])
        return default or next(iter(kind))

    def one_of(self, field: str, allowed: Iterable[str], default: str | None = None) -> str:
        value = self.text(field, default)
        if value and value not in allowed:
            self.not_allowed(field, value, allowed)
        return value

    def is_text(self, field: str, text: str) -> bool:
        return self._fields.get(field) == text

    def zone(self, field: str, default: str | None = None) -> str:
        value = self.text(field, default, longest=64)
        if value and not _is_zone(value):
            self.note(
                "zone",
                field,
                _("a time zone such as Europe/Amsterdam or America/New_York, got “{value}”"),
                value=value,
            )
        return value

    def airport(self, field: str) -> str:
        value = self.text(field, "")
        if value and not _AIRPORT.match(value):
            self.note("airport", field, _("three capital letters such as EWR, got “{value}”"), value=value)
        return value

    def moment(self, field: str) -> datetime:
        value = self._take(field, None)
        return self._aware(field, value) if value is not None else _NEVER

    def maybe_moment(self, field: str) -> datetime | None:
        return self._aware(field, self._fields[field]) if self._has(field) else None

    def _aware(self, field: str, value: object) -> datetime:
        if isinstance(value, datetime) and value.tzinfo is not None:
            return value
        return self._wrong(
            field, _("a moment with its offset, such as 2011-08-17T19:00:00-04:00"), value, _NEVER
        )

    # -- several values --------------------------------------------------------------------------------------

    def texts(self, field: str) -> tuple[str, ...]:
        value = self._take(field, ())
        if isinstance(value, list | tuple) and all(_is_plain(item) for item in value):
            return tuple(value)
        return self._wrong(field, _('a list of texts, such as ["one", "two"]'), value, ())

    def days(self, field: str) -> tuple[str, ...]:
        value = self._take(field, ())
        if not isinstance(value, list | tuple):
            return self._wrong(field, _('a list of dates, such as ["2026-12-25"]'), value, ())
        return tuple(day for item in value if (day := self._day(field, item)))

    def _day(self, field: str, value: object) -> str:
        text = value.isoformat() if isinstance(value, date) else value
        try:
            if isinstance(text, str) and date.fromisoformat(text).isoformat() == text:
                return text
        except ValueError:
            pass
        return self._wrong(field, _("a date such as 2026-12-25"), value, "")

    def names(self, field: str = "names") -> dict[str, tuple[str, ...]]:
        value = self._take(field, None)
        if value is None:
            return {}
        if not isinstance(value, dict) or not value:
            return self._wrong(field, _('names by language, such as { en = ["Bread"] }'), value, {})
        inner = Table(value, (*self.path, field), f"{self.label} · {field}", self._notes)
        for language in value:
            if not _LANGUAGE.match(language):
                inner.note(
                    "not-allowed", "", _("“{value}” is not a language such as en, nl, nb"), value=language
                )
        found = {language: inner.texts(language) for language in value}
        for language, names in found.items():
            if not names:
                inner.note("empty", language, _("needs at least one name"))
        return found

    def spread(self, field: str, default: Spread | None = None) -> Spread:
        value = self._take(field, default)
        if value is None or isinstance(value, Spread):
            return value or Spread(p50=1, p90=1)
        if not isinstance(value, dict):
            return self._wrong(
                field, _("minutes, such as { p50 = 12, p90 = 18 }"), value, Spread(p50=1, p90=1)
            )
        inner = Table(value, (*self.path, field), f"{self.label} · {field}", self._notes)
        p50 = inner.number("p50", low=0, high=LONGEST_MIN, more_than_low=True)
        p90 = inner.number("p90", low=0, high=LONGEST_MIN, more_than_low=True)
        inner.leftover()
        if 0 < p90 < p50:
            self.note(
                "spread",
                field,
                _("p90 is at least p50, got p50 = {p50:.12g} and p90 = {p90:.12g}"),
                p50=p50,
                p90=p90,
            )
        return Spread(p50=p50, p90=p90)

    def openings(self, field: str) -> tuple[Opening, ...]:
        found: list[Opening] = []
        for line in self.texts(field):
            try:
                found += read_hours(line)
            except ValueError:
                self.note(
                    "hours",
                    field,
                    _(
                        "days (mon tue wed thu fri sat sun) and times, such as “mon-fri 11:30-22:00”; got “{value}”"
                    ),
                    value=line,
                )
        return tuple(found)

    def tables(self, field: str, label: str) -> "list[Table]":
        """The tables of a list `[[field]]`; each is called by its key, or counted."""
        value = self._take(field, ())
        if not isinstance(value, list | tuple) or not all(isinstance(item, dict) for item in value):
            return self._wrong(field, f"tables headed [[{field}]]", value, [])
        return [
            Table(item, (*self.path, field, index), f"{label} {_called(item, index)}", self._notes)
            for index, item in enumerate(value)
        ]

    def table(self, field: str) -> "Table":
        """A single table; an empty one where it is missing."""
        value = self._take(field, {})
        if not isinstance(value, dict):
            value = self._wrong(field, f"a table headed [{field}]", value, {})
        return Table(value, (*self.path, field), field, self._notes)

    # -- what is left ----------------------------------------------------------------------------------------

    def fields(self) -> Iterable[str]:
        return self._fields

    def leftover(self) -> None:
        """Note every key that nobody read."""
        for field in self._fields:
            if field not in self._read:
                self.not_allowed(field, field, sorted(self._read), code="unknown-key")

    def not_allowed(self, field: str, value: str, allowed: Iterable[str], code: str = "not-allowed") -> None:
        self._notes.not_among(
            code,
            (*self.path, field),
            " · ".join(part for part in (self.label, field) if part),
            value,
            list(allowed),
        )

    def _has(self, field: str) -> bool:
        self._read.add(field)
        return field in self._fields

    def _take(self, field: str, default: object) -> object:
        self._read.add(field)
        if field in self._fields:
            return self._fields[field]
        if default is None:
            self.note("missing", field, _("is missing"))
        return default

    def _wrong(self, field: str, wanted: str, value: object, instead: Kept) -> Kept:
        self.note("wrong-type", field, _("must be {wanted}, got {value}"), wanted=wanted, value=_shown(value))
        return instead

    def _outside(
        self,
        field: str,
        value: float,
        low: float,
        high: float,
        *,
        more_than_low: bool = False,
    ) -> bool:
        if low < value <= high if more_than_low else low <= value <= high:
            return False
        template = (
            _("more than {low:.12g} and at most {high:.12g}, got {value:.12g}")
            if more_than_low
            else _("from {low:.12g} to {high:.12g}, got {value:.12g}")
        )
        self.note("out-of-range", field, template, low=low, high=high, value=value)
        return True


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not _CONTROL.search(value)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _called(fields: Mapping[str, object], index: int) -> str:
    key = fields.get("key")
    return f"“{key}”" if isinstance(key, str) and key else f"number {index + 1}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else text[:57] + "…"
