"""Suggested covers, and covers that a person sends."""

import pytest

from expectations import assert_problem
from filed_track import JPEG_FRONT, FiledTrack
from listener import Listener
from tonearm_stack import TonearmStack

JPEG = b"\xff\xd8\xff"


def test_a_cover_is_its_owners_only(stack: TonearmStack, user: Listener, stranger: Listener) -> None:
    id = user.submit(stack.site.url("/page", media="direct.mp3"))
    ready = user.event("download_ready_for_review", id)
    path = ready["coverUrl"]
    assert ready["hasCover"] is True and path.startswith(f"/api/v1/downloads/{id}/cover?v=")

    cover = user.client.send("GET", path)
    assert (cover.status, cover.type) == (200, "image/jpeg")
    assert cover.body.startswith(JPEG) and len(cover.body) <= 256 * 1024
    known = user.client.send("GET", path, headers={"If-None-Match": cover.headers["ETag"]})
    assert (known.status, known.body) == (304, b"")

    assert_problem(stranger.client.send("GET", path), 404, "not_found")
    assert_problem(stack.client.send("GET", path), 401, "unauthorized")
    assert stranger.events_of(id) == []
    assert user.discard(id).status == 204


@pytest.mark.parametrize("name", [
    "cover-broken.jpg", "cover-huge.png", "cover-none.jpg", "cover.php", "",
    "cover-pixel.png", "cover-strip.png", "cover-blank.png"])
def test_a_cover_that_cannot_be_used_is_left_out(stack: TonearmStack, user: Listener, name: str) -> None:
    id = user.submit(stack.site.url("/page", media="direct.mp3", cover=name))
    ready = user.event("download_ready_for_review", id)
    assert (ready["hasCover"], ready["coverUrl"], ready["coverDataUrl"]) == (False, None, None)
    assert_problem(user.client.send("GET", f"/api/v1/downloads/{id}/cover"), 404, "not_found")
    assert user.discard(id).status == 204


@pytest.mark.parametrize("name, type", [("cover.png", "image/png"), ("cover.webp", "image/webp")])
def test_a_cover_can_be_replaced_until_the_track_is_saved(
    stack: TonearmStack, user: Listener, name: str, type: str
) -> None:
    picture = stack.site.content(f"/{name}")
    id = user.submit(stack.site.url("/page", media="direct.mp3"))
    before = user.event("download_ready_for_review", id)
    path = f"/api/v1/downloads/{id}/cover"
    assert user.client.send("PUT", path, body=picture, headers={"Content-Type": type}).status == 204
    assert user.event("download_updated", id)["coverUrl"] != before["coverUrl"]
    served = user.client.send("GET", path)
    assert (served.type, served.body) == (type, picture)

    saved = user.confirm(id, title=name, artist="Covered")
    assert saved.status == 200
    assert FiledTrack.of(saved.json, stack).pictures == [JPEG_FRONT]
    after = user.client.send("GET", path)
    assert after.type == "image/jpeg" and after.body != picture
    late = user.client.send("PUT", path, body=picture, headers={"Content-Type": type})
    assert_problem(late, 409, "not_editable")


def test_a_cover_that_cannot_be_read_brings_the_review_back(stack: TonearmStack, user: Listener) -> None:
    id = user.review(stack.site.url("/direct.mp3"))
    path = f"/api/v1/downloads/{id}/cover"
    for type, picture, status in (
        ("image/gif", b"GIF89a", 415), ("image/png", b"no picture", 415),
        ("image/jpeg", JPEG + bytes(5 << 20), 413), ("image/jpeg", JPEG + b"\0\1\2", 204),
    ):
        answer = user.client.send("PUT", path, body=picture, headers={"Content-Type": type})
        assert answer.status == status
    assert_problem(user.confirm(id, title="Kept title", artist="Covered"), 409, "filing_failed")
    download = user.show(id)
    assert (download["state"], download["draft"]["title"]) == ("awaiting_confirmation", "Kept title")
    assert user.discard(id).status == 204
