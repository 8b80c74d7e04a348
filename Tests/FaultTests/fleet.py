"""Several workers and APIs on one Redis, for tests that do them harm."""

import os
import signal
import time
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import stand_in
from accounts import Accounts
from api_client import APIClient
from proxy import Proxy
from tonearm_stack import CHECKOUT, TonearmStack

LEASE_SECONDS = float(os.environ.get("TONEARM_FAULT_LEASE", "2"))
"""2 s, or 60 s as Tonearm has it, where scripts/soak --long runs the tests."""


class Fleet(TonearmStack):
    """A TonearmStack of many parts, with the stand-in for yt-dlp, and a Redis that forgets nothing.

    All parts are to be started from the thread that makes it (see Program). Those that `proxied` names
    reach Redis by way of the `proxy`.
    """

    ANSWER_SECONDS = 15
    """How long a request is waited for; the longest that the API takes is 10 s."""

    def __init__(
        self, workers: int = 1, apis: int = 1, lease_seconds: float = LEASE_SECONDS,
        settings: Mapping[str, str] = {}, append_only: bool = True, fsync: str = "always",
        proxied: Container[str] = (),
    ):
        own = {
            **stand_in.SETTINGS, "TONEARM_LEASE_SECONDS": f"{lease_seconds:g}",
            "TONEARM_WEB_ROOT": str(CHECKOUT / "Sources/APIServer/Web"),
            "TONEARM_API_EVENTS_PER_USER": "0",
        }
        super().__init__(workers, {**own, **settings}, append_only, fsync)
        self.lease_seconds, self._api_count, self._proxied = lease_seconds, apis, proxied
        self._accounts = Accounts(self)

    def __enter__(self) -> "Fleet":
        super().__enter__()
        for number in range(2, self._api_count + 1):
            self.start_api(number=number)
        return self

    def _stop(self) -> None:
        """Ends it without grace: what a shutdown leaves behind is the matter of tests of their own."""
        for name, part in reversed(self.parts.items()):
            part.end(signal.SIGTERM if name == "site" else signal.SIGKILL)
        if "proxy" in vars(self):
            self.proxy.end()

    @cached_property
    def proxy(self) -> Proxy:
        """The network between some programs and Redis."""
        return Proxy(self.folder / "redis.sock")

    def _start(
        self, name: str, command: list[str], client: APIClient, settings: Mapping[str, str]
    ) -> None:
        way = {"TONEARM_REDIS_URL": self.proxy.url} if name in self._proxied else {}
        super()._start(name, command, client, {**way, **settings})

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "TMPDIR": str(self.scratch)}

    @property
    def scratch(self) -> Path:
        """The temporary folder of all programs."""
        folder = self.folder / "tmp"
        folder.mkdir(exist_ok=True)
        return folder

    @property
    def workers(self) -> list[str]:
        """The names of the workers that run."""
        return self._running("worker")

    @property
    def running_apis(self) -> list[str]:
        return self._running("api")

    def _running(self, kind: str) -> list[str]:
        return [name for name, part in self.parts.items() if name.startswith(kind) and part.is_running]

    def kill(self, *names: str) -> None:
        for name in names:
            self.parts[name].end(signal.SIGKILL)

    def member(self, name: str, api: str = "api") -> APIClient:
        """Somebody who is enrolled, before one of the APIs."""
        return replace(self._accounts.user(name, api).client, timeout=self.ANSWER_SECONDS)

    def enrol(self, names: Sequence[str] = ()) -> None:
        """Makes accounts with tokens, and makes those again that Redis has lost."""
        self._accounts.add(names)

    def keys(self, pattern: str) -> list[str]:
        """The keys of Tonearm that match, without its prefix."""
        answer = self.redis.ask("KEYS", r"\{tonearm\}:" + pattern)
        return [key.removeprefix("{tonearm}:") for key in answer.splitlines()]

    def let_an_hour_pass(self) -> None:
        """Makes all that lies about old enough for the sweep that workers begin with, and restarts them."""
        then = time.time() - 2 * 3600
        tonearm = self.library / ".tonearm"
        for folder in (self.staging, tonearm, tonearm / "filing", self.scratch):
            for path in folder.glob("*"):
                os.utime(path, (then, then))
        for name in self.workers:
            self.parts[name].end()
            self.restart(name)

    @property
    def job_streams(self) -> list[str]:
        """The streams of jobs that exist, without the prefix."""
        found = self.keys("jobs") + self.keys("finalize:*") + self.keys("library:*")
        return [key for key in found if not key.endswith(":owner")]

    def consumers(self, stream: str) -> list[str]:
        """The names in a stream's group."""
        if self.redis.ask("XINFO", "GROUPS", "{tonearm}:" + stream) == "":
            return []
        lines = self.redis.ask("XINFO", "CONSUMERS", "{tonearm}:" + stream, "workers").splitlines()
        return lines[1::6]
