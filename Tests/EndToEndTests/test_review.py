"""What can be done before a track is saved: type, listen, cancel and discard."""

import json

import pytest

from expectations import assert_problem
from filed_track import FiledTrack
from listener import Listener
from program import eventually
from tonearm_stack import TonearmStack

UNKNOWN_ID = "00000000-0000-4000-8000-000000000000"


def assert_discarded(stack: TonearmStack, user: Listener, id: str) -> None:
    """Discards the download, which must leave nothing behind but its record."""
    files = stack.library_files
    assert user.discard(id).status == 204
    assert stack.lock_holder(user.name) is None
    user.event("download_cancelled", id)
    eventually("no programs", lambda: not stack.at_work(id), 20)
    eventually("nothing staged", lambda: not (stack.staging / id).exists(), 20)
    assert user.discard(id).status == 204
    assert user.show(id)["state"] == "cancelled"
    assert user.event_names(id)[-1] == "download_cancelled"
    assert user.event_names(id).count("download_cancelled") == 1
    assert stack.library_files == files


def test_cancelling_ends_the_programs_of_a_running_download(stack: TonearmStack, user: Listener) -> None:
    id = user.submit(stack.site.url("/page", media="slow.mp3?seconds=60", title="Never heard"))
    user.event("download_metadata", id)
    assert stack.at_work(id)
    assert_discarded(stack, user, id)


def test_what_waits_for_review_can_be_discarded(stack: TonearmStack, user: Listener) -> None:
    id = user.review(stack.site.url("/direct.m4a"))
    assert stack.staged(id) == ["track.mp3"]
    assert stack.lock_holder(user.name) == id
    assert_discarded(stack, user, id)


def test_a_draft_outlives_a_cancel_and_is_saved_after_a_retry(stack: TonearmStack, user: Listener) -> None:
    id = user.review(stack.site.url("/direct.opus"))
    kept = user.keep_draft(id, album="Typed album", year=1971)
    assert (kept.status, kept.json["draft"]["album"]) == (200, "Typed album")
    more = user.keep_draft(id, genre="Dub").json["draft"]
    assert (more["album"], more["genre"]) == ("Typed album", "Dub")
    assert user.discard(id).status == 204
    assert_problem(user.keep_draft(id, genre="Ska"), 409, "not_editable")

    again = user.retry(id)
    assert again.status == 202
    following = again.json["id"]
    assert following != id
    user.event("download_ready_for_review", following)
    saved = user.confirm(following, title="Second try", artist="Drafters")
    assert saved.status == 200
    texts = FiledTrack.of(saved.json, stack).texts
    assert (texts["TALB"], texts["TDRC"], texts["TCON"]) == ("Typed album", "1971", "Dub")
    assert_problem(user.retry(following), 409, "not_retryable")


@pytest.mark.parametrize("body, status, code", [
    ({"title": 5}, 422, "invalid_request"), ({"colour": "red"}, 422, "invalid_request"),
    ({"title": "a\0"}, 422, "invalid_metadata"), (None, 400, "malformed_json"),
])
def test_a_wrong_draft_is_refused(user: Listener, body: object, status: int, code: str) -> None:
    answer = user.client.send(
        "PUT", f"/api/v1/downloads/{UNKNOWN_ID}/draft", headers={"Content-Type": "application/json"},
        body=b"[" if body is None else json.dumps(body).encode())
    assert_problem(answer, status, code)


def test_a_staged_track_plays_whole_and_in_parts(
    stack: TonearmStack, user: Listener, stranger: Listener
) -> None:
    id = user.review(stack.site.url("/page", media="direct.mp3"))
    path = f"/api/v1/downloads/{id}/audio"
    whole = user.client.send("GET", path)
    assert (whole.status, whole.type, whole.headers["Accept-Ranges"]) == (200, "audio/mpeg", "bytes")
    size = len(whole.body)
    assert whole.body.startswith(b"ID3") and size > 1000
    head = user.client.send("HEAD", path)
    assert (head.status, head.headers["Content-Length"], head.body) == (200, str(size), b"")

    end = user.client.send("GET", path, headers={"Range": "bytes=-100"})
    assert (end.status, end.body) == (206, whole.body[-100:])
    assert end.headers["Content-Range"] == f"bytes {size - 100}-{size - 1}/{size}"
    beyond = user.client.send("GET", path, headers={"Range": f"bytes={size}-"})
    assert_problem(beyond, 416, "range_not_satisfiable")
    assert beyond.headers["Content-Range"] == f"bytes */{size}"

    tag = whole.headers["ETag"]
    for condition, status in ((tag, 206), ('"another"', 200)):
        headers = {"Range": "bytes=0-9", "If-Range": condition}
        assert user.client.send("GET", path, headers=headers).status == status
    known = user.client.send("GET", path, headers={"If-None-Match": tag})
    assert (known.status, known.body) == (304, b"")

    assert_problem(stranger.client.send("GET", path), 404, "not_found")
    assert user.discard(id).status == 204
    assert_problem(user.client.send("GET", path), 404, "preview_unavailable")


def test_there_is_nothing_to_hear_while_a_track_is_fetched(stack: TonearmStack, user: Listener) -> None:
    id = user.submit(stack.site.url("/slow.mp3", seconds=60))
    user.event("download_started", id)
    answer = user.client.send("GET", f"/api/v1/downloads/{id}/audio")
    assert_problem(answer, 404, "preview_unavailable")
    assert user.discard(id).status == 204
