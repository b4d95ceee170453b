"""One call to a chat endpoint that speaks the OpenAI protocol, with structured output and a hard time limit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.request import Request, urlopen

from hovmester.outside.llm.errors import EndpointError

MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """`url` up to and with `/v1`; `timeout_s` is how long a guest's message may wait for the model."""

    url: str
    model: str
    key: str = ""
    timeout_s: float = 4.0

    def __post_init__(self) -> None:
        if not self.url.startswith(("https://", "http://")):
            raise ValueError(f"url must begin with https:// or http://, got {self.url!r}")
        if not 0 < self.timeout_s <= 60:
            raise ValueError(f"timeout_s must be in (0, 60], got {self.timeout_s}")

    def ask(self, messages: Sequence[Mapping[str, str]], schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The JSON object the model answered with. Raises EndpointError; Any: JSON has no narrower type."""
        body = {
            "model": self.model,
            "temperature": 0,
            "messages": list(messages),
            "response_format": {"type": "json_schema", "json_schema": {"name": "reading", "schema": schema}},
        }
        answer = self._post(json.dumps(body).encode("utf-8"))
        try:
            said = json.loads(json.loads(answer)["choices"][0]["message"]["content"])
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise EndpointError("unusable", f"the endpoint's answer is no reading: {error}") from error
        if not isinstance(said, dict):
            raise EndpointError(
                "unusable", f"the endpoint answered with {type(said).__name__}, not an object"
            )
        return said

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        request = Request(f"{self.url.rstrip('/')}/chat/completions", data=body, headers=headers)  # noqa: S310
        try:
            with urlopen(request, timeout=self.timeout_s) as response:  # noqa: S310 - scheme checked above
                return bytes(response.read(MOST_BYTES))
        except (OSError, HTTPException) as error:
            raise EndpointError("unreachable", f"the endpoint did not answer: {error}") from error
