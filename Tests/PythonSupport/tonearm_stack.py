"""All of Tonearm, for a test: Redis, the API and workers, with a library and a media site.

    with TonearmStack() as stack:
        user = stack.add_user("nina")
        user.client.send("POST", "/api/v1/downloads/url", json={"url": stack.site.url("/page")})

A conftest.py that imports pytest_runtest_makereport shows, with a test that fails, what the parts
of its stacks wrote last.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote, urlencode

import pytest

from api_client import APIClient
from event_stream import EventStream
from program import Program
from redis_server import RedisServer

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(os.environ.get("TONEARM_TEST_PROGRAMS") or CHECKOUT / ".build/debug").absolute()


@dataclass(frozen=True)
class User:
    """An account with a token."""

    name: str
    password: str
    token: str
    client: APIClient
    """Sends the token along."""

    def events(self, last_event_id: str | None = None) -> EventStream:
        return EventStream(self.client, last_event_id=last_event_id)


class MediaSite:
    """The small site of good, slow, broken and hostile sources, on a loopback port of its own."""

    def __init__(self, log: Path):
        script = CHECKOUT / "Tests/PythonSupport/media-site/media_site.py"
        self.program = Program([sys.executable, script, "--folder", PROGRAMS / "media-site"], log)
        self.program.await_ready(lambda: log.read_text().endswith("}\n"))
        self.authority = json.loads(log.read_text())["url"].removeprefix("http://")

    def url(self, path: str, **parameters: str | int) -> str:
        """The address of a page, such as `/page`, with `parameters` as its query."""
        query = urlencode(parameters, quote_via=quote)
        return f"http://{self.authority}{path}" + (f"?{query}" if query else "")


class TonearmStack:
    """Runs from the beginning of its context to the end; what it has written goes with it.

    Its `workers` are called worker-1, worker-2 and so on; it has one API at first, called api, and
    further ones are api-2 and so on. `settings` are environment variables of all programs, over what
    the stack sets itself. Redis keeps its data over its end if it is `append_only`; `fsync` is
    RedisServer's. TONEARM_TEST_LOGS names a folder in which every stack leaves its logs.
    """

    def __init__(
        self, workers: int = 1, settings: Mapping[str, str] = {}, append_only: bool = False,
        fsync: str = "everysec",
    ):
        self._workers, self._settings = workers, settings
        self._append_only, self._fsync = append_only, fsync
        self.parts: dict[str, Program] = {}
        """The programs by their names: site, redis, api, worker-1 and so on."""
        self.apis: dict[str, APIClient] = {}
        """Nobody in particular, before each of the APIs; one that is started again keeps its address."""
        self._is_ready: dict[str, Callable[[], bool]] = {}

    def __enter__(self) -> Self:
        with ExitStack() as exits:
            self.folder = Path(exits.enter_context(tempfile.TemporaryDirectory(prefix="tonearm-")))
            exits.callback(self._stop)
            self._make_folders()
            self.site = MediaSite(self._log("site"))
            self.parts["site"] = self.site.program
            self.redis = RedisServer(
                self.folder, self._log("redis"), self._append_only, self._fsync)
            self.parts["redis"] = self.redis.program
            self.client = APIClient(f"127.0.0.1:{free_port()}")
            self.address, self.apis["api"] = self.client.address, self.client
            self.start_api()
            for number in range(self._workers):
                self.start_worker(number + 1)
            self._exits = exits.pop_all()
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> None:
        if error:
            error.add_note(self.last_words)
        self._exits.close()

    def _stop(self) -> None:
        for part in reversed(self.parts.values()):
            part.end()

    def _make_folders(self) -> None:
        self.library, self.staging = self.folder / "library", self.folder / "staging"
        for folder in (self.library, self.staging, self.folder / "state"):
            folder.mkdir()
        kept = os.environ.get("TONEARM_TEST_LOGS")
        self._logs = Path(kept) / self.folder.name if kept else self.folder / "log"
        self._logs.mkdir(parents=True)

    def _log(self, name: str) -> Path:
        return self._logs / f"{name}.log"

    @property
    def environment(self) -> dict[str, str]:
        """All that the programs find in their environment."""
        tools = {
            "TONEARM_YTDLP_PATH": os.environ.get("TONEARM_TEST_YTDLP"),
            "TONEARM_DENO_PATH": os.environ.get("TONEARM_TEST_DENO"),
        }
        return {
            "PATH": os.environ["PATH"], "HOME": str(self.folder), "LANG": "C.UTF-8",
            "TONEARM_REDIS_URL": self.redis.url, "TONEARM_API_LISTEN": self.address,
            "TONEARM_LIBRARY_DIR": str(self.library), "TONEARM_STAGING_DIR": str(self.staging),
            "TONEARM_STATE_DIR": str(self.folder / "state"),
            "TONEARM_API_METRICS_LISTEN": f"unix:{self.folder}/metrics.sock",
            "TONEARM_EGRESS_ALLOW": self.site.authority,
            **{name: path for name, path in tools.items() if path}, **self._settings,
        }

    def start_api(self, settings: Mapping[str, str] = {}, number: int = 1) -> None:
        """Starts the API, or a further one, with `settings` of its own, and waits until it is ready."""
        name, metrics = ("api", "metrics") if number == 1 else (f"api-{number}", f"metrics-{number}")
        if name not in self.apis:
            self.apis[name] = APIClient(f"127.0.0.1:{free_port()}")
        self._start(
            name, ["tonearm-api", "serve"], self.apis[name],
            {"TONEARM_API_LISTEN": self.apis[name].address,
             "TONEARM_API_METRICS_LISTEN": f"unix:{self.folder}/{metrics}.sock", **settings})

    def start_worker(self, number: int, settings: Mapping[str, str] = {}) -> None:
        """Starts a worker, with `settings` of its own, and waits until it is ready."""
        name = f"worker-{number}"
        listen = f"unix:{self.folder}/{name}.sock"
        self._start(
            name, ["tonearm-worker", "run"], APIClient(listen),
            {"TONEARM_WORKER_LISTEN": listen, **settings})

    def _start(
        self, name: str, command: list[str], client: APIClient, settings: Mapping[str, str]
    ) -> None:
        def is_ready() -> bool:
            try:
                return client.send("GET", "/readyz").status == 200
            except OSError:  # before it listens, there is nobody to connect to
                return False

        program, *words = command
        self._is_ready[name] = is_ready
        self.parts[name] = Program(
            [PROGRAMS / program, *words], self._log(name), {**self.environment, **settings})
        self.parts[name].await_ready(is_ready)

    def restart(self, name: str, settings: Mapping[str, str] = {}) -> None:
        """Starts an API or a worker again, after its end, and waits until it is ready.

        It has the settings that it was started with, and this time those that are given here.
        """
        self.parts[name].start(settings)
        self.parts[name].await_ready(self._is_ready[name])

    def command(self, *words: str, input: str = "") -> str:
        """What a command of the API's program, such as `user list`, prints; raises if it fails."""
        outcome = subprocess.run(
            [PROGRAMS / "tonearm-api", *words], check=False, env=self.environment,
            input=input, capture_output=True, text=True, timeout=60)
        if outcome.returncode:
            raise RuntimeError(outcome.stderr)
        return outcome.stdout

    def add_user(self, name: str) -> User:
        """Makes an account and a token of it."""
        password = f"the password of {name}"
        self.command("user", "add", name, "--password-stdin", input=password)
        token = self.command("token", "add", name).removesuffix("\n")
        client = self.client.adding({"Authorization": f"Bearer {token}"})
        return User(name, password, token, client)

    @property
    def last_words(self) -> str:
        """The last lines that each part wrote."""
        return "\n".join(f"--- {name}\n{part.last_words()}" for name, part in self.parts.items())


def free_port() -> int:
    """A port of the loopback that nobody listened on a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed and isinstance(item, pytest.Function):
        for name, value in item.funcargs.items():
            if isinstance(value, TonearmStack):
                report.sections.append((f"The parts of {name}", value.last_words))
    return report
