"""All of Tonearm, for a test: Redis, the API and workers, with a library and a media site.

    with TonearmStack() as stack:
        user = stack.add_user("nina")
        user.client.send("POST", "/api/v1/downloads/url", json={"url": stack.site.url("/page")})

A conftest.py that imports pytest_runtest_makereport shows, with a test that fails, what the parts
of its stacks wrote last.
"""

import os
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Self

import pytest

from api_client import APIClient
from media_site import MediaSite
from processes import at_work_in
from program import Program, run
from redis_server import RedisServer
from user import User

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(os.environ.get("TONEARM_TEST_PROGRAMS") or CHECKOUT / ".build/debug").absolute()


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
            self.site = MediaSite(PROGRAMS / "media-site", self._log("site"))
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

    @contextmanager
    def running_workers(self, count: int = 1, settings: Mapping[str, str] = {}) -> Iterator[None]:
        """Runs worker-1 and so on, with `settings` of their own; those that then still run must end well."""
        names = [f"worker-{number + 1}" for number in range(count)]
        for number in range(count):
            self.start_worker(number + 1, settings)
        try:
            yield
        finally:
            failed = self.end(*(name for name in names if self.parts[name].is_running))
        assert failed == {}, "exit statuses"

    def end(self, *names: str) -> dict[str, int]:
        """Asks these parts to end, all at once; returns the exit statuses that are not 0, by name."""
        for name in names:
            self.parts[name].send(signal.SIGTERM)
        statuses = {name: self.parts[name].end() for name in names}
        return {name: status for name, status in statuses.items() if status}

    def run(
        self, program: str, *words: str, input: str = "", settings: Mapping[str, str] = {}
    ) -> "subprocess.CompletedProcess[str]":
        """Runs a command of one of Tonearm's programs to its end."""
        return run([PROGRAMS / program, *words], {**self.environment, **settings}, input)

    def command(self, *words: str, input: str = "") -> str:
        """What a command of the API's program, such as `user list`, prints; raises if it fails."""
        outcome = self.run("tonearm-api", *words, input=input)
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

    def metrics(self, name: str) -> str:
        """What a part, such as api or worker-1, says at `/metrics`."""
        socket = "metrics" + name.removeprefix("api") if name.startswith("api") else name
        client = APIClient(f"unix:{self.folder}/{socket}.sock")
        return client.send("GET", "/metrics").body.decode()

    def lock_holder(self, user: str) -> str | None:
        """The id of the download that keeps a user from starting another; None where none does."""
        return self.redis.ask("GET", f"{{tonearm}}:user:{user}:lock") or None

    def staged(self, id: str) -> list[str]:
        """What is staged for a download, as paths in its folder; empty where it has none."""
        folder = self.staging / id
        return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))

    def at_work(self, id: str) -> list[str]:
        """The command lines of programs that work on a download at the moment."""
        return list(at_work_in(self.staging / id).values())

    @property
    def library_files(self) -> list[str]:
        """The paths of all files in the library, Tonearm's own folder aside."""
        paths = (path.relative_to(self.library) for path in self.library.rglob("*") if path.is_file())
        return sorted(str(path) for path in paths if path.parts[0] != ".tonearm")

    @property
    def leftovers(self) -> list[str]:
        """What must be gone once no download is live: staged files, programs, queued jobs, open downloads."""
        left = [path.name for path in self.staging.iterdir()] + list(at_work_in(self.staging).values())
        for stream in ("jobs", "finalize:shared", "library:shared"):
            left += [stream] * (self.redis.ask("XLEN", "{tonearm}:" + stream) != "0")
        for index in ("open", "deadlines"):
            left += [index] * (self.redis.ask("ZCARD", "{tonearm}:" + index) != "0")
        return left

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
