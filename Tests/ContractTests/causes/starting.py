"""How to cause what starting a download, for the first time or again, is answered with."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from api_client import Answer
from causes.general import ask
from causes.registry import JSON, causes
from contract import Operation
from program import eventually
from world import World


@causes("submitDownload", 202, JSON)
def submits(world: World, _: Operation) -> Answer:
    answer = world.nina.submit()
    world.nina.discard(answer.json["id"])
    return answer


@causes("submitDownload", 409, "idempotency_conflict")
def uses_a_key_twice(world: World, _: Operation) -> Answer:
    first = world.nina.submit("/direct.mp3", **{"Idempotency-Key": "one"})
    world.nina.discard(first.json["id"])
    return world.nina.submit("/long.mp3", **{"Idempotency-Key": "one"})


@causes("submitDownload", 422, "invalid_url")
def submits_no_link(world: World, operation: Operation) -> Answer:
    return ask(world.nina.client, operation, body=b'{"url": "ytsearch:paper boats"}')


@causes("submitDownload", 429, "download_in_progress")
def submits_another(world: World, _: Operation) -> Answer:
    with world.nina.download() as id:
        answer = world.nina.submit()
        assert answer.json["activeDownloadId"] == id
        return answer


@causes("submitDownload", 503, "queue_full")
def submits_after_others(world: World, _: Operation) -> Answer:
    with world.ella.download():
        return world.nina.submit()


@causes("submitDownload", 403, "library_read_only")
def submits_to_a_read_only_library(world: World, _: Operation) -> Answer:
    with read_only_library(world):
        return world.miles.submit()


@contextmanager
def read_only_library(world: World) -> Iterator[None]:
    """The worker's own folder in the library is a file; that stops root too."""
    own, away = world.busy.library / ".tonearm", world.busy.library / "away"

    def is_writable() -> object:
        return world.miles.client.send("GET", "/api/v1/system").json["libraryWritable"]

    eventually("a library", lambda: is_writable() is True)
    os.rename(own, away)
    own.touch()
    try:
        eventually("a read-only library", lambda: is_writable() is False)
        yield
    finally:
        own.unlink()
        os.rename(away, own)
        eventually("a library again", lambda: is_writable() is True)


@causes("retryDownload", 202, JSON)
def retries(world: World, _: Operation) -> Answer:
    answer = world.nina.retry(world.nina.cancelled())
    world.nina.discard(answer.json["id"])
    return answer


@causes("retryDownload", 403, "library_read_only")
def retries_to_a_read_only_library(world: World, _: Operation) -> Answer:
    id = world.miles.cancelled()
    with read_only_library(world):
        return world.miles.retry(id)


@causes("retryDownload", 409, "not_retryable")
def retries_what_is_live(world: World, _: Operation) -> Answer:
    with world.nina.download() as id:
        return world.nina.retry(id)


@causes("retryDownload", 422, "invalid_url")
def retries_what_is_now_refused(world: World, _: Operation) -> Answer:
    id = world.nina.cancelled()
    world.idle.parts["api"].end()
    world.idle.start_api({"TONEARM_EGRESS_ALLOW": ""})
    try:
        return world.nina.retry(id)
    finally:
        world.idle.parts["api"].end()
        world.idle.start_api()


@causes("retryDownload", 429, "download_in_progress")
def retries_during_another(world: World, _: Operation) -> Answer:
    id = world.nina.cancelled()
    with world.nina.download():
        return world.nina.retry(id)


@causes("retryDownload", 503, "queue_full")
def retries_after_others(world: World, _: Operation) -> Answer:
    id = world.nina.cancelled()
    with world.ella.download():
        return world.nina.retry(id)
