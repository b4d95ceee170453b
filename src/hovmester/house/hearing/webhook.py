"""POST /api/messages: other programs hand in what guests said."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from ninja.errors import HttpError
from pydantic import AwareDatetime, ConfigDict, Field

from hovmester.house.hearing.actions import BATCH_MOST, Intake, take_in
from hovmester.house.hearing.errors import HearingError, TooLarge, UnknownChannel
from hovmester.house.hearing.item import Item
from hovmester.house.hearing.models import Channel
from hovmester.house.hearing.signature import verify
from hovmester.house.ledger import clock

BODY_MOST = 8 * 1024 * 1024  # bytes
OTHER_METHODS = (
    *("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"),
    *("PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH", "QUERY"),
)

router = Router(tags=["messages"])


class MessageIn(Schema):
    model_config = ConfigDict(extra="forbid")

    external_id: str
    text: str
    author: str = ""
    author_name: str = ""
    sent_at: AwareDatetime | None = None
    language: str = ""


class MessagesIn(Schema):
    model_config = ConfigDict(extra="forbid")

    messages: Annotated[list[MessageIn], Field(min_length=1, max_length=BATCH_MOST)]


class HeardOut(Schema):
    external_id: str
    id: int
    is_new: bool


class IntakeOut(Schema):
    """How many were new, and each message in the order of the request."""

    new: int
    heard: list[HeardOut]


class ErrorOut(Schema):
    code: str
    message: str
    field: str | None = None


def signed_channel(request: HttpRequest) -> Channel:
    """The webhook whose secret signed this request."""
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:12]) > BODY_MOST:
        raise TooLarge(
            _("A request may have %(most)d MB. Send the messages in parts.") % {"most": BODY_MOST // 1024**2}
        )
    key = request.headers.get("Hovmester-Channel", "")
    channel = Channel.objects.filter(key=key, kind=Channel.Kind.WEBHOOK).first()
    if channel is None:
        raise UnknownChannel(key)
    verify(
        request.body,
        secret=channel.secret,
        timestamp=request.headers.get("Hovmester-Timestamp", ""),
        signature=request.headers.get("Hovmester-Signature", ""),
        now=clock.real_now(),
    )
    return channel


@router.post(
    "",
    auth=signed_channel,
    response={200: IntakeOut, 201: IntakeOut, 400: ErrorOut, 401: ErrorOut, 404: ErrorOut, 413: ErrorOut},
    summary="Hand in messages",
)
def hand_in(request: HttpRequest, batch: MessagesIn) -> Status[Intake]:
    """Write down 1 to 1,000 messages, all or none. Handed in twice, a message is heard once.

    201 when something was new, 200 when everything was known already. Either way everything is on disk.
    """
    items = [_item(position, message) for position, message in enumerate(batch.messages)]
    intake = take_in(channel=request.auth, items=items, now=request.now)  # type: ignore[attr-defined]
    return Status(201 if intake.new else 200, intake)


@router.api_operation(list(OTHER_METHODS), "", include_in_schema=False)
def only_post(request: HttpRequest) -> None:
    raise HttpError(405, _("Messages are handed in with POST, got %(method)s.") % {"method": request.method})


def _item(position: int, message: MessageIn) -> Item:
    try:
        return Item(**message.model_dump())
    except HearingError as error:
        error.field = f"messages.{position}.{error.field}"
        raise
