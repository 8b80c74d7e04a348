"""The event stream: nothing twice, nothing lost, nothing of others.

ContractTests have its form and how it resumes.
"""

from contextlib import ExitStack

import pytest

from event_stream import EventStream
from expectations import assert_problem
from listener import Listener
from tonearm_stack import TonearmStack

STREAMS = 20


@pytest.fixture(scope="module")
def stack(workerless: TonearmStack) -> TonearmStack:
    return workerless


def submit_and_cancel(stack: TonearmStack, user: Listener) -> str:
    """Makes two logged events; returns the download's id."""
    id = user.submit(stack.site.url("/direct.mp3"))
    assert user.discard(id).status == 204
    user.event("download_cancelled", id)
    return id


def position(user: Listener) -> str:
    """The id of the user's last event that has one."""
    return [event.id for event in user.stream.events if event.id][-1]


def test_a_snapshot_has_the_newest_download_first(stack: TonearmStack, user: Listener) -> None:
    earlier, later = submit_and_cancel(stack, user), submit_and_cancel(stack, user)
    with user.events() as stream:
        listed = stream.event("snapshot").data["downloads"]
    assert [download["id"] for download in listed[:2]] == [later, earlier]


def test_a_resumed_stream_goes_on_with_what_happens_next(stack: TonearmStack, user: Listener) -> None:
    submit_and_cancel(stack, user)
    with EventStream(user.client, f"/api/v1/events?lastEventId={position(user)}") as resumed:
        resumed.wait("an open stream", lambda: resumed.retries)
        id = submit_and_cancel(stack, user)
        resumed.event("download_cancelled")
        assert [event.name for event in resumed.events] == ["download_queued", "download_cancelled"]
        assert resumed.events == user.events_of(id)


def test_every_stream_of_a_user_has_the_same_events(stack: TonearmStack, user: Listener) -> None:
    with ExitStack() as exits:
        streams = [exits.enter_context(user.events()) for _ in range(STREAMS)]
        for stream in streams:
            stream.event("snapshot")
        id = submit_and_cancel(stack, user)
        for stream in streams:
            stream.event("download_cancelled", id)
            assert stream.events[1:] == user.events_of(id)


def test_users_never_see_each_other(stack: TonearmStack, user: Listener, stranger: Listener) -> None:
    id = user.submit(stack.site.url("/direct.mp3"))
    path = f"/api/v1/downloads/{id}"
    assert_problem(stranger.client.send("GET", path), 404, "not_found")
    assert_problem(stranger.client.send("GET", f"{path}/cover"), 404, "not_found")
    assert_problem(stranger.discard(id), 404, "not_found")
    assert_problem(stranger.confirm(id, title="Mine", artist="Me"), 404, "not_found")
    assert stranger.client.send("GET", "/api/v1/downloads").json == {"downloads": []}

    user.event("download_queued", id)
    with stranger.events(position(user)) as peeping:
        peeping.wait("an event", lambda: peeping.events)
        own = submit_and_cancel(stack, stranger)
        assert user.discard(id).status == 204
        user.event("download_cancelled", id)
        peeping.event("download_cancelled", own)
        for stream in (peeping, stranger.stream):
            assert stream.events[0].data["downloads"] == []
            assert {event.data["id"] for event in stream.events[1:]} == {own}
    assert user.events_of(own) == []
