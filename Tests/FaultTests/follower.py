"""Following a person's events as a browser does: for ever, from wherever the last connection stopped."""

import http.client
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from api_client import APIClient
from event_stream import Event, EventParser
from program import NeverHappened

Value = TypeVar("Value")
Position = tuple[str, int]
"""The epoch of an event log and an offset in it."""


@dataclass(frozen=True)
class Observation:
    """What an event said of a download."""

    event: str
    position: Position
    download: str
    state: str
    version: int


class Follower:
    """Follows from the beginning of its context to the end, at one API after the other.

    `clients` are the same person at each of the APIs. `irregularities` are breaches of I5.
    """

    RETRY_SECONDS = 0.2
    SILENCE_SECONDS = 40
    """More than two heartbeats: then the connection is dead, whatever it says."""

    def __init__(self, clients: Sequence[APIClient]):
        self._clients = clients
        self.position: Position | None = None
        self.downloads: dict[str, Any] = {}
        """What is known of each download, by its id."""
        self.observations: list[Observation] = []
        self.irregularities: list[str] = []
        self.connections = 0
        self._news = threading.Condition()
        self._is_over = threading.Event()
        self._socket: socket.socket | None = None

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Follows no further; what it has seen stays."""
        self._is_over.set()
        self.drop()
        self._thread.join(self.SILENCE_SECONDS)

    def drop(self) -> None:
        """Ends the connection; the next one goes on from there."""
        connection = self._socket
        if connection:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it has ended by itself

    def wait(self, claim: str, condition: Callable[[], Value | None], within: float) -> Value:
        """Waits until `condition`, asked after each event, is true; answers what it is."""
        with self._news:
            value = self._news.wait_for(condition, within)
        if not value:
            heard = ", ".join(f"{seen.event} v{seen.version}" for seen in self.observations[-12:])
            raise NeverHappened(f"{claim}: not within {within:g} s; heard: {heard}")
        return value

    def _follow(self) -> None:
        attempt = 0
        while not self._is_over.is_set():
            client = self._clients[attempt % len(self._clients)]
            attempt += 1
            try:
                self._read(client)
            except (OSError, http.client.HTTPException):
                pass  # a server may go away at any time
            self._is_over.wait(self.RETRY_SECONDS)

    def _read(self, client: APIClient) -> None:
        connection = APIClient(client.address, timeout=self.SILENCE_SECONDS).connect()
        try:
            headers = dict(client.headers)
            if self.position:
                headers["Last-Event-ID"] = f"{self.position[0]}.{self.position[1]}"
            connection.request("GET", "/api/v1/events", headers=headers)
            self._socket = connection.sock
            response = connection.getresponse()
            if response.status != 200:
                return
            self.connections += 1
            parser = EventParser()
            for line in response:
                if event := parser.take(line.decode().removesuffix("\n")):
                    with self._news:
                        self._take(event)
                        self._news.notify_all()
                if self._is_over.is_set():
                    return
        finally:
            connection.close()

    def _take(self, event: Event) -> None:
        if event.id is None:
            return
        epoch, _, offset = event.id.partition(".")
        position = (epoch, int(offset))
        is_snapshot = event.name == "snapshot"
        self._check(position, is_snapshot)
        self.position = position
        if is_snapshot:
            self.downloads = {}
        for download in event.data["downloads"] if is_snapshot else [event.data]:
            download.pop("coverDataUrl", None)
            self.downloads[download["id"]] = download
            self.observations.append(Observation(
                event.name, position, download["id"], download["state"], download["version"]))

    def _check(self, new: Position, is_snapshot: bool) -> None:
        known = self.position
        if is_snapshot:
            if known and known[0] == new[0] and new[1] < known[1]:
                self.irregularities.append(f"a snapshot of {new} after {known}")
        elif known is None or new != (known[0], known[1] + 1):
            self.irregularities.append(f"{new} after {known}")
