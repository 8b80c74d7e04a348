"""Following a stream of server-sent events (WHATWG HTML)."""

import http.client
import json
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message
from typing import Any, Self, TypeVar

from api_client import APIClient
from program import NeverHappened

Value = TypeVar("Value")


@dataclass(frozen=True)
class Event:
    """One event, its data parsed."""

    name: str
    data: Any
    id: str | None
    """The event's own; None where it had none."""


class EventParser:
    """Makes events out of lines."""

    def __init__(self) -> None:
        self.comments: list[str] = []
        self.retries: list[str] = []
        self.garbage: list[str] = []
        """Lines that have no meaning."""
        self._fields: dict[str, str] = {}

    def take(self, line: str) -> Event | None:
        """Takes a line without its end; answers the event that it completes, if it does."""
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name in ("id", "event", "data"):
            self._fields[name] = value
        elif name == "retry":
            self.retries.append(value)
        elif line.startswith(":"):
            self.comments.append(value)
        elif line:
            self.garbage.append(line)
        elif self._fields:
            fields, self._fields = self._fields, {}
            return Event(fields["event"], json.loads(fields["data"]), fields.get("id"))
        return None


@dataclass
class EventStream:
    """Follows the events at `path` from its opening until its context is left."""

    client: APIClient
    path: str = "/api/v1/events"
    last_event_id: str | None = None
    """Where an earlier stream stopped."""

    events: list[Event] = field(default_factory=list, init=False)
    has_ended: bool = field(default=False, init=False)

    def __enter__(self) -> Self:
        headers = dict(self.client.headers)
        if self.last_event_id is not None:
            headers["Last-Event-ID"] = self.last_event_id
        self._connection = self.client.connect()
        self._connection.request("GET", self.path, headers=headers)
        self._socket = self._connection.sock
        self._response = self._connection.getresponse()
        self._parser = EventParser()
        self._news = threading.Condition()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        if not self.has_ended:
            self._socket.shutdown(socket.SHUT_RDWR)
        self._reader.join()
        self._connection.close()

    @property
    def status(self) -> int:
        return self._response.status

    @property
    def headers(self) -> Message:
        return self._response.headers

    @property
    def comments(self) -> list[str]:
        return self._parser.comments

    @property
    def retries(self) -> list[str]:
        return self._parser.retries

    @property
    def garbage(self) -> list[str]:
        return self._parser.garbage

    def wait(self, claim: str, condition: Callable[[], Value | None], within: float = 60) -> Value:
        """Waits until `condition`, asked after each line, is true; answers what it is."""
        with self._news:
            value = self._news.wait_for(condition, within)
            if not value:
                heard = ", ".join(event.name for event in self.events[-20:])
                raise NeverHappened(f"{claim}: not within {within:g} s; heard: {heard}")
            return value

    def event(self, name: str, id: str | None = None, within: float = 60) -> Event:
        """Waits for the first event of that name, of the download `id`, come already or not."""
        def found() -> Event | None:
            meant = (event for event in self.events if event.name == name)
            return next((event for event in meant if id in (None, event.data.get("id"))), None)

        return self.wait(f"{name} of {id or 'any download'}", found, within)

    def _read(self) -> None:
        try:
            for line in self._response:
                with self._news:
                    if event := self._parser.take(line.decode().removesuffix("\n")):
                        self.events.append(event)
                    self._news.notify_all()
        except (OSError, http.client.HTTPException):
            pass  # a server may go away at any time; the tests say when it should not
        with self._news:
            self.has_ended = True
            self._news.notify_all()
