"""Downloads that fail because of what happens to workers, files and the library, not because of what they are."""

import os
import shutil
import time

import pytest

import stand_in
from expectations import assert_failure, assert_problem
from filed_track import FiledTrack
from listener import Listener
from program import eventually
from tonearm_stack import TonearmStack

QUICK = {**stand_in.SETTINGS, "TONEARM_LEASE_SECONDS": "2"}
ORPHAN = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def stack(workerless: TonearmStack) -> TonearmStack:
    return workerless


def test_a_download_that_nobody_begins_ends_with_queue_timeout(stack: TonearmStack, user: Listener) -> None:
    with stack.running_workers(settings={**QUICK, "TONEARM_WORKER_ROLES": "finalize"}):
        id = user.submit(stack.site.url("/act/fast"))
        # Six hours pass.
        assert stack.redis.ask("ZADD", "{tonearm}:deadlines", "XX", "CH", 1, id) == "1"
        assert_failure(user, stack, id, "queue_timeout")
        assert user.event_names(id) == ["download_queued", "download_failed"]


def test_a_download_whose_file_vanishes_ends_with_staging_lost(stack: TonearmStack, user: Listener) -> None:
    with stack.running_workers(settings=QUICK):
        id = user.review(stack.site.url("/act/fast"))
        shutil.rmtree(stack.staging / id)
        assert_problem(user.confirm(id, title="Gone", artist="Before"), 409, "filing_failed")
        assert_failure(user, stack, id, "staging_lost")
        assert [name for name in stack.library_files if "Before - Gone" in name] == []


def test_nothing_typed_is_lost_with_the_library(stack: TonearmStack, user: Listener) -> None:
    typed = {
        "title": "Typed", "artist": "By Hand", "album": None, "year": 1984, "genre": "Essay",
        "trackNumber": 7,
    }
    with stack.running_workers():
        id = user.submit(stack.site.url("/page", media="direct.mp3"))
        assert user.event("download_ready_for_review", id)["lastError"] is None
        away = stack.folder / "away"
        stack.library.rename(away)
        refused = user.confirm(id, **typed)
        away.rename(stack.library)
        assert_problem(refused, 409, "filing_failed")

        waiting = user.event("download_ready_for_review", id, lambda data: data["lastError"] is not None)
        assert (waiting["state"], waiting["confirmed"]) == ("awaiting_confirmation", False)
        assert waiting["lastError"] == refused.json["detail"]
        assert (waiting["title"], waiting["artist"]) == ("Typed", "By Hand")
        assert {field: waiting["draft"][field] for field in typed} == typed
        assert waiting["draft"]["albumArtist"] == "The Lanterns"

        saved = user.confirm(id, title="Typed", artist="By Hand")
        assert (saved.status, saved.json["lastError"]) == (200, None)
        texts = FiledTrack.of(saved.json, stack).texts
        assert "TALB" not in texts
        assert [texts[frame] for frame in ("TIT2", "TDRC", "TCON", "TRCK")] == ["Typed", "1984", "Essay", "7"]
        assert stack.staged(id) == []


def test_leftovers_in_staging_go_with_the_next_worker(stack: TonearmStack, user: Listener) -> None:
    with stack.running_workers():
        id = user.review(stack.site.url("/direct.mp3"))
    for owner, attempt in ((id, 0), (ORPHAN, 1)):
        file = stack.staging / owner / str(attempt) / "media.mp3"
        file.parent.mkdir(parents=True)
        file.write_bytes(b"leftover")
        then = time.time() - 7200
        os.utime(stack.staging / owner, (then, then))
    with stack.running_workers(settings={"TONEARM_LEASE_SECONDS": "2"}):
        eventually("the sweep", lambda: (stack.staged(id), stack.staged(ORPHAN)) == (["track.mp3"], []), 30)
        assert user.confirm(id, title="Swept", artist="Ada").status == 200
