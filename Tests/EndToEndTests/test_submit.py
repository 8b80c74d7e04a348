"""Starting downloads, where nobody works on them."""

import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from api_client import Answer
from expectations import assert_problem
from listener import Listener
from tonearm_stack import TonearmStack

SUBMIT = "/api/v1/downloads/url"


@pytest.fixture(scope="module")
def stack(workerless: TonearmStack) -> TonearmStack:
    return workerless


def submit(user: Listener, stack: TonearmStack, path: str = "/direct.mp3", **headers: str) -> Answer:
    return user.client.send("POST", SUBMIT, json={"url": stack.site.url(path)}, headers=headers)


def test_a_submit_returns_the_queued_download(stack: TonearmStack, user: Listener) -> None:
    answer = submit(user, stack)
    assert answer.status == 202
    download = answer.json
    id = download["id"]
    assert str(uuid.UUID(id)) == id
    assert answer.headers["Location"] == f"/api/v1/downloads/{id}"
    assert (download["tempId"], download["url"]) == (id, stack.site.url("/direct.mp3"))
    assert (download["state"], download["confirmed"]) == ("queued", False)
    assert download.keys() == {
        "id", "tempId", "url", "state", "phase", "percent", "speedBytesPerSecond", "etaSeconds",
        "confirmed", "suggested", "draft", "hasCover", "coverUrl", "duplicateOf", "failure",
        "libraryPath", "lastError", "ytDlpVersion", "createdAt", "updatedAt", "version"}
    assert download["suggested"].keys() == {
        "title", "artist", "album", "albumArtist", "year", "genre", "trackNumber", "durationSeconds",
        "uploader", "webpageUrl", "extractor", "sources"}
    assert user.show(id) == download
    assert stack.lock_holder(user.name) == id
    assert user.discard(id).status == 204


def test_a_user_has_one_download_at_a_time(stack: TonearmStack, user: Listener) -> None:
    id = user.submit(stack.site.url("/direct.mp3"))
    refused = submit(user, stack, "/direct.opus")
    assert_problem(refused, 429, "download_in_progress")
    assert refused.json["activeDownloadId"] == id
    assert user.discard(id).status == 204
    assert stack.lock_holder(user.name) is None
    following = submit(user, stack, "/direct.opus")
    assert following.status == 202
    assert user.discard(following.json["id"]).status == 204


def test_of_many_submits_at_once_one_is_accepted(stack: TonearmStack, user: Listener) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: submit(user, stack), range(20)))
    [accepted] = [answer for answer in answers if answer.status == 202]
    id = accepted.json["id"]
    for refused in answers:
        if refused is not accepted:
            assert_problem(refused, 429, "download_in_progress")
            assert refused.json["activeDownloadId"] == id
    assert user.discard(id).status == 204


def test_an_idempotency_key_stands_for_one_download(stack: TonearmStack, user: Listener) -> None:
    key = {"Idempotency-Key": f"once {stack.site.authority}"}
    first, again = submit(user, stack, **key), submit(user, stack, **key)
    assert first.status == again.status == 202
    id = first.json["id"]
    assert again.json["id"] == id and again.headers["Location"] == first.headers["Location"]
    assert_problem(submit(user, stack, "/direct.opus", **key), 409, "idempotency_conflict")
    assert user.discard(id).status == 204
    late = submit(user, stack, **key)
    assert late.status == 202
    assert (late.json["id"], late.json["state"]) == (id, "cancelled")
    assert stack.lock_holder(user.name) is None


def test_what_nobody_has_claimed_can_be_saved_early_and_cancelled(
    stack: TonearmStack, user: Listener
) -> None:
    id = user.submit(stack.site.url("/direct.mp3"))
    early = user.confirm(id, title="Early", artist="Bird")
    assert early.status == 202
    assert (early.json["state"], early.json["confirmed"]) == ("queued", True)
    for _ in range(2):
        assert user.discard(id).status == 204
    user.event("download_cancelled", id)
    assert user.event_names(id) == ["download_queued", "download_updated", "download_cancelled"]
    assert stack.lock_holder(user.name) is None
