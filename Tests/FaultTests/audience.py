"""A thousand browser tabs in one thread, which follow events and come back when they are cut off."""

import asyncio
import resource
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Self

from api_client import APIClient
from program import eventually

LONGEST_WAIT_SECONDS = 1.0
"""Between two attempts a tab waits up to this long, so that not all come in the same instant."""


@dataclass
class Tab:
    """One client: where it stopped, and whether it is connected."""

    client: APIClient
    position: str | None = None
    is_following: bool = False
    connections: int = 0


class Audience:
    """Follows as each of `clients` for as long as its context lasts."""

    def __init__(self, clients: Sequence[APIClient]):
        self.tabs = [Tab(client) for client in clients]
        self._loop = asyncio.new_event_loop()
        self._chance = Random(0)

    def __enter__(self) -> Self:
        _allow_descriptors(2 * len(self.tabs) + 256)
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        # Kept, for the loop itself would let them be collected.
        self._following = [
            asyncio.run_coroutine_threadsafe(self._follow(tab), self._loop) for tab in self.tabs]
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._leave(), self._loop).result(30)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _leave(self) -> None:
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def await_all(self, connections: int, within: float) -> float:
        """Waits until all follow, each through its `connections`th connection or a later one; answers the seconds."""
        begin = time.monotonic()
        eventually(
            f"all tabs' connection {connections}",
            lambda: all(tab.is_following and tab.connections >= connections for tab in self.tabs), within)
        return time.monotonic() - begin

    async def _follow(self, tab: Tab) -> None:
        while True:
            try:
                await self._read(tab)
            except OSError:
                pass  # the server is away
            tab.is_following = False
            await asyncio.sleep(self._chance.uniform(0, LONGEST_WAIT_SECONDS))

    async def _read(self, tab: Tab) -> None:
        host, _, port = tab.client.address.partition(":")
        reader, writer = await asyncio.open_connection(host, int(port), limit=1 << 20)
        try:
            writer.write(request(tab.client, tab.position))
            if b" 200 " not in await reader.readline():
                return
            while line := await reader.readline():
                if line.startswith(b"retry:"):
                    tab.is_following, tab.connections = True, tab.connections + 1
                elif line.startswith(b"id: "):
                    tab.position = line[4:].strip().decode()
        finally:
            writer.close()


def request(client: APIClient, position: str | None = None) -> bytes:
    """What asks for the events of `client`, from a position on; the end of the answer ends the connection."""
    headers = {"Host": client.address, "Connection": "close", **client.headers}
    if position:
        headers["Last-Event-ID"] = position
    lines = [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(["GET /api/v1/events HTTP/1.1", *lines, "", ""]).encode()


def _allow_descriptors(count: int) -> None:
    """Raises what this process, and what it starts from now on, may have open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < count:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))
