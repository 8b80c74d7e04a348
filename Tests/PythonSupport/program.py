"""Programs that a test starts, and waiting for what they do."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


class NeverHappened(Exception):
    """A condition that a test waited for in vain."""


def eventually(claim: str, condition: Callable[[], object], within: float = 10) -> None:
    """Asks again until `condition` is true; raises NeverHappened after `within` seconds."""
    end = time.monotonic() + within
    while not condition():
        if time.monotonic() > end:
            raise NeverHappened(f"{claim}: not within {within:g} s")
        time.sleep(0.01)


def run(
    command: Sequence[str | Path], environment: Mapping[str, str] | None = None, input: str = ""
) -> "subprocess.CompletedProcess[str]":
    """Runs a program to its end, which must come within a minute, with `input` as its standard input."""
    return subprocess.run(
        command, check=False, env=environment, input=input, capture_output=True, text=True, timeout=60)


class Program:
    """A program, running from now on, whose output goes to the end of a file.

    It dies with the thread that starts it, so that it never outlives the tests: start it from the
    main thread.
    """

    def __init__(
        self, command: Sequence[str | Path], log: Path, environment: Mapping[str, str] | None = None
    ):
        self._command, self._log, self._environment = command, log, environment
        self.start()

    def start(self, settings: Mapping[str, str] = {}, options: Sequence[str] = ()) -> None:
        """Starts it again, after its end, with further environment variables and words this time."""
        environment = {**(os.environ if self._environment is None else self._environment), **settings}
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", "--", *self._command, *options], env=environment,
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)

    def await_ready(self, is_ready: Callable[[], object], within: float = 60) -> None:
        """Waits until `is_ready`; raises NeverHappened if that takes too long or it has ended."""
        def is_ready_or_ended() -> object:
            return not self.is_running or is_ready()

        eventually(f"{self._log.stem} to be ready", is_ready_or_ended, within)
        if not self.is_running:
            raise NeverHappened(f"{self._log.stem} has ended:\n{self.last_words()}")

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def send(self, number: signal.Signals) -> None:
        """Sends a signal, unless the program has ended."""
        self._process.send_signal(number)

    def end(self, number: signal.Signals = signal.SIGTERM, within: float = 45) -> int:
        """Ends it, by force after `within` seconds; answers its status, or minus the signal."""
        self.send(number)
        self.send(signal.SIGCONT)  # one that is stopped takes no SIGTERM before it goes on
        try:
            return self._process.wait(within)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def last_words(self, lines: int = 30) -> str:
        """The last lines that it wrote; none any more once its log is gone."""
        words = self._log.read_text(errors="replace") if self._log.exists() else ""
        return "\n".join(words.splitlines()[-lines:])
