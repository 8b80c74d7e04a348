"""APIs and workers that end, and what people notice of it. FaultTests have workers that are killed."""

import signal
import time
from contextlib import ExitStack

import pytest

from listener import Listener
from program import eventually
from tonearm_stack import TonearmStack


STOP_SECONDS = 45
"""What systemd grants a worker, by deploy/tonearm-worker@.service."""


@pytest.fixture(scope="module")
def stack(workerless: TonearmStack) -> TonearmStack:
    return workerless


def test_open_event_streams_do_not_hold_up_the_end_of_an_api(stack: TonearmStack, user: Listener) -> None:
    id = user.submit(stack.site.url("/direct.mp3"))
    with ExitStack() as exits:
        streams = [exits.enter_context(user.events()) for _ in range(10)]
        for stream in streams:
            stream.event("snapshot")
        position = streams[0].events[0].id
        began = time.monotonic()
        assert stack.parts["api"].end() == 0
        assert time.monotonic() - began < 5
        for stream in streams:
            stream.wait("its end", lambda: stream.has_ended)

    stack.restart("api")
    assert user.show(id)["state"] == "queued"
    assert user.discard(id).status == 204
    with user.events(position) as resumed:
        resumed.wait("what was missed", lambda: resumed.events)
        assert resumed.events[0].name == "download_cancelled" and resumed.events[0].data["id"] == id


def test_a_killed_api_forgets_nothing(stack: TonearmStack, user: Listener) -> None:
    with stack.running_workers():
        id = user.submit(stack.site.url("/slow.mp3", seconds=2))
        user.event("download_metadata", id)
        position = [event.id for event in user.stream.events if event.id][-1]
        stack.parts["api"].end(signal.SIGKILL)
        stack.restart("api")
        with user.events(position) as resumed:
            resumed.event("download_ready_for_review", id)
            assert "snapshot" not in [event.name for event in resumed.events]
        assert user.confirm(id, title="Lazarus", artist="API").status == 200


def test_a_worker_that_is_asked_to_end_finishes_its_download(stack: TonearmStack, user: Listener) -> None:
    stack.start_worker(1)
    id = user.submit(stack.site.url("/page", media="slow.mp3?seconds=4", cover=""))
    user.event("download_metadata", id)
    assert stack.parts["worker-1"].end() == 0
    user.event("download_ready_for_review", id)
    assert user.event_names(id).count("download_started") == 1
    with stack.running_workers():
        assert user.confirm(id, title="Handed over", artist="Ashes").status == 200


def test_what_nobody_works_on_waits_for_a_worker(stack: TonearmStack, user: Listener) -> None:
    id = user.submit(stack.site.url("/direct.mp3"))
    assert user.confirm(id, title="Patience", artist="Ashes").status == 202
    with stack.running_workers():
        assert user.event("download_completed", id)["libraryPath"] == "Ashes - Patience.mp3"


def test_a_long_download_is_handed_back_when_its_worker_ends(stack: TonearmStack, user: Listener) -> None:
    stack.start_worker(1)
    id = user.submit(stack.site.url("/slow.mp3", seconds=300))
    eventually("yt-dlp at work", lambda: stack.at_work(id), 30)
    assert stack.parts["worker-1"].end(within=STOP_SECONDS) == 0

    user.event("download_queued", id, lambda data: data["version"] > 1)
    assert user.show(id)["state"] == "queued"
    assert stack.redis.ask("HGET", f"{{tonearm}}:download:{id}", "attempts") == "0"
    assert (stack.at_work(id), stack.staged(id)) == ([], [])
    assert stack.lock_holder(user.name) == id
    assert user.discard(id).status == 204
    assert stack.lock_holder(user.name) is None
    with stack.running_workers():  # it has nothing left to do but to clean up
        eventually("an empty queue", lambda: stack.redis.ask("XLEN", "{tonearm}:jobs") == "0")
