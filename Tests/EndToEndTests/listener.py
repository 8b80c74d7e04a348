"""Somebody who uses Tonearm and follows the events all the while."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from event_stream import Event, EventStream
from user import User


@dataclass(frozen=True)
class Listener(User):
    """A user with a stream of events, open for as long as the context lasts."""

    stream: EventStream

    @classmethod
    def to(cls, user: User, stream: EventStream | None = None) -> Self:
        """`stream` is the user's, not open yet; by default from the API that the user acts through."""
        return cls(**vars(user), stream=stream or user.events())

    def __enter__(self) -> Self:
        self.stream.__enter__()
        self.stream.event("snapshot")
        return self

    def __exit__(self, *error: object) -> None:
        self.stream.__exit__(*error)

    def event(
        self, name: str, id: str, where: Callable[[Any], bool] = lambda data: True, within: float = 60
    ) -> Any:
        """Waits for the data of the download's first such event; fails at once if the download does."""
        def found() -> Event | None:
            for event in self.events_of(id):
                if event.name == name and where(event.data):
                    return event
                assert event.name != "download_failed" or event.name == name, (
                    f"instead of {name}: {event.data['failure']}")
            return None

        return self.stream.wait(f"{name} of {id}", found, within).data

    def events_of(self, id: str) -> list[Event]:
        return [event for event in self.stream.events if event.data.get("id") == id]

    def event_names(self, id: str) -> list[str]:
        """The names of the download's events so far, without progress."""
        return [event.name for event in self.events_of(id) if event.name != "download_progress"]

    def review(self, url: str) -> str:
        """Submits a link and waits until its track waits for review; returns the download's id."""
        id = self.submit(url)
        self.event("download_ready_for_review", id)
        return id
