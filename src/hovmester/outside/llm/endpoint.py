"""One call to a chat endpoint that speaks the OpenAI protocol, with structured output and a hard time limit."""

import json
import queue
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from hovmester.outside.llm.errors import EndpointError

MOST_BYTES = 1_000_000
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """`url` up to and with `/v1`; `timeout_s` is how long a guest's message may wait for the model."""

    url: str
    model: str
    key: str = ""
    timeout_s: float = 3.0

    def __post_init__(self) -> None:
        host = urlsplit(self.url).hostname
        if not self.url.startswith(("https://", "http://")) or not host:
            raise ValueError(f"url must look like https://host/v1, got {self.url!r}")
        if self.key and self.url.startswith("http://") and host not in LOOPBACK:
            raise ValueError(
                f"a key is never sent in the clear: url must begin with https://, got {self.url!r}"
            )
        if not self.model:
            raise ValueError("model must name a model of the endpoint, got nothing")
        if not 0 < self.timeout_s <= 60:
            raise ValueError(f"timeout_s must be in (0, 60], got {self.timeout_s}")

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The JSON object the model answered with. Raises EndpointError; Any: JSON has no narrower type."""
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": list(messages),
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "reading", "strict": True, "schema": schema},
            },
        }
        answer = self._within_time(json.dumps(body).encode("utf-8"))
        try:
            said = json.loads(json.loads(answer)["choices"][0]["message"]["content"])
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise EndpointError("unusable", f"the endpoint's answer is no reading: {error}") from error
        if not isinstance(said, dict):
            raise EndpointError(
                "unusable", f"the endpoint answered with {type(said).__name__}, not an object"
            )
        return said

    def _within_time(self, body: bytes) -> bytes:
        """A socket's own limit begins anew with every byte; whoever answers by drops is left to it."""
        answered: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answered.put(self._post(body))
            except Exception as error:
                answered.put(error)

        threading.Thread(target=ask, daemon=True, name="language model").start()
        answer: bytes | Exception | None = None
        with suppress(queue.Empty):
            answer = answered.get(timeout=self.timeout_s)
        if isinstance(answer, bytes):
            return answer
        why = "it took too long" if answer is None else str(answer)
        raise EndpointError("unreachable", f"the endpoint did not answer: {why}") from answer

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = Request(f"{self.url.rstrip('/')}/chat/completions", data=body, headers=headers)  # noqa: S310 - checked above
        with _OPENER.open(request, timeout=self.timeout_s) as response:
            return bytes(response.read(MOST_BYTES))


class _NowhereElse(HTTPRedirectHandler):
    """The key and the guest's words go to the endpoint that was named, and nowhere it points to."""

    def redirect_request(self, *_: Any) -> None:  # Any: whatever urllib hands over
        return None


_OPENER = build_opener(_NowhereElse)
