"""HTTP as the tests speak it: a connection for each request, nothing followed, nothing retried."""

import http.client
import json as jsonlib
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from email.message import Message
from typing import Any, Self


@dataclass(frozen=True)
class Answer:
    """The answer to a request."""

    status: int
    headers: Message
    """By name, in any case."""
    body: bytes

    @property
    def json(self) -> Any:
        return jsonlib.loads(self.body)

    @property
    def type(self) -> str | None:
        """The media type without its parameters; None where nothing says what the body is."""
        return self.headers.get_content_type() if "Content-Type" in self.headers else None

    @property
    def code(self) -> str | None:
        """The machine word of a problem (RFC 9457); None where the body is something else."""
        is_problem = self.body and self.type == "application/problem+json"
        return self.json["code"] if is_problem else None


class UnixConnection(http.client.HTTPConnection):
    """A connection to the unix socket at `path`."""

    def __init__(self, path: str, timeout: float):
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


@dataclass(frozen=True)
class APIClient:
    """Sends requests to `address`, which is `host:port` or `unix:/path`."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    timeout: float = 60

    def adding(self, headers: Mapping[str, str]) -> Self:
        """A client that sends these headers too."""
        return replace(self, headers={**self.headers, **headers})

    def connect(self) -> http.client.HTTPConnection:
        if self.address.startswith("unix:"):
            return UnixConnection(self.address.removeprefix("unix:"), self.timeout)
        return http.client.HTTPConnection(self.address, timeout=self.timeout)

    def send(
        self, method: str, path: str, *, json: Any = None, body: bytes | None = None,
        headers: Mapping[str, str] = {},
    ) -> Answer:
        """Sends `json`, if it is not None, or else the bytes of `body`.

        Of an event stream, which has no end, only the header is read.
        """
        if json is not None:
            body = jsonlib.dumps(json).encode()
            headers = {"Content-Type": "application/json", **headers}
        connection = self.connect()
        try:
            connection.request(method, path, body, {**self.headers, **headers})
            response = connection.getresponse()
            is_endless = response.headers.get_content_type() == "text/event-stream"
            body = b"" if is_endless else response.read()
            return Answer(response.status, response.headers, body)
        finally:
            connection.close()
