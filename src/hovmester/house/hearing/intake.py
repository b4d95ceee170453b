"""Writing messages down: the one door for API, form and import.

A commit costs the disk a few milliseconds, however little it holds. So whoever comes while another is writing waits,
and then writes for all who came meanwhile, in one transaction: each sender hears its answer after that commit, and many
senders cost hardly more than one.
"""

import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import OperationalError, connection, transaction
from django.utils.translation import gettext as _

from hovmester.house.hearing.errors import TooLarge
from hovmester.house.hearing.item import Item
from hovmester.house.hearing.models import Channel, Message
from hovmester.house.hearing.search import words_of
from hovmester.house.ledger.record import record_each

BATCH_MOST: Final = 1_000  # messages taken in at once
TOGETHER_MOST: Final = 2_000  # messages written in one transaction for several senders

Name = tuple[int, str]  # of a message: its channel, and what the channel calls it


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    external_id: str
    id: int
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What became of the items, in their order."""

    heard: tuple[Heard, ...]

    @property
    def new(self) -> int:
        return sum(one.is_new for one in self.heard)


@dataclass(slots=True, kw_only=True, eq=False)
class _Waiting:
    """What one sender wants written, and what became of it."""

    channel: Channel
    items: Sequence[Item]
    now: datetime
    intake: Intake | None = None
    error: Exception | None = None
    names: list[Name] = field(init=False)

    def __post_init__(self) -> None:
        self.names = [(self.channel.pk, item.external_id) for item in self.items]

    @property
    def is_done(self) -> bool:
        return self.intake is not None or self.error is not None

    def result(self) -> Intake:
        if self.error is not None:
            raise self.error
        assert self.intake is not None
        return self.intake


RUSH_S: Final = 0.02  # messages that follow each other faster than this are a rush
PATIENCE_S: Final = 0.25  # how long the reading waits for a rush to pass

_taken = threading.Event()  # somebody was served since `give_way` looked last
_waiting: list[_Waiting] = []
_arriving = threading.Lock()
_writing = threading.Lock()


def take_in(*, channel: Channel, items: Sequence[Item], now: datetime) -> Intake:
    """Write the messages down; those the channel handed in before are left as they are.

    What they mean is read afterwards, by the worker. When this returns they are on disk, unless the caller has a
    transaction of its own. Raises TooLarge over `BATCH_MOST` items.
    """
    if len(items) > BATCH_MOST:
        raise TooLarge(
            _("At most %(most)d messages at once, got %(got)d. Send them in parts.")
            % {"most": BATCH_MOST, "got": len(items)},
            field="messages",
        )
    mine = _Waiting(channel=channel, items=items, now=now)
    if connection.in_atomic_block:  # what is written here may yet be undone: nobody else must depend on it
        _write([mine])
        return mine.result()
    with _arriving:
        _waiting.append(mine)
    with _writing:
        if not mine.is_done:
            _write_for_all(_next(mine))
    _taken.set()
    return mine.result()


def give_way() -> bool:
    """Wait for a pause between messages; whether there was none within `PATIENCE_S`.

    Who reads in the process that takes messages in would keep the next sender waiting: reading can wait, a sender
    cannot.
    """
    until = time.monotonic() + PATIENCE_S
    while _taken.is_set():
        if time.monotonic() > until:
            return True
        _taken.clear()
        time.sleep(RUSH_S)
    return False


def _next(mine: _Waiting) -> list[_Waiting]:
    """Those who wait, in the order in which they came, as many as fit into one transaction; `mine` among them."""
    with _arriving:
        if mine in _waiting:  # else a thread that died had taken it along
            _waiting.remove(mine)
        chosen, size = [mine], len(mine.items)
        while _waiting and (size := size + len(_waiting[0].items)) <= TOGETHER_MOST:
            chosen.append(_waiting.pop(0))
    return chosen


def _write_for_all(waiting: list[_Waiting]) -> None:
    """What goes wrong for one goes wrong for that one alone; a database that cannot write fails for all."""
    try:
        _write(waiting)
    except OperationalError as error:
        for one in waiting:
            one.error = error
    except Exception:
        for one in waiting:
            try:
                _write([one])
            except Exception as error:
                one.error = error


def _write(waiting: list[_Waiting]) -> None:
    with transaction.atomic():
        _hold({one.channel.pk for one in waiting})
        before = _known(waiting)
        fresh: dict[Name, Message] = {}
        for one in waiting:
            for name, item in zip(one.names, one.items, strict=True):
                if name not in before and name not in fresh:
                    fresh[name] = _message(one, item)
        Message.objects.bulk_create(fresh.values())
        record_each(verb="heard", subjects=list(fresh.values()), at=waiting[0].now, rule="intake")
    told: set[Name] = set()
    for one in waiting:
        one.intake = Intake(heard=tuple(_told(one, before, fresh, told)))


def _hold(channels: set[int]) -> None:
    """Two intakes of one channel wait for each other, so that each knows what the other wrote.

    SQLite has one writer at a time; elsewhere the channels are locked, always in the same order.
    """
    if connection.features.has_select_for_update:
        list(Channel.objects.select_for_update().filter(pk__in=channels).order_by("pk").values_list("pk"))


def _known(waiting: list[_Waiting]) -> dict[Name, int]:
    """The ids of those that were written before."""
    channels = {one.channel.pk for one in waiting}
    names = {external_id for one in waiting for _channel, external_id in one.names}
    known = Message.objects.filter(channel__in=channels, external_id__in=names)
    return {(channel, name): pk for channel, name, pk in known.values_list("channel_id", "external_id", "pk")}


def _message(one: _Waiting, item: Item) -> Message:
    return Message(
        channel=one.channel,
        external_id=item.external_id,
        author=item.author,
        author_name=item.author_name,
        text=item.text,
        quoted=item.quoted,
        attachments=item.attachments,
        words=words_of(item.text, item.author, item.author_name),
        sent_at=item.sent_at,
        received_at=one.now,
        language=item.language,
        look_at=one.now,
    )


def _told(
    one: _Waiting, before: dict[Name, int], fresh: dict[Name, Message], told: set[Name]
) -> Iterator[Heard]:
    """Of several with one name, the first is new."""
    for name in one.names:
        is_new = name in fresh and name not in told
        told.add(name)
        yield Heard(external_id=name[1], id=before[name] if name in before else fresh[name].pk, is_new=is_new)
