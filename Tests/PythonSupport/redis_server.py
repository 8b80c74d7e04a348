"""A redis-server of a test's own."""

import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from program import Program


class RedisServer:
    """Listens on a socket in `folder`, from now on. If `append_only`, data outlives its end.

    `fsync` says when what it appends is on the disk: always, everysec or no. `options` are further
    ones of redis-server.
    """

    def __init__(
        self, folder: Path, log: Path, append_only: bool = False, fsync: str = "everysec",
        options: Sequence[str | Path] = (),
    ):
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self.program = Program(
            ["redis-server", "--port", "0", "--unixsocket", self.socket, "--dir", folder,
             "--save", "", "--appendonly", "yes" if append_only else "no",
             "--appendfsync", fsync, *options], log)
        self.program.await_ready(self.answers)

    def restart(
        self, *options: str, settings: Mapping[str, str] = {}, is_awaited: bool = True
    ) -> None:
        """Ends it as a crash would, and starts it again, with `options` and environment variables this time."""
        self.program.end(signal.SIGKILL)
        self.program.start(settings, options)
        if is_awaited:
            self.program.await_ready(self.answers)

    @contextmanager
    def running_with(
        self, *options: str, settings: Mapping[str, str] = {}, is_awaited: bool = True
    ) -> Iterator[None]:
        """Restarts it so, and once more without at the end of the context."""
        self.restart(*options, settings=settings, is_awaited=is_awaited)
        try:
            yield
        finally:
            self.restart()

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Stops its time: connections stay open and nothing is answered."""
        self.program.send(signal.SIGSTOP)
        try:
            yield
        finally:
            self.program.send(signal.SIGCONT)

    def ask(self, *words: str | int) -> str:
        """What it answers to a command; the elements of a list as lines."""
        outcome = self._run(*words)
        if outcome.returncode:
            raise RuntimeError(f"{words[0]}: {outcome.stdout}{outcome.stderr}")
        return outcome.stdout.removesuffix("\n")

    def answers(self) -> bool:
        return self._run("PING").stdout == "PONG\n"

    def _run(self, *words: str | int) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["redis-cli", "-e", "-s", self.socket, *map(str, words)],
            check=False, capture_output=True, text=True)
