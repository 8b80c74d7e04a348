"""Saving, at any time and more than once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from expectations import assert_problem
from filed_track import FiledTrack
from listener import Listener
from tonearm_stack import TonearmStack

TYPED = {"title": "Late Title", "artist": "Late Artist"}


def test_an_early_save_is_filed_by_itself_with_the_last_values(stack: TonearmStack, user: Listener) -> None:
    id = user.submit(stack.site.url("/page", media="slow.mp3?seconds=3", title="Trickle"))
    metadata = user.event("download_metadata", id)
    assert (metadata["state"], metadata["suggested"]["title"]) == ("downloading", "Trickle")
    first = user.confirm(id, title="Too early", artist="Early Artist")
    assert first.status == 202
    assert (first.json["state"], first.json["confirmed"]) == ("downloading", True)
    second = user.confirm(id, title="Early bird", artist="Early Artist", album=None, year=2001)
    assert second.status == 202

    completed = user.event("download_completed", id)
    assert user.event_names(id) == [
        "download_queued", "download_started", "download_metadata", "download_updated",
        "download_updated", "download_finalizing", "download_completed"]
    assert completed["libraryPath"] == "Early Artist - Early bird.mp3"
    texts = FiledTrack.of(completed, stack).texts
    assert (texts["TIT2"], texts["TDRC"], texts["TPE2"]) == ("Early bird", "2001", "The Lanterns")
    assert "TALB" not in texts
    assert stack.lock_holder(user.name) is None


def test_saving_again_has_no_second_effect(stack: TonearmStack, user: Listener) -> None:
    id = user.review(stack.site.url("/direct.mp3"))
    first = user.confirm(id, **TYPED)
    assert first.status == 200
    track = FiledTrack.of(first.json, stack)
    data, files = track.path.read_bytes(), stack.library_files

    again = user.confirm(id, **TYPED)
    assert (again.status, again.json) == (200, first.json)
    other = user.confirm(id, title="Other", artist="Late Artist")
    assert_problem(other, 409, "already_confirmed_differently")
    assert (track.path.read_bytes(), stack.library_files) == (data, files)
    user.event("download_completed", id)
    assert user.event_names(id).count("download_completed") == 1
    assert_problem(user.discard(id), 409, "not_cancellable")


def test_saves_at_once_file_one_track(stack: TonearmStack, user: Listener) -> None:
    id = user.review(stack.site.url("/direct.mp3"))
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: user.confirm(id, title="At once", artist="Everybody"), range(8)))
    assert [answer.status for answer in answers] == [200] * 8
    assert [name for name in stack.library_files if name.startswith("Everybody")] == [
        "Everybody - At once.mp3"]
    user.event("download_completed", id)
    assert user.event_names(id).count("download_completed") == 1


def test_a_taken_name_gets_a_number_and_nothing_is_overwritten(stack: TonearmStack, user: Listener) -> None:
    def save(path: str) -> FiledTrack:
        id = user.review(stack.site.url(path))
        return FiledTrack.of(user.confirm(id, title="Twice", artist="Echo").json, stack)

    first = save("/direct.mp3")
    data = first.path.read_bytes()
    second = save("/direct.opus")
    assert first.path.read_bytes() == data != second.path.read_bytes()
    assert second.path.name == "Echo - Twice (2).mp3"
    assert [name for name in stack.library_files if name.startswith("Echo")] == [
        "Echo - Twice (2).mp3", "Echo - Twice.mp3"]
    assert second.texts["TIT2"] == "Twice"


@pytest.mark.parametrize("id", ["00000000-0000-4000-8000-000000000000", "../etc", ""])
def test_what_is_not_there_cannot_be_saved(user: Listener, id: str) -> None:
    assert_problem(user.confirm(id, **TYPED), 404, "not_found")


def test_what_was_cancelled_cannot_be_saved(stack: TonearmStack, user: Listener) -> None:
    id = user.submit(stack.site.url("/direct.mp3"))
    assert user.discard(id).status == 204
    assert_problem(user.confirm(id, **TYPED), 409, "not_confirmable")
