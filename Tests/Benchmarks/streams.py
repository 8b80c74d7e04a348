"""Measures event streams: their memory, how soon an event is with all of them, and what they cost while idle.

All streams are one user's, on the loopback, and this program reads them in one thread beside the API: on few cores
its own reading is a part of every time.
"""

import argparse
import os
import resource
import select
import socket
import statistics
import time
from pathlib import Path
from typing import Self

from api_client import APIClient
from program import eventually
from tonearm_stack import PROGRAMS, TonearmStack, User

TICK_SECONDS = 1 / os.sysconf("SC_CLK_TCK")
COVER_BYTES = 60 * 1024
SILENCE_SECONDS = 3
"""Once nothing has come for so long, everything has; a busy machine needs it."""
ANNOUNCE = """
local log = '{tonearm}:events:' .. ARGV[1]
local payload = cjson.decode(redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1][2][2])
payload.event = ARGV[2]
payload.offset = string.format('%.0f', redis.call('HINCRBY', log .. ':meta', 'offset', 1))
local text = cjson.encode(payload)
redis.call('XADD', log, payload.offset .. '-1', 'payload', text)
redis.call('PUBLISH', log, text)
"""
"""Says once more what was said last to a user, as an event of another name."""


class Streams:
    """Open event streams, of which only the number of bytes is of interest."""

    def __init__(self, client: APIClient, count: int):
        host, _, port = client.address.partition(":")
        headers = {"Host": client.address, **client.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        request = f"GET /api/v1/events HTTP/1.1\r\n{lines}\r\n".encode()
        self._sockets: dict[int, socket.socket] = {}
        self._poll = select.epoll()
        self._room = bytearray(1 << 16)
        for _ in range(count):
            stream = socket.create_connection((host, int(port)))
            stream.sendall(request)
            self._sockets[stream.fileno()] = stream
            self._poll.register(stream.fileno(), select.EPOLLIN)
            if len(self._sockets) % 50 == 0:
                self.drain(0.02)
        self.drain(SILENCE_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in self._sockets.values():
            stream.close()
        self._poll.close()

    def drain(self, silence_seconds: float) -> dict[int, int]:
        """Reads until nothing has come for a while; the bytes of each stream."""
        counts = dict.fromkeys(self._sockets, 0)
        while ready := self._poll.poll(silence_seconds):
            for number, _ in ready:
                counts[number] += self._read(number)
        return counts

    def times(self, begin: float, size: int) -> tuple[float, float]:
        """Seconds from `begin` until something has come on the first stream, and `size` bytes on the last."""
        missing = dict.fromkeys(self._sockets, size)
        first = None
        while missing:
            ready = self._poll.poll(30)
            if not ready:
                raise TimeoutError(f"{len(missing)} streams lack the event")
            first = first or time.monotonic() - begin
            for number, _ in ready:
                left = missing.get(number, 0) - self._read(number)
                if left > 0:
                    missing[number] = left
                else:
                    missing.pop(number, None)
        assert first is not None
        return first, time.monotonic() - begin

    def _read(self, number: int) -> int:
        # The kernel throws the bytes away (tcp(7), MSG_TRUNC): copying them is not what is measured.
        count = self._sockets[number].recv_into(self._room, 1 << 16, socket.MSG_TRUNC)
        if not count:
            raise ConnectionError("a stream has ended")
        return count


class Announcer:
    """Makes events of a user's, through a connection of its own: starting redis-cli would take longer than all else."""

    def __init__(self, stack: TonearmStack, user: User):
        self._user = user.name
        self._redis = socket.socket(socket.AF_UNIX)
        self._redis.connect(str(stack.redis.socket))
        id = user.client.send("POST", "/api/v1/downloads/url", json={"url": stack.site.url("/page")}).json["id"]
        self._ask("SET", "{tonearm}:cover:" + id, "x" * COVER_BYTES)

    def say(self, name: str) -> float:
        """Says an event; the moment before."""
        begin = time.monotonic()
        self._ask("EVAL", ANNOUNCE, "0", self._user, name)
        return begin

    def _ask(self, *words: str) -> None:
        parts = "".join(f"${len(word.encode())}\r\n{word}\r\n" for word in words)
        self._redis.sendall(f"*{len(words)}\r\n{parts}".encode())
        answer = self._redis.recv(4096)
        if answer.startswith(b"-"):
            raise RuntimeError(answer.decode())


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1000, help="streams that events are sent to")
    options.add_argument("--idle", type=int, default=5000, help="streams that are left alone")
    options.add_argument("--seconds", type=float, default=60, help="how long they are")
    options.add_argument("--rounds", type=int, default=10, help="events of each kind")
    chosen = options.parse_args()
    _, limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    print(f"Tonearm: {PROGRAMS}")
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    with TonearmStack(workers=0, settings={"TONEARM_API_EVENTS_PER_USER": "0"}) as stack:
        user = stack.add_user("listener")
        announcer = Announcer(stack, user)
        with Streams(user.client, 20):
            announcer.say("download_updated")
        eventually("their end", lambda: open_streams(stack) == 0)
        before, spent = memory_kib(stack), cpu_seconds(stack)
        with Streams(user.client, chosen.count) as streams:
            settle(stack, streams, chosen.count)
            spent = cpu_seconds(stack) - spent
            print(f"\n{chosen.count} streams of one user")
            print(f"  memory per 1,000: {mib_per_1000(stack, before, chosen.count):.1f} MiB")
            print(f"  time of the processor to open one: {1000 * spent / chosen.count:.2f} ms")
            deliver(streams, announcer, "download_updated", "an event", chosen.rounds)
            deliver(streams, announcer, "download_ready_for_review", "a review with a 60 KiB cover", chosen.rounds)
            print(f"  memory per 1,000 afterwards: {mib_per_1000(stack, before, chosen.count):.1f} MiB")
        eventually("their end", lambda: open_streams(stack) == 0, 60)
        with Streams(user.client, chosen.idle) as streams:
            settle(stack, streams, chosen.idle)
            begin, spent = time.monotonic(), cpu_seconds(stack)
            while time.monotonic() - begin < chosen.seconds:
                streams.drain(0.5)
            share = (cpu_seconds(stack) - spent) / (time.monotonic() - begin)
            print(f"\n{chosen.idle} idle streams for {chosen.seconds:.0f} s: {100 * share:.2f} % of a core")
            print(f"  memory per 1,000: {mib_per_1000(stack, before, chosen.idle):.1f} MiB", flush=True)


def settle(stack: TonearmStack, streams: Streams, count: int) -> None:
    """Waits until all are open and have their snapshot."""
    eventually(f"{count} open streams", lambda: open_streams(stack) == count, 120)
    streams.drain(SILENCE_SECONDS)


def deliver(streams: Streams, announcer: Announcer, event: str, words: str, rounds: int) -> None:
    announcer.say(event)
    sizes = set(streams.drain(SILENCE_SECONDS).values())
    assert len(sizes) == 1, f"not every stream was sent the same: {sizes}"
    size = sizes.pop()
    pairs = []
    for _ in range(rounds):
        pairs.append(streams.times(announcer.say(event), size))
        streams.drain(0.5)
    firsts, lasts = ([1000 * pair[index] for pair in pairs] for index in (0, 1))
    print(f"  {words}, {size} bytes: first after {statistics.median(firsts):.1f} ms (at most {max(firsts):.1f}), "
          f"last after {statistics.median(lasts):.1f} ms (at most {max(lasts):.1f})", flush=True)


def open_streams(stack: TonearmStack) -> int:
    text = APIClient(f"unix:{stack.folder}/metrics.sock").send("GET", "/metrics").body.decode()
    return next((round(float(line.split()[1])) for line in text.splitlines()
                 if line.startswith("tonearm_event_streams ")), 0)


def memory_kib(stack: TonearmStack) -> int:
    status = Path(f"/proc/{stack.parts['api'].pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


def mib_per_1000(stack: TonearmStack, before_kib: int, count: int) -> float:
    return (memory_kib(stack) - before_kib) / 1024 * 1000 / count


def cpu_seconds(stack: TonearmStack) -> float:
    fields = Path(f"/proc/{stack.parts['api'].pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * TICK_SECONDS


main()
