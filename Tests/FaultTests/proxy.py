"""A network between programs and Redis that can be cut at will."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

RESET_ON_CLOSE = struct.pack("ii", 1, 0)
"""SO_LINGER: what was not sent is thrown away, and the other side is told with an RST."""


class Direction(Enum):
    REQUESTS = "requests"
    REPLIES = "replies"


class Proxy:
    """Passes everything on from a loopback port to the socket at `target`, from now until it is ended."""

    def __init__(self, target: Path):
        self._target = str(target)
        self._passes = {direction: threading.Event() for direction in Direction}
        for passes in self._passes.values():
            passes.set()
        self._lock = threading.Lock()
        self._pairs = set[tuple[socket.socket, socket.socket]]()
        self._replies_left: int | None = None
        self.resets = 0
        """How many connections were reset in the middle of a reply."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"redis://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def end(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for passes in self._passes.values():
            passes.set()
        self.cut()

    @contextmanager
    def stalled(self, *directions: Direction) -> Iterator[None]:
        """Holds back what is sent in these directions; connections stay open."""
        for direction in directions:
            self._passes[direction].clear()
        try:
            yield
        finally:
            for direction in directions:
                self._passes[direction].set()

    def cut(self) -> None:
        """Ends all connections, at both ends."""
        with self._lock:
            pairs = list(self._pairs)
        for pair in pairs:
            self._close(pair)

    def reset_after(self, count: int) -> None:
        """Lets through `count` more bytes of replies, and resets the connection on which the last comes."""
        with self._lock:
            self._replies_left = count

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            try:
                server.connect(self._target)
            except OSError:  # Redis is away
                client.close()
                continue
            pair = (client, server)
            with self._lock:
                self._pairs.add(pair)
            for direction in Direction:
                threading.Thread(target=self._pass_on, args=[pair, direction], daemon=True).start()

    def _pass_on(self, pair: tuple[socket.socket, socket.socket], direction: Direction) -> None:
        source, sink = pair if direction is Direction.REQUESTS else reversed(pair)
        try:
            while data := source.recv(1 << 16):
                self._passes[direction].wait()
                if direction is Direction.REPLIES and (rest := self._allowance(len(data))) is not None:
                    sink.sendall(data[:rest])
                    sink.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
                    break
                sink.sendall(data)
        except OSError:
            pass  # either end may go at any time
        self._close(pair)

    def _allowance(self, count: int) -> int | None:
        """How many of the next `count` bytes of replies come through before a reset; None where all do."""
        with self._lock:
            if self._replies_left is None:
                return None
            if self._replies_left > count:
                self._replies_left -= count
                return None
            rest, self._replies_left = self._replies_left, None
            self.resets += 1
            return rest

    def _close(self, pair: tuple[socket.socket, socket.socket]) -> None:
        with self._lock:
            if pair not in self._pairs:
                return
            self._pairs.remove(pair)
        for end in pair:
            try:
                end.shutdown(socket.SHUT_RD)  # wakes the thread that reads from it
            except OSError:
                pass  # the other side was quicker
            end.close()
