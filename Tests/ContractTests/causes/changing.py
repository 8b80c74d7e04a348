"""How to cause what changing tracks is answered with."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Event, Thread

from api_client import Answer
from causes.general import ask, ask_rightly
from causes.registry import JSON, causes
from contract import Operation, written_contract
from program import eventually
from tracks import replace_cover, send, track, trashed
from world import World

CHANGES = [
    written_contract().operations[id]
    for id in ("editTrack", "replaceTrackCover", "removeTrack", "restoreTrack")]


@causes("editTrack", 200, JSON)
def edits(world: World, operation: Operation) -> Answer:
    return ask_rightly(world, operation)


@causes("editTrack", 422, "invalid_metadata")
def types_what_no_tag_takes(world: World, operation: Operation) -> Answer:
    return ask_rightly(world, operation, body=b'{"year": 10000}')


@causes("replaceTrackCover", 204)
def replaces_the_cover(world: World, _: Operation) -> Answer:
    return replace_cover(world, track(world))


@causes("replaceTrackCover", 422, "invalid_metadata")
def sends_a_broken_picture(world: World, operation: Operation) -> Answer:
    return ask_rightly(world, operation)


@causes("removeTrack", 204)
def removes(world: World, operation: Operation) -> Answer:
    answer = ask_rightly(world, operation)
    assert send(world, "GET", track(world)).status == 404
    assert send(world, "POST", track(world), "/restore").status == 200
    return answer


@causes("restoreTrack", 200, JSON)
def restores(world: World, operation: Operation) -> Answer:
    assert send(world, "DELETE", track(world)).status == 204
    answer = ask_rightly(world, operation)
    assert answer.json["path"] == track(world)["path"]
    return answer


@causes("editTrack", 202, JSON)
@causes("replaceTrackCover", 202)
@causes("removeTrack", 202)
@causes("restoreTrack", 202)
def waits_for_a_stopped_worker(world: World, operation: Operation) -> Answer:
    return answers_of_a_stopped_worker(world)[operation.id]


@cache
def answers_of_a_stopped_worker(world: World) -> dict[str, Answer]:
    """What all changes are answered with while it is, by their ids."""
    removed = track(world, "Gone.mp3")
    ids = {"removeTrack": removed["id"]}
    kept = track(world)["id"]
    worker = world.busy.parts["worker-1"]
    worker.send(signal.SIGSTOP)
    try:
        with ThreadPoolExecutor(len(CHANGES)) as pool:
            answers = pool.map(
                lambda it: ask(world.miles.client, it, id=ids.get(it.id, kept)), CHANGES)
            return {it.id: answer for it, answer in zip(CHANGES, answers, strict=True)}
    finally:
        worker.send(signal.SIGCONT)
        eventually("the removal", lambda: send(world, "GET", removed).status == 404, 30)
        eventually("the worker", lambda: edits(world, CHANGES[0]).status == 200, 30)


@causes("editTrack", 403, "library_read_only")
@causes("replaceTrackCover", 403, "library_read_only")
@causes("removeTrack", 403, "library_read_only")
@causes("restoreTrack", 403, "library_read_only")
def changes_a_library_that_is_away(world: World, operation: Operation) -> Answer:
    return answers_without_library(world)[operation.id]


@cache
def answers_without_library(world: World) -> dict[str, Answer]:
    """What all changes are answered with, by their ids, while the library's folder is not there."""
    kept, gone = track(world), trashed(world)
    library, away = world.busy.library, world.busy.folder / "away"
    library.rename(away)
    try:
        return {
            "editTrack": send(world, "PATCH", kept, json={"title": "Paper Planes"}),
            "replaceTrackCover": replace_cover(world, kept),
            "removeTrack": send(world, "DELETE", kept),
            "restoreTrack": send(world, "POST", gone, "/restore"),
        }
    finally:
        away.rename(library)
        eventually(
            "the library", lambda: send(world, "GET", kept).json["status"] == "ok", 30)


@causes("editTrack", 409, "edit_failed")
def edits_what_another_edits(world: World, _: Operation) -> Answer:
    with meddling(world.busy.library / track(world)["path"]):
        return send(world, "PATCH", track(world), json={"title": "Paper Planes"})


@causes("replaceTrackCover", 409, "edit_failed")
def replaces_the_cover_of_what_another_edits(world: World, _: Operation) -> Answer:
    with meddling(world.busy.library / track(world)["path"]):
        return replace_cover(world, track(world))


@contextmanager
def meddling(file: Path) -> Iterator[None]:
    """The file's times change all the time, as if somebody else wrote it again and again."""
    enough = Event()

    def meddle() -> None:
        while not enough.wait(0.001):
            os.utime(file)

    meddler = Thread(target=meddle)
    meddler.start()
    try:
        yield
    finally:
        enough.set()
        meddler.join()


@causes("removeTrack", 409, "edit_failed")
def removes_to_where_something_is(world: World, _: Operation) -> Answer:
    taken = world.busy.library / ".tonearm/trash" / track(world)["id"] / track(world)["path"]
    with folders(taken):
        return send(world, "DELETE", track(world))


@causes("restoreTrack", 409, "edit_failed")
def restores_one_too_many(world: World, _: Operation) -> Answer:
    """All the names that it could have are taken."""
    first = world.busy.library / trashed(world)["path"]
    others = [first.with_stem(f"{first.stem} ({copy})") for copy in range(2, 100)]
    with folders(first, *others):
        return send(world, "POST", trashed(world), "/restore")


@contextmanager
def folders(*paths: Path) -> Iterator[None]:
    for path in paths:
        path.mkdir(parents=True)
    try:
        yield
    finally:
        for path in paths:
            path.rmdir()
