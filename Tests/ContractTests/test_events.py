"""The event stream: every event of the contract, really caused; how a stream begins and resumes."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from api_client import APIClient
from contract import written_contract
from event_stream import Event, EventStream
from tonearm_stack import TonearmStack
from world import Person

EVENTS = written_contract().events
STREAMS_PER_USER = 64
"""What TONEARM_API_EVENTS_PER_USER is where nothing is configured."""


@pytest.fixture(scope="module")
def listener(busy: TonearmStack) -> Person:
    return Person.named("listener", busy)


@pytest.fixture(scope="module")
def stream(listener: Person) -> Iterator[EventStream]:
    """Opened before anything has happened, and followed by everything that can."""
    with EventStream(listener.client) as stream:
        stream.event("snapshot")
        saves(listener, stream)
        fails(listener, stream)
        cancels(listener, stream)
        expires(listener, stream)
        yield stream


@pytest.fixture(scope="module")
def library(listener: Person, stream: EventStream) -> Iterator[EventStream]:
    """Resumed, and followed by a file that comes, is edited and goes, and by many at once."""
    file = listener.stack.library / "Paper Boats.mp3"
    sound = APIClient(listener.stack.site.authority).send("GET", "/direct.mp3").body
    with EventStream(listener.client, last_event_id=logged(stream)[-1].id) as library:
        library.wait("an open stream", lambda: library.retries)
        file.write_bytes(sound)
        added = library.event("track_added", within=30).data
        assert added["path"] == file.name
        edits(added["id"], library, Person.named("editor", listener.stack))
        file.unlink()
        library.event("track_removed", added["id"])
        floods(library, listener.stack, sound)
        yield library


@pytest.fixture(scope="module")
def replaced(busy: TonearmStack) -> Iterator[EventStream]:
    """The oldest stream of somebody who has opened one more than is allowed."""
    crowd = Person.named("crowd", busy)
    with ExitStack() as streams:
        opened = [streams.enter_context(EventStream(crowd.client)) for _ in range(STREAMS_PER_USER)]
        for stream in opened:
            stream.event("snapshot")
        assert not any(stream.has_ended for stream in opened)
        streams.enter_context(EventStream(crowd.client)).event("snapshot")
        opened[0].wait("the end of the oldest", lambda: opened[0].has_ended, within=10)
        assert not any(stream.has_ended for stream in opened[1:])
        yield opened[0]


def edits(id: str, library: EventStream, editor: Person) -> None:
    """Somebody else does."""
    edited = editor.client.send("PATCH", f"/api/v1/tracks/{id}", json={"title": "Paper Planes"})
    library.wait("the edit", lambda: Event("track_updated", edited.json, None) in library.events)


def floods(library: EventStream, stack: TonearmStack, sound: bytes) -> None:
    def changes() -> int:
        return [event.name for event in library.events].count("library_changed")

    many, folder = stack.folder / "many", stack.library / "many"
    many.mkdir()
    for number in range(30):
        (many / f"{number}.mp3").write_bytes(sound)
    for there, here in ((many, folder), (folder, many)):
        before = changes()
        there.rename(here)
        library.wait("a flood", lambda: changes() > before)


def saves(listener: Person, stream: EventStream) -> None:
    id = listener.submit("/page?media=slow.mp3%3Fseconds%3D3").json["id"]
    stream.event("download_metadata", id)
    listener.draft(id, title="Paper Planes")
    stream.event("download_ready_for_review", id)
    assert listener.confirm(id).status == 200
    stream.event("download_completed", id)


def fails(listener: Person, stream: EventStream) -> None:
    stream.event("download_failed", listener.submit("/missing").json["id"])


def cancels(listener: Person, stream: EventStream) -> None:
    stream.event("download_cancelled", listener.cancelled())


def expires(listener: Person, stream: EventStream) -> None:
    with listener.download(state="awaiting_confirmation") as id:
        listener.stack.redis.ask("ZADD", "{tonearm}:deadlines", 0, id)
        stream.event("download_expired", id)


def logged(stream: EventStream) -> list[Event]:
    """The events that can be resumed from, in their order."""
    return [event for event in stream.events if event.id]


def position(event: Event) -> tuple[str, int]:
    epoch, _, offset = str(event.id).partition(".")
    return epoch, int(offset)


@pytest.mark.parametrize("name", EVENTS)
def test_documented_event_comes(name: str, request: pytest.FixtureRequest) -> None:
    is_of_download = name == "snapshot" or name.startswith("download_")
    which = "stream" if is_of_download else "replaced" if name == "stream_replaced" else "library"
    followed = request.getfixturevalue(which)
    assert name in {event.name for event in followed.events}


@pytest.mark.parametrize("which", ["stream", "library", "replaced"])
def test_every_event_is_as_documented(which: str, request: pytest.FixtureRequest) -> None:
    followed = request.getfixturevalue(which)
    for event in followed.events:
        written_contract().check_event(event)
    assert not followed.garbage


def test_offsets_rise_by_one_within_an_epoch(stream: EventStream) -> None:
    positions = [position(event) for event in logged(stream)]
    first = positions[0]
    assert positions == [(first[0], first[1] + index) for index in range(len(positions))]


def test_a_stream_begins_with_its_headers_a_retry_and_a_snapshot(stream: EventStream) -> None:
    assert stream.status == 200
    assert stream.headers.get_content_type() == "text/event-stream"
    assert stream.headers["Cache-Control"] == "no-store"
    assert stream.headers["X-Accel-Buffering"] == "no"
    assert stream.retries == ["2000"]
    assert stream.events[0].name == "snapshot"
    assert [event.name for event in stream.events].count("snapshot") == 1


def test_a_snapshot_is_all_that_a_get_gives(listener: Person, stream: EventStream) -> None:
    with EventStream(listener.client) as late:
        snapshot = late.event("snapshot")
    listed = listener.client.send("GET", "/api/v1/downloads").json
    assert snapshot.data["downloads"] == listed["downloads"]
    assert position(snapshot) == (snapshot.data["epoch"], snapshot.data["offset"])
    assert position(snapshot) == position(logged(stream)[-1])


@pytest.mark.parametrize("by", ["header", "query", "both"])
def test_a_stream_resumes_with_what_was_missed(
    by: str, listener: Person, stream: EventStream
) -> None:
    names = [(event.id, event.name) for event in logged(stream)]
    for index, (id, _) in enumerate(names[:-1]):
        with resumed(listener, by, str(id)) as late:
            last = names[-1][0]
            late.wait("what was missed", lambda: last in [event.id for event in late.events])
            assert [(event.id, event.name) for event in logged(late)] == names[index + 1:]


def resumed(listener: Person, by: str, id: str) -> EventStream:
    if by == "header":
        return EventStream(listener.client, last_event_id=id)
    if by == "query":
        return EventStream(listener.client, f"/api/v1/events?lastEventId={id}")
    return EventStream(listener.client, "/api/v1/events?lastEventId=1.1", last_event_id=id)


@pytest.mark.parametrize("id", ["1.1", "nonsense", "", "1", "1.2.3", "-1.-1"])
@pytest.mark.parametrize("by", ["header", "query"])
def test_an_unknown_place_gets_a_snapshot(
    by: str, id: str, listener: Person, stream: EventStream
) -> None:
    with resumed(listener, by, id) as late:
        late.wait("an event", lambda: late.events)
        assert late.events[0].name == "snapshot"


def test_a_comment_comes_when_nothing_else_does(stream: EventStream) -> None:
    stream.wait("a heartbeat", lambda: stream.comments, within=17)


def test_the_oldest_of_too_many_streams_ends_with_its_replacement(replaced: EventStream) -> None:
    assert [event.name for event in replaced.events] == ["snapshot", "stream_replaced"]
    assert not replaced.garbage
