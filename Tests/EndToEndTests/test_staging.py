"""Where workers keep what waits: each on its own host's disk, all on one, or on another disk than the library."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import stand_in
from filed_track import JPEG_FRONT, FiledTrack, sound
from listener import Listener
from program import eventually
from tidy import tidy
from tonearm_stack import TonearmStack

MEMORY = Path("/dev/shm")
"""Memory that Linux shows as a folder."""


@pytest.fixture(scope="module")
def stack() -> Iterator[TonearmStack]:
    with tidy(TonearmStack(workers=0, settings=stand_in.SETTINGS)) as stack:
        yield stack


class Host:
    """A host whose worker keeps what it fetches to itself."""

    def __init__(self, number: int, stack: TonearmStack, folder: Path):
        self._number, self._stack, self._folder = number, stack, folder / f"host-{number}"
        self._folder.mkdir()

    def start(self) -> None:
        self._stack.start_worker(self._number, {
            "TONEARM_STAGING_DIR": str(self._folder), "TONEARM_STAGING_DOMAIN": f"host-{self._number}"})

    def end(self) -> None:
        assert self._stack.end(f"worker-{self._number}") == {}

    def staged(self, id: str) -> list[str]:
        """What waits on the host for a download."""
        return [path.name for path in (self._folder / id).glob("*")]

    def await_nothing_staged(self, id: str) -> None:
        eventually("nothing staged", lambda: not self.staged(id))

    @property
    def queued(self) -> str:
        return self._stack.redis.ask("XLEN", f"{{tonearm}}:finalize:host-{self._number}")


@pytest.fixture
def hosts(stack: TonearmStack, tmp_path: Path) -> Iterator[tuple[Host, Host]]:
    """One that is to fetch, and another; both are to run at the end."""
    hosts = Host(1, stack, tmp_path), Host(2, stack, tmp_path)
    yield hosts
    for host in hosts:
        host.end()
    assert [host.queued for host in hosts] == ["0", "0"]


def fetch(stack: TonearmStack, user: Listener, fetcher: Host, other: Host) -> str:
    """Has a download fetched by one host, and then only the other one run; returns its id."""
    fetcher.start()
    id = user.review(stack.site.url("/act/fast"))
    assert fetcher.staged(id) == ["track.mp3"]
    fetcher.end()
    other.start()
    return id


def keep_busy(host: Host, stack: TonearmStack, user: Listener, title: str) -> None:
    """Saves one download and discards another; after that, the worker has been idle."""
    for is_saved in (True, False):
        id = user.review(stack.site.url("/act/fast"))
        assert host.staged(id) == ["track.mp3"]
        answer = user.confirm(id, title=title, artist="Busy") if is_saved else user.discard(id)
        assert answer.status == (200 if is_saved else 204)
        host.await_nothing_staged(id)


def test_a_track_is_filed_by_the_host_that_has_it(
    stack: TonearmStack, user: Listener, stranger: Listener, hosts: tuple[Host, Host]
) -> None:
    fetcher, other = hosts
    id = fetch(stack, user, fetcher, other)
    with ThreadPoolExecutor(1) as pool:
        saving = pool.submit(user.confirm, id, title="Stayed", artist="Home")
        user.event("download_finalizing", id)
        keep_busy(other, stack, stranger, "Filed meanwhile")
        assert user.show(id)["state"] == "finalizing"
        assert fetcher.staged(id) == ["track.mp3"]
        fetcher.start()
        filed = user.event("download_completed", id)
        assert filed["libraryPath"] == "Home - Stayed.mp3"
        assert saving.result().status in (200, 202)
    assert FiledTrack.of(filed, stack).texts["TIT2"] == "Stayed"
    fetcher.await_nothing_staged(id)


def test_a_discard_goes_to_the_host_that_has_the_file(
    stack: TonearmStack, user: Listener, stranger: Listener, hosts: tuple[Host, Host]
) -> None:
    fetcher, other = hosts
    id = fetch(stack, user, fetcher, other)
    assert user.discard(id).status == 204
    keep_busy(other, stack, stranger, "Discarded meanwhile")
    assert fetcher.staged(id) == ["track.mp3"]
    fetcher.start()
    fetcher.await_nothing_staged(id)


def test_any_worker_files_what_all_can_see(stack: TonearmStack, user: Listener) -> None:
    with stack.running_workers():
        id = user.review(stack.site.url("/act/fast"))
    assert stack.staged(id) == ["track.mp3"]
    with stack.running_workers():
        saved = user.confirm(id, title="Shared", artist="Disk")
        assert saved.status == 200
        track = FiledTrack.of(saved.json, stack)
        assert (track.texts["TIT2"], track.pictures) == ("Shared", [JPEG_FRONT])
        eventually("nothing staged", lambda: not stack.staged(id))


@pytest.mark.skipif(
    not MEMORY.is_dir() or MEMORY.stat().st_dev == Path("/tmp").stat().st_dev,
    reason="/dev/shm is no file system of its own")
def test_a_track_comes_whole_from_another_file_system(stack: TonearmStack, user: Listener) -> None:
    with TemporaryDirectory(dir=MEMORY) as folder, stack.running_workers(
            settings={"TONEARM_STAGING_DIR": folder}):
        saved = user.confirm(user.review(stack.site.url("/act/fast")), title="From memory", artist="Disk")
        assert saved.status == 200
        track = FiledTrack.of(saved.json, stack)
        assert (track.texts["TIT2"], track.pictures) == ("From memory", [JPEG_FRONT])
        assert track.sound() == sound(stack.site.url("/direct.mp3"))
        eventually("nothing staged", lambda: not list(Path(folder).iterdir()))
    assert list((stack.library / ".tonearm/filing").glob("*")) == []
