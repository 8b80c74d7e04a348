"""A library whose disk is not mounted: whatever a person does with it, the sentence says what to look for."""

from collections.abc import Iterator

import pytest

from api_client import Answer
from catalogue import Catalogue
from program import eventually
from sounds import titled
from tonearm_stack import TonearmStack

SENTENCE = "The library folder is not there; check that its disk is mounted."


@pytest.fixture(scope="module")
def stack() -> Iterator[TonearmStack]:
    with TonearmStack() as stack:
        yield stack


def assert_says_so(answer: Answer) -> None:
    assert answer.status in (403, 404, 409)
    assert answer.json["detail"] == SENTENCE


def test_save_edit_delete_and_play_say_that_the_disk_is_away(stack: TonearmStack) -> None:
    user = stack.add_user("nina")
    (stack.library / "here.mp3").write_bytes(titled("Here"))
    track = f"/api/v1/tracks/{Catalogue(user.client).await_track('here.mp3')['id']}"
    review = user.submit(stack.site.url("/direct.mp3"))
    eventually("review", lambda: user.show(review)["state"] == "awaiting_confirmation", 30)
    away = stack.library.rename(stack.folder / "away")
    try:
        assert_says_so(user.confirm(review, title="Title", artist="Artist"))
        assert_says_so(user.client.send("PATCH", track, json={"title": "Other"}))
        assert_says_so(user.client.send("DELETE", track))
        assert_says_so(user.client.send("GET", f"{track}/stream"))
        assert user.show(review)["state"] == "awaiting_confirmation"
        assert user.show(review)["lastError"] == SENTENCE
    finally:
        away.rename(stack.library)
    assert user.confirm(review, title="Title", artist="Artist").status in (200, 202)
    eventually("filed", lambda: user.show(review)["state"] == "completed", 30)
